/* SPDX-License-Identifier: Apache-2.0 */
/* What has become of the beginnings of a pair (practice/demo/more.yml): what it settled anew, how its goals changed, what
 * the two told each other openly, and how each sees the other grow. */
#include "base/day.h"
#include "base/str.h"
#include "features/demo/demo.h"
#include "features/endings/endings.h"
#include "features/feedback/feedback.h"
#include "features/follow/follow.h"
#include "features/goals/goals.h"
#include "features/health/answers.h"
#include "features/plan/plan.h"
#include "features/trust/trust.h"

static const char *
date_of(const struct ctx *c, int64_t days)
{
	return day_text(c->mem, c->now / DAY + days);
}

/* ---- goals ---- */

/* One that is not more than its title yet. */
struct goal_form
demo_goal_form(const char *title)
{
	return (struct goal_form){ .title = title,
		.specific = "",
		.metric = "",
		.unit = "",
		.baseline = "",
		.target = "",
		.level1 = "",
		.level2 = "",
		.level3 = "",
		.level4 = "",
		.level5 = "",
		.achievable = "",
		.relevant = "",
		.due_on = "",
		.horizon = "short",
		.career = "",
		.reason = "" };
}

static void
goal_ends(const struct demo_pair *m, const char *title, const char *reason, const char *how,
	int64_t ago)
{
	struct ctx then = demo_ago(m, m->mentee, ago + 40), later = demo_ago(m, m->mentee, ago);
	struct goal_form f = demo_goal_form(demo_says(m, title, 0));
	int64_t id;

	if (then.now > m->began && goal_add(&then, m->id, &f, &id) == OK)
		goal_adjust(&later, id,
			&(struct adjustment_form){
				.what = how, .reason = demo_says(m, reason, 0) });
}

/* The first goal was made smaller, and both said yes to that; another one was let go, or waits. */
void
demo_goal_changed(const struct demo_pair *m, int64_t goal)
{
	struct ctx then = demo_ago(m, m->mentee, 33), yes = demo_ago(m, m->mentor, 32);
	struct goal_form f = demo_goal_form("");
	struct goal g;

	if (!sql_goal_get(m->d->c, goal, &g))
		return;
	goal_form_of(then.mem, &f, &g);
	f.due_on = date_of(m->d->c, 60 + (int64_t)(m->n % 5) * 7);
	f.reason = demo_says(m, "rescope-reason", 0);
	if (goal_change(&then, goal, &f) == OK && sql_goal_get(m->d->c, goal, &g)) {
		goal_accept(&then, goal, g.wording);
		goal_accept(&yes, goal, g.wording);
	}
}

static void
goals_end(const struct demo_pair *m)
{
	if (m->n % 2 == 0)
		goal_ends(m, "dropped-goal", "dropped-reason", "drop", 25);
	else
		goal_ends(m, "paused-goal", "paused-reason", "pause", 18);
}

/* ---- feedback ---- */

/* The mentor says what could change, and hears it, too. Who got it answers. */
static void
openly(const struct demo_pair *m, bool up)
{
	const char *kind = up ? "up" : "change";
	struct arena *mem = m->d->c->mem;
	struct ctx gives = demo_ago(m, up ? m->mentee : m->mentor, up ? 17 : 24);
	struct ctx answers = demo_ago(m, up ? m->mentor : m->mentee, up ? 15 : 22);
	struct feedback_form f = { .situation =
					   demo_says(m, arena_printf(mem, "%s-situation", kind), 0),
		.event_on = date_of(&gives, -2),
		.deed = demo_says(m, arena_printf(mem, "%s-deed", kind), 0),
		.effect = demo_says(m, arena_printf(mem, "%s-effect", kind), 0),
		.keep = demo_says(m, arena_printf(mem, "%s-keep", kind), 0),
		.change = demo_says(m, arena_printf(mem, "%s-change", kind), 0),
		.next = demo_says(m, arena_printf(mem, "%s-next", kind), 0),
		.framing = up ? "" : demo_says(m, "change-framing", 0),
		.skill = up ? "" : "communication",
		.level = up ? "" : "2",
		.sure = true };
	int64_t id;

	if (feedback_give(&gives, m->id, &f, &id) == OK)
		feedback_answer(
			&answers, id, demo_says(m, arena_printf(mem, "%s-answer", kind), 0));
}

static void
feedback_more(const struct demo_pair *m)
{
	struct ctx asks = demo_ago(m, m->mentee, 3), thanks = demo_ago(m, m->mentee, 20);
	int64_t id;

	openly(m, false);
	openly(m, true);
	feedback_ask(&asks, m->id,
		&(struct ask_form){
			.work = demo_says(m, "asked-work", 0), .event_on = date_of(&asks, 2) },
		&id);
	kind_word_say(&thanks, m->id,
		&(struct kind_word_form){
			.kind = "appreciation", .body = demo_says(m, "kind-thanks", 0) },
		&id);
}

/* ---- how it is, and how it goes on ---- */

/* Month after month it is worth it to both. */
static void
checks(const struct demo_pair *m)
{
	for (int64_t k = 1; k < 6; k++)
		for (int64_t who = 0; who < 2; who++) {
			struct ctx c = demo_then(m, who ? m->mentor : m->mentee,
				m->began + (k * 30 + 2 + who) * DAY);

			if (c.now < m->d->c->now)
				check_answer(&c, m->id, 7 + (int64_t)((m->n + (size_t)k) % 3));
		}
}

static void
milestone_reached(const struct demo_pair *m)
{
	struct ctx plans = demo_ago(m, m->mentee, 70), first = demo_ago(m, m->mentor, 21);
	struct ctx then = demo_ago(m, m->mentee, 19);
	int64_t id;

	if (milestone_add(&plans, m->id,
		    &(struct milestone_form){ .title = demo_says(m, "past-milestone", 0),
			    .due_on = date_of(m->d->c, -20) },
		    &id) != OK)
		return;
	milestone_answer(&first, id,
		&(struct milestone_answer_form){ .answer = "on-track", .evidence = "" });
	milestone_answer(&then, id,
		&(struct milestone_answer_form){
			.answer = "done", .evidence = demo_says(m, "past-evidence", 0) });
}

/* The last stage: how they stay in touch, and what the mentee would still like help with. */
static void
touch(const struct demo_pair *m)
{
	struct ctx c = demo_ago(m, m->mentee, 9);

	touch_settle(&c, m->id,
		&(struct touch_form){
			.interval = "quarterly", .support = demo_says(m, "touch-support", 0) });
}

void
demo_more(const struct demo_pair *m)
{
	struct ctx mentor = demo_ago(m, m->mentor, 37), mentee = demo_ago(m, m->mentee, 35);

	fit_say(&mentor, m->id, "good");
	fit_say(&mentee, m->id, "good");
	growth_save(&mentor, m->id, demo_says(m, "growth-mentor", 0));
	growth_save(&mentee, m->id, demo_says(m, "growth-mentee", 0));
	milestone_reached(m);
	goals_end(m);
	feedback_more(m);
	checks(m);
	if (practice_number(m->it, "stage", 1) == 4)
		touch(m);
}

/* ---- company ---- */

/* Somebody asks a colleague to look on; days ago. */
static int64_t
company(struct demo *d, const char *pair, bool mentor, int64_t peer, int64_t ago)
{
	const struct practice_kind *pairs = practice_kind("demo-relationship");
	int64_t id = 0;

	for (size_t i = 0; i < pairs->count; i++) {
		const struct practice_item *it = &pairs->items[i];
		const char *side = mentor ? "mentor" : "mentee";
		struct ctx c = *d->c;

		if (!str_eq(it->id, pair))
			continue;
		c.who = demo_person(d, practice_field(it, side, "en"));
		c.now -= ago * 3600;
		companion_invite(&c, d->pair[i], peer, &id);
		return id;
	}
	return 0;
}

/* Those of the cast are asked, so their mail asks something; and the mentee has asked, too. */
void
demo_companions(struct demo *d)
{
	int64_t mentor = demo_person(d, "amara-okafor"), mentee = demo_person(d, "jonas-weber");
	int64_t peer = demo_person(d, "selin-kaya"), id;
	struct ctx c = *d->c;
	struct texts seen = { 0, ARENA_ARRAY(c.mem, const char *, 2) };
	struct commitment_rows promises;

	company(d, "annika-petersen-tugba-sahin", false, mentee, 30);
	company(d, "folasade-ogundipe-sana-fatima", true, mentor, 31);
	company(d, "jurgen-albrecht-leonie-kruger", false, demo_person(d, "jakob-steinhauer"), 32);
	id = company(d, "amara-okafor-jonas-weber", false, peer, 35 * 24);
	c.who = peer;
	c.now -= 34 * DAY;
	if (!id || companion_accept(&c, id) != OK)
		return;
	c.who = mentee;
	c.now = d->c->now - 2 * DAY;
	promises = sql_commitment_list(&c, d->pair[0], mentee, "open");
	for (int i = 0; i < promises.n && seen.n < 2; i++)
		seen.v[seen.n++] = arena_printf(c.mem, "%lld", (long long)promises.v[i].id);
	companion_choose(&c, id, &seen);
}
