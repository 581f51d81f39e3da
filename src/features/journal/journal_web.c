/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the journal: all of it, what is gained, all as a file. */
#include "base/buf.h"
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/journal/inside.h"
#include "features/journal/journal.html.h"

FORM_DEFINE(entry_form, ENTRY_FORM)
FORM_DEFINE(journal_draft_form, JOURNAL_DRAFT_FORM)
FORM_DEFINE(reflection_form, REFLECTION_FORM)

/* All of it, for looking through and for the file. */
#define ALL 100000
#define DRAWN_WIDE 600
#define DRAWN_STEP 24 /* one level of confidence */

static const struct {
	const char *kind;
	const char *prompt;
} gains[] = {
	{ "fresh", PRACTICE_PROMPT_GAIN_FRESH },
	{ "satisfaction", PRACTICE_PROMPT_GAIN_SATISFACTION },
	{ "learning", PRACTICE_PROMPT_GAIN_LEARNING },
};
#define GAINS ((int)(sizeof gains / sizeof *gains))

static const char *
kind_word(struct ctx *c, const char *kind)
{
	for (int i = 0; i < GAINS; i++)
		if (str_eq(gains[i].kind, kind))
			return prompt_text(c, gains[i].prompt);
	return "";
}

const char *
partner_in(struct ctx *c, const struct journal_partner_rows *partners, int64_t relationship)
{
	for (int i = 0; relationship && i < partners->n; i++)
		if (partners->v[i].id == relationship)
			return fmt_first(c, partners->v[i].name);
	return relationship ? _("a former partner") : "";
}

struct entry_line
entry_line_of(
	struct ctx *c, const struct journal_entry *e, const struct journal_partner_rows *partners)
{
	return (struct entry_line){ *e, kind_word(c, e->kind), prompt_text(c, e->prompt),
		partner_in(c, partners, e->about), partner_in(c, partners, e->shared_with) };
}

struct entry_line_rows
entry_lines_of(struct ctx *c, const struct journal_entry_rows *rows)
{
	struct journal_partner_rows partners = sql_journal_partners(c, c->who);
	struct entry_line_rows lines = { 0, ARENA_ARRAY(c->mem, struct entry_line, rows->n) };

	for (int i = 0; i < rows->n; i++)
		lines.v[lines.n++] = entry_line_of(c, &rows->v[i], &partners);
	return lines;
}

struct option_rows
confidence_scale(struct ctx *c)
{
	struct option_rows rows = { 5, ARENA_ARRAY(c->mem, struct option, 5) };

	rows.v[0] = (struct option){ "1", _("1: not at all") };
	rows.v[1] = (struct option){ "2", "2" };
	rows.v[2] = (struct option){ "3", "3" };
	rows.v[3] = (struct option){ "4", "4" };
	rows.v[4] = (struct option){ "5", _("5: very") };
	return rows;
}

/* The ratings, the oldest first, evenly in a drawing of 600 by 120. */
static void
ratings_draw(struct ctx *c, struct journal_view *v)
{
	struct entry_rating_rows rows = sql_entry_ratings(c, c->who, JOURNAL_DOTS);
	struct buf path = BUF_IN(c->mem);

	v->dots =
		(struct rating_dot_rows){ rows.n, ARENA_ARRAY(c->mem, struct rating_dot, rows.n) };
	for (int i = 0; i < rows.n; i++) {
		const struct entry_rating *r = &rows.v[rows.n - 1 - i];

		v->dots.v[i] = (struct rating_dot){
			rows.n > 1 ? (int64_t)DRAWN_WIDE * i / (rows.n - 1) : 0,
			DRAWN_STEP * (5 - r->confidence), r->confidence, fmt_day(c, r->written_at)
		};
		buf_printf(&path, "%s%lld %lld", i ? "L" : "M", (long long)v->dots.v[i].x,
			(long long)v->dots.v[i].y);
	}
	v->path = buf_text(&path);
}

static void
rhythms_fill(struct ctx *c, struct journal_view *v)
{
	v->rhythms = (struct option_rows){ 4, ARENA_ARRAY(c->mem, struct option, 4) };
	v->rhythms.v[0] = (struct option){ "7", _("every week") };
	v->rhythms.v[1] = (struct option){ "14", _("every two weeks") };
	v->rhythms.v[2] = (struct option){ "30", _("every month") };
	v->rhythms.v[3] = (struct option){ "0", _("never") };
	form_show(reflection_form, &v->rhythm);
	v->rhythm.every_days = arena_printf(c->mem, "%lld", (long long)reflection_every(c));
}

/* Other questions to choose from; the one that was asked for by ?question= stands in place of the one whose
 * turn it is. */
static void
question_fill(struct req *q, struct journal_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_item **items;
	const char *wanted = req_query(q, "question");
	size_t n = 0;

	v->question = reflection_now(c, 0);
	items = practice_list(c->mem, "prompt", NULL, "reflection", &n);
	v->others.v = ARENA_ARRAY(c->mem, struct prompt_link, n);
	for (size_t i = 0; i < n; i++) {
		const char *id = items[i]->id;

		if (!str_starts(practice_field(items[i], "group", "en"), "reflect-"))
			continue;
		if (str_eq(id, wanted))
			v->question = (struct reflection){ id, prompt_text(c, id),
				prompt_hint(c, id), "", 0, false };
		else
			v->others.v[v->others.n++] = (struct prompt_link){ id, prompt_text(c, id) };
	}
}

static void
entries_fill(struct req *q, struct journal_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t before = req_query_int(q, "before", INT64_MAX);
	struct journal_entry_rows rows;

	v->q = req_query(q, "q");
	if (*v->q) {
		rows = sql_entry_list(c, c->who, INT64_MAX, ALL);
		v->found = journal_search(c, &rows, v->q);
	} else {
		v->found = sql_entry_list(c, c->who, before, JOURNAL_ON_PAGE);
		if (v->found.n == JOURNAL_ON_PAGE)
			v->earlier = v->found.v[v->found.n - 1].id;
	}
	v->lines = entry_lines_of(c, &v->found);
	v->gone = sql_entry_removed(c, c->who);
}

static void
gains_fill(struct ctx *c, struct journal_view *v, const struct gain_year_rows *years,
	const struct journal_entry_rows *rows)
{
	struct journal_entry_rows one = { 0, ARENA_ARRAY(c->mem, struct journal_entry, rows->n) };
	int at = 0;

	v->years.v = ARENA_ARRAY(c->mem, struct gain_section, years->n);
	for (int i = 0; i < years->n; i++) {
		const struct gain_year *y = &years->v[i];
		int64_t left = y->fresh + y->satisfaction + y->learning;

		for (one.n = 0; left > 0 && at < rows->n; at++)
			if (!str_eq(rows->v[at].kind, "entry")) {
				one.v[one.n++] = rows->v[at];
				left--;
			}
		v->years.v[v->years.n++] =
			(struct gain_section){ arena_printf(c->mem, "%lld", (long long)y->year), *y,
				entry_lines_of(c, &one) };
	}
	v->kinds = (struct option_rows){ GAINS, ARENA_ARRAY(c->mem, struct option, GAINS) };
	for (int i = 0; i < GAINS; i++)
		v->kinds.v[i] = (struct option){ gains[i].kind,
			arena_printf(c->mem, "%s – %s", prompt_text(c, gains[i].prompt),
				prompt_hint(c, gains[i].prompt)) };
}

static void
form_empty(struct entry_form *f, const char *kind)
{
	form_show(entry_form, f);
	f->kind = kind;
	f->prompt = f->body = f->confidence = "";
}

static void
view_fill(struct req *q, struct journal_view *v)
{
	struct ctx *c = &q->ctx;
	struct journal j;

	v->mentor = sql_journal_mentored(c, c->who) > 0;
	v->scale = confidence_scale(c);
	form_empty(&v->form, v->gains ? "fresh" : "entry");
	if (v->gains)
		return;
	question_fill(q, v);
	entries_fill(q, v);
	ratings_draw(c, v);
	rhythms_fill(c, v);
	v->form.prompt = v->question.prompt;
	v->form.about = v->question.about;
	if (sql_journal_get(c, c->who, &j) && *j.draft) {
		v->form.body = j.draft;
		v->saved_at = j.draft_at;
	}
}

enum result
web_journal_list(struct req *q)
{
	struct journal_view v = { 0 };

	view_fill(q, &v);
	return show_many(q, journal_page, &v, journal_entry, &v.found);
}

static struct gain_year_rows
years_fill(struct req *q, struct journal_view *v)
{
	struct ctx *c = &q->ctx;
	struct journal_entry_rows rows = sql_entry_list(c, c->who, INT64_MAX, ALL);
	struct gain_year_rows years = gains_by_year(c, &rows);

	v->gains = true;
	view_fill(q, v);
	gains_fill(c, v, &years, &rows);
	return years;
}

enum result
web_gain_list(struct req *q)
{
	struct journal_view v = { 0 };
	struct gain_year_rows years = years_fill(q, &v);

	return show_many(q, gains_page, &v, gain_year, &years);
}

enum result
web_journal_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_view v = { 0 };
	struct entry_form f;
	enum result r = INVALID;
	const char *kind;
	int64_t id = 0;

	if (form_read(q, entry_form, &f))
		r = entry_write(c, &f, &id);
	kind = req_value(q, "kind");
	if (r == INVALID && kind && *kind_word(c, kind)) {
		years_fill(q, &v);
		v.form = f;
		return show_invalid(q, r, gains_page, &v);
	}
	if (r == INVALID) {
		view_fill(q, &v);
		v.form = f;
		return show_invalid(q, r, journal_page, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Kept. Only you can read it."));
	return created(q, r, id, str_eq(f.kind, "entry") ? url_journal_list(c) : url_gain_list(c));
}

enum result
web_reflection_show(struct req *q)
{
	struct reflection now = reflection_now(&q->ctx, 0);

	if (!q->json)
		return changed(q, OK, url_journal_list(&q->ctx));
	return show_json(q, reflection, &now);
}

enum result
web_reflection_rhythm_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_rhythm now = { 0 };
	struct journal j;

	if (!q->json)
		return changed(q, OK, url_journal_list(c));
	if (sql_journal_get(c, c->who, &j))
		now = (struct journal_rhythm){ j.every_days, j.due_at };
	return show_json(q, journal_rhythm, &now);
}

enum result
web_reflection_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_view v = { 0 };
	struct reflection_form f;
	int64_t days = 0;

	if (!form_read(q, reflection_form, &f)) {
		view_fill(q, &v);
		v.rhythm = f;
		return show_invalid(q, INVALID, journal_page, &v);
	}
	for (const char *p = f.every_days; *p; p++)
		days = days * 10 + (*p - '0');
	return changed(q, reflection_set(c, days), url_journal_list(c));
}

enum result
web_journal_draft_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_draft d = { .body = "" };
	struct journal j;

	if (!q->json)
		return changed(q, OK, url_journal_list(c));
	if (sql_journal_get(c, c->who, &j))
		d = (struct journal_draft){ j.draft, j.draft_at };
	return show_json(q, journal_draft, &d);
}

enum result
web_journal_draft_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct journal_view v = { 0 };
	struct journal_draft_form f;

	if (!form_read(q, journal_draft_form, &f)) {
		view_fill(q, &v);
		v.form.form.raw = f.form.raw;
		v.form.body = f.body;
		return show_invalid(q, INVALID, journal_page, &v);
	}
	return changed(q, journal_draft_save(c, f.body), url_journal_list(c));
}

/* ---- all of it as a text that any program opens ---- */

static void
part(struct buf *b, const char *name, const char *text)
{
	if (*text)
		buf_printf(b, "%s\n%s\n\n", name, text);
}

static void
entries_write(struct ctx *c, struct buf *b)
{
	struct journal_entry_rows rows = sql_entry_list(c, c->who, INT64_MAX, ALL);
	struct entry_line_rows lines = entry_lines_of(c, &rows);

	for (int i = 0; i < lines.n; i++) {
		const struct entry_line *x = &lines.v[i];

		buf_printf(b, "%s%s%s\n\n", fmt_day(c, x->e.written_at), *x->kind ? " · " : "",
			x->kind);
		part(b, x->prompt, x->e.body);
		if (x->e.confidence)
			buf_printf(b, "%s: %lld\n\n", _("How sure of yourself you felt"),
				(long long)x->e.confidence);
		buf_str(b, "----\n\n");
	}
}

static void
decisions_write(struct ctx *c, struct buf *b)
{
	struct decision_rows rows = sql_decision_list(c, c->who, ALL, 0);

	for (int i = 0; i < rows.n; i++) {
		const struct decision *d = &rows.v[i];

		buf_printf(b, "%s · %s\n\n", fmt_day(c, d->written_at), d->question);
		part(b, prompt_text(c, PRACTICE_PROMPT_DECISION_OPTIONS), d->options);
		part(b, prompt_text(c, PRACTICE_PROMPT_DECISION_CRITERIA), d->criteria);
		part(b, prompt_text(c, PRACTICE_PROMPT_DECISION_CHOICE), d->choice);
		part(b, prompt_text(c, PRACTICE_PROMPT_DECISION_REVIEW), fmt_date(c, d->review_on));
		part(b, prompt_text(c, PRACTICE_PROMPT_DECISION_OUTCOME), d->outcome);
		buf_str(b, "----\n\n");
	}
}

enum result
web_journal_export_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct buf *b = file_begin(q, "text/plain; charset=utf-8", "journal.txt");

	buf_printf(b, "%s\n%s\n\n", _("Journal"), fmt_when(c, c->now));
	entries_write(c, b);
	decisions_write(c, b);
	return file_end(q);
}
