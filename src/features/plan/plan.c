/* SPDX-License-Identifier: Apache-2.0 */
/* Steps, and the versions of the plan. */
#include "features/plan/plan.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"

/* A step is its owner's to close; both may change the plan. */
unsigned
standing_step(struct ctx *c, int64_t id)
{
	struct step s;
	struct pair p;

	if (!c->who || !sql_step_get(c, id, &s) || pair_get(c, s.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (s.owner == c->who ? STANDING_SELF : 0);
}

/* ---- steps ---- */

static enum result
step_check(struct ctx *c, const struct pair *p, const struct step_form *f, const char *due_before)
{
	enum result r = due_ahead(c, f->due_on, due_before);
	struct goal g;

	if (f->owner && f->owner != p->me && f->owner != p->partner)
		r = invalid(c, "owner", _("Choose one of the two of you."));
	if (f->goal && (!sql_goal_get(c, f->goal, &g) || g.relationship != p->r.id))
		r = invalid(c, "goal", _("Choose one of your goals."));
	return r;
}

enum result
step_add(struct ctx *c, int64_t relationship, const struct step_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		r = step_check(c, &p, f, "");
	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_step_insert(c, *ret_id, relationship, f->goal, f->owner ? f->owner : c->who, f->body,
		f->due_on, c->now);
	return OK;
}

/* The step, if its plan may still be changed. */
static enum result
step_open(struct ctx *c, int64_t step, struct step *ret, struct pair *p)
{
	if (!sql_step_get(c, step, ret))
		return NOT_FOUND;
	return pair_open(c, ret->relationship, p);
}

enum result
step_change(struct ctx *c, int64_t step, const struct step_form *f)
{
	struct step s;
	struct pair p;
	enum result r = step_open(c, step, &s, &p);

	if (r == OK)
		r = step_check(c, &p, f, s.due_on);
	if (r == OK)
		sql_step_update(c, step, s.relationship, f->goal, f->owner ? f->owner : s.owner,
			f->body, f->due_on);
	return r;
}

enum result
step_drop(struct ctx *c, int64_t step)
{
	struct step s;
	struct pair p;
	enum result r = step_open(c, step, &s, &p);

	if (r == OK)
		sql_step_set_state(c, step, "dropped", c->now);
	return r;
}

enum result
step_close(struct ctx *c, int64_t step, bool done)
{
	struct step s;
	struct pair p;
	enum result r = step_open(c, step, &s, &p);

	if (r != OK)
		return r;
	if (s.owner != c->who)
		return FORBIDDEN;
	if (!str_eq(s.state, "dropped"))
		sql_step_set_state(c, step, done ? "done" : "open", done ? c->now : 0);
	return OK;
}

enum result
resource_add(struct ctx *c, int64_t step, const struct resource_form *f, int64_t *ret_id)
{
	struct step s;
	struct pair p;
	enum result r = step_open(c, step, &s, &p);

	if (r != OK)
		return r;
	if (*f->link && !str_starts(f->link, "https://") && !str_starts(f->link, "http://"))
		return invalid(c, "link", _("An address begins with https://"));
	*ret_id = new_id(c);
	sql_resource_insert(c, *ret_id, s.relationship, step, f->kind, f->title, f->link, c->now);
	return OK;
}

/* ---- versions ---- */

/* By id, so that a line keeps its place whatever happens to the others. */
static int
by_id(const void *a, const void *b)
{
	int64_t x = ((const struct step *)a)->id, y = ((const struct step *)b)->id;

	return x < y ? -1 : x > y;
}

const char *
plan_text(struct ctx *c, int64_t relationship)
{
	struct step_rows steps = sql_step_list(c, relationship, "");
	struct milestone_rows stones = sql_milestone_list(c, relationship, "");
	struct buf b = BUF_IN(c->mem);

	if (steps.n)
		qsort(steps.v, (size_t)steps.n, sizeof *steps.v, by_id);
	for (int i = 0; i < steps.n; i++)
		buf_printf(&b, "%s (%s%s%s)\n", steps.v[i].body, steps.v[i].owner_name,
			*steps.v[i].due_on ? ", " : "", steps.v[i].due_on);
	for (int i = 0; i < stones.n; i++)
		buf_printf(&b, "\u2691 %s (%s)\n", stones.v[i].title, stones.v[i].due_on);
	return buf_text(&b);
}

/* FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo, 1991), 32 bits: it tells two states of one plan apart. */
int64_t
plan_mark(const char *text)
{
	uint32_t h = 2166136261U;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 16777619U;
	return h;
}

enum result
plan_accept(struct ctx *c, int64_t relationship, const struct plan_acceptance_form *f)
{
	struct plan_version_rows versions;
	const char *text;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t number = 0;

	if (r != OK)
		return r;
	text = plan_text(c, relationship);
	versions = sql_plan_version_list(c, relationship, 1, 0);
	if (!*text)
		return conflict(c, _("The plan is empty. Write the first step."));
	if (f->seen && f->seen != plan_mark(text))
		return conflict(c, _("The plan was changed meanwhile. Read it again first."));
	if (versions.n)
		number = versions.v[0].number;
	if (!versions.n || !str_eq(versions.v[0].body, text)) {
		if (versions.n && versions.v[0].yes >= 2 && !*f->reason)
			return invalid(c, "reason",
				_("You both accepted the plan before. Say in a few words why it "
				  "changes."));
		sql_plan_version_insert(
			c, new_id(c), relationship, ++number, c->who, f->reason, text, c->now);
	}
	sql_plan_accept(c, relationship, number, c->who, c->now);
	if (sql_plan_accepted(c, relationship, number, p.partner))
		event_add(c, EVENT_plan_agreed, relationship);
	return OK;
}

/* ---- differences ---- */

static struct texts
lines_of(struct ctx *c, const char *text)
{
	struct texts t = { 0 };
	int most = 0;

	for (const char *s = text; *s; s++)
		most += *s == '\n';
	t.v = ARENA_ARRAY(c->mem, const char *, most);
	while (*text && t.n < most) {
		const char *end = strchr(text, '\n');

		t.v[t.n++] = arena_strndup(c->mem, text, (size_t)(end - text));
		text = end + 1;
	}
	return t;
}

/* Lines of a that are not in b. */
static struct texts
without(struct ctx *c, const struct texts *a, const struct texts *b)
{
	struct texts t = { 0, ARENA_ARRAY(c->mem, const char *, a->n) };

	for (int i = 0; i < a->n; i++) {
		bool there = false;

		for (int k = 0; k < b->n && !there; k++)
			there = str_eq(a->v[i], b->v[k]);
		if (!there)
			t.v[t.n++] = a->v[i];
	}
	return t;
}

/* A line as people read it: the day at its end, which is kept as it can be compared, in their own way. */
static const char *
line_words(struct ctx *c, const char *line)
{
	size_t n = strlen(line), day = n > 11 && line[n - 1] == ')' ? n - 11 : n;
	const char *on = arena_strndup(c->mem, line + day, day < n ? 10 : 0);

	return day_parse(on, NULL)
		       ? arena_printf(c->mem, "%.*s%s)", (int)day, line, fmt_date(c, on))
		       : line;
}

static struct texts
in_words(struct ctx *c, struct texts t)
{
	for (int i = 0; i < t.n; i++)
		t.v[i] = line_words(c, t.v[i]);
	return t;
}

struct plan_diff
plan_diff_of(struct ctx *c, const char *before, const char *after)
{
	struct texts a = lines_of(c, before), b = lines_of(c, after);

	return (struct plan_diff){ in_words(c, without(c, &b, &a)),
		in_words(c, without(c, &a, &b)) };
}

struct texts
plan_lines(struct ctx *c, const char *body)
{
	return in_words(c, lines_of(c, body));
}
