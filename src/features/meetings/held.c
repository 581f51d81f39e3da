/* SPDX-License-Identifier: Apache-2.0 */
#include "features/meetings/held.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/meetings/meetings.html.h"
#include "features/notices/notices.h"

FORM_DEFINE(held_form, HELD_FORM)

#define NOON 12
#define USUAL_MINUTES 60

/* The day as the one who writes sees it: from when to when, and a time in it that has passed. */
struct held_day {
	int64_t from, until, at;
};

/* A meeting that begins later than this is another one than the one just held. */
#define SOON 3600

static enum result
day_of(struct ctx *c, const struct pair *p, const char *on, struct held_day *ret)
{
	int64_t day, noon;

	if (!day_parse(on, &day))
		return invalid(c, "held_on", _("Choose a day."));
	if (day > day_today(c))
		return invalid(c, "held_on", _("This day lies ahead. Plan the meeting instead."));
	if (day < day_today(c) - LOGGED_DAYS || day < local_day(c->tz, p->r.started_at))
		return invalid(c, "held_on",
			_("Choose a day since you are a pair, within the last year."));
	noon = local_moment(c, c->tz, day, NOON);
	*ret = (struct held_day){ local_moment(c, c->tz, day, 0),
		local_moment(c, c->tz, day + 1, 0), noon < c->now ? noon : c->now };
	return OK;
}

/* The meeting of that day, or a new one. */
static int64_t
meeting_on(struct ctx *c, const struct pair *p, const struct held_day *d)
{
	int64_t until = d->until < c->now + SOON ? d->until : c->now + SOON;
	int64_t id = sql_meeting_on_day(c, p->r.id, d->from, until);

	if (id)
		return id;
	id = new_id(c);
	sql_meeting_insert(c, id, p->r.id, d->at, USUAL_MINUTES, "",
		arena_printf(c->mem, "%s@waymark", token_new(c->mem)), c->who, c->now);
	return id;
}

enum result
meeting_log(struct ctx *c, int64_t relationship, const struct held_form *f, int64_t *ret_id)
{
	struct note_form note = { .body = f->about, .page = "" };
	struct note_saved saved;
	struct held_day day = { 0 };
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t id;

	if (r == OK)
		r = day_of(c, &p, f->held_on, &day);
	if (r != OK)
		return r;
	id = meeting_on(c, &p, &day);
	/* As if nothing had been there: lines of both stand below one another. */
	if (*f->about)
		r = note_save(c, id, NOTE_SHARED, &note, &saved);
	if (r != OK)
		return r;
	if (*f->step)
		sql_commitment_insert(
			c, new_id(c), relationship, id, c->who, f->step, f->due_on, c->now);
	if (!sql_closing_exists(c, id, c->who))
		sql_closing_insert(c, new_id(c), relationship, id, c->who, "", "", c->now);
	if (sql_meeting_set_held(c, id, c->now))
		event_add(c, EVENT_meeting_closed, id);
	*ret_id = id;
	return OK;
}

enum result
web_held_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct held_view v = { 0 };
	enum result r = pair_open(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	form_show(held_form, &v.form);
	v.form.held_on = today_on(c);
	v.form.about = v.form.step = v.form.due_on = "";
	return show_page(q, held, &v);
}

enum result
web_held_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct held_view v = { 0 };
	enum result r = INVALID;
	int64_t id = 0;

	if (form_read(q, held_form, &v.form))
		r = meeting_log(c, q->subject, &v.form, &id);
	if (r == INVALID && pair_get(c, q->subject, &v.pair) == OK)
		return show_invalid(q, r, held, &v);
	if (r == OK && !q->json)
		flash(q, _("Noted. Thank you for keeping track."));
	return created(q, r, id, url_meeting_show(c, id));
}
