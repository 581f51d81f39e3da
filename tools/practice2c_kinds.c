/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.yml: languages, audiences, moments, and which fields an item of a kind has. */
#include "tools/practice2c.h"

#include <string.h>

#include "base/str.h"

static const char *const type_names[] = {
	[PRACTICE_TYPE_TEXT] = "text",
	[PRACTICE_TYPE_TEXTS] = "texts",
	[PRACTICE_TYPE_PLAIN] = "plain",
	[PRACTICE_TYPE_PLAINS] = "plains",
	[PRACTICE_TYPE_WORD] = "word",
	[PRACTICE_TYPE_WORDS] = "words",
	[PRACTICE_TYPE_REF] = "ref",
	[PRACTICE_TYPE_REFS] = "refs",
	[PRACTICE_TYPE_NUMBER] = "number",
	[PRACTICE_TYPE_COUNTS] = "counts",
};

static const char *const *
read_words(struct pack *p, const struct pack_node *n)
{
	const char **list = ARENA_ARRAY(p->mem, const char *, pack_children(n) + 1);
	size_t count = 0;

	if (n->type != PACK_LIST)
		pack_flaw(p, n, "this has to be a list of words: [one, two]", NULL, NULL);
	for (const struct pack_node *k = n->type == PACK_LIST ? n->child : NULL; k; k = k->next)
		list[count++] = k->text;
	return list;
}

static void
read_audiences(struct pack *p, const struct pack_node *n, struct practice_table *t)
{
	struct practice_audience *list =
		ARENA_ARRAY(p->mem, struct practice_audience, pack_children(n));

	for (const struct pack_node *k = n->child; k; k = k->next)
		list[t->audience_count++] =
			(struct practice_audience){ .name = k->key, .includes = read_words(p, k) };
	t->audiences = list;
}

static bool
find_type(const char *name, size_t n, enum practice_type *ret)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++)
		if (strlen(type_names[i]) == n && memcmp(type_names[i], name, n) == 0) {
			*ret = (enum practice_type)i;
			return true;
		}
	return false;
}

/* "word?+ junior senior": the type, whether it may be left out, whether an organisation may change what is
 * in it, and what is allowed. */
static void
read_field(struct pack *p, const struct pack_node *n, struct practice_shape_field *f)
{
	char *rest = arena_strdup(p->mem, n->text);
	size_t type = strcspn(rest, "?+ "), count = 0;
	const char **allowed;

	f->name = n->key;
	if (n->type != PACK_SCALAR || !find_type(rest, type, &f->type)) {
		pack_flaw(p, n, "\"%s\" is not a type of field", n->text, NULL);
		return;
	}
	rest += type;
	f->optional = *rest == '?';
	rest += f->optional;
	f->open = *rest == '+';
	rest += f->open;
	allowed = ARENA_ARRAY(p->mem, const char *, strlen(rest) / 2 + 2);
	f->allowed = allowed;
	while (*(rest += strspn(rest, " "))) {
		size_t length = strcspn(rest, " ");

		allowed[count++] = arena_strndup(p->mem, rest, length);
		rest += length;
	}
	if ((f->type == PRACTICE_TYPE_REF || f->type == PRACTICE_TYPE_REFS) && count != 1)
		pack_flaw(p, n, "a ref names the one kind that it points to", NULL, NULL);
}

static unsigned
read_may(struct pack *p, const struct pack_node *n)
{
	static const struct {
		const char *word;
		unsigned bit;
	} all[] = { { "off", PRACTICE_MAY_OFF }, { "hide", PRACTICE_MAY_HIDE },
		{ "order", PRACTICE_MAY_ORDER }, { "copy", PRACTICE_MAY_COPY },
		{ "nothing", PRACTICE_MAY_NOTHING } };
	unsigned may = 0;

	for (const struct pack_node *w = n->child; w; w = w->next) {
		unsigned before = may;

		for (size_t i = 0; i < sizeof all / sizeof *all; i++)
			if (str_eq(all[i].word, w->text))
				may |= all[i].bit;
		if (may == before)
			pack_flaw(p, w, "\"%s\" is nothing that an organisation may do", w->text,
				NULL);
	}
	return may;
}

static void
read_kind(struct pack *p, const struct pack_node *n, struct practice_kind *k)
{
	static const char *const none[] = { NULL };
	struct practice_shape *shape = ARENA_NEW(p->mem, struct practice_shape);
	struct practice_shape_field *fields;

	if (!pack_is_id(n->key))
		pack_flaw_at(p, n->file, n->key_line, "\"%s\" is not an id", n->key, NULL);
	shape->blanks = none;
	for (const struct pack_node *part = n->child; part; part = part->next) {
		if (str_eq(part->key, "blanks")) {
			shape->blanks = read_words(p, part);
		} else if (str_eq(part->key, "may")) {
			shape->may = read_may(p, part);
		} else if (str_eq(part->key, "fields")) {
			fields = ARENA_ARRAY(
				p->mem, struct practice_shape_field, pack_children(part));
			for (const struct pack_node *f = part->child; f; f = f->next)
				read_field(p, f, &fields[shape->field_count++]);
			shape->fields = fields;
		} else {
			pack_flaw_at(p, part->file, part->key_line,
				"\"%s\" is not known here: a kind has fields and blanks", part->key,
				NULL);
		}
	}
	*k = (struct practice_kind){ .name = n->key, .shape = shape };
}

/* A ref to a kind that nobody declared could never be followed. */
static void
check_refs(struct pack *p, const struct practice_table *t, const struct pack_node *kinds)
{
	for (size_t k = 0; k < t->kind_count; k++)
		for (size_t i = 0; i < t->kinds[k].shape->field_count; i++) {
			const struct practice_shape_field *f = &t->kinds[k].shape->fields[i];
			bool ref = f->type == PRACTICE_TYPE_REF || f->type == PRACTICE_TYPE_REFS;

			if (ref && f->allowed[0] && !pack_get(kinds, f->allowed[0]))
				pack_flaw(p,
					pack_get(pack_get(pack_get(kinds, t->kinds[k].name),
							 "fields"),
						f->name),
					"there is no kind \"%s\"", f->allowed[0], NULL);
		}
}

void
kinds_read(struct pack *p, const struct pack_node *file, struct practice_table *ret)
{
	static const char *const needed[] = { "languages", "audiences", "moments", "kinds" };
	const struct pack_node *part[4];
	struct practice_kind *kinds;

	for (size_t i = 0; i < 4; i++) {
		part[i] = pack_get(file, needed[i]);
		if (!part[i])
			pack_flaw(p, file, "\"%s\" is missing", needed[i], NULL);
	}
	for (const struct pack_node *n = file->child; n; n = n->next)
		if (n != part[0] && n != part[1] && n != part[2] && n != part[3])
			pack_flaw_at(
				p, n->file, n->key_line, "\"%s\" is not known here", n->key, NULL);
	if (p->flaw_count)
		return;
	ret->languages = read_words(p, part[0]);
	read_audiences(p, part[1], ret);
	ret->moments = read_words(p, part[2]);
	kinds = ARENA_ARRAY(p->mem, struct practice_kind, pack_children(part[3]));
	ret->kinds = kinds;
	for (const struct pack_node *n = part[3]->child; n; n = n->next)
		read_kind(p, n, &kinds[ret->kind_count++]);
	if (!p->flaw_count)
		check_refs(p, ret, part[3]);
}
