/* SPDX-License-Identifier: Apache-2.0 */
/* What a series of saves remembers; private to this room. */
#ifndef PEOPLE_BATCH_H
#define PEOPLE_BATCH_H

#include "features/people/people.h"

/* What is remembered under a text; the text of one kind says nothing about that of another. */
enum known {
	KNOWN_TOPIC,
	KNOWN_LEVEL,
	KNOWN_WORD,
	KNOWN_MANAGER,
	KNOWN_ZONE,
	KNOWN_LANGUAGE,
	KNOWN_CHANGE /* its place in changes, from 1 on */
};

struct known_slot {
	const char *key; /* NULL: free */
	enum known kind;
	int64_t id;
};

struct people_batch {
	struct arena *mem;
	struct known_slot *slots; /* open addressing */
	size_t n, room;		  /* room is a power of two */
	bool asked;		  /* fields and the zone below are filled */
	struct field_rows fields;
	const char *tz; /* of the organisation */

	/* What the index of words is going to be told, see word_index.h. */
	struct index_change **changes;
	int n_changes, changes_room;
};

/* Where the id of key is kept; 0 in it the first time. The key is copied. */
int64_t *batch_slot(struct people_batch *b, enum known kind, const char *key);

/* Fields and zone of the organisation, asked once. */
void batch_ask(struct ctx *c, struct people_batch *b);
const struct field *batch_field(const struct people_batch *b, int64_t field);

/* Makes the words of these texts those by which person is found, and `as_is`, which are no words.
 * known: he may have others. */
void words_save(struct ctx *c, struct people_batch *b, int64_t person, bool known,
	const struct texts *from, const struct texts *as_is);

/* What a level, and a topic that is offered, is among words. */
const char *word_of_level(struct arena *mem, int64_t level);
const char *word_of_topic(struct arena *mem, int64_t topic);

/* What stands for all words that begin with the first one or two letters of word, which are n bytes. */
#define BEGINNING_ROOM 16
void word_of_beginning(const char *word, size_t n, char ret[BEGINNING_ROOM]);

bool texts_have(const struct texts *t, const char *s);

#endif
