/* SPDX-License-Identifier: Apache-2.0 */
/* A growing run of bytes in an arena. Always terminated by a NUL that does not count. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

struct buf {
	struct arena *mem; /* set by the owner; all else starts as zero */
	char *p;	   /* NULL until something was added */
	size_t n;
	size_t cap;
};

#define BUF_IN(a) ((struct buf){ .mem = (a) })

/* The rare part of buf_room: more memory. */
char *buf_grow(struct buf *b, size_t n);

/* Makes room for n more bytes and returns where they go; the caller then raises b->n. */
static inline char *
buf_room(struct buf *b, size_t n)
{
	return n < b->cap - b->n ? b->p + b->n : buf_grow(b, n);
}

void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
void buf_int(struct buf *b, int64_t v);

/* What was gathered, as a string ("" if nothing). Lives as long as the arena. */
const char *buf_text(struct buf *b);

static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n)
		memcpy(buf_room(b, n), p, n);
	b->n += n;
}

static inline void
buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_chr(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->n++;
}

#endif
