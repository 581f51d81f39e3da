/* SPDX-License-Identifier: Apache-2.0 */
/* kinds.yml: languages, audiences, moments, and which fields an item of a kind has. */
#include "tools/practice2c.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

static const char *const type_names[] = {
	[FIELD_TEXT] = "text",
	[FIELD_TEXTS] = "texts",
	[FIELD_PLAIN] = "plain",
	[FIELD_PLAINS] = "plains",
	[FIELD_WORD] = "word",
	[FIELD_WORDS] = "words",
	[FIELD_REF] = "ref",
	[FIELD_REFS] = "refs",
	[FIELD_NUMBER] = "number",
	[FIELD_COUNTS] = "counts",
};

bool
words_have(const struct words *w, const char *word)
{
	for (size_t i = 0; i < w->count; i++)
		if (str_eq(w->list[i], word))
			return true;
	return false;
}

static struct words
read_words(struct content *c, const struct node *n)
{
	struct words w = { 0 };

	if (n->type != NODE_LIST) {
		flaw(n, "this has to be a list of words: [one, two]");
		return w;
	}
	w.list = ARENA_ARRAY(c->mem, const char *, node_children(n));
	for (const struct node *k = n->child; k; k = k->next)
		w.list[w.count++] = k->text;
	return w;
}

static void
read_audiences(struct content *c, const struct node *n)
{
	c->audiences = ARENA_ARRAY(c->mem, struct audience, node_children(n));
	for (const struct node *k = n->child; k; k = k->next)
		c->audiences[c->audience_count++] =
			(struct audience){ .name = k->key, .includes = read_words(c, k) };
}

static bool
find_type(const char *name, size_t n, enum field_type *ret)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(type_names[0]); i++)
		if (strlen(type_names[i]) == n && memcmp(type_names[i], name, n) == 0) {
			*ret = (enum field_type)i;
			return true;
		}
	return false;
}

/* "word? junior senior": the type, whether it may be left out, and what is allowed. */
static void
read_field(struct content *c, const struct node *n, struct kind_field *f)
{
	char *rest = arena_strdup(c->mem, n->text);
	size_t type = strcspn(rest, "? ");

	f->name = n->key;
	if (n->type != NODE_SCALAR || !find_type(rest, type, &f->type)) {
		flaw(n, "\"%s\" is not a type of field", n->text);
		return;
	}
	rest += type;
	if (*rest == '?') {
		f->optional = true;
		rest++;
	}
	f->allowed.list = ARENA_ARRAY(c->mem, const char *, strlen(rest) / 2 + 1);
	while (*(rest += strspn(rest, " "))) {
		size_t length = strcspn(rest, " ");

		f->allowed.list[f->allowed.count++] = arena_strndup(c->mem, rest, length);
		rest += length;
	}
	if ((f->type == FIELD_REF || f->type == FIELD_REFS) && f->allowed.count != 1)
		flaw(n, "a ref names the one kind that it points to");
}

static void
read_kind(struct content *c, const struct node *n)
{
	struct kind *k = ARENA_NEW(c->mem, struct kind);

	if (!is_id(n->key))
		flaw_at(n->file, n->key_line, "\"%s\" is not an id", n->key);
	k->name = n->key;
	k->last = &k->first;
	for (const struct node *part = n->child; part; part = part->next) {
		if (str_eq(part->key, "blanks")) {
			k->blanks = read_words(c, part);
		} else if (str_eq(part->key, "fields")) {
			k->fields = ARENA_ARRAY(c->mem, struct kind_field, node_children(part));
			for (const struct node *f = part->child; f; f = f->next)
				read_field(c, f, &k->fields[k->field_count++]);
		} else {
			flaw_at(part->file, part->key_line,
				"\"%s\" is not known here: a kind has fields and blanks",
				part->key);
		}
	}
	*c->last = k;
	c->last = &k->next;
}

/* A ref to a kind that nobody declared could never be followed. */
static void
check_refs(const struct content *c, const struct node *kinds)
{
	for (const struct kind *k = c->kinds; k; k = k->next)
		for (size_t i = 0; i < k->field_count; i++) {
			const struct kind_field *f = &k->fields[i];
			bool ref = f->type == FIELD_REF || f->type == FIELD_REFS;

			if (ref && f->allowed.count == 1 && !node_get(kinds, f->allowed.list[0]))
				flaw(node_get(
					     node_get(node_get(kinds, k->name), "fields"), f->name),
					"there is no kind \"%s\"", f->allowed.list[0]);
		}
}

void
kinds_read(struct content *c, const struct node *file)
{
	static const char *const needed[] = { "languages", "audiences", "moments", "kinds" };
	const struct node *part[4];

	for (size_t i = 0; i < 4; i++) {
		part[i] = node_get(file, needed[i]);
		if (!part[i])
			flaw(file, "\"%s\" is missing", needed[i]);
	}
	for (const struct node *n = file->child; n; n = n->next)
		if (n != part[0] && n != part[1] && n != part[2] && n != part[3])
			flaw_at(n->file, n->key_line, "\"%s\" is not known here", n->key);
	if (flaw_count())
		return;
	c->languages = read_words(c, part[0]);
	read_audiences(c, part[1]);
	c->moments = read_words(c, part[2]);
	for (const struct node *n = part[3]->child; n; n = n->next)
		read_kind(c, n);
	if (!flaw_count())
		check_refs(c, part[3]);
}
