/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/rounds_field.h"

#include <stdbool.h>

#define MOST_DIGITS 24

/* The coefficients of a polynomial; returns how many up to the highest that is not 0. */
static size_t
digits_of(uint32_t p, uint32_t value, uint32_t *to)
{
	size_t n = 0;

	for (; value; value /= p)
		to[n++] = value % p;
	return n;
}

static uint32_t
value_of(uint32_t p, const uint32_t *digits, size_t n)
{
	uint32_t value = 0;

	while (n-- > 0)
		value = value * p + digits[n];
	return value;
}

/* Takes multiples of the modulus, whose highest coefficient is 1, from the n digits until less is left. */
static void
reduce(uint32_t p, uint32_t *digits, size_t n, uint32_t modulus)
{
	uint32_t m[MOST_DIGITS] = { 0 };
	size_t k = digits_of(p, modulus, m);

	for (; n >= k; n--) {
		uint32_t times = digits[n - 1];

		for (size_t i = 0; i < k; i++)
			digits[n - k + i] = (digits[n - k + i] + (p - times) * m[i]) % p;
	}
}

static bool
divides(uint32_t p, uint32_t value, uint32_t by)
{
	uint32_t digits[MOST_DIGITS] = { 0 };
	size_t n = digits_of(p, value, digits);

	reduce(p, digits, n, by);
	return value_of(p, digits, n) == 0;
}

/* The first polynomial of the degree that has no divisor: highest coefficient 1, as all divisors tried. */
static uint32_t
find_modulus(uint32_t p, uint32_t degree, uint32_t order)
{
	for (uint32_t value = order;; value++) {
		bool prime = true;

		for (uint32_t power = p, d = 1; prime && 2 * d <= degree; d++, power *= p)
			for (uint32_t by = power; prime && by < 2 * power; by++)
				prime = !divides(p, value, by);
		if (prime)
			return value;
	}
}

struct ring
ring_of(uint32_t order)
{
	struct ring r = { .order = order, .least = order };
	uint32_t left = order;

	for (uint32_t p = 2; left > 1; p++) {
		struct field f = { .p = p, .order = 1 };

		for (; left % p == 0; left /= p, f.degree++)
			f.order *= p;
		if (!f.degree)
			continue;
		f.modulus = f.degree > 1 ? find_modulus(p, f.degree, f.order) : 0;
		r.field[r.n++] = f;
		r.least = f.order < r.least ? f.order : r.least;
	}
	return r;
}

static uint32_t
field_sub(const struct field *f, uint32_t a, uint32_t b)
{
	uint32_t value = 0, place = 1;

	for (uint32_t d = 0; d < f->degree; d++, place *= f->p, a /= f->p, b /= f->p)
		value += (a % f->p + f->p - b % f->p) % f->p * place;
	return value;
}

static uint32_t
field_mul(const struct field *f, uint32_t a, uint32_t b)
{
	uint32_t x[MOST_DIGITS] = { 0 }, y[MOST_DIGITS] = { 0 }, product[2 * MOST_DIGITS] = { 0 };
	size_t n = digits_of(f->p, a, x), m = digits_of(f->p, b, y);

	if (f->degree == 1)
		return (uint32_t)((uint64_t)a * b % f->p);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			product[i + j] = (product[i + j] + x[i] * y[j]) % f->p;
	reduce(f->p, product, 2 * f->degree, f->modulus);
	return value_of(f->p, product, f->degree);
}

typedef uint32_t operation(const struct field *f, uint32_t a, uint32_t b);

static uint32_t
in_each(const struct ring *r, uint32_t a, uint32_t b, operation *op)
{
	uint32_t value = 0, place = 1;

	for (size_t k = 0; k < r->n; k++) {
		const struct field *f = &r->field[k];

		value += op(f, a % f->order, b % f->order) * place;
		a /= f->order;
		b /= f->order;
		place *= f->order;
	}
	return value;
}

uint32_t
ring_sub(const struct ring *r, uint32_t a, uint32_t b)
{
	return in_each(r, a, b, field_sub);
}

uint32_t
ring_mul(const struct ring *r, uint32_t a, uint32_t b)
{
	return in_each(r, a, b, field_mul);
}

uint32_t
ring_same(const struct ring *r, uint32_t x)
{
	uint32_t value = 0, place = 1;

	for (size_t k = 0; k < r->n; k++) {
		value += x * place;
		place *= r->field[k].order;
	}
	return value;
}
