/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory of one lifetime: a request, a job, a run of a tool. Everything is freed at once, so nothing
 * is freed one by one. An allocation that the machine cannot give ends the process with a message:
 * no caller has to think of NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A new arena whose first block has room for first_block bytes (0: a default of 8 kB). Freed by
 * arena_free. Not to be used by two threads at once. */
struct arena *arena_new(size_t first_block);

/* Frees the arena and all that was taken from it. NULL is allowed. */
void arena_free(struct arena *a);

/* Gives back all but the first block; whatever was taken from the arena is gone. */
void arena_reset(struct arena *a);

/* n zeroed bytes, aligned for any type. Never NULL; n may be 0. */
void *arena_alloc(struct arena *a, size_t n) __attribute__((returns_nonnull));

/* Room for count items of size bytes, zeroed. An overflow of the product ends the process. */
void *arena_array(struct arena *a, size_t count, size_t size) __attribute__((returns_nonnull));

/* Moves n_old bytes at p to a new place with room for n_new (in place where p was the last taken). */
void *arena_grow(struct arena *a, void *p, size_t n_old, size_t n_new)
	__attribute__((returns_nonnull));

/* Copies, always terminated. NULL is copied as "". */
char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *arena_strndup(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
void *arena_memdup(struct arena *a, const void *p, size_t n) __attribute__((returns_nonnull));

/* sprintf into the arena. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3), returns_nonnull));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0), returns_nonnull));

/* A number between two texts, for what is made forty times a page. */
char *arena_around(struct arena *a, const char *before, int64_t number, const char *after)
	__attribute__((returns_nonnull));

/* Bytes held from the system at the moment. */
size_t arena_held(const struct arena *a);

#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (size_t)(n), sizeof(T)))

#endif
