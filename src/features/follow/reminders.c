/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reminders: a meeting tomorrow, one of yesterday that nobody has closed, a promise that is due tomorrow, a partner who
 * waits for one's answers. Each once. The last two are nudges: not while a meeting of the two is planned, and one a day at most for a
 * person, whatever it is about (mechanics 13). How they reach somebody is that person's choice.
 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/follow/follow.h"
#include "features/notices/errand.h"
#include "features/notices/notices.h"

/* Who has just planned or moved a meeting knows of it. */
#define SETTLED (6 * 3600)
/* One that waited longer than this is a matter of the two's silence, not of a reminder. */
#define PREPARATION_WINDOW (30 * DAY)

/* Who closes a meeting in the evening is not asked the next morning; who has not in a week is asked on the page. */
#define CLOSE_AFTER (12 * 3600)
#define CLOSE_WINDOW (7 * DAY)

/* What a programme that has not set it goes by ("value"), and how far it may go ("least", "most"). */
static int64_t
usual(const char *threshold, const char *what)
{
	return practice_number(practice_need("threshold", threshold), what, 1);
}

static void
remind_meeting(struct ctx *c, const struct remind_meeting *m)
{
	const struct letter_to to = { m->person, m->name, m->email, m->lang, m->tz };
	const struct letter_ics soon = { .at = m->starts_at };
	struct ctx reader = letter_ctx(c, &to);

	letter_send(c, PRACTICE_LETTER_MEETING_REMINDER, &to,
		(const struct practice_blank[]){ { "partner", m->partner },
			{ "when", fmt_when(&reader, m->starts_at) },
			{ "place",
				*m->place ? m->place : tr_text(reader.lang, N_("not said yet")) },
			{ "link", whole_address(c, url_meeting_show(c, m->id)) }, { NULL, NULL } },
		&soon);
	sql_reminded_note(c, "meeting", m->id, m->person, m->starts_at);
}

static void
remind_closing(struct ctx *c, const struct remind_meeting *m)
{
	const struct letter_to to = { m->person, m->name, m->email, m->lang, m->tz };
	struct ctx reader = letter_ctx(c, &to);

	letter_send(c, PRACTICE_LETTER_MEETING_CLOSE, &to,
		(const struct practice_blank[]){ { "partner", m->partner },
			{ "when", fmt_when(&reader, m->starts_at) },
			{ "do", errand_of(c, ERRAND_MET, m->id, m->starts_at) },
			{ "link", whole_address(c, url_closing_new(c, m->id)) }, { NULL, NULL } },
		NULL);
	sql_closing_asked_note(c, m->id, m->person, c->now);
}

/* The mail does not say which promise it is: of two that are due on a day, neither is marked from it. */
static const char *
kept_from_mail(struct ctx *c, const struct remind_commitment *k)
{
	int64_t due;

	return day_parse(k->due_on, &due) &&
			       sql_remind_commitment_same(c, k->person, k->due_on) == 1
		       ? errand_of(c, ERRAND_KEPT, k->id, due)
		       : "";
}

/* False if its owner's tomorrow is another day. */
static bool
remind_commitment(struct ctx *c, const struct remind_commitment *k)
{
	const struct letter_to to = { k->person, k->name, k->email, k->lang, k->tz };
	struct ctx reader = letter_ctx(c, &to);

	if (!str_eq(k->due_on, day_text(c->mem, local_day(k->tz, c->now) + 1)))
		return false;
	letter_nudge(c, PRACTICE_LETTER_COMMITMENT_DUE, &to,
		(const struct practice_blank[]){ { "partner", k->partner },
			{ "when", fmt_date(&reader, k->due_on) }, { "do", kept_from_mail(c, k) },
			{ "link", whole_address(c, url_commitment_list(c, k->relationship)) },
			{ NULL, NULL } },
		k->relationship);
	sql_reminded_note(c, "commitment", k->id, k->person, c->now);
	return true;
}

static void
remind_preparation(struct ctx *c, const struct remind_preparation *r)
{
	const struct letter_to to = { r->person, r->name, r->email, r->lang, r->tz };

	letter_nudge(c, PRACTICE_LETTER_PREPARATION_REMINDER, &to,
		(const struct practice_blank[]){ { "partner", r->partner },
			{ "link", whole_address(c, url_preparation_show(c, r->id)) },
			{ NULL, NULL } },
		r->id);
	sql_reminded_note(c, "preparation", r->id, r->person, c->now);
}

static int
remind_all(struct ctx *c, int64_t *skip)
{
	int64_t today = c->now / DAY;
	const char *ahead = PRACTICE_THRESHOLD_MEETING_REMINDER;
	const char *wait = PRACTICE_THRESHOLD_PREPARATION_DAYS;
	struct remind_meeting_rows meetings = sql_remind_meetings(c, c->now,
		c->now + usual(ahead, "most") * 3600, usual(ahead, "value"), c->now - SETTLED);
	struct remind_meeting_rows closings =
		sql_remind_closings(c, c->now - CLOSE_WINDOW, c->now - CLOSE_AFTER);
	struct remind_commitment_rows commitments = sql_remind_commitments(
		c, day_text(c->mem, today), day_text(c->mem, today + 2), *skip);
	struct remind_preparation_rows preparations =
		sql_remind_preparations(c, c->now - usual(wait, "most") * DAY - PREPARATION_WINDOW,
			c->now - usual(wait, "least") * DAY, c->now, usual(wait, "value"));

	for (int i = 0; i < meetings.n; i++)
		remind_meeting(c, &meetings.v[i]);
	for (int i = 0; i < closings.n; i++)
		remind_closing(c, &closings.v[i]);
	for (int i = 0; i < preparations.n; i++)
		remind_preparation(c, &preparations.v[i]);
	for (int i = 0; i < commitments.n; i++)
		if (!remind_commitment(c, &commitments.v[i]))
			(*skip)++;
	return meetings.n + closings.n + commitments.n + preparations.n;
}

/* In memory of its own. */
int
reminders_send(struct ctx *c, int64_t *skip)
{
	struct ctx own = *c;
	int served;

	own.mem = arena_new(0);
	served = remind_all(&own, skip);
	arena_free(own.mem);
	return served;
}

struct reminding {
	int served;
	int64_t skip;
};

static enum result
serve_batch(struct ctx *c, void *arg)
{
	struct reminding *run = arg;

	run->served = reminders_send(c, &run->skip);
	return OK;
}

enum result
job_reminder_run(struct job *j)
{
	struct reminding run = { 0 };
	enum result r;

	do {
		r = job_write(j, serve_batch, &run);
	} while (r == OK && run.served && !job_stopped(j));
	return r;
}
