/* SPDX-License-Identifier: Apache-2.0 */
/* Who stands where in the file: doubled addresses, and line managers before their people. */
#include "base/str.h"
#include "features/imports/run.h"

struct addresses {
	struct address *v;
	size_t n;
	int32_t *slots;	 /* open addressing by the address: row + 1; 0: free */
	size_t room;	 /* a power of two */
	uint32_t *order; /* NULL: as they stand in the file */
};

struct address *
address_of(struct addresses *a, size_t row)
{
	return &a->v[row];
}

size_t
address_order(const struct addresses *a, size_t n)
{
	return a->order ? a->order[n] : n;
}

/* ---- by address ---- */

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t
hash(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return h;
}

static int32_t *
slot_of(const struct addresses *a, const char *email)
{
	size_t at = hash(email) & (a->room - 1);

	while (a->slots[at] && !str_eq(a->v[a->slots[at] - 1].email, email))
		at = (at + 1) & (a->room - 1);
	return &a->slots[at];
}

static bool
is_plain(const char *s)
{
	for (; *s; s++)
		if (*s <= ' ' || *s > '~')
			return false;
	return true;
}

/* The address as it is kept; NULL if it is none. Most are plain, and need no library. */
static const char *
clean(struct ctx *c, const char *cell)
{
	const char *wrong, *cleaned;
	char *s;

	if (!*cell)
		return NULL;
	if (!is_plain(cell)) {
		cleaned = text_clean(c, FIELD_EMAIL, cell, strlen(cell), &wrong);
		return cleaned && email_valid(cleaned) ? cleaned : NULL;
	}
	s = arena_strdup(c->mem, cell);
	for (char *p = s; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	return strlen(s) <= 254 && email_valid(s) ? s : NULL;
}

static void
read_emails(struct ctx *c, const struct import_run *run, struct addresses *a)
{
	for (size_t i = 0; i < a->n; i++) {
		struct address *x = &a->v[i];
		int32_t *slot;

		x->first = x->manager_row = -1;
		x->email = clean(c, csv_cell(run->file, i, (size_t)run->column[TARGET_EMAIL]));
		if (!x->email)
			continue;
		slot = slot_of(a, x->email);
		if (*slot)
			x->first = *slot - 1;
		else
			*slot = (int32_t)i + 1;
	}
}

/* ---- managers first ---- */

static void
read_managers(struct ctx *c, const struct import_run *run, struct addresses *a)
{
	for (size_t i = 0; i < a->n; i++) {
		struct address *x = &a->v[i];

		x->manager = clean(c, csv_cell(run->file, i, (size_t)run->column[TARGET_MANAGER]));
		if (x->manager)
			x->manager_row = *slot_of(a, x->manager) - 1;
	}
}

/* Follows the managers of row upwards until one is in the order, then puts all of them in. A circle is
 * cut where it closes: always at the same place, because it depends on the file alone. */
static size_t
put_chain(struct addresses *a, size_t row, char *seen, uint32_t *stack, size_t done)
{
	size_t deep = 0;
	int32_t at = (int32_t)row;

	while (at >= 0 && !seen[at]) {
		int32_t up = a->v[at].manager_row;

		seen[at] = 1;
		stack[deep++] = (uint32_t)at;
		if (up >= 0 && seen[up] == 1) {
			a->v[at].circle = true;
			up = -1;
		}
		at = up;
	}
	while (deep) {
		a->order[done++] = stack[--deep];
		seen[stack[deep]] = 2;
	}
	return done;
}

static void
put_in_order(struct ctx *c, struct addresses *a)
{
	char *seen = ARENA_ARRAY(c->mem, char, a->n);
	uint32_t *stack = ARENA_ARRAY(c->mem, uint32_t, a->n);
	size_t done = 0;

	a->order = ARENA_ARRAY(c->mem, uint32_t, a->n);
	for (size_t i = 0; i < a->n; i++)
		done = put_chain(a, i, seen, stack, done);
}

struct addresses *
addresses_read(struct ctx *c, const struct import_run *run)
{
	struct addresses *a = ARENA_NEW(c->mem, struct addresses);

	a->n = run->file->n_rows;
	a->v = ARENA_ARRAY(c->mem, struct address, a->n);
	for (a->room = 64; a->room < a->n * 2;)
		a->room *= 2;
	a->slots = ARENA_ARRAY(c->mem, int32_t, a->room);
	read_emails(c, run, a);
	if (run->column[TARGET_MANAGER] >= 0) {
		read_managers(c, run, a);
		put_in_order(c, a);
	}
	return a;
}
