/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>

#include "base/fatal.h"

char *
buf_grow(struct buf *b, size_t n)
{
	if (n > SIZE_MAX / 4 || b->n > SIZE_MAX / 4)
		fatal("out of memory: a text of %zu bytes", n);
	if (!b->p || b->cap - b->n < n + 1) {
		size_t cap = b->cap * 2 > b->n + n + 1 ? b->cap * 2 : b->n + n + 1;

		if (cap < 256)
			cap = 256;
		b->p = arena_grow(b->mem, b->p, b->cap, cap);
		b->cap = cap;
	}
	return b->p + b->n;
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	char *to = buf_room(b, 0);
	size_t room = b->cap - b->n;
	int n;

	va_copy(again, ap);
	n = vsnprintf(to, room, fmt, again);
	va_end(again);
	if (n < 0)
		fatal("a text could not be formatted");
	if ((size_t)n >= room)
		vsnprintf(buf_room(b, (size_t)n), (size_t)n + 1, fmt, ap);
	b->n += (size_t)n;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_int(struct buf *b, int64_t v)
{
	char digits[24], *p = digits + sizeof digits;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	if (u < 10 && v >= 0) {
		buf_chr(b, (char)('0' + u));
		return;
	}
	do
		*--p = (char)('0' + u % 10);
	while (u /= 10);
	if (v < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(digits + sizeof digits - p));
}

const char *
buf_text(struct buf *b)
{
	*buf_room(b, 0) = '\0';
	return b->p;
}
