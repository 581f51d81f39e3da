/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Candidates: from people and rules to the best k eligible partners of each, exactly, without scoring
 * each pair. Each seeker (a mentee, say) has a list of all offers (mentors) that every hard rule allows,
 * by their value; the first k of it are found, and if asked for, how long it is.
 *
 * A value is scale * points + offset of the offer; points are the sum of what the rules give. Of two
 * offers of the same value, the one that comes first when counting from the seeker's own start (see
 * cand_start) and around: so seekers who see no difference do not all ask for the same few.
 *
 * Method. Rules that know few values (levels, languages, time zones) are taken first, for all seekers
 * who say the same together: they walk down a tree, and at each step the list of offers gets shorter and
 * the points grow. At a leaf the list is sorted by points. Rules that few pairs meet (topics, units) are
 * turned into postings: for each item the places of those who offer it. A seeker touches only the
 * postings of his own items, each no further than a place from where even the most points would not be
 * enough (Turtle and Flood, 1995), and of all others only the first k; long postings are counted as bits,
 * many places at a time. What fits neither way is bounded from above and asked exactly, best first (Fagin,
 * Lotem and Naor, 2003).
 *
 * Cost: leaves * offers on the list + touched postings. Where every seeker has numbers of his own that
 * only a loose bound covers, it is nearly that of scoring every pair.
 *
 * Pure: the same input gives the same lists, whatever the number of threads.
 */
#ifndef SOLVER_CANDIDATES_H
#define SOLVER_CANDIDATES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/*
 *                  compares   holds if                                   gives
 * CAND_SAME        codes      both are known and the same                points
 * CAND_DIFFERENT   codes      they are not known to be the same          points
 * CAND_STEPS       codes      offer - seeker is from lo to hi            points
 * CAND_SHARED      sets       at least lo items (1 or more) are in both  points; with a cap, points
 *                                                                        for each item, at most cap
 * CAND_DISTANCE    numbers    they are at most hi apart                  points * (hi - distance) / hi,
 *                                                                        rounded to 0; hi 0: points
 * CAND_OVERLAP     codes of   at least lo bits (1 or more) are in both   points
 *                  `bits`
 *
 * What is not known makes a rule fail, but for CAND_DIFFERENT. A rule that fails gives nothing.
 */
enum cand_kind {
	CAND_SAME,
	CAND_DIFFERENT,
	CAND_STEPS,
	CAND_SHARED,
	CAND_DISTANCE,
	CAND_OVERLAP,
};

#define CAND_UNKNOWN (-1)	 /* a code */
#define CAND_NO_NUMBER INT64_MIN /* a number; others lie within +-2^61 */
#define CAND_WORDS 6		 /* of a row of bits */
#define CAND_MOST_RULES 64
#define CAND_MOST_POINTS (INT64_C(1) << 40) /* and caps, without sign */

/* The values of one side for one rule; what its kind needs is set, the rest NULL. */
struct cand_column {
	const int32_t *codes;	/* [people], 0 or more, or CAND_UNKNOWN */
	const int64_t *numbers; /* [people] */
	const size_t
		*first; /* [people + 1]: the set of person i is items[first[i] … first[i + 1]) */
	const int32_t *items; /* rising within a set, 0 or more */
};

struct cand_rule {
	enum cand_kind kind;
	bool hard; /* must hold, and gives nothing */
	int64_t lo, hi, points, cap;
	struct cand_column seeker, offer;
	const uint64_t (
		*bits)[CAND_WORDS]; /* CAND_OVERLAP: what the codes of both sides stand for */
};

struct cand_pair {
	int32_t offer;
	int64_t value;
};

struct cand_problem {
	size_t n_seekers, n_offers; /* below 2^31 */
	const struct cand_rule *rules;
	size_t n_rules; /* at most CAND_MOST_RULES */

	const bool *seeker_out, *offer_out; /* those who get nobody; NULL: nobody */

	/* Offers that a seeker must not get: apart[apart_first[i] … apart_first[i + 1]), in any order.
	 * NULL: none. */
	const size_t *apart_first;
	const int32_t *apart;

	int64_t scale;	       /* 0 counts as 1; not negative */
	const int64_t *offset; /* [n_offers]; NULL: 0 */
	const int64_t *above;  /* [n_seekers]: only values above are wanted; NULL: all */

	size_t k;		  /* so many at most; 0: only counts */
	bool count;		  /* eligible offers are counted */
	unsigned threads;	  /* 0: two */
	const atomic_int *stop;	  /* NULL, or not 0 once the answer is no longer wanted */
	void (*alive)(void *arg); /* NULL, or called now and then by the thread that asks */
	void *alive_arg;

	/*
	 * Called once for each seeker who is not out, from all threads at the same time and in no particular
	 * order; so it may only touch what belongs to this seeker. list is the best n, best first, and only
	 * there during the call. eligible: how many there are (whatever `above` says), 0 unless counted.
	 */
	void (*take)(
		void *arg, size_t seeker, const struct cand_pair *list, size_t n, size_t eligible);
	void *arg;
};

/* False if stopped. */
bool cand_best(const struct cand_problem *p);

/* One pair: false if it is not eligible, else its value. */
bool cand_value(const struct cand_problem *p, size_t seeker, size_t offer, int64_t *ret);

/* The place from which a seeker counts where offers are as good as each other. */
size_t cand_start(const struct cand_problem *p, size_t seeker);

/* The same problem seen from the other side: seekers are offered, offers seek. In mem; the columns are
 * shared. Offset, above and take are empty. */
struct cand_problem cand_turned(struct arena *mem, const struct cand_problem *p);

#endif
