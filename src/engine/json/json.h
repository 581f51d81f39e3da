/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A streaming writer: what is written is JSON at every moment; commas and escapes are its business.
 * Names that jansson exports (json_real, json_null, json_object …) must not be used: the library in
 * the same process would call ours.
 */
#ifndef ENGINE_JSON_H
#define ENGINE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* One value on its way, for those who make something else of it than JSON. type: as in json_field; text and n:
 * the value, whichever it is. */
struct json_value {
	const char *key;
	char type;
	const char *text;
	int64_t n;
};

struct json {
	struct buf *b;
	bool comma; /* something stands before the next item */
	int depth;
	/* If set, values go here and not into b: what a room lets out as JSON can then be shown in another form,
	 * and the two never differ. */
	void (*tell)(void *arg, const struct json_value *v);
	void *arg;
};

void json_open(struct json *j, const char *key); /* "key": {   key NULL inside arrays and at top */
void json_close(struct json *j);		 /* } */
void json_open_list(struct json *j, const char *key);		    /* "key": [ */
void json_close_list(struct json *j);				    /* ] */
void json_text(struct json *j, const char *key, const char *value); /* NULL becomes null */
void json_int(struct json *j, const char *key, int64_t value);
/* NaN and infinity become null. */
void json_number(struct json *j, const char *key, double value);
void json_bool(struct json *j, const char *key, bool value);
void json_none(struct json *j, const char *key);

/* What sql2c makes of `-- json goal: id title due_on`, for OpenAPI. */
struct json_field {
	const char *name;
	char type; /* i integer, s string, n number, b boolean */
};
struct json_desc {
	const char *name;
	int n;
	const struct json_field *fields;
};

#endif
