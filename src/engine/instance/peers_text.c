/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/peers_text.h"

#include <stdio.h>
#include <string.h>

#include "engine/instance/proof.h"

#define PEOPLE_FREE 1000000 /* so many may stand in the header of however short a text */

static const char *const aims[] = { "fit", "everyone" };

/* ---- problems ---- */

bool
peers_text_is(const struct scan *s)
{
	struct scan ahead = *s;

	return scan_line(&ahead, true) == 'p' && scan_word(&ahead, "graph");
}

static bool
read_header(struct arena *mem, struct scan *s, struct peers_problem *p)
{
	size_t bytes = (size_t)(s->end - s->at), people = PEOPLE_FREE + bytes;

	people = people < INT32_MAX / 2 ? people : INT32_MAX / 2;
	if (!scan_word(s, "graph") ||
		!scan_count(s, INT32_MAX - 1, "the number of people", &p->n) ||
		!scan_count(s, INT32_MAX - 1, "the number of pairs", &p->n_pairs))
		return false;
	if (p->n > people || p->n_pairs > (bytes + 8) / 8)
		return scan_fault(s, "the header promises more than the text holds");
	p->pairs = ARENA_ARRAY(mem, struct peers_pair, p->n_pairs);
	return scan_end(s);
}

static bool
read_pair(struct scan *s, size_t n, struct peers_pair *x)
{
	if (!scan_id(s, n, "person", &x->a) || !scan_id(s, n, "person", &x->b) ||
		!scan_int(s, "a weight", &x->weight))
		return false;
	if (x->a == x->b)
		return scan_fault(s, "a pair is of two different people");
	return scan_end(s);
}

bool
peers_text_read(struct arena *mem, struct scan *s, struct peers_problem *ret)
{
	struct peers_problem p = { 0 };
	struct peers_pair *pairs;
	size_t got = 0;
	char letter = scan_line(s, true);

	if (letter != 'p')
		return scan_fault(s, "the first line is \"p graph\" and two numbers");
	if (!read_header(mem, s, &p))
		return false;
	pairs = (struct peers_pair *)p.pairs;
	while ((letter = scan_line(s, true))) {
		if (letter == 'p')
			return scan_fault(s, "there is a header already");
		if (letter != 'e')
			return scan_fault(s, "a line \"%c\" has no meaning here", letter);
		if (got == p.n_pairs)
			return scan_fault(
				s, "the header promises %zu pairs, but there are more", p.n_pairs);
		if (!read_pair(s, p.n, &pairs[got++]))
			return false;
	}
	if (s->fault[0])
		return false;
	if (got != p.n_pairs)
		return scan_fault(
			s, "the header promises %zu pairs, but there are %zu", p.n_pairs, got);
	*ret = p;
	return true;
}

/* ---- answers ---- */

bool
peers_solution_read(
	struct arena *mem, struct scan *s, const struct peers_problem *p, struct peers_result *ret)
{
	size_t most = (size_t)(s->end - s->at) / 6 + 1, n = 0, count;

	ret->pairs = ARENA_ARRAY(mem, struct peers_pair, most);
	ret->partner = ARENA_ARRAY(mem, int32_t, p->n);
	memset(ret->partner, 0xff, p->n * sizeof *ret->partner);
	while (s->at < s->end && *s->at >= '0' && *s->at <= '9') {
		struct peers_pair x;

		if (n == most)
			return scan_fault(s, "a line holds two people and a weight");
		if (!read_pair(s, p->n, &x))
			return false;
		ret->pairs[n++] = x;
		ret->partner[x.a] = x.b;
		ret->partner[x.b] = x.a;
	}
	if (!scan_word(s, "count"))
		return s->fault[0] = 0,
		       scan_fault(s, "the last line is \"count N weight W\", after the pairs");
	if (!scan_count(s, SIZE_MAX / 2, "the number of pairs", &count) ||
		!scan_word(s, "weight") || !scan_int(s, "the total weight", &ret->weight) ||
		!scan_end(s))
		return false;
	ret->count = n;
	if (scan_line(s, true))
		return scan_fault(s, "nothing stands behind the line \"count\"");
	if (s->fault[0])
		return false;
	return count == n || scan_fault(s, "the number of pairs is not what the last line says");
}

/* ---- proofs ---- */

uint64_t
peers_digest(const struct peers_problem *p, const struct peers_proof *f)
{
	uint64_t sum = proof_mix(21, p->n, p->n_pairs, f->n_groups);

	for (size_t k = 0; k < p->n_pairs; k++) {
		const struct peers_pair *x = &p->pairs[k];
		int32_t low = x->a < x->b ? x->a : x->b, high = x->a < x->b ? x->b : x->a;

		sum += proof_mix(22, (uint64_t)low, (uint64_t)high, (uint64_t)x->weight);
	}
	sum += proof_mix_prices(23, f->person, p->n);
	sum += proof_mix_prices(24, f->group, f->n_groups);
	for (size_t i = 0; i < p->n; i++)
		if (f->group_of[i] >= 0)
			sum += proof_mix(25, i, (uint64_t)f->group_of[i], 0);
	for (size_t g = 0; g < f->n_groups; g++)
		if (f->around[g] >= 0)
			sum += proof_mix(26, g, (uint64_t)f->around[g], 0);
	return sum;
}

void
peers_proof_write(const struct peers_problem *p, const struct peers_proof *f,
	void (*put)(void *arg, const char *text, size_t n), void *arg)
{
	char line[256], value[48];
	int n;

	*proof_put_value(value, f->bonus) = 0;
	n = snprintf(line, sizeof line, "p peers %s %s %zu %llu\n", aims[p->aim], value,
		f->n_groups, (unsigned long long)peers_digest(p, f));
	put(arg, line, (size_t)n);
	proof_put_prices('u', f->person, p->n, put, arg);
	for (size_t i = 0; i < p->n; i++) {
		if (f->group_of[i] < 0)
			continue;
		n = snprintf(line, sizeof line, "i %zu %d\n", i, (int)f->group_of[i]);
		put(arg, line, (size_t)n);
	}
	for (size_t g = 0; g < f->n_groups; g++) {
		*proof_put_value(value, f->group[g]) = 0;
		n = snprintf(line, sizeof line, "g %zu %s", g, value);
		if (f->around[g] >= 0)
			n += snprintf(line + n, sizeof line - (size_t)n, " %d", (int)f->around[g]);
		put(arg, line, (size_t)n);
		put(arg, "\n", 1);
	}
}

static bool
read_proof_header(struct arena *mem, struct scan *s, struct peers_problem *p, struct peers_proof *f,
	uint64_t *ret_digest)
{
	int aim;
	size_t digest;

	if (scan_line(s, true) != 'p')
		return scan_fault(s, "the first line is \"p peers\" and what was proven");
	if (!scan_word(s, "peers") || !proof_read_choice(s, aims, 2, &aim) ||
		!proof_read_value(s, &f->bonus) ||
		!scan_count(s, p->n, "the number of groups", &f->n_groups) ||
		!scan_count(s, SIZE_MAX, "the digest", &digest))
		return false;
	p->aim = (enum peers_aim)aim;
	*ret_digest = digest;
	f->person = ARENA_ARRAY(mem, peers_value, p->n);
	f->group_of = ARENA_ARRAY(mem, int32_t, p->n);
	f->group = ARENA_ARRAY(mem, peers_value, f->n_groups);
	f->around = ARENA_ARRAY(mem, int32_t, f->n_groups);
	memset(f->group_of, 0xff, p->n * sizeof *f->group_of);
	memset(f->around, 0xff, f->n_groups * sizeof *f->around);
	return scan_end(s);
}

static bool
read_group(struct scan *s, struct peers_proof *f)
{
	int32_t g;

	if (!scan_id(s, f->n_groups, "group", &g))
		return false;
	if (f->group[g])
		return scan_fault(s, "this group had a price before");
	if (!proof_read_value(s, &f->group[g]))
		return false;
	if (!scan_at_end(s) && !scan_id(s, f->n_groups, "group", &f->around[g]))
		return false;
	return scan_end(s);
}

static bool
read_member(struct scan *s, size_t n, struct peers_proof *f)
{
	int32_t i;

	if (!scan_id(s, n, "person", &i))
		return false;
	if (f->group_of[i] >= 0)
		return scan_fault(s, "this person had a group before");
	return scan_id(s, f->n_groups, "group", &f->group_of[i]) && scan_end(s);
}

bool
peers_proof_read(struct arena *mem, struct scan *s, struct peers_problem *p, struct peers_result *r,
	uint64_t *ret_digest)
{
	struct peers_proof *f = &r->proof;
	bool good = read_proof_header(mem, s, p, f, ret_digest);
	char letter;

	while (good && (letter = scan_line(s, true))) {
		if (letter == 'u')
			good = proof_read_price(s, p->n, "person", f->person);
		else if (letter == 'i')
			good = read_member(s, p->n, f);
		else if (letter == 'g')
			good = read_group(s, f);
		else
			good = scan_fault(s, "a line \"%c\" has no meaning here", letter);
	}
	return good && !s->fault[0];
}
