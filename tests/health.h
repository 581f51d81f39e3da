/* SPDX-License-Identifier: Apache-2.0 */
/* A pair through nights and months: for the tests of the room health. */
#ifndef TESTS_HEALTH_H
#define TESTS_HEALTH_H

#include "tests/pair.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/health/answers.h"
#include "features/health/exceptions.h"
#include "features/meetings/meetings.h"

/* The night: all pairs, in batches of one so that batches are tested too. */
static inline void
night(struct ctx *c)
{
	int64_t after = 0;
	int early;

	while (health_pass(c, &after, 1))
		continue;
	pauses_end(c, 100, 0, &early);
}

static inline struct pair
seen_by(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return p;
}

/* The card of a kind as who sees it now; kind NULL if there is none. */
static inline struct sign_card
card(struct ctx *c, const struct two *t, int64_t who, const char *kind)
{
	struct pair p = seen_by(c, t, who);
	struct sign_card_rows rows = sign_cards(c, &p, false);

	for (int i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].kind, kind))
			return rows.v[i];
	return (struct sign_card){ 0 };
}

static inline bool
has(struct ctx *c, const struct two *t, int64_t who, const char *kind)
{
	return card(c, t, who, kind).kind != NULL;
}

/* The kinds that the team of the programme reads, with commas. */
static inline const char *
list(struct ctx *c, const struct two *t)
{
	struct limits l;
	struct exception_line_rows rows;
	const char *text = "";
	bool more;

	limits_read(c, t->programme, &l);
	rows = exceptions_page(c, t->programme, &l, 100, "", NULL, &more);
	for (int i = 0; i < rows.n; i++)
		text = arena_printf(c->mem, "%s%s%s", text, i ? "," : "", rows.v[i].kind);
	return text;
}

static inline int64_t
held(struct ctx *c, const struct two *t, int64_t at)
{
	int64_t id = new_id(c);

	sql_meeting_insert(c, id, t->relationship, at, 60, "", arena_printf(c->mem, "%d", (int)id),
		t->mentee, at);
	sql_meeting_set_held(c, id, at + 3600);
	return id;
}

static inline int64_t
planned(struct ctx *c, const struct two *t, int64_t at)
{
	int64_t id = new_id(c);

	sql_meeting_insert(c, id, t->relationship, at, 60, "", arena_printf(c->mem, "%d", (int)id),
		t->mentee, c->now);
	return id;
}

/* The team was in touch, so that this sign is not in the way. */
static inline void
in_touch(struct ctx *c, const struct two *t)
{
	sql_contact_insert(c, t->relationship, t->manager, c->now);
}

#endif
