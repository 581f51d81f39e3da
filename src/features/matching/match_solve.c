/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/match_solve.h"

#include "base/str.h"

struct match_choice
match_choice_of(const struct programme_choice *p)
{
	struct match_choice c = { .aim = str_eq(p->aim, "fit") ? ASSIGN_FIT : ASSIGN_EVERYONE,
		.quota = p->quota != 0,
		.spread = p->spread > 0 ? p->spread : 0 };

	if (c.aim == ASSIGN_EVERYONE && !c.spread)
		c.fair = str_eq(p->fair, "leximin")	 ? ASSIGN_LEXIMIN
			 : str_eq(p->fair, "bottleneck") ? ASSIGN_BOTTLENECK
							 : ASSIGN_PLAIN;
	return c;
}

static bool
gives_way(const struct assign_pair *pin, const struct assign_pair *forced, int32_t room)
{
	return pin->mentee == forced->mentee || (pin->mentor == forced->mentor && room < 1);
}

/* The pins of the manager, and the forced one, which only as many pins of its mentor leave as there are
 * places for. */
static void
pins_of(struct arena *mem, const struct match_question *q, struct assign_problem *p)
{
	const struct match_input *in = q->in;
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, in->n_pins + 1);
	int32_t room = q->forced ? p->capacity[q->forced->mentor] - 1 : 0;

	for (size_t i = 0; i < in->n_pins; i++) {
		if (q->forced && gives_way(&in->pins[i], q->forced, room))
			continue;
		room -= q->forced && in->pins[i].mentor == q->forced->mentor;
		pins[p->n_pins++] = in->pins[i];
	}
	if (q->forced)
		pins[p->n_pins++] = *q->forced;
	p->pins = pins;
}

static struct assign_problem
plain(struct arena *mem, const struct match_question *q)
{
	const struct match_input *in = q->in;
	int32_t *lower = NULL;
	struct assign_problem p = { .aim = q->choice.aim,
		.fair = q->choice.fair,
		.quota = q->choice.quota,
		.n_mentees = in->n_mentees,
		.n_mentors = in->n_mentors,
		.capacity = roster_places(in->roster),
		.pairs = q->pairs,
		.n_pairs = q->n_pairs,
		.stop = q->stop,
		.progress = q->progress,
		.progress_arg = q->progress_arg };

	if (p.quota) {
		lower = ARENA_ARRAY(mem, int32_t, in->n_mentors);
		for (size_t j = 0; j < in->n_mentors; j++)
			lower[j] = p.capacity[j] > 0;
		p.lower = lower;
	}
	pins_of(mem, q, &p);
	return p;
}

static void
number_seats(struct arena *mem, struct match_problem *x)
{
	int32_t n = 0;

	x->seat = ARENA_ARRAY(mem, int32_t, x->n_mentors + 1);
	for (size_t j = 0; j < x->n_mentors; j++) {
		x->seat[j] = n;
		n += x->p.capacity[j];
	}
	x->seat[x->n_mentors] = n;
	x->mentor_of = ARENA_ARRAY(mem, int32_t, n);
	for (size_t j = 0; j < x->n_mentors; j++)
		for (int32_t s = x->seat[j]; s < x->seat[j + 1]; s++)
			x->mentor_of[s] = (int32_t)j;
}

/* Pinned mentees have the first seats of their mentor. */
static void
seat_pins(struct arena *mem, struct match_problem *x, int64_t spread)
{
	struct assign_pair *pins = ARENA_ARRAY(mem, struct assign_pair, x->p.n_pins);
	int32_t *taken = ARENA_ARRAY(mem, int32_t, x->n_mentors);

	for (size_t i = 0; i < x->p.n_pins; i++) {
		int32_t j = x->p.pins[i].mentor, s = taken[j]++;

		pins[i] = (struct assign_pair){ x->p.pins[i].mentee, x->seat[j] + s,
			x->p.pins[i].score - spread * s };
	}
	x->p.pins = pins;
}

static void
split_pairs(struct arena *mem, struct match_problem *x, int64_t spread)
{
	const struct assign_pair *old = x->p.pairs;
	size_t n = 0, i;
	struct assign_pair *pairs;

	for (i = 0; i < x->p.n_pairs; i++)
		n += (size_t)x->p.capacity[old[i].mentor];
	pairs = ARENA_ARRAY(mem, struct assign_pair, n);
	for (n = i = 0; i < x->p.n_pairs; i++)
		for (int32_t s = 0; s < x->p.capacity[old[i].mentor]; s++)
			pairs[n++] = (struct assign_pair){ old[i].mentee,
				x->seat[old[i].mentor] + s, old[i].score - spread * s };
	x->p.pairs = pairs;
	x->p.n_pairs = n;
}

/* The quota of a mentor is that of the first seat that no pin has. */
static void
split_seats(struct arena *mem, struct match_problem *x, int64_t spread)
{
	int32_t seats, *lower = NULL;

	number_seats(mem, x);
	seat_pins(mem, x, spread);
	split_pairs(mem, x, spread);
	seats = x->seat[x->n_mentors];
	if (x->p.lower) {
		lower = ARENA_ARRAY(mem, int32_t, seats);
		for (size_t j = 0; j < x->n_mentors; j++)
			if (x->p.lower[j])
				lower[x->seat[j]] = 1;
	}
	x->p.lower = lower;
	x->p.capacity = NULL;
	x->p.n_mentors = (size_t)seats;
}

/* What a pair has beside its scaled points: one if it is to be kept; and as the number of pairs is to come
 * before that also where points come first, more than all of these together for being a pair. */
static int64_t
beside(const struct match_question *q, int64_t mentee, int32_t mentor)
{
	int64_t all = (int64_t)q->in->n_mentees + 1;

	return (q->near->mentor[mentee] == mentor) + (q->choice.aim == ASSIGN_FIT ? all : 0);
}

/* A factor that what stands beside the points does not reach in all. Left alone are scores that would not
 * fit any more, and leximin, whose levels would multiply. */
static int64_t
scale_of(const struct match_question *q)
{
	int64_t all = (int64_t)q->in->n_mentees + 1;
	int64_t scale = q->choice.aim == ASSIGN_FIT ? all * all : all;

	if (!q->near || q->people || q->choice.fair == ASSIGN_LEXIMIN)
		return 1;
	for (size_t i = 0; i < q->n_pairs; i++)
		if (q->pairs[i].score > INT32_MAX / 2 / scale ||
			q->pairs[i].score < -(INT32_MAX / 2 / scale))
			return 1;
	return scale;
}

static const struct assign_pair *
scaled(struct arena *mem, const struct match_question *q, const struct assign_pair *list, size_t n,
	int64_t scale)
{
	struct assign_pair *v = ARENA_ARRAY(mem, struct assign_pair, n);

	for (size_t i = 0; i < n; i++) {
		v[i] = list[i];
		v[i].score = list[i].score * scale + beside(q, list[i].mentee, list[i].mentor);
	}
	return v;
}

/* The pairs of the answer to keep near to, in the seats of this question. */
static void
start_from(struct arena *mem, struct match_problem *x, const struct match_answer *a)
{
	struct assign_pair *list = ARENA_ARRAY(mem, struct assign_pair, x->p.n_mentees);
	int32_t *taken = ARENA_ARRAY(mem, int32_t, x->n_mentors);
	size_t n = 0;

	for (size_t i = 0; i < x->p.n_mentees; i++) {
		int32_t j = a->mentor[i], s;

		if (j < 0)
			continue;
		s = taken[j]++;
		if (x->seat && s >= x->seat[j + 1] - x->seat[j])
			continue;
		list[n++] = (struct assign_pair){ (int32_t)i, x->seat ? x->seat[j] + s : j,
			a->points[i] };
	}
	x->p.start = list;
	x->p.n_start = n;
}

/* Points as the rules give them: for pinned pairs as the pin says, which no rule has to allow. */
static void
take_points(const struct match_question *q, const struct match_problem *x,
	const struct assign_result *r, struct match_answer *ret)
{
	for (size_t i = 0; i < x->p.n_mentees; i++) {
		int32_t at = r->mentor[i];

		ret->mentor[i] = match_mentor_of(x, at);
		ret->points[i] = r->points[i];
		if (at < 0)
			continue;
		if (x->scale > 1)
			ret->points[i] =
				(ret->points[i] - beside(q, (int64_t)i, ret->mentor[i])) / x->scale;
		ret->value += ret->points[i];
		if (x->seat)
			ret->points[i] += q->choice.spread * (at - x->seat[ret->mentor[i]]);
	}
	if (q->people)
		ret->value = r->score; /* which knows of spread */
}

/* A place costs what the solver says, and what spread takes. Pinned mentees have the first places of a mentor. */
static int64_t *
prices_of(struct arena *mem, const struct match_question *q, const struct match_problem *x,
	const struct assign_result *r)
{
	int64_t *price = ARENA_ARRAY(mem, int64_t, x->n_mentors);
	int32_t *taken = ARENA_ARRAY(mem, int32_t, x->n_mentors);

	for (size_t k = 0; k < x->p.n_pins; k++)
		taken[match_mentor_of(x, x->p.pins[k].mentor)]++;
	for (size_t j = 0; j < x->n_mentors; j++) {
		if (!x->seat)
			price[j] = (int64_t)r->proof.mentor[j];
		for (int32_t s = taken[j]; x->seat && s < x->seat[j + 1] - x->seat[j]; s++) {
			int64_t all = (int64_t)(r->proof.mentor[x->seat[j] + s] +
						r->proof.weight * q->choice.spread * s);

			if (s == taken[j] || all < price[j])
				price[j] = all;
		}
	}
	return price;
}

static const struct rules_kept *
keep(struct arena *mem, const struct match_question *q, const struct match_problem *x,
	const struct assign_result *r, const struct match_answer *a)
{
	const assign_value far = (assign_value)1 << 60;
	struct rules_kept *k;

	if (q->choice.fair != ASSIGN_PLAIN || x->scale > 1 || r->proof.weight >= far ||
		r->proof.bonus >= far || r->proof.quota >= far)
		return NULL;
	for (size_t j = 0; j < (q->people ? x->n_mentors : x->p.n_mentors); j++)
		if (r->proof.mentor[j] >= far || r->proof.mentor[j] <= -far)
			return NULL;
	k = ARENA_NEW(mem, struct rules_kept);
	*k = (struct rules_kept){ .weight = (int64_t)r->proof.weight,
		.bonus = (int64_t)r->proof.bonus,
		.quota = (int64_t)r->proof.quota,
		.mentor = a->mentor,
		.price = prices_of(mem, q, x, r) };
	return k;
}

static void
sum_up(struct arena *mem, const struct match_problem *x, struct match_answer *ret)
{
	bool *used = ARENA_ARRAY(mem, bool, x->n_mentors), any = false;

	ret->unused = x->n_mentors;
	for (size_t i = 0; i < x->p.n_mentees; i++) {
		int32_t j = ret->mentor[i];

		if (j < 0)
			continue;
		ret->score += ret->points[i];
		ret->lowest = any && ret->lowest < ret->points[i] ? ret->lowest : ret->points[i];
		ret->unused -= !used[j];
		any = used[j] = true;
	}
}

bool
match_by_rules(const struct match_choice *c, const struct cand_problem *people)
{
	struct assign_rules r = { .people = *people, .spread = c->spread };

	return c->fair == ASSIGN_PLAIN && assign_rules_able(&r);
}

struct assign_rules
match_rules_of(const struct match_question *q, const struct assign_problem *p)
{
	return (struct assign_rules){ .aim = p->aim,
		.quota = p->quota,
		.people = *q->people,
		.capacity = p->capacity,
		.lower = p->lower,
		.spread = q->choice.spread,
		.pins = p->pins,
		.n_pins = p->n_pins,
		.stop = p->stop,
		.progress = p->progress,
		.progress_arg = p->progress_arg };
}

/* The same problem, over the pairs that the rules of q->people allow. */
static enum assign_status
solve_by_rules(struct arena *mem, const struct match_question *q, const struct assign_problem *p,
	struct assign_result *ret, const char **ret_wrong)
{
	struct assign_rules_result got;
	struct assign_rules r = match_rules_of(q, p);
	enum assign_status status = assign_rules_solve(mem, &r, &got);

	if (status == ASSIGN_OK) {
		*ret = got.best;
		*ret_wrong = got.fault;
	}
	return status;
}

/* Prices of more than half a pair are those of the cover that proves the count (König, 1931). */
static bool *
scarce_mentors(struct arena *mem, const struct assign_result *r, size_t n)
{
	bool *scarce = ARENA_ARRAY(mem, bool, n);

	for (size_t j = 0; j < n; j++)
		scarce[j] = r->proof.mentor[j] > r->proof.bonus / 2;
	return scarce;
}

void
match_pose(struct arena *mem, const struct match_question *q, struct match_problem *ret)
{
	*ret = (struct match_problem){
		.p = plain(mem, q), .n_mentors = q->in->n_mentors, .scale = scale_of(q)
	};
	if (ret->scale > 1) {
		ret->p.pairs = scaled(mem, q, ret->p.pairs, ret->p.n_pairs, ret->scale);
		ret->p.pins = scaled(mem, q, ret->p.pins, ret->p.n_pins, ret->scale);
	}
	if (q->choice.spread && !q->people)
		split_seats(mem, ret, q->choice.spread * ret->scale);
	if (q->near)
		start_from(mem, ret, q->near);
}

int32_t
match_mentor_of(const struct match_problem *p, int32_t mentor)
{
	return p->seat && mentor >= 0 ? p->mentor_of[mentor] : mentor;
}

const char *
match_solve(struct arena *mem, const struct match_question *q, struct match_answer *ret)
{
	struct match_problem x;
	struct assign_result r;
	enum assign_status status;
	const char *wrong = NULL;

	match_pose(mem, q, &x);
	status = q->people ? solve_by_rules(mem, q, &x.p, &r, &wrong) : assign_solve(mem, &x.p, &r);
	if (status != ASSIGN_OK)
		return status == ASSIGN_STOPPED ? MATCH_STOPPED : assign_status_text(status);
	if (!q->people)
		wrong = assign_check(mem, &x.p, &r);
	if (wrong)
		return wrong;
	*ret = (struct match_answer){ .count = r.count,
		.mentor = ARENA_ARRAY(mem, int32_t, q->in->n_mentees),
		.points = ARENA_ARRAY(mem, int64_t, q->in->n_mentees) };
	if (q->people && q->choice.aim == ASSIGN_EVERYONE)
		ret->scarce = scarce_mentors(mem, &r, x.n_mentors);
	take_points(q, &x, &r, ret);
	ret->kept = keep(mem, q, &x, &r, ret);
	sum_up(mem, &x, ret);
	return NULL;
}
