/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/ctx/ctx.h"

#include <stdatomic.h>
#include <time.h>

#include <sodium.h>

#include "base/str.h"
#include "engine/engine.h"

enum result
invalid(struct ctx *c, const char *field, const char *message)
{
	return invalid_at(c, field, NULL, message);
}

enum result
invalid_at(struct ctx *c, const char *field, const char *label, const char *message)
{
	struct problem *p = ARENA_NEW(c->mem, struct problem), **at = &c->problems;

	*p = (struct problem){ .field = field, .message = message, .label = label };
	while (*at)
		at = &(*at)->next;
	*at = p;
	return INVALID;
}

enum result
conflict(struct ctx *c, const char *why)
{
	c->why = why;
	return CONFLICT;
}

const char *
problem_of(const struct ctx *c, const char *field)
{
	const struct problem *p;

	for (p = c->problems; p; p = p->next)
		if (str_eq(p->field, field))
			return p->message;
	return NULL;
}

const void *
memo_find(const struct ctx *c, const void *what, int64_t id)
{
	for (const struct memo *k = c->memo ? *c->memo : NULL; k; k = k->next)
		if (k->what == what && k->id == id)
			return k->value;
	return NULL;
}

void
memo_add(struct ctx *c, const void *what, int64_t id, const void *value)
{
	struct memo *k;

	if (!c->memo)
		return;
	k = ARENA_NEW(c->mem, struct memo);
	*k = (struct memo){ what, id, value, *c->memo };
	*c->memo = k;
}

/* Milliseconds since 2020-01-01 in 41 bits (until 2089) and 12 random bits. Where the clock is not the
 * real one (tests, the demonstration) it is followed all the same, so that ids sort by time there too.
 */
#define EPOCH 1577836800

int64_t
new_id(struct ctx *c)
{
	static _Atomic int64_t last;
	bool exact = c->engine && c->engine->demo; /* the demonstration is the same each time */
	int64_t at = (c->now - EPOCH) * 1000, before, id;
	struct timespec t;

	if (!exact) {
		clock_gettime(CLOCK_REALTIME, &t);
		at += t.tv_nsec / 1000000;
	}
	if (at < 0)
		at = 0;
	at = at << 12 | (exact ? 0 : randombytes_uniform(1 << 12));
	before = atomic_load(&last);
	do
		id = at > before ? at : before + 1;
	while (!atomic_compare_exchange_weak(&last, &before, id));
	return id;
}
