/* SPDX-License-Identifier: Apache-2.0 */
#include "features/people/batch.h"

#include "base/str.h"
#include "features/people/word_index.h"

struct people_batch *
people_batch_new(struct arena *mem)
{
	struct people_batch *b = ARENA_NEW(mem, struct people_batch);

	b->mem = mem;
	return b;
}

void
people_batch_end(struct ctx *c, struct people_batch *b)
{
	index_write(c, b);
}

/* FNV-1a (Fowler, Noll, Vo). */
static uint64_t
hash(enum known kind, const char *key)
{
	uint64_t h = (UINT64_C(14695981039346656037) ^ (uint64_t)kind) * UINT64_C(1099511628211);

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * UINT64_C(1099511628211);
	return h;
}

static struct known_slot *
slot_of(struct known_slot *slots, size_t room, enum known kind, const char *key)
{
	size_t at = hash(kind, key) & (room - 1);

	while (slots[at].key && (slots[at].kind != kind || !str_eq(slots[at].key, key)))
		at = (at + 1) & (room - 1);
	return &slots[at];
}

static void
grow(struct people_batch *b)
{
	size_t room = b->room ? b->room * 2 : 64;
	struct known_slot *slots = ARENA_ARRAY(b->mem, struct known_slot, room);

	for (size_t i = 0; i < b->room; i++)
		if (b->slots[i].key)
			*slot_of(slots, room, b->slots[i].kind, b->slots[i].key) = b->slots[i];
	b->slots = slots;
	b->room = room;
}

int64_t *
batch_slot(struct people_batch *b, enum known kind, const char *key)
{
	struct known_slot *s;

	if (b->n * 2 >= b->room)
		grow(b);
	s = slot_of(b->slots, b->room, kind, key);
	if (!s->key) {
		*s = (struct known_slot){ arena_strdup(b->mem, key), kind, 0 };
		b->n++;
	}
	return &s->id;
}

/* The rows live in c->mem, which may be shorter-lived than the batch: they are copied. */
void
batch_ask(struct ctx *c, struct people_batch *b)
{
	struct organisation o = { .tz = "UTC" };
	struct arena *mem = c->mem;

	if (b->asked)
		return;
	c->mem = b->mem;
	sql_organisation_get(c, &o);
	b->fields = sql_field_list(c);
	b->tz = o.tz;
	c->mem = mem;
	b->asked = true;
}

const struct field *
batch_field(const struct people_batch *b, int64_t field)
{
	for (int i = 0; i < b->fields.n; i++)
		if (b->fields.v[i].id == field)
			return &b->fields.v[i];
	return NULL;
}
