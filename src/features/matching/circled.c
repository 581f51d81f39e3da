/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/circled.h"

#include "base/buf.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/fold.h"
#include "features/matching/match_solve.h"
#include "features/matching/placements.sql.h"

#define NOT_THERE INT64_MIN

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

/* What people said for themselves, and that they did, and when: what it is goes into no digest. */
static void
read_said(struct ctx *c, int64_t programme, struct circled_input *in, struct buf *seen)
{
	struct ranking_rows all = sql_ranking_all(c, programme);
	struct said *said = ARENA_ARRAY(c->mem, struct said, in->n_people);

	for (int i = 0; i < all.n; i++) {
		ptrdiff_t at = id_place(in->people, in->n_people, all.v[i].person);

		if (at < 0 || !str_eq(all.v[i].role, "mentee"))
			continue;
		said_parse_topics(c->mem, all.v[i].body, &said[at]);
		buf_printf(seen, "said %lld %lld\n", (long long)all.v[i].id,
			(long long)all.v[i].changed_at);
	}
	in->said = said;
}

/* What the manager has decided about single people. A pin to what is not on offer any more does not count. */
static void
read_decisions(struct ctx *c, int64_t programme, struct circled_input *in, struct buf *seen)
{
	struct circle_pin_rows pins = sql_circle_pins(c, programme);
	struct wish_rows wishes = sql_wish_list(c, programme);

	in->pins = ARENA_ARRAY(c->mem, struct circles_pair, pins.n);
	in->apart = ARENA_ARRAY(c->mem, struct circles_two, wishes.n);
	for (int i = 0; i < pins.n; i++) {
		ptrdiff_t person = id_place(in->people, in->n_people, pins.v[i].person);
		ptrdiff_t topic = id_place(in->topics, in->n_topics, pins.v[i].topic);

		if (person < 0 || topic < 0)
			continue;
		buf_printf(seen, "pin %td %td\n", person, topic);
		in->pins[in->n_pins++] =
			(struct circles_pair){ (int32_t)person, (int32_t)topic, 0 };
	}
	for (int i = 0; i < wishes.n; i++) {
		ptrdiff_t a = id_place(in->people, in->n_people, wishes.v[i].mentee);
		ptrdiff_t b = id_place(in->people, in->n_people, wishes.v[i].mentor);

		if (a < 0 || b < 0 || a == b || !str_eq(wishes.v[i].kind, "ban"))
			continue;
		buf_printf(seen, "apart %td %td\n", a, b);
		in->apart[in->n_apart++] = (struct circles_two){ (int32_t)a, (int32_t)b };
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
	read_said(c, programme, ret, &seen);
	read_decisions(c, programme, ret, &seen);
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

/* What a place in the order of somebody is worth. */
static int64_t
points_of_place(int64_t place)
{
	static const int64_t points[] = { CIRCLED_WANTED, 16, 13, 11, 9 };
	size_t n = sizeof points / sizeof *points;

	return place <= (int64_t)n ? points[place - 1] : CIRCLED_INTEREST;
}

/* What each topic is worth for somebody; NOT_THERE: he is in no circle about it. What he said for himself
 * comes before his profile. Wants of a person stand side by side; *at goes on behind them. */
static void
worth_of(const struct circled_input *in, size_t person, bool fit, size_t *at, int64_t *ret)
{
	const struct said *s = &in->said[person];

	for (size_t t = 0; t < in->n_topics; t++)
		ret[t] = fit || s->only ? NOT_THERE : CIRCLED_NEITHER;
	for (; *at < in->n_wants && (size_t)in->wants[*at].person == person; ++*at)
		if (!s->n)
			ret[in->wants[*at].topic] = points_of(in->wants[*at].fit);
	for (int i = 0; i < s->n; i++) {
		ptrdiff_t t = id_place(in->topics, in->n_topics, s->v[i].person);

		if (t >= 0)
			ret[t] = points_of_place(s->v[i].place);
	}
	for (int i = 0; i < s->n_not; i++) {
		ptrdiff_t t = id_place(in->topics, in->n_topics, s->not_for_me[i]);

		if (t >= 0)
			ret[t] = NOT_THERE;
	}
}

/* All places that somebody may have. */
static struct circles_pair *
pairs_of(struct arena *mem, const struct circled_input *in, bool fit, size_t *ret_n)
{
	size_t n = 0, room = 0, at = 0;
	struct circles_pair *pairs = NULL;
	int64_t *worth = ARENA_ARRAY(mem, int64_t, in->n_topics);

	for (size_t i = 0; i < in->n_people; i++) {
		worth_of(in, i, fit, &at, worth);
		for (size_t t = 0; t < in->n_topics; t++) {
			if (worth[t] == NOT_THERE)
				continue;
			if (n == room) {
				size_t more = 2 * room + 1024;

				pairs = arena_grow(
					mem, pairs, room * sizeof *pairs, more * sizeof *pairs);
				room = more;
			}
			pairs[n++] = (struct circles_pair){ (int32_t)i, (int32_t)t, worth[t] };
		}
	}
	*ret_n = n;
	return pairs;
}

/* Managers read what comes of it, so it is made of profiles alone. */
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
	for (size_t i = 0; i < in->n_people; i++) {
		if (a->topic[i] < 0)
			continue;
		a->points += points_of(a->fit[i]);
		a->opened += !open[a->topic[i]];
		open[a->topic[i]] = true;
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
		.pins = in->pins,
		.n_pins = in->n_pins,
		.apart = in->apart,
		.n_apart = in->n_apart,
		.stop = stop };
	struct circles_result r;
	enum circles_status status;
	const char *wrong;

	p.pairs = pairs_of(mem, in, fit, &p.n_pairs);
	status = circles_solve(mem, &p, &r);
	if (status == CIRCLES_NO_WAY)
		return CIRCLED_NO_WAY;
	if (status != CIRCLES_OK)
		return status == CIRCLES_STOPPED ? MATCH_STOPPED : circles_status_text(status);
	wrong = circles_check(mem, &p, &r);
	if (wrong)
		return wrong;
	*ret = (struct circled_answer){ .placed = r.placed,
		.most = r.most,
		.topic = r.topic,
		.proven = r.most == r.placed && r.bound == r.affinity };
	sum_up(mem, in, ret);
	ret->bound = ret->points + (r.bound - r.affinity);
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
	sql_match_prices_discard(c, programme, run);
	return OK;
}
