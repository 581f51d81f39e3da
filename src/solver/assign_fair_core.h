/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of assign_leximin share. Private to src/solver/assign_fair*.c. */
#ifndef SOLVER_ASSIGN_FAIR_CORE_H
#define SOLVER_ASSIGN_FAIR_CORE_H

#include "solver/assign_core.h"

#define OUT (-1)     /* without a mentor, for good */
#define WAITING (-2) /* without one until the stage has found him one */
#define KEPT                                                                                       \
	UINT32_MAX /* the level of a pair that an earlier stage has settled: it costs nothing more */
#define NO_KEPT UINT32_MAX
#define EMPTY (-1) /* in place of a mentee: a seat that stays empty */

/* A pair that may still be made, as one of its two sides lists it. */
struct open_arc {
	uint32_t who;
	uint32_t level;
};

struct fair_mentee {
	int32_t mentor; /* or OUT, WAITING */
	uint32_t level; /* of his pair */
	uint32_t
		label; /* only mentors with the same one are open to him, but for pairs that are kept */
	uint32_t kept; /* his first pair that is kept, or NO_KEPT */
};

/* What searches do not look at. */
struct fair_place {
	uint32_t at;		/* among the holders of his mentor */
	int32_t next, previous; /* on the list of his level */
	int32_t own;		/* the mentor he had before the stage */
	bool may_be_out;
};

struct fair_mentor {
	int32_t load, low, high; /* mentees now, at least and at most */
	int32_t holes;		 /* seats that the stage must fill again; load is without them */
	int32_t price;		 /* of the stage at hand */
	uint32_t label;
	uint32_t kept; /* his first pair that is kept */
	bool in_short; /* seats are short, and all his are taken */
	bool is_priced;
};

/* A pair of an earlier level that best answers use, here and there. */
struct kept {
	int32_t mentee, mentor;
	uint32_t next_of_mentee, next_of_mentor;
	bool gone;
};

/* How a node was reached: that mentee (or EMPTY) moves in by a pair of that level; the node is where he comes from, or
 * where he goes. */
struct fair_step {
	int32_t mentee;
	uint32_t level;
	uint32_t node;
};

/* OUT is a node beside the mentors: who is there has none, and seats that stay empty are filled from there. */
struct fair {
	struct core *c;
	struct arena *work;
	size_t n, m;
	struct fair_mentee *mentee;
	struct fair_place *place;
	struct fair_mentor *mentor;
	struct open_arc *row, *column;	     /* by mentee, by mentor */
	uint32_t *row_first, *row_end;	     /* [n] */
	uint32_t *column_first, *column_end; /* [m] */
	uint32_t *holder_first;		     /* [m] */
	int32_t *holder;
	int32_t *of_level; /* [levels] a mentee whose pair is of it, or EMPTY */
	int64_t *score;	   /* [levels], rising */
	size_t n_levels;

	uint32_t now;	  /* the level of the stage */
	int32_t *waiting; /* mentees, in the order in which they lost their pair */
	size_t n_waiting;
	int32_t *hole; /* mentors, once for each hole */
	size_t n_hole;
	bool is_first;	     /* round of the stage: nothing has a price, and nobody pays */
	int32_t waiting_pay; /* what those who wait would pay */

	struct fair_step *step; /* [m] of the last search */
	struct fair_front { /* of those that start at holes, and of those that start with who waits */
		uint32_t *mark;	 /* [m] seen in this round */
		uint32_t *queue; /* [m] nodes seen; those of failed searches stay */
		size_t n_queue;
	} back, on;
	struct fair_lead { /* [m] somebody who waits and could go there at once, in that round */
		int32_t mentee;
		uint32_t level, stamp;
	} * lead;
	uint32_t stamp;
	int32_t *aside; /* [n] those from whom, or holes from which, only OUT was reached */
	size_t n_aside;

	bool is_perfect; /* nobody is out, and no seat is empty: all prices may go up or down together */
	int32_t *priced; /* mentors with a price other than 0 */
	size_t n_priced;

	struct kept *kept;
	size_t n_kept, kept_room;

	struct fair_labels {
		uint32_t *size; /* people with that label */
		uint32_t *free; /* those of nobody */
		size_t n_free;
		uint32_t *changed, *stamp; /* what a label has become, in the last change */
		uint32_t changes;
	} labels;
	struct fair_change *change; /* [n + m] */
};

/* A mentee or a mentor, and what he pays or costs in the stage. */
struct fair_change {
	uint32_t *label;
	int32_t by;
};

/* What mentee i pays now: his price, and 1 if his pair is of the level of the stage. */
static inline int32_t
pays(const struct fair *f, const struct fair_mentee *x)
{
	if (x->mentor >= 0)
		return f->mentor[x->mentor].price + (x->level == f->now);
	return x->mentor == WAITING ? f->waiting_pay : 0;
}

static inline bool
fair_still_waits(const struct fair *f, int32_t i)
{
	return f->mentee[i].mentor == WAITING;
}

/* May one more seat of the mentor stay empty? */
static inline bool
fair_may_lose(const struct fair_mentor *y)
{
	return y->load + y->holes > y->low && !y->price;
}

/* No way; done; or OUT was reached, where nothing was done. */
enum fair_end { FAIR_FAILED, FAIR_DONE, FAIR_AT_OUT };

/* From the hole at mentor j back to somebody who waits, or to somebody who is out (or a seat that may stay empty); only with
 * from_out he comes then. */
enum fair_end fair_search_back(struct fair *f, int32_t j, bool from_out);

/* From mentee i, who waits, to a hole, or until somebody may be out (or a free seat be taken); only with to_out it is. */
enum fair_end fair_search_on(struct fair *f, int32_t i, bool to_out);

void fair_attach(struct fair *f, int32_t i, int32_t j, uint32_t level);
void fair_detach(struct fair *f, int32_t i);

/* As few pairs of level `now` as can be; prices prove it. False if the stop flag was raised. */
bool fair_stage(struct fair *f);

/* What all best answers of the stage share is settled, and prices are 0 again. */
void fair_settle(struct fair *f);

#endif
