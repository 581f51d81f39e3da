/* SPDX-License-Identifier: Apache-2.0 */
/* The lists: what there is, and what was changed when by whom. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/craft/craft.h"
#include "features/craft/craft.html.h"
#include "features/craft/craft_view.h"

static const char *
joined(struct ctx *c, const char *const *words, const char *(*name)(struct ctx *, const char *))
{
	struct buf b = BUF_IN(c->mem);

	for (size_t i = 0; words && words[i]; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", name(c, words[i]));
	return buf_text(&b);
}

/* Does it say today what it said when the organisation wrote its own text? */
static bool
is_older(struct ctx *c, const struct practice_item *shipped, const struct craft_own *o)
{
	const struct practice_item *base =
		*o->base ? practice_body(c->mem, o->kind, o->base, false) : NULL;

	for (size_t i = 0; base && i < base->field_count; i++) {
		struct practice_item then = *shipped, now = *shipped;

		then.field_count = now.field_count = 1;
		then.fields = &base->fields[i];
		now.fields = practice_values(shipped, base->fields[i].name);
		if (!now.fields->count || practice_differs(c->mem, &now, &then))
			return true;
	}
	return false;
}

struct craft_line
craft_line_of(struct ctx *c, const struct practice_item *it, const struct craft_own *o)
{
	const struct practice_item *shipped = practice_find_in(&practice_table, it->kind, it->id);
	struct practice_item on = *it;
	const char *keeps = craft_keeps(c, it);

	on.off = false;
	return (struct craft_line){ .kind = it->kind,
		.id = it->id,
		.name = craft_title(c, it),
		.for_whom = joined(c, it->audiences, craft_audience_name),
		.at_time = joined(c, it->moments, craft_moment_name),
		.off = it->off,
		.own = !shipped,
		.rewritten = shipped && practice_differs(c->mem, shipped, &on),
		.older = shipped && o && is_older(c, shipped, o),
		.above = "",
		.below = "",
		.keeps = keeps ? keeps : "" };
}

static bool
says(struct ctx *c, const struct practice_item *it, const char *wanted)
{
	if (strstr(it->id, wanted))
		return true;
	for (size_t f = 0; f < it->field_count; f++)
		for (size_t e = 0; e < it->fields[f].count; e++)
			for (size_t i = 0;
				it->fields[f].entries[e].text && practice_table.languages[i]; i++)
				if (strstr(fold(c->mem, it->fields[f].entries[e].text[i]), wanted))
					return true;
	return false;
}

static const struct craft_own *
own_of(const struct craft_own_rows *all, const char *kind, const char *id)
{
	for (int i = 0; i < all->n; i++)
		if (str_eq(all->v[i].kind, kind) && str_eq(all->v[i].item, id))
			return &all->v[i];
	return NULL;
}

/* The items of a kind that the page asks for, each with its neighbours on it. */
static void
group_fill(struct ctx *c, const struct craft_list_view *v, const struct craft_own_rows *own,
	const struct practice_kind *k, struct craft_group *g)
{
	const char *wanted = fold(c->mem, v->q);
	const char *audience = *v->audience ? v->audience : NULL;
	const char *moment = *v->moment ? v->moment : NULL;

	*g = (struct craft_group){ .kind = k->name,
		.name = craft_kind_name(c, k->name),
		.about = craft_kind_about(c, k->name),
		.ordered = k->shape->may & PRACTICE_MAY_ORDER,
		.count = (int64_t)k->count,
		.lines.v = ARENA_ARRAY(c->mem, struct craft_line, k->count) };
	for (size_t i = 0; i < k->count; i++) {
		const struct practice_item *it = &k->items[i];
		const struct craft_own *o = own_of(own, k->name, it->id);
		struct craft_line *l = &g->lines.v[g->lines.n];

		g->changed += o != NULL;
		if ((*v->kind && !str_eq(v->kind, k->name)) ||
			!practice_suits(it, audience, moment) || (v->changed && !o) ||
			(*wanted && !says(c, it, wanted)))
			continue;
		*l = craft_line_of(c, it, o);
		if (g->ordered && g->lines.n) {
			l->above = l[-1].id;
			l[-1].below = l->id;
		}
		g->lines.n++;
	}
}

static void
options_fill(struct ctx *c, struct craft_list_view *v)
{
	const struct practice_table *t = &practice_table;
	size_t n = 0;

	while (t->moments[n])
		n++;
	v->kinds.v = ARENA_ARRAY(c->mem, struct option, t->kind_count);
	v->audiences.v = ARENA_ARRAY(c->mem, struct option, t->audience_count);
	v->moments.v = ARENA_ARRAY(c->mem, struct option, n);
	for (size_t i = 0; i < t->kind_count; i++)
		if (!(t->kinds[i].shape->may & PRACTICE_MAY_NOTHING))
			v->kinds.v[v->kinds.n++] = (struct option){ t->kinds[i].name,
				craft_kind_name(c, t->kinds[i].name) };
	for (size_t i = 0; i < t->audience_count; i++)
		if (!t->audiences[i].includes[0])
			v->audiences.v[v->audiences.n++] = (struct option){ t->audiences[i].name,
				craft_audience_name(c, t->audiences[i].name) };
	for (size_t i = 0; i < n; i++)
		v->moments.v[v->moments.n++] =
			(struct option){ t->moments[i], craft_moment_name(c, t->moments[i]) };
}

enum result
web_craft_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_table *t = practice_whole();
	struct craft_own_rows own = sql_craft_own_list(c);
	struct craft_list_view v = { .q = req_query(q, "q"),
		.kind = req_query(q, "kind"),
		.audience = req_query(q, "audience"),
		.moment = req_query(q, "moment"),
		.changed = *req_query(q, "changed") };
	size_t items = 0;

	v.filtered = *v.q || *v.kind || *v.audience || *v.moment || v.changed;
	v.any_change = own.n > 0;
	options_fill(c, &v);
	v.groups.v = ARENA_ARRAY(c->mem, struct craft_group, t->kind_count);
	for (size_t i = 0; i < t->kind_count; i++)
		items += t->kinds[i].count;
	v.lines.v = ARENA_ARRAY(c->mem, struct craft_line, items);
	for (size_t i = 0; i < t->kind_count; i++) {
		struct craft_group *g = &v.groups.v[v.groups.n];

		if (t->kinds[i].shape->may & PRACTICE_MAY_NOTHING)
			continue;
		group_fill(c, &v, &own, &t->kinds[i], g);
		v.found += g->lines.n;
		for (int k = 0; k < g->lines.n; k++) {
			v.older += g->lines.v[k].older;
			v.lines.v[v.lines.n++] = g->lines.v[k];
		}
		v.groups.n += g->lines.n > 0;
	}
	return show_many(q, craft_list, &v, craft_line, &v.lines);
}

/* ---- history ---- */

static const char *
act_words(struct ctx *c, const char *act)
{
	return str_eq(act, "on")       ? _("switched on")
	       : str_eq(act, "off")    ? _("switched off")
	       : str_eq(act, "order")  ? _("put in another order")
	       : str_eq(act, "copy")   ? _("copied")
	       : str_eq(act, "remove") ? _("taken away")
	       : str_eq(act, "reset")  ? _("back to what ships")
	       : str_eq(act, "pack")   ? _("taken from a file")
	       : str_eq(act, "undo")   ? _("taken back")
				       : _("rewritten");
}

void
craft_changes_fill(struct ctx *c, struct craft_change_rows *rows)
{
	for (int i = 0; i < rows->n; i++) {
		struct craft_change *x = &rows->v[i];
		const struct practice_item *it =
			*x->item ? practice_find_in(practice_whole(), x->kind, x->item) : NULL;

		x->name = it	     ? craft_title(c, it)
			  : *x->item ? x->item
				     : craft_kind_name(c, x->kind);
		if (!*x->who_name)
			x->who_name = _("On the server");
		x->words = craft_kind_name(c, x->kind);
		x->shown_act = act_words(c, x->act);
		x->field_words = *x->field ? craft_field_name(c, x->field) : "";
		/* One button takes all of a pack back. */
		x->first = !x->batch || !i || rows->v[i - 1].batch != x->batch;
	}
}

enum result
web_craft_change_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_history_view v = { 0 };

	paging_read(q, CRAFT_ON_PAGE, &v.pages);
	v.items = sql_craft_change_list(c, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_craft_change_count(c), &v.pages);
	craft_changes_fill(c, &v.items);
	return show_many(q, craft_change_list, &v, craft_change, &v.items);
}

enum result
web_craft_undo_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = craft_undo(c, q->ids[0]);

	if (r == OK && !q->json)
		flash(q, _("It is as it was before."));
	return changed(q, r, url_craft_change_list(c));
}

/* ---- packs ---- */

enum result
web_craft_pack_show(struct req *q)
{
	bool only = str_eq(req_query(q, "only"), "own");
	struct buf *out = file_begin(q, "text/yaml; charset=utf-8",
		only ? "waymark-practice-changes.yml" : "waymark-practice.yml");

	craft_export(&q->ctx, only, out);
	return file_end(q);
}

enum result
web_craft_pack_new(struct req *q)
{
	struct craft_pack_new_view v = { 0 };

	form_show(craft_pack_form, &v.form);
	return show_page(q, craft_pack_new, &v);
}

enum result
web_craft_pack_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_pack_new_view v = { 0 };
	const char *text = NULL, *name = "pack.yml";
	size_t n = 0;
	int64_t id;

	if (!form_read(q, craft_pack_form, &v.form))
		return show_invalid(q, INVALID, craft_pack_new, &v);
	if (v.form.file.n) {
		text = v.form.file.p;
		n = v.form.file.n;
		if (!str_empty(v.form.file.name))
			name = v.form.file.name;
	} else if (!str_empty(v.form.text)) {
		text = v.form.text;
		n = strlen(text);
	}
	if (!text) {
		invalid(c, "file", _("Choose a file, or paste its text below."));
		return show_invalid(q, INVALID, craft_pack_new, &v);
	}
	if (!utf8_valid(text, n)) {
		invalid(c, "file",
			_("This is not a text in UTF-8. Save it as UTF-8, then try again."));
		return show_invalid(q, INVALID, craft_pack_new, &v);
	}
	id = new_id(c);
	sql_craft_pack_sweep(c, c->now - CRAFT_PACK_KEPT);
	sql_craft_pack_insert(c, id, c->who, c->now, name, arena_strndup(c->mem, text, n));
	return created(q, OK, id, url_craft_preview_show(c, id));
}

/* The texts of a field that would be other ones, each with the difference. */
static void
words_add(struct ctx *c, const struct practice_item *is, const struct practice_field *f,
	struct craft_words_rows *rows)
{
	for (size_t e = 0; e < f->count; e++) {
		const struct practice_entry *was = craft_entry_of(is, f->name, f->entries[e].key);
		struct craft_text_rows t;

		if (!f->entries[e].text)
			continue;
		t = craft_texts_of(c, &f->entries[e], was, NULL, "");
		for (int i = 0; i < t.n; i++)
			if (*t.v[i].was || !was)
				rows->v[rows->n++] = (struct craft_words){
					craft_field_name(c, f->name), t.v[i].lang, t.v[i].tag,
					was ? t.v[i].runs : craft_difference(c, "", t.v[i].is)
				};
	}
}

static void
shown_fill(struct ctx *c, struct craft_pack_view *v)
{
	const struct craft_step_rows *steps = &v->plan.steps;

	v->shown.n = steps->n;
	v->shown.v = ARENA_ARRAY(c->mem, struct craft_shown, steps->n + 1);
	for (int i = 0; i < steps->n; i++) {
		const struct craft_deed *d = &v->plan.deeds[i];
		const struct practice_item *is = craft_find(steps->v[i].kind, steps->v[i].id);
		struct craft_shown *x = &v->shown.v[i];
		size_t texts = 0;

		x->s = steps->v[i];
		if (!d->item || (!str_eq(x->s.act, "rewrite") && !str_eq(x->s.act, "new")))
			continue;
		for (size_t f = 0; f < d->item->field_count; f++)
			texts += d->item->fields[f].count * 8;
		x->words.v = ARENA_ARRAY(c->mem, struct craft_words, texts);
		for (size_t f = 0; f < d->item->field_count; f++)
			words_add(c, is, &d->item->fields[f], &x->words);
	}
}

enum result
web_craft_preview_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_pack_view v = { 0 };

	if (!sql_craft_pack_get(c, q->ids[0], &v.pack))
		return NOT_FOUND;
	v.taken = v.pack.taken_at > 0;
	if (!v.taken)
		craft_plan_make(c, v.pack.name, v.pack.body, strlen(v.pack.body), &v.plan);
	shown_fill(c, &v);
	if (q->json)
		return v.plan.good || v.taken
			       ? show_json(q, craft_step_items, &v.plan.steps)
			       : (invalid(c, "", v.plan.flaws.v[0]), problem_answer(q, INVALID));
	return show_page(q, craft_preview, &v);
}

enum result
web_craft_taking_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct craft_pack_view v = { 0 };

	if (!sql_craft_pack_get(c, q->ids[0], &v.pack))
		return NOT_FOUND;
	craft_plan_make(c, v.pack.name, v.pack.body, strlen(v.pack.body), &v.plan);
	if (!v.plan.good)
		return conflict(c, v.plan.flaws.v[0]);
	if (!sql_craft_pack_taken(c, q->ids[0], c->now))
		return conflict(
			c, _("This file was taken already. Send it again to take it again."));
	craft_plan_take(c, &v.plan, q->ids[0]);
	if (!q->json)
		flash(q, _("The practice is as the file says. You can take it back in the "
			   "history."));
	return changed(q, OK, url_craft_change_list(c));
}
