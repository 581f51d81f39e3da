/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Content that is written as YAML under practice/ and compiled into the program by tools/practice2c.
 *
 * Everything is an item: it has a kind ("prompt", "letter", …), an id that is unique in its kind,
 * and the fields that practice/kinds.yml gives its kind. New content, new fields and new kinds need
 * no new C here: a caller names the kind and the field that it wants to read.
 *
 * practice2c also writes practice.gen.h with a macro for each id (PRACTICE_<KIND>_<ID>, whose value
 * is the id), so that a misspelt or removed id is a compile error in the code that uses it.
 *
 * What ships is constant. An organisation can change it in the application (engine/practice/own.h): what
 * these functions say is what holds for the request or job that runs on this thread, and it does not change
 * while that runs. All of it is safe from every thread, for as long as the request or job lasts.
 */
#ifndef ENGINE_PRACTICE_PRACTICE_H
#define ENGINE_PRACTICE_PRACTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* One value of a field. Which members are set follows from the type in practice/kinds.yml:
 *   text                 text
 *   texts                key (the id of the option) and text
 *   plain, word, ref     key
 *   plains, words, refs  key, once for each entry
 *   number               number
 *   counts               key and number                                                         */
struct practice_entry {
	const char *key; /* "" if the type has none */
	int64_t number;	 /* 0 if the type has none */
	const char *const
		*text; /* one for each language of practice_table; NULL if the type has none */
};

struct practice_field {
	const char *name;
	size_t count; /* 0 only where an organisation took all entries out */
	const struct practice_entry *entries;
	/* Behind those that count: entries that an organisation took out. They are offered to nobody, but
	 * whoever chose one before still reads its words. */
	size_t hidden;
};

struct practice_item {
	const char *kind;
	const char *id;
	const char *const
		*audiences; /* whom it is for, ends with NULL; "both" is already spelt out */
	const char *const *moments; /* when it helps, ends with NULL */
	const char *source;	    /* where it comes from, for whoever edits or doubts it */
	size_t field_count;
	const struct practice_field *fields;
	bool off;	     /* an organisation switched it off */
	const char *copy_of; /* an organisation's own item: which one it began as, else NULL */
};

/* ---- what kinds.yml says ---- */

enum practice_type {
	PRACTICE_TYPE_TEXT,
	PRACTICE_TYPE_TEXTS,
	PRACTICE_TYPE_PLAIN,
	PRACTICE_TYPE_PLAINS,
	PRACTICE_TYPE_WORD,
	PRACTICE_TYPE_WORDS,
	PRACTICE_TYPE_REF,
	PRACTICE_TYPE_REFS,
	PRACTICE_TYPE_NUMBER,
	PRACTICE_TYPE_COUNTS,
};

struct practice_shape_field {
	const char *name;
	enum practice_type type;
	bool optional;
	bool open; /* an organisation may change what is in it, and not only its words */
	const char *const *allowed; /* words of a word, kind of a ref, range of a number; ends with
				       NULL */
};

/* What an organisation may do with an item, besides changing its words. */
enum {
	PRACTICE_MAY_OFF = 1,  /* switch off those that no page stands on */
	PRACTICE_MAY_HIDE = 2, /* switch off any */
	PRACTICE_MAY_ORDER = 4,
	PRACTICE_MAY_COPY = 8,
	PRACTICE_MAY_NOTHING = 16, /* nor change its words */
};

struct practice_shape {
	unsigned may;
	const char *const *blanks; /* placeholders; ends with NULL */
	size_t field_count;
	const struct practice_shape_field *fields;
};

/* The items of a kind, in the order in which a person wrote them. */
struct practice_kind {
	const char *name;
	size_t count;
	const struct practice_item *items;
	const struct practice_shape *shape; /* NULL in tables of tests */
	size_t hidden; /* behind those that count: items that an organisation switched off */
};

struct practice_audience {
	const char *name;
	const char *const *includes; /* empty: itself */
};

/* What practice2c writes. The first language is the one that every reader falls back to. */
struct practice_table {
	const char *const *languages; /* "en", "de", … ends with NULL */
	size_t kind_count;
	const struct practice_kind *kinds;
	size_t audience_count;
	const struct practice_audience *audiences;
	const char *const *moments;
};

extern const struct practice_table practice_table; /* as it ships */

/* What holds on this thread. who is asked when that is next needed; NULL: what ships. See own.h. */
const struct practice_table *practice_here(void) __attribute__((returns_nonnull));
void practice_here_ask(const struct practice_table *(*who)(void));

/* The same look-ups in a table that is named. */
const struct practice_kind *practice_kind_in(const struct practice_table *table, const char *kind);
const struct practice_item *practice_find_in(
	const struct practice_table *table, const char *kind, const char *id);

/* The item, or NULL if there is none (an id that came from the database or from outside). One that an
 * organisation has switched off is found: what people chose before stays readable. */
const struct practice_item *practice_find(const char *kind, const char *id);

/* The same for one that somebody chooses now: NULL if it is switched off. */
const struct practice_item *practice_offered(const char *kind, const char *id);

/* The item, which must be there (an id that stands in the code): if not, the process ends. */
const struct practice_item *practice_need(const char *kind, const char *id);

/* All items of a kind but those that are switched off; an unknown kind has none. */
const struct practice_kind *practice_kind(const char *kind);

/* True if the item is for that audience and that moment; NULL stands for any. */
bool practice_suits(const struct practice_item *item, const char *audience, const char *moment);

/* The items of a kind that suit, in their written order, in the arena. */
const struct practice_item **practice_list(struct arena *mem, const char *kind,
	const char *audience, const char *moment, size_t *ret_count)
	__attribute__((returns_nonnull));

/* The first value of a field as text: in the language if it is translated, else as it was written.
 * "" if the item lacks the field. lang is a tag such as "de" or "de-CH"; one that there is no text
 * for reads the first language. */
const char *practice_field(const struct practice_item *item, const char *name, const char *lang);

/* The first value of a number field, or otherwise if the item lacks it. */
int64_t practice_number(const struct practice_item *item, const char *name, int64_t otherwise);

/* All values of a field, for lists; count 0 if the item lacks it. Never NULL. */
const struct practice_field *practice_values(const struct practice_item *item, const char *name)
	__attribute__((returns_nonnull));

/* The text of one value, as practice_field reads it. */
const char *practice_text(const struct practice_entry *entry, const char *lang);

/* The text of the option `key` of a "texts" field; NULL if there is no such option. */
const char *practice_option(
	const struct practice_item *item, const char *name, const char *key, const char *lang);

/* What to write in place of {name}. An array ends with a name of NULL. */
struct practice_blank {
	const char *name;
	const char *value;
};

/* The text with its placeholders filled in, in the arena. A placeholder without a value stays as it
 * is, so that a missing one is seen. Values are put in as they are: the result is plain text. */
const char *practice_fill(struct arena *mem, const char *text, const struct practice_blank *blanks);

#endif
