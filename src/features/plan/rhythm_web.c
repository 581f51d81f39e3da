/* SPDX-License-Identifier: Apache-2.0 */
#include "features/plan/rhythm.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.h"
#include "features/meetings/when.h"
#include "features/plan/rhythm.html.h"

FORM_DEFINE(rhythm_form, RHYTHM_FORM)

static enum result
view_fill(struct ctx *c, int64_t relationship, struct rhythm_view *v)
{
	enum result r = pair_open(c, relationship, &v->pair);

	if (r != OK)
		return r;
	v->blocked = meeting_comes_first(c, &v->pair);
	v->prepares = v->blocked && str_eq(v->pair.r.readiness, "require") &&
		      sql_meeting_ready_count(c, relationship) < 2;
	return OK;
}

enum result
web_rhythm_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rhythm_view v = { 0 };
	enum result r = view_fill(c, q->subject, &v);
	int64_t weeks;

	if (r != OK)
		return r;
	weeks = (v.pair.r.cadence_days + 3) / 7;
	v.form = (struct rhythm_form){ .starts = fmt_local(c, meeting_guess(c, &v.pair)),
		.weeks = weeks < 1    ? 1
			 : weeks > 12 ? 12
				      : weeks,
		.count = 4,
		.minutes = 60,
		.place = "" };
	form_show(rhythm_form, &v.form);
	return show_page(q, rhythm_new, &v);
}

/* ---- the dates, one by one ---- */

static const char *
sent(const struct req *q, const char *name)
{
	const char *value = req_value(q, name);

	return value ? value : "";
}

/* As they came from the page on which they were looked at. */
static struct rhythm_date_rows
dates_read(struct req *q)
{
	struct rhythm_date_rows rows = { 0,
		ARENA_ARRAY(q->ctx.mem, struct rhythm_date, RHYTHM_MOST) };

	for (int i = 1; i <= RHYTHM_MOST; i++) {
		struct rhythm_date d = rhythm_date_of(&q->ctx, i, "");

		if (!req_value(q, d.name))
			break;
		d = rhythm_date_of(&q->ctx, i, sent(q, d.name));
		d.left = *sent(q, d.leave) && !str_eq(sent(q, d.leave), "false");
		d.seen = str_eq(d.local, sent(q, d.seen_name));
		rows.v[rows.n++] = d;
	}
	return rows;
}

static const char *
number_of(struct ctx *c, const struct rhythm_date *d)
{
	return tr(c, _("Number %d"), (int)d->place);
}

/* A date that cannot be read; and on a page what speaks against one that was moved, said before it is sent. */
static enum result
dates_look(struct req *q, const struct rhythm_date_rows *rows)
{
	struct ctx *c = &q->ctx;
	enum result r = OK;

	for (int i = 0; i < rows->n; i++) {
		struct rhythm_date *d = &rows->v[i];

		if (d->left)
			continue;
		if (!d->at)
			d->wrong = _("Choose a day and a time, or leave this one out.");
		else if (!q->json && !d->seen && d->against.n)
			d->wrong = d->against.v[0];
		if (*d->wrong)
			r = invalid_at(c, d->name, number_of(c, d), d->wrong);
	}
	return r;
}

static void
sum_fill(struct ctx *c, struct rhythm_view *v)
{
	int n = 0;

	for (int i = 0; i < v->dates.n; i++)
		n += v->dates.v[i].against.n > 0;
	v->against = n > 0;
	v->sum =
		n ? tr_n(c, "Something speaks against %d date. Move it, leave it out, or keep it.",
			    "Something speaks against %d dates. Move them, leave them out, or keep "
			    "them.",
			    n)
		  : _("Nothing speaks against these dates.");
}

/* All that speaks against the dates, and the page on which they are moved or left out. */
static enum result
check(struct req *q, struct rhythm_view *v, enum result r)
{
	sum_fill(&q->ctx, v);
	form_show(rhythm_form, &v->form);
	if (r == INVALID)
		return show_invalid(q, r, rhythm_check, v);
	answer_look(q);
	return show_page(q, rhythm_check, v);
}

static void
flash_planned(struct req *q, const struct rhythm_view *v)
{
	int n = 0;

	for (int i = 0; i < v->dates.n; i++)
		n += !v->dates.v[i].left;
	flash(q, tr_n(&q->ctx,
			 "%1$d meeting is planned. %2$s hears of it, and both of you get it for "
			 "your calendar.",
			 "%1$d meetings are planned. %2$s hears of them, and both of you get them "
			 "for your calendar.",
			 n, fmt_first(&q->ctx, v->pair.partner_name)));
}

enum result
web_rhythm_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct rhythm_view v = { 0 };
	enum result r = view_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	if (!form_read(q, rhythm_form, &v.form))
		return show_invalid(q, INVALID, rhythm_new, &v);
	if (v.blocked)
		return conflict(c, v.blocked);
	if (!q->json && *sent(q, "date_back")) {
		form_show(rhythm_form, &v.form);
		answer_look(q);
		return show_page(q, rhythm_new, &v);
	}
	if (v.form.dates)
		v.dates = dates_read(q);
	else if (rhythm_dates(c, &v.form, &v.dates) != OK)
		return show_invalid(q, INVALID, rhythm_new, &v);
	rhythm_weigh(c, &v.pair, v.form.minutes, &v.dates);
	if (!q->json && !v.form.dates)
		return check(q, &v, OK);
	r = dates_look(q, &v.dates);
	if (r == OK)
		r = rhythm_plan(c, q->subject, &v.form, &v.dates);
	if (r == INVALID)
		return check(q, &v, r);
	if (r == OK && !q->json)
		flash_planned(q, &v);
	return changed(q, r, url_meeting_list(c, q->subject));
}
