/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Programmes: what brings people together, for a time and a purpose; and who takes part in them, in
 * which role. A programme is made from a template of the practice (kind "programme") and can be changed
 * in everything afterwards.
 *
 * Who sees what. Those who take part see what the programme is about, and that they do. Managers of the
 * programme and administrators also see who else takes part, and how many.
 */
#ifndef FEATURES_PROGRAMMES_H
#define FEATURES_PROGRAMMES_H

#include "engine/html/form.h"
#include "engine/html/html.h"
#include "engine/http/req.h"
#include "engine/practice/practice.h"
#include "features/people/people.h"
#include "features/programmes/programmes.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

#define PARTICIPANTS_ON_PAGE 50
#define PLACES_MOST 50

#define PROGRAMME_FORM(F, S)                                                                       \
	F(S, ONE, template, .optional = true)                                                      \
	F(S, TEXT, name, .min = 1, .max = 120)                                                     \
	F(S, LONG, about, .max = 4000)                                                             \
	F(S, MANY, purpose, .min = 1, .max = 10)                                                   \
	F(S, ONE, level)                                                                           \
	F(S, ONE, setting)                                                                         \
	F(S, DATE, starts_on)                                                                      \
	F(S, DATE, ends_on, .optional = true)                                                      \
	F(S, INT, cadence_days, .min = 1, .max = 366)                                              \
	F(S, ONE, readiness, .optional = true, .usual = true)                                      \
	F(S, ONE, aim, .of = "everyone|fit")                                                       \
	F(S, ONE, way, .of = "rules|wishes|peers|circles", .optional = true, .usual = true)        \
	F(S, ONE, state, .of = "open|running|ended", .optional = true, .usual = true)
FORM_DECLARE(programme_form, PROGRAMME_FORM)

#define PARTICIPANT_FORM(F, S)                                                                     \
	F(S, REF, person, .optional = true)                                                        \
	F(S, EMAIL, email, .optional = true)                                                       \
	F(S, ONE, role, .of = "mentor|mentee|manager")                                             \
	F(S, INT, places, .min = 0, .max = PLACES_MOST, .optional = true)
FORM_DECLARE(participant_form, PARTICIPANT_FORM)

#define PARTICIPANT_STATE_FORM(F, S)                                                               \
	F(S, ONE, state, .of = "waiting|paused|left")                                              \
	F(S, INT, places, .min = 0, .max = PLACES_MOST, .optional = true)
FORM_DECLARE(participant_state_form, PARTICIPANT_STATE_FORM)

/* ---- programmes ---- */

/* What a new programme starts with, from its template and the date of c. "" takes the first template. */
void programme_defaults(struct ctx *c, const char *template, struct programme_form *ret);

/*
 * Makes a programme of f; c->who (if any) becomes its manager. An empty ends_on is filled from the months
 * of the template. INVALID with problems: no purpose, words that are not choices of the practice, an end
 * before the start.
 */
enum result programme_create(struct ctx *c, const struct programme_form *f, int64_t *ret_id);

/* Changes everything but the template and the way of matching. INVALID as above; an empty state stays as it is. */
enum result programme_update(struct ctx *c, int64_t id, const struct programme_form *f);

/* A programme by its id as a number or by its name (in any case and accent); 0 if there is none or
 * more than one. For verbs. */
int64_t programme_find(struct ctx *c, const char *what);

/* The words of programme.purpose, which are kept with commas between them. */
struct texts programme_purposes(struct ctx *c, const char *purpose);

/* The template that a programme was made from; the first one if it is no longer there. */
const struct practice_item *programme_template(const char *id);
/* False if there is none. A page that asks again gets the same. */
bool programme_read(struct ctx *c, int64_t programme, struct programme *ret);

/*
 * The way in which a programme matches: "rules" and points; "wishes" of both sides; "peers" among each
 * other; "circles" around topics. It is chosen when the programme is made. Peers and circles have people of
 * one kind: whoever takes part in one of them has the role "mentee", and pages say participant.
 */
const char *programme_way(struct ctx *c, int64_t id);
bool way_of_one_kind(const char *way);

/* Gives a programme the rules of practice/matching.yml, as every new one has them. False, and nothing is
 * changed, if it has any. */
bool programme_usual_rules(struct ctx *c, int64_t id);

/* Says that the first pairs have begun: an open programme is running from now on. */
void programme_run(struct ctx *c, int64_t id);

/* ---- participants ---- */

/* A page of the participants in whom all words of q are found, by name. role, state: "" is any.
 * *ret_total: how many there are altogether. False if q has no word. */
bool participants_find(struct ctx *c, int64_t programme, const char *role, const char *state,
	const char *q, int64_t limit, int64_t offset, struct participant_rows *ret,
	int64_t *ret_total);

/*
 * Lets person take part in that role ("mentor", "mentee", "manager"). places: how many mentees a mentor
 * takes here, -1: as many as his profile says. Somebody who left comes back as waiting. The same again
 * changes nothing (places only if they are said) and *ret_changed is false; *ret_new: he was not there.
 * ret_id, ret_new and ret_changed may be NULL. NOT_FOUND if there is no such programme or person.
 */
enum result participant_save(struct ctx *c, int64_t programme, int64_t person, const char *role,
	int64_t places, int64_t *ret_id, bool *ret_new, bool *ret_changed);

/*
 * state: "waiting" (takes part; becomes "matched" by itself for whoever has a relationship that runs),
 * "paused", "left". A manager can only leave, and the last one cannot: CONFLICT. places as above.
 * Running relationships stay: they are ended by their two people.
 */
enum result participant_set(
	struct ctx *c, int64_t programme, int64_t participant, const char *state, int64_t places);

/* ---- words ---- */

const char *fmt_purpose(struct ctx *c, const char *purpose);
const char *fmt_programme_level(struct ctx *c, const char *level);
const char *fmt_programme_setting(struct ctx *c, const char *setting);
const char *fmt_readiness(struct ctx *c, const char *readiness);
const char *fmt_programme_state(struct ctx *c, const char *state);
/* "By rules and points", and a sentence that says how that goes. */
const char *fmt_way(struct ctx *c, const char *way);
const char *fmt_way_hint(struct ctx *c, const char *way);
const char *fmt_role(struct ctx *c, const char *role);
/* The same where people are of one kind: "Participant". */
const char *fmt_role_of(struct ctx *c, const char *role, bool one_kind);
const char *fmt_participant_state(struct ctx *c, const char *state);

/* ---- views ---- */

#define PROGRAMMES_ON_PAGE 60

struct programme_list_view {
	struct paging pages;
	struct programme_card_rows items;
	bool admin;
};

/* What a role means, from the practice. */
struct role_card {
	const char *role;
	const char *name;
	const char *summary;
	const char *promise;
	struct texts points;
};

/* What card says of a role ("mentor", "mentee"), in the reader's language. */
void role_card_of(
	struct ctx *c, const struct practice_item *card, const char *role, struct role_card *ret);

struct programme_view {
	struct programme p;
	struct programme_counts counts;
	struct texts purposes;
	struct role_card mentor, mentee;
	bool one_kind; /* no mentors and mentees: participants, whose role card is that of mentees */
	struct programme_circle_rows circles; /* in which one is */
	bool says;			      /* may say whom he would like */
	bool chooses;			      /* may say which circles he would like */
	bool manager;			      /* sees and does more */
	bool is_mentor, is_mentee;
	bool started;
	/* The one thing that a manager does next; none of them: it has ended. */
	bool step_people, step_rules, step_match, step_look_after;
};

struct programme_edit_view {
	struct programme_form form;
	int64_t programme;   /* 0: a new one */
	const char *name;    /* as it is kept */
	const char *summary; /* of the template */
	const char *way;     /* in words, of a programme that is there */
	struct option_rows templates, purposes, levels, settings, aims, ways, states;
};

struct participant_list_view {
	int64_t programme;
	const char *name;
	bool one_kind;
	struct participant_rows rows;
	struct paging pages;
	const char *q, *role, *state;
	struct option_rows roles, role_choices, states;
	struct participant_form form;
	const char *find; /* words for people who do not take part yet */
	struct people_found found;
	bool any; /* somebody but managers takes part */
	bool filtered;
};

/* The form of one participant again, after it was refused. */
/* For templates: what the form of a participant is filled with, see form_watch. */
const char *fmt_participant_was(struct ctx *c, const struct participant *x);

struct participant_edit_view {
	int64_t programme;
	const char *name;
	bool one_kind;
	struct participant x;
	struct participant_state_form form;
	struct option_rows states;
};

#endif
