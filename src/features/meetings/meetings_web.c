/* SPDX-License-Identifier: Apache-2.0 */
#include "features/meetings/meetings.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.html.h"
#include "features/meetings/when.h"

FORM_DEFINE(meeting_form, MEETING_FORM)
FORM_DEFINE(agenda_form, AGENDA_FORM)

enum result
web_meeting_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_list_view v = { 0 };
	struct meeting_rows all;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	paging_read(q, q->json ? ROWS_OF_JSON : MEETINGS_ON_PAGE, &v.pages);
	if (q->json) {
		all = sql_meeting_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
		return show_many(q, meeting_list, &v, meeting, &all);
	}
	v.planned = sql_meeting_list(c, q->subject, "planned");
	v.over.v = v.planned.v;
	for (; v.planned.n && v.planned.v->starts_at + v.planned.v->minutes * 60 < c->now;
		v.planned.n--) {
		v.planned.v++;
		v.over.n++;
	}
	v.held = sql_meeting_held_page(c, q->subject, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_meeting_held_count(c, q->subject), &v.pages);
	return show_page(q, meeting_list, &v);
}

/* ---- planning ---- */

/* What speaks against the time is said once; who sends it again with a tick knows it. A program decides itself. */
static enum result
time_look(struct req *q, struct meeting_edit_view *v)
{
	struct ctx *c = &q->ctx;
	const char *against;
	int64_t at;

	v->against = v->form.anyway;
	if (q->json || v->form.anyway || !local_to_utc(v->form.starts, c->tz, &at))
		return OK;
	against = meeting_against(c, &v->pair, v->meeting, at, v->form.minutes);
	if (!*against)
		return OK;
	v->against = true;
	return invalid(c, "starts", against);
}

enum result
web_meeting_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_edit_view v = { 0 };
	enum result r = pair_open(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	form_show(meeting_form, &v.form);
	v.form.starts = fmt_local(c, meeting_guess(c, &v.pair));
	v.form.minutes = 60;
	v.form.place = "";
	v.there = meeting_there(c, &v.pair);
	v.blocked = meeting_comes_first(c, &v.pair);
	v.prepares = v.blocked && str_eq(v.pair.r.readiness, "require") &&
		     sql_meeting_ready_count(c, q->subject) < 2;
	return show_page(q, meeting_edit, &v);
}

enum result
web_meeting_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_edit_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (pair_get(c, q->subject, &v.pair) != OK)
		return NOT_FOUND;
	v.there = meeting_there(c, &v.pair);
	if (form_read(q, meeting_form, &v.form))
		r = time_look(q, &v);
	if (r == OK)
		r = meeting_plan(c, q->subject, &v.form, &id);
	if (r == INVALID)
		return show_invalid(q, r, meeting_edit, &v);
	return created(q, r, id, url_meeting_show(c, id));
}

/* As it is planned by now. */
static void
meeting_form_fill(struct ctx *c, const struct meeting *m, struct meeting_form *f)
{
	form_show(meeting_form, f);
	f->starts = fmt_local(c, m->starts_at);
	f->minutes = m->minutes;
	f->place = m->place;
}

enum result
web_meeting_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_edit_view v = { .meeting = q->subject };
	struct meeting m;
	enum result r;

	if (!sql_meeting_get(c, q->subject, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &v.pair);
	if (r != OK)
		return r;
	meeting_form_fill(c, &m, &v.form);
	form_watch(c, &v.form);
	v.there = meeting_there(c, &v.pair);
	return show_page(q, meeting_edit, &v);
}

enum result
web_meeting_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_edit_view v = { .meeting = q->subject };
	struct meeting_form now = { 0 };
	struct meeting m;
	enum result r = INVALID;

	if (!sql_meeting_get(c, q->subject, &m))
		return NOT_FOUND;
	meeting_form_fill(c, &m, &now);
	if (pair_get(c, m.relationship, &v.pair) != OK)
		return NOT_FOUND;
	v.there = meeting_there(c, &v.pair);
	if (form_read(q, meeting_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		/* Where it is may change without another word on when. */
		if (r == OK && (!str_eq(v.form.starts, now.starts) || v.form.minutes > now.minutes))
			r = time_look(q, &v);
		if (r == OK)
			r = meeting_move(c, q->subject, &v.form);
	}
	if (c->problems)
		return show_invalid(q, r, meeting_edit, &v);
	if (r == OK && !q->json)
		flash(q, tr(c, _("Saved. %s gets a mail that changes the calendar."),
				 fmt_first(c, v.pair.partner_name)));
	return changed(q, r, url_meeting_show(c, q->subject));
}

enum result
web_cancellation_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting m;
	enum result r = meeting_cancel(c, q->subject);

	if (r != OK || !sql_meeting_get(c, q->subject, &m))
		return r == OK ? NOT_FOUND : r;
	if (!q->json)
		flash(q, _("The meeting is called off. What was on its agenda waits for the next "
			   "one."));
	return changed(q, r, url_relationship_show(c, m.relationship));
}

static enum result
acceptance(struct req *q, bool yes)
{
	return changed(
		q, meeting_suits(&q->ctx, q->subject, yes), url_meeting_show(&q->ctx, q->subject));
}

enum result
web_meeting_acceptance_create(struct req *q)
{
	return acceptance(q, true);
}

enum result
web_meeting_acceptance_delete(struct req *q)
{
	return acceptance(q, false);
}

/* ---- one meeting ---- */

/* How it was closed: one's own answers, and the partner's once one has answered. */
static void
sides_fill(struct ctx *c, struct meeting_view *v)
{
	struct closing_rows rows = sql_closing_list(c, v->m.id);

	v->sides.v = ARENA_ARRAY(c->mem, struct closing_side, rows.n);
	for (int i = 0; i < rows.n; i++)
		v->answered = v->answered || rows.v[i].person == c->who;
	for (int i = 0; i < rows.n; i++) {
		bool mine = rows.v[i].person == c->who;

		if (mine || v->answered)
			v->sides.v[v->sides.n++] = (struct closing_side){ v->pair.partner_name,
				rows.v[i].useful, rows.v[i].change, mine };
	}
}

static void
promised_fill(struct ctx *c, struct meeting_view *v)
{
	struct commitment_rows rows = sql_commitment_of_meeting(c, v->m.id);

	v->promised.v = ARENA_ARRAY(c->mem, struct commitment_row, rows.n);
	for (int i = 0; i < rows.n; i++)
		v->promised.v[v->promised.n++] = (struct commitment_row){ .k = rows.v[i],
			.mine = rows.v[i].owner == c->who };
}

/* Who has said that the time suits; whoever planned it, and it was not moved since, is not asked. */
static void
suits_fill(struct ctx *c, struct meeting_view *v)
{
	bool ahead = str_eq(v->m.state, "planned") && v->m.starts_at > c->now && v->pair.active;

	v->suits = ahead && sql_meeting_yes_at(c, v->m.id, v->pair.me, v->m.starts_at);
	v->suits_them = ahead && sql_meeting_yes_at(c, v->m.id, v->pair.partner, v->m.starts_at);
	v->asked = ahead && !v->suits && (v->m.made_by != v->pair.me || v->m.sequence);
}

/* What the two are about to do with it: prepare, meet, close. */
static int64_t
phase_of(const struct ctx *c, const struct meeting_view *v)
{
	if (v->answered)
		return 3;
	if (str_eq(v->m.state, "held") || v->m.starts_at + v->m.minutes * 60 <= c->now)
		return 2;
	return v->m.starts_at - MEET_EARLY <= c->now;
}

static enum result
view_fill(struct ctx *c, int64_t meeting, struct meeting_view *v)
{
	enum result r;

	if (!sql_meeting_get(c, meeting, &v->m))
		return NOT_FOUND;
	r = pair_get(c, v->m.relationship, &v->pair);
	if (r != OK)
		return r;
	v->points = agenda_points(c, &v->pair, meeting);
	v->goals = meeting_goals_of(c, &v->m);
	sides_fill(c, v);
	promised_fill(c, v);
	notes_fill(c, meeting, &v->notes);
	v->closable = v->pair.active && !v->answered && !str_eq(v->m.state, "cancelled") &&
		      v->m.starts_at <= c->now + CLOSE_EARLY;
	v->phase = phase_of(c, v);
	v->same_zone = str_eq(v->pair.partner_tz, c->tz);
	suits_fill(c, v);
	form_show(agenda_form, &v->form);
	v->form.body = "";
	return OK;
}

enum result
web_meeting_show(struct req *q)
{
	struct meeting_view v = { 0 };
	enum result r = view_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	return show_one(q, meeting_show, &v, meeting, &v.m);
}

enum result
web_agenda_list(struct req *q)
{
	struct meeting_view v = { 0 };
	struct agenda_item_rows rows;
	enum result r = view_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	rows = (struct agenda_item_rows){ v.points.n,
		ARENA_ARRAY(q->ctx.mem, struct agenda_item, v.points.n) };
	for (int i = 0; i < rows.n; i++)
		rows.v[i] = (struct agenda_item){ v.points.v[i].id, v.points.v[i].text,
			v.points.v[i].note };
	return show_many(q, meeting_show, &v, agenda_item, &rows);
}

enum result
web_agenda_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_view v = { 0 };
	struct agenda_form f;
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, agenda_form, &f))
		r = agenda_add(c, q->subject, f.body, &id);
	if (r == INVALID && view_fill(c, q->subject, &v) == OK) {
		v.form = f;
		return show_invalid(q, r, meeting_show, &v);
	}
	return created(q, r, id, url_meeting_show(c, q->subject));
}

enum result
web_agenda_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agenda_place a = { 0 };
	enum result r;

	if (!sql_agenda_get(c, q->subject, &a))
		return NOT_FOUND;
	r = agenda_remove(c, q->subject);
	return changed(q, r,
		a.meeting ? url_meeting_show(c, a.meeting)
			  : url_relationship_show(c, a.relationship));
}

enum result
web_calendar_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct meeting_people people;
	struct meeting m;
	bool off;

	if (!sql_meeting_get(c, q->subject, &m) ||
		!sql_meeting_people_get(c, m.relationship, &people))
		return NOT_FOUND;
	off = str_eq(m.state, "cancelled");
	buf_str(file_begin(q, "text/calendar; charset=utf-8", "meeting.ics"),
		meeting_ics(c, &m, &people, off ? "CANCEL" : "PUBLISH"));
	return file_end(q);
}
