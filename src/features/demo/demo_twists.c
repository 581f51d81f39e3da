/* SPDX-License-Identifier: Apache-2.0 */
/* The pairs of the demonstration with which something is the matter, so that each sign and each way out can be seen; and
 * those who rest, have ended early, or go on as allies. */
#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/agreement/agreement.h"
#include "features/concerns/concerns.h"
#include "features/demo/demo.h"
#include "features/endings/endings.h"
#include "features/goals/goals.h"
#include "features/health/answers.h"
#include "features/meetings/meetings.h"
#include "features/trust/trust.h"

bool
demo_is(const struct demo_pair *m, const char *twist)
{
	return str_eq(m->twist, twist);
}

/* ---- what is the matter ---- */

/* Two meetings that were planned and called off, the second one an hour before. */
static void
busy(const struct demo_pair *m)
{
	static const int64_t ago[] = { 16, 4 };

	for (size_t k = 0; k < 2; k++) {
		struct ctx plans = demo_ago(m, m->mentee, ago[k] + 9);
		struct ctx off = demo_ago(m, m->mentor, ago[k]);
		int64_t id = new_id(&plans);

		off.now -= 3600;
		sql_meeting_insert(&plans, id, m->id, off.now + 7200, 60, "",
			arena_printf(plans.mem, "demo-off-%zu-%zu@waymark", m->n, k), m->mentee,
			plans.now);
		if (meeting_cancel(&off, id) == OK)
			absence_note(&off, id, "me");
	}
}

/* They say how it is, and it is not easy; one of them less than the other. */
static void
low(const struct demo_pair *m)
{
	for (size_t who = 0; who < 2; who++) {
		struct ctx c = demo_ago(m, who ? m->mentor : m->mentee, 6 - (int64_t)who);

		pulse_answer(&c, m->id,
			&(struct pulse_form){ .openness = who ? "4" : "2",
				.respect = who ? "4" : "3",
				.adapts = who ? "3" : "2",
				.comfort = who ? "3" : "1" });
	}
}

/* It was worth it for months, and now one of the two wants it less; nobody else learns of it. */
static void
tired(const struct demo_pair *m)
{
	static const int64_t said[] = { 9, 9, 8, 8, 4 };
	struct ctx c = *m->d->c;
	int64_t month = (c.now - m->began) / (30 * DAY);

	c.who = m->mentee;
	for (int64_t k = 0; k < 5; k++) {
		c.now = m->d->c->now - (4 - k) * 30 * DAY - (month > 5 ? DAY : 0);
		check_answer(&c, m->id, said[k]);
	}
}

/* What the two expect, said after they had agreed on something else. */
static void
hopes(const struct demo_pair *m)
{
	static const char *const theirs[] = { "two-weeks", "months-12", "mentor", "contacts",
		"often" };
	static const char *const mine[] = { "six-weeks", "months-6", "mentee", "listening",
		"some" };

	for (size_t who = 0; who < 2; who++) {
		struct ctx c = demo_then(
			m, who ? m->mentor : m->mentee, m->began + (40 + 2 * (int64_t)who) * DAY);
		struct expectation_line_rows lines;
		struct pair p;

		if (pair_get(&c, m->id, &p) != OK)
			return;
		lines = expectation_lines(&c, &p);
		for (int i = 0; i < lines.n && i < 5; i++)
			lines.v[i].chosen = who ? mine[i] : theirs[i];
		expectations_save(&c, m->id, &lines);
	}
}

/* Goals that are wishes yet: nobody could say when one of them is reached. */
static void
wish(const struct demo_pair *m, const char *text, size_t n)
{
	struct ctx c = demo_ago(m, m->mentee, 20);

	for (size_t k = 0; k < n; k++) {
		struct goal_form f = demo_goal_form(demo_says(m, text, k));
		int64_t id;

		goal_add(&c, m->id, &f, &id);
	}
}

/* One of the two tells the programme team in private, and has been answered. */
static void
concern(const struct demo_pair *m)
{
	struct ctx c = demo_ago(m, m->mentee, 8), reads = demo_ago(m, m->d->manager, 7);
	struct concern_form f = { .addressee = "coordinator",
		.kind = "reliability",
		.body = demo_says(m, "concern-body", 0) };
	int64_t id;

	if (concern_raise(&c, m->id, &f, &id) == OK)
		concern_answer(&reads, id,
			&(struct concern_answer_form){
				.answer = demo_says(m, "concern-answer", 0), .closed = false });
}

void
demo_twist(const struct demo_pair *m)
{
	if (demo_is(m, "busy")) {
		busy(m);
		concern(m);
	} else if (demo_is(m, "low")) {
		low(m);
	} else if (demo_is(m, "tired")) {
		tired(m);
	} else if (demo_is(m, "hopes")) {
		hopes(m);
	} else if (demo_is(m, "drafts")) {
		wish(m, "draft-goal", 2);
	} else if (demo_is(m, "bare")) {
		wish(m, "bare-goal", 1);
	}
}

/* ---- resting, and the end ---- */

void
demo_rest(const struct demo_pair *m)
{
	struct ctx c = demo_ago(m, m->n % 2 ? m->mentee : m->mentor, 20);

	pause_begin(&c, m->id, day_text(c.mem, m->d->c->now / DAY + 17 + (int64_t)(m->n % 9)));
}

/* The mentee ends it in the second month: no fault of anybody, and would like to be matched again. */
void
demo_end_early(const struct demo_pair *m)
{
	struct ctx said = demo_ago(m, m->mentee, 14), c = demo_ago(m, m->mentee, 12);

	fit_say(&said, m->id, "not");
	ending_make(&c, m->id,
		&(struct ending_form){ .ending = "early",
			.reason = *m->suffix ? "needs" : "fit",
			.farewell = demo_says(m, "early-thanks", 0),
			.sure = true });
	next_match_set(&c, m->id, "yes");
}

/* The programme is over for them, and they are not over: they wanted to hear from each other about now. */
void
demo_allies(const struct demo_pair *m)
{
	struct ctx settled = demo_ago(m, m->mentor, 38), asked = demo_ago(m, 0, 2);

	sql_keeping_touch_set(&settled, m->id, 30, m->mentor, settled.now);
	sql_keeping_touch_asked(&asked, m->id, asked.now);
	ending_tell(
		&asked, m->id, m->mentor, PRACTICE_LETTER_TOUCH_DUE, url_touch_show(&asked, m->id));
	ending_tell(
		&asked, m->id, m->mentee, PRACTICE_LETTER_TOUCH_DUE, url_touch_show(&asked, m->id));
}
