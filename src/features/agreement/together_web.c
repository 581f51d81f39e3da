/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/agreement/agreement.h"
#include "features/agreement/agreement.html.h"
#include "features/meetings/meetings.h"
#include "features/people/people.h"

FORM_DEFINE(absence_form, ABSENCE_FORM)
FORM_DEFINE(style_form, STYLE_FORM)

/* ---- who came ---- */

enum result
web_attendance_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct agreement_list_view v = { 0 };
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	v.attendance = sql_attendance_list(c, q->subject);
	return show_many(q, attendance_page, &v, attendance, &v.attendance);
}

static enum result
absence_fill(struct ctx *c, int64_t meeting, struct absence_view *v)
{
	struct meeting m;
	enum result r;

	if (!sql_meeting_get(c, meeting, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &v->pair);
	if (r != OK)
		return r;
	v->meeting = meeting;
	v->starts_at = m.starts_at;
	v->noted = str_eq(m.state, "cancelled");
	v->whos.v = ARENA_ARRAY(c->mem, struct option, 3);
	v->whos.v[v->whos.n++] = (struct option){ "me", _("I did not come") };
	v->whos.v[v->whos.n++] = (struct option){ "partner",
		tr(c, _("%s did not come"), fmt_first(c, v->pair.partner_name)) };
	v->whos.v[v->whos.n++] = (struct option){ "both", _("Neither of us came") };
	return OK;
}

enum result
web_absence_new(struct req *q)
{
	struct absence_view v = { 0 };
	enum result r = absence_fill(&q->ctx, q->subject, &v);

	if (r != OK)
		return r;
	form_show(absence_form, &v.form);
	v.form.who = "";
	return show_page(q, absence, &v);
}

enum result
web_absence_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct absence_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, absence_form, &v.form))
		r = absence_note(c, q->subject, v.form.who);
	if (r == INVALID && absence_fill(c, q->subject, &v) == OK)
		return show_invalid(q, r, absence, &v);
	if (r == OK && !q->json)
		flash(q, _("Noted. What was on the agenda waits for the next meeting."));
	return changed(q, r, url_absence_new(c, q->subject));
}

enum result
web_absence_delete(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, absence_forget(c, q->subject), url_meeting_show(c, q->subject));
}

/* ---- how they like to talk ---- */

static bool
fits(const struct practice_item *it, const struct style_offer *o)
{
	const struct practice_field *f = practice_values(it, "fits");

	for (size_t i = 0; i < f->count; i++)
		if (str_eq(f->entries[i].key, o->medium) || str_eq(f->entries[i].key, o->detail))
			return true;
	return false;
}

/* The ways that go with what has changed, each once. */
static void
offers_fill(struct ctx *c, const struct style_offer_rows *all, struct style_view *v)
{
	const struct practice_kind *ways = practice_kind("process-change");

	v->offers.v = ARENA_ARRAY(c->mem, struct style_change_row, ways->count);
	for (size_t i = 0; i < ways->count; i++)
		for (int j = 0; j < all->n; j++) {
			const struct practice_item *it = &ways->items[i];

			if (!str_eq(all->v[j].state, "open") || !fits(it, &all->v[j]))
				continue;
			v->who = all->v[j].person_name;
			v->offers.v[v->offers.n++] = (struct style_change_row){ it->id,
				practice_field(it, "name", c->lang->tag),
				practice_field(it, "text", c->lang->tag) };
			break;
		}
}

static void
taken_fill(struct ctx *c, const struct style_offer_rows *all, struct style_view *v)
{
	v->taken.v = ARENA_ARRAY(c->mem, struct style_change_row, all->n);
	for (int i = 0; i < all->n; i++) {
		const struct practice_item *it = practice_find("process-change", all->v[i].change);

		if (it && str_eq(all->v[i].state, "accepted"))
			v->taken.v[v->taken.n++] = (struct style_change_row){ it->id,
				practice_field(it, "name", c->lang->tag),
				fmt_day(c, all->v[i].decided_at) };
	}
}

static enum result
style_fill(struct req *q, struct style_view *v, struct style_offer_rows *ret_all)
{
	struct ctx *c = &q->ctx;
	struct agreement_people l;
	const char *mentor, *mentee;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK || !sql_agreement_people_get(c, q->subject, &l))
		return r == OK ? NOT_FOUND : r;
	mentor = fmt_likes(c, l.mentor_detail, l.mentor_medium);
	mentee = fmt_likes(c, l.mentee_detail, l.mentee_medium);
	v->mine = l.mentor == c->who ? mentor : mentee;
	v->theirs = l.mentor == c->who ? mentee : mentor;
	*ret_all = sql_style_offer_list(c, q->subject);
	offers_fill(c, ret_all, v);
	taken_fill(c, ret_all, v);
	return OK;
}

enum result
web_style_list(struct req *q)
{
	struct style_view v = { 0 };
	struct style_offer_rows all;
	enum result r = style_fill(q, &v, &all);

	return r == OK ? show_many(q, style_page, &v, style_offer, &all) : r;
}

enum result
web_style_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct style_view v = { 0 };
	struct style_offer_rows all;
	struct style_form f;
	enum result r = INVALID;

	if (form_read(q, style_form, &f))
		r = style_decide(c, q->subject, f.change);
	if (r == INVALID && style_fill(q, &v, &all) == OK)
		return show_invalid(q, r, style_page, &v);
	return changed(q, r, url_style_list(c, q->subject));
}
