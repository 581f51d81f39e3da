/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/standing.h"

#include "base/buf.h"
#include "base/str.h"
#include "features/matching/pool.h"
#include "features/matching/roster.h"

/* Whose transaction began before the people were read and ended after it is within that. */
#define OVERLAP 600
#define CHANGES 1000 /* looked at */

struct standing {
	int64_t read_at;
	struct match_input in;
	struct standing_marks marks;
};

/* ---- has anything changed? ---- */

/* The values that count, in their order: of levels, and of the fields of the organisation. */
static const char *
orders_of(struct arena *mem, const struct known *k)
{
	struct buf b = BUF_IN(mem);

	for (int f = 0; f < k->n; f++) {
		buf_printf(&b, "%s %d\n", k->v[f].word, k->fields[f].kind);
		for (size_t i = 0; i < k->fields[f].n_order; i++)
			buf_printf(&b, "- %s\n", k->fields[f].order[i]);
	}
	return buf_text(&b);
}

static void
marks_since(struct ctx *c, int64_t programme, int64_t since, const struct known *k,
	struct standing_marks *ret)
{
	*ret = (struct standing_marks){ .since = since, .orders = orders_of(c->mem, k) };
	sql_match_standing_marks(c, programme, since, CHANGES, &ret->m);
}

void
standing_marks_read(struct ctx *c, int64_t programme, struct standing_marks *ret)
{
	struct known k = known_read(c);

	marks_since(c, programme, c->now - OVERLAP, &k, ret);
}

/* Where more people have changed than are looked at, each of them may be one of ours. */
static bool
nobody_changed(const struct match_standing_marks *a, const struct match_standing_marks *b)
{
	bool few = a->changed < CHANGES && b->changed < CHANGES;

	return few ? a->here == b->here : a->changed == b->changed && a->anywhere == b->anywhere;
}

/* Are rules, wishes and those who take part what they were when they were read? */
static bool
is_still(struct ctx *c, const struct match *m, const struct standing *s, const struct known *k)
{
	struct standing_marks now;

	if (c->now < s->read_at || c->now >= s->read_at + STANDING_KEPT)
		return false;
	marks_since(c, m->programme, s->marks.since, k, &now);
	return str_eq(match_rules_digest(c, m->programme), s->in.rules_digest) &&
	       now.m.waiting == s->marks.m.waiting && now.m.matched == s->marks.m.matched &&
	       now.m.newest == s->marks.m.newest && nobody_changed(&now.m, &s->marks.m) &&
	       str_eq(now.orders, s->marks.orders);
}

/* ---- putting it here ---- */

/* Also what is no longer what the proposal was made from: else each page would read all of it to find that out again. */
static bool
may_stay(const struct match *m, const struct match_input *in)
{
	return !in->fault && str_eq(m->way, "rules") && pool_is_large(in->roster);
}

/* All in mem. */
static struct stay *
put(struct ctx *c, const struct match *m, struct arena *mem, const struct match_input *in,
	const struct standing_marks *marks)
{
	struct standing *s = ARENA_NEW(mem, struct standing);
	struct cand_problem *people;

	*s = (struct standing){ .read_at = c->now, .in = *in, .marks = *marks };
	if (!may_stay(m, in))
		return stay_put(c->engine, m->id, mem, s, true);
	s->in.roster->k = &s->in.criteria;
	people = ARENA_NEW(mem, struct cand_problem);
	pool_of(mem, &s->in.criteria, s->in.roster, people);
	s->in.people = people;
	return stay_put(c->engine, m->id, mem, s, false);
}

void
standing_take(struct ctx *c, int64_t run, struct arena *mem, const struct match_input *in,
	const struct standing_marks *marks)
{
	struct match m;

	if (sql_match_get(c, run, &m))
		stay_let_go(put(c, &m, mem, in, marks));
	else
		arena_free(mem);
}

/* ---- finding it here ---- */

static bool
is_of(const struct match *m, const struct match_input *in)
{
	return !in->fault &&
	       (!str_eq(m->way, "rules") || str_eq(in->input_digest, m->input_digest));
}

static struct stay *
read_anew(struct ctx *c, const struct match *m, struct match_input *ret)
{
	struct programme_choice choice = { .aim = m->aim,
		.fair = m->fair,
		.quota = m->quota,
		.spread = m->spread,
		.way = m->way };
	struct arena *mem = arena_new(0);
	struct ctx own = *c;
	struct standing_marks marks;
	struct stay *s;

	own.mem = mem;
	own.memo = NULL; /* what the page remembers lives as long as the page */
	standing_marks_read(&own, m->programme, &marks);
	match_input_read(&own, m->programme, &choice, ret);
	s = put(&own, m, mem, ret, &marks);
	*ret = ((const struct standing *)stay_what(s))->in;
	return s;
}

struct stay *
standing_read(struct ctx *c, const struct match *m, struct match_input *ret, bool *ret_same)
{
	struct stay *s = stay_find(c->engine, m->id);
	struct known k = known_read(c);

	if (s && !is_still(c, m, stay_what(s), &k)) {
		stay_let_go(s);
		s = NULL;
	}
	if (s) {
		*ret = ((const struct standing *)stay_what(s))->in;
		ret->criteria.fields = k.fields; /* the same, in the language of this reader */
	} else
		s = read_anew(c, m, ret);
	*ret_same = is_of(m, ret);
	return s;
}
