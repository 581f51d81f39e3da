/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The organisation and its people: who they are, what they want to learn and can offer, how they are
 * found; and what the organisation defines itself: its levels and its own fields.
 *
 * Who may change what. A person writes his own profile. His mail address (it is what he signs in with),
 * level, unit and line manager are facts of the organisation that programmes and matching rely on, so
 * administrators alone change them; people see them on their profile and know whom to ask.
 *
 * Who sees what. A profile is open to everybody who can sign in. A field of the organisation has an
 * audience: everyone; or managers of a programme that the person takes part in, and administrators; or
 * administrators only. The person himself always sees it. What somebody may not see never leaves SQL.
 */
#ifndef FEATURES_PEOPLE_H
#define FEATURES_PEOPLE_H

#include "engine/html/form.h"
#include "engine/html/html.h"
#include "engine/i18n/language.h"
#include "engine/http/req.h"
#include "features/notices/letter.h"
#include "features/people/people.sql.h"
#include "features/people/people_find.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

#define PEOPLE_ON_PAGE 24
#define STRENGTH_MOST 5 /* answers of practice choice "strength"; 0 = not said */
#define MENTEES_MOST 50
#define TOPIC_LETTERS 80
#define TOPICS_MOST 30 /* of one way, on the page */

#define TOPICS_EMPTY 5 /* rows to fill in, below those that are there */
#define TOPICS_READY 2 /* so many of them stand there at once, the rest is one click away */
#define LEVELS_EMPTY 5

/* What of it only administrators may change: email, unit, level, manager, admin. Hours come as text (see
 * engine/calendar/hours.h) or as times of day: hours_1_from, hours_1_to for Monday … hours_7_to. Answers
 * to the fields of the organisation are called field_<id>. */
#define PERSON_FORM(F, S)                                                                          \
	F(S, TEXT, name, .min = 1, .max = 120)                                                     \
	F(S, TEXT, pronouns, .max = 40)                                                            \
	F(S, TEXT, headline, .max = 200, .of = "organization-title")                               \
	F(S, LONG, about, .max = 4000)                                                             \
	F(S, MANY, languages, .max = 30)                                                           \
	F(S, TEXT, more_languages, .max = 200)                                                     \
	F(S, ONE, tz)                                                                              \
	F(S, TEXT, hours, .max = 100)                                                              \
	F(S, OPEN, week, .of = "hours_")                                                           \
	F(S, ONE, detail, .optional = true, .none = N_("It does not matter"),                      \
		.of = "detailed|overview")                                                         \
	F(S, ONE, medium, .optional = true, .none = N_("It does not matter"),                      \
		.of = "written|call|face")                                                         \
	F(S, INT, mentees_max, .min = 0, .max = MENTEES_MOST)                                      \
	F(S, OPEN, answers, .of = "field_")                                                        \
	F(S, EMAIL, email, .optional = true, .of = "off")                                          \
	F(S, TEXT, unit, .max = 120)                                                               \
	F(S, ONE, level, .optional = true)                                                         \
	F(S, EMAIL, manager, .optional = true, .of = "off")                                        \
	F(S, ONE, admin, .optional = true, .usual = true, .of = "yes|no")
FORM_DECLARE(person_form, PERSON_FORM)

#define PERSON_NEW_FORM(F, S)                                                                      \
	F(S, TEXT, name, .min = 1, .max = 120, .of = "off")                                        \
	F(S, EMAIL, email, .of = "off")                                                            \
	F(S, TEXT, headline, .max = 200, .of = "off")                                              \
	F(S, TEXT, unit, .max = 120)                                                               \
	F(S, ONE, level, .optional = true)
FORM_DECLARE(person_new_form, PERSON_NEW_FORM)

/* wanted_1 and wanted_1_strength, wanted_2 …; offered_1 …; interest_1 … An empty one is left out. */
#define TOPIC_FORM(F, S)                                                                           \
	F(S, OPEN, wanted, .of = "wanted_")                                                        \
	F(S, OPEN, offered, .of = "offered_")                                                      \
	F(S, OPEN, interests, .of = "interest_")
FORM_DECLARE(topic_form, TOPIC_FORM)

#define ORGANISATION_FORM(F, S)                                                                    \
	F(S, TEXT, name, .min = 1, .max = 120, .of = "organization")                               \
	F(S, ONE, lang)                                                                            \
	F(S, ONE, tz)
FORM_DECLARE(organisation_form, ORGANISATION_FORM)

/* Rows: name_1 and place_1, with id_1 for a level that is there. Sorted by place, lowest first; a row
 * without a name takes the level away. So a level is renamed without anybody losing it. */
#define LEVEL_FORM(F, S)                                                                           \
	F(S, OPEN, ids, .of = "id_")                                                               \
	F(S, OPEN, names, .of = "name_")                                                           \
	F(S, OPEN, places, .of = "place_")
FORM_DECLARE(level_form, LEVEL_FORM)

#define FIELD_FORM(F, S)                                                                           \
	F(S, TEXT, label, .min = 1, .max = 80)                                                     \
	F(S, ONE, kind, .of = "text|number|one|many|date")                                         \
	F(S, LONG, choices, .max = 10000)                                                          \
	F(S, ONE, audience, .of = "everyone|managers|self")                                        \
	F(S, BOOL, matching)                                                                       \
	F(S, BOOL, sensitive)
FORM_DECLARE(field_form, FIELD_FORM)

/* ---- making and changing people: for imports, the demonstration, other rooms ---- */

struct topic_wish {
	const char *name; /* as it is shown; the same topic in any case and accent is one topic */
	int64_t strength; /* 0 to 5 */
};
struct topic_wishes {
	int n;
	const struct topic_wish *v;
};

/* Answers to a field of the organisation; none takes an answer away. */
struct field_answer {
	int64_t field;
	struct texts values;
};

/*
 * A person as a file or a form knows him. Texts are clean (see text_clean). NULL, 0 in `level`
 * and -1 in numbers mean "says nothing about it": a known person keeps what he has, a new one gets the
 * default. "" and an empty list take it away. Start from PERSON_DATA.
 */
struct person_data {
	const char *email; /* who it is; lower case; never NULL */
	const char *name;  /* needed for a new person */
	const char *pronouns, *headline, *about, *unit;
	const char *lang;    /* tag of the language of pages and mails, "" follows the browser */
	const char *tz;	     /* "Europe/Berlin"; default: that of the organisation */
	const char *hours;   /* working hours, engine/calendar/hours.h */
	const char *detail;  /* "detailed", "overview" */
	const char *medium;  /* "written", "call", "face" */
	const char *manager; /* mail address of the line manager, who must be known */
	int64_t level;	     /* of level_ensure; LEVEL_NONE takes it away */
	int64_t mentees_max; /* 0 to MENTEES_MOST; -1 */
	bool active; /* a new person may act at once, without being invited: the demonstration */
	const struct texts *languages; /* tags that the person speaks: "en", "pt-BR" */
	const struct topic_wishes *wanted, *offered, *interests;
	int n_answers;
	const struct field_answer *answers; /* fields that are not among them stay as they are */
};
#define PERSON_DATA .mentees_max = -1
#define LEVEL_NONE (-1)

/*
 * What a series of saves need not look up again: levels, topics, words. Lives in mem, for one
 * transaction (made anew for the next, and after a savepoint was rolled back), because what it knows
 * may be gone with the transaction.
 */
struct people_batch;
struct people_batch *people_batch_new(struct arena *mem);

/* Writes what was gathered to be written together: by which words people are found. To be called in the
 * transaction of the saves, behind the last. */
void people_batch_end(struct ctx *c, struct people_batch *b);

/*
 * Makes the person of that address, or changes him to what d says; topics that nobody had named before
 * are made. The same data again changes nothing, and *ret_changed is false. *ret_new: he was made.
 * INVALID with a problem for each wrong value (field: name of the member of person_data, or field_<id>)
 * before anything is written. b may be NULL, else people_batch_end makes him findable. About 10 statements for a new person, 3 for one who stays
 * as he is.
 */
enum result person_save(struct ctx *c, struct people_batch *b, const struct person_data *d,
	int64_t *ret_id, bool *ret_new, bool *ret_changed);

/* Makes somebody findable who was not made by person_save: the first administrator. */
void person_index(struct ctx *c, int64_t person);

/* The id of the level of that name (in any case and accent); made above all others if there is none.
 * 0 for "". Levels are few; b may be NULL. */
int64_t level_ensure(struct ctx *c, struct people_batch *b, const char *name);

/* Puts the levels into this order, lowest first, making those that are not there; levels that are not
 * named stay above them in their own order. For imports that know the order. */
void levels_order(struct ctx *c, const char *const *names, int n);

/* What a field is, by its word ("profession"). False if there is none. */
bool field_find(struct ctx *c, const char *name, struct field *ret);

/*
 * A field of the organisation for `label` (its word is made of it: "Job title" is job_title): the one
 * that is there, or a new one of that kind ("text", "number", "one", "many", "date"; choices one a
 * line). A sensitive one is seen by the person himself and administrators only, any other by everyone.
 * Both may be used in matching.
 */
int64_t field_ensure(
	struct ctx *c, const char *label, const char *kind, const char *choices, bool sensitive);

/* Adds a choice to a field of kind one or many if it is not there. */
void field_choice_ensure(struct ctx *c, int64_t field, const char *choice);

/* "Job title" -> "job_title": letters a to z, digits and _; "field" if nothing is left. */
const char *field_word(struct ctx *c, const char *label);

/* Is this a good answer to f? NULL, or a translated sentence. *value may come back in its kept form:
 * a date written 31.12.2027 or 31/12/2027 as 2027-12-31, a number with "." for its decimals. */
const char *field_answer_wrong(struct ctx *c, const struct field *f, const char **value);

/* The topic of that name, made if there is none; 0 for "". */
int64_t topic_ensure(struct ctx *c, struct people_batch *b, const char *name);

/* ---- what the pages of this room do ---- */

/* Another mail address: what a person signs in with. Links that were sent to the old one stop working.
 * INVALID (email) if somebody has it. */
enum result person_set_email(struct ctx *c, int64_t person, const char *email);

/* Makes somebody an administrator or takes it away. INVALID (admin) for oneself and for the last one. */
enum result person_set_admin(struct ctx *c, int64_t person, bool admin);

/* Adds a person by hand and sends the invitation. INVALID (email) if the address is known. */
enum result person_add(struct ctx *c, const struct person_new_form *f, int64_t *ret_id);

/* A level as the page of levels sends it; id 0 is a new one, a name of "" takes it away. */
struct level_row {
	int64_t id;
	int64_t place;
	const char *name;
	const char *field; /* of the input, for messages */
};
/* Makes the levels what the n rows say, in the order of their places; those that no row names stay. INVALID for a
 * name that comes twice and for a level that is taken away while somebody has it. */
enum result levels_change(struct ctx *c, const struct level_row *rows, int n);

/* Reads the choice of a level: "" is LEVEL_NONE. False with a problem (level) if there is no such. */
bool level_read(struct ctx *c, const char *value, int64_t *ret);

/* ---- finding people ---- */

struct people_query {
	const char *q;	/* words; all must be found, each may be the beginning of one */
	int64_t topic;	/* offered; 0 = any */
	int64_t level;	/* 0 = any */
	int64_t offset; /* of the first */
};
struct people_found {
	struct person_card_rows people; /* with their topics */
	int64_t total;			/* see total_is */
	enum { TOTAL_EXACT, TOTAL_AT_LEAST } total_is;
	const char *meant; /* the words that were found instead of those that were typed, or "" */
};

/* At most PEOPLE_ON_PAGE people who are not deactivated, by name. If nobody is found, one slip of
 * typing in a word is forgiven (two from eight letters on). */
void people_find(struct ctx *c, const struct people_query *query, struct people_found *ret);

/* Everybody in whom all of these words are found, each may be the beginning of one: ids, ascending. With
 * deactivated people. False if q has no word. */
struct people_ids {
	int64_t n;
	int64_t *v;
};
bool people_with_words(struct ctx *c, const char *q, struct people_ids *ret);

/* How letters reach somebody. False if nobody should be written to: deactivated, or not there. */
bool person_letter_to(struct ctx *c, int64_t person, struct letter_to *ret);

/* ---- words for people ---- */

/* "practised", for 1 to 5; "" for 0. */
const char *fmt_strength(struct ctx *c, int64_t strength);
/* "in detail", "by call". */
const char *fmt_detail(struct ctx *c, const char *detail);
const char *fmt_medium(struct ctx *c, const char *medium);
/* How somebody likes to talk, in one or two sentences; "" if nothing was said. */
const char *fmt_likes(struct ctx *c, const char *detail, const char *medium);
/* "Invited", "Active", "Deactivated". */
const char *fmt_person_state(struct ctx *c, const char *state);
/* "Text", "One of a list" … */
const char *fmt_field_kind(struct ctx *c, const char *kind);
const char *fmt_audience(struct ctx *c, const char *audience);

/* "Monday to Thursday, 09:00 to 17:00", one line for days that are alike. */
struct texts hours_in_words(struct ctx *c, const char *hours);
/* "Monday" for 0 … "Sunday" for 6. */
const char *fmt_weekday(struct ctx *c, int64_t day);

/* Languages to choose from, by name: the common ones, those that anybody here speaks, and own. */
struct option_rows language_options(struct ctx *c, const struct texts *own);

/* Answers of a practice choice to choose from: PRACTICE_CHOICE_…; values are the ids of its options. */
struct option_rows practice_options(struct ctx *c, const char *choice);

/* Levels to choose from, lowest first. first: label of the empty choice, or NULL. */
struct option_rows level_options(struct ctx *c, const char *first);

#endif
