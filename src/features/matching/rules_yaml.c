/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/rules_yaml.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"

#define MOST_BYTES (1u << 20)
#define MOST_NAMES 1000

size_t
rules_line(const yaml_node_t *node)
{
	return node->start_mark.line + 1;
}

void
rules_fail(struct rules_reader *y, const yaml_node_t *at, const char *fmt, ...)
{
	va_list ap;

	if (y->failed)
		return;
	y->failed = true;
	va_start(ap, fmt);
	*y->err = (struct rules_error){ at ? rules_line(at) : 1, arena_vprintf(y->mem, fmt, ap) };
	va_end(ap);
}

bool
rules_open(struct rules_reader *y, struct arena *mem, const char *text, size_t n,
	struct rules_error *err)
{
	yaml_parser_t parser;
	bool loaded;

	*y = (struct rules_reader){ .mem = mem, .err = err };
	if (n > MOST_BYTES) {
		rules_fail(y, NULL, "The rules are longer than a megabyte.");
		return false;
	}
	if (!yaml_parser_initialize(&parser)) {
		rules_fail(y, NULL, "There is no memory to read the rules.");
		return false;
	}
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, n);
	loaded = yaml_parser_load(&parser, &y->doc);
	if (!loaded) {
		y->failed = true;
		*err = (struct rules_error){ parser.problem_mark.line + 1,
			arena_printf(mem, "This is not YAML: %s.",
				parser.problem ? parser.problem : "it cannot be read") };
	}
	yaml_parser_delete(&parser);
	if (loaded && !yaml_document_get_root_node(&y->doc))
		rules_fail(y, NULL, "There are no rules in the file.");
	return !y->failed;
}

void
rules_close(struct rules_reader *y)
{
	yaml_document_delete(&y->doc);
}

static yaml_node_t *
node_at(struct rules_reader *y, yaml_node_item_t index)
{
	return yaml_document_get_node(&y->doc, index);
}

static const char *
scalar(const yaml_node_t *node)
{
	return (const char *)node->data.scalar.value;
}

yaml_node_t *
rules_get(struct rules_reader *y, const yaml_node_t *map, const char *key)
{
	const yaml_node_pair_t *p;

	if (y->failed || !map || map->type != YAML_MAPPING_NODE)
		return NULL;
	for (p = map->data.mapping.pairs.start; p < map->data.mapping.pairs.top; p++)
		if (str_eq(scalar(node_at(y, p->key)), key))
			return node_at(y, p->value);
	return NULL;
}

static bool
is_among(const char *key, const char *keys)
{
	size_t n = strlen(key);
	const char *p;

	for (p = keys; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL)
		if (strncmp(p, key, n) == 0 && (p[n] == '|' || !p[n]))
			return true;
	return false;
}

/* "a|b|c" as "a, b, c". */
static const char *
listed(struct arena *mem, const char *keys)
{
	struct buf b = BUF_IN(mem);

	for (; *keys; keys++)
		if (*keys == '|')
			buf_str(&b, ", ");
		else
			buf_chr(&b, *keys);
	return buf_text(&b);
}

bool
rules_map(struct rules_reader *y, const yaml_node_t *node, const char *keys)
{
	const yaml_node_pair_t *p, *q;

	if (y->failed)
		return false;
	if (!node || node->type != YAML_MAPPING_NODE) {
		rules_fail(y, node, "Here must be lines of the form \"name: value\".");
		return false;
	}
	if (node->data.mapping.pairs.top - node->data.mapping.pairs.start > MOST_NAMES)
		rules_fail(y, node, "There are more than %d names here.", MOST_NAMES);
	for (p = node->data.mapping.pairs.start; p < node->data.mapping.pairs.top; p++) {
		const yaml_node_t *key = node_at(y, p->key);

		if (key->type != YAML_SCALAR_NODE || strlen(scalar(key)) != key->data.scalar.length)
			rules_fail(y, key, "A name must be a plain text.");
		else if (keys && !is_among(scalar(key), keys))
			rules_fail(y, key, "\"%s\" is not known here. Known are: %s.", scalar(key),
				listed(y->mem, keys));
		for (q = node->data.mapping.pairs.start; q < p && !y->failed; q++)
			if (str_eq(scalar(node_at(y, q->key)), scalar(key)))
				rules_fail(y, key, "\"%s\" is said twice.", scalar(key));
		if (y->failed)
			return false;
	}
	return true;
}

size_t
rules_count(struct rules_reader *y, const yaml_node_t *list)
{
	if (y->failed || !list)
		return 0;
	if (list->type != YAML_SEQUENCE_NODE) {
		rules_fail(y, list, "Here must be a list.");
		return 0;
	}
	return (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
}

yaml_node_t *
rules_item(struct rules_reader *y, const yaml_node_t *list, size_t at)
{
	return node_at(y, list->data.sequence.items.start[at]);
}

const char *
rules_text(struct rules_reader *y, const yaml_node_t *node)
{
	if (y->failed)
		return "";
	if (node->type != YAML_SCALAR_NODE || !*scalar(node) ||
		strlen(scalar(node)) != node->data.scalar.length) {
		rules_fail(y, node, "Here must be a text.");
		return "";
	}
	return arena_strdup(y->mem, scalar(node));
}

int64_t
rules_number(struct rules_reader *y, const yaml_node_t *node, int64_t lo, int64_t hi)
{
	int64_t v;

	if (y->failed)
		return lo;
	if (node->type == YAML_SCALAR_NODE && str_to_int(scalar(node), &v) && v >= lo && v <= hi)
		return v;
	rules_fail(y, node, "Here must be a whole number from %lld to %lld.", (long long)lo,
		(long long)hi);
	return lo;
}

bool
rules_yes(struct rules_reader *y, const yaml_node_t *node)
{
	const char *s = y->failed || node->type != YAML_SCALAR_NODE ? "" : scalar(node);

	if (str_ieq(s, "yes") || str_ieq(s, "true"))
		return true;
	if (!str_ieq(s, "no") && !str_ieq(s, "false"))
		rules_fail(y, node, "Here must be yes or no.");
	return false;
}
