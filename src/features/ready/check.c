/* SPDX-License-Identifier: Apache-2.0 */
/* Four questions to oneself before one begins. They never decide anything. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/ready/ready.h"

/* "4 3 5 2", a line end, and what a mentor wants to gain. */
#define NUMBERS 8

static bool
role_known(const char *role)
{
	return str_eq(role, "mentor") || str_eq(role, "mentee");
}

enum result
self_check_save(struct ctx *c, const char *role, const struct self_check_form *f)
{
	struct self_rating old;
	const char *body;
	int64_t id;

	if (!role_known(role))
		return NOT_FOUND;
	body = arena_printf(c->mem, "%s %s %s %s\n%s", f->trust, f->motivation, f->learning,
		f->hours, str_eq(role, "mentor") ? f->gains : "");
	if (sql_self_rating_latest(c, c->who, "check", role, &old)) {
		sql_self_rating_update(c, old.id, old.relationship, body, c->now);
		return OK;
	}
	id = new_id(c);
	sql_self_rating_insert(c, id, id, c->who, "check", role, body, c->now);
	return OK;
}

bool
self_check_get(struct ctx *c, const char *role, struct self_check *ret)
{
	struct self_rating r;

	*ret = (struct self_check){ .role = role, .gains = "" };
	if (!sql_self_rating_latest(c, c->who, "check", role, &r) || strlen(r.body) < NUMBERS)
		return false;
	ret->trust = r.body[0] - '0';
	ret->motivation = r.body[2] - '0';
	ret->learning = r.body[4] - '0';
	ret->hours = r.body[6] - '0';
	ret->gains = r.body + NUMBERS;
	ret->rated_at = r.rated_at;
	return true;
}

struct self_tip_rows
self_check_tips(struct ctx *c, const struct self_check *s)
{
	const struct {
		const char *question;
		int64_t value;
	} answers[] = {
		{ PRACTICE_SELF_QUESTION_TRUST, s->trust },
		{ PRACTICE_SELF_QUESTION_MOTIVATION, s->motivation },
		{ PRACTICE_SELF_QUESTION_LEARNING, s->learning },
		{ PRACTICE_SELF_QUESTION_TIME, s->hours },
	};
	int n = sizeof answers / sizeof *answers;
	struct self_tip_rows rows = { 0, ARENA_ARRAY(c->mem, struct self_tip, n) };
	const char *tip = str_eq(s->role, "mentor") ? "tip_mentor" : "tip_mentee";
	int64_t low = threshold(c, 0, PRACTICE_THRESHOLD_SELF_LOW);

	for (int i = 0; i < n; i++) {
		const struct practice_item *it =
			practice_need("self-question", answers[i].question);

		if (s->rated_at && answers[i].value <= low)
			rows.v[rows.n++] =
				(struct self_tip){ it->id, practice_field(it, "name", c->lang->tag),
					practice_field(it, tip, c->lang->tag) };
	}
	return rows;
}

struct option_rows
self_scale(struct ctx *c)
{
	const char *words[] = { _("1: not yet"), _("2: a little"), _("3: partly"), _("4: mostly"),
		_("5: fully") };
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, 5) };

	for (int i = 0; i < 5; i++)
		rows.v[rows.n++] = (struct option){ .value = arena_printf(c->mem, "%d", i + 1),
			.label = words[i] };
	return rows;
}
