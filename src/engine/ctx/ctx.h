/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every verb is told first: who acts, when, in which language, where memory comes from and which
 * transaction this is. Made by the door for a request, by the worker for a job, by a test for itself.
 * A verb never begins or commits, never frees, and never asks whether the person may.
 */
#ifndef ENGINE_CTX_H
#define ENGINE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/result.h"

struct db_conn;
struct engine;
struct lang;

/* One thing that is wrong with what was sent. */
struct problem {
	const char *field;   /* name of the input field, "" for the whole */
	const char *message; /* a sentence in the person's language: what is wrong, what to do */
	const char *label; /* what the field asks, where the page alone does not say it; or NULL */
	struct problem *next;
};

/* What a page has read and will read again, see memo_find. */
struct memo {
	const void *what;
	int64_t id;
	const void *value;
	struct memo *next;
};

struct ctx {
	struct arena *mem;     /* lives as long as the request or job */
	struct engine *engine; /* what the process has: settings, keys, queues */
	struct db_conn *db;    /* the transaction's connection */
	int64_t who; /* the person who acts, 0 = nobody (public, or the system in a job) */
	int64_t now; /* UTC seconds; the only clock a feature may read */
	const struct lang *lang;  /* never NULL */
	const char *tz;		  /* the person's time zone, "Europe/Berlin"; never NULL */
	const char *request;	  /* id of the request or job, for the log and for error pages */
	struct problem *problems; /* in the order in which they were found */
	/* What the page of this request belongs to, so that the frame can say so: noted by the room that
	 * read it first. 0: nothing larger. */
	int64_t within;
	const char *within_name;
	const char *why;    /* the sentence that goes with CONFLICT, FORBIDDEN or BUSY; or NULL */
	struct memo **memo; /* of a request that only reads; NULL in whatever writes, and in jobs */
};

/* A row that many parts of a page ask for is read once: from one snapshot, it stays as it is. what: an address of the room that
 * keeps it; id: whose. NULL if it was not kept, and always where something can change in between. */
const void *memo_find(const struct ctx *c, const void *what, int64_t id);
/* Keeps it as long as the request; value lives in c->mem. */
void memo_add(struct ctx *c, const void *what, int64_t id, const void *value);

/* Notes that field is wrong and returns INVALID. message: a translated sentence. */
enum result invalid(struct ctx *c, const char *field, const char *message);

/* The same for one of many fields that a loop makes: label is what it asks, for the box of problems. */
enum result invalid_at(struct ctx *c, const char *field, const char *label, const char *message);

/* Notes the sentence and returns CONFLICT. */
enum result conflict(struct ctx *c, const char *why);

/* The message of field, or NULL. */
const char *problem_of(const struct ctx *c, const char *field);

/* An id for a row whose sealed columns are bound to it: rising, unique in this process, 53 bits (so
 * that JSON clients can hold it). Two servers collide with a chance of 1 in 4096 per pair of ids made
 * in the same millisecond; the primary key then refuses the second, and the request is tried again. */
int64_t new_id(struct ctx *c);

#endif
