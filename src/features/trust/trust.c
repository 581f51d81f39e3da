/* SPDX-License-Identifier: Apache-2.0 */
#include "features/trust/trust.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/meetings/meetings.h"
#include "features/programmes/asks.h"

static int64_t
round_length(struct ctx *c, const struct pair *p)
{
	return DAY * threshold(c, p->r.programme, PRACTICE_THRESHOLD_PULSE_EVERY);
}

int64_t
pulse_round(struct ctx *c, const struct pair *p)
{
	return c->now < p->r.started_at ? 0 : (c->now - p->r.started_at) / round_length(c, p);
}

bool
pulse_due(struct ctx *c, const struct pair *p, int64_t held)
{
	return p->active && held > 0 && !sql_pulse_answered(c, p->r.id, pulse_round(c, p), p->me);
}

enum result
pulse_answer(struct ctx *c, int64_t relationship, const struct pulse_form *f)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	sql_pulse_save(c, relationship, pulse_round(c, &p), c->who, atoi(f->openness),
		atoi(f->respect), atoi(f->adapts), atoi(f->comfort), c->now);
	event_add(c, EVENT_pulse_answered, relationship);
	return OK;
}

/* Kept: done on the day that was promised, or before. */
static bool
kept(const struct trust_promise *k)
{
	return str_eq(k->state, "done") && promise_in_time(k->due_on, k->owner_tz, k->closed_at);
}

struct trust
trust_figures(struct ctx *c, const struct pair *p)
{
	int64_t today = c->now / DAY;
	struct trust_meeting_rows meetings = sql_trust_meetings(c, p->r.id, c->now);
	struct trust_promise_rows promises = sql_trust_promises(
		c, p->r.id, day_text(c->mem, today - PROMISE_DAYS), day_text(c->mem, today));
	struct trust t = { .round = pulse_round(c, p), .planned = meetings.n };

	for (int i = 0; i < meetings.n; i++)
		t.held += str_eq(meetings.v[i].state, "held");
	for (int i = 0; i < promises.n; i++) {
		bool mine = promises.v[i].owner == p->me;

		if (!promise_late(c, promises.v[i].due_on, promises.v[i].owner_tz))
			continue;
		*(mine ? &t.mine_due : &t.theirs_due) += 1;
		*(mine ? &t.mine_kept : &t.theirs_kept) += kept(&promises.v[i]);
	}
	t.due = pulse_due(c, p, t.held);
	return t;
}

static const struct {
	const char *prompt;
	size_t at;
} items[] = {
	{ PRACTICE_PROMPT_PULSE_OPENNESS, offsetof(struct pulse, openness) },
	{ PRACTICE_PROMPT_PULSE_RESPECT, offsetof(struct pulse, respect) },
	{ PRACTICE_PROMPT_PULSE_ADAPTS, offsetof(struct pulse, adapts) },
	{ PRACTICE_PROMPT_PULSE_COMFORT, offsetof(struct pulse, comfort) },
};
#define ITEMS (sizeof items / sizeof *items)

static int64_t
mark(const struct pulse *p, size_t i)
{
	return *(const int64_t *)(const void *)((const char *)p + items[i].at);
}

struct pulse_line_rows
pulse_lines(struct ctx *c, const struct pair *p)
{
	struct pulse_rows rows = sql_pulse_list(c, p->r.id, c->who);
	struct pulse_line_rows ret = { 0, ARENA_ARRAY(c->mem, struct pulse_line, ITEMS) };
	const struct pulse *mine = NULL, *theirs = NULL;

	for (int i = 1; i < rows.n; i++)
		if (rows.v[i].round == rows.v[i - 1].round) {
			bool first = rows.v[i].person == p->me;

			mine = &rows.v[first ? i : i - 1];
			theirs = &rows.v[first ? i - 1 : i];
		}
	for (size_t i = 0; mine && i < ITEMS; i++) {
		const struct practice_item *it = practice_need("prompt", items[i].prompt);
		struct pulse_line line = { .text = practice_field(it, "text", c->lang->tag),
			.talk = "",
			.mine = mark(mine, i),
			.theirs = mark(theirs, i) };

		if (llabs(line.mine - line.theirs) >= PULSE_GAP)
			line.talk = practice_field(it, "hint", c->lang->tag);
		ret.v[ret.n++] = line;
	}
	return ret;
}

/* The round of a moment; what lies before the first or after the last belongs to that. */
static struct trust_round *
round_of(
	const struct trust_round_rows *rounds, const struct pair *p, int64_t length, int64_t moment)
{
	int64_t at = (moment - p->r.started_at) / length, last = rounds->n - 1;

	return &rounds->v[at < 0 ? 0 : at < last ? at : last];
}

/* Reliability over time: in each round the promises whose day has come, and those kept by then. */
static void
rounds_of_promises(
	struct ctx *c, const struct pair *p, int64_t length, struct trust_round_rows *ret)
{
	struct trust_promise_rows rows =
		sql_trust_promises(c, p->r.id, "", day_text(c->mem, c->now / DAY));

	for (int i = 0; i < rows.n; i++) {
		const struct trust_promise *k = &rows.v[i];
		struct trust_round *to;
		int64_t day = 0;

		if (!day_parse(k->due_on, &day) || !promise_late(c, k->due_on, k->owner_tz))
			continue;
		to = round_of(ret, p, length, day * DAY);
		if (k->owner == p->me) {
			to->mine_due++;
			to->mine_kept += kept(k);
		} else {
			to->theirs_due++;
			to->theirs_kept += kept(k);
		}
	}
}

struct trust_round_rows
trust_rounds(struct ctx *c, const struct pair *p)
{
	struct trust_meeting_rows meetings = sql_trust_meetings(c, p->r.id, c->now);
	struct pulse_rows pulses = sql_pulse_list(c, p->r.id, c->who);
	int64_t n = pulse_round(c, p) + 1, length = round_length(c, p);
	struct trust_round_rows ret = { (int)n, ARENA_ARRAY(c->mem, struct trust_round, n) };

	for (int64_t i = 0; i < n; i++)
		ret.v[i] = (struct trust_round){
			.from = fmt_day(c, p->r.started_at + i * length), .mine = -1, .theirs = -1
		};
	for (int i = 0; i < meetings.n; i++) {
		struct trust_round *to = round_of(&ret, p, length, meetings.v[i].starts_at);

		to->planned++;
		to->held += str_eq(meetings.v[i].state, "held");
	}
	rounds_of_promises(c, p, length, &ret);
	for (int i = 0; i < pulses.n; i++)
		if (pulses.v[i].round < n)
			*(pulses.v[i].person == p->me ? &ret.v[pulses.v[i].round].mine
						      : &ret.v[pulses.v[i].round].theirs) =
				pulses.v[i].comfort;
	return ret;
}
