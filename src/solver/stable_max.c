/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large stable matchings with ties on both sides (Király, 2013): at least two thirds of the largest, in time
 * linear in the lists but for the logarithm of a hospital's places.
 *
 * Deferred acceptance with two promises. A resident goes, among hospitals that are equal to him, to one with
 * a free place first; as long as another such one is there, his place is not certain: whoever asks at a
 * hospital that is full gets it, and he goes to the other one. And whoever was refused by all comes
 * once more, and is then preferred among equals.
 *
 * A place that was taken never becomes free again, so "no free place any more" stays true: who looks
 * for one in a tie goes over it once.
 */
#include "solver/stable_core.h"

enum { FIRST_TIME, SECOND_TIME, GIVEN_UP };

struct seeker {
	uint32_t at;   /* the tie he is at starts here */
	uint32_t look; /* nothing is free in the tie before this entry */
	uint32_t ask;  /* and he has asked those before this one */
	uint32_t seat; /* in seats, if he has one */
	int8_t time;
};

struct seat {
	int64_t dislike; /* of who has it: more is worse */
	int32_t resident;
};

struct house {
	uint32_t first; /* of its seats: a heap, the most disliked on top */
	uint32_t taken, seats;
	uint32_t uncertain; /* how many may be so still, in `uncertain` */
};

struct largest {
	const struct stable_side *r, *h;
	uint32_t *place;
	struct seeker *seeker;
	struct house *house;
	struct seat *seat;
	int32_t *uncertain; /* by house, as its seats */
	int32_t *hospital;
};

/* ---- a hospital's heap ---- */

static void
put(struct largest *g, uint32_t k, struct seat s)
{
	g->seat[k] = s;
	g->seeker[s.resident].seat = k;
}

static void
sift_up(struct largest *g, const struct house *h, uint32_t k, struct seat s)
{
	while (k > h->first) {
		uint32_t above = h->first + (k - h->first - 1) / 2;

		if (g->seat[above].dislike >= s.dislike)
			break;
		put(g, k, g->seat[above]);
		k = above;
	}
	put(g, k, s);
}

/* Puts s at k, where another was, and mends the heap. */
static void
replace(struct largest *g, const struct house *h, uint32_t k, struct seat s)
{
	uint32_t end = h->first + h->taken, below;

	while ((below = 2 * k - h->first + 1) < end) {
		if (below + 1 < end && g->seat[below + 1].dislike > g->seat[below].dislike)
			below++;
		if (g->seat[below].dislike <= s.dislike)
			break;
		put(g, k, g->seat[below]);
		k = below;
	}
	sift_up(g, h, k, s);
}

/* ---- asking ---- */

static struct house *
house_at(struct largest *g, uint32_t entry)
{
	return &g->house[g->r->list[entry]];
}

static bool
in_tie(const struct largest *g, int32_t r, uint32_t entry)
{
	return entry < g->r->first[r + 1] && stable_tied(g->r, g->seeker[r].at, entry);
}

/* Whether there is a free place in the tie he is at; look is then there. */
static bool
sees_free(struct largest *g, int32_t r)
{
	struct seeker *s = &g->seeker[r];

	for (; in_tie(g, r, s->look); s->look++) {
		const struct house *h = house_at(g, s->look);

		if (g->place[s->look] != STABLE_NONE && h->taken < h->seats)
			return true;
	}
	return false;
}

static int64_t
dislike(const struct largest *g, int32_t r, uint32_t entry)
{
	uint32_t f = g->place[entry];
	int64_t rank = g->h->rank ? g->h->rank[f] : (int64_t)f;

	return 2 * rank + (g->seeker[r].time == FIRST_TIME);
}

/* Somebody in this full house who could as well be elsewhere, or -1. */
static int32_t
find_uncertain(struct largest *g, struct house *h, int32_t hospital)
{
	while (h->uncertain) {
		int32_t r = g->uncertain[h->first + --h->uncertain];

		if (g->hospital[r] == hospital && sees_free(g, r))
			return r;
	}
	return -1;
}

/* r asks at a full house. Returns who is without a place after that. */
static int32_t
ask(struct largest *g, int32_t r, uint32_t entry)
{
	struct house *h = house_at(g, entry);
	int32_t hospital = g->r->list[entry], other = find_uncertain(g, h, hospital);
	struct seat s = { dislike(g, r, entry), r };

	if (other < 0 && g->seat[h->first].dislike <= s.dislike)
		return r;
	if (other < 0)
		other = g->seat[h->first].resident;
	replace(g, h, g->seeker[other].seat, s);
	g->hospital[other] = -1;
	g->hospital[r] = hospital;
	return other;
}

static void
take_free(struct largest *g, int32_t r)
{
	uint32_t entry = g->seeker[r].look;
	struct house *h = house_at(g, entry);

	g->hospital[r] = g->r->list[entry];
	g->uncertain[h->first + h->uncertain++] = r;
	sift_up(g, h, h->first + h->taken, (struct seat){ dislike(g, r, entry), r });
	h->taken++;
}

/* r goes on until he has a place or gives up. Returns who lost his by that, or -1. */
static int32_t
seek(struct largest *g, int32_t r)
{
	struct seeker *s = &g->seeker[r];

	while (s->time != GIVEN_UP) {
		if (s->at == g->r->first[r + 1]) {
			s->time++;
			s->at = s->look = s->ask = g->r->first[r];
			continue;
		}
		if (sees_free(g, r)) {
			take_free(g, r);
			return -1;
		}
		while (in_tie(g, r, s->ask)) {
			uint32_t entry = s->ask++;
			int32_t other = r;

			if (g->place[entry] != STABLE_NONE && house_at(g, entry)->seats)
				other = ask(g, r, entry);
			if (other != r)
				return other;
		}
		s->at = s->look = s->ask;
	}
	return -1;
}

bool
stable_largest(struct arena *mem, const struct stable_problem *p, int32_t *hospital)
{
	struct largest g = { .r = &p->residents, .h = &p->hospitals, .hospital = hospital };
	uint32_t seats = 0;

	g.place = stable_places(mem, g.r, g.h, 0);
	g.seeker = ARENA_ARRAY(mem, struct seeker, g.r->n);
	g.house = ARENA_ARRAY(mem, struct house, g.h->n);
	for (size_t y = 0; y < g.h->n; y++) {
		uint32_t entries = g.h->first[y + 1] - g.h->first[y];
		uint32_t places = (uint32_t)stable_capacity(g.h, y);

		g.house[y].first = seats;
		g.house[y].seats = places < entries ? places : entries;
		seats += g.house[y].seats;
	}
	g.seat = ARENA_ARRAY(mem, struct seat, seats);
	g.uncertain = ARENA_ARRAY(mem, int32_t, seats);
	for (size_t x = 0; x < g.r->n; x++)
		g.seeker[x].at = g.seeker[x].look = g.seeker[x].ask = g.r->first[x];
	for (size_t x = 0; x < g.r->n && !stable_stopped(p); x++) {
		for (int32_t r = (int32_t)x; r >= 0;)
			r = seek(&g, r);
		if (p->progress && x % 65536 == 0)
			p->progress(p->progress_arg, x, g.r->n);
	}
	return !stable_stopped(p);
}
