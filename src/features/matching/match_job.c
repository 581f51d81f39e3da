/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run: reads in one transaction, solves with none open, writes its proposal in a second one. The answer
 * is checked by the separate routine of the solver before anybody sees it.
 */
#include "base/log.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/matching/circled.h"
#include "features/matching/match_solve.h"
#include "features/matching/matching.h"
#include "features/matching/peered.h"
#include "features/matching/pool.h"
#include "features/matching/prices.h"
#include "features/matching/shortage.h"
#include "features/matching/standing.h"
#include "features/matching/wished.h"

FORM_DEFINE(match_form, MATCH_FORM)

struct run {
	struct job *job;
	int64_t id;
	struct match_todo todo;
	struct match_input in;
	struct arena
		*held; /* what it lies in, so that it can stay for the pages of a large proposal */
	struct standing_marks marks; /* of the moment at which it was read */
	struct assign_pair *pairs;
	size_t n_pairs;
	struct cand_problem *people; /* in place of pairs, in a large programme */
	int64_t *choices; /* partners of mentees, then of mentors; these only if left over */
	struct programme_choice choice;
	struct circled_input circles; /* in a programme of circles */
	struct circled_answer circled, circled_other;
	struct peers_pair *peers; /* in a programme of peers */
	struct all_said said;	  /* with wishes of both sides */
	const char *firm;	  /* in which sense the answer is stable; "" with rules */
	size_t most, bound;	  /* what no answer can exceed, where it is not the answer itself */
	struct match_answer best, other; /* for the aim of the run, and for the other one */
	const struct rules_kept *kept;	 /* what other pairs are measured against, or NULL */
	struct shortage shortage;
	atomic_int stop;
	size_t before;	/* mentees of the questions that are answered already */
	size_t settled; /* and of this one */
	int64_t micros;
	const char *fault;
};

/* ---- starting ---- */

static void
take_aim(struct ctx *c, int64_t programme, const char *aim)
{
	struct programme_choice p;

	if (sql_programme_choice(c, programme, &p))
		sql_programme_set_choice(c, programme, aim, p.fair, p.quota, p.spread, c->now);
}

enum result
match_start(struct ctx *c, int64_t programme, const char *aim, int64_t *ret_match, int64_t *ret_job)
{
	int64_t id, job;

	if (sql_match_at_work(c, programme))
		return conflict(c, _("The best pairs are being looked for right now. Wait until "
				     "that has ended."));
	if (sql_publication_at_work(c, programme))
		return conflict(c, _("A proposal is being published. Wait until all of its pairs "
				     "have begun."));
	if (!str_empty(aim))
		take_aim(c, programme, aim);
	id = sql_match_insert(c, programme, c->who, c->now);
	job = job_add(c, JOB_match_run, id, "", 0);
	sql_match_set_job(c, id, job);
	*ret_match = id;
	*ret_job = job;
	return OK;
}

/* ---- reading ---- */

static enum result
work_read(struct ctx *c, void *arg)
{
	struct run *r = arg;
	struct ctx own = *c;

	if (!sql_match_todo(c, r->id, &r->todo))
		return NOT_FOUND;
	r->choice = (struct programme_choice){ .aim = r->todo.aim,
		.fair = r->todo.fair,
		.quota = r->todo.quota,
		.spread = r->todo.spread,
		.way = r->todo.way };
	r->firm = "";
	if (!str_eq(r->todo.state, "running"))
		return OK;
	if (str_eq(r->todo.way, "circles")) {
		circled_read(c, r->todo.programme, r->todo.aim, &r->circles);
		r->in.fault = r->circles.fault;
		return OK;
	}
	arena_free(r->held); /* of a transaction that is tried again */
	own.mem = r->held = arena_new(0);
	standing_marks_read(&own, r->todo.programme, &r->marks);
	match_input_read(&own, r->todo.programme, &r->choice, &r->in);
	if (str_eq(r->todo.way, "wishes") && !r->in.fault)
		said_read_all(c, r->todo.programme, &r->in, &r->said);
	return OK;
}

/* ---- solving ---- */

static void
on_progress(void *arg, size_t settled, size_t mentees)
{
	struct run *r = arg;

	r->settled = settled;
	job_progress(r->job, (int64_t)(r->before + settled), (int64_t)(mentees * 2),
		N_("Looking for the best pairs."));
	if (job_stopped(r->job))
		atomic_store(&r->stop, 1);
}

/* Looking through a million people for candidates takes longer than a job may be silent. */
static void
on_searching(void *arg)
{
	struct run *r = arg;

	on_progress(r, r->settled, r->in.n_mentees);
}

static void
people_of(struct run *r)
{
	struct arena *mem = r->job->ctx.mem;

	r->people = ARENA_NEW(mem, struct cand_problem);
	pool_of(mem, &r->in.criteria, r->in.roster, r->people);
	r->people->alive = on_searching;
	r->people->alive_arg = r;
}

/* What a run ends with: true, or false if it was stopped, or with r->fault set. */
static bool
is_right(struct run *r, const char *wrong)
{
	if (wrong && str_eq(wrong, MATCH_STOPPED))
		return false;
	if (wrong && str_eq(wrong, CIRCLED_NO_WAY)) {
		r->fault = N_(
			"No circles keep everything that you decided about single people. Undo "
			"one of these decisions, or change the sizes of a topic, then try again.");
		return false;
	}
	if (wrong) {
		log_error("match run %lld: %s", (long long)r->id, wrong);
		r->fault = N_("The best pairs could not be found. Tell your administrator.");
	}
	r->before += r->in.n_mentees;
	r->settled = 0;
	return !wrong;
}

/* By wishes of both sides. */
static bool
solve_wished(struct run *r, const char *aim, struct match_answer *ret)
{
	struct wished_question q = { .in = &r->in,
		.pairs = r->pairs,
		.n_pairs = r->n_pairs,
		.said = &r->said,
		.fit = str_eq(aim, "fit"),
		.stop = &r->stop };
	struct wished_answer a;
	struct arena *mem = r->job->ctx.mem;
	bool right = is_right(r,
		r->people ? wished_solve_large(mem, &q, r->people, &a) : wished_solve(mem, &q, &a));

	if (!right)
		return false;
	*ret = a.best;
	if (ret == &r->best) {
		r->firm = a.firm;
		r->most = a.most;
	}
	return true;
}

static bool
solve(struct run *r, const char *aim, struct match_answer *ret)
{
	struct programme_choice choice = r->choice;
	struct match_question q = { .in = &r->in,
		.pairs = r->pairs,
		.n_pairs = r->n_pairs,
		.people = r->people,
		.stop = &r->stop,
		.progress = on_progress,
		.progress_arg = r };

	if (str_eq(r->todo.way, "wishes"))
		return solve_wished(r, aim, ret);
	if (r->in.peers)
		return is_right(r, peered_solve(r->job->ctx.mem, &r->in, r->peers, r->n_pairs,
					   str_eq(aim, "fit"), &r->stop, ret));
	choice.aim = aim;
	q.choice = match_choice_of(&choice);
	return is_right(r, match_solve(r->job->ctx.mem, &q, ret));
}

/* The prices of the answer with the most points, which is the best one unless another fairness was asked for. Without
 * them nothing is wrong: then nobody is told what other pairs would cost. */
static bool
keep_prices(struct run *r)
{
	struct match_question q = { .in = &r->in,
		.pairs = r->pairs,
		.n_pairs = r->n_pairs,
		.people = r->people,
		.choice = match_choice_of(&r->choice),
		.stop = &r->stop,
		.progress = on_progress,
		.progress_arg = r };
	struct arena *mem = r->job->ctx.mem;
	struct match_answer plain;
	const char *wrong;

	if (!str_eq(r->todo.way, "rules"))
		return true;
	r->kept = r->best.kept;
	if (q.choice.fair == ASSIGN_PLAIN)
		return true;
	q.choice.fair = ASSIGN_PLAIN;
	wrong = match_solve(mem, &q, &plain);
	if (!wrong)
		r->kept = plain.kept;
	return !wrong || !str_eq(wrong, MATCH_STOPPED);
}

static bool
is_large(const struct run *r)
{
	return roster_size(r->in.roster, MENTEE) * roster_size(r->in.roster, MENTOR) > WISHED_PAIRS;
}

static const char too_many_pairs[] = N_(
	"The rules allow so many pairs here that their weakest ones cannot be compared. Choose the "
	"most points for all pairs together, or add rules that must hold, then try again.");
static const char too_many_points[] =
	N_("The points of the rules are too high, or the rules too many, for a programme of this "
	   "size. Change the rules, then try again.");

/* All eligible pairs; or, where these are too many, the people and rules that they follow from; among peers, the
 * best of each. False if stopped. */
static bool
list_pairs(struct run *r)
{
	struct arena *mem = r->job->ctx.mem;
	struct match_choice choice = match_choice_of(&r->choice);

	if (!str_eq(r->todo.way, "rules") && is_large(r)) {
		people_of(r);
		return !r->in.peers || peered_candidates(mem, &r->in, r->people, &r->stop,
					       &r->peers, &r->n_pairs, &r->choices);
	}
	if (r->in.peers) {
		peered_pairs(mem, &r->in, &r->peers, &r->n_pairs, &r->choices);
		return true;
	}
	if (str_eq(r->todo.way, "rules") && pool_is_large(r->in.roster)) {
		people_of(r);
		if (match_by_rules(&choice, r->people))
			return true;
		if (!pool_can_list(r->in.roster, r->people, &r->stop)) {
			r->fault = choice.fair == ASSIGN_PLAIN ? too_many_points : too_many_pairs;
			return false;
		}
		r->people = NULL;
	}
	criteria_pairs(mem, &r->in.criteria, r->in.roster, &r->pairs, &r->n_pairs);
	return true;
}

/* How many eligible partners everybody has, and whether some have too few together. */
static void
count_choices(struct run *r)
{
	struct arena *mem = r->job->ctx.mem;
	const struct match_answer *all = str_eq(r->todo.aim, "fit") ? &r->other : &r->best;
	size_t n = r->in.n_mentees;
	bool *used = ARENA_ARRAY(mem, bool, r->in.n_mentors);

	if (r->in.peers)
		return;
	r->choices = ARENA_ARRAY(mem, int64_t, n + r->in.n_mentors);
	for (size_t i = 0; i < r->n_pairs; i++) {
		r->choices[r->pairs[i].mentee]++;
		r->choices[n + (size_t)r->pairs[i].mentor]++;
	}
	if (!str_eq(r->todo.way, "rules") && !r->people)
		return;
	if (!r->people) {
		shortage_find(mem, &r->in, r->pairs, r->n_pairs, all->mentor, &r->shortage);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (r->best.mentor[i] >= 0)
			used[r->best.mentor[i]] = true;
	r->n_pairs = (size_t)pool_choices(r->people, &r->stop, r->choices);
	pool_choices_of_mentors(mem, r->people, used, &r->stop, r->choices + n);
	if (str_eq(r->todo.way, "rules"))
		shortage_of_scarce(mem, &r->in, all, r->choices, &r->shortage);
}

static bool
solve_circles(struct run *r)
{
	bool fit = str_eq(r->todo.aim, "fit");
	int64_t start = engine_micros();
	struct arena *mem = r->job->ctx.mem;

	on_progress(r, 0, r->circles.n_people);
	if (!is_right(r, circled_solve(mem, &r->circles, fit, &r->stop, &r->circled)))
		return false;
	r->micros = engine_micros() - start;
	return is_right(r, circled_solve(mem, &r->circles, !fit, &r->stop, &r->circled_other)) &&
	       !atomic_load(&r->stop);
}

static bool
solve_both(struct run *r)
{
	bool fit = str_eq(r->todo.aim, "fit");
	int64_t start = engine_micros();

	if (str_eq(r->todo.way, "circles"))
		return solve_circles(r);
	on_progress(r, 0, r->in.n_mentees);
	if (!list_pairs(r))
		return false;
	if (!solve(r, r->todo.aim, &r->best))
		return false;
	r->micros = engine_micros() - start;
	if (!solve(r, fit ? "everyone" : "fit", &r->other) || !keep_prices(r))
		return false;
	count_choices(r);
	return !atomic_load(&r->stop);
}

/* ---- writing ---- */

static bool
is_pinned(const struct match_input *in, size_t mentee)
{
	for (size_t i = 0; i < in->n_pins; i++)
		if ((size_t)in->pins[i].mentee == mentee ||
			(in->peers && (size_t)in->pins[i].mentor == mentee))
			return true;
	return false;
}

/* Mentees with or without a mentor; returns how many the rules leave nobody. */
static int64_t
write_mentees(struct ctx *c, struct run *r, const int64_t *choices)
{
	const struct match_input *in = &r->in;
	struct removals *removals = removals_new(c->mem, &in->criteria, in->roster);
	int64_t nobody = 0;

	for (size_t i = 0; i < in->n_mentees; i++) {
		int32_t mentor = r->best.mentor[i];

		if (in->peers && mentor >= 0 && mentor < (int32_t)i)
			continue; /* stands with the other of the two */
		if (mentor >= 0) {
			sql_match_pair_insert(c, r->id, in->mentees[i], in->mentors[mentor],
				r->best.points[i], is_pinned(in, i),
				in->peers ? why_peers(c, in, i, (size_t)mentor)
					  : why_pair(c, in, i, (size_t)mentor));
			continue;
		}
		nobody += choices[i] == 0;
		sql_match_left_insert(c, r->id, in->mentees[i], "mentee",
			why_mentee_left(c, in, removals, i, choices[i]));
	}
	return nobody;
}

static int64_t
write_mentors(struct ctx *c, struct run *r, const int64_t *choices)
{
	const struct match_input *in = &r->in;
	bool *used = ARENA_ARRAY(c->mem, bool, in->n_mentors);
	int64_t unused = 0;

	if (in->peers)
		return 0;
	for (size_t i = 0; i < in->n_mentees; i++)
		if (r->best.mentor[i] >= 0)
			used[r->best.mentor[i]] = true;
	for (size_t j = 0; j < in->n_mentors; j++)
		if (!used[j]) {
			unused++;
			sql_match_left_insert(c, r->id, in->mentors[j], "mentor",
				why_mentor_left(c, choices[in->n_mentees + j]));
		}
	return unused;
}

static enum result
work_propose(struct ctx *c, void *arg)
{
	struct run *r = arg;
	const struct match_input *in = &r->in;
	int64_t nobody, unused;

	if (str_eq(r->todo.way, "circles"))
		return circled_propose(c, r->id, r->todo.programme, &r->circles, &r->circled,
			&r->circled_other, r->micros);
	nobody = write_mentees(c, r, r->choices);
	unused = write_mentors(c, r, r->choices);

	if (!sql_match_propose(c, r->id, in->rules_digest, in->input_digest, (int64_t)in->n_mentees,
		    in->peers ? 0 : (int64_t)in->n_mentors, in->peers ? 0 : in->places,
		    (int64_t)r->n_pairs, (int64_t)r->best.count, r->best.score,
		    criteria_best(&in->criteria) * (in->peers ? 2 : 1), (int64_t)r->other.count,
		    r->other.score, unused, nobody, !in->peers || !r->people, r->micros))
		return CONFLICT;
	sql_match_set_verdict(c, r->id, r->firm, (int64_t)r->most, (int64_t)r->bound);
	sql_match_set_short(c, r->id, r->shortage.mentees, r->shortage.mentors, r->shortage.places);
	if (r->kept)
		sql_match_prices_insert(
			c, r->id, prices_write(c->mem, r->kept, in->n_mentees, in->n_mentors));
	sql_match_discard(c, r->todo.programme, r->id);
	sql_match_prices_discard(c, r->todo.programme, r->id);
	return OK;
}

static enum result
work_fail(struct ctx *c, void *arg)
{
	struct run *r = arg;

	sql_match_set_failed(c, r->id, r->fault);
	return OK;
}

/* The memory is somebody else's from now on. */
static enum result
work_stay(struct ctx *c, void *arg)
{
	struct run *r = arg;

	if (r->held)
		standing_take(c, r->id, r->held, &r->in, &r->marks);
	r->held = NULL;
	return OK;
}

static enum result
work_off(struct run *r)
{
	enum result result;

	r->fault = r->in.fault;
	if (!r->fault && !solve_both(r) && !r->fault)
		return FAILED; /* stopped */
	result = job_write(r->job, r->fault ? work_fail : work_propose, r);
	if (result == OK && !r->fault)
		job_read(r->job, work_stay, r);
	return result;
}

enum result
job_match_run(struct job *j)
{
	struct run r = { .job = j, .id = j->subject };
	enum result result = job_read(j, work_read, &r);

	if (result == OK && str_eq(r.todo.state, "running"))
		result = work_off(&r);
	arena_free(r.held);
	if (result == OK)
		job_result(j, url_match_show(&j->ctx, r.id),
			r.fault ? r.fault : N_("A proposal is ready. Nobody has been told."));
	return result;
}
