/* SPDX-License-Identifier: Apache-2.0 */
/* A YAML document as the rules read it: strictly, with the line of whatever is wrong. Private to
 * rules_file.c and rules_yaml.c. */
#ifndef MATCHING_RULES_YAML_H
#define MATCHING_RULES_YAML_H

#include <yaml.h>

#include "features/matching/rules_file.h"

struct rules_reader {
	struct arena *mem;
	yaml_document_t doc;
	struct rules_error *err;
	bool failed; /* the first fault is kept, what follows does nothing */
};

/* False if it is no YAML, or not a map at the top. rules_close in any case. */
bool rules_open(struct rules_reader *y, struct arena *mem, const char *text, size_t n,
	struct rules_error *err);
void rules_close(struct rules_reader *y);

size_t rules_line(const yaml_node_t *node);
void rules_fail(struct rules_reader *y, const yaml_node_t *at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The value of a key of a map, or NULL. */
yaml_node_t *rules_get(struct rules_reader *y, const yaml_node_t *map, const char *key);

/* Fails if node is no map, has a key twice, or one that is not among `keys` (separated by '|', which
 * is also how they are listed to the reader); NULL allows any. */
bool rules_map(struct rules_reader *y, const yaml_node_t *node, const char *keys);

/* Items of a list; fails if it is none. A missing node is an empty list. */
size_t rules_count(struct rules_reader *y, const yaml_node_t *list);
yaml_node_t *rules_item(struct rules_reader *y, const yaml_node_t *list, size_t at);

/* A text that is not empty; "" after a fault. */
const char *rules_text(struct rules_reader *y, const yaml_node_t *node);
/* A whole number from lo to hi; lo after a fault. */
int64_t rules_number(struct rules_reader *y, const yaml_node_t *node, int64_t lo, int64_t hi);
/* yes, no, true or false. */
bool rules_yes(struct rules_reader *y, const yaml_node_t *node);

#endif
