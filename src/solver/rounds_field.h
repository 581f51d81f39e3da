/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ring of any order: the product of finite fields, one for each prime power of the order. Elements are
 * the numbers below the order.
 */
#ifndef SOLVER_ROUNDS_FIELD_H
#define SOLVER_ROUNDS_FIELD_H

#include <stddef.h>
#include <stdint.h>

struct field {
	uint32_t p, degree, order; /* p ^ degree */
	uint32_t modulus; /* polynomial over p, its coefficients as digits; the highest is 1 */
};

struct ring {
	uint32_t order;
	size_t n; /* fields */
	struct field field[8];
	uint32_t least; /* the smallest order of a field */
};

/* order: 1 … 2^20. */
struct ring ring_of(uint32_t order);

uint32_t ring_sub(const struct ring *r, uint32_t a, uint32_t b);
uint32_t ring_mul(const struct ring *r, uint32_t a, uint32_t b);

/* The element that is x in every field, x below r->least. Differences of two such have an inverse. */
uint32_t ring_same(const struct ring *r, uint32_t x);

#endif
