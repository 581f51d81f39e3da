/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who did what that others should be able to ask about: accounts, roles, publications. Ids only, never
 * content. Each row carries the hash of itself and of the row before, so that a row that was changed or
 * taken out is noticed by `waymark check`. Rows are only ever added.
 */
#ifndef ENGINE_AUDIT_H
#define ENGINE_AUDIT_H

#include <stdint.h>

#include "engine/ctx/ctx.h"

/* Notes in the transaction of c that c->who did act ("account-close") to a thing. */
void audit_add(struct ctx *c, const char *act, const char *subject_kind, int64_t subject);

/* The id of the first row that does not fit the one before it; 0 if the whole chain is sound. In a read. */
int64_t audit_broken(struct ctx *c);

#endif
