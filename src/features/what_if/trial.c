/* SPDX-License-Identifier: Apache-2.0 */
#include "base/log.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/matching/idle.h"
#include "features/matching/pool.h"
#include "features/what_if/what_if.h"

static const char too_long[] =
	N_("This takes too long to be compared here. Change the rules themselves, "
	   "then find the best pairs.");
static const char no_answer[] = N_("The best pairs could not be found. Tell your administrator.");

/* The rules as tried: with their weights, and without those left out. */
static struct rule_rows
altered_rules(struct ctx *c, const struct tried *t)
{
	struct rule_rows rows = { .v = ARENA_ARRAY(c->mem, struct rule, t->all.n) };

	for (int i = 0; i < t->all.n; i++) {
		struct rule r = t->all.v[i];

		if (!t->weights[i])
			continue;
		if (!r.hard)
			r.points = t->weights[i];
		if (r.cap && r.cap < r.points)
			r.cap = r.points;
		rows.v[rows.n++] = r;
	}
	return rows;
}

/* The same people and wishes, with other rules. The pins have the points of these rules. */
static bool
with_rules(struct ctx *c, const struct match_input *in, const struct rule_rows *rules,
	struct match_input *ret)
{
	struct known k = known_read(c);
	struct assign_pair *pins = ARENA_ARRAY(c->mem, struct assign_pair, in->n_pins);

	*ret = *in;
	if (!match_criteria(c, &k, rules, &ret->criteria, &ret->rules))
		return false;
	idle_drop(c->mem, ret);
	for (size_t i = 0; i < in->n_pins; i++) {
		pins[i] = in->pins[i];
		criteria_pair(&ret->criteria, ret->roster, (size_t)pins[i].mentee,
			(size_t)pins[i].mentor, &pins[i].score);
	}
	ret->pins = pins;
	return true;
}

/* Somebody waits for the page, and others for this thread. */
#define MOST_MICROS 8000000

struct patience {
	struct engine *engine;
	atomic_int over;
	int64_t until;
};

static void
look_at_clock(void *arg, size_t settled, size_t mentees)
{
	struct patience *p = arg;

	(void)settled, (void)mentees;
	if (engine_micros() > p->until || atomic_load(&p->engine->stopping))
		atomic_store(&p->over, 1);
}

static const char *
solve(struct ctx *c, const struct match_input *in, const struct programme_choice *choice,
	const struct match_answer *near, struct match_answer *ret)
{
	struct patience patience = { .engine = c->engine, .until = engine_micros() + MOST_MICROS };
	struct match_question q = { .in = in,
		.choice = match_choice_of(choice),
		.near = near,
		.stop = &patience.over,
		.progress = look_at_clock,
		.progress_arg = &patience };
	struct cand_problem people;
	struct assign_pair *pairs;
	const char *wrong;

	if (pool_is_large(in->roster)) {
		pool_of(c->mem, &in->criteria, in->roster, &people);
		if (match_by_rules(&q.choice, &people))
			q.people = &people;
		else if (!pool_can_list(in->roster, &people, NULL))
			return too_long;
	}
	if (!q.people) {
		criteria_pairs(c->mem, &in->criteria, in->roster, &pairs, &q.n_pairs);
		q.pairs = pairs;
	}
	wrong = match_solve(c->mem, &q, ret);
	if (!wrong)
		return NULL;
	if (str_eq(wrong, MATCH_STOPPED))
		return too_long;
	log_error("trial: %s", wrong);
	return no_answer;
}

static int32_t
place_of(const int64_t *ids, size_t n, int64_t id)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && ids[low] == id ? (int32_t)low : -1;
}

/* What a proposal says, which answers this very question: then it need not be asked again. */
static bool
read_proposal(
	struct ctx *c, int64_t programme, const struct match_input *in, struct match_answer *ret)
{
	int64_t run = sql_what_if_run(c, programme, in->input_digest);
	bool *used = ARENA_ARRAY(c->mem, bool, in->n_mentors);
	struct what_if_pair_rows pairs;

	if (!run)
		return false;
	pairs = sql_what_if_pairs(c, run);
	*ret = (struct match_answer){ .count = (size_t)pairs.n,
		.unused = in->n_mentors,
		.mentor = ARENA_ARRAY(c->mem, int32_t, in->n_mentees),
		.points = ARENA_ARRAY(c->mem, int64_t, in->n_mentees) };
	for (size_t i = 0; i < in->n_mentees; i++)
		ret->mentor[i] = -1;
	for (int p = 0; p < pairs.n; p++) {
		int32_t i = place_of(in->mentees, in->n_mentees, pairs.v[p].mentee);
		int32_t j = place_of(in->mentors, in->n_mentors, pairs.v[p].mentor);

		if (i < 0 || j < 0)
			return false;
		ret->mentor[i] = j;
		ret->points[i] = pairs.v[p].points;
		ret->score += pairs.v[p].points;
		ret->unused -= !used[j];
		used[j] = true;
	}
	return true;
}

/* Points of an answer by the rules as they are, so that both can be compared. */
static void
measure(const struct match_input *in, const struct match_answer *a, int64_t *ret_sum,
	int64_t *ret_weakest)
{
	bool any = false;

	for (size_t i = 0; i < in->n_mentees; i++) {
		int64_t points;

		if (a->mentor[i] < 0)
			continue;
		criteria_pair(&in->criteria, in->roster, i, (size_t)a->mentor[i], &points);
		*ret_sum += points;
		*ret_weakest = any && *ret_weakest < points ? *ret_weakest : points;
		any = true;
	}
}

static void
sum_up(struct trial_answers *r)
{
	struct trial *s = &r->sum;

	s->mentees = (int64_t)r->now.n_mentees;
	s->matched = (int64_t)r->before.count;
	s->matched_then = (int64_t)r->after.count;
	s->unused = (int64_t)r->before.unused;
	s->unused_then = (int64_t)r->after.unused;
	measure(&r->now, &r->before, &s->points, &s->weakest);
	measure(&r->now, &r->after, &s->points_then, &s->weakest_then);
	for (size_t i = 0; i < r->now.n_mentees; i++) {
		bool had = r->before.mentor[i] >= 0, has = r->after.mentor[i] >= 0;

		s->lost += had && !has;
		s->gained += has && !had;
		s->alone += !has && !had;
		s->changed += had && has && r->before.mentor[i] != r->after.mentor[i];
	}
}

void
trial_run(struct ctx *c, int64_t programme, const struct tried *t, struct trial_answers *ret)
{
	struct programme_choice as_it_is = { .aim = "everyone", .fair = "none" };
	int64_t start = engine_micros();
	struct rule_rows rules;

	*ret = (struct trial_answers){ .sum.programme = programme };
	sql_programme_choice(c, programme, &as_it_is);
	match_input_read(c, programme, &as_it_is, &ret->now);
	ret->fault = ret->now.fault;
	if (ret->fault)
		return;
	if (!read_proposal(c, programme, &ret->now, &ret->before))
		ret->fault = solve(c, &ret->now, &as_it_is, NULL, &ret->before);
	ret->then = ret->now;
	ret->after = ret->before;
	if (ret->fault)
		return;
	if (t->altered) {
		rules = altered_rules(c, t);
		if (!with_rules(c, &ret->now, &rules, &ret->then))
			ret->fault = no_answer;
		else
			ret->fault = solve(c, &ret->then, &t->choice, &ret->before, &ret->after);
	}
	if (!ret->fault)
		sum_up(ret);
	ret->sum.micros = engine_micros() - start;
}

static void
take_rule(struct ctx *c, int64_t programme, const struct rule *r, int64_t weight)
{
	int64_t cap = r->cap && r->cap < weight ? weight : r->cap;

	if (!weight)
		rule_remove(c, programme, r->id);
	else if (!r->hard && weight != r->points)
		sql_rule_change(
			c, r->id, r->mentee_field, r->mentor_field, r->lo, r->hi, weight, cap);
}

enum result
trial_take(struct ctx *c, int64_t programme, const struct tried *t, int64_t *ret_match,
	int64_t *ret_job)
{
	struct aim_form f = { .aim = t->choice.aim,
		.fair = t->choice.fair,
		.quota = t->choice.quota != 0,
		.spread = t->choice.spread };
	enum result r = choice_set(c, programme, &f);

	if (r != OK)
		return r;
	for (int i = 0; i < t->all.n; i++)
		take_rule(c, programme, &t->all.v[i], t->weights[i]);
	return match_start(c, programme, "", ret_match, ret_job);
}
