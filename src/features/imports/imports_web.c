/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/str.h"
#include "engine/http/body.h"
#include "engine/i18n/i18n.h"
#include "features/imports/imports.h"
#include "features/imports/imports.html.h"
#include "features/programmes/programmes.h"

enum result
web_import_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct import_list_view v = { 0 };

	paging_read(q, IMPORTS_ON_PAGE, &v.pages);
	v.items = sql_import_all(c, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_import_total(c), &v.pages);
	return show_many(q, import_list, &v, import, &v.items);
}

/* ---- upload ---- */

static void
new_fill(struct ctx *c, int64_t programme, struct import_new_view *v)
{
	v->programme = programme;
	v->name = sql_programme_name(c, programme);
	v->roles = (struct option_rows){ 2, ARENA_ARRAY(c->mem, struct option, 2) };
	v->roles.v[0] = (struct option){ "mentor", _("Mentors") };
	v->roles.v[1] = (struct option){ "mentee", _("Mentees") };
}

enum result
web_import_new(struct req *q)
{
	struct import_new_view v = { 0 };
	const char *role = req_query(q, "role");
	struct programme_counts n = { 0 };

	form_show(import_form, &v.form);
	if (str_empty(role) && sql_programme_counts(&q->ctx, q->subject, &n))
		role = n.mentors && !n.mentees ? "mentee" : "mentor";
	v.form.role = str_eq(role, "mentee") ? "mentee" : "mentor";
	new_fill(&q->ctx, q->subject, &v);
	return show_page(q, import_new, &v);
}

/* What was read of the file before the transaction. */
struct uploaded {
	struct import_new_view view;
	struct csv csv;
	struct import_column_rows columns;
	bool good;
};

enum result
slow_import_create(struct req *q)
{
	struct uploaded *u = ARENA_NEW(q->ctx.mem, struct uploaded);
	const struct upload *file = &u->view.form.file;
	struct ctx *c = &q->ctx;
	struct csv_error wrong;

	q->slow = u;
	if (!form_read(q, import_form, &u->view.form))
		return OK;
	if (!csv_read(c->mem, file->p, file->n, &u->csv, &wrong)) {
		invalid(c, "file",
			wrong.line ? tr(c, _("Line %d: %s"), (int64_t)wrong.line,
					     tr_text(c->lang, wrong.message))
				   : tr_text(c->lang, wrong.message));
		return OK;
	}
	if (u->csv.n_rows == 0)
		return invalid(c, "file", _("There is a heading, but nobody below it.")), OK;
	if (u->csv.n_rows > IMPORT_ROWS_MOST)
		return invalid(c, "file",
			       tr(c, _("These are more than %d rows. Split the file."),
				       IMPORT_ROWS_MOST)),
		       OK;
	columns_look(c->mem, &u->csv, &u->columns);
	u->good = true;
	return OK;
}

enum result
web_import_create(struct req *q)
{
	struct uploaded *u = q->slow;
	struct ctx *c = &q->ctx;
	const struct upload *file = &u->view.form.file;
	enum result r;
	int64_t id = 0;

	if (!u->good) {
		new_fill(c, q->subject, &u->view);
		return show_invalid(q, INVALID, import_new, &u->view);
	}
	r = import_add(c, q->subject, u->view.form.role, file->name,
		(struct bytes){ file->p, file->n }, &u->csv, &u->columns, &id);
	return created(q, r, id, url_mapping_edit(c, id));
}

/* ---- what the columns are ---- */

static const char *
input_name(struct ctx *c, const char *what, int64_t position)
{
	return arena_printf(c->mem, "%s_%d", what, (int)position);
}

static struct option_rows
kind_options(struct ctx *c)
{
	static const char *const kinds[] = { "text", "one", "many", "number", "date" };
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, 5) };

	for (int i = 0; i < 5; i++)
		rows.v[rows.n++] = (struct option){ kinds[i], fmt_field_kind(c, kinds[i]) };
	return rows;
}

/* Everything a column can be: what Waymark knows, then the fields of the organisation. */
static struct option_rows
target_options(struct ctx *c)
{
	struct field_rows fields = sql_field_list(c);
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, TARGETS + fields.n) };

	rows.v[rows.n++] = (struct option){ target_word(TARGET_IGNORE),
		tr_text(c->lang, target_label(TARGET_IGNORE)) };
	rows.v[rows.n++] = (struct option){ target_word(TARGET_NEW),
		tr_text(c->lang, target_label(TARGET_NEW)) };
	for (int t = TARGET_EMAIL; t < TARGET_FIELD; t++)
		rows.v[rows.n++] = (struct option){ target_word((enum target)t),
			tr_text(c->lang, target_label((enum target)t)) };
	for (int i = 0; i < fields.n; i++)
		rows.v[rows.n++] =
			(struct option){ arena_printf(c->mem, "field:%s", fields.v[i].name),
				tr(c, _("Field: %s"), fields.v[i].label) };
	return rows;
}

static struct texts
lines_of(struct ctx *c, const char *text)
{
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, 4) };

	while (*text && t.n < 4) {
		size_t n = strcspn(text, "\n");

		t.v[t.n++] = arena_strndup(c->mem, text, n);
		text += n + (text[n] == '\n');
	}
	return t;
}

static const char *
option_label(const struct option_rows *all, const char *value)
{
	for (int i = 0; i < all->n; i++)
		if (str_eq(all->v[i].value, value))
			return all->v[i].label;
	return value;
}

/* kept: what it is in the database, and that in words. */
static struct mapping_input
input_of(struct ctx *c, const char *what, const struct import_column *x, const char *kept,
	const char *words, const char *chosen)
{
	struct mapping_input in = { .name = input_name(c, what, x->position),
		.was = text_mark(c, kept),
		.wrong = "",
		.now = "" };

	if (problem_of(c, in.name)) {
		in.wrong = problem_of(c, in.name);
		in.now = str_eq(kept, chosen) ? "" : words;
	}
	return in;
}

/* What a page marks of it: a browser sends an empty checkbox as nothing. */
static const char *
checked(const struct import_column *x)
{
	return x->sensitive ? "1" : "";
}

/* kept: the columns as they are in the database; columns: as they were chosen. */
static void
mapping_fill(struct req *q, const struct import_column_rows *kept,
	const struct import_column_rows *columns, struct mapping_view *v)
{
	struct ctx *c = &q->ctx;

	v->targets = target_options(c);
	v->kinds = kind_options(c);
	v->columns.v = ARENA_ARRAY(c->mem, struct mapping_column, columns->n);
	for (int i = 0; i < columns->n; i++) {
		const struct import_column *x = &columns->v[i], *k = &kept->v[i];
		struct mapping_column *m = &v->columns.v[v->columns.n++];

		m->x = *x;
		m->samples = lines_of(c, x->samples);
		m->target = input_of(
			c, "target", x, k->target, option_label(&v->targets, k->target), x->target);
		m->kind =
			input_of(c, "kind", x, k->kind, option_label(&v->kinds, k->kind), x->kind);
		m->sensitive = input_of(c, "sensitive", x, checked(k),
			k->sensitive ? _("Yes") : _("No"), checked(x));
		/* What was said about a new field stays, even if the column is something else by now. */
		m->is_new = str_eq(x->target, "new") || req_value(q, m->kind.name) ||
			    req_value(q, m->sensitive.name);
	}
}

enum result
web_mapping_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mapping_view v = { 0 };
	struct import_column_rows columns;

	if (!sql_import_get(c, q->subject, &v.import))
		return NOT_FOUND;
	columns = sql_import_column_list(c, q->subject);
	mapping_fill(q, &columns, &columns, &v);
	return show_many(q, mapping_edit, &v, import_column, &columns);
}

/* A page that has not asked about it leaves it as it is. */
static bool
sensitive_read(struct req *q, const struct import_column *x)
{
	const char *name = input_name(&q->ctx, "sensitive", x->position);
	const char *came = req_value(q, name);

	if (!req_body_is_json(q)) {
		if (!came && !req_value(q, arena_printf(q->ctx.mem, "_was_%s", name)))
			return x->sensitive;
		return *text_settle(q, name, came && *came ? "1" : "", checked(x));
	}
	return came && *came && !str_eq(came, "false") && !str_eq(came, "0");
}

/* What was chosen; a column that nothing was said about stays what it is taken for. Where another window has said
 * something else of a column meanwhile there is a problem for it. */
static void
mapping_read(struct req *q, struct import_column_rows *columns)
{
	struct ctx *c = &q->ctx;

	for (int i = 0; i < columns->n; i++) {
		struct import_column *x = &columns->v[i];
		const char *target_name = input_name(c, "target", x->position);
		const char *kind_name = input_name(c, "kind", x->position);
		const char *target = req_value(q, target_name), *kind = req_value(q, kind_name);

		if (!target && !kind && !req_value(q, input_name(c, "sensitive", x->position)))
			continue;
		x->sensitive = sensitive_read(q, x);
		if (target)
			x->target = text_settle(q, target_name, target, x->target);
		if (kind)
			x->kind = text_settle(q, kind_name, kind, x->kind);
	}
}

enum result
web_mapping_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct mapping_view v = { 0 };
	struct import_column_rows columns, kept;
	enum result r;
	int64_t job = 0;

	if (!sql_import_get(c, q->subject, &v.import))
		return NOT_FOUND;
	kept = columns = sql_import_column_list(c, q->subject);
	columns.v = arena_memdup(c->mem, kept.v, (size_t)kept.n * sizeof *kept.v);
	mapping_read(q, &columns);
	r = c->problems ? CONFLICT : mapping_set(c, q->subject, &columns, &job);
	if (r == INVALID || c->problems) {
		mapping_fill(q, &kept, &columns, &v);
		return show_invalid(q, r, mapping_edit, &v);
	}
	return changed(q, r, url_job_show(c, job));
}

/* ---- what would happen, what happened ---- */

/* What the columns are taken for, as one text. */
static const char *
columns_text(struct ctx *c, int64_t import)
{
	struct import_column_rows columns = sql_import_column_list(c, import);
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < columns.n; i++)
		buf_printf(&b, "%s %s %s\n", columns.v[i].target, columns.v[i].kind,
			checked(&columns.v[i]));
	return buf_text(&b);
}

static void
import_fill(struct ctx *c, struct import_view *v)
{
	const char *state = v->import.state, *job = v->import.job_state;

	v->uploaded = str_eq(state, "uploaded");
	v->checked = str_eq(state, "checked");
	v->done = str_eq(state, "done");
	v->busy = !v->uploaded && !v->checked && !v->done &&
		  (str_eq(job, "waiting") || str_eq(job, "running"));
	v->stopped = !v->uploaded && !v->checked && !v->done && !v->busy;
	v->running = str_eq(state, "running");
	if (v->checked || v->done)
		v->groups = sql_import_fault_groups(c, v->import.id);
	for (int i = 0; i < v->groups.n; i++)
		if (!v->groups.v[i].rejected)
			v->remarks += v->groups.v[i].rows_n;
	v->columns_was = text_mark(c, columns_text(c, v->import.id));
	if (v->checked)
		v->samples = sql_import_sample_list(c, v->import.id);
}

enum result
web_import_show(struct req *q)
{
	struct import_view v = { 0 };

	if (!sql_import_get(&q->ctx, q->subject, &v.import))
		return NOT_FOUND;
	import_fill(&q->ctx, &v);
	return show_one(q, import_show, &v, import, &v.import);
}

/* Is it another preview than the one that this window has shown? */
static bool
is_overtaken(struct req *q)
{
	const char *was = req_body_is_json(q) ? NULL : req_value(q, "_was_columns");

	return was && !str_eq(was, text_mark(&q->ctx, columns_text(&q->ctx, q->subject)));
}

enum result
web_commit_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct import_view v = { 0 };
	int64_t job = 0;
	enum result r;

	if (is_overtaken(q) && sql_import_get(c, q->subject, &v.import)) {
		import_fill(c, &v);
		v.overtaken = true;
		return show_invalid(q, CONFLICT, import_show, &v);
	}
	r = import_commit(c, q->subject, &job);
	return changed(q, r, url_job_show(c, job));
}

enum result
web_fault_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct fault_list_view v = { .cause = req_query(q, "cause") };

	if (!sql_import_get(c, q->subject, &v.import))
		return NOT_FOUND;
	v.groups = sql_import_fault_groups(c, q->subject);
	paging_read(q, FAULTS_ON_PAGE, &v.pages);
	v.faults = sql_import_fault_list(
		c, q->subject, v.cause, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_import_fault_count(c, q->subject, v.cause), &v.pages);
	return show_many(q, fault_list, &v, import_fault, &v.faults);
}

/* The rejected rows as they came, with two columns more, so that they can be put right and uploaded. */
enum result
web_rejected_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct import x;
	struct import_column_rows columns;
	struct import_fault_rows faults;
	struct buf *b;

	if (!sql_import_get(c, q->subject, &x))
		return NOT_FOUND;
	columns = sql_import_column_list(c, q->subject);
	faults = sql_import_rejected(c, q->subject);
	b = file_begin(q, "text/csv; charset=utf-8", "rejected.csv");
	rejected_write(c, &columns, &faults, b);
	return file_end(q);
}
