/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of cand_best share. Private to src/solver/candidates*.c. */
#ifndef SOLVER_CANDIDATES_CORE_H
#define SOLVER_CANDIDATES_CORE_H

#include "solver/candidates.h"

#define MOST_LANES 7  /* postings count in bytes of one word … */
#define LANE_MOST 255 /* … up to so many */
#define BANNED (UINT64_C(1) << 63)
#define NOT_ELIGIBLE INT64_MIN

/* How a rule is taken: see the method in candidates.h. */
enum way { WAY_LEVEL, WAY_POSTINGS, WAY_LOOSE };

/* A rule of the tree: those who say the same are a class, known by one of them. A class of numbers may
 * be a range; then what the tree knows of it is only the best that is possible. */
struct level {
	const struct cand_rule *rule;
	uint32_t *seeker_class, *offer_class; /* [people] */
	uint32_t n_seeker, n_offer;
	size_t *seeker_rep, *offer_rep; /* [classes] somebody of the class */
	int64_t *low, *high;		/* [n_seeker] CAND_DISTANCE: the numbers of the class */
	bool ranges;
};

/* A rule by postings. points[n] is what n shared items are worth more than none, as a value, or
 * NOT_ELIGIBLE; most[n] is the best of 0 and points[0 … n]. What none are worth is part of `base`. */
struct lane {
	const struct cand_rule *rule;
	int64_t points[LANE_MOST + 1], most[LANE_MOST + 1];
	bool must;	  /* nobody is eligible without a shared item */
	bool may_not;	  /* somebody may not be eligible because of one */
	uint32_t *key_of; /* [n_codes] item -> key, NO_KEY: nobody offers it */
	size_t n_codes;
};
#define NO_KEY UINT32_MAX

struct plan {
	const struct cand_problem *p;
	int64_t scale;
	struct level levels[CAND_MOST_RULES];
	size_t n_levels;
	struct lane lanes[MOST_LANES];
	size_t n_lanes;
	const struct cand_rule *loose[CAND_MOST_RULES]; /* asked exactly for each candidate */
	size_t n_loose;
	int64_t base;		 /* what everybody has, and what loose rules may give at most */
	const struct lane *must; /* the first that must be shared, or NULL */
	const struct lane
		*gain;	 /* the only one that can give more than nothing; NULL: none, or several */
	uint32_t n_keys; /* of the items of all lanes */
	size_t *offer_first; /* keys of offer j: offer_keys[offer_first[j] … offer_first[j + 1]) */
	uint32_t *offer_keys;
	uint32_t *order; /* seekers by class of the first level, then of the second … */
	size_t n_order;
};

/* Decides how each rule is taken. In mem. */
void cand_plan(struct arena *mem, const struct cand_problem *p, struct plan *ret);

/* A rule on its own, for two people; the points of a soft one, 0 if it does not hold. */
bool cand_holds(const struct cand_rule *r, size_t seeker, size_t offer, int64_t *ret_points);
/* CAND_DISTANCE by distance. */
bool cand_near(const struct cand_rule *r, int64_t distance, int64_t *ret_points);
/* CAND_SHARED by number of items. */
bool cand_enough(const struct cand_rule *r, int64_t items, int64_t *ret_points);

/* Somebody's codes in a column of codes or sets. */
static inline size_t
cand_items(const struct cand_column *c, size_t i, const int32_t **ret)
{
	if (c->first) {
		*ret = c->items + c->first[i];
		return c->first[i + 1] - c->first[i];
	}
	*ret = &c->codes[i];
	return c->codes[i] != CAND_UNKNOWN;
}

/* The offers that are left at one step of the tree. */
struct step {
	int32_t *offers;
	int64_t *base;
	size_t n;
	int64_t *row; /* [n_offer] of the level that leads here: a value, or NOT_ELIGIBLE */
};

/* A leaf of the tree, and what a thread needs to get there. */
struct leaf {
	const struct plan *plan;
	struct step *steps; /* [n_levels + 1]; the first has all offers */
	uint32_t *classes;  /* [n_levels] where the tree is now */
	bool started;

	/* The list, best first; equal ones in order of offers. */
	int32_t *offers;
	int64_t *base;
	size_t n;
	int32_t *
		place; /* [n_offers] of an offer in the list, -1: not in it; NULL if nobody is apart */
	uint32_t *first, *keys; /* keys of the offer at place x: keys[first[x] … first[x + 1]) */

	/* The places of those who offer key k, rising: postings[posting_start[k]], posting_n[k] of them. */
	uint32_t *posting_start, *posting_n, *postings;

	uint64_t *sort_keys[2];
	uint32_t *sort_at[2];
};

void leaf_init(struct arena *mem, const struct plan *plan, struct leaf *ret);

/* Goes to the leaf of a seeker; false if it was there. */
bool leaf_go(struct leaf *l, size_t seeker);

struct found {
	int64_t value;
	uint32_t turn; /* from the seeker's start: the smaller the better */
	int32_t offer;
};

/* Those who offer an item of the seeker. */
struct posting {
	const uint32_t *places, *end;
	const struct lane *lane;
	uint32_t key;
	int64_t most; /* what it and those behind it can give together */
};

#define BITS_ITEMS 16 /* of a seeker; who has more is served by postings */
#define BITS_COUNT 4  /* items and more are not told apart */

/* The places of a leaf as bits: see candidates_bits.h. */
struct bits {
	bool able;	   /* the leaf is long enough */
	uint64_t **row_of; /* [keys] of those that are common, else NULL */
	uint64_t *rows;
	size_t room; /* of rows */
	uint64_t
		*own[BITS_ITEMS]; /* of what is rare, as the seeker has it; empty between seekers */

	/* Of the seeker. */
	const uint64_t *items[BITS_ITEMS], *must[BITS_ITEMS];
	size_t n_items, n_must;
	/* Which places have none, one … of the items and what must be shared. */
	uint64_t *exactly[BITS_COUNT + 1];
};

/* The search of one thread. */
struct search {
	const struct plan *plan;
	struct leaf leaf;
	struct bits bits;
	uint32_t *seen; /* [places] the round in which it was looked at */
	uint32_t round;
	uint64_t *mine; /* [keys] 1 in the byte of its lane, for the seeker's own */
	struct posting *postings;
	size_t n_postings;
	struct found *heap; /* the worst on top */
	size_t n;
	struct cand_pair *list;

	/* Of the seeker. */
	size_t seeker, start;
	int64_t floor; /* what is below is not wanted */
};

void search_init(struct arena *mem, const struct plan *plan, struct search *ret);

/* Finds the best of a seeker and hands them over. */
void search_find(struct search *s, size_t seeker);

#endif
