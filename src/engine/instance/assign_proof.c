/* SPDX-License-Identifier: Apache-2.0 */
/* Answers and proofs as text. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "engine/instance/assign_text.h"
#include "engine/instance/proof.h"

static const char *const aims[] = { "everyone", "fit" };
static const char *const fairs[] = { "none", "bottleneck", "leximin" };
static const char *const quotas[] = { "free", "quota" };

/* ---- answers ---- */

bool
assign_solution_read(struct arena *mem, struct scan *s, size_t n_mentees, size_t n_mentors,
	struct assign_solution *ret)
{
	size_t most = (size_t)(s->end - s->at) / 6 + 1, n = 0;
	struct assign_pair *pairs = ARENA_ARRAY(mem, struct assign_pair, most);

	while (s->at < s->end && *s->at >= '0' && *s->at <= '9') {
		struct assign_pair x;

		if (n == most)
			return scan_fault(s, "a line holds a mentee, a mentor and a score");
		if (!scan_id(s, n_mentees, "mentee", &x.mentee) ||
			!scan_id(s, n_mentors, "mentor", &x.mentor) ||
			!scan_int(s, "a score", &x.score) || !scan_end(s))
			return false;
		pairs[n++] = x;
	}
	ret->pairs = pairs;
	ret->n_pairs = n;
	if (!scan_word(s, "count"))
		return s->fault[0] = 0,
		       scan_fault(s, "the last line is \"count N score S\", after the pairs");
	if (!scan_count(s, SIZE_MAX / 2, "the number of pairs", &ret->count) ||
		!scan_word(s, "score") || !scan_int(s, "the total score", &ret->score) ||
		!scan_end(s))
		return false;
	return scan_line(s, true) ? scan_fault(s, "nothing stands behind the line \"count\"")
				  : !s->fault[0];
}

/* ---- the problem in a number ---- */

static uint64_t
mix_stage(size_t at, const struct assign_stage *t)
{
	uint64_t sum = 0;

	for (size_t k = 0; k < t->n_levels; k++) {
		const struct assign_level *x = &t->levels[k];

		sum += proof_mix(11, at, (uint64_t)x->score, (uint64_t)x->penalty);
		sum += proof_mix(12, at, (uint64_t)x->score, (uint64_t)(x->penalty >> 64));
	}
	for (size_t k = 0; k < t->n_prices; k++) {
		const struct assign_price *x = &t->prices[k];

		sum += proof_mix(13, at, (uint64_t)x->mentor, (uint64_t)x->price);
		sum += proof_mix(14, at, (uint64_t)x->mentor, (uint64_t)(x->price >> 64));
	}
	return sum;
}

uint64_t
assign_digest(const struct assign_problem *p, const struct assign_proof *f)
{
	uint64_t sum = proof_mix(1, p->n_mentees, p->n_mentors, p->n_pairs);

	for (size_t k = 0; p->pairs && k < p->n_pairs; k++)
		sum += proof_mix(2, (uint64_t)p->pairs[k].mentee, (uint64_t)p->pairs[k].mentor,
			(uint64_t)p->pairs[k].score);
	for (size_t i = 0; !p->pairs && i < p->n_mentees; i++)
		for (size_t a = p->first[i]; a < p->first[i + 1]; a++)
			sum += proof_mix(2, i, (uint64_t)p->arcs[a].mentor,
				(uint64_t)(int64_t)p->arcs[a].score);
	for (size_t j = 0; p->capacity && j < p->n_mentors; j++)
		sum += proof_mix(3, j, (uint64_t)p->lower[j], (uint64_t)p->capacity[j]);
	for (size_t i = 0; p->wants && i < p->n_mentees; i++)
		sum += proof_mix(4, i, (uint64_t)p->wants[i], 0);
	for (size_t k = 0; k < p->n_pins; k++)
		sum += proof_mix(5, (uint64_t)p->pins[k].mentee, (uint64_t)p->pins[k].mentor, 0);
	for (size_t k = 0; k < p->n_bans; k++)
		sum += proof_mix(6, (uint64_t)p->bans[k].mentee, (uint64_t)p->bans[k].mentor, 0);
	sum += proof_mix_prices(7, f->mentee, p->n_mentees);
	sum += proof_mix_prices(8, f->mentor, p->n_mentors);
	sum += proof_mix_prices(9, f->enough, p->n_mentors);
	sum += proof_mix_prices(10, f->short_of, p->n_mentors);
	for (size_t k = 0; k < f->n_stages; k++)
		sum += mix_stage(k, &f->stages[k]);
	return sum;
}

/* ---- writing a proof ---- */

static void
put_pair(char letter, __int128 left, __int128 right,
	void (*put)(void *arg, const char *text, size_t n), void *arg)
{
	char line[128], *at = line;

	*at++ = letter;
	*at++ = ' ';
	at = proof_put_value(at, left);
	*at++ = ' ';
	at = proof_put_value(at, right);
	*at++ = '\n';
	put(arg, line, (size_t)(at - line));
}

/* A stage begins with its levels. */
static void
put_stages(
	const struct assign_proof *f, void (*put)(void *arg, const char *text, size_t n), void *arg)
{
	for (size_t s = 0; s < f->n_stages; s++) {
		const struct assign_stage *t = &f->stages[s];

		for (size_t k = 0; k < t->n_levels; k++)
			put_pair(k ? 'l' : 's', t->levels[k].score, t->levels[k].penalty, put, arg);
		for (size_t k = 0; k < t->n_prices; k++)
			put_pair('w', t->prices[k].mentor, t->prices[k].price, put, arg);
	}
}

void
assign_proof_write(const struct assign_problem *p, size_t n_kept, const struct assign_result *r,
	void (*put)(void *arg, const char *text, size_t n), void *arg)
{
	const struct assign_proof *f = &r->proof;
	char line[320], weight[48], bonus[48], quota[48];
	int n;

	*proof_put_value(weight, f->weight) = 0;
	*proof_put_value(bonus, f->bonus) = 0;
	*proof_put_value(quota, f->quota) = 0;
	n = snprintf(line, sizeof line, "p proof %s %s %s %s %s %s %lld %llu\n", aims[p->aim],
		fairs[p->fair], quotas[p->quota], weight, bonus, quota, (long long)f->floor,
		(unsigned long long)assign_digest(p, f));
	put(arg, line, (size_t)n);
	for (size_t k = 0; k < n_kept; k++) {
		n = snprintf(line, sizeof line, "k %d %d\n", (int)p->pins[k].mentee,
			(int)p->pins[k].mentor);
		put(arg, line, (size_t)n);
	}
	proof_put_prices('u', f->mentee, p->n_mentees, put, arg);
	proof_put_prices('v', f->mentor, p->n_mentors, put, arg);
	put_stages(f, put, arg);
	if (!f->enough)
		return;
	proof_put_prices('a', f->enough, p->n_mentors, put, arg);
	proof_put_prices('b', f->short_of, p->n_mentors, put, arg);
}

/* ---- reading a proof ---- */

static bool
read_head(struct scan *s, struct assign_problem *p, struct assign_proof *f, uint64_t *ret_digest)
{
	int aim, fair, quota;
	size_t digest = 0;

	if (!scan_word(s, "proof") || !proof_read_choice(s, aims, 2, &aim) ||
		!proof_read_choice(s, fairs, 3, &fair) ||
		!proof_read_choice(s, quotas, 2, &quota) || !proof_read_value(s, &f->weight) ||
		!proof_read_value(s, &f->bonus) || !proof_read_value(s, &f->quota) ||
		!scan_int(s, "the floor", &f->floor) ||
		!scan_count(s, SIZE_MAX, "the digest", &digest))
		return false;
	p->aim = (enum assign_aim)aim;
	p->fair = (enum assign_fair)fair;
	p->quota = quota;
	*ret_digest = digest;
	return scan_end(s);
}

/* What lines of stages have said so far, in memory that grows with the text. */
struct stages {
	struct assign_stage *list;
	size_t n, room, level_room, price_room;
};

/* Room for one more at the end of a list of n. */
#define MAKE_ROOM(mem, list, n, room)                                                              \
	do {                                                                                       \
		if ((n) == (room)) {                                                               \
			(list) = arena_grow(mem, list, (room) * sizeof *(list),                    \
				((room)*2 + 16) * sizeof *(list));                                 \
			(room) = (room)*2 + 16;                                                    \
		}                                                                                  \
	} while (0)

/* A line "s" or "l" with a score and its weight, or "w" with a mentor and his price. */
static bool
read_stage_line(struct arena *mem, struct scan *s, char letter, size_t n_mentors, struct stages *t)
{
	struct assign_stage *now;
	struct assign_level level;
	struct assign_price price;

	if (letter == 's') {
		MAKE_ROOM(mem, t->list, t->n, t->room);
		t->list[t->n++] = (struct assign_stage){ 0 };
		t->level_room = t->price_room = 0;
	} else if (!t->n) {
		return scan_fault(
			s, "a line \"%c\" stands behind the first line of its stage", letter);
	}
	now = &t->list[t->n - 1];
	if (letter == 'w') {
		if (!scan_id(s, n_mentors, "mentor", &price.mentor) ||
			!proof_read_value(s, &price.price))
			return false;
		MAKE_ROOM(mem, now->prices, now->n_prices, t->price_room);
		now->prices[now->n_prices++] = price;
	} else {
		if (!scan_int(s, "a score", &level.score) || !proof_read_value(s, &level.penalty))
			return false;
		MAKE_ROOM(mem, now->levels, now->n_levels, t->level_room);
		now->levels[now->n_levels++] = level;
	}
	return scan_end(s);
}

bool
assign_proof_read(struct arena *mem, struct scan *s, struct assign_problem *p,
	struct assign_result *r, uint64_t *ret_digest)
{
	struct assign_proof *f = &r->proof;
	struct assign_pair *kept = NULL, x = { 0 };
	struct stages stages = { 0 };
	size_t n_kept = 0, cap = 0;
	char letter = scan_line(s, true);
	bool good = true;

	f->mentee = ARENA_ARRAY(mem, assign_value, p->n_mentees);
	f->mentor = ARENA_ARRAY(mem, assign_value, p->n_mentors);
	if (letter != 'p')
		return scan_fault(s, "the first line is \"p proof\" and what was proven");
	if (!read_head(s, p, f, ret_digest))
		return false;
	if (p->fair == ASSIGN_BOTTLENECK) {
		f->enough = ARENA_ARRAY(mem, assign_value, p->n_mentors);
		f->short_of = ARENA_ARRAY(mem, assign_value, p->n_mentors);
	}
	while (good && (letter = scan_line(s, true))) {
		if (letter == 'u') {
			good = proof_read_price(s, p->n_mentees, "mentee", f->mentee);
		} else if (letter == 'v') {
			good = proof_read_price(s, p->n_mentors, "mentor", f->mentor);
		} else if (f->enough && (letter == 'a' || letter == 'b')) {
			good = proof_read_price(
				s, p->n_mentors, "mentor", letter == 'a' ? f->enough : f->short_of);
		} else if (p->fair == ASSIGN_LEXIMIN &&
			   (letter == 's' || letter == 'l' || letter == 'w')) {
			good = read_stage_line(mem, s, letter, p->n_mentors, &stages);
		} else if (letter == 'k') {
			good = scan_id(s, p->n_mentees, "mentee", &x.mentee) &&
			       scan_id(s, p->n_mentors, "mentor", &x.mentor) && scan_end(s);
			if (n_kept == cap) {
				kept = arena_grow(
					mem, kept, cap * sizeof x, (cap * 2 + 64) * sizeof x);
				cap = cap * 2 + 64;
			}
			kept[n_kept++] = x;
		} else {
			good = scan_fault(s, "a line \"%c\" has no meaning here", letter);
		}
	}
	if (s->fault[0])
		return false;
	f->stages = stages.list;
	f->n_stages = stages.n;
	if (n_kept) {
		size_t before = p->n_pins;

		assign_keep(mem, p, kept, n_kept);
		if (p->n_pins - before != n_kept)
			return scan_fault(s, "a pair that was kept cannot be kept");
	}
	return true;
}
