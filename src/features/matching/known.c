/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/known.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "features/people/people.h"

#define OWN_PREFIX "field:"

static const struct own {
	struct known_field f;
	const char *label;
	enum value_kind kind;
} own[] = {
	{ { "level", KNOWN_LEVEL, NULL, 0, false }, N_("Level"), VALUE_ORDERED },
	{ { "unit", KNOWN_UNIT, NULL, 0, false }, N_("Unit"), VALUE_TEXT },
	{ { "languages", KNOWN_LANGUAGES, NULL, 0, false }, N_("Languages"), VALUE_SET },
	{ { "wanted", KNOWN_TOPICS, "wanted", 0, false }, N_("Topics wanted"), VALUE_SET },
	{ { "offered", KNOWN_TOPICS, "offered", 0, false }, N_("Topics offered"), VALUE_SET },
	{ { "interests", KNOWN_TOPICS, "interest", 0, false }, N_("Interests"), VALUE_SET },
	{ { "hours", KNOWN_HOURS, NULL, 0, false }, N_("Working hours"), VALUE_HOURS },
	{ { "zone", KNOWN_ZONE, NULL, 0, false }, N_("Time zone, in hours"), VALUE_NUMBER },
	{ { "detail", KNOWN_DETAIL, NULL, 0, false }, N_("How they talk about things"),
		VALUE_TEXT },
	{ { "medium", KNOWN_MEDIUM, NULL, 0, false }, N_("How they keep in touch"), VALUE_TEXT },
};
#define OWN (int)(sizeof own / sizeof *own)

static void
order_of_levels(struct ctx *c, struct match_field *f)
{
	struct level_name_rows levels = sql_level_names(c);

	f->order = ARENA_ARRAY(c->mem, const char *, levels.n);
	for (int i = 0; i < levels.n; i++)
		f->order[f->n_order++] = levels.v[i].name;
}

/* The choices of a field stand one a line, in their order. */
static void
order_of_choices(struct ctx *c, const char *choices, struct match_field *f)
{
	size_t most = 1;

	for (const char *p = choices; (p = strchr(p, '\n')); p++)
		most++;
	f->order = ARENA_ARRAY(c->mem, const char *, most);
	while (*choices) {
		size_t n = strcspn(choices, "\n");

		if (n)
			f->order[f->n_order++] = arena_strndup(c->mem, choices, n);
		choices += n + (choices[n] == '\n');
	}
}

static enum value_kind
value_kind_of(const char *kind)
{
	if (str_eq(kind, "number") || str_eq(kind, "date"))
		return VALUE_NUMBER;
	if (str_eq(kind, "one"))
		return VALUE_ORDERED;
	return str_eq(kind, "many") ? VALUE_SET : VALUE_TEXT;
}

static void
add_field(struct ctx *c, const struct field *x, struct known_field *v, struct match_field *f)
{
	*v = (struct known_field){
		.word = arena_printf(c->mem, OWN_PREFIX "%s", x->name),
		.source = KNOWN_FIELD,
		.field = x->id,
		.date = str_eq(x->kind, "date"),
	};
	*f = (struct match_field){
		.name = v->word,
		.label = x->label,
		.kind = value_kind_of(x->kind),
		.sensitive = x->sensitive != 0,
	};
	if (f->kind == VALUE_ORDERED)
		order_of_choices(c, x->choices, f);
}

struct known
known_read(struct ctx *c)
{
	struct field_rows all = sql_field_list(c);
	struct known_field *v = ARENA_ARRAY(c->mem, struct known_field, OWN + all.n);
	struct match_field *f = ARENA_ARRAY(c->mem, struct match_field, OWN + all.n);
	int n;

	for (n = 0; n < OWN; n++) {
		v[n] = own[n].f;
		f[n] = (struct match_field){
			.name = own[n].f.word, .label = _(own[n].label), .kind = own[n].kind
		};
		if (own[n].f.source == KNOWN_LEVEL)
			order_of_levels(c, &f[n]);
	}
	for (int i = 0; i < all.n; i++)
		if (all.v[i].matching) {
			add_field(c, &all.v[i], &v[n], &f[n]);
			n++;
		}
	return (struct known){ .n = n, .v = v, .fields = f };
}

int
known_find(const struct known *k, const char *word)
{
	for (int i = 0; i < k->n; i++)
		if (str_eq(k->v[i].word, word))
			return i;
	return -1;
}

static const char *
label_of(const struct known *k, const char *word)
{
	int at = known_find(k, word);

	if (at >= 0)
		return k->fields[at].label;
	return str_starts(word, OWN_PREFIX) ? word + strlen(OWN_PREFIX) : word;
}

const char *
known_label(struct ctx *c, const struct known *k, const char *mentee_word, const char *mentor_word)
{
	if (str_eq(mentee_word, mentor_word))
		return label_of(k, mentee_word);
	if (str_eq(mentee_word, "wanted") && str_eq(mentor_word, "offered"))
		return _("Wanted and offered");
	return arena_printf(c->mem, "%s / %s", label_of(k, mentee_word), label_of(k, mentor_word));
}

static const char *
one_value(struct ctx *c, enum known_source source, const char *value)
{
	if (source == KNOWN_LANGUAGES)
		return fmt_language(c, value);
	if (source == KNOWN_DETAIL)
		return fmt_detail(c, value);
	return source == KNOWN_MEDIUM ? fmt_medium(c, value) : value;
}

const char *
known_value(struct ctx *c, const struct known *k, const char *word, const char *value)
{
	int at = known_find(k, word);
	struct buf b = BUF_IN(c->mem);

	if (at < 0 || k->v[at].source != KNOWN_LANGUAGES)
		return at < 0 ? value : one_value(c, k->v[at].source, value);
	while (*value) {
		const char *end = strstr(value, ", ");
		size_t n = end ? (size_t)(end - value) : strlen(value);

		if (b.n)
			buf_str(&b, ", ");
		buf_str(&b, one_value(c, KNOWN_LANGUAGES, arena_strndup(c->mem, value, n)));
		value += end ? n + 2 : n;
	}
	return buf_text(&b);
}

bool
known_sensitive(const struct known *k, const char *mentee_word, const char *mentor_word)
{
	int a = known_find(k, mentee_word), b = known_find(k, mentor_word);

	return (a >= 0 && k->fields[a].sensitive) || (b >= 0 && k->fields[b].sensitive);
}
