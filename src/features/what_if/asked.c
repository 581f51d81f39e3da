/* SPDX-License-Identifier: Apache-2.0 */
#include "features/what_if/asked.h"

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/matching/peered.h"
#include "features/matching/prices.h"
#include "features/matching/standing.h"

static enum side
side_of(const struct asked_view *v)
{
	return v->mentor ? MENTOR : MENTEE;
}

static ptrdiff_t
place_on(const struct match_input *in, enum side side, int64_t id)
{
	return side == MENTEE ? id_place(in->mentees, in->n_mentees, id)
			      : id_place(in->mentors, in->n_mentors, id);
}

/* ---- whom somebody has ---- */

static void
pairs_fill(struct ctx *c, const struct known *k, struct asked_view *v)
{
	struct asked_pair_rows all = sql_asked_pairs(c, v->m.id, v->m.programme, v->person);

	v->pairs.v = ARENA_ARRAY(c->mem, struct asked_pair_row, all.n);
	for (int i = 0; i < all.n; i++)
		v->pairs.v[v->pairs.n++] = (struct asked_pair_row){ .p = all.v[i],
			.parts =
				why_pair_read(c, k, all.v[i].mentee, all.v[i].why, v->m.best_score),
			.pinned = str_eq(all.v[i].wish, "pin"),
			.banned = str_eq(all.v[i].wish, "ban") };
	if (all.n)
		v->mentor = all.v[0].mentor == v->person;
}

/* Whom the person has, on the other side. */
static int64_t *
partners_of(struct ctx *c, const struct asked_view *v)
{
	int64_t *ids = ARENA_ARRAY(c->mem, int64_t, v->pairs.n);

	for (int i = 0; i < v->pairs.n; i++)
		ids[i] = v->mentor ? v->pairs.v[i].p.mentee : v->pairs.v[i].p.mentor;
	return ids;
}

/* ---- words ---- */

/* Sensitive rules have no name here either. */
static const char *
words_of(struct ctx *c, const struct match_input *in, const struct reason *r)
{
	struct reason x = *r;

	if (r->criterion >= 0 && in->rules[r->criterion].sensitive)
		return _("A sensitive field");
	reason_among_peers(in, &x);
	return reason_text(c, &x);
}

/* The search ended before it knew: it is so much or more. */
static const char *
least_words(struct ctx *c, const struct exchange_cost *x)
{
	if (x->pairs > 0)
		return tr_n(c, "At least %d person fewer would be matched.",
			"At least %d people fewer would be matched.", x->pairs);
	if (x->mentors > 0)
		return tr_n(c, "At least %d more mentor would get nobody.",
			"At least %d more mentors would get nobody.", x->mentors);
	if (x->points_lost > 0)
		return tr_n(c, "The whole would lose at least %d point.",
			"The whole would lose at least %d points.", x->points_lost);
	return _("What it would cost takes longer to find than a page can wait.");
}

static const char *
cost_words(struct ctx *c, const struct exchange_cost *x)
{
	if (!x->possible)
		return _("Pins leave no place for these two.");
	if (x->at_least)
		return least_words(c, x);
	if (x->pairs > 0)
		return tr_n(c, "%d person fewer would be matched.",
			"%d people fewer would be matched.", x->pairs);
	if (x->mentors > 0)
		return tr_n(c, "%d more mentor would get nobody.",
			"%d more mentors would get nobody.", x->mentors);
	if (x->points_lost > 0)
		return tr_n(c, "The whole would lose %d point.", "The whole would lose %d points.",
			x->points_lost);
	return _("The whole would lose nothing.");
}

static const char *
obstacle_words(
	struct ctx *c, const struct match_input *in, enum side side, size_t person, size_t other)
{
	struct reason why;

	if (!criteria_obstacle(c->mem, &in->criteria, in->roster, side == MENTEE ? person : other,
		    side == MENTEE ? other : person, MANAGER, &why) &&
		(!in->peers || !criteria_obstacle(c->mem, &in->criteria, in->roster,
				       side == MENTEE ? other : person,
				       side == MENTEE ? person : other, MANAGER, &why)))
		return "";
	return words_of(c, in, &why);
}

static struct alternative_rows
rows_of(struct ctx *c, const struct match_input *in, const struct asked_view *v, size_t person,
	const struct exchange_cost *list, size_t n)
{
	enum side side = side_of(v);
	struct alternative_rows rows = { .v = ARENA_ARRAY(c->mem, struct alternative, n) };

	for (size_t i = 0; i < n; i++) {
		const struct exchange_cost *x = &list[i];
		int64_t id = side == MENTEE ? in->mentors[x->other] : in->mentees[x->other];

		rows.v[rows.n++] = (struct alternative){ .person = id,
			.name = sql_asked_name(c, id),
			.role = v->mentor ? "mentee" : "mentor",
			.points = x->points,
			.eligible = x->eligible,
			.possible = x->possible,
			.at_least = x->at_least,
			.pairs_fewer = x->pairs,
			.mentors_more = x->mentors,
			.points_fewer = x->points_lost,
			.words = !x->eligible  ? obstacle_words(c, in, side, person, x->other)
				 : *v->unknown ? v->unknown
					       : cost_words(c, x) };
	}
	return rows;
}

/* ---- who else ---- */

static void
others_fill(struct ctx *c, const struct match_input *in, struct exchange_from *from,
	struct asked_view *v, size_t person)
{
	struct exchange_cost *list;
	size_t n = exchange_best(c->mem, in, side_of(v), person, partners_of(c, v),
		(size_t)v->pairs.n, ALTERNATIVES_SHOWN, &list);

	if (n && from)
		exchange_costs(from, side_of(v), person, list, n);
	v->others = rows_of(c, in, v, person, list, n);
	v->others_n = (int64_t)(v->mentor ? in->n_mentees : in->n_mentors);
}

/* Those of the other side whose name begins so: what is in the way, or what it would cost. */
static void
found_fill(struct ctx *c, const struct match_input *in, struct exchange_from *from,
	struct asked_view *v, size_t person)
{
	struct asked_found_rows all;
	struct exchange_cost *list;
	const char *const *words;
	size_t n = 0;

	if (word_split(c->mem, v->q, &words) < 1)
		return;
	all = sql_asked_find(c, v->m.programme, v->mentor || in->peers ? "mentee" : "mentor",
		words[0], FOUND_SHOWN);
	list = ARENA_ARRAY(c->mem, struct exchange_cost, all.n);
	for (int i = 0; i < all.n; i++) {
		ptrdiff_t at = place_on(in, v->mentor ? MENTEE : MENTOR, all.v[i].id);

		if (at >= 0)
			list[n++].other = (size_t)at;
	}
	if (n && from)
		exchange_costs(from, side_of(v), person, list, n);
	for (size_t i = 0; i < n && in->peers; i++)
		list[i].eligible = peered_pair(in, person, list[i].other, &list[i].points);
	for (size_t i = 0; i < n && !v->exact && !in->peers; i++)
		list[i].eligible =
			criteria_pair(&in->criteria, in->roster, v->mentor ? list[i].other : person,
				v->mentor ? person : list[i].other, &list[i].points);
	v->found = rows_of(c, in, v, person, list, n);
}

static void
removals_fill(struct ctx *c, const struct match_input *in, struct asked_view *v, size_t mentee)
{
	struct removal *list;
	size_t left, n;

	n = criteria_removals(c->mem, &in->criteria, in->roster, mentee, MANAGER, &list, &left);
	v->removals.v = ARENA_ARRAY(c->mem, struct removal_row, n);
	for (size_t i = 0; i < n; i++)
		if (list[i].failing)
			v->removals.v[v->removals.n++] =
				(struct removal_row){ words_of(c, in, &list[i].why),
					(int64_t)list[i].removed, (int64_t)list[i].failing };
}

/* Why the page says of nobody what he would cost. */
static void
unknown_fill(struct ctx *c, const struct exchange_from *from, struct asked_view *v)
{
	const char *why = from ? exchange_unknown(from) : NULL;

	if (why)
		v->unknown = tr_text(c->lang, why);
	else if (str_eq(v->m.way, "wishes"))
		v->unknown = _("What other pairs would cost is not counted where both sides say "
			       "whom they would like: there a pair is right if no two people "
			       "would rather have each other.");
	else if (!from)
		v->unknown = _("What other pairs would cost is only counted where two sides are "
			       "matched by rules and points.");
}

/* What other partners would mean. */
static void
choices_fill(struct ctx *c, const struct match_input *in, const struct programme_choice *choice,
	struct asked_view *v)
{
	struct match_choice wanted = match_choice_of(choice);
	struct exchange_from *from = NULL;
	ptrdiff_t person = place_on(in, side_of(v), v->person);
	struct match_prices prices = { 0 };
	struct rules_kept kept;
	bool there;

	if (person < 0)
		return;
	if (v->exact) {
		there = sql_match_prices_get(c, v->m.id, &prices) &&
			prices_read(c->mem, prices.body, in->n_mentees, in->n_mentors, &kept);
		from = exchange_open(c->mem, in, &wanted, there ? &kept : NULL);
	}
	unknown_fill(c, from, v);
	others_fill(c, in, from, v, (size_t)person);
	if (!str_empty(v->q))
		found_fill(c, in, from, v, (size_t)person);
	if (v->alone && !v->mentor)
		removals_fill(c, in, v, (size_t)person);
	exchange_close(from);
}

enum result
asked_fill(struct ctx *c, struct asked_view *v)
{
	struct programme_choice choice = { .aim = v->m.aim,
		.fair = v->m.fair,
		.quota = v->m.quota,
		.spread = v->m.spread,
		.way = v->m.way };
	struct known k = known_read(c);
	struct match_input in;
	struct stay *people;
	struct asked_left left;

	pairs_fill(c, &k, v);
	if (!v->pairs.n) {
		if (!sql_asked_left(c, v->m.id, v->person, &left))
			return NOT_FOUND;
		v->alone = true;
		v->mentor = str_eq(left.role, "mentor");
		v->left = why_left_words(c, &k, v->m.way, left.role, left.why);
	}
	v->name = sql_asked_name(c, v->person);
	v->unknown = "";
	v->exact = str_eq(v->m.way, "rules");
	v->decides = str_eq(v->m.state, "proposed") && !v->m.publication;
	if (!v->decides)
		return OK;
	people = standing_read(c, &v->m, &in, &v->current);
	if (v->current)
		choices_fill(c, &in, &choice, v);
	stay_let_go(people);
	return OK;
}
