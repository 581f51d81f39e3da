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
 * All of it is constant, lives as long as the process and is safe from every thread.
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
	size_t count; /* never 0 in an item: a field that was left out is not there */
	const struct practice_entry *entries;
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
};

/* The items of a kind, in the order in which a person wrote them. */
struct practice_kind {
	const char *name;
	size_t count;
	const struct practice_item *items;
};

/* What practice2c writes. The first language is the one that every reader falls back to. */
struct practice_table {
	const char *const *languages; /* "en", "de", … ends with NULL */
	size_t kind_count;
	const struct practice_kind *kinds;
};

extern const struct practice_table practice_table;

/* The item, or NULL if there is none (an id that came from the database or from outside). */
const struct practice_item *practice_find(const char *kind, const char *id);

/* The item, which must be there (an id that stands in the code): if not, the process ends. */
const struct practice_item *practice_need(const char *kind, const char *id);

/* All items of a kind; an unknown kind has none. */
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
