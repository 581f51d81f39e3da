/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/practice2c.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <yaml.h>

#include "base/str.h"

enum { FLAWS_SHOWN = 50, FLAW_LENGTH = 400 };

static char shown[FLAWS_SHOWN][FLAW_LENGTH];
static int flaws;

int
flaw_count(void)
{
	return flaws;
}

static void report(const char *file, int line, const char *fmt, va_list ap)
	__attribute__((format(printf, 3, 0)));

/* What a file says once for all its items is wrong in each of them: said once. */
static void
report(const char *file, int line, const char *fmt, va_list ap)
{
	char *text;
	int n;

	if (flaws == FLAWS_SHOWN)
		return;
	text = shown[flaws];
	/* A build directory is one or two levels below the sources: readers think from the root. */
	while (str_starts(file, "../"))
		file += 3;
	n = snprintf(text, FLAW_LENGTH, "%s:%d: ", file, line);
	if (n < FLAW_LENGTH)
		vsnprintf(text + n, FLAW_LENGTH - (size_t)n, fmt, ap);
	for (int i = 0; i < flaws; i++)
		if (str_eq(shown[i], text))
			return;
	flaws++;
	fprintf(stderr, "%s\n", text);
}

void
flaw(const struct node *at, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(at->file, at->line, fmt, ap);
	va_end(ap);
}

void
flaw_at(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(file, line, fmt, ap);
	va_end(ap);
}

struct node *
node_get(const struct node *map, const char *key)
{
	for (struct node *n = map->child; n; n = n->next)
		if (str_eq(n->key, key))
			return n;
	return NULL;
}

size_t
node_children(const struct node *n)
{
	size_t count = 0;

	for (const struct node *k = n->child; k; k = k->next)
		count++;
	return count;
}

bool
node_want(const struct node *n, enum node_type type, const char *what)
{
	if (n->type == type)
		return true;
	if (n->key)
		flaw(n, "\"%s\" has to be %s", n->key, what);
	else
		flaw(n, "this has to be %s", what);
	return false;
}

struct reader {
	struct arena *mem;
	const char *path;
	yaml_document_t *doc;
};

static struct node *convert(struct reader *r, int index, int depth);

static const char *
scalar_text(struct reader *r, const yaml_node_t *y)
{
	size_t n = y->data.scalar.length;
	const char *s = (const char *)y->data.scalar.value;

	while (n > 0 && s[n - 1] == '\n')
		n--;
	return arena_strndup(r->mem, s, n);
}

static void
convert_map(struct reader *r, struct node *n, const yaml_node_t *y, int depth)
{
	struct node **last = &n->child;
	yaml_node_pair_t *p;

	for (p = y->data.mapping.pairs.start; p < y->data.mapping.pairs.top; p++) {
		const yaml_node_t *k = yaml_document_get_node(r->doc, p->key);
		int line = (int)k->start_mark.line + 1;
		const char *key;

		if (k->type != YAML_SCALAR_NODE) {
			flaw_at(r->path, line, "a key has to be a single word");
			continue;
		}
		key = scalar_text(r, k);
		if (node_get(n, key)) {
			flaw_at(r->path, line, "\"%s\" is given twice", key);
			continue;
		}
		*last = convert(r, p->value, depth + 1);
		(*last)->key = key;
		(*last)->key_line = line;
		last = &(*last)->next;
	}
}

static void
convert_list(struct reader *r, struct node *n, const yaml_node_t *y, int depth)
{
	struct node **last = &n->child;

	for (int *i = y->data.sequence.items.start; i < y->data.sequence.items.top; i++) {
		*last = convert(r, *i, depth + 1);
		last = &(*last)->next;
	}
}

/* Content is at most a handful of levels deep; an alias that contains itself would have no end. */
enum { DEPTH_MAX = 12 };

static struct node *
convert(struct reader *r, int index, int depth)
{
	const yaml_node_t *y = yaml_document_get_node(r->doc, index);
	struct node *n = ARENA_NEW(r->mem, struct node);

	n->file = r->path;
	n->line = (int)y->start_mark.line + 1;
	n->text = "";
	if (y->type == YAML_SCALAR_NODE) {
		n->type = NODE_SCALAR;
		n->text = scalar_text(r, y);
	} else if (depth >= DEPTH_MAX) {
		flaw(n, "this is nested deeper than %d levels", DEPTH_MAX);
	} else if (y->type == YAML_MAPPING_NODE) {
		n->type = NODE_MAP;
		convert_map(r, n, y, depth);
	} else {
		n->type = NODE_LIST;
		convert_list(r, n, y, depth);
	}
	return n;
}

/* The parser stands behind the first document: nothing may follow. */
static void
refuse_second(yaml_parser_t *parser, const char *path)
{
	yaml_document_t more;

	if (!yaml_parser_load(parser, &more)) {
		flaw_at(path, (int)parser->problem_mark.line + 1, "this is not YAML: %s",
			parser->problem);
		return;
	}
	if (yaml_document_get_root_node(&more))
		flaw_at(path, (int)more.start_mark.line + 1, "a file holds one document only");
	yaml_document_delete(&more);
}

static struct node *
read_document(struct arena *mem, const char *path, yaml_parser_t *parser)
{
	yaml_document_t doc;
	struct reader r = { .mem = mem, .path = path, .doc = &doc };
	struct node *root = NULL;

	if (!yaml_parser_load(parser, &doc)) {
		flaw_at(path, (int)parser->problem_mark.line + 1, "this is not YAML: %s",
			parser->problem);
		return NULL;
	}
	if (yaml_document_get_root_node(&doc)) {
		root = convert(&r, 1, 0);
		refuse_second(parser, path);
	} else {
		flaw_at(path, 1, "the file is empty");
	}
	yaml_document_delete(&doc);
	return root;
}

struct node *
yaml_read(struct arena *mem, const char *path)
{
	FILE *in = fopen(path, "rb");
	yaml_parser_t parser;
	struct node *root;

	if (!in) {
		flaw_at(path, 0, "the file cannot be read: %s", strerror(errno));
		return NULL;
	}
	if (!yaml_parser_initialize(&parser)) {
		fclose(in);
		flaw_at(path, 0, "there is no memory to read the file");
		return NULL;
	}
	yaml_parser_set_input_file(&parser, in);
	root = read_document(mem, path, &parser);
	yaml_parser_delete(&parser);
	fclose(in);
	return root;
}
