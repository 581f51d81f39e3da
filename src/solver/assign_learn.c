/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: the six pairs that are best for a mentee at the prices of the moment, and a bound on all others. An
 * auction does hardly anything else, and a list that is kept in order would cost a wrong guess of the processor for
 * every pair that enters it. Method: what each pair is worth, and the most, without a branch; then all that lie
 * within some distance of the most. The distance that was right for this mentee the last time is nearly right
 * again; more than six are thinned out, and if there are fewer, the bound is where the search ended. Cost: two
 * passes over his pairs.
 */
#include "solver/assign_bid.h"

#if defined __x86_64__ && defined __GNUC__
#include <immintrin.h>
#define WIDE __attribute__((target("avx512f,avx512dq,avx512vl")))
#endif

#define PART 128 /* pairs looked at together */
#define FEW 4	 /* that are too few to know by heart, */
#define MANY 12	 /* and too many to thin out */
#define STEP 3	 /* of the width, four of which double the distance */
#define WIDEST (4 * 56)

struct found {
	int64_t value;
	size_t arc;
};

static int64_t
distance(unsigned width)
{
	return (int64_t)(4 + width % 4) << width / 4;
}

/* The best stay; the bound is on the rest. */
static int
thin_out(struct found *f, int n, int64_t *bound)
{
	while (n > LINE_PAIRS) {
		int64_t low = f[0].value;
		int least = 0;

		for (int k = 1; k < n; k++) {
			least = f[k].value < low ? k : least;
			low = f[k].value < low ? f[k].value : low;
		}
		*bound = low > *bound ? low : *bound;
		f[least] = f[--n];
	}
	return n;
}

/* What n pairs are worth; returns the most. */
static int64_t
weigh(const struct auction *x, const int64_t *price, const struct assign_arc *arc, int n,
	int64_t *value)
{
	const int64_t unit = x->unit;
	int64_t most = -2 * FAR;

	for (int k = 0; k < n; k++) {
		int64_t v = arc[k].score * unit - price[arc[k].mentor];

		value[k] = v;
		most = v > most ? v : most;
	}
	return most;
}

/* Where those of at least that value are; returns how many. */
static int
pick(const int64_t *value, int n_values, int64_t least, int32_t *at)
{
	int n = 0;

	for (int k = 0; k < n_values; k++) {
		at[n] = k;
		n += value[k] >= least;
	}
	return n;
}

#ifdef WIDE
/* The same, eight pairs at a time; what lies behind the last is worth nothing. */
WIDE static int64_t
weigh_wide(const struct auction *x, const int64_t *price, const struct assign_arc *arc, int n,
	int64_t *value)
{
	const __m512i unit = _mm512_set1_epi64(x->unit), nothing = _mm512_set1_epi64(INT64_MIN);
	__m512i most = _mm512_set1_epi64(-2 * FAR);

	for (int k = 0; k < n; k += 8) {
		__mmask8 there = (__mmask8)(n - k < 8 ? (1 << (n - k)) - 1 : 0xff);
		__m512i a = _mm512_maskz_loadu_epi64(there, arc + k);
		__m512i paid = _mm512_mask_i32gather_epi64(
			a, there, _mm512_cvtepi64_epi32(a), price, sizeof *price);
		__m512i v = _mm512_mullo_epi64(_mm512_srai_epi64(a, 32), unit);

		v = _mm512_mask_sub_epi64(nothing, there, v, paid);
		most = _mm512_max_epi64(most, v);
		_mm512_storeu_si512(value + k, v);
	}
	return _mm512_reduce_max_epi64(most);
}

WIDE static int
pick_wide(const int64_t *value, int n_values, int64_t least, int32_t *at)
{
	const __m512i bar = _mm512_set1_epi64(least);
	__m256i place = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
	int n = 0;

	for (int k = 0; k < n_values; k += 8) {
		__mmask8 good = _mm512_cmpge_epi64_mask(_mm512_loadu_si512(value + k), bar);

		_mm256_storeu_si256((__m256i *)(at + n), _mm256_maskz_compress_epi32(good, place));
		n += __builtin_popcount(good);
		place = _mm256_add_epi32(place, _mm256_set1_epi32(8));
	}
	return n;
}
#endif

#ifndef WIDE
#define weigh_wide weigh
#define pick_wide pick
#endif

bool
bid_can_be_wide(void)
{
#ifdef WIDE
	return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
	       __builtin_cpu_supports("avx512vl");
#else
	return false;
#endif
}

/* The same for those near the best of them; makes the width right for that. */
static int
pick_near(bool wide, const int64_t *value, int n_values, int64_t most, struct line *l, int32_t *at)
{
	unsigned width = l->width;
	bool wider = false, narrower = false;
	int64_t least;
	int got;

	for (;;) {
		least = most - distance(width);
		got = wide ? pick_wide(value, n_values, least, at)
			   : pick(value, n_values, least, at);
		if (got > MANY && width >= STEP && !wider) {
			width -= STEP;
			narrower = true;
		} else if (got < FEW && got < n_values && width < WIDEST && !narrower) {
			width += STEP;
			wider = true;
		} else {
			break;
		}
	}
	if (got < n_values && least > l->bound)
		l->bound = least;
	if (got > LINE_PAIRS + 1 && width)
		width--;
	else if (got < LINE_PAIRS && got < n_values && width < WIDEST)
		width++;
	l->width = (uint8_t)width;
	return got;
}

void
bid_learn(struct auction *x, int32_t i)
{
	const struct core *c = x->c;
	struct line *l = &x->line[i];
	const int64_t *price = x->price[l->group];
	struct found f[LINE_PAIRS + PART + 1];
	int64_t value[PART];
	int32_t at[PART + 8];
	int n = 0;

	l->bound = -2 * FAR;
	for (size_t a = c->first[i], end = c->first[i + 1]; a < end; a += PART) {
		const struct assign_arc *arc = c->arcs + a;
		int part = end - a < PART ? (int)(end - a) : PART;
		int64_t most = x->wide ? weigh_wide(x, price, arc, part, value)
				       : weigh(x, price, arc, part, value);
		int got = pick_near(x->wide, value, part, most, l, at);

		for (int k = 0; k < got; k++)
			f[n++] = (struct found){ value[at[k]], a + (size_t)at[k] };
		n = thin_out(f, n, &l->bound);
	}
	for (int t = 0; t < LINE_PAIRS; t++) {
		l->mentor[t] = t < n ? c->arcs[f[t].arc].mentor : (int32_t)x->n_mentors;
		l->score[t] = t < n ? c->arcs[f[t].arc].score : 0;
	}
}
