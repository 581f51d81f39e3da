/* SPDX-License-Identifier: Apache-2.0 */
#include "app/opened.h"

#include <stdatomic.h>

#include "features/mine/openings.h"

/*
 * Who looks at the same page again and again does not make the database write again and again: what was noted
 * today is remembered here, by a number of 64 bits. Two that want the same place push each other out; then it
 * is noted once more, and the table says that it has it.
 */
#define PLACES 4096
static _Atomic(uint64_t) noted[PLACES];

/* SplitMix64, by Steele, Lea and Flood. */
static uint64_t
mixed(uint64_t x)
{
	x += UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

static uint64_t
number_of(const struct req *q, const struct opening *o)
{
	uint64_t x = mixed((uint64_t)(q->ctx.now / 86400));

	x = mixed(x ^ (uint64_t)q->ctx.who);
	x = mixed(x ^ (uint64_t)o->person);
	x = mixed(x ^ (uint64_t)o->relationship);
	for (const char *s = o->route; *s; s++)
		x = mixed(x ^ (unsigned char)*s);
	return x ? x : 1;
}

void *
opened_now(struct req *q)
{
	struct opening *o = ARENA_NEW(q->ctx.mem, struct opening);
	uint64_t n;

	if (!opening_of(q, o))
		return NULL;
	n = number_of(q, o);
	return atomic_load(&noted[n % PLACES]) == n ? NULL : o;
}

enum result
opened_note(struct ctx *c, void *arg)
{
	return opening_note(c, arg);
}

void
opened_noted(const struct req *q, const void *opened)
{
	uint64_t n = number_of(q, opened);

	atomic_store(&noted[n % PLACES], n);
}

void
opened_begin(void)
{
	for (size_t i = 0; i < PLACES; i++)
		atomic_store(&noted[i], 0);
}
