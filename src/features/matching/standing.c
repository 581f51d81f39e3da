/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/standing.h"

#include "base/str.h"
#include "features/matching/pool.h"
#include "features/matching/roster.h"

struct standing {
	int64_t read_at;
	struct match_input in;
	struct match_standing_marks marks;
};

/* ---- putting it here ---- */

static bool
may_stay(const struct match *m, const struct match_input *in)
{
	return !in->fault && str_eq(m->way, "rules") && pool_is_large(in->roster) &&
	       str_eq(in->input_digest, m->input_digest);
}

/* All in mem. */
static struct stay *
put(struct ctx *c, const struct match *m, struct arena *mem, const struct match_input *in)
{
	struct standing *s = ARENA_NEW(mem, struct standing);
	struct cand_problem *people;

	*s = (struct standing){ .read_at = c->now, .in = *in };
	if (!may_stay(m, in))
		return stay_put(c->engine, m->id, mem, s, true);
	sql_match_standing_marks(c, m->programme, &s->marks);
	s->in.roster->k = &s->in.criteria;
	people = ARENA_NEW(mem, struct cand_problem);
	pool_of(mem, &s->in.criteria, s->in.roster, people);
	s->in.people = people;
	return stay_put(c->engine, m->id, mem, s, false);
}

void
standing_take(struct ctx *c, int64_t run, struct arena *mem, const struct match_input *in)
{
	struct match m;

	if (sql_match_get(c, run, &m))
		stay_let_go(put(c, &m, mem, in));
	else
		arena_free(mem);
}

/* ---- finding it here ---- */

/* Are rules, wishes and those who take part what they were? */
static bool
is_still(struct ctx *c, const struct match *m, const struct standing *s)
{
	struct match_standing_marks now = { 0 };

	if (c->now < s->read_at || c->now >= s->read_at + STANDING_KEPT)
		return false;
	sql_match_standing_marks(c, m->programme, &now);
	return str_eq(match_rules_digest(c, m->programme), s->in.rules_digest) &&
	       str_eq(m->input_digest, s->in.input_digest) && now.waiting == s->marks.waiting &&
	       now.matched == s->marks.matched && now.fields == s->marks.fields;
}

/* The same in the language of this reader. */
static bool
in_words_of(struct ctx *c, struct match_input *in)
{
	struct known k = known_read(c);

	if ((size_t)k.n != in->criteria.n_fields)
		return false;
	for (int f = 0; f < k.n; f++)
		if (!str_eq(k.fields[f].name, in->criteria.fields[f].name))
			return false;
	in->criteria.fields = k.fields;
	return true;
}

static struct stay *
read_anew(struct ctx *c, const struct match *m, struct match_input *ret, bool *ret_same)
{
	struct programme_choice choice = { .aim = m->aim,
		.fair = m->fair,
		.quota = m->quota,
		.spread = m->spread,
		.way = m->way };
	struct arena *mem = arena_new(0);
	struct ctx own = *c;
	struct stay *s;

	own.mem = mem;
	own.memo = NULL; /* what the page remembers lives as long as the page */
	match_input_read(&own, m->programme, &choice, ret);
	*ret_same = !ret->fault &&
		    (!str_eq(m->way, "rules") || str_eq(ret->input_digest, m->input_digest));
	s = put(&own, m, mem, ret);
	*ret = ((const struct standing *)stay_what(s))->in;
	return s;
}

struct stay *
standing_read(struct ctx *c, const struct match *m, struct match_input *ret, bool *ret_same)
{
	struct stay *s = stay_find(c->engine, m->id);

	if (s) {
		*ret = ((const struct standing *)stay_what(s))->in;
		*ret_same = is_still(c, m, stay_what(s)) && in_words_of(c, ret);
		if (*ret_same)
			return s;
		stay_let_go(s);
	}
	return read_anew(c, m, ret, ret_same);
}
