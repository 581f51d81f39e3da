/* SPDX-License-Identifier: Apache-2.0 */
/* The rules of a programme: a page to read them, and one form that shows what its kind needs. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/idle.h"
#include "features/matching/match_show.h"
#include "features/matching/people_in.h"
#include "features/matching/rules.html.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(rule_shown, RULE_SHOWN)
_Static_assert(sizeof(struct rule_shown) == sizeof(struct rule_form), "one table, seen twice");

static struct rule_row
row_of(struct ctx *c, const struct known *k, const struct rule *r)
{
	const struct match_rule *names;
	struct criteria criteria;

	return (struct rule_row){
		.r = *r,
		.words = rule_words(c, k, r),
		.weight = rule_weight(c, r),
		.sensitive = known_sensitive(k, r->mentee_field, r->mentor_field),
		.gone = !match_criteria(
			c, k, &(struct rule_rows){ 1, (struct rule *)r }, &criteria, &names),
	};
}

struct rule_row_rows
rule_rows_of(struct ctx *c, int64_t programme, bool hard)
{
	struct rule_rows all = sql_rule_list(c, programme);
	struct rule_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct rule_row, all.n) };
	struct known k = known_read(c);
	struct match_counts counts = { 0 };

	sql_match_counts(c, programme, &counts);
	for (int i = 0; i < all.n; i++) {
		if ((all.v[i].hard != 0) != hard)
			continue;
		rows.v[rows.n] = row_of(c, &k, &all.v[i]);
		rows.v[rows.n++].idle = idle_words(c, programme, &counts, &k, &all.v[i]);
	}
	return rows;
}

static bool
any_sensitive(const struct rule_row_rows *rows)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].sensitive)
			return true;
	return false;
}

static struct option_rows
aim_options(struct ctx *c, const char *way)
{
	struct option_rows rows = { 2, ARENA_ARRAY(c->mem, struct option, 2) };

	if (str_eq(way, "wishes")) {
		rows.v[0] =
			(struct option){ "everyone", _("As many as possible: where people do not "
						       "mind whom they get, this makes more "
						       "pairs") };
		rows.v[1] = (struct option){ "fit", _("As stable as possible: where it can be had, "
						      "nobody would change, not even those who do "
						      "not mind") };
		return rows;
	}
	if (str_eq(way, "circles")) {
		rows.v[0] =
			(struct option){ "everyone", _("Everyone first: as many as possible are "
						       "in a circle, even in one that they did "
						       "not name") };
		rows.v[1] = (struct option){ "fit", _("Best fit first: people are only in circles "
						      "whose topic they named") };
		return rows;
	}
	rows.v[0] = (struct option){ "everyone", _("Everyone first: as many people as possible get "
						   "a partner, even if some pairs fit "
						   "less well") };
	rows.v[1] = (struct option){ "fit", _("Best fit first: the pairs fit as well as possible, "
					      "even if somebody stays without "
					      "a partner") };
	return rows;
}

static struct option_rows
fair_options(struct ctx *c)
{
	struct option_rows rows = { 3, ARENA_ARRAY(c->mem, struct option, 3) };

	rows.v[0] = (struct option){ "none", _("No: the points of all pairs together count") };
	rows.v[1] =
		(struct option){ "bottleneck", _("Nobody far below: the weakest pair fits as well "
						 "as possible") };
	rows.v[2] =
		(struct option){ "leximin", _("As even as possible: first the weakest pair, then "
					      "the next weakest, and so on") };
	return rows;
}

static struct rule_row_rows
deleted_of(struct ctx *c, int64_t programme)
{
	struct rule_rows all = sql_rule_deleted(c, programme, c->now - RULE_KEPT);
	struct rule_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct rule_row, all.n) };
	struct known k = known_read(c);

	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] = row_of(c, &k, &all.v[i]);
	return rows;
}

static void
list_fill(struct ctx *c, int64_t programme, struct rule_list_view *v)
{
	v->programme = programme;
	v->name = sql_programme_name(c, programme);
	v->hard = rule_rows_of(c, programme, true);
	v->points = rule_rows_of(c, programme, false);
	v->wishes = sql_wish_named(c, programme);
	v->sensitive = any_sensitive(&v->hard) || any_sensitive(&v->points);
	v->empty = !v->hard.n && !v->points.n;
	v->plain = str_eq(programme_way(c, programme), "rules");
	v->aims = aim_options(c, programme_way(c, programme));
	v->fairs = fair_options(c);
	v->deleted = deleted_of(c, programme);
}

static void
aim_fill(struct ctx *c, int64_t programme, struct programme_choice *choice, struct aim_form *f)
{
	*choice = (struct programme_choice){ .aim = "everyone", .fair = "none" };
	sql_programme_choice(c, programme, choice);
	form_show(aim_form, f);
	f->aim = choice->aim;
	f->fair = choice->fair;
	f->quota = choice->quota != 0;
	f->spread = choice->spread;
}

/* As JSON what was chosen alone; people see it beside the rules. */
enum result
web_aim_show(struct req *q)
{
	struct programme_choice choice;
	struct aim_form f;

	if (!q->json)
		return changed(q, OK, url_rule_list(&q->ctx, q->subject));
	aim_fill(&q->ctx, q->subject, &choice, &f);
	return show_json(q, programme_choice, &choice);
}

enum result
web_rule_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_list_view v = { 0 };
	struct programme_choice choice;
	struct rule_rows all;
	struct known k;

	if (q->json) {
		all = sql_rule_list(c, q->subject);
		k = known_read(c);
		for (int i = 0; i < all.n; i++)
			all.v[i].words = rule_words(c, &k, &all.v[i]);
		return show_json(q, rule_items, &all);
	}
	list_fill(c, q->subject, &v);
	aim_fill(c, q->subject, &choice, &v.aim);
	form_watch(c, &v.aim);
	return show_page(q, rule_list, &v);
}

enum result
web_aim_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_list_view v = { 0 };
	struct programme_choice choice;
	struct aim_form now;
	enum result r = INVALID;

	aim_fill(c, q->subject, &choice, &now);
	if (form_read(q, aim_form, &v.aim)) {
		r = form_settle(q, &v.aim, &now);
		if (r == OK)
			r = choice_set(c, q->subject, &v.aim);
	}
	if (c->problems) {
		list_fill(c, q->subject, &v);
		return show_invalid(q, r, rule_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Saved."));
	return changed(q, r, url_rule_list(c, q->subject));
}

enum result
web_usual_rule_create(struct req *q)
{
	return changed(q, rules_usual(&q->ctx, q->subject), url_rule_list(&q->ctx, q->subject));
}

/* ---- the form ---- */

static struct rule_kind_rows
kinds_of(struct ctx *c, bool hard)
{
	struct rule_kind_rows rows = { .v = ARENA_ARRAY(
					       c->mem, struct rule_kind_row, CRITERION_KINDS) };

	for (int i = 0; i < CRITERION_KINDS; i++) {
		const char *kind = criterion_word((enum criterion_kind)i);

		if (hard || i != CRITERION_NOT_MANAGER)
			rows.v[rows.n++] = (struct rule_kind_row){ kind, fmt_rule_kind(c, kind),
				rule_kind_hint(c, kind) };
	}
	return rows;
}

/* What this kind can compare. A field that holds sets can be compared with another one. */
static struct option_rows
fields_of(struct ctx *c, enum criterion_kind kind)
{
	struct known k = known_read(c);
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, k.n) };

	for (int i = 0; i < k.n; i++) {
		enum value_kind of = k.fields[i].kind;
		const char *label = k.fields[i].label;

		if (kind == CRITERION_NOT_MANAGER || !criterion_compares(kind, of, of))
			continue;
		if (k.fields[i].sensitive)
			label = tr(c, _("%s (sensitive)"), label);
		rows.v[rows.n++] = (struct option){ k.v[i].word, label };
	}
	return rows;
}

static void
edit_fill(struct ctx *c, int64_t programme, const char *word, struct rule_edit_view *v)
{
	enum criterion_kind kind;

	v->programme = programme;
	v->name = sql_programme_name(c, programme);
	v->kind = "";
	v->kinds = kinds_of(c, v->hard);
	v->form.form.desc = &rule_shown_desc;
	if (str_empty(word) || !criterion_kind_of(word, &kind))
		return;
	v->kind = criterion_word(kind);
	v->kind_name = fmt_rule_kind(c, word);
	v->kind_hint = rule_kind_hint(c, word);
	v->fields = fields_of(c, kind);
	v->two_fields = kind == CRITERION_SHARED;
	v->one_field = !v->two_fields && kind != CRITERION_NOT_MANAGER;
	v->steps = kind == CRITERION_STEPS;
	v->at_least = kind == CRITERION_SHARED;
	v->hours = kind == CRITERION_HOURS;
	v->at_most = kind == CRITERION_DISTANCE;
	v->each = kind == CRITERION_SHARED && !v->hard;
	v->no_field = kind != CRITERION_NOT_MANAGER && !v->fields.n;
}

/* What a new rule starts out with. */
static void
form_begin(struct rule_form *f, const char *kind, bool hard)
{
	form_show(rule_form, f);
	f->kind = kind;
	f->hard = hard;
	f->mentee_field = f->mentor_field = "";
	if (str_eq(kind, "steps")) {
		f->lo = 1;
		f->hi = 2;
	}
	if (str_eq(kind, "shared"))
		f->lo = 1;
	if (str_eq(kind, "hours"))
		f->lo = 4;
	if (!hard)
		f->points = 5;
}

enum result
web_rule_new(struct req *q)
{
	struct rule_edit_view v = { .hard = str_eq(req_query(q, "hard"), "1") };
	const char *kind = req_query(q, "kind");

	form_begin(&v.form, kind, v.hard);
	edit_fill(&q->ctx, q->subject, kind, &v);
	return show_page(q, rule_edit, &v);
}

enum result
web_rule_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_edit_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, rule_form, &v.form))
		r = rule_add(c, q->subject, &v.form, &id);
	if (r == INVALID) {
		v.hard = v.form.hard;
		edit_fill(c, q->subject, v.form.kind, &v);
		return show_invalid(q, r, rule_edit, &v);
	}
	return created(q, r, id, url_rule_list(c, q->subject));
}

static bool
rule_here(struct req *q, struct rule *ret)
{
	return sql_rule_get(&q->ctx, q->ids[1], ret) && ret->programme == q->subject;
}

static void
rule_fill(const struct rule *r, struct rule_form *f)
{
	form_show(rule_form, f);
	f->kind = r->kind;
	f->hard = r->hard != 0;
	f->mentee_field = r->mentee_field;
	f->mentor_field = r->mentor_field;
	f->lo = r->lo;
	f->hi = r->hi;
	f->points = r->points;
	f->cap = r->cap;
}

enum result
web_rule_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_edit_view v = { .rule = q->ids[1] };
	struct known k;
	struct rule r;

	if (!rule_here(q, &r))
		return NOT_FOUND;
	k = known_read(c);
	r.words = rule_words(c, &k, &r);
	v.hard = r.hard != 0;
	rule_fill(&r, &v.form);
	form_watch(c, &v.form);
	edit_fill(c, q->subject, r.kind, &v);
	return show_one(q, rule_edit, &v, rule, &r);
}

enum result
web_rule_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rule_edit_view v = { .rule = q->ids[1] };
	enum result result = INVALID;
	struct rule_form now;
	struct rule r;

	if (!rule_here(q, &r))
		return NOT_FOUND;
	rule_fill(&r, &now);
	if (form_read(q, rule_form, &v.form)) {
		result = form_settle(q, &v.form, &now);
		if (result == OK)
			result = rule_change(c, q->subject, r.id, &v.form);
	}
	if (c->problems) {
		v.hard = r.hard != 0;
		edit_fill(c, q->subject, r.kind, &v);
		return show_invalid(q, result, rule_edit, &v);
	}
	return changed(q, result, url_rule_list(c, q->subject));
}

enum result
web_rule_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = rule_remove(c, q->subject, q->ids[1]);

	if (r == OK && !q->json)
		flash(q, _("The rule is deleted. You can bring it back below."));
	return changed(q, r, url_rule_list(c, q->subject));
}

enum result
web_restoration_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, rule_restore(c, q->subject, q->ids[1]), url_rule_list(c, q->subject));
}
