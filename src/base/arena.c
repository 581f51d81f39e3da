/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

#define ALIGN 16u
#define DEFAULT_BLOCK 8192u
#define BIGGEST_STEP (1u << 20)

struct block {
	struct block *prev;
	size_t size; /* of data */
	size_t used;
	size_t pad; /* keeps data aligned to ALIGN */
	unsigned char data[];
};

_Static_assert(sizeof(struct block) % ALIGN == 0, "data of a block is aligned");

struct arena {
	struct block *last;
	size_t held;
};

static struct block *
block_new(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof *b)
		fatal("out of memory: a block of %zu bytes was asked for", size);
	b = malloc(sizeof *b + size);
	if (!b)
		fatal("out of memory: a block of %zu bytes was asked for", size);
	*b = (struct block){ .size = size };
	return b;
}

struct arena *
arena_new(size_t first_block)
{
	struct arena *a = malloc(sizeof *a);

	if (!a)
		fatal("out of memory");
	a->last = block_new(first_block ? first_block : DEFAULT_BLOCK);
	a->held = a->last->size;
	return a;
}

void
arena_free(struct arena *a)
{
	struct block *b, *prev;

	if (!a)
		return;
	for (b = a->last; b; b = prev) {
		prev = b->prev;
		free(b);
	}
	free(a);
}

void
arena_reset(struct arena *a)
{
	while (a->last->prev) {
		struct block *b = a->last;

		a->last = b->prev;
		a->held -= b->size;
		free(b);
	}
	a->last->used = 0;
}

static size_t
rounded(size_t n)
{
	return (n + (ALIGN - 1)) & ~(size_t)(ALIGN - 1);
}

static void *
take(struct arena *a, size_t n)
{
	struct block *b = a->last;
	void *p;

	if (n > SIZE_MAX / 2)
		fatal("out of memory: %zu bytes were asked for", n);
	n = rounded(n);
	if (b->size - b->used < n) {
		size_t size = b->size * 2 < BIGGEST_STEP ? b->size * 2 : BIGGEST_STEP;

		b = block_new(size > n ? size : n);
		b->prev = a->last;
		a->last = b;
		a->held += b->size;
	}
	p = b->data + b->used;
	b->used += n;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(take(a, n), 0, n);
}

void *
arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		fatal("out of memory: %zu items of %zu bytes were asked for", count, size);
	return arena_alloc(a, count * size);
}

void *
arena_grow(struct arena *a, void *p, size_t n_old, size_t n_new)
{
	struct block *b = a->last;
	unsigned char *end = b->data + b->used;
	void *to;

	if (n_new <= n_old && p)
		return p;
	if (p && (unsigned char *)p + rounded(n_old) == end && n_new < SIZE_MAX / 2 &&
		b->size - b->used >= rounded(n_new) - rounded(n_old)) {
		b->used += rounded(n_new) - rounded(n_old);
		return p;
	}
	to = take(a, n_new);
	if (n_old)
		memcpy(to, p, n_old);
	return to;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *to = take(a, n + 1);

	if (n)
		memcpy(to, s, n);
	to[n] = '\0';
	return to;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : arena_strndup(a, "", 0);
}

void *
arena_memdup(struct arena *a, const void *p, size_t n)
{
	void *to = take(a, n);

	if (n)
		memcpy(to, p, n);
	return to;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	struct block *b = a->last;
	char *s = (char *)b->data + b->used;
	size_t room = b->size - b->used;
	va_list again;
	int n;

	/* Where it fits into the block that is open, as nearly always, it is written only once. */
	va_copy(again, ap);
	n = vsnprintf(s, room, fmt, again);
	va_end(again);
	if (n < 0)
		fatal("a text could not be formatted");
	if (rounded((size_t)n + 1) <= room)
		return take(a, (size_t)n + 1);
	s = take(a, (size_t)n + 1);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	return s;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return s;
}

char *
arena_around(struct arena *a, const char *before, int64_t number, const char *after)
{
	char digits[20], *p = digits + sizeof digits, *s;
	uint64_t u = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
	size_t n = strlen(before), m = strlen(after), k;

	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (number < 0)
		*--p = '-';
	k = (size_t)(digits + sizeof digits - p);
	s = take(a, n + k + m + 1);
	memcpy(s, before, n);
	memcpy(s + n, p, k);
	memcpy(s + n + k, after, m + 1);
	return s;
}

size_t
arena_held(const struct arena *a)
{
	return a->held;
}
