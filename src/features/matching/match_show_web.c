/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a proposal, and the one from which it is published. */
#include "base/buf.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/circled.h"
#include "features/matching/match_show.h"
#include "features/matching/matching.html.h"
#include "features/matching/ranked.sql.h"

const char *
fmt_took(struct ctx *c, int64_t micros)
{
	if (micros < 1000)
		return _("less than 1 ms");
	if (micros < 10000000)
		return tr(c, _("%d ms"), micros / 1000);
	return tr(c, _("%d s"), micros / 1000000);
}

/* What the aim gains and what it costs, from both answers. */
static const char *
comparison(struct ctx *c, const struct match_view *v)
{
	int64_t more = v->all_everyone - v->all_fit, points = v->points_fit - v->points_everyone;

	if (v->wished)
		return more > 0 ? tr_n(c, "This makes %d pair more.", "This makes %d pairs more.",
					  more)
				: _("Both aims lead to as many pairs.");
	if (more <= 0 && points <= 0)
		return _("Both aims lead to equally good pairs.");
	if (points <= 0)
		return tr_n(c, "One more person is matched, at no cost.",
			"%d more people are matched, at no cost.", more);
	return tr_n(c, "%1$d more person is matched at the cost of %2$s.",
		"%1$d more people are matched at the cost of %2$s.", more,
		tr_n(c, "%d point", "%d points", points));
}

static void
shortage_fill(struct ctx *c, struct match_view *v)
{
	const struct match *m = &v->m;

	if (!m->short_mentees || m->short_mentees <= m->short_places)
		return;
	v->shortage = tr_n(c, "%1$d mentee shares %2$s with %3$s: the rules leave no others.",
		"%1$d mentees share %2$s with %3$s: the rules leave them no others.",
		m->short_mentees, tr_n(c, "%d place", "%d places", m->short_places),
		tr_n(c, "%d mentor", "%d mentors", m->short_mentors));
}

/* The sense in which no two would both rather be with each other. */
static const char *
firm_words(struct ctx *c, const char *firm)
{
	if (str_eq(firm, "super"))
		return _("No two who are not paired would both rather be, not even where one of "
			 "them or both do not mind.");
	if (str_eq(firm, "strong"))
		return _("No two who are not paired would both rather be, nor one of them while "
			 "the other does not mind.");
	return _("No two who are not paired would both rather be.");
}

static void
way_fill(struct ctx *c, struct match_view *v)
{
	const struct match *m = &v->m;
	struct ranking_counts k = { 0 };

	v->wished = str_eq(m->way, "wishes");
	v->peers = str_eq(m->way, "peers");
	v->circles = str_eq(m->way, "circles");
	v->plain = !v->wished && !v->peers && !v->circles;
	v->aim_everyone = fmt_aim_of(c, m->way, "everyone");
	v->aim_fit = fmt_aim_of(c, m->way, "fit");
	if (!v->wished)
		return;
	v->firm = firm_words(c, m->firm);
	sql_ranking_counts(c, m->programme, m->created_at, &k);
	if (k.later)
		v->later = tr_n(c, "%d person has said something about wishes since this proposal.",
			"%d people have said something about wishes since this proposal.", k.later);
}

static void
compare_aims(struct match_view *v)
{
	const struct match *m = &v->m;

	v->everyone = str_eq(m->aim, "everyone");
	v->all_everyone = v->everyone ? m->matched : m->other_matched;
	v->points_everyone = v->everyone ? m->score : m->other_score;
	v->all_fit = v->everyone ? m->other_matched : m->matched;
	v->points_fit = v->everyone ? m->other_score : m->score;
}

const char *
match_fault_words(struct ctx *c, const struct match *m)
{
	return str_empty(m->fault) ? "" : tr_text(c->lang, m->fault);
}

static void
state_fill(struct ctx *c, struct match_view *v)
{
	const struct match *m = &v->m;

	v->state_words = match_state_words(c, m);
	v->proposed = str_eq(m->state, "proposed");
	v->published = str_eq(m->state, "published");
	v->discarded = str_eq(m->state, "discarded");
	v->running = str_eq(m->state, "running") &&
		     (str_eq(m->job_state, "waiting") || str_eq(m->job_state, "running"));
	v->failed = !v->proposed && !v->published && !v->discarded && !v->running;
	v->fault = *m->fault ? m->fault : _("It was stopped before there was an answer.");
	v->publishing = match_publishing(m);
	v->halfway = v->proposed && m->publication && !v->publishing;
	v->may_decide = v->proposed && !m->publication;
	v->stale = !m->publication && match_stale(c, m);
}

/* Rules that must hold, then those that give points. */
static struct rule_row_rows
all_rules(struct ctx *c, int64_t programme)
{
	struct rule_row_rows hard = rule_rows_of(c, programme, true);
	struct rule_row_rows soft = rule_rows_of(c, programme, false);
	struct rule_row_rows all = { .v = ARENA_ARRAY(c->mem, struct rule_row, hard.n + soft.n) };

	for (int i = 0; i < hard.n; i++)
		all.v[all.n++] = hard.v[i];
	for (int i = 0; i < soft.n; i++)
		all.v[all.n++] = soft.v[i];
	return all;
}

enum result
web_match_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct match_view v = { 0 };

	if (!sql_match_get(c, q->subject, &v.m))
		return NOT_FOUND;
	v.m.fault = match_fault_words(c, &v.m);
	if (q->json)
		return show_json(q, match, &v.m);
	state_fill(c, &v);
	way_fill(c, &v);
	compare_aims(&v);
	v.people = v.peers ? v.m.matched * 2 : v.m.matched;
	v.alone = v.m.mentees - v.people;
	v.all_matched = v.alone <= 0;
	v.pairs = pair_rows_of(c, &v.m, "", PAIRS_SHOWN, 0, &v.pairs_total);
	v.left = left_rows_of(c, &v.m, "mentee", LEFT_SHOWN, 0, &v.left_total);
	v.took = fmt_took(c, v.m.micros);
	v.compared = comparison(c, &v);
	shortage_fill(c, &v);
	v.rules = all_rules(c, v.m.programme);
	if (v.circles && !v.running && !v.failed)
		return circled_show(q, &v);
	if (v.running)
		answer_header(q, "Refresh", "5");
	return show_page(q, match_show, &v);
}

/* ---- publishing ---- */

enum result
web_publication_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct publication_view v = { .hindrance = "" };
	struct publication_facts facts;
	struct publication_pair_rows first;

	if (!sql_match_get(c, q->subject, &v.m) || !sql_publication_facts(c, v.m.programme, &facts))
		return NOT_FOUND;
	if (match_hindrance(c, &v.m) != OK) {
		v.hindrance = c->why;
		c->why = NULL;
	}
	first = sql_publication_pairs(c, v.m.id, 1);
	if (str_eq(v.m.way, "circles"))
		match_circle_preview(c, &v.m, &facts, &v.mentor);
	v.mails = str_eq(v.m.way, "circles") ? v.m.matched : v.m.matched * 2;
	if (first.n)
		match_letters_preview(c, &facts, &first.v[0], &v.mentor, &v.mentee);
	return show_page(q, publication_new, &v);
}

enum result
web_publication_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	int64_t job = 0;
	enum result r = match_publish(c, q->subject, &job);

	return created(q, r, job, url_job_show(c, job));
}
