/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of this room show. */
#ifndef PEOPLE_VIEWS_H
#define PEOPLE_VIEWS_H

#include "features/people/fields.h"
#include "features/people/people.h"

/* Is value one of t? The one text of t, or "". For templates. */
int64_t fmt_among(struct ctx *c, const struct texts *t, const char *value);
const char *fmt_only(struct ctx *c, const struct texts *t);

/* The directory. */
struct people_view {
	const char *q;
	const char *topic, *level; /* chosen: the id, or "" */
	struct option_rows topics, levels;
	struct people_found found;
	const char *count; /* "24 people", said when it changes */
	struct paging pages;
	bool narrowed; /* something was asked for */
	bool admin;
};

/* An answer to a field of the organisation, all of its values in one text. */
struct shown_answer {
	const char *label;
	const char *text;
	const char *audience;
};
struct shown_answer_rows {
	int n;
	struct shown_answer *v;
};

struct profile_view {
	struct person person;
	const char *languages; /* their names */
	const char *clock;     /* what time it is there */
	bool elsewhere;	       /* in another time zone than the reader */
	struct texts hours;
	struct person_topic_rows wanted, offered, interests;
	struct answer_rows answers;	/* for JSON */
	struct shown_answer_rows shown; /* for the page */
	bool self;
	bool admin; /* the reader is one */
};

struct weekday_input {
	int64_t day; /* 1 = Monday */
	const char *name;
	const char *from, *to;		 /* "09:00" or "" */
	const char *from_name, *to_name; /* of the inputs */
	const char *wrong;
};
struct weekday_input_rows {
	int n;
	struct weekday_input *v;
};

struct profile_edit_view {
	struct person person;
	struct person_form form;
	struct option_rows zones, languages, details, media, levels, yes_no;
	struct weekday_input_rows days;
	const char *hours_wrong; /* where another window has changed the hours, too; or "" */
	struct texts hours_now;	 /* what they are by now, in words */
	struct texts hours_kept; /* what is kept, in words: the inputs are folded away behind it */
	bool hours_open;
	struct field_input_rows fields;
	bool admin;
	bool self;
};

struct person_new_view {
	struct person_new_form form;
	struct option_rows levels;
};

struct topic_row {
	const char *name; /* of the inputs: "wanted_1", "wanted_1_strength" */
	const char *strength_name;
	const char *topic;
	const char *strength;
	const char *kept; /* "3 Law": one of those that were there when the page was made; or "" */
	const char *wrong;
	const char *now; /* what another window has made of it, or "" */
	int64_t n;	 /* which row, from 1 */
	bool spare;	 /* empty, and folded away */
};
struct topic_row_rows {
	int n;
	struct topic_row *v;
};

/*
 * Two windows that change the topics of one way: what one of them added or took away, with the other having left it
 * alone, stands. `mine` are the rows as they were typed; the rows say, too, what was there when the page was made. A problem at the
 * row (and what it is by now, in now) where both changed how well the same topic is known, or where one of them
 * took it away. Returns what is kept; for JSON, and for a page that did not say, that is `mine`.
 */
struct topic_wishes topics_merge(struct req *q, const char *way, struct topic_row_rows *rows,
	const struct topic_wishes *mine, const struct person_topic_rows *now);
/* After that was shown, the rows are held against what is there by now; of what the page does not show,
 * because the other window added it, nothing is said, so that it stays. */
void topics_seen(struct ctx *c, const char *way, struct topic_row_rows *rows,
	const struct person_topic_rows *now);

struct topics_view {
	struct person person;
	struct person_topic_rows all;
	struct topic_row_rows wanted, offered, interests;
	struct option_rows strengths;
	struct topic_name_rows known;
	bool self;
	bool may_edit;
	struct topic_form form;
};

struct organisation_view {
	struct organisation organisation;
	struct organisation_form form;
	struct option_rows langs, zones;
};

struct level_input {
	int64_t n; /* which row, from 1 */
	int64_t id;
	const char *id_name, *name_name, *place_name; /* of the inputs */
	const char *id_text, *name, *place;
	const char *name_was, *place_was; /* see text_mark; "" for a new one */
	const char *wrong;
	const char *now; /* what another window has made of it, or "" */
	int64_t people;
};
struct level_input_rows {
	int n;
	struct level_input *v;
};
struct levels_view {
	struct level_rows levels;
	struct level_input_rows rows;
	struct level_form form;
};

struct fields_view {
	struct field_rows fields;
};
struct field_edit_view {
	struct field field; /* id 0: a new one */
	struct field_form form;
	struct option_rows kinds, audiences;
	int64_t answers; /* how many people have one */
};

#endif
