/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules by which people are matched, as data: no database, no files, no clock.
 *
 * A criterion compares a field of the mentee with a field of the mentor. A hard one must hold or the
 * pair is not eligible; a weighted one gives points. A value that nobody gave makes a criterion fail,
 * but for DIFFERENT, which only asks that the two are not known to be the same.
 *
 *   kind       word in tables   compares            hard: holds if            weighted: points
 *   SAME       same             text, ordered       both are the same         points if the same
 *   DIFFERENT  different        text, ordered       they are not the same     points if not the same
 *   STEPS      steps            ordered             mentor's place in the order minus the mentee's is
 *                                                   from lo to hi             points if it is
 *   SHARED     shared           set (text is a set  at least max(lo, 1)       cap 0: points once if it
 *                               of one)             items are in both         holds; else points for each
 *                                                                             item, at most cap in all
 *   DISTANCE   distance         number              they are at most hi       points at 0, falling
 *                                                   apart                     evenly to 0 at hi, rounded
 *                                                                             down
 *   HOURS      hours            hours               half hours that add up to max(lo, 1) hours
 *                                                                             points if they do
 *   NOT_MANAGER not_manager     -                   the mentor is not the mentee's line manager
 *
 * Nobody is matched with himself, with a mentor without places, or with whom he is kept apart from.
 */
#ifndef MATCHING_CRITERIA_H
#define MATCHING_CRITERIA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/i18n.h"
#include "solver/assign.h"

enum value_kind { VALUE_TEXT, VALUE_ORDERED, VALUE_NUMBER, VALUE_SET, VALUE_HOURS };

/* What is known about people. Both sides have all fields; a rule says which two it compares. */
struct match_field {
	const char *name;  /* a word for files: "grade" */
	const char *label; /* for people: "Grade" */
	enum value_kind kind;
	bool sensitive;	    /* counts, but is never explained to the other person */
	const char **order; /* VALUE_ORDERED: the values, lowest first */
	size_t n_order;
};

enum criterion_kind {
	CRITERION_SAME,
	CRITERION_DIFFERENT,
	CRITERION_STEPS,
	CRITERION_SHARED,
	CRITERION_DISTANCE,
	CRITERION_HOURS,
	CRITERION_NOT_MANAGER,
};
#define CRITERION_KINDS 7

/* As a row of the table `rule`. Whoever takes numbers in refuses those beyond ±CRITERION_MOST, so that
 * no sum overflows. */
struct criterion {
	bool hard;
	enum criterion_kind kind;
	int mentee_field, mentor_field; /* index into fields; 0 for NOT_MANAGER */
	int64_t lo, hi, points, cap;
};
#define CRITERION_MOST INT64_C(1000000000)

struct criteria {
	const struct match_field *fields;
	size_t n_fields;
	const struct criterion *list; /* hard ones are asked in this order */
	size_t n;
};

/* "same", "different" … and back; false if there is no such word. */
const char *criterion_word(enum criterion_kind kind);
bool criterion_kind_of(const char *word, enum criterion_kind *ret);

/* Can this kind compare a field of kind a (mentee) with one of kind b (mentor)? */
bool criterion_compares(enum criterion_kind kind, enum value_kind a, enum value_kind b);

enum side { MENTEE, MENTOR };

/* All people of one question, with their values. Numbers of people are fixed from the start. */
struct roster;

struct roster *roster_new(
	struct arena *mem, const struct criteria *k, size_t n_mentees, size_t n_mentors);
size_t roster_size(const struct roster *r, enum side side);

/* Who somebody is: two entries with the same key (not 0) are one person. manager: key of the line
 * manager, 0 = none. places: how many mentees a mentor takes; of no meaning for mentees. */
void roster_person(struct roster *r, enum side side, size_t person, int64_t key, int64_t manager,
	int32_t places);

/* Sets a value from text, as the kind of the field reads it: "" is unknown; a number may have up to
 * three decimals; a set gets one item a call; an ordered value is one of the list, and compared like
 * all texts without regard to case and accents. False if the text is none of these. */
bool roster_set(struct roster *r, enum side side, size_t person, int field, const char *text);

/* Sets hours; hours_bits makes them of somebody's working hours. */
void roster_set_hours(
	struct roster *r, enum side side, size_t person, int field, const struct week_bits *week);

/* These two are not to be matched. Indexes, not keys. */
void roster_keep_apart(struct roster *r, size_t mentee, size_t mentor);

/* Seats of the mentors, for struct assign_problem. */
const int32_t *roster_places(const struct roster *r);

/* Every eligible pair with its points, by mentee, then mentor. */
void criteria_pairs(struct arena *mem, const struct criteria *k, const struct roster *r,
	struct assign_pair **ret_pairs, size_t *ret_n);

/* The same for one pair: is it eligible, and the points it has or would have. */
bool criteria_pair(const struct criteria *k, const struct roster *r, size_t mentee, size_t mentor,
	int64_t *ret_points);

/* The most points that a pair could have by these rules, whoever the people are: what a score can be
 * measured against. */
int64_t criteria_best(const struct criteria *k);

/* Who is going to read an explanation. A PERSON is never told about sensitive fields. */
enum audience { MANAGER, PERSON };

/* One sentence, to be said in the reader's language with reason_text. */
struct reason {
	int criterion; /* index, or -1: not of the rules */
	bool holds;
	int64_t points;
	const char *msgid;
	struct tr_arg args[4];
	int n_args;
};

const char *reason_text(struct ctx *c, const struct reason *r);

/* Why a pair has its points: one reason for each weighted criterion, also for those that gave none.
 * Their points add up to all points of the pair if a MANAGER asks. */
size_t criteria_explain(struct arena *mem, const struct criteria *k, const struct roster *r,
	size_t mentee, size_t mentor, enum audience audience, struct reason **ret);

/* Why a pair is not eligible: the first thing in its way. False if nothing is. For a PERSON, what is
 * sensitive or was arranged by the manager is only called another rule. */
bool criteria_obstacle(struct arena *mem, const struct criteria *k, const struct roster *r,
	size_t mentee, size_t mentor, enum audience audience, struct reason *ret);

/* How many mentors a hard rule takes from a mentee. */
struct removal {
	struct reason why;
	size_t removed; /* of those whom the rules before had left */
	size_t failing; /* of all, on its own */
};

/* Why nobody, or hardly anybody, is eligible for a mentee: what took mentors away, in the order of the
 * rules. For a PERSON, what criteria_obstacle would not name is summed up at the end. Returns their
 * number; ret_left: how many mentors remain. */
size_t criteria_removals(struct arena *mem, const struct criteria *k, const struct roster *r,
	size_t mentee, enum audience audience, struct removal **ret, size_t *ret_left);

#endif
