/* SPDX-License-Identifier: Apache-2.0 */
/* What the values of a column look like. */
#include "features/imports/columns.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/fold.h"

#define DISTINCT_MOST 60 /* more different values are no choice any longer */
#define CHOICE_LETTERS 80
#define SAMPLES 3
#define FEW_ROWS 6 /* so few values say nothing about choices */

/* ---- sets of values ---- */

/* Different texts in the order in which they came; full once there are more than most. */
struct value_set {
	struct arena *mem;
	struct texts t;
	int most;
	bool full;
	int64_t added; /* how often a value came, the same ones too */
};

static struct value_set
set_new(struct arena *mem, int most)
{
	return (struct value_set){
		.mem = mem, .t.v = ARENA_ARRAY(mem, const char *, most), .most = most
	};
}

static void
set_add(struct value_set *s, const char *value)
{
	s->added++;
	if (s->full)
		return;
	for (int i = 0; i < s->t.n; i++)
		if (str_eq(s->t.v[i], value))
			return;
	if (s->t.n == s->most)
		s->full = true;
	else
		s->t.v[s->t.n++] = arena_strdup(s->mem, value);
}

/* ---- lists in a cell ---- */

static const char *
trimmed(struct arena *mem, const char *p, size_t n)
{
	while (n && (*p == ' ' || *p == '\t')) {
		p++;
		n--;
	}
	while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return arena_strndup(mem, p, n);
}

struct texts
list_split(struct arena *mem, const char *cell)
{
	const char *marks = strpbrk(cell, ";|\n") ? ";|\n" : ",";
	struct texts t = { 0 };
	int most = 1;

	for (const char *p = cell; *p; p++)
		most += strchr(marks, *p) != NULL;
	t.v = ARENA_ARRAY(mem, const char *, most);
	while (*cell) {
		size_t n = strcspn(cell, marks);
		const char *item = trimmed(mem, cell, n);
		bool there = !*item;

		for (int i = 0; i < t.n; i++)
			there |= str_eq(t.v[i], item);
		if (!there)
			t.v[t.n++] = item;
		cell += n + (cell[n] != '\0');
	}
	return t;
}

/* ---- single values ---- */

static bool
is_number(const char *s)
{
	int digits = 0;

	/* With zeros in front it is a number on a badge, not a quantity. */
	if (s[0] == '0' && s[1] >= '0' && s[1] <= '9')
		return false;
	s += *s == '-' || *s == '+';
	for (; *s; s++) {
		if (*s >= '0' && *s <= '9')
			digits++;
		else if ((*s != '.' && *s != ',') || !digits || strpbrk(s + 1, ".,"))
			return false;
	}
	return digits > 0 && digits <= 12;
}

static bool
is_date(const char *s)
{
	int digits = 0, marks = 0;

	if (day_parse(s, NULL))
		return true;
	for (; *s; s++) {
		if (*s >= '0' && *s <= '9')
			digits++;
		else if (*s == '.' || *s == '/')
			marks++;
		else
			return false;
	}
	return marks == 2 && digits >= 6 && digits <= 8;
}

static bool
is_email(const char *s)
{
	return strchr(s, '@') && email_valid(s);
}

static bool
is_word(struct arena *mem, const char *cell, const char *const *words)
{
	const char *folded = fold(mem, cell);

	for (; *words; words++)
		if (str_eq(folded, *words))
			return true;
	return false;
}

bool
yes_or_no(struct arena *mem, const char *cell, bool *ret)
{
	static const char *const yes[] = { "yes", "y", "ja", "j", "true", "wahr", "1", "x", "both",
		"beides", "oui", "si", NULL };
	static const char *const no[] = { "no", "n", "nein", "false", "falsch", "0", "", "-", "non",
		NULL };

	if (!is_word(mem, cell, yes) && !is_word(mem, cell, no))
		return false;
	*ret = is_word(mem, cell, yes);
	return true;
}

bool
role_words(struct arena *mem, const char *cell, bool *ret_mentor, bool *ret_mentee)
{
	static const char *const both[] = { "both", "beides", "beide", NULL };
	const char *const *words;
	int n = word_split(mem, cell, &words);
	bool mentor = false, mentee = false;

	for (int i = 0; i < n; i++) {
		mentor |= str_starts(words[i], "mentor");
		mentee |= str_starts(words[i], "mentee");
		mentor |= is_word(mem, words[i], both);
		mentee |= is_word(mem, words[i], both);
	}
	if ((!mentor && !mentee) || n > 6)
		return false;
	*ret_mentor = mentor;
	*ret_mentee = mentee;
	return true;
}

/* ---- the whole column ---- */

/* What all the values are, as long as they are. */
struct tally {
	bool number, date, email, role;
	bool comma; /* somewhere there is a list */
	size_t longest;
	struct value_set values, items;
};

static void
tally_cell(struct arena *mem, const char *cell, struct tally *y)
{
	struct texts items;
	bool a, b;
	size_t n = strlen(cell);

	y->number = y->number && is_number(cell);
	y->date = y->date && is_date(cell);
	y->email = y->email && is_email(cell);
	y->role = y->role && n < 60 && role_words(mem, cell, &a, &b);
	y->longest = n > y->longest ? n : y->longest;
	if (n > 400)
		y->values.full = y->items.full = true;
	set_add(&y->values, cell);
	if (y->items.full)
		return;
	items = list_split(mem, cell);
	y->comma |= items.n > 1;
	for (int i = 0; i < items.n; i++)
		set_add(&y->items, items.v[i]);
}

static bool
short_items(const struct texts *t)
{
	for (int i = 0; i < t->n; i++)
		if (strlen(t->v[i]) > CHOICE_LETTERS)
			return false;
	return true;
}

/* The same answers come again and again. */
static bool
few(const struct value_set *s)
{
	return !s->full && s->added >= FEW_ROWS && (int64_t)s->t.n * 2 <= s->added &&
	       short_items(&s->t);
}

static const char *
look_of(const struct tally *y)
{
	if (y->values.added == 0)
		return "text";
	if (y->email)
		return "email";
	if (y->role)
		return "role";
	if (y->date)
		return "date";
	if (y->number)
		return "number";
	if (y->comma && few(&y->items))
		return "many";
	return few(&y->values) ? "one" : "text";
}

void
column_look(struct arena *mem, const struct csv *file, int column, struct column_look *ret)
{
	struct arena *scratch = arena_new(1 << 16);
	struct tally y = { .number = true, .date = true, .email = true, .role = true };

	y.values = set_new(mem, DISTINCT_MOST);
	y.items = set_new(mem, DISTINCT_MOST);
	for (size_t i = 0; i < file->n_rows; i++) {
		const char *cell = csv_cell(file, i, (size_t)column);

		if (*cell)
			tally_cell(scratch, cell, &y);
		if (i % 1000 == 999)
			arena_reset(scratch);
	}
	ret->looks = look_of(&y);
	ret->filled = y.values.added;
	ret->samples =
		(struct texts){ y.values.t.n < SAMPLES ? y.values.t.n : SAMPLES, y.values.t.v };
	arena_free(scratch);
}

/* ---- choices ---- */

static int
by_letters(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool
column_choices(struct arena *mem, const struct csv *file, int column, bool many, int most,
	struct texts *ret)
{
	struct arena *scratch = arena_new(1 << 16);
	struct value_set s = set_new(mem, most);

	for (size_t i = 0; i < file->n_rows && !s.full; i++) {
		const char *cell = csv_cell(file, i, (size_t)column);
		struct texts items = { *cell ? 1 : 0, &cell };

		if (many)
			items = list_split(scratch, cell);
		for (int k = 0; k < items.n; k++)
			set_add(&s, items.v[k]);
		if (i % 1000 == 999)
			arena_reset(scratch);
	}
	arena_free(scratch);
	qsort(s.t.v, (size_t)s.t.n, sizeof *s.t.v, by_letters);
	*ret = s.t;
	return !s.full;
}
