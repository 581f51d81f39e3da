/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/wished.h"

#include <stdlib.h>

#include "solver/stable.h"

/* Strong and super-stable answers are looked for among so many pairs. */
#define FIRM_PAIRS (2u << 20)

/* One entry of a list while it is put in order. */
struct entry {
	int32_t other, place;
	int64_t score;
};

struct wished {
	struct arena *mem;
	const struct wished_question *q;
	int32_t *pinned;    /* [n_mentees] to which mentor, -1 */
	int32_t *capacity;  /* what pins leave */
	int32_t *of_mentee; /* [n_pairs] the place of the mentor for the mentee, 0: not at all */
	int32_t *of_mentor;
	struct stable_problem p;
	struct assign_pair *kept; /* pairs that nobody has ruled out */
	size_t n_kept;
};

/* ---- who is welcome ---- */

/* place[other] for all whom somebody has named, -1 for those not for him; 0: not named. Returns what the
 * others have, 0 if he wants nobody else. */
static int32_t
mark(const struct said *s, const int64_t *ids, size_t n, int32_t *place, bool clear)
{
	int32_t last = 0;

	for (int i = 0; i < s->n + s->n_not; i++) {
		int64_t id = i < s->n ? s->v[i].person : s->not_for_me[i - s->n];
		ptrdiff_t at = id_place(ids, n, id);

		if (i < s->n)
			last = (int32_t)s->v[i].place;
		if (at >= 0)
			place[at] = clear ? 0 : i < s->n ? (int32_t)s->v[i].place : -1;
	}
	return s->only ? 0 : last + 1;
}

static int32_t
place_of(int32_t marked, int32_t others)
{
	return marked > 0 ? marked : marked < 0 ? 0 : others;
}

static void
places_of_mentees(struct wished *w)
{
	const struct match_input *in = w->q->in;
	int32_t *place = ARENA_ARRAY(w->mem, int32_t, in->n_mentors);

	for (size_t e = 0; e < w->q->n_pairs;) {
		int32_t i = w->q->pairs[e].mentee;
		const struct said *s = &w->q->said->mentees[i];
		int32_t others = mark(s, in->mentors, in->n_mentors, place, false);

		for (; e < w->q->n_pairs && w->q->pairs[e].mentee == i; e++)
			w->of_mentee[e] = place_of(place[w->q->pairs[e].mentor], others);
		mark(s, in->mentors, in->n_mentors, place, true);
	}
}

static void
places_of_mentors(struct wished *w)
{
	const struct match_input *in = w->q->in;
	const struct assign_pair *pairs = w->q->pairs;
	int32_t *place = ARENA_ARRAY(w->mem, int32_t, in->n_mentees);
	uint32_t *first = ARENA_ARRAY(w->mem, uint32_t, in->n_mentors + 2);
	uint32_t *of = ARENA_ARRAY(w->mem, uint32_t, w->q->n_pairs);

	for (size_t e = 0; e < w->q->n_pairs; e++)
		first[pairs[e].mentor + 2]++;
	for (size_t j = 2; j <= in->n_mentors; j++)
		first[j] += first[j - 1];
	for (size_t e = 0; e < w->q->n_pairs; e++)
		of[first[pairs[e].mentor + 1]++] = (uint32_t)e;
	for (size_t j = 0; j < in->n_mentors; j++) {
		const struct said *s = &w->q->said->mentors[j];
		int32_t others = mark(s, in->mentees, in->n_mentees, place, false);

		for (uint32_t k = first[j]; k < first[j + 1]; k++)
			w->of_mentor[of[k]] = place_of(place[pairs[of[k]].mentee], others);
		mark(s, in->mentees, in->n_mentees, place, true);
	}
}

/* ---- the lists ---- */

static int
by_place(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

static bool
is_kept(const struct wished *w, size_t e)
{
	return w->of_mentee[e] && w->of_mentor[e] && w->pinned[w->q->pairs[e].mentee] < 0;
}

/* The list of everybody on a side, best first; among equals, who fits better by the rules. */
static struct stable_side
lists_of(struct wished *w, enum side side, size_t n)
{
	const struct assign_pair *pairs = w->q->pairs;
	uint32_t *first = ARENA_ARRAY(w->mem, uint32_t, n + 2);
	struct entry *all = ARENA_ARRAY(w->mem, struct entry, w->n_kept);
	int32_t *list = ARENA_ARRAY(w->mem, int32_t, w->n_kept);
	int32_t *rank = ARENA_ARRAY(w->mem, int32_t, w->n_kept);

	for (size_t e = 0; e < w->q->n_pairs; e++)
		if (is_kept(w, e))
			first[(side == MENTEE ? pairs[e].mentee : pairs[e].mentor) + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		first[i] += first[i - 1];
	for (size_t e = 0; e < w->q->n_pairs; e++)
		if (is_kept(w, e))
			all[first[(side == MENTEE ? pairs[e].mentee : pairs[e].mentor) + 1]++] =
				(struct entry){ side == MENTEE ? pairs[e].mentor : pairs[e].mentee,
					side == MENTEE ? w->of_mentee[e] : w->of_mentor[e],
					pairs[e].score };
	for (size_t i = 0; i < n; i++)
		qsort(all + first[i], first[i + 1] - first[i], sizeof *all, by_place);
	for (size_t k = 0; k < w->n_kept; k++) {
		list[k] = all[k].other;
		rank[k] = all[k].place;
	}
	return (struct stable_side){ .n = n, .first = first, .list = list, .rank = rank };
}

static void
take_pins(struct wished *w)
{
	const struct match_input *in = w->q->in;

	w->pinned = ARENA_ARRAY(w->mem, int32_t, in->n_mentees);
	w->capacity = arena_memdup(
		w->mem, roster_places(in->roster), in->n_mentors * sizeof *w->capacity);
	for (size_t i = 0; i < in->n_mentees; i++)
		w->pinned[i] = -1;
	for (size_t i = 0; i < in->n_pins; i++) {
		w->pinned[in->pins[i].mentee] = in->pins[i].mentor;
		w->capacity[in->pins[i].mentor]--;
	}
}

static void
keep_pairs(struct wished *w)
{
	w->kept = ARENA_ARRAY(w->mem, struct assign_pair, w->q->n_pairs);
	for (size_t e = 0; e < w->q->n_pairs; e++)
		if (is_kept(w, e))
			w->kept[w->n_kept++] = w->q->pairs[e];
}

/* ---- answers ---- */

static const char *
trouble(enum stable_status s)
{
	return s == STABLE_STOPPED ? MATCH_STOPPED : stable_status_text(s);
}

/* True if nobody blocks it in that sense. */
static bool
holds(struct wished *w, enum stable_ties ties, const struct stable_result *r,
	const char **ret_wrong)
{
	struct stable_problem p = w->p;
	size_t blocking = 0;

	p.ties = ties;
	*ret_wrong = stable_check(w->mem, &p, r, &blocking);
	return !*ret_wrong && !blocking;
}

/* The better of *best and one that is found in this way. */
static const char *
try_ties(struct wished *w, enum stable_ties ties, struct stable_result *best, bool *found)
{
	struct stable_problem p = w->p;
	struct stable_result r;
	enum stable_status s;

	p.ties = ties;
	s = stable_solve(w->mem, &p, &r);
	if (s == STABLE_NO_SUCH)
		return NULL;
	if (s != STABLE_OK)
		return trouble(s);
	if (!*found || r.count > best->count)
		*best = r;
	*found = true;
	return NULL;
}

/* The largest matching of all, with the most points; most: how many pairs it has. */
static const char *
try_largest(struct wished *w, struct stable_result *best, bool *found, size_t *ret_most)
{
	const struct match_input *in = w->q->in;
	struct assign_problem p = { .aim = ASSIGN_EVERYONE,
		.n_mentees = in->n_mentees,
		.n_mentors = in->n_mentors,
		.capacity = w->capacity,
		.pairs = w->kept,
		.n_pairs = w->n_kept,
		.stop = w->q->stop };
	struct assign_result a;
	enum assign_status s = assign_solve(w->mem, &p, &a);
	struct stable_result r;
	const char *wrong;

	if (s != ASSIGN_OK)
		return s == ASSIGN_STOPPED ? MATCH_STOPPED : assign_status_text(s);
	*ret_most = a.count;
	r = (struct stable_result){ a.count, a.mentor };
	if (!w->q->fit && holds(w, STABLE_WEAK, &r, &wrong)) {
		*best = r;
		*found = true;
	}
	return NULL;
}

static const char *
find(struct wished *w, struct stable_result *ret, size_t *ret_most)
{
	static const enum stable_ties many[] = { STABLE_MAX, STABLE_WEAK };
	static const enum stable_ties firm[] = { STABLE_SUPER, STABLE_STRONG, STABLE_WEAK };
	bool found = false;
	const char *wrong = try_largest(w, ret, &found, ret_most);

	for (int i = 0; !wrong && !w->q->fit && i < 2; i++)
		if (!found || ret->count < *ret_most)
			wrong = try_ties(w, many[i], ret, &found);
	for (int i = 0; !wrong && w->q->fit && !found && i < 3; i++)
		if (firm[i] == STABLE_WEAK || w->n_kept <= FIRM_PAIRS)
			wrong = try_ties(w, firm[i], ret, &found);
	return wrong;
}

/* With the pins, and the points of the rules. */
static void
sum_up(struct wished *w, const struct stable_result *r, struct match_answer *ret)
{
	const struct match_input *in = w->q->in;
	bool *used = ARENA_ARRAY(w->mem, bool, in->n_mentors);

	*ret = (struct match_answer){ .unused = in->n_mentors,
		.mentor = ARENA_ARRAY(w->mem, int32_t, in->n_mentees),
		.points = ARENA_ARRAY(w->mem, int64_t, in->n_mentees) };
	for (size_t i = 0; i < in->n_mentees; i++) {
		int32_t j = w->pinned[i] >= 0 ? w->pinned[i] : r->hospital[i];

		ret->mentor[i] = j;
		if (j < 0)
			continue;
		criteria_pair(&in->criteria, in->roster, i, (size_t)j, &ret->points[i]);
		ret->lowest =
			ret->count && ret->lowest < ret->points[i] ? ret->lowest : ret->points[i];
		ret->count++;
		ret->score += ret->points[i];
		ret->unused -= !used[j];
		used[j] = true;
	}
	ret->value = ret->score;
}

const char *
wished_solve(struct arena *mem, const struct wished_question *q, struct wished_answer *ret)
{
	struct wished w = { .mem = mem, .q = q };
	struct stable_result r = { 0 };
	const char *wrong;
	size_t most = 0;

	w.of_mentee = ARENA_ARRAY(mem, int32_t, q->n_pairs);
	w.of_mentor = ARENA_ARRAY(mem, int32_t, q->n_pairs);
	take_pins(&w);
	places_of_mentees(&w);
	places_of_mentors(&w);
	keep_pairs(&w);
	w.p = (struct stable_problem){ .residents = lists_of(&w, MENTEE, q->in->n_mentees),
		.hospitals = lists_of(&w, MENTOR, q->in->n_mentors),
		.stop = q->stop };
	w.p.hospitals.capacity = w.capacity;
	wrong = find(&w, &r, &most);
	if (wrong)
		return wrong;
	if (!holds(&w, STABLE_WEAK, &r, &wrong))
		return wrong ? wrong : "two who are not paired would both rather be";
	ret->firm = holds(&w, STABLE_SUPER, &r, &wrong)	   ? "super"
		    : holds(&w, STABLE_STRONG, &r, &wrong) ? "strong"
							   : "weak";
	ret->most = most + q->in->n_pins;
	sum_up(&w, &r, &ret->best);
	return NULL;
}
