/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of engine/http: the parsers, which know nothing but bytes and an arena. */
#ifndef ENGINE_HTTP_PARSE_H
#define ENGINE_HTTP_PARSE_H

#include "base/arena.h"
#include "engine/http/body.h"

/* Decodes %xx (and + as a space, if plus) of n bytes; false if a % is not followed by two digits. */
bool percent_decode(
	struct arena *mem, const char *s, size_t n, bool plus, char **ret, size_t *ret_n);

/* The three forms in which a body comes, as a list of pairs in mem. False if it is broken, or has more
 * than BODY_PAIRS_MAX pairs. */
#define BODY_PAIRS_MAX 20000
struct pairs {
	struct arena *mem;
	int n, cap;
	struct body_pair *v;
};
bool parse_urlencoded(struct pairs *p, const char *s, size_t n);
/* Values are parts of s, which gets a NUL behind each. */
bool parse_multipart(struct pairs *p, const char *content_type, char *s, size_t n);
bool parse_json(struct pairs *p, const char *s, size_t n);
/* Appends one pair; false if there are too many. */
bool pairs_add(struct pairs *p, struct body_pair pair);

#endif
