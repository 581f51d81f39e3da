/* SPDX-License-Identifier: Apache-2.0 */
/* Companions: asked, accepted, told once a week, taken back at any time. */
#include "features/follow/follow.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/errand.h"
#include "features/notices/letter.h"
#include "features/people/people.h"

#define WEEK (7 * DAY)

/* The peer stands in it only as long as it goes on. */
unsigned
standing_companion(struct ctx *c, int64_t id)
{
	struct companion x;

	if (!c->who || !sql_companion_get(c, id, &x))
		return 0;
	if (x.owner == c->who)
		return STANDING_SELF;
	return x.peer == c->who && !str_eq(x.state, "ended") ? STANDING_PARTICIPANT : 0;
}

/* A letter to the peer; it names numbers and no text. */
static void
tell(struct ctx *c, const struct companion *x, const char *letter, int64_t n, int64_t total)
{
	struct letter_to to;

	if (!person_letter_to(c, x->peer, &to))
		return;
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "partner", x->owner_name },
			{ "n", arena_printf(c->mem, "%d", (int)n) },
			{ "total", arena_printf(c->mem, "%d", (int)total) },
			{ "do", errand_of(c, ERRAND_COMPANY, x->id, x->created_at) },
			{ "link", whole_address(c, url_companion_show(c, x->id)) },
			{ NULL, NULL } },
		NULL);
}

/* ---- whom to ask ---- */

#define IDEAS_MOST 6

static bool
has_person(const struct person_card_rows *rows, int64_t person)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].id == person)
			return true;
	return false;
}

struct person_card_rows
companion_askable(struct ctx *c, const struct pair *p, const struct person_card_rows *found)
{
	struct companion_rows mine = sql_companion_of_owner(c, p->r.id, c->who);
	struct person_card_rows rows = { 0, ARENA_ARRAY(c->mem, struct person_card, found->n) };

	for (int i = 0; i < found->n; i++) {
		int64_t id = found->v[i].id;
		bool asked = id == p->me || id == p->partner;

		for (int k = 0; k < mine.n; k++)
			asked = asked || mine.v[k].peer == id;
		if (!asked)
			rows.v[rows.n++] = found->v[i];
	}
	return rows;
}

/* Some of the unit of c->who. Of a large one not always those whose names come first: each begins elsewhere. */
static void
unit_find(struct ctx *c, const char *unit, struct people_found *ret)
{
	struct people_query query = { .q = unit };

	people_find(c, &query, ret);
	if (ret->total <= PEOPLE_ON_PAGE)
		return;
	query.offset = c->who % (ret->total - PEOPLE_ON_PAGE + 1);
	people_find(c, &query, ret);
}

struct person_card_rows
companion_ideas(struct ctx *c, const struct pair *p)
{
	struct companion_known_rows known = sql_companion_known(c, c->who, IDEAS_MOST);
	struct people_found near = { 0 };
	struct person_card_rows all = { 0 }, rows;
	struct person_card me;

	if (sql_person_card_get(c, c->who, &me) && *me.unit)
		unit_find(c, me.unit, &near);
	all.v = ARENA_ARRAY(c->mem, struct person_card, known.n + near.people.n);
	for (int i = 0; i < known.n; i++)
		if (sql_person_card_get(c, known.v[i].id, &all.v[all.n]))
			all.n++;
	for (int i = 0; i < near.people.n; i++)
		if (str_eq(near.people.v[i].unit, me.unit) &&
			!has_person(&all, near.people.v[i].id))
			all.v[all.n++] = near.people.v[i];
	rows = companion_askable(c, p, &all);
	rows.n = rows.n > IDEAS_MOST ? IDEAS_MOST : rows.n;
	return rows;
}

enum result
companion_invite(struct ctx *c, int64_t relationship, int64_t peer, int64_t *ret_id)
{
	struct companion_rows mine;
	struct letter_to to;
	struct companion x;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t id;

	if (r != OK)
		return r;
	if (peer == p.me || peer == p.partner)
		return invalid(c, "peer", _("Choose somebody who is not one of the two of you."));
	if (!person_letter_to(c, peer, &to))
		return invalid(c, "peer", _("Choose somebody from the directory."));
	mine = sql_companion_of_owner(c, relationship, c->who);
	if (mine.n >= COMPANIONS_MOST)
		return conflict(c, _("Three companions are enough. Take one back first."));
	for (int i = 0; i < mine.n; i++)
		if (mine.v[i].peer == peer)
			return conflict(c, _("You have asked this person already."));
	id = sql_companion_insert(c, relationship, c->who, peer, c->now);
	if (sql_companion_get(c, id, &x))
		tell(c, &x, PRACTICE_LETTER_COMPANION_ASKED, 0, 0);
	*ret_id = id;
	return OK;
}

enum result
companion_accept(struct ctx *c, int64_t companion)
{
	struct companion x;

	if (!sql_companion_get(c, companion, &x))
		return NOT_FOUND;
	if (x.peer != c->who)
		return FORBIDDEN;
	if (str_eq(x.state, "ended"))
		return conflict(c, _("This was taken back."));
	sql_companion_set_accepted(c, companion, c->now);
	return OK;
}

enum result
companion_end(struct ctx *c, int64_t companion)
{
	struct companion x;

	if (!sql_companion_get(c, companion, &x))
		return NOT_FOUND;
	if (x.peer != c->who && x.owner != c->who)
		return FORBIDDEN;
	sql_companion_set_ended(c, companion, c->now);
	sql_companion_action_clear(c, companion);
	return OK;
}

enum result
companion_choose(struct ctx *c, int64_t companion, const struct texts *commitments)
{
	struct companion x;
	struct commitment k;
	int64_t id;

	if (!sql_companion_get(c, companion, &x))
		return NOT_FOUND;
	if (x.owner != c->who)
		return FORBIDDEN;
	if (str_eq(x.state, "ended"))
		return conflict(c, _("This was taken back."));
	sql_companion_action_clear(c, companion);
	for (int i = 0; i < commitments->n; i++) {
		if (!str_to_int(commitments->v[i], &id) || !sql_commitment_get(c, id, &k) ||
			k.owner != c->who || k.relationship != x.relationship)
			return invalid(c, "commitment", _("Choose from your own promises."));
		sql_companion_action_insert(c, companion, id);
	}
	return OK;
}

/* ---- once a week ---- */

static enum result
tell_week(struct ctx *c, void *arg)
{
	struct companion_rows rows = sql_companion_to_tell(c, c->now - WEEK);

	*(int *)arg = rows.n;
	for (int i = 0; i < rows.n; i++) {
		struct companion_action_rows a = sql_companion_action_list(c, rows.v[i].id);
		int64_t done = 0;

		for (int k = 0; k < a.n; k++)
			done += str_eq(a.v[k].state, "done");
		if (a.n)
			tell(c, &rows.v[i], PRACTICE_LETTER_COMPANION_WEEK, done, a.n);
		sql_companion_set_told(c, rows.v[i].id, c->now);
	}
	return OK;
}

enum result
job_companion_week(struct job *j)
{
	enum result r;
	int told = 0;

	do {
		r = job_write(j, tell_week, &told);
	} while (r == OK && told && !job_stopped(j));
	return r;
}

/* A relationship that ended has no promises to look after. */
enum result
on_companions_end(struct ctx *c, int64_t relationship, int64_t who)
{
	(void)who;
	sql_companion_end_all(c, relationship, c->now);
	return OK;
}
