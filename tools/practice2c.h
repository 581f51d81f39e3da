/* SPDX-License-Identifier: Apache-2.0 */
/*
 * practice2c: content files (YAML) in, C tables (src/engine/practice/practice.h) out.
 *
 * practice2c.c        the run over all files
 * practice2c_kinds.c  kinds.yml
 * practice2c_items.c  the items of the other files
 * practice2c_yaml.c   YAML nodes with their file and line
 * practice2c_write.c  the C
 */
#ifndef TOOLS_PRACTICE2C_H
#define TOOLS_PRACTICE2C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

/* --- YAML, as far as content needs it: mappings, sequences, scalars ------------------------------ */

enum node_type { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_type type;
	const char *file;
	int line;
	const char *text;   /* NODE_SCALAR, without a line end at its end */
	struct node *child; /* NODE_LIST, NODE_MAP: the first of them */
	struct node *next;  /* the one behind it in the same list or map */
	const char *key;    /* in a map */
	int key_line;
};

/* The document in a file; NULL after a flaw. Duplicate keys and anything but one document are flaws. */
struct node *yaml_read(struct arena *mem, const char *path);

/* How many entries a list or a map has. */
size_t node_children(const struct node *n);

/* True if the node has that type; else a flaw: "<its key> has to be <what>". */
bool node_want(const struct node *n, enum node_type type, const char *what);

/* NULL if the map has no such key. */
struct node *node_get(const struct node *map, const char *key);

/* Writes "path:line: sentence" to standard error. The tool ends with 1 if there was one. */
void flaw(const struct node *at, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void flaw_at(const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int flaw_count(void);

/* --- What the files say --------------------------------------------------------------------------- */

enum field_type {
	FIELD_TEXT,
	FIELD_TEXTS,
	FIELD_PLAIN,
	FIELD_PLAINS,
	FIELD_WORD,
	FIELD_WORDS,
	FIELD_REF,
	FIELD_REFS,
	FIELD_NUMBER,
	FIELD_COUNTS,
};

struct words {
	const char **list;
	size_t count;
};

struct kind_field {
	const char *name;
	enum field_type type;
	bool optional;
	struct words allowed; /* the words of a word, the kind of a ref */
};

struct value {
	const char *key;
	int64_t number;
	const char **text; /* one for each language, or NULL */
	const struct node *node;
};

struct field {
	const struct kind_field *declared;
	struct value *values;
	size_t count;
};

struct item {
	struct kind *kind;
	const struct node *node;
	const char *id;
	struct words audiences, moments;
	const char *source;
	struct field *fields;
	size_t field_count;
	struct item *next;
};

struct kind {
	const char *name;
	struct kind_field *fields;
	size_t field_count;
	struct words blanks;
	struct item *first, **last;
	size_t count;
	struct kind *next;
};

struct audience {
	const char *name;
	struct words includes; /* empty: itself */
};

struct content {
	struct arena *mem;
	struct words languages;
	struct words moments;
	struct audience *audiences;
	size_t audience_count;
	struct kind *kinds, **last;
};

/* An id travels in URLs, in the database and as a part of a C name. */
bool is_id(const char *s);

bool words_have(const struct words *w, const char *word);

/* practice2c_kinds.c: reads kinds.yml into what the items are checked against. */
void kinds_read(struct content *c, const struct node *file);

/* practice2c_items.c: adds one item of a file to its kind. file is the map around the item, which may
 * give the audience, moment and source of all its items. */
void item_read(struct content *c, struct kind *k, const struct node *file, const struct node *n);

/* NULL if the kind has no such item. */
const struct item *item_find(const struct kind *k, const char *id);

/* practice2c_write.c: the two generated files. */
void write_source(FILE *out, const struct content *c);
void write_header(FILE *out, const struct content *c);

#endif
