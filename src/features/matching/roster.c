/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/roster.h"

#include <string.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/i18n/fold.h"

static void
column_init(struct arena *mem, struct column *c, enum value_kind kind, size_t n)
{
	size_t i;

	if (kind == VALUE_TEXT || kind == VALUE_ORDERED)
		c->codes = ARENA_ARRAY(mem, int32_t, n);
	else if (kind == VALUE_NUMBER)
		c->numbers = ARENA_ARRAY(mem, int64_t, n);
	else if (kind == VALUE_SET)
		c->sets = ARENA_ARRAY(mem, struct item_set, n);
	else
		c->weeks = ARENA_ARRAY(mem, struct week, n);
	for (i = 0; i < n; i++) {
		if (c->codes)
			c->codes[i] = NO_CODE;
		if (c->numbers)
			c->numbers[i] = NO_NUMBER;
	}
}

static void
party_init(struct arena *mem, struct party *p, const struct criteria *k, size_t n)
{
	size_t f;

	p->n = n;
	p->keys = ARENA_ARRAY(mem, int64_t, n);
	p->managers = ARENA_ARRAY(mem, int64_t, n);
	p->places = ARENA_ARRAY(mem, int32_t, n);
	p->columns = ARENA_ARRAY(mem, struct column, k->n_fields);
	for (f = 0; f < k->n_fields; f++)
		column_init(mem, &p->columns[f], k->fields[f].kind, n);
}

struct roster *
roster_new(struct arena *mem, const struct criteria *k, size_t n_mentees, size_t n_mentors)
{
	struct roster *r = ARENA_NEW(mem, struct roster);

	MUST(n_mentees < INT32_MAX && n_mentors < INT32_MAX);
	r->mem = mem;
	r->met = ARENA_ARRAY(mem, struct met, MET);
	r->k = k;
	party_init(mem, &r->side[MENTEE], k, n_mentees);
	party_init(mem, &r->side[MENTOR], k, n_mentors);
	r->apart_of = ARENA_ARRAY(mem, size_t, n_mentees);
	return r;
}

size_t
roster_size(const struct roster *r, enum side side)
{
	return r->side[side].n;
}

void
roster_person(struct roster *r, enum side side, size_t person, int64_t key, int64_t manager,
	int32_t places)
{
	struct party *p = &r->side[side];

	MUST(person < p->n);
	p->keys[person] = key;
	p->managers[person] = manager;
	p->places[person] = places;
}

/* FNV-1a. */
static size_t
hash(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static void
grow_dictionary(struct arena *mem, struct dictionary *d)
{
	size_t old = d->n_slots / 2;
	int32_t i;

	d->n_slots = d->n_slots ? d->n_slots * 2 : 64;
	d->slots = ARENA_ARRAY(mem, int32_t, d->n_slots);
	d->folded = arena_grow(
		mem, d->folded, old * sizeof *d->folded, d->n_slots / 2 * sizeof *d->folded);
	d->shown = arena_grow(
		mem, d->shown, old * sizeof *d->shown, d->n_slots / 2 * sizeof *d->shown);
	for (i = 0; i < d->n; i++) {
		size_t at = hash(d->folded[i]);

		while (d->slots[at & (d->n_slots - 1)])
			at++;
		d->slots[at & (d->n_slots - 1)] = i + 1;
	}
}

/* The code of a text that is not met for the first time; else the place where it will be met again, with text NULL. */
static struct met *
meet(struct roster *r, int field, const char *text)
{
	struct met *m = &r->met[(hash(text) + (size_t)(field + 1)) % MET];

	if (!m->text || m->field != field || !str_eq(m->text, text))
		m->text = NULL;
	return m;
}

static int32_t
met_now(struct roster *r, struct met *m, int field, const char *text, int32_t code)
{
	*m = (struct met){ arena_strdup(r->mem, text), field, code };
	return code;
}

/* The code of a text; texts that differ in case or accents only have the same. */
static int32_t
code_of(struct roster *r, const char *text)
{
	struct dictionary *d = &r->words;
	struct met *met = meet(r, DICTIONARY, text);
	const char *folded;
	size_t at;

	if (met->text)
		return met->code;
	folded = fold(r->mem, text);
	if ((size_t)d->n * 2 >= d->n_slots)
		grow_dictionary(r->mem, d);
	for (at = hash(folded);; at++) {
		int32_t *slot = &d->slots[at & (d->n_slots - 1)];

		if (*slot && !str_eq(d->folded[*slot - 1], folded))
			continue;
		if (!*slot) {
			d->folded[d->n] = arena_strdup(r->mem, folded);
			d->shown[d->n] = arena_strdup(r->mem, text);
			*slot = ++d->n;
		}
		return met_now(r, met, DICTIONARY, text, *slot - 1);
	}
}

static int32_t
place_in_order(struct roster *r, int field, const char *text)
{
	const struct match_field *f = &r->k->fields[field];
	struct met *met = meet(r, field, text);
	int32_t place = NO_CODE;
	const char *folded;

	if (met->text)
		return met->code;
	folded = fold(r->mem, text);
	for (size_t i = 0; place == NO_CODE && i < f->n_order; i++)
		if (str_eq(fold(r->mem, f->order[i]), folded))
			place = (int32_t)i;
	return met_now(r, met, field, text, place);
}

/* "12", "-3.25", "1,5" in thousandths. Up to 12 digits before the point, so that no difference
 * overflows. */
static bool
read_number(const char *s, int64_t *ret)
{
	bool negative = *s == '-';
	int64_t v = 0, scale = THOUSAND;
	int digits = 0;

	for (s += negative || *s == '+'; *s >= '0' && *s <= '9'; s++, digits++)
		v = v * 10 + (*s - '0');
	if (!digits || digits > 12)
		return false;
	v *= THOUSAND;
	if ((*s == '.' || *s == ',') && s[1])
		for (s++; *s >= '0' && *s <= '9' && scale > 1; s++)
			v += (*s - '0') * (scale /= 10);
	if (*s)
		return false;
	*ret = negative ? -v : v;
	return true;
}

static void
add_item(struct roster *r, struct item_set *set, int32_t code)
{
	uint32_t at = set->n;

	while (at && set->codes[at - 1] > code)
		at--;
	if (at && set->codes[at - 1] == code)
		return;
	if (set->n == set->room) {
		uint32_t room = set->room ? set->room * 2 : 4;

		set->codes = arena_grow(r->mem, set->codes, set->room * sizeof *set->codes,
			room * sizeof *set->codes);
		set->room = room;
	}
	memmove(set->codes + at + 1, set->codes + at, (set->n - at) * sizeof *set->codes);
	set->codes[at] = code;
	set->n++;
	set->seen |= UINT64_C(1) << (code & 63);
}

bool
roster_set(struct roster *r, enum side side, size_t person, int field, const char *text)
{
	const struct match_field *f = &r->k->fields[field];
	struct column *c = &r->side[side].columns[field];

	MUST(person < r->side[side].n && (size_t)field < r->k->n_fields);
	if (!*text)
		return true;
	switch (f->kind) {
	case VALUE_TEXT:
		c->codes[person] = code_of(r, text);
		return true;
	case VALUE_ORDERED:
		c->codes[person] = place_in_order(r, field, text);
		return c->codes[person] != NO_CODE;
	case VALUE_NUMBER:
		return read_number(text, &c->numbers[person]);
	case VALUE_SET:
		add_item(r, &c->sets[person], code_of(r, text));
		return true;
	case VALUE_HOURS:
		break;
	}
	return false;
}

void
roster_set_hours(
	struct roster *r, enum side side, size_t person, int field, const struct week_bits *week)
{
	struct week *w = &r->side[side].columns[field].weeks[person];

	MUST(person < r->side[side].n && r->k->fields[field].kind == VALUE_HOURS);
	w->hours = *week;
	w->known = true;
}

void
roster_keep_apart(struct roster *r, size_t mentee, size_t mentor)
{
	MUST(mentee < r->side[MENTEE].n && mentor < r->side[MENTOR].n);
	if (++r->n_apart >= r->room_apart) {
		size_t room = r->room_apart ? r->room_apart * 2 : 16;

		r->apart = arena_grow(r->mem, r->apart, r->room_apart * sizeof *r->apart,
			room * sizeof *r->apart);
		r->room_apart = room;
	}
	r->apart[r->n_apart] = (struct apart){ (int32_t)mentor, r->apart_of[mentee] };
	r->apart_of[mentee] = r->n_apart;
}

const int32_t *
roster_places(const struct roster *r)
{
	return r->side[MENTOR].places;
}

enum obstacle
obstacle_of(const struct roster *r, size_t mentee, size_t mentor)
{
	int64_t key = r->side[MENTEE].keys[mentee];
	size_t i;

	if (key && key == r->side[MENTOR].keys[mentor])
		return OBSTACLE_SELF;
	if (r->side[MENTOR].places[mentor] <= 0)
		return OBSTACLE_FULL;
	for (i = r->apart_of[mentee]; i; i = r->apart[i].next)
		if ((size_t)r->apart[i].mentor == mentor)
			return OBSTACLE_APART;
	return NO_OBSTACLE;
}
