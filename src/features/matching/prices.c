/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers of seven bits a byte, the lowest first; those that may be negative with the sign in the lowest bit. A price is
 * so many whole units, of the larger of what a pair and a point are worth, and a rest, which both are small.
 */
#include "features/matching/prices.h"

#include "base/buf.h"

#define FORMAT 1

struct reading {
	const uint8_t *at, *end;
	bool bad;
};

static void
put(struct buf *b, uint64_t v)
{
	for (; v > 0x7f; v >>= 7)
		buf_chr(b, (char)(v | 0x80));
	buf_chr(b, (char)v);
}

static void
put_signed(struct buf *b, int64_t v)
{
	put(b, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}

static uint64_t
get(struct reading *r)
{
	uint64_t v = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		uint8_t byte = r->at < r->end ? *r->at++ : 0x80;

		v |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return v;
	}
	r->bad = true;
	return 0;
}

static int64_t
get_signed(struct reading *r)
{
	uint64_t v = get(r);

	return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

static int64_t
unit_of(const struct rules_kept *k)
{
	return k->bonus > k->weight ? k->bonus : k->weight;
}

struct bytes
prices_write(struct arena *mem, const struct rules_kept *k, size_t n_mentees, size_t n_mentors)
{
	struct buf b = BUF_IN(mem);
	int64_t unit = unit_of(k);

	put(&b, FORMAT);
	put(&b, n_mentees);
	put(&b, n_mentors);
	put_signed(&b, k->weight);
	put_signed(&b, k->bonus);
	put_signed(&b, k->quota);
	for (size_t j = 0; j < n_mentors; j++) {
		int64_t units = k->price[j] / unit, rest = k->price[j] % unit;

		if (rest > unit / 2) {
			units++;
			rest -= unit;
		}
		put_signed(&b, units);
		put_signed(&b, rest);
	}
	for (size_t i = 0; i < n_mentees; i++)
		put(&b, (uint64_t)(k->mentor[i] + 1));
	return (struct bytes){ .p = b.p, .n = b.n };
}

bool
prices_read(struct arena *mem, struct bytes b, size_t n_mentees, size_t n_mentors,
	struct rules_kept *ret)
{
	struct reading r = { .at = b.p, .end = b.n ? (const uint8_t *)b.p + b.n : b.p };
	int64_t *price = ARENA_ARRAY(mem, int64_t, n_mentors), unit;
	int32_t *mentor = ARENA_ARRAY(mem, int32_t, n_mentees);

	if (get(&r) != FORMAT || get(&r) != n_mentees || get(&r) != n_mentors)
		return false;
	*ret = (struct rules_kept){ .mentor = mentor, .price = price };
	ret->weight = get_signed(&r);
	ret->bonus = get_signed(&r);
	ret->quota = get_signed(&r);
	unit = unit_of(ret);
	for (size_t j = 0; !r.bad && j < n_mentors; j++) {
		int64_t units = get_signed(&r);

		r.bad |= __builtin_mul_overflow(units, unit, &price[j]) ||
			 __builtin_add_overflow(price[j], get_signed(&r), &price[j]);
	}
	for (size_t i = 0; !r.bad && i < n_mentees; i++) {
		uint64_t j = get(&r);

		r.bad |= j > n_mentors;
		mentor[i] = (int32_t)j - 1;
	}
	return !r.bad && r.at == r.end;
}
