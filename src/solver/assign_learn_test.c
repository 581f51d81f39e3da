/* SPDX-License-Identifier: Apache-2.0 */
/* What a mentee knows by heart is the same on every processor, and the bound on what he does not is true. */
#include "solver/assign_bid.h"
#include "solver/assign_tiny.h"

#define MENTORS 300
#define PAIRS 290

struct one {
	struct core c;
	struct auction x;
	size_t first[2];
	struct assign_arc arcs[PAIRS];
	int64_t price[MENTORS + 2];
	struct line line;
};

static void
set_up(struct one *o)
{
	static const uint64_t spans[] = { 1, 3, 40, 1000, 2000000001 };
	uint64_t scores = spans[chance(5)], prices = spans[chance(5)];
	size_t n = chance(4) ? chance(60) : chance(PAIRS);

	*o = (struct one){ .first = { 0, n } };
	for (size_t a = 0; a < n; a++)
		o->arcs[a] = (struct assign_arc){ (int32_t)a,
			(int32_t)((int64_t)chance(scores) - (int64_t)scores / 2) };
	o->x.unit = (int64_t)1 << chance(20);
	for (size_t j = 0; j < MENTORS; j++)
		o->price[j] = chance(20) ? (int64_t)chance(prices) * o->x.unit +
						   (int64_t)chance((uint64_t)o->x.unit)
					 : FAR;
	o->price[MENTORS + 1] = FAR;
	o->line.width = (uint8_t)chance(200);
	o->x.n_mentors = MENTORS + 1;
}

/* A learned line, in place of pointers that a copy would bring with it. */
static struct line
learn(struct one *o, bool wide)
{
	struct line before = o->line, ret;

	o->c.first = o->first;
	o->c.arcs = o->arcs;
	o->x.c = &o->c;
	o->x.line = &o->line;
	o->x.price[0] = o->x.price[1] = o->price;
	o->x.wide = wide;
	bid_learn(&o->x, 0);
	ret = o->line;
	o->line = before;
	return ret;
}

static int64_t
value(const struct one *o, size_t a)
{
	return bid_worth(&o->x, o->arcs[a].score) - o->price[o->arcs[a].mentor];
}

/* The best six are on the line, or as many as there are; what is not on it is not above the bound. */
static void
assert_true_line(const struct one *o, const struct line *l)
{
	int64_t best = -2 * FAR, known = -2 * FAR;

	for (size_t a = 0; a < o->first[1]; a++) {
		bool there = false;

		for (int t = 0; t < LINE_PAIRS; t++)
			there |= l->mentor[t] == o->arcs[a].mentor &&
				 l->score[t] == o->arcs[a].score;
		best = value(o, a) > best ? value(o, a) : best;
		if (there)
			known = value(o, a) > known ? value(o, a) : known;
		else
			assert_true(value(o, a) <= l->bound);
	}
	assert_true(known == best);
}

static void
test_learned_alike(void **state)
{
	struct one *o = ARENA_ARRAY(mem, struct one, 1);

	(void)state;
	for (int k = 0; k < rounds(20000); k++) {
		struct line plain, wide;

		set_up(o);
		plain = learn(o, false);
		wide = learn(o, bid_can_be_wide());
		assert_memory_equal(&plain, &wide, sizeof plain);
		assert_true_line(o, &plain);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_learned_alike, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
