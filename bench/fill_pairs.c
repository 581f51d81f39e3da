/* SPDX-License-Identifier: Apache-2.0 */
/* What two people have done since they were brought together, up to a year ago. */
#include "base/day.h"
#include "base/str.h"
#include "bench/fill.h"
#include "engine/practice/practice.gen.h"
#include "features/demo/demo.h"
#include "features/goals/goals.h"
#include "features/meetings/meetings.h"
#include "features/preparation/preparation.h"
#include "features/relationships/relationships.h"

/* One pair being made. */
struct pair_made {
	struct fill *f;
	int64_t id, mentor, mentee;
	int64_t began;
	bool ended;
};

static struct ctx
at(const struct ctx *c, int64_t who, int64_t when)
{
	struct ctx then = *c;

	then.who = who;
	then.now = when;
	return then;
}

static void
prepare(struct pair_made *p, struct ctx *c, int64_t who, int64_t when)
{
	static const char *const questions[] = { PRACTICE_PROMPT_PREWORK_WANTS,
		PRACTICE_PROMPT_PREWORK_BRINGS, PRACTICE_PROMPT_PREWORK_EXPECTS };
	struct ctx then = at(c, who, when);

	for (int i = 0; i < 3; i++)
		sql_preparation_answer_insert(&then, new_id(&then), p->id, who, questions[i],
			prose(c->mem, &p->f->r, 2), when);
	sql_preparation_ready_insert(&then, p->id, who, when);
}

static int64_t
plan(struct pair_made *p, struct ctx *c, int64_t when)
{
	struct ctx then = at(c, p->mentee, when - 7 * DAY);
	int64_t id = new_id(&then);

	sql_meeting_insert(&then, id, p->id, when, 60, "Video call",
		arena_printf(c->mem, "bench-%lld@waymark", (long long)id), p->mentee, then.now);
	return id;
}

static void
write_agenda(struct pair_made *p, struct ctx *c, int64_t meeting, int64_t when)
{
	for (int i = 0; i < 4; i++) {
		int64_t who = i % 2 ? p->mentor : p->mentee;
		struct ctx then = at(c, who, when);

		sql_agenda_insert(&then, new_id(&then), p->id, meeting, who, "person", 0, "",
			short_line(&p->f->r), i + 1, when);
	}
}

static void
hold(struct pair_made *p, struct ctx *c, int64_t when, bool last)
{
	int64_t meeting = plan(p, c, when);
	int64_t people[] = { p->mentee, p->mentor };

	if (last)
		write_agenda(p, c, meeting, when - DAY);
	for (int i = 0; i < 2; i++) {
		struct ctx then = at(c, people[i], when + 3600);
		int64_t promise;

		sql_closing_insert(&then, new_id(&then), p->id, meeting, people[i],
			prose(c->mem, &p->f->r, 1), i ? "" : prose(c->mem, &p->f->r, 1), then.now);
		if (i && chance_percent(&p->f->r, 50))
			continue;
		promise = new_id(&then);
		sql_commitment_insert(&then, promise, p->id, meeting, people[i],
			short_line(&p->f->r), day_text(c->mem, when / DAY + 14), then.now);
		if (!last || chance_percent(&p->f->r, 30))
			sql_commitment_set_state(&then, promise, "done", when + 9 * DAY);
	}
	sql_meeting_set_held(c, meeting, when + 3600);
}

static void
aim(struct pair_made *p, struct ctx *c, int n)
{
	struct ctx then = at(c, p->mentee, p->began + (20 + 30 * n) * DAY);
	struct chance *r = &p->f->r;

	sql_goal_insert(&then, new_id(&then), p->id, p->mentee, short_line(r), prose(c->mem, r, 1),
		"Talks given", "talks", "0", "3", false, "", prose(c->mem, r, 1),
		prose(c->mem, r, 1), day_text(c->mem, p->f->now / DAY + 60), n ? "long" : "short",
		0, "", false, p->f->now + 60 * DAY, then.now);
}

static void
go_on(struct pair_made *p, struct ctx *c)
{
	struct fill *f = p->f;
	int64_t until = p->ended ? f->now - 40 * DAY : f->now - chance_below(&f->r, 25) * DAY;
	int64_t stage = 1, when = p->began + 14 * DAY;
	int held = 0;

	for (; when < until; when += (24 + chance_below(&f->r, 10)) * DAY, held++)
		hold(p, c, when, when + 24 * DAY >= until);
	for (int n = 0; n < held / 3 && n < 3; n++)
		aim(p, c, n);
	stage = held > 8 ? 4 : held > 4 ? 3 : held ? 2 : 1;
	for (int64_t k = 2; k <= stage; k++)
		sql_stage_step_insert(c, p->id, k, p->began + k * 30 * DAY);
	sql_demo_set_relationship(c, p->id, p->ended ? "ended" : "active", stage,
		p->began + stage * 30 * DAY, p->ended ? until : 0, p->ended ? "planned" : "", 0);
	if (!p->ended && chance_percent(&f->r, 70)) {
		int64_t next = f->now + (1 + chance_below(&f->r, 20)) * DAY;

		write_agenda(p, c, plan(p, c, next), f->now - DAY);
	}
}

static enum result
fill_pair(struct ctx *c, struct fill *f, int n)
{
	struct pair_made p = {
		.f = f,
		.mentor = f->person[mentor_of(f, n)],
		.mentee = f->person[mentee_of(f, n)],
		.began = f->now - (20 + chance_below(&f->r, 330)) * DAY,
		.ended = chance_percent(&f->r, 25),
	};
	int64_t programme = f->programme[programme_of(f, n)];
	struct ctx then = at(c, 0, p.began);
	enum result r;

	sql_demo_participant_insert(c, programme, p.mentor, "mentor", 2, p.began - 9 * DAY);
	sql_demo_participant_insert(c, programme, p.mentee, "mentee", 1, p.began - 9 * DAY);
	r = relationship_start(&then, programme, p.mentor, p.mentee, &p.id);
	if (r != OK)
		return r;
	prepare(&p, c, p.mentee, p.began + 3 * DAY);
	if (!chance_percent(&f->r, 10))
		prepare(&p, c, p.mentor, p.began + 5 * DAY);
	go_on(&p, c);
	return OK;
}

enum result
fill_pairs(struct ctx *c, void *arg)
{
	struct fill *f = arg;

	for (int n = f->from; n < f->to; n++) {
		enum result r = fill_pair(c, f, n);

		if (r != OK)
			return r;
	}
	return OK;
}
