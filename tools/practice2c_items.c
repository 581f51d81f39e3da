/* SPDX-License-Identifier: Apache-2.0 */
/* One item: its values are checked against what kinds.yml declares for its kind. */
#include "tools/practice2c.h"

#include <string.h>

#include "base/str.h"

bool
is_id(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 60 && s[0] >= 'a' && s[0] <= 'z' &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

/* --- Placeholders ---------------------------------------------------------------------------------- */

/* The next {name} at or behind *s, which moves behind it. False at the end or at a stray brace. */
static bool
next_blank(struct arena *mem, const char **s, const char **ret_name)
{
	const char *open = *s + strcspn(*s, "{}");
	size_t n;

	*s = open;
	if (*open != '{')
		return false;
	n = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz_");
	if (n == 0 || open[1 + n] != '}')
		return false;
	*ret_name = arena_strndup(mem, open + 1, n);
	*s = open + n + 2;
	return true;
}

static bool
has_blank(struct arena *mem, const char *text, const char *name)
{
	const char *found;

	while (next_blank(mem, &text, &found))
		if (str_eq(found, name))
			return true;
	return false;
}

/* Braces have a meaning, so each is a placeholder of the kind. */
static void
check_blanks(struct content *c, const struct kind *k, const struct node *n)
{
	const char *s = n->text, *name;

	while (next_blank(c->mem, &s, &name))
		if (!words_have(&k->blanks, name))
			flaw(n, "{%s} is not a placeholder of a %s", name, k->name);
	if (*s)
		flaw(n, "a brace stands for a placeholder such as {name}");
}

static void
compare_blanks(struct content *c, const struct node *a, const struct node *b)
{
	const char *s = a->text, *name;

	while (next_blank(c->mem, &s, &name))
		if (!has_blank(c->mem, b->text, name))
			flaw(b, "the placeholder {%s} stands in \"%s\" but not in \"%s\"", name,
				a->key, b->key);
}

/* --- Values ---------------------------------------------------------------------------------------- */

/* {en: …, de: …}: every language, none else, none empty. */
static void
read_text(struct content *c, const struct kind *k, const struct node *n, struct value *v)
{
	const struct node *first;

	if (!node_want(n, NODE_MAP, "a text in every language: {en: …, de: …}"))
		return;
	for (const struct node *t = n->child; t; t = t->next) {
		if (!words_have(&c->languages, t->key))
			flaw_at(t->file, t->key_line, "\"%s\" is not one of the languages", t->key);
		else if (node_want(t, NODE_SCALAR, "a text"))
			check_blanks(c, k, t);
	}
	first = node_get(n, c->languages.list[0]);
	v->text = ARENA_ARRAY(c->mem, const char *, c->languages.count);
	for (size_t i = 0; i < c->languages.count; i++) {
		const struct node *t = node_get(n, c->languages.list[i]);

		v->text[i] = t ? t->text : "";
		if (!t || str_empty(t->text)) {
			flaw_at(n->file, n->key_line, "the text in the language \"%s\" is missing",
				c->languages.list[i]);
		} else if (first && t != first) {
			compare_blanks(c, first, t);
			compare_blanks(c, t, first);
		}
	}
}

static void
read_number(const struct node *n, struct value *v)
{
	if (node_want(n, NODE_SCALAR, "a whole number") && !str_to_int(n->text, &v->number))
		flaw(n, "\"%s\" is not a whole number", n->text);
}

static void
read_key(struct content *c, const struct kind *k, const struct kind_field *f, const struct node *n,
	struct value *v)
{
	if (!node_want(n, NODE_SCALAR, "a single text"))
		return;
	v->key = n->text;
	if (str_empty(n->text))
		flaw(n, "\"%s\" is empty", f->name);
	else if (f->type == FIELD_PLAIN || f->type == FIELD_PLAINS)
		check_blanks(c, k, n);
	else if ((f->type == FIELD_WORD || f->type == FIELD_WORDS) && f->allowed.count &&
		 !words_have(&f->allowed, n->text))
		flaw(n, "\"%s\" is not allowed for \"%s\"", n->text, f->name);
}

static void
read_value(struct content *c, const struct kind *k, const struct kind_field *f,
	const struct node *n, struct value *v)
{
	*v = (struct value){ .key = "", .node = n };
	switch (f->type) {
	case FIELD_TEXT:
		read_text(c, k, n, v);
		break;
	case FIELD_TEXTS:
		v->key = n->key;
		if (!is_id(n->key))
			flaw_at(n->file, n->key_line, "\"%s\" is not an id", n->key);
		read_text(c, k, n, v);
		break;
	case FIELD_NUMBER:
		read_number(n, v);
		break;
	case FIELD_COUNTS:
		v->key = n->key;
		read_number(n, v);
		break;
	default:
		read_key(c, k, f, n, v);
	}
}

static void
read_field(struct content *c, const struct kind *k, const struct kind_field *declared,
	const struct node *n, struct field *f)
{
	bool map = declared->type == FIELD_TEXTS || declared->type == FIELD_COUNTS;
	bool list = declared->type == FIELD_PLAINS || declared->type == FIELD_WORDS ||
		    declared->type == FIELD_REFS;

	f->declared = declared;
	if (map && !node_want(n, NODE_MAP, "a list of names with their values: {name: value}"))
		return;
	if (list && !node_want(n, NODE_LIST, "a list: [one, two]"))
		return;
	f->values = ARENA_ARRAY(c->mem, struct value, map || list ? node_children(n) : 1);
	if (!map && !list) {
		read_value(c, k, declared, n, &f->values[f->count++]);
		return;
	}
	for (const struct node *v = n->child; v; v = v->next)
		read_value(c, k, declared, v, &f->values[f->count++]);
	if (!f->count)
		flaw(n, "\"%s\" is empty", declared->name);
}

/* --- Items ----------------------------------------------------------------------------------------- */

static void
add_word(struct words *w, const char *word)
{
	if (!words_have(w, word))
		w->list[w->count++] = word;
}

static void
add_audience(struct content *c, struct item *it, const struct node *n)
{
	for (size_t i = 0; i < c->audience_count; i++) {
		const struct audience *a = &c->audiences[i];

		if (!str_eq(a->name, n->text))
			continue;
		if (!a->includes.count)
			add_word(&it->audiences, a->name);
		for (size_t k = 0; k < a->includes.count; k++)
			add_word(&it->audiences, a->includes.list[k]);
		return;
	}
	flaw(n, "\"%s\" is not an audience", n->text);
}

static void
add_moment(struct content *c, struct item *it, const struct node *n)
{
	if (words_have(&c->moments, n->text))
		add_word(&it->moments, n->text);
	else
		flaw(n, "\"%s\" is not a moment", n->text);
}

/* What every item has. Given once for the file, or by the item itself, which then counts. */
static const struct node *
common(const struct node *file, const struct node *n, const char *key)
{
	const struct node *own = node_get(n, key);

	if (!own)
		own = node_get(file, key);
	if (!own)
		flaw(n, "\"%s\" is missing", key);
	return own;
}

static void
each_word(struct content *c, struct item *it, const struct node *n,
	void (*add)(struct content *, struct item *, const struct node *))
{
	if (!n)
		return;
	if (n->type == NODE_SCALAR)
		add(c, it, n);
	for (const struct node *w = n->child; w; w = w->next)
		add(c, it, w);
}

static void
read_common(struct content *c, struct item *it, const struct node *file)
{
	const struct node *audience = common(file, it->node, "audience");
	const struct node *moment = common(file, it->node, "moment");
	const struct node *source = common(file, it->node, "source");

	it->audiences.list = ARENA_ARRAY(c->mem, const char *, c->audience_count);
	it->moments.list = ARENA_ARRAY(c->mem, const char *, c->moments.count);
	each_word(c, it, audience, add_audience);
	each_word(c, it, moment, add_moment);
	it->source = source ? source->text : "";
}

static const struct kind_field *
declared_field(const struct kind *k, const char *name)
{
	for (size_t i = 0; i < k->field_count; i++)
		if (str_eq(k->fields[i].name, name))
			return &k->fields[i];
	return NULL;
}

static void
read_fields(struct content *c, struct item *it)
{
	static const char *const common_keys[] = { "id", "audience", "moment", "source" };
	const struct words known = { (const char **)common_keys, 4 };
	const struct kind *k = it->kind;

	it->fields = ARENA_ARRAY(c->mem, struct field, k->field_count);
	for (const struct node *n = it->node->child; n; n = n->next) {
		const struct kind_field *f = declared_field(k, n->key);

		if (f)
			read_field(c, k, f, n, &it->fields[it->field_count++]);
		else if (!words_have(&known, n->key))
			flaw_at(n->file, n->key_line, "\"%s\" is not known in a %s", n->key,
				k->name);
	}
	for (size_t i = 0; i < k->field_count; i++)
		if (!k->fields[i].optional && !node_get(it->node, k->fields[i].name))
			flaw(it->node, "\"%s\" is missing", k->fields[i].name);
}

const struct item *
item_find(const struct kind *k, const char *id)
{
	for (const struct item *it = k->first; it; it = it->next)
		if (str_eq(it->id, id))
			return it;
	return NULL;
}

void
item_read(struct content *c, struct kind *k, const struct node *file, const struct node *n)
{
	struct item *it = ARENA_NEW(c->mem, struct item);
	const struct node *id;
	const struct item *twin;

	if (!node_want(n, NODE_MAP, "an item with an id"))
		return;
	id = node_get(n, "id");
	it->kind = k;
	it->node = n;
	it->id = id ? id->text : "";
	twin = item_find(k, it->id);
	if (!id)
		flaw(n, "\"id\" is missing");
	else if (!is_id(it->id))
		flaw(id, "\"%s\" is not an id: small letters, digits and hyphens", it->id);
	else if (twin)
		flaw(id, "the id \"%s\" is already used at %s:%d", it->id, twin->node->file,
			twin->node->line);
	read_common(c, it, file);
	read_fields(c, it);
	*k->last = it;
	k->last = &it->next;
	k->count++;
}
