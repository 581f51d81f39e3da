/* SPDX-License-Identifier: Apache-2.0 */
/* What the texts of all proofs have in common: numbers of 128 bits, words to choose from, digests. */
#ifndef ENGINE_INSTANCE_PROOF_H
#define ENGINE_INSTANCE_PROOF_H

#include "engine/instance/scan.h"

/* Spreads four numbers over 64 bits. Sums of it make a digest that does not depend on an order. */
uint64_t proof_mix(uint64_t kind, uint64_t a, uint64_t b, uint64_t c);

/* The sum for all prices that are not 0. */
uint64_t proof_mix_prices(uint64_t kind, const __int128 *price, size_t n);

/* Decimal text of v at `to`, which has room for 44 bytes; returns its end. */
char *proof_put_value(char *to, __int128 v);

/* A line "letter number price" for each price that is not 0. */
void proof_put_prices(char letter, const __int128 *price, size_t n,
	void (*put)(void *arg, const char *text, size_t n), void *arg);

/* A whole number. False with s->fault set. */
bool proof_read_value(struct scan *s, __int128 *ret);

/* "number price" of somebody, below n, who had no price before. False with s->fault set. */
bool proof_read_price(struct scan *s, size_t n, const char *what, __int128 *price);

/* One of n words; *ret is which. False with s->fault set. */
bool proof_read_choice(struct scan *s, const char *const *names, int n, int *ret);

#endif
