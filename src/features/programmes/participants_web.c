/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"
#include "features/programmes/programmes.html.h"

/* Up to here participants are gathered and sorted; of more, the names are walked. */
#define GATHER_MOST 1500

/* One of the words, or "" for anything else that stands in the address. */
static const char *
one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (str_eq(word, *words))
			return *words;
	return "";
}

static void
rows_read(struct req *q, struct participant_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t size = v->pages.size, offset = paging_offset(&v->pages), total;

	if (!participants_find(
		    c, v->programme, v->role, v->state, v->q, size, offset, &v->rows, &total)) {
		total = sql_participant_count(c, v->programme, v->role, v->state);
		v->rows = total <= GATHER_MOST ? sql_participant_gather(c, v->programme, v->role,
							 v->state, size, offset)
					       : sql_participant_walk(c, v->programme, v->role,
							 v->state, size, offset);
	}
	paging_total(q, total, &v->pages);
}

static struct option_rows
options_list(struct ctx *c, const struct option *v, int n)
{
	return (struct option_rows){ n, arena_memdup(c->mem, v, (size_t)n * sizeof *v) };
}

/* Everything on the page but the form. */
static void
list_fill(struct req *q, struct participant_list_view *v)
{
	static const char *const roles[] = { "mentor", "mentee", "manager", NULL };
	static const char *const states[] = { "waiting", "matched", "paused", "left", NULL };
	struct ctx *c = &q->ctx;
	const struct option role_options[] = {
		{ "", _("Everybody") },
		{ "mentor", fmt_role(c, "mentor") },
		{ "mentee", fmt_role(c, "mentee") },
		{ "manager", fmt_role(c, "manager") },
	};
	const struct option kind_options[] = {
		role_options[0],
		{ "mentee", fmt_role_of(c, "mentee", true) },
		role_options[3],
	};
	const struct option state_options[] = {
		{ "", _("Any") },
		{ "waiting", fmt_participant_state(c, "waiting") },
		{ "matched", fmt_participant_state(c, "matched") },
		{ "paused", fmt_participant_state(c, "paused") },
		{ "left", fmt_participant_state(c, "left") },
	};

	v->name = sql_programme_name(c, v->programme);
	v->q = req_query(q, "q");
	v->role = one_of(req_query(q, "role"), roles);
	v->state = one_of(req_query(q, "state"), states);
	v->filtered = *v->q || *v->role || *v->state;
	v->one_kind = way_of_one_kind(programme_way(c, v->programme));
	v->roles =
		v->one_kind ? options_list(c, kind_options, 3) : options_list(c, role_options, 4);
	v->role_choices = v->one_kind ? options_list(c, kind_options + 1, 2)
				      : options_list(c, role_options + 1, 3);
	v->states = options_list(c, state_options, 5);
	v->any = sql_participant_any(c, v->programme) > 0;
	paging_read(q, PARTICIPANTS_ON_PAGE, &v->pages);
	rows_read(q, v);
	v->find = req_query(q, "find");
	if (*v->find)
		people_find(c, &(struct people_query){ .q = v->find }, &v->found);
}

enum result
web_participant_list(struct req *q)
{
	struct participant_list_view v = { .programme = q->subject };

	form_show(participant_form, &v.form);
	list_fill(q, &v);
	v.form.role = v.one_kind ? "mentee" : "mentor";
	return show_many(q, participant_list, &v, participant, &v.rows);
}

/* How many places were said, or -1. */
static int64_t
places_said(struct req *q, int64_t places)
{
	const char *typed = req_value(q, "places");

	return str_empty(typed) ? -1 : places;
}

static enum result
add(struct req *q, const struct participant_form *f, int64_t *ret_id)
{
	struct ctx *c = &q->ctx;
	int64_t person = f->person;

	if (!person) {
		if (str_empty(f->email))
			return invalid(
				c, "email", _("Enter a mail address, like name@example.org."));
		person = sql_participant_person(c, f->email);
	}
	if (!person || !sql_participant_person_there(c, person))
		return invalid(c, "email",
			_("Nobody here has this address. Import the person first, or add a "
			  "profile."));
	return participant_save(
		c, q->subject, person, f->role, places_said(q, f->places), ret_id, NULL, NULL);
}

enum result
web_participant_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct participant_list_view v = { .programme = q->subject };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, participant_form, &v.form))
		r = add(q, &v.form, &id);
	if (r == INVALID) {
		list_fill(q, &v);
		return show_invalid(q, r, participant_list, &v);
	}
	if (r == OK)
		flash(q, _("Added."));
	return created(q, r, id, url_participant_list(c, q->subject));
}

/* ---- one of them ---- */

static void
state_fill(const struct participant *x, struct participant_state_form *f)
{
	form_show(participant_state_form, f);
	f->state = str_eq(x->state, "matched") ? "waiting" : x->state;
	f->places = x->places;
}

const char *
fmt_participant_was(struct ctx *c, const struct participant *x)
{
	struct participant_state_form f;

	state_fill(x, &f);
	form_watch(c, &f);
	return f.form.was;
}

static enum result
edit_fill(struct req *q, struct participant_edit_view *v)
{
	struct ctx *c = &q->ctx;
	const struct option states[] = {
		{ "waiting", _("Takes part") },
		{ "paused", fmt_participant_state(c, "paused") },
		{ "left", fmt_participant_state(c, "left") },
	};

	if (!sql_participant_get(c, q->ids[1], &v->x) || v->x.programme != q->subject)
		return NOT_FOUND;
	v->programme = q->subject;
	v->name = sql_programme_name(c, q->subject);
	v->one_kind = way_of_one_kind(programme_way(c, q->subject));
	v->states = options_list(c, states, 3);
	state_fill(&v->x, &v->form);
	return OK;
}

enum result
web_participant_edit(struct req *q)
{
	struct participant_edit_view v = { 0 };
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	form_watch(&q->ctx, &v.form);
	return show_one(q, participant_edit, &v, participant, &v.x);
}

enum result
web_participant_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct participant_edit_view v = { 0 };
	struct participant_state_form now;
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	now = v.form;
	r = form_read(q, participant_state_form, &v.form) ? form_settle(q, &v.form, &now) : INVALID;
	if (r == OK)
		r = participant_set(
			c, q->subject, v.x.id, v.form.state, places_said(q, v.form.places));
	if (c->problems)
		return show_invalid(q, r, participant_edit, &v);
	if (r == OK)
		flash(q, _("Saved."));
	return changed(q, r, url_participant_list(c, q->subject));
}
