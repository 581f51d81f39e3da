/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who has a word: the table word_people. Private to this room.
 *
 * A row is about the 4096 people whose ids lie together, and names each by two letters, in any order:
 * '0' + the upper and '0' + the lower six bits of the id's place among them. So a person is added by
 * appending two letters, without reading, and a batch writes each word once.
 */
#ifndef PEOPLE_WORD_INDEX_H
#define PEOPLE_WORD_INDEX_H

#include "engine/ctx/ctx.h"
#include "features/people/people_set.h"

struct people_batch;

/* Notes that the person has the word now, or no longer; said once for each change. index_write writes what
 * was noted. The word is copied. */
void index_add(struct people_batch *b, const char *word, int64_t person);
void index_remove(struct people_batch *b, const char *word, int64_t person);
void index_write(struct ctx *c, struct people_batch *b);

/* Who has a word from `from` on and before `to`. In c->mem. */
struct people_set index_find(struct ctx *c, const char *from, const char *to);

#endif
