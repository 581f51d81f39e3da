/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/programmes/asks.h"
#include "features/programmes/asks.html.h"

static enum result
asks_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ask_list_view v = { .programme = q->subject };
	struct programme p;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v.name = p.name;
	v.gates = gate_asks(c, &p);
	return show_many(q, ask_list, &v, gate_ask, &v.gates);
}

enum result
web_gate_list(struct req *q)
{
	return asks_show(q);
}

enum result
web_gate_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct gate_form f;
	enum result r;

	if (!form_read(q, gate_form, &f)) {
		struct ask_list_view v = { .programme = q->subject };
		struct programme p;

		if (!sql_programme_get(c, q->subject, &p))
			return NOT_FOUND;
		v.name = p.name;
		v.gates = gate_asks(c, &p);
		return show_invalid(q, INVALID, ask_list, &v);
	}
	r = gate_set(c, q->subject, q->words[0], f.mode);
	if (r == OK && !q->json)
		flash(q, _("Saved. It holds from now on."));
	return changed(q, r, url_gate_list(c, q->subject));
}

/* ---- rules of thumb ---- */

static const char *
unit_words(struct ctx *c, const char *unit)
{
	if (str_eq(unit, "hours"))
		return _("hours");
	if (str_eq(unit, "days"))
		return _("days");
	if (str_eq(unit, "percent"))
		return "%";
	return str_eq(unit, "meetings") ? _("meetings") : "";
}

/* One of them, with value in its sentence (-1: the value that holds). */
static struct rule_of_thumb
rule_read(struct ctx *c, int64_t programme, const struct practice_item *t, int64_t value)
{
	const char *lang = c->lang->tag;
	int64_t own = threshold(c, programme, t->id);

	if (value < 0)
		value = own;
	return (struct rule_of_thumb){
		.id = t->id,
		.name = practice_field(t, "name", lang),
		.text = practice_fill(c->mem, practice_field(t, "text", lang),
			(const struct practice_blank[]){ { "n", fmt_number(c, value) }, { 0 } }),
		.basis = practice_field(t, "basis", lang),
		.value = own,
		.usual = practice_number(t, "value", 0),
		.least = practice_number(t, "least", 0),
		.most = practice_number(t, "most", 0),
		.unit = unit_words(c, practice_field(t, "unit", lang)),
		.concerned = threshold_concerned(c, programme, t->id, value),
	};
}

enum result
web_threshold_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_kind *all = practice_kind("threshold");
	struct rule_of_thumb_view v = { .programme = q->subject,
		.name = sql_programme_name(c, q->subject),
		.items = { 0, ARENA_ARRAY(c->mem, struct rule_of_thumb, all->count) } };

	for (size_t i = 0; i < all->count; i++)
		if (*practice_field(&all->items[i], "scope", ""))
			v.items.v[v.items.n++] = rule_read(c, q->subject, &all->items[i], -1);
	return show_many(q, threshold_list, &v, rule_of_thumb, &v.items);
}

static bool
one_fill(struct req *q, int64_t value, struct rule_of_thumb_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *t = practice_find("threshold", q->words[0]);

	if (!t || !*practice_field(t, "scope", ""))
		return false;
	v->programme = q->subject;
	v->name = sql_programme_name(c, q->subject);
	v->x = rule_read(c, q->subject, t, value);
	return true;
}

enum result
web_threshold_show(struct req *q)
{
	struct rule_of_thumb_view v = { 0 };
	int64_t value = -1;

	if (!one_fill(q, -1, &v))
		return NOT_FOUND;
	form_show(threshold_form, &v.form);
	v.form.value = v.x.value;
	form_watch(&q->ctx, &v.form);
	/* A number to look at, before anything is changed. */
	if (str_to_int(req_query(q, "value"), &value) && value >= v.x.least && value <= v.x.most) {
		v.form.value = value;
		v.tried = value != v.x.value;
		one_fill(q, value, &v);
	}
	return show_one(q, threshold_show, &v, rule_of_thumb, &v.x);
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
	if (c->problems)
		return show_invalid(q, r, threshold_show, &v);
	if (r == OK && !q->json)
		flash(q, _("Saved. It holds from now on."));
	return changed(q, r, url_threshold_list(c, q->subject));
}
