/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/candidates_bits.h"

#include <string.h>

#define BLOCK 8 /* words that are counted together */
#define PER_BLOCK ((size_t)BLOCK * 64)
#define COMMON 32 /* an item has a row of its own if at least one in so many places offers it */
#define SHORT 4	  /* words are counted as quickly as one place of a posting is looked at */

static bool
is_used(const struct plan *plan, const struct lane *l)
{
	return l == plan->gain || l == plan->must;
}

void
bits_init(struct arena *mem, const struct leaf *l, struct bits *ret)
{
	const struct plan *plan = l->plan;
	size_t n = l->steps[0].n, words = (n / PER_BLOCK + 1) * BLOCK;

	*ret = (struct bits){ 0 };
	if (!plan->gain || n < PER_BLOCK)
		return;
	for (size_t k = 0; k < n; k++) {
		size_t j = (size_t)l->steps[0].offers[k];

		ret->room += plan->offer_first[j + 1] - plan->offer_first[j];
	}
	ret->row_of = ARENA_ARRAY(mem, uint64_t *, plan->n_keys);
	ret->rows = ARENA_ARRAY(mem, uint64_t, ret->room);
	for (size_t k = 0; k < BITS_ITEMS; k++)
		ret->own[k] = ARENA_ARRAY(mem, uint64_t, words);
	for (size_t k = 0; k <= BITS_COUNT; k++)
		ret->exactly[k] = ARENA_ARRAY(mem, uint64_t, words);
}

static void
set_bits(uint64_t *row, const uint32_t *place, const uint32_t *end)
{
	for (; place < end; place++)
		row[*place / 64] |= UINT64_C(1) << *place % 64;
}

void
bits_make(struct bits *b, const struct leaf *l)
{
	size_t words = (l->n / PER_BLOCK + 1) * BLOCK, used = 0;

	b->able = b->row_of && l->n >= PER_BLOCK;
	if (!b->able)
		return;
	for (uint32_t key = 0; key < l->plan->n_keys; key++) {
		const uint32_t *at = l->postings + l->posting_start[key];

		b->row_of[key] = NULL;
		if ((size_t)l->posting_n[key] * COMMON < l->n || b->room - used < words)
			continue;
		b->row_of[key] = b->rows + used;
		memset(b->row_of[key], 0, words * sizeof *b->rows);
		set_bits(b->row_of[key], at, at + l->posting_n[key]);
		used += words;
	}
}

bool
bits_take(struct search *s)
{
	const struct plan *plan = s->plan;
	struct bits *b = &s->bits;
	size_t places = 0, own = 0;

	for (size_t k = 0; k < s->n_postings; k++)
		if (s->postings[k].lane == plan->gain)
			places += (size_t)(s->postings[k].end - s->postings[k].places);
	b->n_items = b->n_must = 0;
	if (!b->able || s->n_postings > BITS_ITEMS || places * 64 * SHORT < s->leaf.n)
		return false;
	for (size_t k = 0; k < s->n_postings; k++) {
		const struct posting *x = &s->postings[k];
		const uint64_t *row = b->row_of[x->key];

		if (!is_used(plan, x->lane))
			continue;
		if (!row) {
			set_bits(b->own[own], x->places, x->end);
			row = b->own[own++];
		}
		if (x->lane == plan->gain)
			b->items[b->n_items++] = row;
		else
			b->must[b->n_must++] = row;
	}
	return true;
}

void
bits_forget(struct search *s)
{
	size_t own = 0;

	for (size_t k = 0; k < s->n_postings; k++) {
		const struct posting *x = &s->postings[k];

		if (!is_used(s->plan, x->lane) || s->bits.row_of[x->key])
			continue;
		for (const uint32_t *at = x->places; at < x->end; at++)
			s->bits.own[own][*at / 64] = 0;
		own++;
	}
}

static void
count_block(struct bits *b, bool must, size_t first)
{
	uint64_t one[BLOCK] = { 0 }, two[BLOCK] = { 0 }, three[BLOCK] = { 0 }, four[BLOCK] = { 0 };
	uint64_t may[BLOCK];

	memset(may, must ? 0 : 0xff, sizeof may);
	for (size_t k = 0; k < b->n_must; k++)
		for (size_t w = 0; w < BLOCK; w++)
			may[w] |= b->must[k][first + w];
	for (size_t k = 0; k < b->n_items; k++)
		for (size_t w = 0; w < BLOCK; w++) {
			uint64_t x = b->items[k][first + w] & may[w];

			four[w] |= three[w] & x;
			three[w] |= two[w] & x;
			two[w] |= one[w] & x;
			one[w] |= x;
		}
	for (size_t w = 0; w < BLOCK; w++) {
		b->exactly[0][first + w] = may[w] & ~one[w];
		b->exactly[1][first + w] = one[w] & ~two[w];
		b->exactly[2][first + w] = two[w] & ~three[w];
		b->exactly[3][first + w] = three[w] & ~four[w];
		b->exactly[4][first + w] = four[w];
	}
}

void
bits_count(struct search *s, size_t places)
{
	for (size_t at = 0; at < places; at += PER_BLOCK)
		count_block(&s->bits, s->plan->must != NULL, at / 64);
}
