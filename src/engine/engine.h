/* SPDX-License-Identifier: Apache-2.0 */
/* What one process has. Made once at start, never changed while requests run. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "engine/ctx/ctx.h"

struct config; /* engine/config.h: what the settings say */
struct db;
struct jobs;
struct keys; /* engine/crypt: master key and the cache of opened data keys */

struct engine {
	struct arena *mem; /* lives as long as the process */
	const struct config *config;
	struct db *db;
	struct jobs *jobs; /* NULL where no worker runs */
	struct keys *keys;
	unsigned char form_key[32];
	const char *origin; /* "https://mentoring.example.org": the configured public address */
	bool demo;	    /* the demonstration: one-click sign-in, loopback only */
	atomic_bool stopping;
	atomic_llong
		clock_shift; /* seconds added to the clock; only tests and the demonstration set it */
	const atomic_llong *test_clock; /* more of them, moved from outside; NULL but in tests */
};

/* Now, UTC seconds, shifted. */
int64_t engine_now(struct engine *e);

/* Microseconds of a clock that only goes forward: for how long something took. */
int64_t engine_micros(void);

/* A ctx for work that no request asked for (jobs, verbs, tests): nobody, English, UTC. */
struct ctx engine_ctx(struct engine *e, struct arena *mem);

#endif
