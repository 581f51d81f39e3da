/* SPDX-License-Identifier: Apache-2.0 */
/* Rules of thumb of a programme, with whom another number would concern before it is saved. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/health/preview.h"
#include "features/health/rules.html.h"

const char *
fmt_unit(struct ctx *c, const char *unit, int64_t n)
{
	if (str_eq(unit, "hours"))
		return tr_n(c, "%d hour", "%d hours", n);
	if (str_eq(unit, "days"))
		return tr_n(c, "%d day", "%d days", n);
	if (str_eq(unit, "meetings"))
		return tr_n(c, "%d meeting", "%d meetings", n);
	return str_eq(unit, "percent") ? tr(c, _("%d %%"), n) : fmt_number(c, n);
}

const char *
rule_sentence(struct ctx *c, const struct practice_item *t, int64_t n)
{
	const char *lang = c->lang->tag, *one = practice_field(t, "text_one", lang);

	return practice_fill(c->mem, n == 1 && *one ? one : practice_field(t, "text", lang),
		(const struct practice_blank[]){ { "n", fmt_number(c, n) }, { 0 } });
}

/* One of them, with value in its sentence. */
static struct rule_of_thumb
rule_read(struct ctx *c, int64_t programme, const struct practice_item *t, int64_t value)
{
	const char *lang = c->lang->tag;

	return (struct rule_of_thumb){
		.id = t->id,
		.name = practice_field(t, "name", lang),
		.text = rule_sentence(c, t, value),
		.basis = practice_field(t, "basis", lang),
		.value = threshold(c, programme, t->id),
		.usual = practice_number(t, "value", 0),
		.least = practice_number(t, "least", 0),
		.most = practice_number(t, "most", 0),
		.unit = practice_field(t, "unit", lang),
	};
}

struct rule_of_thumb_rows
rules_of_thumb(struct ctx *c, int64_t programme)
{
	const struct practice_kind *all = practice_kind("threshold");
	struct rule_of_thumb_rows rows = { 0,
		ARENA_ARRAY(c->mem, struct rule_of_thumb, all->count) };

	for (size_t i = 0; i < all->count; i++)
		if (*practice_field(&all->items[i], "scope", ""))
			rows.v[rows.n++] = rule_read(c, programme, &all->items[i],
				threshold(c, programme, all->items[i].id));
	return rows;
}

/* The group that a rule says; what says none, or one that is not known, stands with the first. */
static int
group_of(const struct rule_of_thumb *x, const struct rule_group *groups, int n)
{
	const char *said = practice_field(practice_find("threshold", x->id), "group", "");

	for (int k = 0; k < n; k++)
		if (str_eq(said, groups[k].id))
			return k;
	return 0;
}

struct rule_group_rows
rule_groups(struct ctx *c, const struct rule_of_thumb_rows *items)
{
	struct rule_group known[] = { { .id = "start", .title = _("Until a pair has begun") },
		{ .id = "meetings", .title = _("Meetings") },
		{ .id = "goals", .title = _("Goals and promises") },
		{ .id = "feedback", .title = _("Questions, advice, feedback") },
		{ .id = "between", .title = _("How it is between two people") },
		{ .id = "team", .title = _("What your team looks after") },
		{ .id = "end", .title = _("Closing, ending, going on") } };
	int n = sizeof known / sizeof *known;
	struct rule_group_rows rows = { 0, ARENA_ARRAY(c->mem, struct rule_group, n) };

	for (int k = 0; k < n; k++)
		known[k].items.v = ARENA_ARRAY(c->mem, struct rule_of_thumb, items->n);
	for (int i = 0; i < items->n; i++) {
		struct rule_group *g = &known[group_of(&items->v[i], known, n)];

		g->items.v[g->items.n++] = items->v[i];
		g->own = g->own || items->v[i].value != items->v[i].usual;
	}
	for (int k = 0; k < n; k++)
		if (known[k].items.n)
			rows.v[rows.n++] = known[k];
	return rows;
}

enum result
web_threshold_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_list_view v = { .programme = q->subject,
		.name = sql_programme_name(c, q->subject),
		.items = rules_of_thumb(c, q->subject) };

	v.groups = rule_groups(c, &v.items);
	return show_many(q, threshold_list, &v, rule_of_thumb, &v.items);
}

/* ---- the preview, in words ---- */

static const char *const ways[] = { "none", "private", "pairs", "people" };

/* A number as others may read it: -1 where they are too few. */
static int64_t
shown(int64_t n, int64_t smallest)
{
	return n < smallest ? -1 : n;
}

static const char *
how_many(struct ctx *c, const struct rule_preview *x, int64_t n)
{
	bool people = str_eq(x->preview, "people");

	if (n < 0)
		return people ? tr_n(c, "fewer than %d person", "fewer than %d people", x->smallest)
			      : tr_n(c, "fewer than %d pair", "fewer than %d pairs", x->smallest);
	return people ? tr_n(c, "%d person", "%d people", n) : tr_n(c, "%d pair", "%d pairs", n);
}

static struct texts
lines_of(struct ctx *c, const struct rule_preview *x, bool tried)
{
	struct texts t = { 0, ARENA_ARRAY(c->mem, const char *, 3) };

	if (tried) {
		t.v[t.n++] = tr(c, _("Newly concerned: %s."), how_many(c, x, x->newly));
		t.v[t.n++] = tr(c, _("No longer concerned: %s."), how_many(c, x, x->no_longer));
	}
	t.v[t.n++] = tr(c, _("Concerned in all: %s."), how_many(c, x, x->concerned));
	return t;
}

static void
preview_fill(struct ctx *c, int64_t programme, struct rule_of_thumb_view *v)
{
	struct preview p = threshold_preview(c, programme, v->x.id, v->x.tried);

	v->x.preview = ways[p.way];
	v->x.smallest = threshold(c, programme, PRACTICE_THRESHOLD_SMALLEST_GROUP);
	v->x.concerned = v->x.newly = v->x.no_longer = -1;
	if (p.way != PREVIEW_PAIRS && p.way != PREVIEW_PEOPLE)
		return;
	v->x.concerned = shown(p.all, v->x.smallest);
	v->x.newly = shown(p.newly, v->x.smallest);
	v->x.no_longer = shown(p.no_longer, v->x.smallest);
	v->about = preview_about(c, v->x.id);
	v->lines = lines_of(c, &v->x, v->tried);
}

/* value -1: the one that holds. False if there is none of that name. */
static bool
one_fill(struct req *q, int64_t value, struct rule_of_thumb_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *t = practice_find("threshold", q->words[0]);
	struct rule_of_thumb r;
	int64_t own;

	if (!t || !*practice_field(t, "scope", ""))
		return false;
	own = threshold(c, q->subject, t->id);
	if (value < practice_number(t, "least", 0) || value > practice_number(t, "most", 0))
		value = own;
	r = rule_read(c, q->subject, t, value);
	v->programme = q->subject;
	v->name = sql_programme_name(c, q->subject);
	v->x = (struct rule_preview){ .id = r.id,
		.name = r.name,
		.text = r.text,
		.basis = r.basis,
		.value = r.value,
		.usual = r.usual,
		.least = r.least,
		.most = r.most,
		.unit = r.unit,
		.tried = value };
	v->about = "";
	v->range = tr(c, _("From %s to %s. Usual: %s."), fmt_number(c, r.least),
		fmt_unit(c, r.unit, r.most), fmt_unit(c, r.unit, r.usual));
	v->tried = value != own;
	return true;
}

enum result
web_threshold_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_of_thumb_view v = { 0 };
	int64_t value = -1;

	if (!one_fill(q, -1, &v))
		return NOT_FOUND;
	form_show(threshold_form, &v.form);
	v.form.value = v.x.value;
	form_watch(c, &v.form);
	/* A number to look at, before anything is changed. */
	if (str_to_int(req_query(q, "value"), &value) && one_fill(q, value, &v))
		v.form.value = v.x.tried;
	preview_fill(c, q->subject, &v);
	return show_one(q, threshold_show, &v, rule_preview, &v.x);
}

enum result
web_threshold_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_of_thumb_view v = { 0 };
	struct threshold_form now;
	enum result r = INVALID;

	if (!one_fill(q, -1, &v))
		return NOT_FOUND;
	form_show(threshold_form, &now);
	now.value = v.x.value;
	if (form_read(q, threshold_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = threshold_set(c, q->subject, q->words[0], v.form.value);
	}
	if (c->problems) {
		preview_fill(c, q->subject, &v);
		return show_invalid(q, r, threshold_show, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Saved. It holds from now on."));
	return changed(q, r, url_threshold_list(c, q->subject));
}
