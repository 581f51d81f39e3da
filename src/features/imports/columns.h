/* SPDX-License-Identifier: Apache-2.0 */
/* What the columns of a file are, as far as their headings and values tell. Pure: no database. */
#ifndef IMPORTS_COLUMNS_H
#define IMPORTS_COLUMNS_H

#include "engine/csv/csv.h"
#include "engine/html/form.h"

/* What a column can be taken for; in the database by its word (see target_word). */
enum target {
	TARGET_IGNORE,	   /* "ignore" */
	TARGET_EMAIL,	   /* "email": who it is */
	TARGET_NAME,	   /* "name"; "Okafor, Amara" is turned round */
	TARGET_FIRST_NAME, /* "first_name" */
	TARGET_LAST_NAME,  /* "last_name" */
	TARGET_PRONOUNS,
	TARGET_HEADLINE,
	TARGET_ABOUT,
	TARGET_LEVEL, /* made if there is none of that name */
	TARGET_UNIT,
	TARGET_LANGUAGES, /* a list, in words or tags */
	TARGET_WANTED,	  /* a list of topics; "Negotiation (3)" says how strongly */
	TARGET_OFFERED,
	TARGET_INTERESTS,
	TARGET_MANAGER, /* mail address of the line manager */
	TARGET_TZ,
	TARGET_HOURS, /* "9:00-17:00", Monday to Friday */
	TARGET_DETAIL,
	TARGET_MEDIUM,
	TARGET_LANG,   /* language of pages and mails */
	TARGET_PLACES, /* how many mentees at most */
	TARGET_ROLE,   /* mentor, mentee or both */
	TARGET_BOTH,   /* yes: takes part in the other role too */
	TARGET_FIELD,  /* "field:profession": a field of the organisation */
	TARGET_NEW,    /* "new": a field that is made of the heading */
	TARGETS,
};

/* "email"; "" for TARGET_FIELD, whose word has a name in it. */
const char *target_word(enum target t);
/* For "" and anything unknown: TARGETS. "field:x" is TARGET_FIELD. */
enum target target_of(const char *word);
/* "Mail address", to be translated. */
const char *target_label(enum target t);
/* May only one column be this? */
bool target_once(enum target t);

/* A heading as it is compared: folded, the words with one space between them. */
const char *heading_key(struct arena *mem, const char *heading);

/* By the heading alone, from English and German lists; TARGETS if it says nothing. */
enum target target_by_heading(struct arena *mem, const char *heading);

/* Does the heading sound like something that the law protects (GDPR, article 9) or that people would
 * rather keep to themselves? */
bool heading_sensitive(struct arena *mem, const char *heading);

/* What the values of a column look like. */
struct column_look {
	const char *looks;    /* "text", "number", "one", "many", "date"; "email", "role" */
	struct texts samples; /* at most 3 different values */
	int64_t filled;	      /* cells with something in them */
};
void column_look(struct arena *mem, const struct csv *file, int column, struct column_look *ret);

/* "Gay, Non-binary" -> the two, each once: at semicolons, bars or line ends, else at commas. */
struct texts list_split(struct arena *mem, const char *cell);

/* The different values of a column (of its lists, if many), in the order of letters; at most `most`.
 * False if there are more. */
bool column_choices(struct arena *mem, const struct csv *file, int column, bool many, int most,
	struct texts *ret);

/* "yes", "ja", "x", "1" … true; "no", "nein", "0", "" … false. False is returned for other words. */
bool yes_or_no(struct arena *mem, const char *cell, bool *ret);

/* "Mentor:in", "both", "Mentee" … False for other words. */
bool role_words(struct arena *mem, const char *cell, bool *ret_mentor, bool *ret_mentee);

#endif
