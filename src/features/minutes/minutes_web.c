/* SPDX-License-Identifier: Apache-2.0 */
#include "features/minutes/minutes.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/minutes/minutes.html.h"

FORM_DEFINE(note_form, NOTE_FORM)
FORM_DEFINE(note_choice_form, NOTE_CHOICE_FORM)

static enum result
found(struct req *q, struct note_of *n)
{
	return note_find(&q->ctx, q->subject, q->words[0], n);
}

/* The note on the page of its meeting. */
static const char *
back_to(struct req *q, const struct note_of *n)
{
	return arena_printf(
		q->ctx.mem, "%s#%s-note", url_meeting_show(&q->ctx, q->subject), n->whose);
}

enum result
web_note_show(struct req *q)
{
	struct note_view v = { 0 };
	enum result r = found(q, &v.of);

	if (r != OK)
		return r;
	note_box_fill(&q->ctx, &v.of, &v.box);
	form_show(note_form, &v.form);
	return show_one(q, note_page, &v, note, &v.box.note);
}

enum result
web_note_state_show(struct req *q)
{
	struct note_state s = { 0 };
	struct note_of n;
	enum result r = found(q, &n);

	if (r != OK)
		return r;
	s.version = n.version;
	s.drafts = n.id ? sql_note_draft_count(&q->ctx, n.id, q->ctx.who) : 0;
	return show_json(q, note_state, &s);
}

/* What became of a text: programs are told in full, people where they look next. */
static enum result
told(struct req *q, const struct note_of *n, const struct note_saved *s)
{
	struct ctx *c = &q->ctx;

	if (q->json)
		return show_json(q, note_saved, s);
	if (str_eq(s->state, "differs"))
		return changed(q, OK, url_comparison_show(c, q->subject, n->whose));
	flash(q, str_eq(s->state, "merged") ? _("The note is saved, together with what had been "
						"written meanwhile.")
					    : _("The note is saved."));
	return changed(q, OK, back_to(q, n));
}

enum result
web_note_update(struct req *q)
{
	struct note_view v = { 0 };
	struct note_saved s = { 0 };
	enum result r = found(q, &v.of), known;

	if (r != OK)
		return r;
	r = INVALID;
	if (form_read(q, note_form, &v.form))
		r = note_save(&q->ctx, q->subject, v.of.whose, &v.form, &s);
	if (r == OK)
		return told(q, &v.of, &s);
	if (r != INVALID)
		return r;
	known = found(q, &v.of);
	if (known != OK)
		return known;
	note_box_fill(&q->ctx, &v.of, &v.box);
	v.wrong = true;
	return show_invalid(q, r, note_page, &v);
}

/* ---- versions ---- */

static struct note_line
line_of(const struct ctx *c, const struct note_of *n, const struct note_version *v)
{
	return (struct note_line){ *v, v->person == c->who, v->version == n->version };
}

enum result
web_note_version_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct note_versions_view v = { 0 };
	struct note_version_rows rows = { 0 };
	enum result r = found(q, &v.of);
	bool more;

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : NOTE_VERSIONS_SHOWN, &v.pages);
	if (v.of.id)
		rows = sql_note_version_list(c, v.of.id, v.pages.size + 1, paging_offset(&v.pages));
	more = rows.n > v.pages.size;
	rows.n -= more;
	paging_more(q, rows.n, more, &v.pages);
	v.lines.v = ARENA_ARRAY(c->mem, struct note_line, rows.n);
	for (int i = 0; i < rows.n; i++)
		v.lines.v[v.lines.n++] = line_of(c, &v.of, &rows.v[i]);
	return show_many(q, note_versions, &v, note_version, &rows);
}

enum result
web_note_version_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct note_version_view v = { 0 };
	struct note_version version, before = { .body = "" };
	enum result r = found(q, &v.of);

	if (r != OK)
		return r;
	if (!v.of.id || !sql_note_version_get(c, v.of.id, q->ids[1], &version))
		return NOT_FOUND;
	v.first = !sql_note_version_before(c, v.of.id, version.version, &before);
	v.line = line_of(c, &v.of, &version);
	v.lines = diff_lines(c->mem, before.body, version.body);
	return show_one(q, note_version_page, &v, note_version, &version);
}

enum result
web_note_restoration_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct note_of n;
	enum result r = found(q, &n);

	if (r == OK)
		r = note_restore(c, q->subject, n.whose, q->ids[1]);
	if (r != OK)
		return r;
	if (!q->json)
		flash(q, _("It is back. What the note said before is among its versions."));
	return changed(q, OK, back_to(q, &n));
}

/* ---- two texts ---- */

static enum result
compare_fill(struct req *q, struct note_compare_view *v)
{
	struct ctx *c = &q->ctx;
	struct merged m;
	enum result r = found(q, &v->of);

	if (r != OK)
		return r;
	form_show(note_choice_form, &v->form);
	v->gone = !v->of.open || !v->of.id || !sql_note_draft_last(c, v->of.id, c->who, &v->draft);
	if (v->gone)
		return OK;
	m = note_merge(c, &v->of, v->draft.body, v->draft.version);
	v->overlaps = m.overlaps;
	v->form.body = m.text;
	v->form.version = v->of.version;
	v->form.draft = v->draft.id;
	v->form.take = "";
	return OK;
}

enum result
web_comparison_show(struct req *q)
{
	struct note_compare_view v = { 0 };
	struct note_overlap_rows rows = { 0 };
	enum result r = compare_fill(q, &v);

	if (r != OK)
		return r;
	rows.v = ARENA_ARRAY(q->ctx.mem, struct note_overlap, v.overlaps.n);
	for (int i = 0; i < v.overlaps.n; i++)
		rows.v[rows.n++] = (struct note_overlap){ v.draft.id, v.of.version,
			v.overlaps.v[i].mine, v.overlaps.v[i].theirs };
	return show_many(q, note_compare, &v, note_overlap, &rows);
}

enum result
web_comparison_create(struct req *q)
{
	struct note_compare_view v = { 0 };
	struct note_choice_form f;
	struct note_saved s = { 0 };
	enum result r = found(q, &v.of), known;

	if (r != OK)
		return r;
	r = INVALID;
	if (form_read(q, note_choice_form, &f))
		r = note_settle(&q->ctx, q->subject, v.of.whose, &f, &s);
	if (r == OK)
		return told(q, &v.of, &s);
	if (r != INVALID)
		return r;
	known = compare_fill(q, &v);
	v.form = f;
	return known == OK ? show_invalid(q, r, note_compare, &v) : known;
}
