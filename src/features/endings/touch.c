/* SPDX-License-Identifier: Apache-2.0 */
/* Staying in touch (N4, N5): the last stretch of a programme, and a date to hear from each other. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.h"
#include "features/endings/endings.h"
#include "features/programmes/asks.h"
#include "practice.gen.h"

#define LAST_STAGE 4

enum result
touch_settle(struct ctx *c, int64_t relationship, const struct touch_form *f)
{
	const struct practice_item *interval = practice_offered("touch-interval", f->interval);
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t id;

	if (r != OK)
		return r;
	if (!interval)
		return invalid(c, "interval", _("Choose an answer that is offered."));
	sql_keeping_touch_set(
		c, relationship, practice_number(interval, "value", 91), p.me, c->now);
	id = sql_touch_support_id(c, relationship, p.me);
	if (id)
		sql_touch_support_update(c, id, relationship, f->support, c->now);
	else if (*f->support)
		sql_touch_support_insert(c, new_id(c), relationship, p.me, f->support, c->now);
	return OK;
}

enum result
touch_note(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK && !sql_keeping_touch_touched(c, relationship, c->now))
		return NOT_FOUND;
	return r;
}

bool
ending_is_near(struct ctx *c, const struct pair *p)
{
	int64_t end;

	return *p->r.ends_on && day_parse(p->r.ends_on, &end) &&
	       end - threshold(c, p->r.programme, PRACTICE_THRESHOLD_LAST_STRETCH) <= day_today(c);
}

bool
touch_plan_due(struct ctx *c, const struct pair *p)
{
	struct keeping_touch plan;

	return p->active && (p->ally || ending_is_near(c, p)) &&
	       !sql_keeping_touch_get(c, p->r.id, &plan);
}

/* ---- every day ---- */

/* What one step of the sweep works on, and whether there was anything. */
struct sweep {
	int64_t programme;
	int64_t after; /* relationship */
	int n;
};

/* Both sides of a pair get the same letter about the other. */
static void
tell_both(struct ctx *c, int64_t relationship, const char *letter, const char *url)
{
	struct ending_pair of;

	if (!sql_ending_pair(c, relationship, &of))
		return;
	ending_tell(c, relationship, of.mentor, letter, url);
	ending_tell(c, relationship, of.mentee, letter, url);
}

static enum result
tell_stretch(struct ctx *c, void *arg)
{
	struct sweep *s = arg;
	struct stretch_pair_rows rows = sql_last_stretch_new(c, s->programme);

	s->n = rows.n;
	for (int i = 0; i < rows.n; i++) {
		int64_t id = rows.v[i].relationship;

		sql_last_stretch_tell(c, id, c->now);
		relationship_reach(c, id, LAST_STAGE);
		tell_both(c, id, PRACTICE_LETTER_LAST_STRETCH, url_touch_show(c, id));
	}
	return OK;
}

static enum result
remind_stretch(struct ctx *c, void *arg)
{
	struct sweep *s = arg;
	struct stretch_pair_rows rows = sql_last_stretch_without_plan(c, s->programme);

	s->n = rows.n;
	for (int i = 0; i < rows.n; i++) {
		int64_t id = rows.v[i].relationship;

		sql_last_stretch_remind(c, id, c->now);
		tell_both(c, id, PRACTICE_LETTER_LAST_STRETCH_REMINDER, url_touch_show(c, id));
	}
	return OK;
}

static enum result
tell_touch(struct ctx *c, void *arg)
{
	struct sweep *s = arg;
	struct touch_due_rows rows = sql_touch_due(c, c->now, s->after);

	s->n = rows.n;
	for (int i = 0; i < rows.n; i++) {
		s->after = rows.v[i].relationship;
		sql_keeping_touch_asked(c, s->after, c->now);
		tell_both(c, s->after, PRACTICE_LETTER_TOUCH_DUE, url_touch_show(c, s->after));
	}
	return OK;
}

/* Batch after batch, each in a transaction of its own. */
static enum result
all_of(struct job *j, db_work work, struct sweep *s)
{
	enum result r;

	do {
		r = job_write(j, work, s);
	} while (r == OK && s->n && !job_stopped(j));
	return r;
}

struct ending_soon {
	const char *threshold;
	struct programme_ending_rows rows;
};

/* Programmes that end so soon as each of them has set. */
static enum result
read_ending(struct ctx *c, void *arg)
{
	struct ending_soon *e = arg;
	int64_t most = practice_number(practice_need("threshold", e->threshold), "most", 30);
	struct programme_ending_rows all =
		sql_programmes_ending(c, day_text(c->mem, c->now / DAY + most));

	e->rows = (struct programme_ending_rows){ 0,
		ARENA_ARRAY(c->mem, struct programme_ending, all.n) };
	for (int i = 0; i < all.n; i++) {
		int64_t end;

		if (day_parse(all.v[i].ends_on, &end) &&
			end <= c->now / DAY + threshold(c, all.v[i].id, e->threshold))
			e->rows.v[e->rows.n++] = all.v[i];
	}
	return OK;
}

static enum result
stretch(struct job *j, const char *rule, db_work work)
{
	struct ending_soon e = { .threshold = rule };
	enum result r = job_read(j, read_ending, &e);

	for (int i = 0; i < e.rows.n && r == OK && !job_stopped(j); i++)
		r = all_of(j, work, &(struct sweep){ .programme = e.rows.v[i].id });
	return r;
}

enum result
job_touch_sweep(struct job *j)
{
	enum result r = stretch(j, PRACTICE_THRESHOLD_LAST_STRETCH, tell_stretch);

	if (r == OK)
		r = stretch(j, PRACTICE_THRESHOLD_LAST_STRETCH_REMINDER, remind_stretch);
	return r == OK ? all_of(j, tell_touch, &(struct sweep){ 0 }) : r;
}
