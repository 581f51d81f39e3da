/* SPDX-License-Identifier: Apache-2.0 */
#include "features/agreement/agreement.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/own.h"
#include "engine/practice/practice.gen.h"
#include "features/agreement/agreement.html.h"
#include "features/meetings/meetings.h"

FORM_DEFINE(agreement_form, AGREEMENT_FORM)

static struct texts
points_of(struct ctx *c, const char *words, const char *id, const char **ret_name)
{
	const struct practice_item *it = practice_as_kept(c, words, "ground-rules", id);
	const struct practice_field *points = practice_values(it, "points");
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, points->count) };

	*ret_name = practice_field(it, "name", c->lang->tag);
	for (size_t i = 0; i < points->count; i++)
		t.v[t.n++] = practice_text(&points->entries[i], c->lang->tag);
	return t;
}

/* The text of the valid agreement for one of the five questions. */
static const char *
settled(const struct agreement *a, const char *prompt)
{
	return str_eq(prompt, PRACTICE_PROMPT_BOUNDARY_ROLE)	       ? a->role
	       : str_eq(prompt, PRACTICE_PROMPT_BOUNDARY_EXPECTATIONS) ? a->expectations
	       : str_eq(prompt, PRACTICE_PROMPT_BOUNDARY_AREAS)	       ? a->areas
	       : str_eq(prompt, PRACTICE_PROMPT_BOUNDARY_MEETINGS)     ? a->meetings
								       : a->contact;
}

/* Which of the five questions nobody can rely on yet. */
static void
unclear_fill(struct ctx *c, struct agreement_list_view *v)
{
	struct sheet_question_rows all =
		sheet_questions(c, &v->pair, practice_need("sheet", PRACTICE_SHEET_BOUNDARIES));

	v->unclear.v = ARENA_ARRAY(c->mem, struct sheet_question, all.n);
	for (int i = 0; i < all.n; i++)
		if (!v->valid.id || !*settled(&v->valid, all.v[i].id))
			v->unclear.v[v->unclear.n++] = all.v[i];
}

/* What stays is read in the valid version, which stands below. */
static void
changes_only(struct term_rows *rows)
{
	int n = 0;

	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].changed || rows->v[i].missing)
			rows->v[n++] = rows->v[i];
	rows->n = n;
}

static void
terms_fill(struct ctx *c, struct agreement_list_view *v)
{
	if (v->valid.id)
		v->valid_terms = agreement_terms(c, &v->valid, NULL);
	if (!v->proposed.id)
		return;
	v->proposed_terms = agreement_terms(c, &v->proposed, v->valid.id ? &v->valid : NULL);
	for (int i = v->proposed_terms.n; i-- > 0;)
		if (v->proposed_terms.v[i].missing)
			v->missing = v->proposed_terms.v[i].label;
	if (v->valid.id)
		changes_only(&v->proposed_terms);
}

/* Who did what with the proposal that is off the table; "" where nobody knows any more. */
static const char *
aside_title(struct ctx *c, const struct pair *p, const struct agreement *a)
{
	const char *name = fmt_first(c, p->partner_name);
	bool mine = a->decided_by == p->me, own = a->decided_by == a->proposed_by;

	if (!a->decided_by)
		return tr(c, _("Version %d is off the table"), a->version);
	if (own)
		return mine ? tr(c, _("You took version %d back"), a->version)
			    : tr(c, _("%s took version %d back"), name, a->version);
	return mine ? tr(c, _("You would rather not have version %d"), a->version)
		    : tr(c, _("%s would rather not have version %d"), name, a->version);
}

/* What lies between what is valid and what goes on: a proposal that was laid aside, another rhythm. */
static void
between_fill(struct ctx *c, struct agreement_list_view *v)
{
	v->rhythm = v->aside_title = "";
	if (!v->pair.active)
		return;
	if (sql_agreement_aside(c, v->pair.r.id, &v->aside))
		v->aside_title = aside_title(c, &v->pair, &v->aside);
	else
		v->aside.id = 0;
	if (v->valid.cadence_days && v->valid.cadence_days != v->pair.r.cadence_days)
		v->rhythm = tr_n(
			c, "At least once a day", "At least every %d days", v->pair.r.cadence_days);
}

enum result
web_agreement_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agreement_list_view v = { .missing = "" };
	struct agreement_rows all;
	const char *words;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : AGREEMENTS_ON_PAGE, &v.pages);
	all = sql_agreement_list(c, q->subject, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_agreement_count(c, q->subject), &v.pages);
	sql_agreement_in(c, q->subject, "valid", &v.valid);
	sql_agreement_in(c, q->subject, "proposed", &v.proposed);
	v.past.v = ARENA_ARRAY(c->mem, struct agreement, all.n);
	for (int i = 0; i < all.n; i++)
		if (all.v[i].id != v.valid.id && all.v[i].id != v.proposed.id)
			v.past.v[v.past.n++] = all.v[i];
	agreement_facts(c, &v.pair, sql_meeting_held_count(c, q->subject), &v.facts);
	v.ready = v.facts.boundaries.mine && v.facts.boundaries.theirs;
	terms_fill(c, &v);
	unclear_fill(c, &v);
	words = v.valid.id ? v.valid.words : "";
	v.rules = points_of(c, words, PRACTICE_GROUND_RULES_TOGETHER, &v.rules_name);
	v.exceptions = points_of(c, words, PRACTICE_GROUND_RULES_PRIVATE, &v.exceptions_name);
	v.attendance = sql_attendance_list(c, q->subject);
	between_fill(c, &v);
	return show_many(q, agreement_list, &v, agreement, &all);
}

/* ---- proposing ---- */

static struct asked
asked(struct ctx *c, const char *prompt)
{
	const struct practice_item *it = practice_need("prompt", prompt);

	return (struct asked){ practice_field(it, "text", c->lang->tag),
		practice_field(it, "hint", c->lang->tag) };
}

static struct option_rows
rhythms(struct ctx *c)
{
	static const int weeks[] = { 1, 2, 3, 4, 6, 8, 12 };
	enum { N = sizeof weeks / sizeof *weeks };
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, N + 1) };

	rows.v[rows.n++] = (struct option){ "", _("As it is now") };
	for (int i = 0; i < N; i++)
		rows.v[rows.n++] = (struct option){ arena_printf(c->mem, "%d", weeks[i] * 7),
			tr_n(c, "Every %d week", "Every %d weeks", weeks[i]) };
	return rows;
}

static const char *
rhythm_of(struct ctx *c, int64_t days)
{
	return days ? arena_printf(c->mem, "%d", (int)days) : "";
}

static enum result
edit_fill(struct req *q, struct agreement_edit_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_open(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	v->answers =
		sheet_questions(c, &v->pair, practice_need("sheet", PRACTICE_SHEET_BOUNDARIES));
	v->often = asked(c, PRACTICE_PROMPT_LOGISTICS_HOW_OFTEN);
	v->times = asked(c, PRACTICE_PROMPT_LOGISTICS_WHEN);
	v->place = asked(c, PRACTICE_PROMPT_LOGISTICS_WHERE);
	v->channel = asked(c, PRACTICE_PROMPT_LOGISTICS_CONTACT);
	for (int i = 0; i < v->answers.n; i++)
		v->open = v->open || (*v->answers.v[i].theirs && *v->answers.v[i].mine &&
					     !v->answers.v[i].same);
	v->rhythms = rhythms(c);
	return OK;
}

/* Where both have said the same, that is the middle ground. */
static const char *
common(const struct agreement_edit_view *v, const char *prompt)
{
	for (int i = 0; i < v->answers.n; i++)
		if (str_eq(v->answers.v[i].id, prompt) && v->answers.v[i].same)
			return v->answers.v[i].mine;
	return "";
}

/* A first proposal begins with what both said, and with what the programme expects. */
static void
form_begin(struct ctx *c, struct agreement_edit_view *v)
{
	struct agreement_form *f = &v->form;

	f->role = common(v, PRACTICE_PROMPT_BOUNDARY_ROLE);
	f->expectations = common(v, PRACTICE_PROMPT_BOUNDARY_EXPECTATIONS);
	f->areas = common(v, PRACTICE_PROMPT_BOUNDARY_AREAS);
	f->meetings = common(v, PRACTICE_PROMPT_BOUNDARY_MEETINGS);
	f->contact = common(v, PRACTICE_PROMPT_BOUNDARY_CONTACT);
	f->how_often =
		tr_n(c, "At least once a day", "At least every %d days", v->pair.r.cadence_days);
	f->lateness = _("We write as soon as we know, and propose another day.");
	f->outsiders = _("We say nothing about each other without asking first: no references, no "
			 "say in promotions.");
	f->times = f->place = f->channel = f->direction = f->rhythm = "";
	f->notice_hours = NOTICE_HOURS;
	f->base = 0;
}

static void
form_from(struct ctx *c, const struct agreement *a, struct agreement_form *f)
{
	*f = (struct agreement_form){ .form = f->form,
		.direction = str_eq(a->state, "proposed") ? a->direction : "",
		.role = a->role,
		.expectations = a->expectations,
		.areas = a->areas,
		.meetings = a->meetings,
		.contact = a->contact,
		.how_often = a->how_often,
		.rhythm = rhythm_of(c, a->cadence_days),
		.times = a->times,
		.place = a->place,
		.channel = a->channel,
		.notice_hours = a->notice_hours,
		.lateness = a->lateness,
		.outsiders = a->outsiders,
		.base = a->id };
}

/* The newest text of the two: what is proposed, else what is valid. */
static bool
newest(struct ctx *c, int64_t relationship, struct agreement *ret)
{
	return sql_agreement_in(c, relationship, "proposed", ret) ||
	       sql_agreement_in(c, relationship, "valid", ret);
}

/* Goes on from a version of theirs that was laid aside; it is proposed on top of what there is. */
static void
again(struct ctx *c, int64_t relationship, int64_t from, struct agreement_form *f)
{
	int64_t base = f->base;
	struct agreement a;

	if (!from || !sql_agreement_get(c, from, &a) || a.relationship != relationship)
		return;
	form_from(c, &a, f);
	f->direction = a.direction;
	f->base = base;
}

enum result
web_agreement_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agreement_edit_view v = { .newest = "" };
	struct agreement a;
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	form_show(agreement_form, &v.form);
	v.first = !newest(c, q->subject, &a);
	if (v.first)
		form_begin(c, &v);
	else
		form_from(c, &a, &v.form);
	form_watch(c, &v.form);
	again(c, q->subject, req_query_int(q, "from", 0), &v.form);
	v.turning = *req_query(q, "direction") || *v.form.direction;
	return show_page(q, agreement_edit, &v);
}

enum result
web_agreement_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agreement_edit_view v = { .newest = "" };
	struct agreement_form now = { 0 };
	struct agreement a;
	enum result r = INVALID;
	int64_t id = 0;
	bool read = form_read(q, agreement_form, &v.form);

	if (read && newest(c, q->subject, &a)) {
		form_show(agreement_form, &now);
		form_from(c, &a, &now);
		r = form_settle(q, &v.form, &now);
	}
	if (read && !c->problems)
		r = agreement_propose(c, q->subject, &v.form, &id);
	if ((r == INVALID || c->problems) && edit_fill(q, &v) == OK) {
		/* Somebody was quicker: the next try is made on what he wrote, which stands beside. */
		if (read && newest(c, q->subject, &a)) {
			v.newest = url_agreement_show(c, a.id);
			v.form.base = a.id;
			v.form.form.raw = r == CONFLICT ? v.form.form.raw : NULL;
		}
		v.turning = v.form.direction && *v.form.direction;
		return show_invalid(q, r, agreement_edit, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Proposed. It is valid as soon as both of you have accepted."));
	return created(q, r, id, url_agreement_list(c, q->subject));
}

/* ---- one version ---- */

enum result
web_agreement_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agreement_view v = { 0 };
	struct agreement before;
	enum result r;

	if (!sql_agreement_get(c, q->subject, &v.a))
		return NOT_FOUND;
	r = pair_get(c, v.a.relationship, &v.pair);
	if (r != OK)
		return r;
	v.terms = agreement_terms(c, &v.a,
		sql_agreement_before(c, v.a.relationship, v.a.version, &before) ? &before : NULL);
	return show_one(q, agreement_show, &v, agreement, &v.a);
}

static enum result
decided(struct req *q, enum result r, const char *said)
{
	struct ctx *c = &q->ctx;
	struct agreement a;

	if (r != OK)
		return r;
	if (!sql_agreement_get(c, q->subject, &a))
		return NOT_FOUND;
	if (!q->json)
		flash(q, said);
	return changed(q, OK, url_agreement_list(c, a.relationship));
}

enum result
web_agreement_acceptance_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return decided(
		q, agreement_accept(c, q->subject), _("This is what you agreed. It is valid now."));
}

enum result
web_agreement_delete(struct req *q)
{
	struct ctx *c = &q->ctx;

	return decided(q, agreement_withdraw(c, q->subject), _("The proposal is off the table."));
}

enum result
web_alignment_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, agreement_align(c, q->subject), url_agreement_list(c, q->subject));
}
