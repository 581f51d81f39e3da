/* SPDX-License-Identifier: Apache-2.0 */
/* The form of one field: its texts in every language, its list, its number. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/craft/craft.h"
#include "features/craft/craft.html.h"
#include "features/craft/craft_view.h"

static const struct practice_shape_field *
shape_field(const char *kind, const char *name)
{
	const struct practice_shape *s = craft_shape(kind);

	for (size_t i = 0; i < s->field_count; i++)
		if (str_eq(s->fields[i].name, name))
			return &s->fields[i];
	return NULL;
}

static struct option_rows
choices_of(struct ctx *c, const struct practice_item *it, const struct practice_shape_field *s)
{
	bool ref = s->type == PRACTICE_TYPE_REF || s->type == PRACTICE_TYPE_REFS;
	const struct practice_kind *k =
		practice_kind_in(practice_whole(), ref ? s->allowed[0] : "");
	struct option_rows rows = { 0 };
	size_t words = 0;

	while (s->allowed[words])
		words++;
	rows.v = ARENA_ARRAY(c->mem, struct option, k->count + words);
	for (size_t i = 0; i < k->count; i++)
		if (!k->items[i].off && (s->type == PRACTICE_TYPE_REF ||
						!craft_entry_of(it, s->name, k->items[i].id)))
			rows.v[rows.n++] =
				(struct option){ k->items[i].id, craft_title(c, &k->items[i]) };
	for (size_t i = 0; s->type == PRACTICE_TYPE_WORD && i < words; i++) {
		const struct practice_item *said = practice_find("choice", "readiness");
		const char *name =
			said ? practice_option(said, "options", s->allowed[i], c->lang->tag) : NULL;

		rows.v[rows.n++] = (struct option){ s->allowed[i], name ? name : s->allowed[i] };
	}
	return rows;
}

/* The page of the field; NOT_FOUND if there is none that may be changed. */
static enum result
edit_fill(struct req *q, struct craft_view *v, const struct practice_item **ret_it,
	const struct practice_shape_field **ret_s)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *shipped, *base;
	enum result r = craft_item_fill(q, v, ret_it, &shipped, &base);
	const struct practice_shape_field *s =
		r == OK ? shape_field(q->words[0], q->words[2]) : NULL;

	if (r != OK)
		return r;
	if (!s || !craft_field_fill(c, *ret_it, shipped, base, s, &v->f))
		return NOT_FOUND;
	*ret_s = s;
	if (s->type == PRACTICE_TYPE_TEXT && !v->f.entries.n) {
		/* One that may be left out and is: the form is empty. */
		v->f.entries.v[0] = (struct craft_entry){ .key = "",
			.title = "",
			.up = "",
			.down = "",
			.out = "",
			.link = "",
			.texts = craft_texts_of(c, NULL, NULL, NULL, "t_") };
		v->f.entries.n = 1;
	}
	if (v->f.open && s->type == PRACTICE_TYPE_TEXTS)
		v->fresh = craft_texts_of(c, NULL, NULL, NULL, "t_NEW_");
	v->choices = choices_of(c, *ret_it, s);
	if (s->type == PRACTICE_TYPE_NUMBER) {
		int64_t least = 0, most = 1000000;

		if (s->allowed[0] && s->allowed[1]) {
			str_to_int(s->allowed[0], &least);
			str_to_int(s->allowed[1], &most);
		}
		v->least = practice_number(*ret_it, "least", least);
		v->most = practice_number(*ret_it, "most", most);
	}
	return OK;
}

/* A number, a word or a reference: one value in the form itself. */
static void
value_fill(struct ctx *c, const struct practice_item *it, const struct practice_shape_field *s,
	struct craft_text_form *f)
{
	form_show(craft_text_form, f);
	f->value = s->type == PRACTICE_TYPE_REFS ? "" : craft_value(c, it, s);
	f->act = "";
	form_watch(c, f);
}

enum result
web_craft_text_edit(struct req *q)
{
	const struct practice_shape_field *s;
	const struct practice_item *it;
	struct craft_view v = { 0 };
	enum result r = edit_fill(q, &v, &it, &s);

	if (r != OK)
		return r;
	value_fill(&q->ctx, it, s, &v.form);
	return show_page(q, craft_text_edit, &v);
}

/* Two windows: see text_settle. */
static void
settle(struct req *q, struct craft_text *t, const char *kept)
{
	struct ctx *c = &q->ctx;

	t->is = text_settle(q, t->name, t->is, kept);
	t->wrong = problem_of(c, t->name);
	if (t->wrong)
		t->now = *kept ? kept : _("(nothing)");
}

static bool
overtaken(const struct craft_view *v)
{
	for (int i = 0; i < v->f.entries.n; i++)
		for (int k = 0; k < v->f.entries.v[i].texts.n; k++)
			if (*v->f.entries.v[i].texts.v[k].now)
				return true;
	return false;
}

/* What was typed for one text in all languages; NULL if nothing came at all. Problems are noted. */
static const char **
typed(struct req *q, struct craft_text_rows *rows, bool optional)
{
	struct ctx *c = &q->ctx;
	const char **text = ARENA_ARRAY(c->mem, const char *, rows->n);
	int filled = 0;

	for (int i = 0; i < rows->n; i++) {
		struct craft_text *t = &rows->v[i];
		const char *came = req_value(q, t->name), *kept = t->is, *clean, *wrong = NULL;

		clean = came ? text_clean(c, FIELD_LONG, came, strlen(came), &wrong) : t->is;
		text[i] = t->is = clean ? clean : came;
		if (wrong)
			t->wrong = wrong;
		else if (utf8_length(text[i]) > PACK_TEXT)
			t->wrong = tr(c, _("Use at most %d characters."), PACK_TEXT);
		if (t->wrong) {
			invalid(c, t->name, t->wrong);
			t->mark = text_mark_sent(q, t->name, kept);
		} else {
			settle(q, t, kept);
		}
		text[i] = t->is;
		filled += *text[i] != '\0';
	}
	if (!filled && optional)
		return NULL;
	for (int i = 0; i < rows->n; i++)
		if (!*text[i] && !rows->v[i].wrong) {
			rows->v[i].wrong = tr(c,
				_("Write it in %s, too: people read the practice in their "
				  "language."),
				rows->v[i].lang);
			invalid(c, rows->v[i].name, rows->v[i].wrong);
		}
	return text;
}

/* A key that no entry has: those of before keep theirs, because answers are kept by it. */
static const char *
fresh_key(struct ctx *c, const struct practice_field *f, const struct practice_item *shipped)
{
	for (int n = 1;; n++) {
		const char *key = arena_printf(c->mem, "own-%d", n);
		bool taken = shipped && craft_entry_of(shipped, f->name, key);

		for (size_t i = 0; i < f->count + f->hidden; i++)
			taken = taken || str_eq(f->entries[i].key, key);
		if (!taken)
			return key;
	}
}

/* "up KEY", "down KEY", "out KEY". */
static void
act(const char *what, struct practice_field *f, struct practice_entry *e)
{
	const char *key = strchr(what, ' ');

	for (size_t i = 0; key && i < f->count; i++) {
		bool up = str_starts(what, "up "), down = str_starts(what, "down ");
		size_t to = up ? i - 1 : i + 1;
		struct practice_entry x = e[i];

		if (!str_eq(e[i].key, key + 1))
			continue;
		if ((up && i) || (down && to < f->count)) {
			e[i] = e[to];
			e[to] = x;
		} else if (str_starts(what, "out ") && f->count > 1) {
			memmove(e + i, e + i + 1, (f->count - i - 1) * sizeof *e);
			f->count--;
		}
		return;
	}
}

/* What the field is to say. */
static struct practice_field
wanted(struct req *q, struct craft_view *v, const struct practice_item *it,
	const struct practice_shape_field *s)
{
	struct ctx *c = &q->ctx;
	const struct practice_field *is = practice_values(it, s->name);
	struct practice_entry *e = ARENA_ARRAY(c->mem, struct practice_entry, is->count + 2);
	struct practice_field f = { s->name, 0, e, 0 };
	const char *value = v->form.value ? v->form.value : "";

	switch (s->type) {
	case PRACTICE_TYPE_TEXT:
		e[0] = (struct practice_entry){ "", 0,
			typed(q, &v->f.entries.v[0].texts, s->optional) };
		f.count = e[0].text != NULL;
		break;
	case PRACTICE_TYPE_TEXTS:
		for (; f.count < is->count; f.count++)
			e[f.count] = (struct practice_entry){ is->entries[f.count].key, 0,
				typed(q, &v->f.entries.v[f.count].texts, false) };
		if (v->fresh.n && (e[f.count].text = typed(q, &v->fresh, true)))
			e[f.count++].key = fresh_key(
				c, is, practice_find_in(&practice_table, it->kind, it->id));
		break;
	case PRACTICE_TYPE_REFS:
		for (; f.count < is->count; f.count++)
			e[f.count] = is->entries[f.count];
		if (*value)
			e[f.count++] = (struct practice_entry){ value, 0, NULL };
		break;
	case PRACTICE_TYPE_NUMBER:
		e[0].key = "";
		if (!str_to_int(value, &e[0].number) || e[0].number < v->least ||
			e[0].number > v->most)
			invalid(c, "value",
				tr(c, _("Choose a number from %d to %d."), v->least, v->most));
		f.count = 1;
		break;
	default:
		e[0] = (struct practice_entry){ value, 0, NULL };
		f.count = 1;
	}
	if (s->type == PRACTICE_TYPE_TEXTS || s->type == PRACTICE_TYPE_REFS)
		if (v->f.open && !str_empty(v->form.act))
			act(v->form.act, &f, e);
	return f;
}

static bool
offered(const struct option_rows *rows, const char *value)
{
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].value, value))
			return true;
	return false;
}

enum result
web_craft_text_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_shape_field *s;
	const struct practice_item *it;
	struct craft_view v = { 0 };
	struct craft_text_form now;
	struct practice_field f;
	enum result r = edit_fill(q, &v, &it, &s);
	bool late = false;

	if (r != OK)
		return r;
	value_fill(c, it, s, &now);
	if (form_read(q, craft_text_form, &v.form))
		late = form_settle(q, &v.form, &now) == CONFLICT;
	f = wanted(q, &v, it, s);
	if ((s->type == PRACTICE_TYPE_REF || s->type == PRACTICE_TYPE_WORD ||
		    (s->type == PRACTICE_TYPE_REFS && !str_empty(v.form.value))) &&
		!offered(&v.choices, v.form.value ? v.form.value : ""))
		invalid(c, "value", _("Choose one of the list."));
	r = c->problems ? INVALID : craft_write(c, it->kind, it->id, &f);
	if (r == INVALID)
		return show_invalid(q, late || overtaken(&v) ? CONFLICT : r, craft_text_edit, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved. People read it from now on."));
	return changed(q, r,
		str_empty(v.form.act) ? url_craft_show(c, it->kind, it->id)
				      : url_craft_text_edit(c, it->kind, it->id, s->name));
}

enum result
web_craft_text_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = craft_reset(c, q->words[0], q->words[1], q->words[2]);

	if (r == OK && !q->json)
		flash(q, _("It says what ships with Waymark again."));
	return changed(q, r, url_craft_show(c, q->words[0], q->words[1]));
}
