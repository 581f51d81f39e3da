/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing that took long to read stays in the memory of the process, for whoever asks next: several read it at a time,
 * nobody changes it, and it goes with the last of them once another one takes its place. What it is worth later is for
 * the room to say that puts it here.
 */
#ifndef ENGINE_STAY_H
#define ENGINE_STAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct engine;
struct stay;

/* The thing lies in mem, which is freed with it. It takes the place of the one before; whoever puts it has to let go of
 * it as well. alone: it does not stay for others, only until then. */
struct stay *stay_put(
	struct engine *e, int64_t id, struct arena *mem, const void *what, bool alone);

/* The one that is here, if it has this id; NULL if not. To be let go of. */
struct stay *stay_find(const struct engine *e, int64_t id);

const void *stay_what(const struct stay *s);
void stay_let_go(struct stay *s); /* NULL is allowed */

/* Whoever has it may go on with it. */
void stay_forget(const struct engine *e, int64_t id);

#endif
