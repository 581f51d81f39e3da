/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an organisation has made of the practice. It is laid over what ships and kept as one table that
 * never changes; a change makes a new table, and the old one goes when nobody reads it any more.
 *
 * A transaction asks once, when it first reads the practice, which version its snapshot sees, and reads
 * that one to its end: so all of a page, a mail or a job is of one moment, in every process on a database.
 * Where nothing was ever changed this is one number, and what ships is read where it lies.
 */
#ifndef ENGINE_PRACTICE_OWN_H
#define ENGINE_PRACTICE_OWN_H

#include "engine/ctx/ctx.h"
#include "engine/practice/practice.h"

/* Around each transaction of this thread; called by engine/db. */
void practice_begin(struct ctx *c);
void practice_end(void);

/* The version that the snapshot of this thread sees, from somebody who asks for something else anyway: that
 * spares a question. Good until the transaction ends. */
void practice_version_is(int64_t version);

/* After rows of practice_own were changed in the transaction of c: others see it with the commit, c now. */
void practice_changed(struct ctx *c);

/* All items as the organisation wrote them, for those who change them: in their order, also those that
 * are switched off; lists hold entries that lead to such items. */
const struct practice_table *practice_whole(void) __attribute__((returns_nonnull));

/* Keeps what items say now, for somebody who says yes to it. ids ends with NULL. What is returned is to be
 * stored with the yes; practice_as_kept finds the words again, whatever was rewritten or shipped since. */
const char *practice_keep(struct ctx *c, const char *kind, const char *const *ids)
	__attribute__((returns_nonnull));

/* The item as words has it; where that says nothing of it, as it is now (it must be there). */
const struct practice_item *practice_as_kept(struct ctx *c, const char *words, const char *kind,
	const char *id) __attribute__((returns_nonnull));

/* True if a page of the program stands on the item, so that it cannot be switched off. */
bool practice_is_used(const char *kind, const char *id);

/* May the organisation change what is in this field, besides its words? */
bool practice_is_open(const struct practice_item *it, const struct practice_shape *shape,
	const struct practice_shape_field *f);

/* The parts of item that differ from what ships, as an item of the same id; NULL if nothing does. */
const struct practice_item *practice_differs(
	struct arena *mem, const struct practice_item *shipped, const struct practice_item *item);

/* Reads a body of practice_own. NULL if it is broken. */
const struct practice_item *practice_body(
	struct arena *mem, const char *kind, const char *body, bool own);

/* item with what change says laid over it. */
struct practice_item practice_overlaid(
	struct arena *mem, const struct practice_item *item, const struct practice_item *change);

#endif
