/* SPDX-License-Identifier: Apache-2.0 */
/* What the organisation defines itself: its name, its levels, its own fields. For administrators. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/people/organisation.html.h"

FORM_DEFINE(organisation_form, ORGANISATION_FORM)
FORM_DEFINE(level_form, LEVEL_FORM)
FORM_DEFINE(field_form, FIELD_FORM)

#define LEVELS_MOST 100 /* rows that are read */

/* ---- name, language, time zone ---- */

static void
organisation_options(struct ctx *c, struct organisation_view *v)
{
	v->langs = lang_options(c, NULL);
	v->zones = tz_options(c);
}

static void
organisation_form_fill(const struct organisation *o, struct organisation_form *f)
{
	form_show(organisation_form, f);
	f->name = o->name;
	f->lang = o->lang;
	f->tz = o->tz;
}

enum result
web_organisation_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct organisation_view v = { 0 };

	if (!sql_organisation_get(c, &v.organisation))
		return NOT_FOUND;
	organisation_form_fill(&v.organisation, &v.form);
	form_watch(c, &v.form);
	organisation_options(c, &v);
	return show_one(q, organisation, &v, organisation, &v.organisation);
}

enum result
web_organisation_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct organisation_view v = { 0 };
	struct organisation_form *f = &v.form, now = { 0 };
	enum result r = INVALID;

	if (!sql_organisation_get(c, &v.organisation))
		return NOT_FOUND;
	organisation_form_fill(&v.organisation, &now);
	if (form_read(q, organisation_form, f)) {
		r = form_settle(q, f, &now);
		if (!lang_find(f->lang))
			invalid(c, "lang", _("Choose a language from the list."));
		if (!tz_valid(f->tz))
			invalid(c, "tz", _("Choose a time zone from the list."));
	}
	if (c->problems) {
		organisation_options(c, &v);
		return show_invalid(q, r, organisation, &v);
	}
	sql_organisation_update(c, f->name, f->lang, f->tz);
	flash(q, _("The settings of the organisation are saved."));
	return changed(q, OK, url_organisation_edit(c));
}

/* ---- levels ---- */

static struct level_input
level_input_of(struct ctx *c, int n)
{
	struct level_input in = { .n = n,
		.id_text = "",
		.name = "",
		.place = "",
		.name_was = "",
		.place_was = "",
		.now = "" };
	const char *wrong;

	in.id_name = arena_printf(c->mem, "id_%d", n);
	in.name_name = arena_printf(c->mem, "name_%d", n);
	in.place_name = arena_printf(c->mem, "place_%d", n);
	wrong = problem_of(c, in.name_name);
	in.wrong = wrong ? wrong : "";
	return in;
}

static struct level_input_rows
levels_kept(struct ctx *c, const struct level_rows *levels)
{
	struct level_input_rows rows = { .v = ARENA_ARRAY(c->mem, struct level_input,
						 levels->n + LEVELS_EMPTY) };

	while (rows.n < levels->n + LEVELS_EMPTY) {
		struct level_input *in = &rows.v[rows.n];

		*in = level_input_of(c, ++rows.n);
		in->place = arena_printf(c->mem, "%d", rows.n);
		if (rows.n > levels->n)
			continue;
		in->id = levels->v[rows.n - 1].id;
		in->id_text = arena_printf(c->mem, "%lld", (long long)in->id);
		in->name = levels->v[rows.n - 1].name;
		in->people = levels->v[rows.n - 1].people;
		in->name_was = text_mark(c, in->name);
		in->place_was = text_mark(c, in->place);
	}
	return rows;
}

static const char *
sent(struct req *q, const char *name)
{
	const char *value = req_value(q, name);

	return value ? value : "";
}

static struct level_input_rows
levels_sent(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct level_input_rows rows = { .v = ARENA_ARRAY(
						 c->mem, struct level_input, LEVELS_MOST) };

	for (int n = 1; n <= LEVELS_MOST; n++) {
		struct level_input in = level_input_of(c, n);

		if (!req_value(q, in.name_name))
			continue;
		in.id_text = sent(q, in.id_name);
		in.name = sent(q, in.name_name);
		in.place = sent(q, in.place_name);
		in.name_was = sent(q, arena_printf(c->mem, "_was_%s", in.name_name));
		in.place_was = sent(q, arena_printf(c->mem, "_was_%s", in.place_name));
		rows.v[rows.n++] = in;
	}
	return rows;
}

/* Two windows: each row is held against the level of its id, see text_settle. */
static void
levels_settle(struct req *q, struct level_input_rows *in)
{
	struct ctx *c = &q->ctx;
	struct level_rows levels = sql_level_list(c);
	struct level_input_rows kept = levels_kept(c, &levels);

	for (int i = 0; i < in->n; i++) {
		struct level_input *l = &in->v[i];
		const struct level_input *now = NULL;
		const char *typed = l->name;

		if (!*l->id_text)
			continue;
		for (int k = 0; k < kept.n; k++)
			if (str_eq(kept.v[k].id_text, l->id_text))
				now = &kept.v[k];
		l->name = text_settle(q, l->name_name, l->name, now ? now->name : "");
		if (now)
			l->place = text_settle(q, l->place_name, l->place, now->place);
		l->name_was = now ? now->name_was : text_mark(c, "");
		l->place_was = now ? now->place_was : text_mark(c, "");
		if (problem_of(c, l->name_name) || problem_of(c, l->place_name)) {
			l->wrong = problem_of(c, l->name_name);
			l->wrong = l->wrong ? l->wrong : problem_of(c, l->place_name);
			l->now = now ? tr(c, _("%s, place %s"), now->name, now->place)
				     : _("(nothing)");
			l->name = typed;
		}
	}
}

/* What was sent as rows for the rule; a place that is not said is behind the row before. */
static struct level_row *
level_rows_of(struct ctx *c, const struct level_input_rows *in)
{
	struct level_row *rows = ARENA_ARRAY(c->mem, struct level_row, in->n);
	int64_t place = 0;

	for (int i = 0; i < in->n; i++) {
		const struct level_input *l = &in->v[i];
		const char *message = NULL;

		rows[i].field = l->name_name;
		rows[i].name = text_clean(c, FIELD_TEXT, l->name, strlen(l->name), &message);
		if (!rows[i].name) {
			invalid(c, l->name_name, message);
			rows[i].name = "";
		}
		if (*l->place && !str_to_int(l->place, &place))
			invalid(c, l->name_name, _("Write the place as a number, such as 3."));
		rows[i].place = place;
		if (*l->id_text && !str_to_int(l->id_text, &rows[i].id))
			invalid(c, l->name_name, _("There is no such level. Open the page again."));
	}
	return rows;
}

enum result
web_level_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct levels_view v = { .levels = sql_level_list(c) };

	form_show(level_form, &v.form);
	v.rows = levels_kept(c, &v.levels);
	return show_many(q, levels, &v, level, &v.levels);
}

enum result
web_level_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct levels_view v = { 0 };
	const struct level_row *rows;
	bool right = form_read(q, level_form, &v.form);

	v.rows = levels_sent(q);
	levels_settle(q, &v.rows);
	if (c->problems)
		return show_invalid(q, CONFLICT, levels, &v);
	rows = level_rows_of(c, &v.rows);
	if (!right || c->problems || levels_change(c, rows, v.rows.n) != OK) {
		v.rows = levels_sent(q);
		return show_invalid(q, INVALID, levels, &v);
	}
	flash(q, _("The levels are saved."));
	return changed(q, OK, url_level_list(c));
}

/* ---- fields ---- */

enum result
web_field_list(struct req *q)
{
	struct fields_view v = { .fields = sql_field_list(&q->ctx) };

	return show_many(q, fields, &v, field, &v.fields);
}

static void
field_options_fill(struct ctx *c, struct field_edit_view *v)
{
	static const char *const kinds[] = { "text", "number", "date", "one", "many" };
	static const char *const audiences[] = { "everyone", "managers", "self" };

	v->kinds = (struct option_rows){ .n = 5, .v = ARENA_ARRAY(c->mem, struct option, 5) };
	for (int i = 0; i < 5; i++)
		v->kinds.v[i] = (struct option){ kinds[i], fmt_field_kind(c, kinds[i]) };
	v->audiences = (struct option_rows){ .n = 3, .v = ARENA_ARRAY(c->mem, struct option, 3) };
	for (int i = 0; i < 3; i++)
		v->audiences.v[i] = (struct option){ audiences[i], fmt_audience(c, audiences[i]) };
	v->answers = v->field.id ? sql_field_people(c, v->field.id) : 0;
}

enum result
web_field_new(struct req *q)
{
	struct field_edit_view v = { 0 };

	form_show(field_form, &v.form);
	v.form.kind = "text";
	v.form.audience = "everyone";
	field_options_fill(&q->ctx, &v);
	return show_page(q, field_edit, &v);
}

enum result
web_field_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct field_edit_view v = { 0 };
	int64_t id = 0;
	enum result r = INVALID;

	if (form_read(q, field_form, &v.form))
		r = field_add(c, &v.form, &id);
	if (r == INVALID) {
		field_options_fill(c, &v);
		return show_invalid(q, r, field_edit, &v);
	}
	if (r == OK)
		flash(q, tr(c, _("The field “%s” is there. People find it on their profile."),
				 v.form.label));
	return created(q, r, id, url_field_list(c));
}

static void
field_form_fill(const struct field *x, struct field_form *f)
{
	form_show(field_form, f);
	f->label = x->label;
	f->kind = x->kind;
	f->choices = x->choices;
	f->audience = x->audience;
	f->matching = x->matching == 1;
	f->sensitive = x->sensitive == 1;
}

enum result
web_field_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct field_edit_view v = { 0 };

	if (!sql_field_get(c, q->ids[0], &v.field))
		return NOT_FOUND;
	field_form_fill(&v.field, &v.form);
	form_watch(c, &v.form);
	field_options_fill(c, &v);
	return show_one(q, field_edit, &v, field, &v.field);
}

enum result
web_field_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct field_edit_view v = { 0 };
	struct field_form now;
	enum result r = INVALID;

	if (!sql_field_get(c, q->ids[0], &v.field))
		return NOT_FOUND;
	field_form_fill(&v.field, &now);
	if (form_read(q, field_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = field_change(c, v.field.id, &v.form);
	}
	if (c->problems) {
		field_options_fill(c, &v);
		return show_invalid(q, r, field_edit, &v);
	}
	flash(q, _("The field is saved."));
	return changed(q, r, url_field_list(c));
}

enum result
web_field_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = field_remove(c, q->ids[0]);

	if (r == OK)
		flash(q, _("The field and the answers to it are deleted."));
	return changed(q, r, url_field_list(c));
}
