/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of assign_leximin share. Private to src/solver/assign_fair*.c. */
#ifndef SOLVER_ASSIGN_FAIR_CORE_H
#define SOLVER_ASSIGN_FAIR_CORE_H

#include "solver/assign_core.h"

#define OUT (-1)     /* without a mentor, for good */
#define WAITING (-2) /* without one until the stage has found him one */
#define KEPT                                                                                       \
	UINT32_MAX /* the level of a pair that an earlier stage has settled: it costs nothing more */
#define FREE (UINT32_MAX - 1) /* in place of a level: a free seat, which OUT gives */
#define NO_KEPT UINT32_MAX
#define EMPTY (-1) /* in place of a mentee: a seat that stays empty */

/* A pair that may still be made, as one of its two sides lists it. */
struct open_arc {
	uint32_t who;
	uint32_t level;
};

/* The lists of one side: that of x is arc[of[x].first … of[x].end). */
struct open_lists {
	struct open_arc *arc;
	struct open_span {
		uint32_t first, end;
	} * of;
};

/* What searches look at for each pair: little, and together. */
struct fair_mentee {
	int32_t mentor; /* or OUT, WAITING */
	uint32_t
		label; /* only mentors with the same one are open to him, but for pairs that are kept */
	int32_t pay; /* what his mentor costs in the stage, and 1 if their pair is of its level */
	bool may_be_out; /* without a mentor */
};

struct fair_mentor {
	uint32_t label;
	int32_t price;		 /* of the stage at hand */
	uint32_t mark;		 /* the tree that has seen him */
	int32_t holes;		 /* seats that the stage must fill again; load is without them */
	int32_t load, low, high; /* mentees now, at least and at most */
	uint32_t kept;		 /* his first pair that is kept, or NO_KEPT */
};

/* The rest about a mentee. */
struct fair_place {
	uint32_t level;		/* of his pair */
	uint32_t at;		/* among the holders of his mentor */
	int32_t next, previous; /* on the list of his level */
	int32_t own;		/* the mentor he had before the stage */
	uint32_t kept;		/* his first pair that is kept */
};

/* A pair of an earlier level that best answers use, here and there. */
struct kept {
	int32_t mentee, mentor;
	uint32_t next_of_mentee, next_of_mentor;
	bool gone;
};

/* OUT is a node beside the mentors: who is there has none, and seats that stay empty are filled from there. */
struct fair {
	struct core *c;
	struct arena *work;
	size_t n, m;
	struct fair_mentee *mentee;
	struct fair_place *place;
	struct fair_mentor *mentor;
	bool *in_short;		       /* [m] seats are short, and all his are taken */
	struct open_lists row, column; /* by mentee, by mentor */
	uint32_t *holder_first;	       /* [m] */
	int32_t *holder;
	int32_t *of_level; /* [levels] a mentee whose pair is of it, or EMPTY */
	int64_t *score;	   /* [levels], rising */
	size_t n_levels;

	uint32_t now;	  /* the level of the stage */
	int32_t *waiting; /* mentees, in the order in which they lost their pair */
	size_t n_waiting;
	int32_t *hole; /* mentors, once for each hole */
	size_t n_hole;
	int32_t waiting_pay; /* what those who wait would pay */

	/* The two trees of a search: on from who waits, and back from holes. A mentor is in one of them at most. */
	struct fair_tree {
		uint32_t stamp;	 /* of the mentors that it has seen in this round */
		uint32_t *queue; /* [m] these; those before `open` are closed */
		size_t n_queue, at, open;
		size_t source,
			open_source; /* the next to start from; the first that is not closed */
		size_t work;	     /* pairs looked at since a way was found */
		bool is_out;	     /* OUT was reached: */
		struct fair_move {   /* that mentee (or EMPTY) moves by a pair of that level */
			int32_t mentee;
			uint32_t level, from, to; /* mentors, or NONE */
		} out;
	} on, back;
	struct fair_move *step; /* [m] by which a mentor was reached */
	struct fair_lead { /* [m] somebody who waits and could go there at once, in that round */
		int32_t mentee;
		uint32_t level, stamp;
	} * lead;

	uint32_t *free; /* mentors with a free seat, since it was needed in this round */
	size_t n_free;
	bool knows_free;

	bool is_perfect; /* nobody is out, and no seat is empty: all prices may go up or down together */
	int32_t *priced; /* mentors with a price other than 0, and some that had one */
	bool *is_priced; /* [m] is on that list */
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

static inline bool
fair_still_waits(const struct fair *f, int32_t i)
{
	return f->mentee[i].mentor == WAITING;
}

/* Gives mentee i, who has none, that mentor (or OUT); he pays what the stage asks for that. */
void fair_attach(struct fair *f, int32_t i, int32_t j, uint32_t level);
/* Takes it from him; if he had one, he has for the moment still `mentor`, but no seat. */
void fair_detach(struct fair *f, int32_t i);

/* At the prices as they are, everybody moves on who is on a way from somebody who waits to a hole, until there is none.
 * Returns the tree that is closed then: all of `on` (no hole is reached) or all of `back` (nobody who waits reaches it).
 * NULL if stopped. */
const struct fair_tree *fair_search(struct fair *f);

/* As few pairs of level `now` as can be; prices prove it. False if the stop flag was raised. */
bool fair_stage(struct fair *f);

/* What all best answers of the stage share is settled, and prices are 0 again. */
void fair_settle(struct fair *f);

#endif
