/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/pool.h"

#include <stdlib.h>
#include <string.h>

#include "features/matching/roster.h"

/* Whose mentor has which key, by key. */
struct keyed {
	int64_t key;
	int32_t mentor;
};

/* Weeks that are alike have one code. */
struct weeks {
	uint64_t (*bits)[CAND_WORDS];
	int32_t n;
	int32_t *slots; /* code + 1; 0 = free */
	size_t n_slots; /* a power of two */
};

struct pool {
	struct arena *mem;
	const struct criteria *k;
	const struct roster *r;
	struct cand_column *columns[2]; /* [fields]; of those that are not made yet, all is NULL */
	struct weeks weeks;
	struct keyed *keyed; /* [n_keyed] */
	size_t n_keyed;
};

bool
pool_is_large(const struct roster *r)
{
	return (int64_t)r->side[MENTEE].n * (int64_t)r->side[MENTOR].n > POOL_PAIRS;
}

bool
pool_can_list(const struct roster *r, const struct cand_problem *p, const atomic_int *stop)
{
	struct arena *work;
	bool can;

	if ((int64_t)r->side[MENTEE].n * (int64_t)r->side[MENTOR].n <= POOL_LISTED)
		return true;
	work = arena_new(0);
	can = pool_choices(p, stop, ARENA_ARRAY(work, int64_t, p->n_seekers)) <= POOL_LISTED;
	arena_free(work);
	return can;
}

/* ---- values ---- */

static void
weeks_init(struct pool *x)
{
	size_t most = x->r->side[MENTEE].n + x->r->side[MENTOR].n, fields = x->k->n_fields;

	if (x->weeks.bits)
		return;
	for (x->weeks.n_slots = 64; x->weeks.n_slots < most * fields * 2;)
		x->weeks.n_slots *= 2;
	x->weeks.slots = ARENA_ARRAY(x->mem, int32_t, x->weeks.n_slots);
	x->weeks.bits = arena_array(x->mem, most * fields, sizeof *x->weeks.bits);
}

static int32_t
week_code(struct weeks *w, const struct week_bits *week)
{
	uint64_t h = 0;
	size_t at;

	_Static_assert(sizeof week->v == sizeof *w->bits, "a week is a row of bits");
	for (size_t i = 0; i < CAND_WORDS; i++)
		h = (h ^ week->v[i]) * UINT64_C(0x9e3779b97f4a7c15) ^ h >> 29;
	for (at = (size_t)(h ^ h >> 32);; at++) {
		int32_t *slot = &w->slots[at & (w->n_slots - 1)];

		if (!*slot) {
			memcpy(w->bits[w->n], week->v, sizeof week->v);
			*slot = ++w->n;
		}
		if (memcmp(w->bits[*slot - 1], week->v, sizeof week->v) == 0)
			return *slot - 1;
	}
}

static struct cand_column
weeks_column(struct pool *x, const struct week *weeks, size_t n)
{
	int32_t *codes = ARENA_ARRAY(x->mem, int32_t, n);

	weeks_init(x);
	for (size_t i = 0; i < n; i++)
		codes[i] = weeks[i].known ? week_code(&x->weeks, &weeks[i].hours) : CAND_UNKNOWN;
	return (struct cand_column){ .codes = codes };
}

static struct cand_column
sets_column(struct pool *x, const struct item_set *sets, size_t n)
{
	size_t *first = ARENA_ARRAY(x->mem, size_t, n + 1);
	int32_t *items;

	for (size_t i = 0; i < n; i++)
		first[i + 1] = first[i] + sets[i].n;
	items = ARENA_ARRAY(x->mem, int32_t, first[n]);
	for (size_t i = 0; i < n; i++)
		if (sets[i].n)
			memcpy(items + first[i], sets[i].codes, sets[i].n * sizeof *items);
	return (struct cand_column){ .first = first, .items = items };
}

static struct cand_column
column_of(struct pool *x, enum side side, int field)
{
	const struct party *p = &x->r->side[side];
	const struct column *c = &p->columns[field];
	struct cand_column *made = &x->columns[side][field];

	_Static_assert(
		NO_CODE == CAND_UNKNOWN && NO_NUMBER == CAND_NO_NUMBER, "unknown is unknown");
	if (made->codes || made->numbers || made->first)
		return *made;
	if (c->sets)
		*made = sets_column(x, c->sets, p->n);
	else if (c->weeks)
		*made = weeks_column(x, c->weeks, p->n);
	else
		*made = (struct cand_column){ .codes = c->codes, .numbers = c->numbers };
	return *made;
}

/* ---- who is who ---- */

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->mentor < y->mentor ? -1 : x->mentor > y->mentor;
}

static void
sort_keys(struct pool *x)
{
	const struct party *mentors = &x->r->side[MENTOR];

	x->keyed = ARENA_ARRAY(x->mem, struct keyed, mentors->n);
	for (size_t j = 0; j < mentors->n; j++)
		if (mentors->keys[j])
			x->keyed[x->n_keyed++] = (struct keyed){ mentors->keys[j], (int32_t)j };
	qsort(x->keyed, x->n_keyed, sizeof *x->keyed, by_key);
}

/* The place in keyed of the first mentor with that key, or n_keyed. */
static size_t
find_key(const struct pool *x, int64_t key)
{
	size_t low = 0, high = x->n_keyed;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (x->keyed[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < x->n_keyed && x->keyed[low].key == key ? low : x->n_keyed;
}

/* The line manager as something that two people must not have in common. */
static void
managers(struct pool *x, struct cand_rule *rule)
{
	const struct party *mentees = &x->r->side[MENTEE], *mentors = &x->r->side[MENTOR];
	int32_t *of = ARENA_ARRAY(x->mem, int32_t, mentees->n);
	int32_t *is = ARENA_ARRAY(x->mem, int32_t, mentors->n);

	memset(is, 0xff, mentors->n * sizeof *is);
	for (size_t k = 0; k < x->n_keyed; k++)
		is[x->keyed[k].mentor] = (int32_t)find_key(x, x->keyed[k].key);
	for (size_t i = 0; i < mentees->n; i++) {
		size_t at = mentees->managers[i] ? find_key(x, mentees->managers[i]) : x->n_keyed;

		of[i] = at < x->n_keyed ? (int32_t)at : CAND_UNKNOWN;
	}
	rule->kind = CAND_DIFFERENT;
	rule->seeker.codes = of;
	rule->offer.codes = is;
}

static size_t
add_same(const struct pool *x, int64_t key, int32_t *apart, size_t n)
{
	for (size_t k = key ? find_key(x, key) : x->n_keyed;
		k < x->n_keyed && x->keyed[k].key == key; k++, n++)
		if (apart)
			apart[n] = x->keyed[k].mentor;
	return n;
}

/* Himself, and with whom he must not be; `apart` NULL only counts. */
static size_t
add_apart(const struct pool *x, bool no_manager, size_t i, int32_t *apart, size_t n)
{
	const struct party *mentees = &x->r->side[MENTEE];

	n = add_same(x, mentees->keys[i], apart, n);
	if (no_manager)
		n = add_same(x, mentees->managers[i], apart, n);
	for (size_t k = x->r->apart_of[i]; k; k = x->r->apart[k].next, n++)
		if (apart)
			apart[n] = x->r->apart[k].mentor;
	return n;
}

static void
list_apart(struct pool *x, bool no_manager, struct cand_problem *p)
{
	size_t *first = ARENA_ARRAY(x->mem, size_t, p->n_seekers + 1);
	int32_t *apart;

	for (size_t i = 0; i < p->n_seekers; i++)
		first[i + 1] = add_apart(x, no_manager, i, NULL, first[i]);
	apart = ARENA_ARRAY(x->mem, int32_t, first[p->n_seekers]);
	for (size_t i = 0; i < p->n_seekers; i++)
		add_apart(x, no_manager, i, apart, first[i]);
	p->apart_first = first;
	p->apart = apart;
}

/* ---- rules ---- */

static struct cand_rule
rule_of(struct pool *x, const struct criterion *c)
{
	static const enum cand_kind kinds[] = {
		[CRITERION_SAME] = CAND_SAME,
		[CRITERION_DIFFERENT] = CAND_DIFFERENT,
		[CRITERION_STEPS] = CAND_STEPS,
		[CRITERION_SHARED] = CAND_SHARED,
		[CRITERION_DISTANCE] = CAND_DISTANCE,
		[CRITERION_HOURS] = CAND_OVERLAP,
		[CRITERION_NOT_MANAGER] = CAND_DIFFERENT,
	};
	struct cand_rule r = { .kind = kinds[c->kind],
		.hard = c->hard,
		.lo = c->lo,
		.hi = c->hi,
		.points = c->points,
		.cap = c->cap };

	if (c->kind == CRITERION_NOT_MANAGER) {
		managers(x, &r);
		return r;
	}
	r.seeker = column_of(x, MENTEE, c->mentee_field);
	r.offer = column_of(x, MENTOR, c->mentor_field);
	if (c->kind == CRITERION_DISTANCE)
		r.hi *= THOUSAND;
	if (c->kind == CRITERION_HOURS)
		r.lo = c->lo > 1 ? c->lo * 2 : 2; /* half hours */
	return r;
}

void
pool_of(struct arena *mem, const struct criteria *k, const struct roster *r,
	struct cand_problem *ret)
{
	struct pool x = { .mem = mem, .k = k, .r = r };
	struct cand_rule *rules = ARENA_ARRAY(mem, struct cand_rule, k->n);
	bool *full = ARENA_ARRAY(mem, bool, r->side[MENTOR].n), no_manager = false;
	struct cand_problem p = { .n_seekers = r->side[MENTEE].n,
		.n_offers = r->side[MENTOR].n,
		.rules = rules,
		.offer_out = full };

	for (int side = MENTEE; side <= MENTOR; side++)
		x.columns[side] = ARENA_ARRAY(mem, struct cand_column, k->n_fields);
	sort_keys(&x);
	for (size_t c = 0; c < k->n; c++)
		if (k->list[c].hard && k->list[c].kind == CRITERION_NOT_MANAGER)
			no_manager = true;
		else
			rules[p.n_rules++] = rule_of(&x, &k->list[c]);
	for (size_t c = 0; c < p.n_rules; c++)
		if (rules[c].kind == CAND_OVERLAP)
			rules[c].bits = (const uint64_t(*)[CAND_WORDS])x.weeks.bits;
	for (size_t j = 0; j < p.n_offers; j++)
		full[j] = r->side[MENTOR].places[j] <= 0;
	list_apart(&x, no_manager, &p);
	*ret = p;
}

/* ---- numbers ---- */

static void
take_count(void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible)
{
	int64_t *counts = arg;

	(void)list;
	(void)n;
	counts[seeker] = (int64_t)eligible;
}

static void
count_side(struct cand_problem *p, const atomic_int *stop, int64_t *ret)
{
	p->k = 0;
	p->count = true;
	p->take = take_count;
	p->arg = ret;
	p->stop = stop;
	cand_best(p);
}

int64_t
pool_choices(const struct cand_problem *p, const atomic_int *stop, int64_t *ret_mentees)
{
	struct cand_problem x = *p;
	int64_t sum = 0;

	count_side(&x, stop, ret_mentees);
	for (size_t i = 0; i < p->n_seekers; i++)
		sum += ret_mentees[i];
	return sum;
}

void
pool_choices_of_mentors(struct arena *mem, const struct cand_problem *p, const bool *but,
	const atomic_int *stop, int64_t *ret_mentors)
{
	struct cand_problem x = cand_turned(mem, p);
	bool *out = ARENA_ARRAY(mem, bool, x.n_seekers);

	for (size_t j = 0; j < x.n_seekers; j++)
		out[j] = but[j] || (x.seeker_out && x.seeker_out[j]);
	x.seeker_out = out;
	count_side(&x, stop, ret_mentors);
}
