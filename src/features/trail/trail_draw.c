/* SPDX-License-Identifier: Apache-2.0 */
/* The trail as a drawing: y = 48 - 24 sin(2 pi (x - 9) / 480), posts 240 apart; see docs/look.md. */
#include "features/trail/trail.h"

#include <math.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

#define FROM 9
#define TO 951
#define APART 240
#define STAGES 4
#define STEP 12

static double
height(double x)
{
	return 48 - 24 * sin(2 * M_PI * (x - FROM) / 480);
}

/* A point of a path: "L21 44.2". By hand, because printf takes as long for them as the rest of the page. */
static void
point(struct buf *b, char letter, double x)
{
	int64_t tenths = lround(height(x) * 10);

	buf_chr(b, letter);
	buf_int(b, lround(x));
	buf_chr(b, ' ');
	buf_int(b, tenths / 10);
	buf_chr(b, '.');
	buf_chr(b, (char)('0' + tenths % 10));
}

/* The way from its start to x, in short straight pieces. */
static const char *
path_to(struct ctx *c, double x)
{
	struct buf b = BUF_IN(c->mem);

	point(&b, 'M', FROM);
	for (double at = FROM + STEP; at < x; at += STEP)
		point(&b, 'L', at);
	point(&b, 'L', x);
	return buf_text(&b);
}

/* Where moment t stands: between the posts of the stages before and after it; in the stage that goes on
 * by its usual length, but never past its end. */
static double
place(const struct stage_step_rows *steps, int64_t t)
{
	int k = 0;
	double from, to, part;

	while (k + 1 < steps->n && steps->v[k + 1].reached_at <= t)
		k++;
	if (!steps->n)
		return FROM;
	from = (double)steps->v[k].reached_at;
	to = k + 1 < steps->n ? (double)steps->v[k + 1].reached_at
			      : from + (double)STAGE_DAYS * DAY;
	part = to > from ? ((double)t - from) / (to - from) : 0;
	part = part < 0 ? 0 : part > 0.94 ? 0.94 : part;
	return FROM + APART * ((double)steps->v[k].stage - 1 + part);
}

static void
posts_draw(
	struct ctx *c, const struct pair *p, const struct stage_step_rows *steps, struct trail *t)
{
	t->posts.n = STAGES;
	t->posts.v = ARENA_ARRAY(c->mem, struct trail_post, STAGES);
	for (int i = 0; i < STAGES; i++) {
		struct trail_post *post = &t->posts.v[i];

		*post = (struct trail_post){ .x = APART * i,
			.name = fmt_stage(c, i + 1),
			.note = "",
			.reached = p->r.stage > i,
			.now = p->active && p->r.stage == i + 1 };
		if (post->now)
			post->note = _("you are here");
		for (int k = 0; k + 1 < steps->n; k++)
			if (steps->v[k].stage == i + 1)
				post->note = tr(
					c, _("until %s"), fmt_day(c, steps->v[k + 1].reached_at));
	}
}

void
trail_draw(struct ctx *c, const struct pair *p, struct trail *ret)
{
	struct stage_step_rows steps = sql_stage_step_list(c, p->r.id);
	struct trail_meeting_rows meetings = sql_trail_meetings(c, p->r.id);
	struct trail t = { .stage = p->r.stage, .since = p->r.stage_since };
	double here = place(&steps, p->active ? c->now : p->r.ended_at);
	int64_t held = 0, planned = 0;
	double ahead = here;

	t.path = path_to(c, TO);
	t.done = path_to(c, here > FROM ? here : FROM + 1);
	posts_draw(c, p, &steps, &t);
	t.dots.v = ARENA_ARRAY(c->mem, struct trail_dot, meetings.n);
	for (int i = 0; i < meetings.n; i++) {
		bool plan = str_eq(meetings.v[i].state, "planned");
		double x = place(&steps, meetings.v[i].starts_at);

		if (plan) /* what is ahead stands ahead of where the two are */
			x = ahead = (x > ahead + 30 ? x : ahead + 30) < TO
					    ? (x > ahead + 30 ? x : ahead + 30)
					    : TO;
		t.dots.v[t.dots.n++] =
			(struct trail_dot){ (int64_t)x, (int64_t)lround(height(x)), plan };
		held += !plan;
		planned += plan;
	}
	t.caption = arena_printf(c->mem, "%s %s",
		tr_n(c, "%d meeting held.", "%d meetings held.", held),
		tr_n(c, "%d planned.", "%d planned.", planned));
	*ret = t;
}
