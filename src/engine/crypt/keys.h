/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The master key, and the data keys that were opened with it. The master key is 32 random bytes, kept
 * outside the database: in a file that only its owner reads, as 64 hexadecimal digits, or in the
 * environment. Whoever has the database and not the key reads no private text; whoever loses the key
 * has lost them too.
 */
#ifndef ENGINE_KEYS_H
#define ENGINE_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/result.h"

struct engine;
struct keys;

#define KEY_SIZE 32
#define KEY_DIGITS 64

/* text (the value of an environment variable) if it is not empty, else the file at path, which is
 * made if it is not there and make says so. NULL with a sentence in *ret_why: not readable, readable by others, not 64
 * digits. Two servers that start at once make one file. */
struct keys *keys_open(
	const char *path, const char *text, bool make, struct arena *mem, const char **ret_why);

/* Keys from a master key that the caller has; for tests and for the demonstration. */
struct keys *keys_of(const unsigned char master[KEY_SIZE]);
void keys_free(struct keys *k);

/* OK if this master key is the one that the (migrated) database of e was first used with, or if it was used
 * with none; then notes it there, if note says so. Otherwise with a sentence:
 * FORBIDDEN if it is another one, FAILED if the database does not say. */
enum result keys_match(struct engine *e, bool note, struct arena *mem, const char **ret_why);

/* A key for another purpose ("form"), the same in every process that has this master key. */
void keys_derive(const struct keys *k, const char *purpose, unsigned char ret[KEY_SIZE]);

/* ---- for seal.c ---- */

/* n bytes: nonce, key, tag. */
#define WRAPPED_SIZE (24 + KEY_SIZE + 16)

void keys_wrap(const struct keys *k, int64_t scope, int64_t version,
	const unsigned char key[KEY_SIZE], unsigned char ret[WRAPPED_SIZE]);
bool keys_unwrap(const struct keys *k, int64_t scope, int64_t version,
	const unsigned char wrapped[WRAPPED_SIZE], unsigned char ret[KEY_SIZE]);

/* The cache of opened keys. Only keys that are committed may be put in. An entry is used for at most
 * a minute, so that a key that another server destroyed is soon gone here too. */
bool keys_recall(struct keys *k, int64_t scope, int64_t version, unsigned char ret[KEY_SIZE]);
void keys_remember(
	struct keys *k, int64_t scope, int64_t version, const unsigned char key[KEY_SIZE]);
/* Empties the cache and leaves it empty for a minute: what still reads an older snapshot must not
 * bring a destroyed key back. */
void keys_forget(struct keys *k);

#endif
