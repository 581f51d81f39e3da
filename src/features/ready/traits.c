/* SPDX-License-Identifier: Apache-2.0 */
/* Four traits that a mentor looks at in himself, now and every half year. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/ready/ready.h"

/* "4 3 5 2" */
#define NUMBERS 7

/* So soon after, a rating is a correction of the last one. */
#define CORRECTION (7 * (int64_t)DAY)

enum result
traits_rate(struct ctx *c, const struct traits_form *f)
{
	const char *body = arena_printf(
		c->mem, "%s %s %s %s", f->communication, f->empathy, f->adaptability, f->learning);
	struct self_rating last;
	int64_t id;

	if (sql_self_rating_latest(c, c->who, "traits", "mentor", &last) &&
		last.rated_at > c->now - CORRECTION) {
		sql_self_rating_update(c, last.id, last.relationship, body, c->now);
		return OK;
	}
	id = new_id(c);
	sql_self_rating_insert(c, id, id, c->who, "traits", "mentor", body, c->now);
	return OK;
}

struct trait_rating_rows
traits_list(struct ctx *c)
{
	struct self_rating_rows all = sql_self_rating_list(c, c->who, "traits");
	struct trait_rating_rows rows = { 0, ARENA_ARRAY(c->mem, struct trait_rating, all.n) };

	for (int i = 0; i < all.n; i++) {
		const char *b = all.v[i].body;

		if (strlen(b) >= NUMBERS)
			rows.v[rows.n++] = (struct trait_rating){ all.v[i].rated_at, b[0] - '0',
				b[2] - '0', b[4] - '0', b[6] - '0' };
	}
	return rows;
}

bool
traits_due(struct ctx *c)
{
	int64_t every = threshold(c, 0, PRACTICE_THRESHOLD_TRAITS_EVERY);

	return sql_traits_mentor(c, c->who) &&
	       sql_traits_rated_at(c, c->who) <= c->now - every * DAY;
}

struct texts
traits_lowest(struct ctx *c, const struct trait_rating *r)
{
	const struct {
		const char *trait;
		int64_t value;
	} all[] = {
		{ PRACTICE_TRAIT_COMMUNICATION, r->communication },
		{ PRACTICE_TRAIT_EMPATHY, r->empathy },
		{ PRACTICE_TRAIT_ADAPTABILITY, r->adaptability },
		{ PRACTICE_TRAIT_CONTINUOUS_LEARNING, r->learning },
	};
	struct texts low = { .v = ARENA_ARRAY(c->mem, const char *, 4) };
	int64_t least = 6;

	for (int i = 0; i < 4; i++)
		least = all[i].value < least ? all[i].value : least;
	for (int i = 0; i < 4; i++)
		if (all[i].value == least)
			low.v[low.n++] = all[i].trait;
	return low;
}
