/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The practice in the hands of an organisation: switch off, put in order, rewrite, copy, export, import.
 * Every change is one row of history with what stood there before, so each can be taken back.
 */
#ifndef FEATURES_CRAFT_H
#define FEATURES_CRAFT_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "engine/practice/own.h"
#include "engine/practice/pack.h"
#include "features/craft/craft.sql.h"
#include "features/people/people.h"
#include "features/shell/shell.h"

#define CRAFT_ON_PAGE 50
#define CRAFT_PACK_KEPT (2 * 86400) /* how long a pack that nobody took is kept */

#define CRAFT_SWITCH_FORM(F, S) F(S, ONE, state, .of = "on|off")
FORM_DECLARE(craft_switch_form, CRAFT_SWITCH_FORM)

/* Before or behind that item of the same kind. */
#define CRAFT_PLACE_FORM(F, S)                                                                     \
	F(S, ONE, side, .of = "before|after")                                                      \
	F(S, ONE, of, .max = 60)
FORM_DECLARE(craft_place_form, CRAFT_PLACE_FORM)

/* What a field says. t_en, t_de …: a single text; t_KEY_en: one of a list; t_NEW_en: one more of it.
 * value: a number, a word, or the item that is added to a list. act: "up KEY", "down KEY", "out KEY". */
#define CRAFT_TEXT_FORM(F, S)                                                                      \
	F(S, TEXT, value, .max = 60)                                                               \
	F(S, TEXT, act, .max = 80)                                                                 \
	F(S, OPEN, texts, .of = "t_")
FORM_DECLARE(craft_text_form, CRAFT_TEXT_FORM)

#define CRAFT_PACK_FORM(F, S)                                                                      \
	F(S, FILE, file, .max = PACK_BYTES, .optional = true, .of = ".yml,.yaml,text/yaml")        \
	F(S, LONG, text, .max = 500000)
FORM_DECLARE(craft_pack_form, CRAFT_PACK_FORM)

/* ---- rules (craft.c) ---- */

/* Why it cannot be switched off, as a sentence; NULL if it can. */
const char *craft_keeps(struct ctx *c, const struct practice_item *it);

enum result craft_switch(struct ctx *c, const char *kind, const char *id, bool on);
enum result craft_place(
	struct ctx *c, const char *kind, const char *id, const struct craft_place_form *f);

/* An own item with the same words, behind this one. *ret_id: its id. */
enum result craft_copy(struct ctx *c, const char *kind, const char *id, const char **ret_id);

/* Takes an own item away; undo brings it back. */
enum result craft_remove(struct ctx *c, const char *kind, const char *id);

/* All of an item, or one field of it, as it ships. */
enum result craft_reset(struct ctx *c, const char *kind, const char *id, const char *field);

/* The item says `with` in that field from now on. INVALID with a sentence for what is wrong. */
enum result craft_write(
	struct ctx *c, const char *kind, const char *id, const struct practice_field *with);

/* Whatever it was, it is as before. CONFLICT if something was changed on top of it. */
enum result craft_undo(struct ctx *c, int64_t change);

/* What is wrong with a flaw, translated: "Line 12: …". */
const char *craft_flaw(struct ctx *c, const struct pack_flaw *f);

/* The item of what the organisation wrote, NULL if there is none, or nothing of it may be changed. */
const struct practice_item *craft_find(const char *kind, const char *id);

/* The item as a document of a pack; "" for NULL. */
const char *craft_yaml(struct ctx *c, const struct practice_item *it);

/* Keeps item in place of what there is, with its history; nothing if it is the same. batch: the id that
 * holds changes together, or 0. */
void craft_keep(struct ctx *c, const struct practice_item *item, bool own, const char *act,
	const char *field, int64_t batch);

/* The order of a kind, ids with spaces between; "" as it ships. */
void craft_keep_order(
	struct ctx *c, const char *kind, const char *ids, const char *act, int64_t batch);

/* What cannot be said of the item as a whole (a number outside its range); NULL if all is well. */
const char *craft_wrong(struct ctx *c, const struct practice_item *it);

/* ---- words (craft_words.c) ---- */

const char *craft_kind_name(struct ctx *c, const char *kind);
const char *craft_kind_about(struct ctx *c, const char *kind);
const char *craft_field_name(struct ctx *c, const char *field);
const char *craft_audience_name(struct ctx *c, const char *audience);
const char *craft_moment_name(struct ctx *c, const char *moment);
const char *craft_lang_name(struct ctx *c, const char *tag);
/* What an item is called in lists: its name, its question, its subject. */
const char *craft_title(struct ctx *c, const struct practice_item *it);

/* A run of words that both have, that only the old text has ('-') or only the new one ('+'). */
struct craft_run {
	char how;
	const char *text;
};
struct craft_run_rows {
	int n;
	struct craft_run *v;
};
struct craft_run_rows craft_difference(struct ctx *c, const char *was, const char *is);

/* ---- packs (craft_pack.c) ---- */

/* What a pack would do (struct craft_step: new rewrite on off order, or kept with the reason), and what
 * becomes of the item then. */
struct craft_deed {
	const struct practice_item *item;
	bool own;
	const char *order;
};

struct craft_plan {
	bool good;
	struct texts flaws;
	struct craft_step_rows steps, kept;
	struct craft_deed *deeds; /* one for each of steps */
	int64_t items, same;
};

/* What taking this pack would change. Not good: flaws says what is wrong, where, and what to do. */
void craft_plan_make(
	struct ctx *c, const char *name, const char *text, size_t n, struct craft_plan *ret);

/* Does it, as one batch that can be undone at once. */
enum result craft_plan_take(struct ctx *c, const struct craft_plan *p, int64_t batch);

/* All items, or what the organisation has changed, as one file. */
void craft_export(struct ctx *c, bool only_own, struct buf *out);

/* ---- views ---- */

struct craft_group {
	const char *kind, *name, *about;
	int64_t count, changed;
	bool ordered;
	struct craft_line_rows lines;
};
struct craft_group_rows {
	int n;
	struct craft_group *v;
};

struct craft_list_view {
	const char *q, *kind, *audience, *moment;
	bool changed, filtered;
	struct option_rows kinds, audiences, moments;
	struct craft_group_rows groups;
	int64_t found, older;
	struct craft_line_rows lines; /* all of them, for programs */
	bool any_change;
};

/* A text in one language: what it is, and what ships if that is another one. */
struct craft_text {
	const char *lang, *tag;
	const char *name, *was_name;  /* of the input; of the hint that shows what ships */
	const char *is, *was, *older; /* older: what shipped when it was rewritten */
	struct craft_run_rows runs, news;
	const char *wrong;
	const char *mark, *now; /* see text_settle; what another window has made of it, or "" */
};
struct craft_text_rows {
	int n;
	struct craft_text *v;
};

struct craft_entry {
	const char *key, *title;
	struct craft_text_rows texts;
	bool is_new, off;
	const char *up, *down, *out; /* what its buttons send; "" */
	const char *link;
};
struct craft_entry_rows {
	int n;
	struct craft_entry *v;
};

struct craft_field {
	const char *name, *label;
	const char *type; /* text texts refs ref word number */
	bool rewritten, older, open, editable, said;
	struct craft_entry_rows entries;
	const char *value, *was_value;
	struct texts out; /* what ships and was taken out of a list */
};
struct craft_field_rows {
	int n;
	struct craft_field *v;
};

struct craft_view {
	struct craft_line x;
	const char *kind_name, *source, *copied_from, *copied_name;
	bool may_switch, may_copy;
	int64_t unsaid; /* fields that may be left out and are */
	struct craft_field_rows fields;
	struct craft_change_rows history;
	const char *blanks; /* "{name}, {link}" */
	/* for the page of one field */
	struct craft_field f;
	struct craft_text_form form;
	struct option_rows choices;
	struct craft_text_rows fresh;
	const char *hint, *wrong;
	int64_t least, most;
	const char *agreed; /* what people have agreed to stays: said where that is so */
};

struct craft_history_view {
	struct craft_change_rows items;
	struct paging pages;
};

struct craft_pack_new_view {
	struct craft_pack_form form;
};

/* One text that a pack would change, and what it would do with an item as people look at it. */
struct craft_words {
	const char *label, *lang, *tag;
	struct craft_run_rows runs;
};
struct craft_words_rows {
	int n;
	struct craft_words *v;
};
struct craft_shown {
	struct craft_step s;
	struct craft_words_rows words;
};
struct craft_shown_rows {
	int n;
	struct craft_shown *v;
};

struct craft_pack_view {
	struct craft_pack_row pack;
	struct craft_plan plan;
	struct craft_shown_rows shown;
	bool taken;
};

#endif
