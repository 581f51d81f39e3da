/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML, as far as content needs it: mappings, sequences, scalars. It is read event by event and not loaded
 * as a document, so that there are no anchors to expand and no depth to fall into: what a small hostile file
 * can make of itself is bounded before it is made.
 */
#include "engine/practice/pack.h"

#include <string.h>
#include <yaml.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"

static void
add_flaw(struct pack *p, struct pack_flaw f)
{
	f.a = f.a ? f.a : "";
	f.b = f.b ? f.b : "";
	f.c = f.c ? f.c : "";
	/* What a file says once for all its items is wrong in each of them: said once. */
	for (size_t i = 0; i < p->flaw_count; i++) {
		const struct pack_flaw *g = &p->flaws[i];

		if (g->line == f.line && str_eq(g->file, f.file) && str_eq(g->fmt, f.fmt) &&
			str_eq(g->a, f.a) && str_eq(g->b, f.b) && str_eq(g->c, f.c))
			return;
	}
	if (p->flaw_count < PACK_FLAWS)
		p->flaws[p->flaw_count++] = f;
}

void
pack_flaw_at(
	struct pack *p, const char *file, int line, const char *fmt, const char *a, const char *b)
{
	add_flaw(p, (struct pack_flaw){ file, line, fmt, a, b, NULL });
}

void
pack_flaw(struct pack *p, const struct pack_node *at, const char *fmt, const char *a, const char *b)
{
	add_flaw(p, (struct pack_flaw){ at->file, at->line, fmt, a, b, NULL });
}

void
pack_flaw3(struct pack *p, const struct pack_node *at, const char *fmt, const char *a,
	const char *b, const char *c)
{
	add_flaw(p, (struct pack_flaw){ at->file, at->line, fmt, a, b, c });
}

struct pack_node *
pack_get(const struct pack_node *map, const char *key)
{
	for (struct pack_node *n = map->type == PACK_MAP ? map->child : NULL; n; n = n->next)
		if (str_eq(n->key, key))
			return n;
	return NULL;
}

size_t
pack_children(const struct pack_node *n)
{
	size_t count = 0;

	for (const struct pack_node *k = n->child; k; k = k->next)
		count++;
	return count;
}

bool
pack_want(struct pack *p, const struct pack_node *n, enum pack_node_type type, const char *what)
{
	if (n->type == type)
		return true;
	if (n->key)
		pack_flaw(p, n, N_("\"%s\" has to be %s"), n->key, what);
	else
		pack_flaw(p, n, N_("this has to be %s"), what, NULL);
	return false;
}

/* ---- reading ---- */

/* Content is at most a handful of levels deep. */
enum { DEPTH_MAX = 12 };

struct reader {
	struct pack *p;
	const char *file;
	yaml_parser_t parser;
	size_t nodes;
};

static int
line_of(const yaml_mark_t *m)
{
	return (int)m->line + 1;
}

/* False at what is not YAML: said once, then nothing is read any more. */
static bool
next(struct reader *r, yaml_event_t *e)
{
	if (yaml_parser_parse(&r->parser, e))
		return true;
	pack_flaw_at(r->p, r->file, line_of(&r->parser.problem_mark), N_("this is not YAML: %s"),
		arena_strdup(r->p->mem, r->parser.problem ? r->parser.problem : "?"), NULL);
	return false;
}

static const char *
scalar(struct reader *r, const yaml_event_t *e)
{
	const char *s = (const char *)e->data.scalar.value;
	size_t n = e->data.scalar.length;
	int line = line_of(&e->start_mark);

	while (n > 0 && s[n - 1] == '\n')
		n--;
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\n' && s[i] != '\t') || s[i] == 0x7f) {
			pack_flaw_at(r->p, r->file, line,
				N_("a text holds a character that cannot be shown"), NULL, NULL);
			return "";
		}
	if (n > 4 * PACK_TEXT) {
		pack_flaw_at(r->p, r->file, line, N_("a text is longer than %s characters"),
			arena_printf(r->p->mem, "%d", PACK_TEXT), NULL);
		return "";
	}
	return arena_strndup(r->p->mem, s, n);
}

static struct pack_node *value(struct reader *r, yaml_event_t *e, int depth);

/* Key and value, one after the other, until the map ends. */
static bool
map_rest(struct reader *r, struct pack_node *n, int depth)
{
	struct pack_node **last = &n->child;
	size_t keys = 0;
	yaml_event_t e;

	while (next(r, &e)) {
		int line = line_of(&e.start_mark);
		struct pack_node *v;
		const char *key = NULL;
		bool end = e.type == YAML_MAPPING_END_EVENT;

		if (e.type == YAML_SCALAR_EVENT)
			key = scalar(r, &e);
		else if (!end)
			pack_flaw_at(r->p, r->file, line, N_("a key has to be a single word"), NULL,
				NULL);
		yaml_event_delete(&e);
		if (end)
			return true;
		if (!key || !next(r, &e))
			return false;
		v = value(r, &e, depth + 1);
		if (!v)
			return false;
		v->key = key;
		v->key_line = line;
		if (pack_get(n, key)) {
			pack_flaw_at(r->p, r->file, line, N_("\"%s\" is given twice"), key, NULL);
			continue;
		}
		if (++keys > PACK_KEYS) {
			pack_flaw(r->p, n, N_("there are more than %s names here"),
				arena_printf(r->p->mem, "%d", PACK_KEYS), NULL);
			return false;
		}
		*last = v;
		last = &v->next;
	}
	return false;
}

static bool
list_rest(struct reader *r, struct pack_node *n, int depth)
{
	struct pack_node **last = &n->child;
	yaml_event_t e;

	while (next(r, &e)) {
		if (e.type == YAML_SEQUENCE_END_EVENT) {
			yaml_event_delete(&e);
			return true;
		}
		*last = value(r, &e, depth + 1);
		if (!*last)
			return false;
		last = &(*last)->next;
	}
	return false;
}

/* The value that begins with e, which is given up. NULL: reading cannot go on. */
static struct pack_node *
value(struct reader *r, yaml_event_t *e, int depth)
{
	struct pack_node *n = ARENA_NEW(r->p->mem, struct pack_node);
	yaml_event_type_t type = e->type;
	bool named = (type == YAML_SCALAR_EVENT && e->data.scalar.anchor) ||
		     (type == YAML_SEQUENCE_START_EVENT && e->data.sequence_start.anchor) ||
		     (type == YAML_MAPPING_START_EVENT && e->data.mapping_start.anchor);

	n->file = r->file;
	n->line = line_of(&e->start_mark);
	n->text = "";
	if (type == YAML_SCALAR_EVENT && !named)
		n->text = scalar(r, e);
	yaml_event_delete(e);
	if (named || type == YAML_ALIAS_EVENT)
		pack_flaw(r->p, n, N_("write it out: & and * stand for nothing here"), NULL, NULL);
	else if (depth >= DEPTH_MAX && type != YAML_SCALAR_EVENT)
		pack_flaw(r->p, n, N_("this is nested deeper than %s levels"),
			arena_printf(r->p->mem, "%d", DEPTH_MAX), NULL);
	else if (++r->nodes > PACK_NODES)
		pack_flaw(r->p, n, N_("this is more than a practice pack holds"), NULL, NULL);
	else if (type == YAML_SCALAR_EVENT)
		return n;
	else if (type == YAML_MAPPING_START_EVENT) {
		n->type = PACK_MAP;
		return map_rest(r, n, depth) ? n : NULL;
	} else {
		n->type = PACK_LIST;
		return list_rest(r, n, depth) ? n : NULL;
	}
	return NULL;
}

/* All documents, each a child of all. */
static bool
documents(struct reader *r, struct pack_node *all)
{
	struct pack_node **last = &all->child;
	yaml_event_t e;
	yaml_event_type_t type;

	while (next(r, &e)) {
		type = e.type;
		if (type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT ||
			type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT) {
			*last = value(r, &e, 0);
			if (!*last)
				return false;
			last = &(*last)->next;
			continue;
		}
		yaml_event_delete(&e);
		if (type == YAML_STREAM_END_EVENT)
			return true;
	}
	return false;
}

struct pack_node *
pack_yaml(struct pack *p, const char *file, const char *text, size_t n)
{
	struct pack_node *all = ARENA_NEW(p->mem, struct pack_node);
	struct reader r = { .p = p, .file = file };
	bool good;

	*all = (struct pack_node){ .type = PACK_LIST, .file = file, .line = 1, .text = "" };
	if (n > PACK_BYTES) {
		pack_flaw(p, all, N_("the file is longer than 900 kilobytes"), NULL, NULL);
		return NULL;
	}
	if (!yaml_parser_initialize(&r.parser)) {
		pack_flaw(p, all, N_("there is no memory to read the file"), NULL, NULL);
		return NULL;
	}
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
	good = documents(&r, all);
	yaml_parser_delete(&r.parser);
	if (good && !all->child)
		pack_flaw(p, all, N_("the file is empty"), NULL, NULL);
	return good && all->child ? all : NULL;
}
