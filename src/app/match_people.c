/* SPDX-License-Identifier: Apache-2.0 */
/* From rows to people: who they are, what is known about them, and who is to go with whom. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "app/match_files.h"
#include "app/match_hours.h"
#include "base/buf.h"
#include "base/str.h"

#define MOST_PLACES 10000

struct identity {
	const char *id;
	enum side side;
	size_t person;
	int64_t key; /* the same for both sides */
};

struct identities {
	struct identity *list; /* sorted */
	size_t n;
};

static int
by_id(const void *a, const void *b)
{
	const struct identity *x = a, *y = b;
	int order = strcasecmp(x->id, y->id);

	if (order)
		return order;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	return x->person < y->person ? -1 : x->person > y->person;
}

/* The column of that name in a table, or -1 with a fault at the line of the rules that wants it. */
static int
find_column(struct match_files *f, enum side side, const char *name, size_t line)
{
	struct match_table *t = &f->tables[side];
	int at = csv_column(&t->csv, name);
	size_t i;

	if (at < 0) {
		match_fault(
			f, f->rules_path, line, "The column \"%s\" is not in %s.", name, t->path);
		return -1;
	}
	for (i = (size_t)at + 1; i < t->csv.n_columns; i++)
		if (str_ieq(t->csv.names[i], name)) {
			match_fault(f, t->path, t->csv.header_line,
				"The column \"%s\" is there twice.", name);
			return -1;
		}
	return at;
}

static bool
find_id_columns(struct match_files *f)
{
	int side;

	for (side = MENTEE; side <= MENTOR; side++)
		f->tables[side].id =
			find_column(f, (enum side)side, f->rules.id_column, f->rules.id_line);
	return f->tables[MENTEE].id >= 0 && f->tables[MENTOR].id >= 0;
}

/* Numbers everybody; somebody without an id, or with one of somebody else in his table, is a fault. */
static struct identities
identify(struct match_files *f)
{
	size_t n = f->tables[MENTEE].csv.n_rows + f->tables[MENTOR].csv.n_rows, i;
	struct identities all = { .list = ARENA_ARRAY(f->mem, struct identity, n) };
	int side;

	for (side = MENTEE; side <= MENTOR; side++)
		for (i = 0; i < f->tables[side].csv.n_rows; i++) {
			const char *id = match_id(f, (enum side)side, i);

			if (!*id)
				match_fault(f, f->tables[side].path,
					f->tables[side].csv.rows[i].line,
					"The column \"%s\" is empty.", f->rules.id_column);
			else
				all.list[all.n++] = (struct identity){ id, (enum side)side, i, 0 };
		}
	qsort(all.list, all.n, sizeof *all.list, by_id);
	for (i = 0; i < all.n; i++) {
		struct identity *x = &all.list[i], *before = i ? x - 1 : NULL;
		bool again = before && strcasecmp(x->id, before->id) == 0;

		x->key = again ? before->key : (int64_t)i + 1;
		if (again && x->side == before->side)
			match_fault(f, f->tables[x->side].path,
				f->tables[x->side].csv.rows[x->person].line,
				"\"%s\" is already in line %zu.", x->id,
				f->tables[x->side].csv.rows[before->person].line);
	}
	return all;
}

/* The first with that id, on that side or (side -1) on any; NULL if there is none. */
static const struct identity *
find_identity(const struct identities *all, const char *id, int side)
{
	size_t low = 0, high = all->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcasecmp(all->list[middle].id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < all->n && strcasecmp(all->list[low].id, id) == 0; low++)
		if (side < 0 || all->list[low].side == (enum side)side)
			return &all->list[low];
	return NULL;
}

/* Of a mentor. Without a number he takes one mentee. */
static int32_t
places_of(struct match_files *f, int column, size_t person)
{
	const struct match_table *t = &f->tables[MENTOR];
	const char *text = column < 0 ? "" : csv_cell(&t->csv, person, (size_t)column);
	int64_t n = 1;

	if (!f->rules.places_column)
		return f->rules.places;
	if (*text && (!str_to_int(text, &n) || n < 0 || n > MOST_PLACES)) {
		match_fault(f, t->path, t->csv.rows[person].line,
			"\"%s\" is not a number of places from 0 to %d.", text, MOST_PLACES);
		return 0;
	}
	return (int32_t)n;
}

static void
set_identities(struct match_files *f, const struct identities *all)
{
	int places = -1, managers = -1;
	size_t i;

	if (f->rules.places_column)
		places = find_column(f, MENTOR, f->rules.places_column, f->rules.places_line);
	if (f->rules.manager_column)
		managers = find_column(f, MENTEE, f->rules.manager_column, f->rules.manager_line);
	for (i = 0; i < all->n; i++) {
		const struct identity *x = &all->list[i], *manager = NULL;

		if (x->side == MENTEE && managers >= 0)
			manager = find_identity(all,
				csv_cell(&f->tables[MENTEE].csv, x->person, (size_t)managers), -1);
		roster_person(f->roster, x->side, x->person, x->key, manager ? manager->key : 0,
			x->side == MENTOR ? places_of(f, places, x->person) : 0);
	}
}

static const char *
order_of(struct match_files *f, const struct match_field *field)
{
	struct buf b = BUF_IN(f->mem);
	size_t i;

	for (i = 0; i < field->n_order; i++) {
		if (i)
			buf_str(&b, ", ");
		buf_str(&b, field->order[i]);
	}
	return buf_text(&b);
}

static void
fault_of_value(struct match_files *f, enum side side, size_t person, int field, const char *text)
{
	const struct match_field *x = &f->rules.criteria.fields[field];
	const struct match_table *t = &f->tables[side];
	size_t line = t->csv.rows[person].line;

	if (x->kind == VALUE_ORDERED)
		match_fault(f, t->path, line, "\"%s\" is not one of the values of %s: %s.", text,
			x->name, order_of(f, x));
	else if (x->kind == VALUE_NUMBER)
		match_fault(
			f, t->path, line, "\"%s\" is not a number, as %s must be.", text, x->name);
	else
		match_fault(f, t->path, line,
			"\"%s\" are no hours of the week, such as \"Mon-Fri 09:00-17:00\".", text);
}

static void
set_items(struct match_files *f, enum side side, size_t person, int field, const char *text)
{
	char separator = f->rules.columns[field].separator;

	while (*text) {
		const char *end = strchrnul(text, separator), *last = end;

		while (text < end && *text == ' ')
			text++;
		while (last > text && last[-1] == ' ')
			last--;
		roster_set(f->roster, side, person, field,
			arena_strndup(f->mem, text, (size_t)(last - text)));
		text = *end ? end + 1 : end;
	}
}

static void
set_value(struct match_files *f, enum side side, size_t person, int field, const char *text)
{
	enum value_kind kind = f->rules.criteria.fields[field].kind;
	struct week_bits week;

	if (!*text)
		return;
	if (kind == VALUE_SET)
		set_items(f, side, person, field, text);
	else if (kind == VALUE_HOURS && match_hours(text, &week))
		roster_set_hours(f->roster, side, person, field, &week);
	else if (kind == VALUE_HOURS || !roster_set(f->roster, side, person, field, text))
		fault_of_value(f, side, person, field, text);
}

static void
set_values(struct match_files *f, enum side side)
{
	size_t field, i;

	for (field = 0; field < f->rules.criteria.n_fields; field++) {
		const struct rules_column *c = &f->rules.columns[field];
		int at = c->used[side] ? find_column(f, side, c->column, c->line) : -1;

		for (i = 0; at >= 0 && i < f->tables[side].csv.n_rows; i++)
			set_value(f, side, i, (int)field,
				csv_cell(&f->tables[side].csv, i, (size_t)at));
	}
}

/* Both people of a wish, or false with a fault. */
static bool
find_wish(struct match_files *f, const struct identities *all, const struct rules_wish *w,
	size_t *ret_mentee, size_t *ret_mentor)
{
	const struct identity *mentee = find_identity(all, w->mentee, MENTEE);
	const struct identity *mentor = find_identity(all, w->mentor, MENTOR);

	if (!mentee)
		match_fault(f, f->rules_path, w->line, "\"%s\" is not in %s.", w->mentee,
			f->tables[MENTEE].path);
	if (!mentor)
		match_fault(f, f->rules_path, w->line, "\"%s\" is not in %s.", w->mentor,
			f->tables[MENTOR].path);
	if (!mentee || !mentor)
		return false;
	*ret_mentee = mentee->person;
	*ret_mentor = mentor->person;
	return true;
}

/* A pin that the solver would refuse is a fault at its line. */
static void
add_pin(struct match_files *f, const struct rules_wish *w, size_t mentee, size_t mentor)
{
	struct assign_pair pin = { (int32_t)mentee, (int32_t)mentor, 0 };
	size_t i, taken = 0;

	for (i = 0; i < f->n_pins; i++) {
		taken += f->pins[i].mentor == pin.mentor;
		if (f->pins[i].mentee == pin.mentee) {
			match_fault(f, f->rules_path, w->line,
				"\"%s\" is together with two mentors.", w->mentee);
			return;
		}
	}
	if (taken >= (size_t)roster_places(f->roster)[mentor]) {
		match_fault(f, f->rules_path, w->line, "\"%s\" has no place left for \"%s\".",
			w->mentor, w->mentee);
		return;
	}
	for (i = 0; i < f->rules.n_apart; i++)
		if (strcasecmp(f->rules.apart[i].mentee, w->mentee) == 0 &&
			strcasecmp(f->rules.apart[i].mentor, w->mentor) == 0)
			match_fault(f, f->rules_path, w->line, "This pair is in \"apart\" too.");
	criteria_pair(&f->rules.criteria, f->roster, mentee, mentor, &pin.score);
	f->pins[f->n_pins++] = pin;
}

static void
set_wishes(struct match_files *f, const struct identities *all)
{
	size_t i, mentee, mentor;

	for (i = 0; i < f->rules.n_apart; i++)
		if (find_wish(f, all, &f->rules.apart[i], &mentee, &mentor))
			roster_keep_apart(f->roster, mentee, mentor);
	f->pins = ARENA_ARRAY(f->mem, struct assign_pair, f->rules.n_together);
	for (i = 0; i < f->rules.n_together; i++)
		if (find_wish(f, all, &f->rules.together[i], &mentee, &mentor))
			add_pin(f, &f->rules.together[i], mentee, mentor);
}

void
match_people_read(struct match_files *f)
{
	struct identities all;

	if (!find_id_columns(f))
		return;
	all = identify(f);
	f->roster = roster_new(f->mem, &f->rules.criteria, f->tables[MENTEE].csv.n_rows,
		f->tables[MENTOR].csv.n_rows);
	set_identities(f, &all);
	set_values(f, MENTEE);
	set_values(f, MENTOR);
	set_wishes(f, &all);
}
