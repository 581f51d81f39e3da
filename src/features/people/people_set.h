/* SPDX-License-Identifier: Apache-2.0 */
/* A set of people: a bit for the id of each. Private to this room. */
#ifndef PEOPLE_SET_H
#define PEOPLE_SET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct people_set {
	int64_t words; /* of 64 people; ids from 64 * words on are not in the set */
	uint64_t *v;
};

/* Empty, with room for ids below 64 * words. */
static inline struct people_set
people_set_new(struct arena *mem, int64_t words)
{
	return (struct people_set){ words, ARENA_ARRAY(mem, uint64_t, words) };
}

static inline bool
people_set_has(const struct people_set *s, int64_t id)
{
	return id >= 0 && id / 64 < s->words && (s->v[id / 64] >> (id % 64) & 1);
}

/* There must be room for id. */
static inline void
people_set_add(struct people_set *s, int64_t id)
{
	s->v[id / 64] |= UINT64_C(1) << (id % 64);
}

static inline void
people_set_remove(struct people_set *s, int64_t id)
{
	if (people_set_has(s, id))
		s->v[id / 64] &= ~(UINT64_C(1) << (id % 64));
}

static inline int64_t
people_set_count(const struct people_set *s)
{
	int64_t n = 0;

	for (int64_t i = 0; i < s->words; i++)
		n += __builtin_popcountll(s->v[i]);
	return n;
}

/* Leaves in s who is in both. */
static inline void
people_set_keep(struct people_set *s, const struct people_set *other)
{
	for (int64_t i = 0; i < s->words; i++)
		s->v[i] &= i < other->words ? other->v[i] : 0;
}

/* The lowest id from `from` on; -1 if there is none. */
static inline int64_t
people_set_next(const struct people_set *s, int64_t from)
{
	for (int64_t i = from / 64; i < s->words; i++) {
		uint64_t left = s->v[i];

		if (i == from / 64)
			left &= ~UINT64_C(0) << (from % 64);
		if (left)
			return i * 64 + __builtin_ctzll(left);
	}
	return -1;
}

#endif
