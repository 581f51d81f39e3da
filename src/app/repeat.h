/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trying again without doing it twice. An unsafe request that carries a key (the hidden field _key of a
 * form, or _first_key of one that is sent again, or the header Idempotency-Key) leaves its answer in the database, in the transaction of its
 * change. The same key, from the same person, for the same thing, within a day gets that answer again.
 * The answer is kept encrypted with the key itself: the database alone does not tell what it said.
 * Answers that set a cookie (a sign-in) and those that only look at what was sent (answer_look) are not kept.
 */
#ifndef APP_REPEAT_H
#define APP_REPEAT_H

#include "engine/http/req.h"

#define REPEAT_LIFE 86400

struct repeat {
	bool on;	       /* the request has a key */
	const char *name;      /* what the database finds it by: a hash */
	unsigned char key[32]; /* what the answer is encrypted with */
};

/* Reads the key of q, after the person is known. */
void repeat_read(struct req *q, struct repeat *p);

/* In a read: whether an answer to that key is there. */
bool repeat_kept(struct req *q, const struct repeat *p);

/* In the write transaction, before the handler: true if the answer was there and is now q's. Else the
 * key is claimed; whoever comes second waits or conflicts. */
bool repeat_again(struct req *q, const struct repeat *p);

/* Behind a handler that ended well: keeps its answer. */
void repeat_keep(struct req *q, const struct repeat *p);

#endif
