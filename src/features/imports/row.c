/* SPDX-License-Identifier: Apache-2.0 */
/* What a row says, as people.h wants to hear it. */
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/imports/run.h"
#include "engine/practice/practice.gen.h"

/* ---- cells ---- */

/* Nothing in it that a library would have to look at. */
static bool
is_plain(const char *s)
{
	for (; *s; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

const char *
cell_clean(struct ctx *c, enum field_kind kind, const char *cell, const char *field)
{
	const char *wrong, *s;

	if (is_plain(cell))
		return cell;
	s = text_clean(c, kind, cell, strlen(cell), &wrong);
	if (!s)
		invalid(c, field, wrong);
	return s;
}

/* A line end in a cell that holds one line is a space. */
static const char *
one_line(struct ctx *c, const char *cell)
{
	char *s;

	if (!strpbrk(cell, "\n\t"))
		return cell;
	s = arena_strdup(c->mem, cell);
	for (char *p = s; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return s;
}

/* The cell of a target that is there once; NULL if there is no such column, it is empty or wrong. */
static const char *
cell_of(struct ctx *c, const struct import_run *run, size_t row, enum target t)
{
	const char *cell, *s;

	if (run->column[t] < 0)
		return NULL;
	cell = csv_cell(run->file, row, (size_t)run->column[t]);
	if (t == TARGET_ABOUT)
		s = cell_clean(c, FIELD_LONG, cell, target_word(t));
	else
		s = cell_clean(c, FIELD_TEXT, one_line(c, cell), target_word(t));
	return str_empty(s) ? NULL : s;
}

/* ---- names ---- */

/* "Okafor, Amara" is how lists are sorted, not how people are called. */
static const char *
turned(struct ctx *c, const char *name)
{
	const char *comma = strchr(name, ',');

	if (!comma || comma == name || comma[1] != ' ' || strchr(comma + 1, ','))
		return name;
	return arena_printf(c->mem, "%s %.*s", comma + 2, (int)(comma - name), name);
}

static const char *
read_name(struct ctx *c, const struct import_run *run, size_t row)
{
	const char *first = cell_of(c, run, row, TARGET_FIRST_NAME);
	const char *last = cell_of(c, run, row, TARGET_LAST_NAME);
	const char *whole = cell_of(c, run, row, TARGET_NAME);

	if (whole)
		return turned(c, whole);
	if (first && last)
		return arena_printf(c->mem, "%s %s", first, last);
	return first ? first : last;
}

/* ---- lists ---- */

static const struct texts *
read_languages(struct ctx *c, const char *cell)
{
	struct texts *tags = ARENA_NEW(c->mem, struct texts);
	struct texts items;

	if (!cell)
		return NULL;
	items = list_split(c->mem, cell);
	tags->v = ARENA_ARRAY(c->mem, const char *, items.n);
	for (int i = 0; i < items.n; i++) {
		const char *tag = language_tag(c, items.v[i]);

		if (*tag)
			tags->v[tags->n++] = tag;
		else
			invalid(c, "languages",
				tr(c, _("“%s” is not a language that is known here."), items.v[i]));
	}
	return tags;
}

/* "Negotiation (3)" or "Negotiation: 3": how strongly, from 1 to 5. */
static struct topic_wish
read_wish(struct ctx *c, const char *item)
{
	size_t n = strlen(item);
	size_t end = n && item[n - 1] == ')' ? n - 1 : n;
	struct topic_wish w = { item, 0 };

	if (end < 3 || item[end - 1] < '1' || item[end - 1] > '5')
		return w;
	if ((end < n && item[end - 2] == '(') ||
		(end == n && item[end - 2] == ' ' && item[end - 3] == ':')) {
		w.strength = item[end - 1] - '0';
		for (n = end - 2; n && (item[n - 1] == ' ' || item[n - 1] == ':');)
			n--;
		w.name = arena_strndup(c->mem, item, n);
	}
	return w;
}

static const struct topic_wishes *
read_wishes(struct ctx *c, const char *cell)
{
	struct topic_wishes *wishes = ARENA_NEW(c->mem, struct topic_wishes);
	struct texts items;
	struct topic_wish *v;

	if (!cell)
		return NULL;
	items = list_split(c->mem, cell);
	v = ARENA_ARRAY(c->mem, struct topic_wish, items.n);
	for (int i = 0; i < items.n; i++)
		v[i] = read_wish(c, items.v[i]);
	*wishes = (struct topic_wishes){ items.n, v };
	return wishes;
}

/* ---- words for choices ---- */

/* The word of a choice of the practice, given as the word or as its text in any language. */
static const char *
choice_word(struct ctx *c, const char *choice, const char *cell)
{
	const struct practice_field *all =
		practice_values(practice_need("choice", choice), "options");
	const char *wanted;

	if (!cell)
		return NULL;
	wanted = fold(c->mem, cell);
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_entry *e = &all->entries[i];

		if (str_eq(wanted, e->key))
			return e->key;
		for (const char *const *lang = practice_table.languages; *lang; lang++)
			if (str_eq(wanted, fold(c->mem, practice_text(e, *lang))))
				return e->key;
	}
	return cell;
}

static const char *
read_hours(struct ctx *c, const char *cell)
{
	const char *hours;

	if (!cell)
		return NULL;
	hours = hours_of_words(c->mem, cell);
	if (!hours)
		invalid(c, "hours", _("Write working hours like 9:00-17:00."));
	return hours;
}

static const char *
read_lang(struct ctx *c, const char *cell)
{
	return cell ? language_tag(c, cell) : NULL;
}

static int64_t
read_places(struct ctx *c, const char *cell)
{
	int64_t n;

	if (!cell)
		return -1;
	if (str_to_int(cell, &n) && n >= 0 && n <= MENTEES_MOST)
		return n;
	invalid(c, "places", tr(c, _("Choose a number from 0 to %d."), MENTEES_MOST));
	return -1;
}

static void
read_role(struct ctx *c, const struct import_run *run, size_t row, struct row_read *ret)
{
	const char *role = cell_of(c, run, row, TARGET_ROLE);
	const char *both = cell_of(c, run, row, TARGET_BOTH);
	bool yes = false;

	ret->mentor = str_eq(run->role, "mentor");
	ret->mentee = str_eq(run->role, "mentee");
	if (role && !role_words(c->mem, role, &ret->mentor, &ret->mentee))
		invalid(c, "role", _("Write mentor, mentee or both."));
	if (both && !yes_or_no(c->mem, both, &yes))
		invalid(c, "both", _("Write yes or no."));
	if (yes)
		ret->mentor = ret->mentee = true;
}

/* ---- fields of the organisation ---- */

static void
read_answers(struct ctx *c, const struct import_run *run, size_t row, struct person_data *d)
{
	struct field_answer *v = ARENA_ARRAY(c->mem, struct field_answer, run->n_uses);
	int n = 0;

	for (int i = 0; i < run->n_uses; i++) {
		const struct column_use *u = &run->uses[i];
		const char *cell;

		if (u->target != TARGET_FIELD && u->target != TARGET_NEW)
			continue;
		cell = csv_cell(run->file, row, (size_t)u->position);
		if (!*cell)
			continue;
		cell = cell_clean(c, FIELD_LONG, cell,
			arena_printf(c->mem, "field_%lld", (long long)u->field));
		if (str_empty(cell))
			continue;
		v[n].field = u->field;
		if (str_eq(u->kind, "many")) {
			v[n].values = list_split(c->mem, cell);
		} else {
			v[n].values = (struct texts){ 1, ARENA_ARRAY(c->mem, const char *, 1) };
			v[n].values.v[0] = cell;
		}
		n++;
	}
	d->answers = v;
	d->n_answers = n;
}

/* ---- all of it ---- */

void
row_read(struct ctx *c, const struct import_run *run, size_t row, struct row_read *ret)
{
	struct person_data *d = &ret->data;

	*ret = (struct row_read){ .data = { PERSON_DATA } };
	d->email = address_of(run->addresses, row)->email;
	d->name = read_name(c, run, row);
	d->pronouns = cell_of(c, run, row, TARGET_PRONOUNS);
	d->headline = cell_of(c, run, row, TARGET_HEADLINE);
	d->about = cell_of(c, run, row, TARGET_ABOUT);
	d->unit = cell_of(c, run, row, TARGET_UNIT);
	d->tz = cell_of(c, run, row, TARGET_TZ);
	ret->level = cell_of(c, run, row, TARGET_LEVEL);
	if (run->column[TARGET_HOURS] >= 0)
		d->hours = read_hours(c, cell_of(c, run, row, TARGET_HOURS));
	if (run->column[TARGET_LANG] >= 0)
		d->lang = read_lang(c, cell_of(c, run, row, TARGET_LANG));
	if (run->column[TARGET_DETAIL] >= 0)
		d->detail =
			choice_word(c, PRACTICE_CHOICE_DETAIL, cell_of(c, run, row, TARGET_DETAIL));
	if (run->column[TARGET_MEDIUM] >= 0)
		d->medium =
			choice_word(c, PRACTICE_CHOICE_MEDIUM, cell_of(c, run, row, TARGET_MEDIUM));
	if (run->column[TARGET_LANGUAGES] >= 0)
		d->languages = read_languages(c, cell_of(c, run, row, TARGET_LANGUAGES));
	if (run->column[TARGET_WANTED] >= 0)
		d->wanted = read_wishes(c, cell_of(c, run, row, TARGET_WANTED));
	if (run->column[TARGET_OFFERED] >= 0)
		d->offered = read_wishes(c, cell_of(c, run, row, TARGET_OFFERED));
	if (run->column[TARGET_INTERESTS] >= 0)
		d->interests = read_wishes(c, cell_of(c, run, row, TARGET_INTERESTS));
	ret->places = read_places(c, cell_of(c, run, row, TARGET_PLACES));
	d->mentees_max = ret->places;
	read_role(c, run, row, ret);
	read_answers(c, run, row, d);
}
