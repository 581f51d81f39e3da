/* SPDX-License-Identifier: Apache-2.0 */
/* One item: its values are checked against what kinds.yml declares for its kind. */
#include "engine/practice/pack.h"

#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"

void
pack_init(struct pack *p, struct arena *mem, const struct practice_table *rules)
{
	*p = (struct pack){ .mem = mem, .rules = rules };
	p->last = &p->first;
}

bool
pack_is_id(const char *s)
{
	size_t n = strlen(s);

	return n > 0 && n <= 60 && s[0] >= 'a' && s[0] <= 'z' &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool
is_among(const char *const *words, const char *word)
{
	for (; words && *words; words++)
		if (str_eq(*words, word))
			return true;
	return false;
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
check_blanks(struct pack *p, const char *kind, const struct practice_shape *shape,
	const struct pack_node *at, const char *s)
{
	const char *name;

	while (next_blank(p->mem, &s, &name))
		if (!is_among(shape->blanks, name))
			pack_flaw(p, at, N_("{%s} is not a placeholder of a %s"), name, kind);
	if (*s)
		pack_flaw(p, at, N_("a brace stands for a placeholder such as {name}"), NULL, NULL);
}

static void
compare_blanks(struct pack *p, const struct pack_node *at, const char *a, const char *a_lang,
	const char *b, const char *b_lang)
{
	const char *s = a, *name;

	while (next_blank(p->mem, &s, &name))
		if (!has_blank(p->mem, b, name))
			pack_flaw3(p, at,
				N_("the placeholder {%s} stands in \"%s\" but not in \"%s\""), name,
				a_lang, b_lang);
}

void
pack_check_text(struct pack *p, const struct practice_kind *kind, const struct pack_node *node,
	const char *const *text)
{
	const char *const *langs = p->rules->languages;

	for (size_t i = 0; langs[i]; i++) {
		check_blanks(p, kind->name, kind->shape, node, text[i]);
		if (utf8_length(text[i]) > PACK_TEXT)
			pack_flaw(p, node, N_("a text is longer than %s characters"),
				arena_printf(p->mem, "%d", PACK_TEXT), NULL);
		if (i) {
			compare_blanks(p, node, text[0], langs[0], text[i], langs[i]);
			compare_blanks(p, node, text[i], langs[i], text[0], langs[0]);
		}
	}
}

/* --- Values ---------------------------------------------------------------------------------------- */

struct place {
	struct pack *p;
	const struct practice_kind *kind;
	const struct practice_shape_field *field;
};

/* {en: …, de: …}: every language, none else, none empty. */
static void
read_text(const struct place *at, const struct pack_node *n, struct practice_entry *v)
{
	struct pack *p = at->p;
	const char *const *langs = p->rules->languages;
	const char **text;
	const struct pack_node *first;
	size_t count = 0;

	if (!pack_want(p, n, PACK_MAP, N_("a text in every language: {en: …, de: …}")))
		return;
	for (const struct pack_node *t = n->child; t; t = t->next) {
		if (!is_among(langs, t->key))
			pack_flaw_at(p, t->file, t->key_line,
				N_("\"%s\" is not one of the languages"), t->key, NULL);
		else if (pack_want(p, t, PACK_SCALAR, N_("a text")))
			check_blanks(p, at->kind->name, at->kind->shape, t, t->text);
	}
	while (langs[count])
		count++;
	first = pack_get(n, langs[0]);
	text = ARENA_ARRAY(p->mem, const char *, count);
	for (size_t i = 0; i < count; i++) {
		const struct pack_node *t = pack_get(n, langs[i]);

		text[i] = t ? t->text : "";
		if (!t || str_empty(t->text)) {
			pack_flaw_at(p, n->file, n->key_line,
				N_("the text in the language \"%s\" is missing"), langs[i], NULL);
		} else if (first && t != first) {
			compare_blanks(p, t, first->text, langs[0], t->text, langs[i]);
			compare_blanks(p, first, t->text, langs[i], first->text, langs[0]);
		}
	}
	v->text = text;
}

/* An open number says its range in kinds.yml. */
static void
read_number(const struct place *at, const struct pack_node *n, struct practice_entry *v)
{
	const char *const *range = at->field->allowed;
	int64_t least, most;

	if (!pack_want(at->p, n, PACK_SCALAR, N_("a whole number")))
		return;
	if (!str_to_int(n->text, &v->number))
		pack_flaw(at->p, n, N_("\"%s\" is not a whole number"), n->text, NULL);
	else if (range && range[0] && range[1] && str_to_int(range[0], &least) &&
		 str_to_int(range[1], &most) && (v->number < least || v->number > most))
		pack_flaw(
			at->p, n, N_("this has to be a number from %s to %s"), range[0], range[1]);
}

static void
read_key(const struct place *at, const struct pack_node *n, struct practice_entry *v)
{
	const struct practice_shape_field *f = at->field;

	if (!pack_want(at->p, n, PACK_SCALAR, N_("a single text")))
		return;
	v->key = n->text;
	if (str_empty(n->text))
		pack_flaw(at->p, n, N_("\"%s\" is empty"), f->name, NULL);
	else if (f->type == PRACTICE_TYPE_PLAIN || f->type == PRACTICE_TYPE_PLAINS)
		check_blanks(at->p, at->kind->name, at->kind->shape, n, n->text);
	else if ((f->type == PRACTICE_TYPE_WORD || f->type == PRACTICE_TYPE_WORDS) && f->allowed &&
		 f->allowed[0] && !is_among(f->allowed, n->text))
		pack_flaw(at->p, n, N_("\"%s\" is not allowed for \"%s\""), n->text, f->name);
}

static void
read_value(const struct place *at, const struct pack_node *n, struct practice_entry *v)
{
	*v = (struct practice_entry){ .key = "" };
	switch (at->field->type) {
	case PRACTICE_TYPE_TEXT:
		read_text(at, n, v);
		break;
	case PRACTICE_TYPE_TEXTS:
		v->key = n->key;
		if (!pack_is_id(n->key))
			pack_flaw_at(at->p, n->file, n->key_line, N_("\"%s\" is not an id"), n->key,
				NULL);
		read_text(at, n, v);
		break;
	case PRACTICE_TYPE_NUMBER:
		read_number(at, n, v);
		break;
	case PRACTICE_TYPE_COUNTS:
		v->key = n->key;
		read_number(at, n, v);
		break;
	default:
		read_key(at, n, v);
	}
}

static void
read_field(const struct place *at, const struct pack_node *n, struct practice_field *f)
{
	enum practice_type type = at->field->type;
	bool map = type == PRACTICE_TYPE_TEXTS || type == PRACTICE_TYPE_COUNTS;
	bool list = type == PRACTICE_TYPE_PLAINS || type == PRACTICE_TYPE_WORDS ||
		    type == PRACTICE_TYPE_REFS;
	struct practice_entry *values;

	f->name = at->field->name;
	if (map && !pack_want(at->p, n, PACK_MAP,
			   N_("a list of names with their values: {name: value}")))
		return;
	if (list && !pack_want(at->p, n, PACK_LIST, N_("a list: [one, two]")))
		return;
	values = ARENA_ARRAY(at->p->mem, struct practice_entry, map || list ? pack_children(n) : 1);
	f->entries = values;
	if (!map && !list) {
		read_value(at, n, &values[f->count++]);
		return;
	}
	for (const struct pack_node *v = n->child; v; v = v->next)
		read_value(at, v, &values[f->count++]);
	if (!f->count)
		pack_flaw(at->p, n, N_("\"%s\" is empty"), at->field->name, NULL);
}

/* --- Items ----------------------------------------------------------------------------------------- */

struct words {
	const char **list;
	size_t count;
};

static void
add_word(struct words *w, const char *word)
{
	if (!is_among(w->list, word))
		w->list[w->count++] = word;
}

static void
add_audience(struct pack *p, struct words *w, const struct pack_node *n)
{
	for (size_t i = 0; i < p->rules->audience_count; i++) {
		const struct practice_audience *a = &p->rules->audiences[i];

		if (!str_eq(a->name, n->text))
			continue;
		if (!a->includes[0])
			add_word(w, a->name);
		for (size_t k = 0; a->includes[k]; k++)
			add_word(w, a->includes[k]);
		return;
	}
	pack_flaw(p, n, N_("\"%s\" is not an audience"), n->text, NULL);
}

static void
add_moment(struct pack *p, struct words *w, const struct pack_node *n)
{
	if (is_among(p->rules->moments, n->text))
		add_word(w, n->text);
	else
		pack_flaw(p, n, N_("\"%s\" is not a moment"), n->text, NULL);
}

/* What every item has. Given once for the file, or by the item itself, which then counts. */
static const struct pack_node *
common(struct pack *p, const struct pack_node *doc, const struct pack_node *n, const char *key)
{
	const struct pack_node *own = pack_get(n, key);

	if (!own)
		own = pack_get(doc, key);
	if (!own && !p->brief)
		pack_flaw(p, n, N_("\"%s\" is missing"), key, NULL);
	return own;
}

/* A word, or a list of them; NULL if there is nothing, which a partial item may say. */
static const char *const *
each_word(struct pack *p, const struct pack_node *n, size_t most,
	void (*add)(struct pack *, struct words *, const struct pack_node *))
{
	struct words w = { ARENA_ARRAY(p->mem, const char *, most + 1), 0 };

	if (!n)
		return NULL;
	if (n->type == PACK_SCALAR)
		add(p, &w, n);
	for (const struct pack_node *k = n->child; k; k = k->next)
		add(p, &w, k);
	if (n->type != PACK_SCALAR && !n->child)
		pack_flaw(p, n, N_("\"%s\" is empty"), n->key, NULL);
	return w.list;
}

static void
read_common(struct pack *p, struct practice_item *it, const struct pack_node *doc,
	const struct pack_node *n)
{
	const struct pack_node *audience = common(p, doc, n, "audience");
	const struct pack_node *moment = common(p, doc, n, "moment");
	const struct pack_node *source = common(p, doc, n, "source");
	const struct pack_node *off = pack_get(n, "switched"), *copy = pack_get(n, "copy_of");
	size_t moments = 0;

	while (p->rules->moments[moments])
		moments++;
	it->audiences = each_word(p, audience, p->rules->audience_count, add_audience);
	it->moments = each_word(p, moment, moments, add_moment);
	it->source = source ? source->text : "";
	if (off && !str_eq(off->text, "off") && !str_eq(off->text, "on"))
		pack_flaw(p, off, N_("\"%s\" is not allowed for \"%s\""), off->text, "switched");
	it->off = off && str_eq(off->text, "off");
	it->copy_of = copy ? copy->text : NULL;
}

static const struct practice_shape_field *
declared_field(const struct practice_shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->field_count; i++)
		if (str_eq(shape->fields[i].name, name))
			return &shape->fields[i];
	return NULL;
}

static void
read_fields(struct pack *p, const struct practice_kind *k, struct practice_item *it,
	const struct pack_node *node)
{
	static const char *const known[] = { "id", "audience", "moment", "source", "switched",
		"copy_of", NULL };
	const struct practice_shape *shape = k->shape;
	struct practice_field *fields =
		ARENA_ARRAY(p->mem, struct practice_field, shape->field_count);

	it->fields = fields;
	for (const struct pack_node *n = node->child; n; n = n->next) {
		const struct practice_shape_field *f = declared_field(shape, n->key);

		size_t flaws = p->flaw_count;

		if (f)
			read_field(&(struct place){ p, k, f }, n, &fields[it->field_count++]);
		if (f && p->lenient && p->flaw_count > flaws) {
			p->flaw_count = flaws;
			it->field_count--;
		}
		if (!f && !p->lenient && !is_among(known, n->key))
			pack_flaw_at(p, n->file, n->key_line, N_("\"%s\" is not known in a %s"),
				n->key, k->name);
	}
	for (size_t i = 0; i < shape->field_count && !p->brief; i++)
		if (!shape->fields[i].optional && !pack_get(node, shape->fields[i].name))
			pack_flaw(p, node, N_("\"%s\" is missing"), shape->fields[i].name, NULL);
}

struct pack_item *
pack_find(const struct pack *p, const char *kind, const char *id)
{
	for (struct pack_item *it = p->first; it; it = it->next)
		if (str_eq(it->item.id, id) && str_eq(it->item.kind, kind))
			return it;
	return NULL;
}

static void
read_item(struct pack *p, const struct practice_kind *k, const struct pack_node *doc,
	const struct pack_node *n)
{
	struct pack_item *it = ARENA_NEW(p->mem, struct pack_item);
	const struct pack_node *id;
	const struct pack_item *twin;

	if (!pack_want(p, n, PACK_MAP, N_("an item with an id")))
		return;
	id = pack_get(n, "id");
	it->node = n;
	it->item.kind = k->name;
	it->item.id = id ? id->text : "";
	twin = pack_find(p, k->name, it->item.id);
	p->brief = p->partial && (!p->base || practice_find_in(p->base, k->name, it->item.id));
	if (!id)
		pack_flaw(p, n, N_("\"%s\" is missing"), "id", NULL);
	else if (!pack_is_id(it->item.id))
		pack_flaw(p, id, N_("\"%s\" is not an id: small letters, digits and hyphens"),
			it->item.id, NULL);
	else if (twin)
		pack_flaw(p, id, N_("the id \"%s\" is already used at %s"), it->item.id,
			arena_printf(p->mem, "%s:%d", twin->node->file, twin->node->line));
	read_common(p, &it->item, doc, n);
	read_fields(p, k, &it->item, n);
	if (++p->count > PACK_ITEMS) {
		pack_flaw(p, n, N_("this is more than a practice pack holds"), NULL, NULL);
		return;
	}
	*p->last = it;
	p->last = &it->next;
}

void
pack_document(struct pack *p, const struct pack_node *doc)
{
	static const char *const known[] = { "kind", "audience", "moment", "source", "items",
		NULL };
	const struct pack_node *kind, *items;
	const struct practice_kind *k;

	if (doc->type != PACK_MAP) {
		pack_flaw(p, doc, N_("a file starts with \"kind:\""), NULL, NULL);
		return;
	}
	kind = pack_get(doc, "kind");
	items = pack_get(doc, "items");
	for (const struct pack_node *n = doc->child; n; n = n->next)
		if (!is_among(known, n->key))
			pack_flaw_at(p, n->file, n->key_line,
				N_("\"%s\" is not known at the top of a file"), n->key, NULL);
	if (!kind || !items) {
		pack_flaw(p, doc, N_("\"%s\" is missing"), kind ? "items" : "kind", NULL);
		return;
	}
	k = practice_kind_in(p->rules, kind->text);
	if (!k->shape)
		pack_flaw(p, kind, N_("there is no kind \"%s\""), kind->text, NULL);
	else if (pack_want(p, items, PACK_LIST, N_("a list of items")))
		for (const struct pack_node *n = items->child; n && p->count <= PACK_ITEMS;
			n = n->next)
			read_item(p, k, doc, n);
}

/* --- Refs ------------------------------------------------------------------------------------------- */

static void
check_ref(struct pack *p, const char *kind, const struct pack_node *at)
{
	if (at->type == PACK_SCALAR && !pack_find(p, kind, at->text) &&
		!(p->base && practice_find_in(p->base, kind, at->text)))
		pack_flaw(p, at, N_("there is no %s \"%s\""), kind, at->text);
}

void
pack_refs(struct pack *p)
{
	for (const struct pack_item *it = p->first; it; it = it->next) {
		const struct practice_shape *shape =
			practice_kind_in(p->rules, it->item.kind)->shape;

		for (const struct pack_node *n = it->node->child; n; n = n->next) {
			const struct practice_shape_field *f = declared_field(shape, n->key);

			if (f && f->type == PRACTICE_TYPE_REF)
				check_ref(p, f->allowed[0], n);
			if (f && f->type == PRACTICE_TYPE_REFS)
				for (const struct pack_node *v = n->child; v; v = v->next)
					check_ref(p, f->allowed[0], v);
		}
	}
}

bool
pack_read(struct pack *p, const char *file, const char *text, size_t n)
{
	const struct pack_node *all = pack_yaml(p, file, text, n);

	for (const struct pack_node *doc = all ? all->child : NULL; doc; doc = doc->next)
		pack_document(p, doc);
	if (!p->flaw_count)
		pack_refs(p);
	return !p->flaw_count;
}
