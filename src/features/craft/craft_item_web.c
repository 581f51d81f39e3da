/* SPDX-License-Identifier: Apache-2.0 */
/* One item: what ships beside what the organisation says. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/craft/craft.h"
#include "features/craft/craft.html.h"
#include "features/craft/craft_view.h"

const struct practice_shape *
craft_shape(const char *kind)
{
	return practice_kind_in(&practice_table, kind)->shape;
}

static const char *
type_word(enum practice_type t)
{
	return t == PRACTICE_TYPE_TEXT	   ? "text"
	       : t == PRACTICE_TYPE_TEXTS  ? "texts"
	       : t == PRACTICE_TYPE_REFS   ? "refs"
	       : t == PRACTICE_TYPE_REF	   ? "ref"
	       : t == PRACTICE_TYPE_WORD   ? "word"
	       : t == PRACTICE_TYPE_NUMBER ? "number"
					   : "plain";
}

/* ---- texts ---- */

const struct practice_entry *
craft_entry_of(const struct practice_item *it, const char *field, const char *key)
{
	const struct practice_field *f = it ? practice_values(it, field) : NULL;

	for (size_t i = 0; f && i < f->count; i++)
		if (str_eq(f->entries[i].key, key))
			return &f->entries[i];
	return NULL;
}

struct craft_text_rows
craft_texts_of(struct ctx *c, const struct practice_entry *is, const struct practice_entry *was,
	const struct practice_entry *older, const char *prefix)
{
	struct craft_text_rows rows = { .v = ARENA_ARRAY(c->mem, struct craft_text, 8) };

	for (size_t i = 0; practice_table.languages[i] && rows.n < 8; i++) {
		const char *tag = practice_table.languages[i];
		struct craft_text *t = &rows.v[rows.n++];

		*t = (struct craft_text){ .lang = craft_lang_name(c, tag),
			.tag = tag,
			.name = arena_printf(c->mem, "%s%s", prefix, tag),
			.was_name = arena_printf(c->mem, "%s%s-ships", prefix, tag),
			.is = is && is->text ? is->text[i] : "",
			.was = "",
			.older = "",
			.now = "" };
		t->mark = text_mark(c, t->is);
		if (was && was->text && (!is || !str_eq(was->text[i], t->is))) {
			t->was = was->text[i];
			if (is)
				t->runs = craft_difference(c, t->was, t->is);
		}
		if (was && older && older->text && was->text &&
			!str_eq(older->text[i], was->text[i])) {
			t->older = older->text[i];
			t->news = craft_difference(c, t->older, was->text[i]);
		}
	}
	return rows;
}

static const char *
title_of(struct ctx *c, const struct practice_shape_field *f, const struct practice_entry *e)
{
	const struct practice_item *it =
		f->type == PRACTICE_TYPE_REFS || f->type == PRACTICE_TYPE_REF
			? practice_find_in(practice_whole(), f->allowed[0], e->key)
			: NULL;

	return it ? craft_title(c, it) : e->text ? practice_text(e, c->lang->tag) : e->key;
}

static void
entries_fill(struct ctx *c, const struct practice_item *it, const struct practice_item *shipped,
	const struct practice_item *base, const struct practice_shape_field *s,
	struct craft_field *f)
{
	const struct practice_field *is = practice_values(it, s->name);
	const struct practice_field *was = shipped ? practice_values(shipped, s->name) : NULL;
	bool list = s->type == PRACTICE_TYPE_TEXTS;

	f->entries.v = ARENA_ARRAY(c->mem, struct craft_entry, is->count + 1);
	f->out.v = ARENA_ARRAY(c->mem, const char *, (was ? was->count : 0) + 1);
	for (size_t i = 0; i < is->count; i++) {
		const struct practice_entry *e = &is->entries[i];
		struct craft_entry *x = &f->entries.v[f->entries.n++];
		const struct practice_item *to =
			s->type == PRACTICE_TYPE_REFS
				? practice_find_in(practice_whole(), s->allowed[0], e->key)
				: NULL;

		*x = (struct craft_entry){ .key = e->key,
			.title = title_of(c, s, e),
			.is_new = shipped && !craft_entry_of(shipped, s->name, e->key),
			.off = to && to->off,
			.up = i ? arena_printf(c->mem, "up %s", e->key) : "",
			.down = i + 1 < is->count ? arena_printf(c->mem, "down %s", e->key) : "",
			.out = is->count > 1 ? arena_printf(c->mem, "out %s", e->key) : "",
			.link = to ? url_craft_show(c, to->kind, to->id) : "" };
		if (e->text)
			x->texts = craft_texts_of(c, e, craft_entry_of(shipped, s->name, e->key),
				craft_entry_of(base, s->name, e->key),
				list ? arena_printf(c->mem, "t_%s_", e->key) : "t_");
	}
	for (size_t i = 0; was && f->open && i < was->count; i++)
		if (!craft_entry_of(it, s->name, was->entries[i].key))
			f->out.v[f->out.n++] = title_of(c, s, &was->entries[i]);
}

static bool
field_differs(struct ctx *c, const struct practice_item *a, const struct practice_item *b,
	const char *name)
{
	struct practice_item x = *a, y = *b;
	const struct practice_field *f = practice_values(a, name), *g = practice_values(b, name);

	x.off = y.off = false;
	x.fields = f;
	y.fields = g;
	x.field_count = f->count > 0;
	y.field_count = g->count > 0;
	return f->count && g->count ? practice_differs(c->mem, &x, &y) != NULL
				    : f->count != g->count;
}

const char *
craft_value(struct ctx *c, const struct practice_item *it, const struct practice_shape_field *s)
{
	const struct practice_field *f = practice_values(it, s->name);

	if (!f->count)
		return "";
	return s->type == PRACTICE_TYPE_NUMBER
		       ? arena_printf(c->mem, "%lld", (long long)f->entries[0].number)
		       : f->entries[0].key;
}

/* False: nothing that an organisation sees or changes. */
bool
craft_field_fill(struct ctx *c, const struct practice_item *it, const struct practice_item *shipped,
	const struct practice_item *base, const struct practice_shape_field *s,
	struct craft_field *f)
{
	bool text = s->type == PRACTICE_TYPE_TEXT || s->type == PRACTICE_TYPE_TEXTS;
	const char *value, *was;

	*f = (struct craft_field){ .name = s->name,
		.label = craft_field_name(c, s->name),
		.type = type_word(s->type),
		.open = practice_is_open(it, craft_shape(it->kind), s),
		.value = "",
		.was_value = "" };
	f->editable = text || f->open;
	if (!f->editable || (!practice_values(it, s->name)->count && !s->optional))
		return false;
	f->rewritten = shipped && field_differs(c, shipped, it, s->name);
	f->said = f->rewritten || practice_values(it, s->name)->count;
	f->older = f->rewritten && base && field_differs(c, base, shipped, s->name) &&
		   practice_values(base, s->name)->count;
	if (text || s->type == PRACTICE_TYPE_REFS) {
		entries_fill(c, it, shipped, base, s, f);
		return true;
	}
	value = craft_value(c, it, s);
	was = shipped ? craft_value(c, shipped, s) : "";
	f->value = s->type == PRACTICE_TYPE_REF && *value
			   ? title_of(c, s, &(struct practice_entry){ .key = value })
			   : value;
	f->was_value = s->type == PRACTICE_TYPE_REF && *was
			       ? title_of(c, s, &(struct practice_entry){ .key = was })
			       : was;
	return true;
}

/* ---- the page of an item ---- */

static const char *
blanks_of(struct ctx *c, const char *kind)
{
	const char *const *b = craft_shape(kind)->blanks;
	struct buf out = BUF_IN(c->mem);

	for (size_t i = 0; b[i]; i++)
		buf_printf(&out, "%s{%s}", i ? ", " : "", b[i]);
	return buf_text(&out);
}

/* Where people have said yes to words, and keep the ones that they said yes to. */
static const char *
agreed(struct ctx *c, const struct practice_item *it)
{
	if (str_eq(it->kind, "ground-rules") || str_eq(it->kind, "role-card"))
		return _("Whoever has signed keeps the words that stood there then. New words are "
			 "for "
			 "those who sign from now on.");
	if (str_eq(it->kind, "prompt") && practice_suits(it, NULL, "logistics"))
		return _("Agreements keep the questions that stood there when they were "
			 "accepted. New words are for those that are accepted from now on.");
	return "";
}

enum result
craft_item_fill(struct req *q, struct craft_view *v, const struct practice_item **ret_it,
	const struct practice_item **ret_shipped, const struct practice_item **ret_base)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it = craft_find(q->words[0], q->words[1]);
	struct craft_own o = { .base = "" };
	bool have;

	if (!it)
		return NOT_FOUND;
	have = sql_craft_own_get(c, it->kind, it->id, &o);
	*ret_it = it;
	*ret_shipped = practice_find_in(&practice_table, it->kind, it->id);
	*ret_base = have && *o.base ? practice_body(c->mem, it->kind, o.base, false) : NULL;
	v->x = craft_line_of(c, it, have ? &o : NULL);
	v->kind_name = craft_kind_name(c, it->kind);
	v->source = it->source;
	v->blanks = blanks_of(c, it->kind);
	v->agreed = agreed(c, it);
	v->may_copy = craft_shape(it->kind)->may & PRACTICE_MAY_COPY;
	v->may_switch = it->off || !*v->x.keeps;
	v->copied_from = it->copy_of ? it->copy_of : "";
	if (it->copy_of) {
		const struct practice_item *from =
			practice_find_in(practice_whole(), it->kind, it->copy_of);

		v->copied_name = from ? craft_title(c, from) : NULL;
	}
	return OK;
}

enum result
web_craft_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it, *shipped, *base;
	const struct practice_shape *shape;
	struct craft_view v = { 0 };
	struct craft_item out;
	enum result r = craft_item_fill(q, &v, &it, &shipped, &base);

	if (r != OK)
		return r;
	shape = craft_shape(it->kind);
	v.fields.v = ARENA_ARRAY(c->mem, struct craft_field, shape->field_count);
	for (size_t i = 0; i < shape->field_count; i++)
		v.fields.n += craft_field_fill(
			c, it, shipped, base, &shape->fields[i], &v.fields.v[v.fields.n]);
	for (int i = 0; i < v.fields.n; i++)
		v.unsaid += !v.fields.v[i].said;
	v.history = sql_craft_change_of(c, it->kind, it->id);
	craft_changes_fill(c, &v.history);
	out = (struct craft_item){ v.x.kind, v.x.id, v.x.name, v.x.off, v.x.own, v.x.rewritten,
		v.x.older, craft_yaml(c, it), craft_yaml(c, shipped) };
	return show_one(q, craft_show, &v, craft_item, &out);
}

enum result
web_craft_switch_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_switch_form f;
	enum result r;

	if (!form_read(q, craft_switch_form, &f))
		return problem_answer(q, INVALID);
	r = craft_switch(c, q->words[0], q->words[1], str_eq(f.state, "on"));
	if (r == OK && !q->json)
		flash(q, str_eq(f.state, "on") ? _("It is on.")
					       : _("It is off. What was chosen or answered before "
						   "stays readable."));
	return changed(q, r, url_craft_show(c, q->words[0], q->words[1]));
}

enum result
web_craft_place_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_place_form f;
	enum result r;

	if (!form_read(q, craft_place_form, &f))
		return problem_answer(q, INVALID);
	r = craft_place(c, q->words[0], q->words[1], &f);
	if (r == OK && !q->json)
		flash(q, _("Moved."));
	return changed(q, r,
		arena_printf(c->mem, "%s?kind=%s#%s", url_craft_list(c), q->words[0], q->words[1]));
}

enum result
web_craft_copy_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *id = "";
	enum result r = craft_copy(c, q->words[0], q->words[1], &id);

	if (r == OK && !q->json)
		flash(q, _("This one is yours. Change what you like."));
	return changed(q, r, url_craft_show(c, q->words[0], id));
}

enum result
web_craft_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = craft_remove(c, q->words[0], q->words[1]);

	if (r == OK && !q->json)
		flash(q, _("It is gone. You can take that back in the history."));
	return changed(q, r, arena_printf(c->mem, "%s?kind=%s", url_craft_list(c), q->words[0]));
}

enum result
web_craft_change_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = craft_reset(c, q->words[0], q->words[1], "");

	if (r == OK && !q->json)
		flash(q, _("It says what ships with Waymark again."));
	return changed(q, r, url_craft_show(c, q->words[0], q->words[1]));
}
