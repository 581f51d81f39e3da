/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The body of a request as a list of names and values, in the order in which they came. Forms
 * (urlencoded and multipart) and flat JSON objects arrive in the same shape, so that whatever reads
 * input reads it once. A body that cannot be parsed at all (broken JSON, a duplicate key, a top that is
 * not an object, a broken multipart) is refused with 400 before any handler is called.
 */
#ifndef ENGINE_BODY_H
#define ENGINE_BODY_H

#include <stdbool.h>
#include <stddef.h>

struct req;

enum body_type {
	BODY_TEXT,   /* a form value, or a JSON string */
	BODY_FILE,   /* a part of a multipart body that has a file name (even an empty one) */
	BODY_NUMBER, /* a JSON number; value is its text: "12", "-3", "1.5" */
	BODY_BOOL,   /* value is "true" or "false" */
	BODY_NULL,   /* null, or an empty list; value is "" */
	BODY_OTHER,  /* an object, or a list inside a list: no form wants one; value is "" */
};

struct body_pair {
	enum body_type type;
	bool list;	   /* an item of a JSON list (or the empty list itself) */
	const char *name;  /* decoded and terminated; not checked for UTF-8 */
	const char *value; /* decoded, n bytes and a NUL behind them; may hold any byte */
	size_t n;
	const char *filename; /* BODY_FILE: as sent; else NULL */
};

/* All pairs; a JSON list ["a", "b"] is two pairs of the same name. Owned by the request. */
const struct body_pair *req_pairs(const struct req *q, int *ret_n);

/* True if the body came as application/json. */
bool req_body_is_json(const struct req *q);

#endif
