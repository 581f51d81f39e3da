/* SPDX-License-Identifier: Apache-2.0 */
/* The trail as a drawing: y = 48 - 24 sin(2 pi (x - 9) / 480), posts 240 apart; see docs/look.md. */
#include "features/trail/trail.h"

#include <math.h>
#include <string.h>

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

/* The whole way, in short straight pieces. It is the same on every page, and would take as long to write as
 * the rest of one. */
static const char way[] =
	"M9 48.0L21 44.2L33 40.6L45 37.1L57 33.9L69 31.0L81 28.6L93 26.6L105 25.2L117 24.3"
	"L129 24.0L141 24.3L153 25.2L165 26.6L177 28.6L189 31.0L201 33.9L213 37.1L225 40.6"
	"L237 44.2L249 48.0L261 51.8L273 55.4L285 58.9L297 62.1L309 65.0L321 67.4L333 69.4"
	"L345 70.8L357 71.7L369 72.0L381 71.7L393 70.8L405 69.4L417 67.4L429 65.0L441 62.1"
	"L453 58.9L465 55.4L477 51.8L489 48.0L501 44.2L513 40.6L525 37.1L537 33.9L549 31.0"
	"L561 28.6L573 26.6L585 25.2L597 24.3L609 24.0L621 24.3L633 25.2L645 26.6L657 28.6"
	"L669 31.0L681 33.9L693 37.1L705 40.6L717 44.2L729 48.0L741 51.8L753 55.4L765 58.9"
	"L777 62.1L789 65.0L801 67.4L813 69.4L825 70.8L837 71.7L849 72.0L861 71.7L873 70.8"
	"L885 69.4L897 67.4L909 65.0L921 62.1L933 58.9L945 55.4L951 53.6";

/* The way from its start to x: the pieces that end before, and one more. */
static const char *
path_to(struct ctx *c, double x)
{
	const char *end = way;
	int64_t tenths = lround(height(x) * 10);

	for (double at = FROM + STEP; at < x + STEP && at < TO + STEP; at += STEP)
		end += strcspn(end + 1, "L") + 1;
	return arena_printf(c->mem, "%.*sL%ld %d.%d", (int)(end - way), way, lround(x),
		(int)(tenths / 10), (int)(tenths % 10));
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
	const struct meeting_line_rows *meetings = meeting_lines(c, p->r.id);
	struct trail t = { .stage = p->r.stage, .since = p->r.stage_since };
	double here = place(&steps, p->active ? c->now : p->r.ended_at);
	int64_t held = 0, planned = 0;
	double ahead = here;

	t.path = way;
	t.done = path_to(c, here > FROM ? here : FROM + 1);
	posts_draw(c, p, &steps, &t);
	t.dots.v = ARENA_ARRAY(c->mem, struct trail_dot, meetings->n);
	for (int i = 0; i < meetings->n; i++) {
		const struct meeting_line *m = &meetings->v[i];
		bool plan = str_eq(m->state, "planned");
		double x = place(&steps, m->starts_at);

		if (str_eq(m->state, "cancelled"))
			continue;
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
