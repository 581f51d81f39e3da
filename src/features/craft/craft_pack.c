/* SPDX-License-Identifier: Apache-2.0 */
/* The practice as one file, out and in again. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/craft/craft.h"

static bool
belongs_to_waymark(const struct practice_kind *k)
{
	return !k->shape || k->shape->may & PRACTICE_MAY_NOTHING;
}

/* ---- out ---- */

/* Only what differs; just the id where nothing does, if only its place in the order is to be told. */
static const struct practice_item *
changes_of(struct ctx *c, const struct practice_item *it)
{
	const struct practice_item *shipped = practice_find_in(&practice_table, it->kind, it->id);

	return shipped ? practice_differs(c->mem, shipped, it) : it;
}

static void
export_kind(struct ctx *c, const struct practice_kind *k, bool only_own, struct buf *out)
{
	bool ordered = only_own && sql_craft_own_get(c, k->name, "", &(struct craft_own){ 0 });
	bool begun = false;

	for (size_t i = 0; i < k->count; i++) {
		const struct practice_item *it = &k->items[i];
		const struct practice_item *said = only_own ? changes_of(c, it) : it;
		const struct practice_item bare = { .kind = k->name, .id = it->id, .source = "" };

		if (!said && !ordered)
			continue;
		if (!begun)
			pack_write_kind(out, k->name);
		begun = true;
		pack_write_item(out, &practice_table, said ? said : &bare);
	}
}

void
craft_export(struct ctx *c, bool only_own, struct buf *out)
{
	const struct practice_table *t = practice_whole();

	buf_str(out, "# A practice pack of Waymark. Each document is as a file under practice/ is: "
		     "its kind, then its items.\n"
		     "# docs/practice.md says what may be changed, and how it is taken back.\n");
	for (size_t i = 0; i < t->kind_count; i++)
		if (!belongs_to_waymark(&t->kinds[i]))
			export_kind(c, &t->kinds[i], only_own, out);
}

/* ---- in ---- */

struct planner {
	struct ctx *c;
	struct pack pack;
	struct craft_plan *plan;
};

static struct craft_deed *
step(struct planner *x, const struct practice_item *it, const char *act, const char *words)
{
	struct craft_step_rows *rows = str_eq(act, "kept") ? &x->plan->kept : &x->plan->steps;

	rows->v[rows->n++] = (struct craft_step){ .kind = it->kind,
		.id = it->id,
		.kind_name = craft_kind_name(x->c, it->kind),
		.name = craft_title(x->c, it),
		.act = act,
		.words = words };
	return str_eq(act, "kept") ? NULL : &x->plan->deeds[rows->n - 1];
}

/* Whole lists and numbers that only Waymark sets: told, and left as they are. */
static const char *
stays(struct planner *x, const struct practice_item *is, const struct practice_item *said)
{
	const struct practice_shape *shape = practice_kind_in(&practice_table, is->kind)->shape;
	const struct practice_item *other = practice_differs(x->c->mem, is, said);
	struct buf b = BUF_IN(x->c->mem);

	for (size_t i = 0; other && i < other->field_count; i++)
		for (size_t k = 0; k < shape->field_count; k++) {
			const struct practice_shape_field *f = &shape->fields[k];

			if (!str_eq(f->name, other->fields[i].name) ||
				f->type == PRACTICE_TYPE_TEXT || f->type == PRACTICE_TYPE_TEXTS ||
				practice_is_open(is, shape, f))
				continue;
			buf_printf(&b, "%s%s", b.n ? ", " : "", f->name);
		}
	return buf_text(&b);
}

static const char *
fields_that_differ(struct planner *x, const struct practice_item *delta)
{
	struct buf b = BUF_IN(x->c->mem);

	for (size_t i = 0; delta && i < delta->field_count; i++)
		buf_printf(
			&b, "%s%s", i ? ", " : "", craft_field_name(x->c, delta->fields[i].name));
	return buf_text(&b);
}

static void
plan_new(struct planner *x, const struct pack_item *it, const struct practice_kind *k)
{
	struct craft_deed *s;

	if (!(k->shape->may & PRACTICE_MAY_COPY)) {
		pack_flaw(&x->pack, it->node,
			N_("there is no %s \"%s\", and one more has no use: take it out of the "
			   "file"),
			k->name, it->item.id);
		return;
	}
	s = step(x, &it->item, "new", "");
	s->item = &it->item;
	s->own = true;
}

static void
plan_known(struct planner *x, const struct pack_item *it, const struct practice_item *is)
{
	struct ctx *c = x->c;
	bool ships = practice_find_in(&practice_table, is->kind, is->id);
	struct practice_item *wanted = ARENA_NEW(c->mem, struct practice_item);
	const struct practice_item *delta;
	const char *why, *other = stays(x, is, &it->item);
	bool switched;

	*wanted = practice_overlaid(c->mem, is, &it->item);
	why = wanted->off && !is->off ? craft_keeps(c, is) : NULL;
	if (why) {
		wanted->off = false;
		step(x, is, "kept", why);
	}
	if (*other)
		step(x, is, "kept",
			tr(c, _("Waymark sets this itself, so it stays as it is: %s"), other));
	if ((why = craft_wrong(c, wanted)))
		pack_flaw(&x->pack, it->node, "%s", why, NULL);
	switched = wanted->off != is->off;
	delta = practice_differs(c->mem, is, wanted);
	if (delta && delta->field_count) {
		struct craft_deed *s = step(x, is, "rewrite", fields_that_differ(x, delta));

		s->item = wanted;
		s->own = !ships;
	}
	if (switched) {
		struct craft_deed *s = step(x, is, wanted->off ? "off" : "on", "");

		s->item = wanted;
		s->own = !ships;
	}
	x->plan->same += !switched && !(delta && delta->field_count);
}

/* The order of the pack, if it is not the one that would come of itself. */
static void
plan_order(struct planner *x, const struct practice_kind *k)
{
	struct arena *mem = x->c->mem;
	size_t most = k->count + x->pack.count, n = 0, said = 0;
	const char **now = ARENA_ARRAY(mem, const char *, most + 1);
	const char **wanted = ARENA_ARRAY(mem, const char *, most + 1);
	struct buf ids = BUF_IN(mem);
	bool same = true;

	for (size_t i = 0; i < k->count; i++)
		if (pack_find(&x->pack, k->name, k->items[i].id))
			now[n++] = k->items[i].id;
	for (const struct pack_item *it = x->pack.first; it; it = it->next) {
		size_t at = n;

		if (!str_eq(it->item.kind, k->name))
			continue;
		wanted[said++] = it->item.id;
		buf_printf(&ids, "%s ", it->item.id);
		if (practice_find_in(practice_whole(), k->name, it->item.id))
			continue;
		for (size_t i = 0; it->item.copy_of && i < n; i++)
			if (str_eq(now[i], it->item.copy_of))
				at = i + 1;
		memmove(now + at + 1, now + at, (n - at) * sizeof *now);
		now[at] = it->item.id;
		n++;
	}
	for (size_t i = 0; i < said && same; i++)
		same = i < n && str_eq(now[i], wanted[i]);
	if (!same && said) {
		struct practice_item all = { .kind = k->name, .id = "" };
		struct craft_deed *s = step(x, &all, "order", "");

		s->order = buf_text(&ids);
		x->plan->steps.v[x->plan->steps.n - 1].name = tr_text(x->c->lang, N_("The order"));
	}
}

static void
plan_all(struct planner *x)
{
	const struct practice_table *t = practice_whole();

	for (const struct pack_item *it = x->pack.first; it; it = it->next) {
		const struct practice_kind *k = practice_kind_in(t, it->item.kind);
		const struct practice_item *is = practice_find_in(t, it->item.kind, it->item.id);

		x->plan->items++;
		if (belongs_to_waymark(k))
			step(x, &it->item, "kept",
				tr_text(x->c->lang, N_("This kind belongs to Waymark itself.")));
		else if (is)
			plan_known(x, it, is);
		else
			plan_new(x, it, k);
	}
	for (size_t i = 0; i < t->kind_count; i++)
		if (!belongs_to_waymark(&t->kinds[i]) &&
			t->kinds[i].shape->may & PRACTICE_MAY_ORDER)
			plan_order(x, &t->kinds[i]);
}

void
craft_plan_make(struct ctx *c, const char *name, const char *text, size_t n, struct craft_plan *ret)
{
	struct planner *x = ARENA_NEW(c->mem, struct planner);

	*ret = (struct craft_plan){ 0 };
	*x = (struct planner){ .c = c, .plan = ret };
	pack_init(&x->pack, c->mem, &practice_table);
	x->pack.partial = true;
	x->pack.base = practice_whole();
	if (pack_read(&x->pack, name, text, n)) {
		size_t most = 2 * x->pack.count + practice_table.kind_count;

		ret->steps.v = ARENA_ARRAY(c->mem, struct craft_step, most);
		ret->deeds = ARENA_ARRAY(c->mem, struct craft_deed, most);
		ret->kept.v = ARENA_ARRAY(c->mem, struct craft_step, most);
		plan_all(x);
	}
	ret->flaws.v = ARENA_ARRAY(c->mem, const char *, PACK_FLAWS);
	for (size_t i = 0; i < x->pack.flaw_count; i++)
		ret->flaws.v[ret->flaws.n++] = craft_flaw(c, &x->pack.flaws[i]);
	ret->good = !x->pack.flaw_count;
}

enum result
craft_plan_take(struct ctx *c, const struct craft_plan *p, int64_t batch)
{
	for (int i = 0; i < p->steps.n; i++) {
		const struct craft_deed *s = &p->deeds[i];

		if (s->order)
			craft_keep_order(c, p->steps.v[i].kind, s->order, "pack", batch);
		else
			craft_keep(c, s->item, s->own, "pack", "", batch);
	}
	return OK;
}
