/* SPDX-License-Identifier: Apache-2.0 */
#include "features/craft/craft.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"

FORM_DEFINE(craft_switch_form, CRAFT_SWITCH_FORM)
FORM_DEFINE(craft_place_form, CRAFT_PLACE_FORM)
FORM_DEFINE(craft_text_form, CRAFT_TEXT_FORM)
FORM_DEFINE(craft_pack_form, CRAFT_PACK_FORM)

static unsigned
may(const char *kind)
{
	const struct practice_kind *k = practice_kind_in(&practice_table, kind);

	return k->shape ? k->shape->may : PRACTICE_MAY_NOTHING;
}

const struct practice_item *
craft_find(const char *kind, const char *id)
{
	return may(kind) & PRACTICE_MAY_NOTHING ? NULL
						: practice_find_in(practice_whole(), kind, id);
}

/* ---- keeping ---- */

const char *
craft_yaml(struct ctx *c, const struct practice_item *it)
{
	struct buf b = BUF_IN(c->mem);

	if (!it)
		return "";
	pack_write_kind(&b, it->kind);
	pack_write_item(&b, &practice_table, it);
	return buf_text(&b);
}

static const struct practice_field *
field_in(const struct practice_item *it, const char *name)
{
	const struct practice_field *f = it ? practice_values(it, name) : NULL;

	return f && f->count ? f : NULL;
}

/* What ships where delta differs; where delta says what it said before, what shipped then. */
static const char *
base_of(struct ctx *c, const struct practice_item *shipped, const struct practice_item *delta,
	const struct craft_own *before)
{
	const struct practice_item *old =
		*before->body ? practice_body(c->mem, before->kind, before->body, false) : NULL;
	const struct practice_item *old_base =
		*before->base ? practice_body(c->mem, before->kind, before->base, false) : NULL;
	struct practice_item base = { .kind = shipped->kind, .id = shipped->id, .source = "" };
	struct practice_field *fields =
		ARENA_ARRAY(c->mem, struct practice_field, delta->field_count + 1);

	for (size_t i = 0; i < delta->field_count; i++) {
		const char *name = delta->fields[i].name;
		const struct practice_field *is = field_in(shipped, name);
		const struct practice_field *was = field_in(old_base, name);
		struct practice_item a = { .kind = shipped->kind,
			.id = shipped->id,
			.source = "",
			.field_count = 1,
			.fields = &delta->fields[i] };
		struct practice_item b = a;

		b.fields = field_in(old, name);
		if (was && b.fields && str_eq(craft_yaml(c, &a), craft_yaml(c, &b)))
			is = was;
		if (is)
			fields[base.field_count++] = *is;
	}
	base.fields = fields;
	return base.field_count ? craft_yaml(c, &base) : "";
}

static int64_t
note(struct ctx *c, const struct craft_own *before, const struct craft_own *after, const char *act,
	const char *field, int64_t batch)
{
	int64_t id = new_id(c);

	if (*after->body)
		sql_craft_own_set(
			c, after->kind, after->item, after->own, after->body, after->base);
	else
		sql_craft_own_delete(c, after->kind, after->item);
	sql_craft_change_insert(c, id, c->now, c->who, after->kind, after->item, act, field, batch,
		after->own || before->own, before->body, before->base, after->body, after->base);
	audit_add(c, "practice change", "practice", id);
	practice_changed(c);
	return id;
}

static struct craft_own
row_of(struct ctx *c, const char *kind, const char *item)
{
	struct craft_own o;

	return sql_craft_own_get(c, kind, item, &o)
		       ? o
		       : (struct craft_own){ .kind = kind, .item = item, .body = "", .base = "" };
}

void
craft_keep(struct ctx *c, const struct practice_item *item, bool own, const char *act,
	const char *field, int64_t batch)
{
	const struct practice_item *shipped =
		own ? NULL : practice_find_in(&practice_table, item->kind, item->id);
	struct craft_own before = row_of(c, item->kind, item->id);
	struct craft_own after = { .kind = item->kind, .item = item->id, .own = own, .base = "" };
	const struct practice_item *delta = own ? item : practice_differs(c->mem, shipped, item);

	after.body = craft_yaml(c, delta);
	if (!own && delta)
		after.base = base_of(c, shipped, delta, &before);
	if (!str_eq(before.body, after.body))
		note(c, &before, &after, act, field, batch);
}

void
craft_keep_order(struct ctx *c, const char *kind, const char *ids, const char *act, int64_t batch)
{
	struct craft_own before = row_of(c, kind, "");
	struct craft_own after = { .kind = kind, .item = "", .body = ids, .base = "" };

	if (!str_eq(before.body, after.body))
		note(c, &before, &after, act, "", batch);
}

static bool
is_own(const struct practice_item *it)
{
	return !practice_find_in(&practice_table, it->kind, it->id);
}

/* ---- switching ---- */

/* The list that would be empty without it; NULL if there is none. */
static const struct practice_item *
only_one_of(const struct practice_item *it)
{
	const struct practice_table *t = practice_here();

	for (size_t k = 0; k < t->kind_count; k++) {
		const struct practice_shape *s = t->kinds[k].shape;

		for (size_t f = 0; f < s->field_count; f++)
			for (size_t i = 0;
				s->fields[f].type == PRACTICE_TYPE_REFS &&
				str_eq(s->fields[f].allowed[0], it->kind) && i < t->kinds[k].count;
				i++) {
				const struct practice_field *list =
					field_in(&t->kinds[k].items[i], s->fields[f].name);

				if (list && list->count == 1 &&
					str_eq(list->entries[0].key, it->id))
					return &t->kinds[k].items[i];
			}
	}
	return NULL;
}

const char *
craft_keeps(struct ctx *c, const struct practice_item *it)
{
	const struct practice_item *list;
	unsigned m = may(it->kind);

	if (!(m & (PRACTICE_MAY_OFF | PRACTICE_MAY_HIDE)))
		return _("Pages of Waymark need this one. You can rewrite it.");
	if (!(m & PRACTICE_MAY_HIDE) && practice_is_used(it->kind, it->id))
		return _("Pages of Waymark need this one. You can rewrite it.");
	if (str_eq(it->kind, "letter") &&
		(str_eq(practice_field(it, "when", ""), "always") ||
			str_eq(practice_field(it, "notice", ""), "account")))
		return _("People wait for this letter, so it always goes out. You can rewrite it.");
	if (it->off)
		return NULL;
	if (practice_kind(it->kind)->count <= 1)
		return _("It is the only one of its kind. Switch another one on first.");
	if ((list = only_one_of(it)))
		return tr(c, _("“%s” would be empty without it. Put something else there first."),
			craft_title(c, list));
	return NULL;
}

enum result
craft_switch(struct ctx *c, const char *kind, const char *id, bool on)
{
	const struct practice_item *it = craft_find(kind, id);
	struct practice_item wanted;
	const char *why;

	if (!it)
		return NOT_FOUND;
	if (it->off == !on)
		return OK;
	if (!on && (why = craft_keeps(c, it)))
		return conflict(c, why);
	wanted = *it;
	wanted.off = !on;
	craft_keep(c, &wanted, is_own(it), on ? "on" : "off", "", 0);
	return OK;
}

/* ---- the order ---- */

enum result
craft_place(struct ctx *c, const char *kind, const char *id, const struct craft_place_form *f)
{
	const struct practice_kind *k = practice_kind_in(practice_whole(), kind);
	struct buf ids = BUF_IN(c->mem);

	if (!craft_find(kind, id) || !craft_find(kind, f->of))
		return NOT_FOUND;
	if (!(may(kind) & PRACTICE_MAY_ORDER))
		return conflict(c, _("These stay in their order: pages of Waymark count on it."));
	if (str_eq(id, f->of))
		return OK;
	for (size_t i = 0; i < k->count; i++) {
		bool here = str_eq(k->items[i].id, f->of);

		if (str_eq(k->items[i].id, id))
			continue;
		if (here && str_eq(f->side, "before"))
			buf_printf(&ids, "%s ", id);
		buf_printf(&ids, "%s ", k->items[i].id);
		if (here && !str_eq(f->side, "before"))
			buf_printf(&ids, "%s ", id);
	}
	craft_keep_order(c, kind, buf_text(&ids), "order", 0);
	return OK;
}

/* ---- own items ---- */

enum result
craft_copy(struct ctx *c, const char *kind, const char *id, const char **ret_id)
{
	const struct practice_item *it = craft_find(kind, id);
	struct practice_item own;
	int n = 1;

	if (!it)
		return NOT_FOUND;
	if (!(may(kind) & PRACTICE_MAY_COPY))
		return conflict(c, _("Pages of Waymark know these by name, so there is no use in "
				     "one more. You can rewrite it."));
	own = *it;
	own.copy_of = it->id;
	own.off = false;
	do
		own.id = arena_printf(c->mem, "%.40s-own-%d", it->id, n++);
	while (practice_find_in(practice_whole(), kind, own.id) ||
		practice_find_in(&practice_table, kind, own.id));
	craft_keep(c, &own, true, "copy", "", 0);
	*ret_id = own.id;
	return OK;
}

enum result
craft_remove(struct ctx *c, const char *kind, const char *id)
{
	const struct practice_item *it = craft_find(kind, id), *list;
	struct craft_own before = row_of(c, kind, id);
	struct craft_own after = { .kind = kind, .item = id, .body = "", .base = "" };

	if (!it)
		return NOT_FOUND;
	if (!is_own(it))
		return conflict(c, _("It ships with Waymark. You can switch it off."));
	if (!it->off && (list = only_one_of(it)))
		return conflict(c,
			tr(c, _("“%s” would be empty without it. Put something else there first."),
				craft_title(c, list)));
	note(c, &before, &after, "remove", "", 0);
	return OK;
}

/* ---- what it says ---- */

enum result
craft_reset(struct ctx *c, const char *kind, const char *id, const char *field)
{
	const struct practice_item *it = craft_find(kind, id);
	const struct practice_item *shipped = practice_find_in(&practice_table, kind, id);
	struct practice_item wanted;
	struct practice_field *fields;

	if (!it || !shipped)
		return NOT_FOUND;
	wanted = *it;
	if (!*field) {
		wanted.fields = shipped->fields;
		wanted.field_count = shipped->field_count;
	} else {
		fields = ARENA_ARRAY(
			c->mem, struct practice_field, it->field_count + shipped->field_count);
		wanted.field_count = 0;
		for (size_t i = 0; i < it->field_count; i++)
			if (!str_eq(it->fields[i].name, field))
				fields[wanted.field_count++] = it->fields[i];
		if (field_in(shipped, field))
			fields[wanted.field_count++] = *field_in(shipped, field);
		wanted.fields = fields;
	}
	craft_keep(c, &wanted, false, "reset", field, 0);
	return OK;
}

const char *
craft_wrong(struct ctx *c, const struct practice_item *it)
{
	int64_t value = practice_number(it, "value", 0);
	int64_t least = practice_number(it, "least", INT64_MIN);
	int64_t most = practice_number(it, "most", INT64_MAX);

	if (str_eq(it->kind, "threshold") && (value < least || value > most))
		return tr(c, _("Choose a number from %d to %d."), least, most);
	if (str_eq(it->kind, "programme") &&
		practice_number(it, "months_least", 0) > practice_number(it, "months_most", 0))
		return _("The shortest time is longer than the longest.");
	return NULL;
}

/* The field stands where the kind has it, so that a written item is always the same text. */
static struct practice_item
with_field(struct ctx *c, const struct practice_item *it, const struct practice_field *with)
{
	const struct practice_shape *shape = practice_kind_in(&practice_table, it->kind)->shape;
	struct practice_field *fields =
		ARENA_ARRAY(c->mem, struct practice_field, shape->field_count);
	struct practice_item ret = *it;

	ret.fields = fields;
	ret.field_count = 0;
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct practice_field *is = field_in(it, shape->fields[i].name);

		if (str_eq(shape->fields[i].name, with->name))
			is = with->count ? with : NULL;
		if (is)
			fields[ret.field_count++] = *is;
	}
	return ret;
}

enum result
craft_write(struct ctx *c, const char *kind, const char *id, const struct practice_field *with)
{
	const struct practice_item *it = craft_find(kind, id);
	const struct practice_kind *k = practice_kind_in(&practice_table, kind);
	struct pack_node at = { .file = "", .line = 0 };
	struct practice_item wanted;
	struct pack p;
	const char *wrong;

	if (!it)
		return NOT_FOUND;
	pack_init(&p, c->mem, &practice_table);
	for (size_t i = 0; i < with->count; i++)
		if (with->entries[i].text)
			pack_check_text(&p, k, &at, with->entries[i].text);
	if (p.flaw_count)
		return invalid(c, "", craft_flaw(c, &p.flaws[0]));
	wanted = with_field(c, it, with);
	if ((wrong = craft_wrong(c, &wanted)))
		return invalid(c, "value", wrong);
	craft_keep(c, &wanted, is_own(it), "write", with->name, 0);
	return OK;
}

const char *
craft_flaw(struct ctx *c, const struct pack_flaw *f)
{
	/* What has to be somewhere is said in words of ours, too; names and texts are as they came. */
	bool ours = str_eq(f->fmt, "\"%s\" has to be %s") || str_eq(f->fmt, "this has to be %s");
	const char *a = str_eq(f->fmt, "this has to be %s") ? tr_text(c->lang, f->a) : f->a;
	const char *b = ours && *f->b ? tr_text(c->lang, f->b) : f->b;
	const char *said = tr(c, tr_text(c->lang, f->fmt), a, b, f->c);

	return f->line ? tr(c, _("Line %d: %s"), (int64_t)f->line, said) : said;
}

/* ---- back ---- */

static bool
still_there(struct ctx *c, const struct craft_change_row *x)
{
	struct craft_own now = row_of(c, x->kind, x->item);

	return str_eq(now.body, x->after_body);
}

static void
take_back(struct ctx *c, const struct craft_change_row *x, int64_t batch)
{
	struct craft_own now = row_of(c, x->kind, x->item);
	struct craft_own before = { .kind = x->kind,
		.item = x->item,
		.own = x->own,
		.body = x->before_body,
		.base = x->before_base };

	sql_craft_change_undone(c, x->id, note(c, &now, &before, "undo", x->field, batch));
}

enum result
craft_undo(struct ctx *c, int64_t change)
{
	struct craft_change_row x;
	struct craft_change_row_rows all;
	int64_t batch;

	if (!sql_craft_change_get(c, change, &x))
		return NOT_FOUND;
	all = x.batch ? sql_craft_change_batch(c, x.batch)
		      : (struct craft_change_row_rows){ 1, &x };
	if (x.undone_by)
		return conflict(c, _("This is undone already."));
	for (int i = 0; i < all.n; i++)
		if (!still_there(c, &all.v[i]))
			return conflict(c,
				_("It was changed again since then. Undo the newer change first."));
	batch = all.n > 1 ? new_id(c) : 0;
	for (int i = 0; i < all.n; i++)
		take_back(c, &all.v[i], batch);
	return OK;
}
