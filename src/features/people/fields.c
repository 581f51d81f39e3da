/* SPDX-License-Identifier: Apache-2.0 */
/* Fields that the organisation adds itself, and what is a good answer to one. */
#include "features/people/fields.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"

bool
field_find(struct ctx *c, const char *name, struct field *ret)
{
	return sql_field_get_by_name(c, name, ret);
}

const char *
field_word(struct ctx *c, const char *label)
{
	struct buf b = BUF_IN(c->mem);
	const char *s = fold(c->mem, label);
	bool gap = false;

	for (; *s && b.n < FIELD_WORD_MOST; s++) {
		bool plain = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');

		if (plain && gap && b.n)
			buf_chr(&b, '_');
		if (plain)
			buf_chr(&b, *s);
		gap = !plain;
	}
	return b.n ? buf_text(&b) : "field";
}

/* The word of the label, with a number behind it if it is taken. */
static const char *
free_word(struct ctx *c, const char *label)
{
	const char *word = field_word(c, label), *tried = word;
	struct field f;

	for (int i = 2; sql_field_get_by_name(c, tried, &f); i++)
		tried = arena_printf(c->mem, "%s_%d", word, i);
	return tried;
}

/* ---- choices ---- */

struct texts
field_choices(struct ctx *c, const struct field *f)
{
	struct texts t = { 0 };
	const char *s = f->choices;
	int most = 1;

	for (const char *p = s; *p; p++)
		most += *p == '\n';
	t.v = ARENA_ARRAY(c->mem, const char *, most);
	while (*s) {
		size_t n = strcspn(s, "\n");

		if (n)
			t.v[t.n++] = arena_strndup(c->mem, s, n);
		s += n + (s[n] == '\n');
	}
	return t;
}

struct option_rows
field_options(struct ctx *c, const struct field *f)
{
	struct texts t = field_choices(c, f);
	struct option_rows rows = { .n = t.n, .v = ARENA_ARRAY(c->mem, struct option, t.n) };

	for (int i = 0; i < t.n; i++)
		rows.v[i] = (struct option){ t.v[i], t.v[i] };
	return rows;
}

bool
field_has_choices(const char *kind)
{
	return str_eq(kind, "one") || str_eq(kind, "many");
}

/* The choice as the field writes it, whatever case and accents it came in; NULL if it has none. */
static const char *
choice_of(struct ctx *c, const struct field *f, const char *value)
{
	const char *folded = fold(c->mem, value), *s = f->choices;

	while (*s) {
		size_t n = strcspn(s, "\n");
		const char *choice;

		if (n == strlen(value) && memcmp(s, value, n) == 0)
			return value;
		choice = arena_strndup(c->mem, s, n);
		if (n && str_eq(fold(c->mem, choice), folded))
			return choice;
		s += n + (s[n] == '\n');
	}
	return NULL;
}

void
field_choice_ensure(struct ctx *c, int64_t field, const char *choice)
{
	struct field f;

	if (!*choice || !sql_field_get(c, field, &f) || choice_of(c, &f, choice))
		return;
	sql_field_set_choices(
		c, field, *f.choices ? arena_printf(c->mem, "%s\n%s", f.choices, choice) : choice);
}

/* ---- answers ---- */

/* "1,5" and "1.5" alike; at most 12 digits before and 3 behind. */
static const char *
number_wrong(struct ctx *c, const char **value)
{
	char *kept = arena_strdup(c->mem, *value);
	char *p = kept;
	int whole = 0, behind = 0;

	p += *p == '-' || *p == '+';
	for (; *p >= '0' && *p <= '9'; p++)
		whole++;
	if (*p == ',' || *p == '.') {
		*p++ = '.';
		for (; *p >= '0' && *p <= '9'; p++)
			behind++;
		whole = behind ? whole : 0;
	}
	if (*p || whole == 0 || whole > 12 || behind > 3)
		return _("Write a number here, such as 12 or 3.5.");
	*value = *kept == '+' ? kept + 1 : kept;
	return NULL;
}

/* One run of digits, at most 4 of them. */
static bool
digits(const char **s, int *ret)
{
	int n = 0;

	for (*ret = 0; **s >= '0' && **s <= '9' && n < 5; (*s)++, n++)
		*ret = *ret * 10 + (**s - '0');
	return n > 0 && n < 5;
}

/* 2027-03-04 as it is; 4.3.2027 and 4/3/2027 with the day first, as most of the world writes. */
static const char *
date_wrong(struct ctx *c, const char **value)
{
	const char *s = *value, *kept;
	int day, month, year;
	char between;

	if (day_parse(s, NULL))
		return NULL;
	if (digits(&s, &day) && (*s == '.' || *s == '/')) {
		between = *s++;
		if (digits(&s, &month) && *s++ == between && digits(&s, &year) && !*s) {
			kept = arena_printf(c->mem, "%04d-%02d-%02d", year, month, day);
			if (day_parse(kept, NULL)) {
				*value = kept;
				return NULL;
			}
		}
	}
	return _("Write a date here, such as 2027-03-31.");
}

const char *
field_answer_wrong(struct ctx *c, const struct field *f, const char **value)
{
	const char *choice;

	if (utf8_length(*value) > ANSWER_LETTERS)
		return tr(c, _("Use at most %d characters."), ANSWER_LETTERS);
	if (str_eq(f->kind, "number"))
		return number_wrong(c, value);
	if (str_eq(f->kind, "date"))
		return date_wrong(c, value);
	if (!field_has_choices(f->kind))
		return NULL;
	choice = choice_of(c, f, *value);
	if (!choice)
		return tr(c, _("“%s” is not one of the choices."), *value);
	*value = choice;
	return NULL;
}

/* ---- making and changing fields ---- */

/* One choice a line, without empty ones and without repetitions. */
static const char *
clean_choices(struct ctx *c, const char *text)
{
	struct field f = { .choices = text };
	struct texts t = field_choices(c, &f);
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < t.n; i++) {
		const char *message, *choice;

		choice = text_clean(c, FIELD_TEXT, t.v[i], strlen(t.v[i]), &message);
		f.choices = buf_text(&b);
		if (!choice || !*choice || choice_of(c, &f, choice))
			continue;
		if (b.n)
			buf_chr(&b, '\n');
		buf_str(&b, choice);
	}
	return buf_text(&b);
}

int64_t
field_ensure(
	struct ctx *c, const char *label, const char *kind, const char *choices, bool sensitive)
{
	struct field f;

	if (sql_field_get_by_name(c, field_word(c, label), &f))
		return f.id;
	return sql_field_insert(c, field_word(c, label), label, kind, clean_choices(c, choices),
		sensitive ? "self" : "everyone", 1, sensitive, sql_field_last_position(c) + 1);
}

/* What the form says, in its kept form. */
static enum result
check(struct ctx *c, const struct field_form *f, const char **ret_choices)
{
	enum result r = OK;

	*ret_choices = field_has_choices(f->kind) ? clean_choices(c, f->choices) : "";
	if (field_has_choices(f->kind) && !**ret_choices)
		r = invalid(c, "choices", _("Write the choices, one on each line."));
	if (f->sensitive && str_eq(f->audience, "everyone"))
		r = invalid(c, "audience",
			_("A sensitive field cannot be open to everyone. Choose who may see it."));
	return r;
}

enum result
field_add(struct ctx *c, const struct field_form *f, int64_t *ret_id)
{
	const char *choices;

	if (check(c, f, &choices) != OK)
		return INVALID;
	*ret_id = sql_field_insert(c, free_word(c, f->label), f->label, f->kind, choices,
		f->audience, f->matching, f->sensitive, sql_field_last_position(c) + 1);
	return OK;
}

/* Answers that people gave must stay answers. */
static enum result
keeps_answers(struct ctx *c, int64_t field, const char *kind, const char *choices)
{
	struct field after = { .kind = kind, .choices = choices };
	struct value_used_rows used = sql_field_values_used(c, field);

	for (int i = 0; i < used.n; i++) {
		const char *value = used.v[i].value;

		if (field_answer_wrong(c, &after, &value) || !str_eq(value, used.v[i].value))
			return invalid(c, field_has_choices(kind) ? "choices" : "kind",
				tr_n(c,
					"%1$d person has answered “%2$s”, which would no longer "
					"fit.",
					"%1$d people have answered “%2$s”, which would no longer "
					"fit.",
					used.v[i].people, used.v[i].value));
	}
	return OK;
}

enum result
field_change(struct ctx *c, int64_t field, const struct field_form *f)
{
	struct field was;
	const char *choices;

	if (!sql_field_get(c, field, &was))
		return NOT_FOUND;
	if (check(c, f, &choices) != OK)
		return INVALID;
	if (str_eq(was.kind, "many") && !str_eq(f->kind, "many") && sql_field_answers(c, field))
		return invalid(c, "kind",
			_("People may have given several answers. Make a new field instead."));
	if (keeps_answers(c, field, f->kind, choices) != OK)
		return INVALID;
	sql_field_update(
		c, field, f->label, f->kind, choices, f->audience, f->matching, f->sensitive);
	return OK;
}

enum result
field_remove(struct ctx *c, int64_t field)
{
	return sql_field_delete(c, field) ? OK : NOT_FOUND;
}
