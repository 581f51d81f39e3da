/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/practice/own.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/db/db.h"
#include "engine/practice/own.sql.h"
#include "engine/practice/pack.h"

/* One version. Filled by one thread, then read by all. */
struct set {
	struct arena *mem;
	int64_t version;
	int readers; /* threads that hold it, and one for being the newest; under the lock */
	struct practice_table whole, table;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct set *newest;

/* The transaction of this thread, and what it reads. */
static _Thread_local struct ctx *reader;
static _Thread_local int inside; /* transactions that another one of this thread is around */
static _Thread_local struct set *held;
static _Thread_local bool told; /* somebody has asked for the version already */
static _Thread_local int64_t told_version;

/* What it read before a change of its own: whoever has a pointer into that keeps it to the end. */
struct earlier {
	struct set *set;
	struct earlier *next;
};
static _Thread_local struct earlier *earlier;

/* ---- one item ---- */

static const struct practice_field *
field_of(const struct practice_item *it, const char *name)
{
	for (size_t i = 0; i < it->field_count; i++)
		if (str_eq(it->fields[i].name, name))
			return &it->fields[i];
	return NULL;
}

static const struct practice_shape_field *
shape_of(const struct practice_shape *shape, const char *name)
{
	for (size_t i = 0; i < shape->field_count; i++)
		if (str_eq(shape->fields[i].name, name))
			return &shape->fields[i];
	return NULL;
}

static const struct practice_entry *
entry_of(const struct practice_field *f, const char *key)
{
	for (size_t i = 0; i < f->count; i++)
		if (str_eq(f->entries[i].key, key))
			return &f->entries[i];
	return NULL;
}

/* Some lists are the organisation's to fill: a choice only where it says so. */
bool
practice_is_open(const struct practice_item *it, const struct practice_shape *shape,
	const struct practice_shape_field *f)
{
	return f->open && (!shape_of(shape, "open") || field_of(it, "open"));
}

/* The words of a list that the program knows by name: each of its keys stays, where it is. */
static struct practice_field
words_over(struct arena *mem, const struct practice_field *is, const struct practice_field *over)
{
	struct practice_entry *e =
		arena_memdup(mem, is->entries, is->count * sizeof(struct practice_entry));

	for (size_t i = 0; i < is->count; i++) {
		const struct practice_entry *own = entry_of(over, e[i].key);

		if (own)
			e[i] = *own;
	}
	return (struct practice_field){ is->name, is->count, e, 0 };
}

/* Another list in its place. What was in it before is kept behind, for those who chose it. */
static struct practice_field
list_over(struct arena *mem, const struct practice_field *is, const struct practice_field *over)
{
	struct practice_entry *e =
		ARENA_ARRAY(mem, struct practice_entry, over->count + (is ? is->count : 0));
	struct practice_field f = { over->name, over->count, e, 0 };

	for (size_t i = 0; i < over->count; i++)
		e[i] = over->entries[i];
	for (size_t i = 0; is && i < is->count; i++)
		if (!entry_of(over, is->entries[i].key))
			e[f.count + f.hidden++] = is->entries[i];
	return f;
}

static bool
is_list(enum practice_type t)
{
	return t == PRACTICE_TYPE_TEXTS || t == PRACTICE_TYPE_REFS || t == PRACTICE_TYPE_WORDS ||
	       t == PRACTICE_TYPE_PLAINS;
}

struct practice_item
practice_overlaid(
	struct arena *mem, const struct practice_item *item, const struct practice_item *change)
{
	const struct practice_shape *shape = practice_kind_in(&practice_table, item->kind)->shape;
	struct practice_field *fields = ARENA_ARRAY(mem, struct practice_field, shape->field_count);
	struct practice_item ret = *item;

	ret.fields = fields;
	ret.field_count = 0;
	ret.off = change->off;
	for (size_t i = 0; i < shape->field_count; i++) {
		const struct practice_shape_field *s = &shape->fields[i];
		const struct practice_field *is = field_of(item, s->name);
		const struct practice_field *over = field_of(change, s->name);
		bool open = practice_is_open(item, shape, s);

		if (!over ||
			(!open && s->type != PRACTICE_TYPE_TEXT && s->type != PRACTICE_TYPE_TEXTS))
			over = NULL;
		if (!over && is)
			fields[ret.field_count++] = *is;
		else if (over && is_list(s->type) && open)
			fields[ret.field_count++] = list_over(mem, is, over);
		else if (over && is && s->type == PRACTICE_TYPE_TEXTS)
			fields[ret.field_count++] = words_over(mem, is, over);
		else if (over && s->type != PRACTICE_TYPE_TEXTS)
			fields[ret.field_count++] = *over;
	}
	return ret;
}

static bool
same_entry(const struct practice_entry *a, const struct practice_entry *b)
{
	if (!str_eq(a->key, b->key) || a->number != b->number || !a->text != !b->text)
		return false;
	for (size_t i = 0; a->text && practice_table.languages[i]; i++)
		if (!str_eq(a->text[i], b->text[i]))
			return false;
	return true;
}

static bool
same_field(const struct practice_field *a, const struct practice_field *b)
{
	if (!a || !b || a->count != b->count)
		return a == b;
	for (size_t i = 0; i < a->count; i++)
		if (!same_entry(&a->entries[i], &b->entries[i]))
			return false;
	return true;
}

const struct practice_item *
practice_differs(
	struct arena *mem, const struct practice_item *shipped, const struct practice_item *item)
{
	struct practice_field *fields = ARENA_ARRAY(mem, struct practice_field, item->field_count);
	struct practice_item *ret = ARENA_NEW(mem, struct practice_item);

	*ret = (struct practice_item){ .kind = shipped->kind,
		.id = shipped->id,
		.source = "",
		.off = item->off,
		.fields = fields };
	for (size_t i = 0; i < item->field_count; i++)
		if (!same_field(field_of(shipped, item->fields[i].name), &item->fields[i]))
			fields[ret->field_count++] = item->fields[i];
	return ret->field_count || ret->off ? ret : NULL;
}

/* What no longer fits a newer kinds.yml is left out: an update never takes a page down. */
const struct practice_item *
practice_body(struct arena *mem, const char *kind, const char *body, bool own)
{
	struct pack *p = ARENA_NEW(mem, struct pack);
	const struct pack_node *all;

	pack_init(p, mem, &practice_table);
	p->partial = !own;
	p->lenient = true;
	all = pack_yaml(p, kind, body, strlen(body));
	if (all)
		pack_document(p, all->child);
	if (p->first && !p->flaw_count && str_eq(p->first->item.kind, kind))
		return &p->first->item;
	log_warn("practice kind=%s cannot be read: %s", kind,
		p->flaw_count ? p->flaws[0].fmt : "no item");
	return NULL;
}

/* ---- a kind ---- */

static size_t
index_of(const struct practice_item *items, size_t n, const char *id, size_t id_n)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(items[i].id) == id_n && memcmp(items[i].id, id, id_n) == 0)
			return i;
	return n;
}

/* An own item stands behind the one that it began as, until somebody moves it. */
static void
insert(struct practice_item *items, size_t *n, const struct practice_item *it)
{
	size_t at = it->copy_of ? index_of(items, *n, it->copy_of, strlen(it->copy_of)) : *n;

	at = at < *n ? at + 1 : *n;
	memmove(items + at + 1, items + at, (*n - at) * sizeof *items);
	items[at] = *it;
	++*n;
}

/* The written order, as far as it still knows the items; what is new stands behind its neighbour. */
static void
reorder(struct arena *mem, struct practice_item *items, size_t n, const char *ids)
{
	struct practice_item *was = arena_memdup(mem, items, n * sizeof *items);
	bool *done = ARENA_ARRAY(mem, bool, n);
	size_t *next = ARENA_ARRAY(mem, size_t, n + 1); /* a chain of indexes + 1, from next[n] */
	size_t at = n, k = 0;

	while (*(ids += strspn(ids, " "))) {
		size_t len = strcspn(ids, " "), i = index_of(was, n, ids, len);

		ids += len;
		if (i == n || done[i])
			continue;
		done[i] = true;
		next[at] = i + 1;
		at = i;
	}
	for (size_t i = 0; i < n; i++) {
		size_t before = i ? i - 1 : n;

		if (done[i])
			continue;
		done[i] = true;
		next[i] = next[before];
		next[before] = i + 1;
	}
	for (size_t i = next[n]; i; i = next[i - 1])
		items[k++] = was[i - 1];
}

static void
kind_fill(struct set *s, const struct practice_own_row_rows *rows,
	const struct practice_kind *shipped, struct practice_kind *ret)
{
	struct practice_item *items;
	const char *order = NULL;
	size_t n = shipped->count, own = 0;

	for (int i = 0; i < rows->n; i++)
		own += str_eq(rows->v[i].kind, shipped->name);
	items = ARENA_ARRAY(s->mem, struct practice_item, n + own);
	if (n)
		memcpy(items, shipped->items, n * sizeof *items);
	for (int i = 0; i < rows->n && own; i++) {
		const struct practice_own_row *r = &rows->v[i];
		const struct practice_item *it;
		size_t at;

		if (!str_eq(r->kind, shipped->name))
			continue;
		if (!*r->item) {
			order = r->body;
			continue;
		}
		it = practice_body(s->mem, r->kind, r->body, r->own);
		at = index_of(items, n, r->item, strlen(r->item));
		if (it && r->own && at == n)
			insert(items, &n, it);
		else if (it && !r->own && at < n)
			items[at] = practice_overlaid(s->mem, &items[at], it);
	}
	if (order)
		reorder(s->mem, items, n, order);
	*ret = (struct practice_kind){ shipped->name, n, items, shipped->shape, 0 };
}

/* ---- from what was written to what holds ---- */

/* A list of others: those that are off stand behind, those that are not there any more are left out. */
static void
refs_resolve(struct set *s, const char *to, struct practice_field *f)
{
	size_t n = f->count + f->hidden, on = 0, off = 0;
	struct practice_entry *e = ARENA_ARRAY(s->mem, struct practice_entry, n + 1);
	struct practice_entry *behind = ARENA_ARRAY(s->mem, struct practice_entry, n + 1);

	for (size_t i = 0; i < n; i++) {
		const struct practice_item *it = practice_find_in(&s->whole, to, f->entries[i].key);

		if (it && !it->off && i < f->count)
			e[on++] = f->entries[i];
		else if (it)
			behind[off++] = f->entries[i];
	}
	if (off)
		memcpy(e + on, behind, off * sizeof *e);
	*f = (struct practice_field){ f->name, on, e, off };
}

/* A single one that is gone is the one that ships again. */
static void
ref_resolve(struct set *s, const char *to, const struct practice_item *it, struct practice_field *f)
{
	const struct practice_item *shipped =
		practice_find_in(&practice_table, it->kind, it->copy_of ? it->copy_of : it->id);
	const struct practice_field *is = shipped ? field_of(shipped, f->name) : NULL;

	if (f->count && !practice_find_in(&s->whole, to, f->entries[0].key) && is)
		*f = *is;
}

static void
item_resolve(struct set *s, const struct practice_shape *shape, struct practice_item *it)
{
	struct practice_field *fields =
		arena_memdup(s->mem, it->fields, it->field_count * sizeof(struct practice_field));

	for (size_t i = 0; i < it->field_count; i++) {
		const struct practice_shape_field *f = shape_of(shape, fields[i].name);

		if (f->type == PRACTICE_TYPE_REFS)
			refs_resolve(s, f->allowed[0], &fields[i]);
		else if (f->type == PRACTICE_TYPE_REF)
			ref_resolve(s, f->allowed[0], it, &fields[i]);
	}
	it->fields = fields;
}

static bool
has_refs(const struct practice_shape *shape)
{
	for (size_t i = 0; i < shape->field_count; i++)
		if (shape->fields[i].type == PRACTICE_TYPE_REF ||
			shape->fields[i].type == PRACTICE_TYPE_REFS)
			return true;
	return false;
}

static void
kind_resolve(struct set *s, const struct practice_kind *whole, struct practice_kind *ret)
{
	struct practice_item *items = ARENA_ARRAY(s->mem, struct practice_item, whole->count + 1);
	size_t on = 0, all = 0;

	for (size_t i = 0; i < whole->count; i++)
		if (!whole->items[i].off)
			items[all++] = whole->items[i];
	on = all;
	for (size_t i = 0; i < whole->count; i++)
		if (whole->items[i].off)
			items[all++] = whole->items[i];
	for (size_t i = 0; i < all && has_refs(whole->shape); i++)
		item_resolve(s, whole->shape, &items[i]);
	*ret = (struct practice_kind){ whole->name, on, items, whole->shape, all - on };
}

static struct set *
set_make(struct ctx *c, int64_t version)
{
	struct arena *mem = arena_new(256 << 10);
	struct set *s = ARENA_NEW(mem, struct set);
	struct practice_own_row_rows rows = sql_practice_own_list(c);
	size_t n = practice_table.kind_count;
	struct practice_kind *whole = ARENA_ARRAY(mem, struct practice_kind, n);
	struct practice_kind *table = ARENA_ARRAY(mem, struct practice_kind, n);

	*s = (struct set){ .mem = mem, .version = version, .readers = 1 };
	s->whole = s->table = practice_table;
	for (size_t i = 0; i < n; i++)
		kind_fill(s, &rows, &practice_table.kinds[i], &whole[i]);
	s->whole.kinds = whole;
	for (size_t i = 0; i < n; i++)
		kind_resolve(s, &whole[i], &table[i]);
	s->table.kinds = table;
	return s;
}

/* ---- who reads what ---- */

static void
let_go(struct set *s)
{
	bool last;

	if (!s)
		return;
	pthread_mutex_lock(&lock);
	last = --s->readers == 0;
	pthread_mutex_unlock(&lock);
	if (last)
		arena_free(s->mem);
}

/* The set of that version, held; made if another one is the newest. Two threads may make it at once: both
 * are the same, and the one that is published first stays. */
static struct set *
hold(struct ctx *c, int64_t version)
{
	struct set *s, *made = NULL, *old = NULL;

	for (;;) {
		pthread_mutex_lock(&lock);
		s = newest && newest->version == version ? newest : NULL;
		if (!s && made) {
			old = newest;
			newest = s = made;
			made = NULL;
		}
		if (s)
			s->readers++;
		pthread_mutex_unlock(&lock);
		if (s)
			break;
		made = set_make(c, version);
		if (db_faulty(c))
			break; /* half of it: nobody else may read that */
	}
	let_go(old);
	if (!s)
		return made;
	let_go(made);
	return s;
}

/* Called when the practice is first read in a transaction. */
static const struct practice_table *
look(void)
{
	int64_t version;

	if (!reader || !reader->db)
		return &practice_table;
	version = told ? told_version : sql_practice_version(reader);
	if (!version || db_faulty(reader))
		return &practice_table;
	held = hold(reader, version);
	return &held->table;
}

void
practice_begin(struct ctx *c)
{
	if (reader) {
		inside++;
		return;
	}
	reader = c;
	practice_here_ask(look);
}

void
practice_end(void)
{
	if (inside) {
		inside--;
		return;
	}
	let_go(held);
	for (; earlier; earlier = earlier->next)
		let_go(earlier->set);
	held = NULL;
	told = false;
	reader = NULL;
	practice_here_ask(NULL);
}

void
practice_changed(struct ctx *c)
{
	sql_practice_version_set(c, new_id(c));
	if (held) {
		struct earlier *e = ARENA_NEW(c->mem, struct earlier);

		*e = (struct earlier){ held, earlier };
		earlier = e;
	}
	held = NULL;
	told = false;
	practice_here_ask(look);
}

void
practice_version_is(int64_t version)
{
	told = reader && !inside;
	told_version = version;
}

const struct practice_table *
practice_whole(void)
{
	practice_here();
	return held ? &held->whole : &practice_table;
}

/* ---- words that somebody said yes to ---- */

const char *
practice_keep(struct ctx *c, const char *kind, const char *const *ids)
{
	struct buf words = BUF_IN(c->mem);

	for (; *ids; ids++) {
		struct buf body = BUF_IN(c->mem);
		const char *hash;

		pack_write_kind(&body, kind);
		pack_write_item(&body, &practice_table, practice_need(kind, *ids));
		hash = token_hash(c->mem, buf_text(&body));
		sql_practice_kept_put(c, hash, buf_text(&body));
		buf_printf(&words, "%s/%s:%s ", kind, *ids, hash);
	}
	return buf_text(&words);
}

const struct practice_item *
practice_as_kept(struct ctx *c, const char *words, const char *kind, const char *id)
{
	const char *wanted = arena_printf(c->mem, "%s/%s:", kind, id);
	const char *at = strstr(words, wanted), *body;
	const struct practice_item *it = NULL;

	if (at) {
		at += strlen(wanted);
		body = sql_practice_kept_get(c, arena_strndup(c->mem, at, strcspn(at, " ")));
		it = body && *body ? practice_body(c->mem, kind, body, true) : NULL;
	}
	return it ? it : practice_need(kind, id);
}

/* ---- what pages stand on ---- */

extern const char *const practice_used[]; /* "PROMPT_GOAL_CAREER", sorted; NULL at the end */

bool
practice_is_used(const char *kind, const char *id)
{
	char name[160];
	size_t n = 0;

	for (const char *s = kind; *s && n < sizeof name - 2; s++)
		name[n++] = (char)(*s == '-' ? '_' : toupper((unsigned char)*s));
	name[n++] = '_';
	for (const char *s = id; *s && n < sizeof name - 1; s++)
		name[n++] = (char)(*s == '-' ? '_' : toupper((unsigned char)*s));
	name[n] = '\0';
	for (size_t i = 0; practice_used[i]; i++)
		if (str_eq(practice_used[i], name))
			return true;
	return false;
}
