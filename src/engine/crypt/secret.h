/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords and tokens, on libsodium. */
#ifndef ENGINE_SECRET_H
#define ENGINE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/ctx/ctx.h"

/* Argon2id, 64 MiB, t = 2; slow (60 ms and more): only from slow_… parts of routes, jobs and verbs.
 * At most two run at once in the process; others wait. */
const char *password_hash(struct arena *mem, const char *password);
/* hash NULL or "": takes as long, and is false, so that unknown accounts cost the same. */
bool password_matches(const char *hash, const char *password);
/* True if the hash was made with weaker settings than today's. */
bool password_stale(const char *hash);
/* NULL if the password is good enough for a person who has no second factor: 15 to 256 characters, no
 * composition rules, not a common one, not made of the person's own words. Else a translated sentence.
 * own: NULL-terminated list of the person's words (name, mail address, organisation). */
const char *password_weakness(struct ctx *c, const char *password, const char *const *own);

/* 32 random bytes in base64url without padding: 43 characters. */
const char *token_new(struct arena *mem);
/* What the database holds of a token: BLAKE2b-256, in hexadecimal. */
const char *token_hash(struct arena *mem, const char *token);
/* A token bound to a session for forms: keyed BLAKE2b with the process's form key. */
const char *token_for(struct arena *mem, struct engine *e, const char *purpose, int64_t id);
/* True if given is that token; how long it takes tells nothing of it. */
bool token_right(
	struct arena *mem, struct engine *e, const char *purpose, int64_t id, const char *given);

#endif
