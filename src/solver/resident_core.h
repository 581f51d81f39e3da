/* SPDX-License-Identifier: Apache-2.0 */
/* What a resident matching consists of. Private to src/solver/resident*.c. */
#ifndef SOLVER_RESIDENT_CORE_H
#define SOLVER_RESIDENT_CORE_H

#include "solver/assign_core.h"
#include "solver/resident.h"

#define FAR                                                                                        \
	((int64_t)1 << 61) /* the price of a seat that is not to be had; no path is half as long */

struct link {
	int32_t who, score;
};

struct mentee {
	struct link *row; /* mentors: [0, held) he has, [held, n) he could have */
	uint32_t n, room;
	int32_t wants, held; /* beside pins */
	int64_t gain;
};

struct mentor {
	struct link *column; /* mentees of all open pairs, made or not */
	int32_t *holder;     /* mentees */
	uint32_t n, room, holder_room;
	int32_t load, seats, lower; /* beside pins; lower: 0 without quota */
	int32_t all_seats, all_lower, pins;
};

/* Of a node in a search. */
struct label {
	int64_t length;	  /* of the shortest path known */
	uint32_t at;	  /* place in the heap plus 1; 0 = not seen; NONE = left it */
	int32_t from, to; /* see resident_search.c */
	int32_t node;	  /* mentor, or ~mentee */
};

/* A pair that is not open, because it is pinned or banned. */
struct closed {
	int32_t mentee, mentor;
	int64_t pin; /* its score */
	int32_t score;
	bool listed, pinned, banned;
};

/* One step that can be taken back. */
struct change {
	enum { STEP_PRICE, STEP_GAIN, STEP_TAKE, STEP_LEAVE } kind;
	int32_t who;
	uint32_t slot, place; /* in the row; among the holders */
	int64_t was;
};

struct resident {
	struct arena *mem;
	enum assign_aim aim;
	bool quota_counts;
	int64_t weight, bonus, quota;
	assign_value people;	  /* at most, see resident_people */
	assign_value most_people; /* for which weight, bonus and quota are far enough apart */
	int64_t most_score;

	size_t n, m, n_room, m_room;
	struct mentee *mentee;
	struct mentor *mentor;
	int64_t *price;			     /* [m]; FAR without seats */
	struct label *at_mentee, *at_mentor; /* [n], [m] */

	struct closed *closed; /* by mentee, mentor */
	size_t n_closed, closed_room;

	size_t count, met; /* pairs beside pins; seats filled below lower numbers */
	size_t n_pins;
	assign_value points, pin_points;

	/* The search of the moment. */
	struct label **heap, **seen; /* [n_room + m_room] */
	size_t n_heap, n_seen;
	int64_t shortest;
	int32_t source, end, end_mentor;      /* nodes */
	size_t steps_left;		      /* of all searches: resident_adopt_within */
	int32_t hidden_mentee, hidden_mentor; /* a pair that is not looked at; -1 */

	bool noting; /* steps, to take them back */
	struct change *steps;
	size_t n_steps, steps_room;

	int32_t *moved;
	size_t n_moved, moved_room;
};

static inline int64_t
link_worth(const struct resident *r, const struct link *l)
{
	return r->weight * l->score + r->bonus;
}

/* What one more mentee at mentor j is worth beyond his pair, and what one fewer costs beyond his. */
static inline int64_t
worth_more(const struct resident *r, const struct mentor *j)
{
	return j->load < j->lower ? r->quota : 0;
}

static inline int64_t
worth_last(const struct resident *r, const struct mentor *j)
{
	return j->load <= j->lower ? r->quota : 0;
}

/* He has the one place that he wants: his gain is what that leaves, exactly. */
static inline bool
is_settled(const struct mentee *i)
{
	return i->wants == 1 && i->held == 1;
}

/* ---- resident_state.c ---- */

/* Room for item n of an array of `size` bytes each; new room is zeroed. */
void *resident_room(struct resident *r, void *array, size_t n, size_t *room, size_t size);

/* So many people, known to have nothing so far. */
void resident_grow(struct resident *r, size_t n, size_t m);

/* The place of the pair in the mentee's row, or NONE. */
uint32_t resident_slot(const struct resident *r, int32_t i, int32_t j);

/* Mentee i takes, or leaves, what is at that place of his row; returns the mentor. */
int32_t resident_take(struct resident *r, int32_t i, uint32_t slot);
int32_t resident_leave(struct resident *r, int32_t i, uint32_t slot);

/* The pair becomes an open one that is not made; or is open no longer (it is not made then). */
void resident_link(struct resident *r, int32_t i, int32_t j, int32_t score);
void resident_unlink(struct resident *r, int32_t i, int32_t j);

void resident_set_price(struct resident *r, int32_t j, int64_t price);
void resident_set_gain(struct resident *r, int32_t i, int64_t gain);
void resident_set_lower(struct resident *r, int32_t j, int32_t lower);

/* Steps from now on can be taken back; takes them back. */
void resident_note(struct resident *r);
void resident_take_back(struct resident *r);

/* What the answer is worth beside pins. */
assign_value resident_worth(const struct resident *r);

/* The parts of a worth. */
struct parts {
	int64_t count, met, points;
};

struct parts resident_parts(
	assign_value worth, assign_value weight, assign_value bonus, assign_value quota);

/* Mentees, mentors, places wanted and seats below lower numbers together. */
assign_value resident_people(const struct resident *r);

/* Weight, bonus and quota for at least so many people and scores of that size, with
 * room for as many again; prices and gains mean the same as before. False if they do not fit. */
bool resident_weigh(struct resident *r, assign_value people, int64_t most);

/* ---- resident_open.c ---- */

/* resident_adopt, but ASSIGN_STOPPED if its searches look at more people than that. */
enum assign_status resident_adopt_within(const struct assign_problem *p,
	const struct assign_result *s, size_t steps, struct resident **ret);

/* ---- resident_search.c ---- */

/*
 * Somebody must go elsewhere: mentee i who lacks a place, or one of the mentees of mentor j. may_stay is
 * the length at which nothing happens instead (FAR / 2: it must). Returns the length of the shortest way;
 * with `apply`, everybody on it moves on and the prices follow.
 */
int64_t resident_push_mentee(struct resident *r, int32_t i, bool apply);
int64_t resident_push_mentor(struct resident *r, int32_t j, int64_t may_stay, bool apply);

/* A place becomes free: mentor j has room, or mentee i must give one up. */
int64_t resident_pull_mentor(struct resident *r, int32_t j, bool apply);
int64_t resident_pull_mentee(struct resident *r, int32_t i, bool apply);

/* ---- resident_repair.c ---- */

/* Seats and lower number of mentor j beside pins; repairs what that makes wrong. */
void resident_seats(struct resident *r, int32_t j, int32_t seats, int32_t lower);

/* Mentee i gives up all he holds and wants nothing; what that leaves is repaired. */
void resident_release(struct resident *r, int32_t i);

/* Mentee i wants so many places. */
void resident_wants(struct resident *r, int32_t i, int32_t wants);

/* Makes an answer and prices that are only roughly right the best one. False if stopped. */
bool resident_repair_all(struct resident *r, const atomic_int *stop);

/* ---- resident_marks.c ---- */

/* The pin or ban of the pair, or NULL; where it is or would be among all. */
struct closed *resident_closed(const struct resident *r, int32_t i, int32_t j);
size_t resident_closed_at(const struct resident *r, int32_t i, int32_t j);

/* ---- resident.c ---- */

/* Around each change: who moved is told anew. */
void resident_begin(struct resident *r);
enum assign_status resident_end(struct resident *r);

bool resident_knows(const struct resident *r, int32_t i, int32_t j);

/* The lower number of a mentor beside his pins. */
int32_t resident_lower_beside(const struct resident *r, const struct mentor *y);

/* An open pair gets that score. */
void resident_rescore(struct resident *r, int32_t i, int32_t j, int32_t score);

/* Mentee i keeps no open pair with mentor j; true if he has to look for another now. */
bool resident_give_up(struct resident *r, int32_t i, int32_t j);

#endif
