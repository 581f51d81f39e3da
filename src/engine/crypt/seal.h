/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Private texts. Each relationship has data keys (by version), made on first use, wrapped by the master
 * key, which lives outside the database. A text is sealed with XChaCha20-Poly1305; table, column, row
 * and key version are its associated data, so that a sealed text moved to another place does not open.
 * Deleting the keys of a relationship destroys its texts.
 */
#ifndef ENGINE_SEAL_H
#define ENGINE_SEAL_H

#include <stdint.h>

#include "engine/ctx/ctx.h"
#include "engine/db/db.h"

/* place: "meeting_note.body". scope: the relationship. row: the id of the row. "" seals as no bytes.
 * Called by code that sql2c makes of `sealed(scope, row)` parameters. A fault on failure. */
struct bytes seal_text(
	struct ctx *c, const char *place, int64_t scope, int64_t row, const char *text);

/* The text, in c->mem. "" for no bytes, or if the keys were destroyed. A text that does not open
 * (damaged, moved, another master key) is a fault. */
const char *seal_open(struct ctx *c, const char *place, int64_t scope, int64_t row, struct bytes b);

/* Destroys all keys of scope: its texts can never be read again from this database. A backup that was
 * made before holds the keys still, so backups have an end of their own. */
void seal_destroy(struct ctx *c, int64_t scope);

/* New version for scope; texts sealed before still open with theirs. */
void seal_rotate(struct ctx *c, int64_t scope);

#endif
