/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"
#include "features/programmes/programmes.html.h"
#include "engine/practice/practice.gen.h"

enum result
web_programme_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct programme_list_view v = { .admin = q->session.admin };

	int64_t size = q->json ? ROWS_OF_JSON : PROGRAMMES_ON_PAGE;
	bool more;

	paging_read(q, size, &v.pages);
	v.items = sql_programme_cards(c, c->who, v.admin, size + 1, paging_offset(&v.pages));
	more = v.items.n > size;
	v.items.n -= more;
	paging_more(q, v.items.n, more, &v.pages);
	return show_many(q, programme_list, &v, programme_card, &v.items);
}

/* ---- one programme ---- */

void
role_card_of(
	struct ctx *c, const struct practice_item *card, const char *role, struct role_card *ret)
{
	const struct practice_field *points = practice_values(card, "points");

	*ret = (struct role_card){
		.role = role,
		.name = practice_field(card, "name", c->lang->tag),
		.summary = practice_field(card, "summary", c->lang->tag),
		.promise = practice_field(card, "promise", c->lang->tag),
	};
	ret->points.v = ARENA_ARRAY(c->mem, const char *, points->count);
	for (size_t i = 0; i < points->count; i++)
		ret->points.v[ret->points.n++] = practice_text(&points->entries[i], c->lang->tag);
}

/* What a role means, as the template of the programme has it. */
static void
role_card_read(struct ctx *c, const struct practice_item *template, const char *role,
	struct role_card *ret)
{
	role_card_of(c,
		practice_need(
			"role-card", practice_field(template, arena_printf(c->mem, "role_%s", role),
					     c->lang->tag)),
		role, ret);
}

/* Days from today to the last day, that day included; and whether the first has come. */
static void
dates_read(struct ctx *c, struct programme_view *v)
{
	int64_t now = day_today(c);
	int64_t first, last;

	v->started = day_parse(v->p.starts_on, &first) && first <= now;
	if (day_parse(v->p.ends_on, &last) && last >= now)
		v->p.days_left = last - now + 1;
}

static void
next_step(struct programme_view *v)
{
	if (str_eq(v->p.state, "ended"))
		return;
	if (v->one_kind ? v->counts.mentees < 2 : !v->counts.mentors || !v->counts.mentees)
		v->step_people = true;
	else if (v->counts.waiting && v->counts.rules == 0 && v->counts.relationships == 0)
		v->step_rules = true;
	else if (v->one_kind ? v->counts.waiting > 1
			     : v->counts.waiting && v->counts.places > v->counts.relationships)
		v->step_match = true;
	else if (v->counts.relationships || (v->one_kind && v->counts.matched))
		v->step_look_after = true;
	else
		v->step_people = true;
}

enum result
web_programme_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct programme_view v = { .manager = q->standing & (STANDING_MANAGER | STANDING_ADMIN) };
	const struct practice_item *template;
	struct participant_row x;

	if (!sql_programme_get(c, q->subject, &v.p))
		return NOT_FOUND;
	dates_read(c, &v);
	v.purposes = programme_purposes(c, v.p.purpose);
	template = programme_template(v.p.template);
	role_card_read(c, template, "mentor", &v.mentor);
	role_card_read(c, template, "mentee", &v.mentee);
	v.is_mentor = sql_participant_find(c, q->subject, "mentor", c->who, &x) &&
		      !str_eq(x.state, "left");
	v.is_mentee = sql_participant_find(c, q->subject, "mentee", c->who, &x) &&
		      !str_eq(x.state, "left");
	v.one_kind = way_of_one_kind(v.p.way);
	v.says = str_eq(v.p.way, "wishes") && (v.is_mentor || v.is_mentee) &&
		 !str_eq(v.p.state, "ended");
	v.chooses = str_eq(v.p.way, "circles") && v.is_mentee && !str_eq(v.p.state, "ended");
	v.circles = sql_programme_circles(c, q->subject, c->who);
	if (v.manager) {
		sql_programme_counts(c, q->subject, &v.counts);
		next_step(&v);
	}
	return show_one(q, programme_show, &v, programme, &v.p);
}

/* ---- the form ---- */

static struct option_rows
options_of(struct ctx *c, const char *choice)
{
	const struct practice_field *all =
		practice_values(practice_need("choice", choice), "options");
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, all->count) };

	for (size_t i = 0; i < all->count; i++)
		rows.v[rows.n++] = (struct option){ all->entries[i].key,
			practice_text(&all->entries[i], c->lang->tag) };
	return rows;
}

static struct option_rows
template_options(struct ctx *c)
{
	const struct practice_kind *all = practice_kind("programme");
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, all->count) };

	for (size_t i = 0; i < all->count; i++)
		rows.v[rows.n++] = (struct option){ all->items[i].id,
			practice_field(&all->items[i], "name", c->lang->tag) };
	return rows;
}

static struct option_rows
options_list(struct ctx *c, const struct option *v, int n)
{
	return (struct option_rows){ n, arena_memdup(c->mem, v, (size_t)n * sizeof *v) };
}

static void
choices_fill(struct ctx *c, struct programme_edit_view *v)
{
	const struct option aims[] = {
		{ "everyone", _("Everyone first: as many as possible get a partner") },
		{ "fit", _("Best fit first: the best pairs, even if somebody waits") },
	};
	const struct option states[] = {
		{ "open", fmt_programme_state(c, "open") },
		{ "running", fmt_programme_state(c, "running") },
		{ "ended", fmt_programme_state(c, "ended") },
	};

	const struct option ways[] = {
		{ "", _("As the template has it") },
		{ "rules", fmt_way(c, "rules") },
		{ "wishes", fmt_way(c, "wishes") },
		{ "peers", fmt_way(c, "peers") },
		{ "circles", fmt_way(c, "circles") },
	};

	if (v->programme)
		v->way = fmt_way(c, programme_way(c, v->programme));
	v->ways = options_list(c, ways, 5);
	v->summary = practice_field(programme_template(v->form.template ? v->form.template : ""),
		"summary", c->lang->tag);
	v->templates = template_options(c);
	v->purposes = options_of(c, PRACTICE_CHOICE_PURPOSE);
	v->levels = options_of(c, PRACTICE_CHOICE_LEVEL);
	v->settings = options_of(c, PRACTICE_CHOICE_SETTING);
	v->aims = options_list(c, aims, 2);
	v->states = options_list(c, states, 3);
}

enum result
web_programme_new(struct req *q)
{
	struct programme_edit_view v = { 0 };

	programme_defaults(&q->ctx, req_query(q, "template"), &v.form);
	choices_fill(&q->ctx, &v);
	return show_page(q, programme_edit, &v);
}

enum result
web_programme_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct programme_edit_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, programme_form, &v.form))
		r = programme_create(c, &v.form, &id);
	if (r == INVALID) {
		choices_fill(c, &v);
		return show_invalid(q, r, programme_edit, &v);
	}
	if (r == OK)
		flash(q, _("The programme is there. Now bring the people."));
	return created(q, r, id, url_programme_show(c, id));
}

/* As its settings are by now. */
static void
programme_form_fill(struct ctx *c, const struct programme *p, struct programme_form *f)
{
	form_show(programme_form, f);
	f->template = p->template;
	f->name = p->name;
	f->about = p->about;
	f->purpose = programme_purposes(c, p->purpose);
	f->level = p->level;
	f->setting = p->setting;
	f->starts_on = p->starts_on;
	f->ends_on = p->ends_on;
	f->cadence_days = p->cadence_days;
	f->readiness = p->readiness;
	f->aim = p->aim;
	f->state = p->state;
}

enum result
web_programme_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct programme_edit_view v = { .programme = q->subject };
	struct programme p;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	v.name = p.name;
	programme_form_fill(c, &p, &v.form);
	form_watch(c, &v.form);
	choices_fill(c, &v);
	return show_page(q, programme_edit, &v);
}

enum result
web_programme_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct programme_edit_view v = { .programme = q->subject };
	struct programme_form now = { 0 };
	struct programme p;
	enum result r = INVALID;

	if (!sql_programme_get(c, q->subject, &p))
		return NOT_FOUND;
	programme_form_fill(c, &p, &now);
	if (form_read(q, programme_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = programme_update(c, q->subject, &v.form);
	}
	if (c->problems) {
		v.name = p.name;
		choices_fill(c, &v);
		return show_invalid(q, r, programme_edit, &v);
	}
	if (r == OK)
		flash(q, _("The programme is saved."));
	return changed(q, r, url_programme_show(c, q->subject));
}
