/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A practice pack: content as YAML, read strictly and with the line of whatever is wrong. The same reader
 * serves practice2c, which compiles the files under practice/, and the program, which takes the pack of an
 * organisation. A file holds one document for each kind, each of them as a file under practice/ is.
 *
 * pack_yaml.c   YAML nodes with their lines, within limits that a hostile file cannot pass
 * pack_items.c  the items, checked against what practice/kinds.yml declares
 * pack_write.c  items as YAML
 */
#ifndef ENGINE_PRACTICE_PACK_H
#define ENGINE_PRACTICE_PACK_H

#include "base/buf.h"
#include "engine/practice/practice.h"

enum {
	PACK_FLAWS = 50,	/* more are not kept */
	PACK_BYTES = 900 << 10, /* of a file */
	PACK_NODES = 100000,	/* of a file */
	PACK_KEYS = 500,	/* of one map */
	PACK_ITEMS = 4000,	/* of a file */
	PACK_TEXT = 10000,	/* characters of one text */
};

/* Something that is wrong: fmt is English and takes a, b and c; it is a key for translation. */
struct pack_flaw {
	const char *file;
	int line; /* from 1 */
	const char *fmt, *a, *b, *c;
};

enum pack_node_type { PACK_SCALAR, PACK_LIST, PACK_MAP };

struct pack_node {
	enum pack_node_type type;
	const char *file;
	int line;
	const char *text;	 /* PACK_SCALAR, without a line end at its end */
	struct pack_node *child; /* PACK_LIST, PACK_MAP: the first of them */
	struct pack_node *next;	 /* the one behind it in the same list or map */
	const char *key;	 /* in a map */
	int key_line;
};

struct pack_item {
	struct practice_item item;
	const struct pack_node *node;
	struct pack_item *next;
};

struct pack {
	struct arena *mem;
	const struct practice_table *rules; /* languages, audiences, moments and shapes */
	/* Where refs may point besides the items of the pack itself; NULL: nowhere. */
	const struct practice_table *base;
	/* Items may leave out what every item has, if they change one of base; any, if there is no base. */
	bool partial;
	bool brief;   /* the item that is being read does */
	bool lenient; /* fields that are wrong are left out, and no flaws */
	struct pack_item *first, **last;
	size_t count;
	struct pack_flaw flaws[PACK_FLAWS];
	size_t flaw_count;
};

void pack_init(struct pack *p, struct arena *mem, const struct practice_table *rules);

/* Notes a flaw, once. The texts that fmt does not take are NULL. */
void pack_flaw(
	struct pack *p, const struct pack_node *at, const char *fmt, const char *a, const char *b);
void pack_flaw3(struct pack *p, const struct pack_node *at, const char *fmt, const char *a,
	const char *b, const char *c);
void pack_flaw_at(
	struct pack *p, const char *file, int line, const char *fmt, const char *a, const char *b);

/* ---- pack_yaml.c ---- */

/* The documents of a text of n bytes, as the children of a list. NULL after a flaw. */
struct pack_node *pack_yaml(struct pack *p, const char *file, const char *text, size_t n);

size_t pack_children(const struct pack_node *n);

/* NULL if the map has no such key. */
struct pack_node *pack_get(const struct pack_node *map, const char *key);

/* True if the node has that type; else a flaw: "<its key> has to be <what>". */
bool pack_want(
	struct pack *p, const struct pack_node *n, enum pack_node_type type, const char *what);

/* ---- pack_items.c ---- */

/* An id travels in URLs, in the database and as a part of a C name. */
bool pack_is_id(const char *s);

/* Reads the items of one document, the map that begins with its kind. */
void pack_document(struct pack *p, const struct pack_node *doc);

/* After the last document: do all refs lead somewhere? */
void pack_refs(struct pack *p);

/* All of a text: what pack_yaml, pack_document and pack_refs do. False if anything is wrong. */
bool pack_read(struct pack *p, const char *file, const char *text, size_t n);

/* NULL if the pack has no such item. */
struct pack_item *pack_find(const struct pack *p, const char *kind, const char *id);

/* Checks one text in all languages as the reader would: lengths, placeholders. text: one for each
 * language. node: where flaws are said to be. */
void pack_check_text(struct pack *p, const struct practice_kind *kind, const struct pack_node *node,
	const char *const *text);

/* ---- pack_write.c ---- */

/* The head of a document of items of one kind; then each item. pack_read takes it back. */
void pack_write_kind(struct buf *out, const char *kind);
void pack_write_item(
	struct buf *out, const struct practice_table *rules, const struct practice_item *item);

#endif
