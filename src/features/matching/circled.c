/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/circled.h"

#include "base/buf.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/fold.h"
#include "features/matching/match_solve.h"
#include "solver/circles.h"

/* ---- reading ---- */

/* Units are numbered in the order in which they come; in any case and accent they are the same. */
static int32_t
unit_number(struct arena *mem, const char **units, int32_t *n, const char *unit)
{
	const char *folded = fold(mem, unit);

	if (!*folded)
		return -1;
	for (int32_t i = 0; i < *n; i++)
		if (str_eq(units[i], folded))
			return i;
	units[*n] = folded;
	return (*n)++;
}

static void
read_people(struct ctx *c, int64_t programme, const char *alike, struct circled_input *in,
	struct buf *seen)
{
	struct circled_person_rows rows = sql_circled_people(c, programme);
	int64_t *ids = ARENA_ARRAY(c->mem, int64_t, rows.n);
	const char **units = ARENA_ARRAY(c->mem, const char *, rows.n);
	int32_t n_units = 0;

	in->category = ARENA_ARRAY(c->mem, int32_t, rows.n);
	for (int i = 0; i < rows.n; i++) {
		ids[i] = rows.v[i].person;
		in->category[i] = -1;
		if (str_eq(alike, "unit"))
			in->category[i] = unit_number(c->mem, units, &n_units, rows.v[i].unit);
		else if (str_eq(alike, "level") && rows.v[i].level)
			in->category[i] = (int32_t)rows.v[i].level;
		buf_printf(seen, "person %lld %d\n", (long long)ids[i], in->category[i]);
	}
	in->people = ids;
	in->n_people = (size_t)rows.n;
}

static void
read_topics(struct ctx *c, int64_t programme, struct circled_input *in)
{
	struct circled_topic_rows rows = sql_circled_topics(c, programme);
	int64_t *ids = ARENA_ARRAY(c->mem, int64_t, rows.n);

	in->lower = ARENA_ARRAY(c->mem, int32_t, rows.n);
	in->upper = ARENA_ARRAY(c->mem, int32_t, rows.n);
	for (int i = 0; i < rows.n; i++) {
		ids[i] = rows.v[i].topic;
		in->lower[i] = (int32_t)rows.v[i].least;
		in->upper[i] = (int32_t)rows.v[i].most;
	}
	in->topics = ids;
	in->n_topics = (size_t)rows.n;
}

/* Rows come by person and topic; whoever wants a topic and is interested in it wants it. */
static void
read_wants(struct ctx *c, int64_t programme, struct circled_input *in, struct buf *seen)
{
	struct circled_want_rows rows = sql_circled_wants(c, programme);

	in->wants = ARENA_ARRAY(c->mem, struct circled_named, rows.n);
	for (int i = 0; i < rows.n; i++) {
		struct circled_named x = { (int32_t)id_place(
						   in->people, in->n_people, rows.v[i].person),
			(int32_t)id_place(in->topics, in->n_topics, rows.v[i].topic),
			str_eq(rows.v[i].way, "wanted") ? 2 : 1 };
		struct circled_named *last = in->n_wants ? &in->wants[in->n_wants - 1] : NULL;

		if (x.person < 0 || x.topic < 0)
			continue;
		buf_printf(seen, "want %d %d %d\n", x.person, x.topic, x.fit);
		if (last && last->person == x.person && last->topic == x.topic)
			last->fit = x.fit > last->fit ? x.fit : last->fit;
		else
			in->wants[in->n_wants++] = x;
	}
}

void
circled_read(struct ctx *c, int64_t programme, const char *aim, struct circled_input *ret)
{
	struct circled_mixture mix = { .alike = "" };
	struct buf seen = BUF_IN(c->mem);

	*ret = (struct circled_input){ .rules_digest = match_rules_digest(c, programme) };
	sql_circled_mixture(c, programme, &mix);
	buf_printf(&seen, "%s\naim %s\n", ret->rules_digest, aim);
	ret->alike = *mix.alike ? mix.alike_most : 0;
	read_people(c, programme, mix.alike, ret, &seen);
	read_topics(c, programme, ret);
	read_wants(c, programme, ret, &seen);
	if (!ret->n_topics)
		ret->fault = N_("There is no topic on offer. Offer some, then try again.");
	ret->input_digest = token_hash(c->mem, buf_text(&seen));
}

/* ---- solving ---- */

static int64_t
points_of(int fit)
{
	return fit == 2 ? CIRCLED_WANTED : fit == 1 ? CIRCLED_INTEREST : CIRCLED_NEITHER;
}

/* All places that somebody may have. */
static struct circles_pair *
pairs_of(struct arena *mem, const struct circled_input *in, bool fit, size_t *ret_n)
{
	size_t n = 0, all = fit ? in->n_wants : in->n_people * in->n_topics + in->n_wants;
	struct circles_pair *pairs = ARENA_ARRAY(mem, struct circles_pair, all);

	for (size_t i = 0; i < in->n_wants; i++)
		pairs[n++] = (struct circles_pair){ in->wants[i].person, in->wants[i].topic,
			points_of(in->wants[i].fit) };
	for (size_t i = 0; !fit && i < in->n_people; i++)
		for (size_t t = 0; t < in->n_topics; t++)
			pairs[n++] =
				(struct circles_pair){ (int32_t)i, (int32_t)t, CIRCLED_NEITHER };
	*ret_n = n;
	return pairs;
}

static void
sum_up(struct arena *mem, const struct circled_input *in, struct circled_answer *a)
{
	bool *open = ARENA_ARRAY(mem, bool, in->n_topics);

	a->fit = ARENA_ARRAY(mem, int, in->n_people);
	a->named = ARENA_ARRAY(mem, size_t, in->n_people);
	for (size_t i = 0; i < in->n_wants; i++) {
		a->named[in->wants[i].person]++;
		if (a->topic[in->wants[i].person] == in->wants[i].topic)
			a->fit[in->wants[i].person] = in->wants[i].fit;
	}
	for (size_t i = 0; i < in->n_people; i++)
		if (a->topic[i] >= 0 && !open[a->topic[i]]) {
			open[a->topic[i]] = true;
			a->opened++;
		}
}

const char *
circled_solve(struct arena *mem, const struct circled_input *in, bool fit, const atomic_int *stop,
	struct circled_answer *ret)
{
	struct circles_problem p = { .n_people = in->n_people,
		.n_topics = in->n_topics,
		.alike = in->alike ? (size_t)in->alike : in->n_people,
		.category = in->alike ? in->category : NULL,
		.lower = in->lower,
		.upper = in->upper,
		.stop = stop };
	struct circles_result r;
	enum circles_status status;
	const char *wrong;

	p.pairs = pairs_of(mem, in, fit, &p.n_pairs);
	status = circles_solve(mem, &p, &r);
	if (status != CIRCLES_OK)
		return status == CIRCLES_STOPPED ? MATCH_STOPPED : circles_status_text(status);
	wrong = circles_check(mem, &p, &r);
	if (wrong)
		return wrong;
	*ret = (struct circled_answer){ .placed = r.placed,
		.most = r.most,
		.points = r.affinity,
		.bound = r.bound,
		.topic = r.topic,
		.proven = r.most == r.placed && r.bound == r.affinity };
	sum_up(mem, in, ret);
	return NULL;
}

/* ---- writing ---- */

enum result
circled_propose(struct ctx *c, int64_t run, int64_t programme, const struct circled_input *in,
	const struct circled_answer *a, const struct circled_answer *other, int64_t micros)
{
	int64_t nobody = 0;

	for (size_t i = 0; i < in->n_people; i++) {
		nobody += !a->named[i];
		if (a->topic[i] >= 0)
			sql_match_place_insert(
				c, run, in->people[i], in->topics[a->topic[i]], a->fit[i]);
		else
			sql_match_left_insert(c, run, in->people[i], "mentee",
				arena_printf(c->mem, "%zu", a->named[i]));
	}
	if (!sql_match_propose(c, run, in->rules_digest, in->input_digest, (int64_t)in->n_people, 0,
		    (int64_t)a->opened, (int64_t)in->n_wants, (int64_t)a->placed, a->points,
		    CIRCLED_WANTED, (int64_t)other->placed, other->points,
		    (int64_t)(in->n_topics - a->opened), nobody, a->proven, micros))
		return CONFLICT;
	sql_match_set_verdict(c, run, "", (int64_t)a->most, a->bound);
	sql_match_discard(c, programme, run);
	return OK;
}
