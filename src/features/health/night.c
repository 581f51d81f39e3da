/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The night: every running relationship, in batches. A batch reads its facts in one snapshot and writes
 * what has changed in one transaction; nights on which nothing changes write nothing. Memory is that of
 * one batch, however many relationships there are.
 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.h"

#define BATCH 1000
#define STALE_BATCH 500
#define RESUME_BATCH 200
/* A night or two may be missed. */
#define CHECK_LETTER_DAYS 3
/* A silence is written about in its first days (and tried again on those): a silence that was there before
 * this was, or that both know of, needs no letter. */
#define SILENCE_LETTER_DAYS 7

/* What was found and what is kept, of one relationship: both are few. */
struct change {
	const struct facts *f;
	const struct limits *l;
	struct signs found;
	bool signs, ask, conclude, check, silence; /* what is to be done */
};
struct pass {
	int64_t after;
	int n;		  /* pairs that were looked at */
	struct change *v; /* those of which something has changed */
	int n_changes;
	struct limits *limits; /* of the programmes of this batch */
	int n_limits;
};

/* Programmes are few, pairs of one stand together: the last one is mostly right. */
static const struct limits *
limits_for(struct ctx *c, struct pass *p, int64_t programme)
{
	for (int i = p->n_limits; i--;)
		if (p->limits[i].programme == programme)
			return &p->limits[i];
	limits_read(c, programme, &p->limits[p->n_limits]);
	return &p->limits[p->n_limits++];
}

static bool
is(const struct health_sign *kept, const struct sign *s)
{
	return kept->person == s->person && str_eq(kept->kind, s->kind);
}

/* Help that one of the two has asked for outlives its sign until the team was in touch. */
static bool
stays(const struct health_sign *kept, const struct signs *found)
{
	if (kept->help_at)
		return true;
	for (int i = 0; i < found->n; i++)
		if (is(kept, &found->v[i]))
			return true;
	return false;
}

static bool
same(const struct health_sign *kept, int n, const struct signs *found)
{
	if (n != found->n)
		return false;
	for (int i = 0; i < found->n; i++) {
		const struct sign *s = &found->v[i];
		bool there = false;

		for (int k = 0; k < n && !there; k++)
			there = is(&kept[k], s) && kept[k].n == s->n && kept[k].m == s->m &&
				str_eq(kept[k].cause, s->cause);
		if (!there)
			return false;
	}
	return true;
}

static void
forget(struct ctx *c, const struct health_sign *k)
{
	sql_health_sign_delete(c, k->relationship, k->kind, k->person);
	sql_health_mark_forget(c, k->relationship, k->kind);
	sql_exception_mark_forget(c, k->relationship, k->kind);
}

int
sign_told(const char *kind)
{
	const struct practice_item *it = practice_need("challenge", kind);

	return it->off || !practice_values(it, "manager")->count ? 0
	       : practice_number(it, "at_once", 0)		 ? 2
								 : 1;
}

/* What one of the two answered is for nobody else; what one has not begun yet is no answer. If that is so on
 * both sides, the team reads it once. */
static int
told_of_this(const struct signs *found, int i)
{
	const struct sign *s = &found->v[i];

	if (s->person && !str_eq(s->kind, PRACTICE_CHALLENGE_UNTRAINED_START))
		return 0;
	for (int k = 0; k < i; k++)
		if (str_eq(found->v[k].kind, s->kind))
			return 0;
	return sign_told(s->kind);
}

static void
keep_signs(struct ctx *c, const struct change *x)
{
	int64_t r = x->f->r.id;
	struct health_sign_rows kept = sql_health_signs(c, r - 1, r);

	for (int i = 0; i < kept.n; i++)
		if (!stays(&kept.v[i], &x->found))
			forget(c, &kept.v[i]);
	for (int i = 0; i < x->found.n; i++) {
		const struct sign *s = &x->found.v[i];

		int told = told_of_this(&x->found, i);

		if (!sql_health_sign_update(c, r, s->kind, s->person, s->cause, s->n, s->m, told))
			sql_health_sign_insert(c, r, s->kind, s->person, x->f->r.programme,
				s->cause, s->n, s->m, told, c->now);
	}
}

/* How often two who have been together for so long were asked by mail: on day 30, then every 60 days. */
static int64_t
checks_by(const struct facts *f, int64_t now)
{
	int64_t age = (now - f->r.started_at) / DAY;

	return age < MONTH_DAYS ? 0 : 1 + (age - MONTH_DAYS) / (2 * MONTH_DAYS);
}

/* Only around its day, so that nobody is asked for what was before this was there; and only if nothing is
 * booked: whoever meets needs no letter. */
static bool
check_due(const struct facts *f, int64_t now)
{
	int64_t age = (now - f->r.started_at) / DAY;

	return !f->m.booked && checks_by(f, now) > f->r.checks &&
	       (age - MONTH_DAYS) % (2 * MONTH_DAYS) < CHECK_LETTER_DAYS;
}

static void
check_ask(struct ctx *c, const struct facts *f)
{
	int64_t round = (c->now - f->r.started_at) / (MONTH_DAYS * DAY);
	struct health_people p;

	sql_health_checks_note(c, f->r.id, checks_by(f, c->now));
	if (!sql_health_people_get(c, f->r.id, &p))
		return;
	for (int i = 0; i < 2; i++)
		if (!f->check[i].value || f->check[i].round != round)
			health_tell(c, &p, i == 0, PRACTICE_LETTER_CHECK_IN,
				url_check_list(c, f->r.id), (c->now - f->r.started_at) / DAY, 0);
}

/* Longer than it should be (F9), and just now. */
static bool
silence_due(const struct facts *f, const struct limits *l, const struct signs *found, int64_t now)
{
	int64_t rhythm = f->r.cadence_days * l->gap_percent / 100;
	int64_t most = rhythm < l->longest ? rhythm : l->longest;
	int64_t days = (now - quiet_since(f)) / DAY;

	if ((f->r.silence_mentor == quiet_since(f) && f->r.silence_mentee == quiet_since(f)) ||
		days > most + SILENCE_LETTER_DAYS)
		return false;
	for (int i = 0; i < found->n; i++)
		if (str_eq(found->v[i].kind, PRACTICE_CHALLENGE_SILENCE))
			return true;
	return false;
}

/* Both are written to, each once about this silence; whoever got a reminder today hears of it tomorrow. */
static void
silence_tell(struct ctx *c, const struct facts *f)
{
	int64_t since = quiet_since(f), told[] = { f->r.silence_mentor, f->r.silence_mentee };
	struct health_people p;

	if (!sql_health_people_get(c, f->r.id, &p))
		return;
	for (int i = 0; i < 2; i++)
		if (told[i] != since &&
			health_tell(c, &p, i == 0, PRACTICE_LETTER_SILENCE,
				url_meeting_new(c, f->r.id), (c->now - since) / DAY, 0))
			told[i] = since;
	sql_health_silence_note(c, f->r.id, told[0], told[1]);
}

static void
keep(struct ctx *c, const struct change *x)
{
	if (x->conclude) {
		going_on_conclude(c, x->f->r.id);
		return;
	}
	if (x->ask)
		going_on_ask(c, x->f, x->l);
	if (x->silence && !x->ask) /* one letter a day is enough */
		silence_tell(c, x->f);
	if (x->check && !x->ask && !x->silence)
		check_ask(c, x->f);
	if (x->signs)
		keep_signs(c, x);
}

/* Asked once they have not met for so long and nothing is booked, closed when nobody has answered. */
static void
going_on_due(struct change *x, int64_t now)
{
	x->conclude = going_on_closes(x->f, x->l, now);
	x->ask = going_on_asks(x->f, x->l, now);
}

/* Reads a batch and notes what is new; writes nothing. */
static void
look(struct ctx *c, struct pass *p, int64_t limit)
{
	struct facts_rows rows = facts_read(c, p->after, limit);
	struct health_sign_rows kept;
	int at = 0;

	p->n = rows.n;
	p->n_changes = 0;
	if (!rows.n)
		return;
	p->v = ARENA_ARRAY(c->mem, struct change, rows.n);
	p->limits = ARENA_ARRAY(c->mem, struct limits, rows.n);
	p->n_limits = 0;
	kept = sql_health_signs(c, p->after, rows.v[rows.n - 1].r.id);
	for (int i = 0; i < rows.n; i++) {
		const struct facts *f = &rows.v[i];
		struct change *x = &p->v[p->n_changes];
		int from;

		while (at < kept.n && kept.v[at].relationship < f->r.id)
			at++;
		for (from = at; at < kept.n && kept.v[at].relationship == f->r.id;)
			at++;
		*x = (struct change){ .f = f, .l = limits_for(c, p, f->r.programme) };
		signs_find(f, x->l, c->now, &x->found);
		x->signs = !same(&kept.v[from], at - from, &x->found);
		x->check = check_due(f, c->now);
		x->silence = silence_due(f, x->l, &x->found, c->now);
		going_on_due(x, c->now);
		p->n_changes += x->signs || x->ask || x->conclude || x->check || x->silence;
	}
	p->after = rows.v[rows.n - 1].r.id;
}

int
health_pass(struct ctx *c, int64_t *after, int64_t limit)
{
	struct pass p = { .after = *after };

	look(c, &p, limit);
	for (int i = 0; i < p.n_changes; i++)
		keep(c, &p.v[i]);
	*after = p.after;
	return p.n;
}

static enum result
work_look(struct ctx *c, void *arg)
{
	look(c, arg, BATCH);
	return OK;
}

static enum result
work_keep(struct ctx *c, void *arg)
{
	struct pass *p = arg;

	for (int i = 0; i < p->n_changes; i++)
		keep(c, &p->v[i]);
	return OK;
}

/* How many pauses a batch has looked at, how many of them are early, and behind how many it began. */
struct resuming {
	int n, early, skip;
};

static enum result
work_resume(struct ctx *c, void *arg)
{
	struct resuming *run = arg;

	run->n = pauses_end(c, RESUME_BATCH, run->skip, &run->early);
	return OK;
}

static enum result
work_sweep(struct ctx *c, void *arg)
{
	struct health_stale_rows rows = sql_health_sign_stale(c, STALE_BATCH);

	for (int i = 0; i < rows.n; i++) {
		const struct health_stale *s = &rows.v[i];

		forget(c, &(struct health_sign){ .relationship = s->relationship,
				  .kind = s->kind,
				  .person = s->person });
	}
	*(int *)arg = rows.n;
	return OK;
}

static enum result
batches(struct job *j, struct arena *mem)
{
	struct pass p = { 0 };
	struct resuming resumed = { .n = RESUME_BATCH };
	int stale = STALE_BATCH;
	enum result r = OK;

	while (r == OK && resumed.n == RESUME_BATCH && !job_stopped(j)) {
		arena_reset(mem);
		r = job_write(j, work_resume, &resumed);
		resumed.skip += resumed.early;
	}
	while (r == OK && !job_stopped(j)) {
		arena_reset(mem);
		r = job_read(j, work_look, &p);
		if (r == OK && p.n_changes)
			r = job_write(j, work_keep, &p);
		if (!p.n)
			break;
	}
	while (r == OK && stale == STALE_BATCH && !job_stopped(j)) {
		arena_reset(mem);
		r = job_write(j, work_sweep, &stale);
	}
	return r;
}

enum result
job_health_night(struct job *j)
{
	struct arena *whole = j->ctx.mem;
	enum result r;

	j->ctx.mem = arena_new(1 << 20);
	r = batches(j, j->ctx.mem);
	arena_free(j->ctx.mem);
	j->ctx.mem = whole;
	return r;
}

/* The two have done something: what they did away with is gone at once. Letters are left to the night: between
 * closing a meeting and planning the next one lies a minute, and no reason to write. */
enum result
on_health_refresh(struct ctx *c, int64_t meeting, int64_t who)
{
	struct pass p = { .after = sql_health_of_meeting(c, meeting) - 1 };

	(void)who;
	if (p.after < 0)
		return OK;
	look(c, &p, 1);
	for (int i = 0; i < p.n_changes; i++)
		if (p.v[i].signs)
			keep_signs(c, &p.v[i]);
	return OK;
}
