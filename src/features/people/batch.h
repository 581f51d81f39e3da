/* SPDX-License-Identifier: Apache-2.0 */
/* What a series of saves remembers; private to this room. */
#ifndef PEOPLE_BATCH_H
#define PEOPLE_BATCH_H

#include "features/people/people.h"

/* What is remembered under a text; the text of one kind says nothing about that of another. */
enum known { KNOWN_TOPIC, KNOWN_LEVEL, KNOWN_WORD, KNOWN_MANAGER, KNOWN_ZONE, KNOWN_LANGUAGE };

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
};

/* Where the id of key is kept; 0 in it the first time. The key is copied. */
int64_t *batch_slot(struct people_batch *b, enum known kind, const char *key);

/* Fields and zone of the organisation, asked once. */
void batch_ask(struct ctx *c, struct people_batch *b);
const struct field *batch_field(const struct people_batch *b, int64_t field);

/* Makes the words of these texts those by which person is found. known: he may have others. */
void words_save(struct ctx *c, struct people_batch *b, int64_t person, bool known,
	const struct texts *from);

bool texts_have(const struct texts *t, const char *s);

#endif
