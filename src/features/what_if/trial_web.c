/* SPDX-License-Identifier: Apache-2.0 */
/* The page that compares two sets of rules: a form with the weights, and what they would change. */
#include <string.h>

#include "base/str.h"
#include "engine/config.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "features/matching/idle.h"
#include "features/programmes/programmes.h"
#include "features/what_if/what_if.h"
#include "features/what_if/what_if.html.h"

FORM_DEFINE(trial_form, TRIAL_FORM)

/* ---- what is asked ---- */

/* A page asks by its query, whoever takes rules over by the body. "" where nothing is said. */
static const char *
said(struct req *q, const char *name)
{
	const char *value = q->method == METHOD_POST ? req_value(q, name) : req_query(q, name);

	return value ? value : "";
}

/* Is it one of the words between the bars? */
static bool
is_one_of(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = words; at; at = strchr(at, '|'), at += at != NULL)
		if (strcspn(at, "|") == n && strncmp(at, word, n) == 0)
			return true;
	return false;
}

static const char *
word_said(struct req *q, const char *name, const char *otherwise)
{
	const char *word = said(q, name);
	const struct form_field *f = form_field_of(&trial_form_desc, name);

	return *word && is_one_of(f->of, word) ? word : otherwise;
}

static int64_t
number_said(struct req *q, const char *name, int64_t most, int64_t otherwise)
{
	int64_t n;

	if (!str_to_int(said(q, name), &n) || n < 0)
		return otherwise;
	return n > most ? most : n;
}

static const char *
input_of(struct ctx *c, const struct rule *r)
{
	return arena_printf(c->mem, "rule_%lld", (long long)r->id);
}

static void
read_weights(struct req *q, struct tried *t)
{
	struct ctx *c = &q->ctx;
	int64_t *weights = ARENA_ARRAY(c->mem, int64_t, t->all.n);

	for (int i = 0; i < t->all.n; i++) {
		const struct rule *r = &t->all.v[i];
		int64_t as_it_is = r->hard ? 1 : r->points;

		weights[i] = number_said(q, input_of(c, r), r->hard ? 1 : POINTS_MOST, as_it_is);
		t->altered |= weights[i] != as_it_is;
	}
	t->weights = weights;
}

static struct tried
read_tried(struct req *q)
{
	struct tried t = { .all = sql_rule_list(&q->ctx, q->subject) };
	struct programme_choice was = { .aim = "everyone", .fair = "none" };

	sql_programme_choice(&q->ctx, q->subject, &was);
	read_weights(q, &t);
	t.choice = (struct programme_choice){
		.aim = word_said(q, "aim", was.aim),
		.fair = word_said(q, "fair", was.fair),
		.quota = str_eq(word_said(q, "quota", was.quota ? "yes" : "no"), "yes"),
		.spread = number_said(q, "spread", POINTS_MOST, was.spread),
	};
	t.altered |= !str_eq(t.choice.aim, was.aim) || !str_eq(t.choice.fair, was.fair) ||
		     t.choice.quota != was.quota || t.choice.spread != was.spread;
	return t;
}

/* ---- what is shown ---- */

const char *
fmt_difference(struct ctx *c, int64_t n)
{
	if (!n)
		return "0";
	return arena_printf(c->mem, "%s%s", n > 0 ? "+" : "\u2212", fmt_number(c, n > 0 ? n : -n));
}

static void
rules_fill(struct ctx *c, const struct tried *t, struct trial_view *v)
{
	struct known k = known_read(c);
	struct match_counts counts = { 0 };

	sql_match_counts(c, v->programme, &counts);
	v->hard.v = ARENA_ARRAY(c->mem, struct trial_rule_row, t->all.n);
	v->points.v = ARENA_ARRAY(c->mem, struct trial_rule_row, t->all.n);
	v->all.v = ARENA_ARRAY(c->mem, struct trial_rule_row, t->all.n);
	for (int i = 0; i < t->all.n; i++) {
		const struct rule *r = &t->all.v[i];
		struct trial_rule_row row = { .input = input_of(c, r),
			.words = rule_words(c, &k, r),
			.weight = arena_printf(c->mem, "%lld", (long long)t->weights[i]),
			.idle = idle_words(c, v->programme, &counts, &k, r),
			.sensitive = known_sensitive(&k, r->mentee_field, r->mentor_field) };

		v->all.v[v->all.n++] = row;
		if (r->hard)
			v->hard.v[v->hard.n++] = row;
		else
			v->points.v[v->points.n++] = row;
	}
}

static void
add_figure(struct figure_rows *rows, const char *name, int64_t now, int64_t then)
{
	rows->v[rows->n++] = (struct figure_row){ name, now, then, then - now };
}

static void
figures_fill(struct ctx *c, const struct trial *s, struct trial_view *v)
{
	v->figures.v = ARENA_ARRAY(c->mem, struct figure_row, 5);
	add_figure(&v->figures, _("Mentees with a mentor"), s->matched, s->matched_then);
	add_figure(&v->figures, _("Mentees without a mentor"), s->mentees - s->matched,
		s->mentees - s->matched_then);
	add_figure(&v->figures, _("Mentors who get nobody"), s->unused, s->unused_then);
	add_figure(&v->figures, _("Points, by the rules as they are"), s->points, s->points_then);
	add_figure(&v->figures, _("Points of the weakest pair"), s->weakest, s->weakest_then);
}

static const char *
summary_of(struct ctx *c, const struct trial *s)
{
	return arena_printf(c->mem, "%s %s %s %s",
		tr_n(c, "%d person gets another mentor.", "%d people get another mentor.",
			s->changed),
		tr_n(c, "%d gains one.", "%d gain one.", s->gained),
		tr_n(c, "%d loses theirs.", "%d lose theirs.", s->lost),
		tr_n(c, "%d stays without.", "%d stay without.", s->alone));
}

static const char *
name_of(const struct what_if_person_rows *people, int64_t id)
{
	int low = 0, high = people->n;

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (people->v[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < people->n && people->v[low].id == id ? people->v[low].name : "";
}

/* Who loses somebody first, then who gains, then who changes. */
static void
changes_fill(struct ctx *c, const struct trial_answers *a,
	const struct what_if_person_rows *mentees, struct trial_view *v)
{
	struct what_if_person_rows mentors = sql_what_if_people(c, v->programme, "mentor");
	int64_t all = a->sum.lost + a->sum.gained + a->sum.changed;

	v->changes.v = ARENA_ARRAY(c->mem, struct change_row, CHANGES_SHOWN);
	for (int turn = 0; turn < 3; turn++)
		for (size_t i = 0; i < a->now.n_mentees && v->changes.n < CHANGES_SHOWN; i++) {
			int32_t from = a->before.mentor[i], to = a->after.mentor[i];
			int kind = from >= 0 && to < 0 ? 0 : from < 0 && to >= 0 ? 1 : 2;

			if (from == to || kind != turn)
				continue;
			v->changes.v[v->changes.n++] = (struct change_row){
				.id = a->now.mentees[i],
				.mentee = name_of(mentees, a->now.mentees[i]),
				.from = from < 0 ? "" : name_of(&mentors, a->now.mentors[from]),
				.to = to < 0 ? "" : name_of(&mentors, a->now.mentors[to]),
			};
		}
	v->more_changes = all - v->changes.n;
}

static void
groups_fill(struct ctx *c, const struct trial_answers *a, const struct what_if_person_rows *mentees,
	struct trial_view *v)
{
	int64_t least = config_int(c->engine->config, SET_group_min);

	if ((size_t)mentees->n != a->now.n_mentees)
		return;
	v->units = groups_of(
		c, BY_UNIT, mentees->v, a->now.n_mentees, a->before.mentor, a->after.mentor, least);
	v->levels = groups_of(c, BY_LEVEL, mentees->v, a->now.n_mentees, a->before.mentor,
		a->after.mentor, least);
}

static void
answer_fill(struct ctx *c, const struct trial_answers *a, struct trial_view *v)
{
	struct what_if_person_rows mentees;

	if (a->fault) {
		v->fault = tr_text(c->lang, a->fault);
		return;
	}
	mentees = sql_what_if_people(c, v->programme, "mentee");
	figures_fill(c, &a->sum, v);
	v->summary = summary_of(c, &a->sum);
	v->took = fmt_took(c, a->sum.micros);
	v->same = !a->sum.changed && !a->sum.gained && !a->sum.lost;
	changes_fill(c, a, &mentees, v);
	groups_fill(c, a, &mentees, v);
}

/* Solving takes a moment: on a thread of its own it holds nobody up. */
enum result
slow_trial_show(struct req *q)
{
	(void)q;
	return OK;
}

enum result
web_trial_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	bool able = str_eq(programme_way(c, q->subject), "rules");
	struct trial_view v = { .programme = q->subject, .fault = "" };
	struct tried t = read_tried(q);
	struct trial_answers a;

	if (!able)
		return conflict(c, _("Other rules can be tried where people are matched by rules "
				     "and points."));
	trial_run(c, q->subject, &t, &a);
	if (q->json && a.fault)
		return conflict(c, tr_text(c->lang, a.fault));
	v.name = sql_programme_name(c, q->subject);
	v.choice = t.choice;
	v.altered = t.altered;
	if (!q->json) {
		v.seen = match_rules_digest(c, v.programme);
		rules_fill(c, &t, &v);
		answer_fill(c, &a, &v);
	}
	return show_one(q, trial_show, &v, trial, &a.sum);
}

enum result
web_trial_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct trial_form f;
	struct tried t;
	int64_t match = 0, job = 0;
	enum result r = INVALID;

	if (!str_eq(programme_way(c, q->subject), "rules"))
		return conflict(c, _("Other rules can be tried where people are matched by rules "
				     "and points."));
	if (form_read(q, trial_form, &f)) {
		t = read_tried(q);
		if (!str_empty(f.seen) && !str_eq(f.seen, match_rules_digest(c, q->subject)))
			return conflict(
				c, _("The rules were changed since you compared them. Go back "
				     "and compare once more before you take them over."));
		r = trial_take(c, q->subject, &t, &match, &job);
	}
	if (r == INVALID && !q->json)
		return conflict(c, c->problems->message);
	if (r == INVALID)
		return problem_answer(q, r);
	return created(q, r, match, url_job_show(c, job));
}
