/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notes of a meeting, kept as one types: one that the two write together, and one that each has for himself.
 * Whoever saves says which version the text began with. Where the note has changed since, the two changes are
 * put together by their lines (merge.h); where both changed the same passage, what was typed waits as a draft
 * until its writer has compared. So nothing is ever overwritten, and every text that a note had can be read
 * and brought back.
 *
 * It stands below the meetings, so that their page can show it.
 */
#ifndef FEATURES_MINUTES_H
#define FEATURES_MINUTES_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/minutes/merge.h"
#include "features/minutes/minutes.sql.h"
#include "features/relationships/relationships.h"

#define NOTE_LETTERS 20000
#define NOTE_VERSIONS_SHOWN 100
/* What is written within so long is one version in the list, unless more than so many letters are taken out. */
#define NOTE_SITTING 600
#define NOTE_TAKEN_OUT 60
/* Intermediate texts are kept so long, for pages that are still open. */
#define NOTE_PASSING_LIFE 86400

/* The addresses of the two kinds. */
#define NOTE_SHARED "shared"
#define NOTE_PRIVATE "private"

/* version: what the text began with; 0: with nothing. page: which open page it is, so that each keeps a draft
 * of its own. */
#define NOTE_FORM(F, S)                                                                            \
	F(S, LONG, body, .optional = true, .max = NOTE_LETTERS)                                    \
	F(S, INT, version, .min = 0, .max = 1000000000)                                            \
	F(S, TEXT, page, .optional = true, .max = 40)
FORM_DECLARE(note_form, NOTE_FORM)

/* After comparing: the text as it shall be, or one of the two where they overlap. draft: which was compared. */
#define NOTE_CHOICE_FORM(F, S)                                                                     \
	F(S, LONG, body, .optional = true, .max = NOTE_LETTERS)                                    \
	F(S, INT, version, .min = 0, .max = 1000000000)                                            \
	F(S, REF, draft)                                                                           \
	F(S, ONE, take, .of = "edited|mine|theirs", .optional = true)
FORM_DECLARE(note_choice_form, NOTE_CHOICE_FORM)

/* One note of one meeting, for c->who. */
struct note_of {
	struct pair pair;
	struct note_place meeting;
	int64_t owner; /* 0: shared */
	int64_t id;    /* 0: nothing was written yet */
	int64_t version;
	const char *whose;
	struct note_version last; /* body "" where there is none */
	bool open;		  /* may be written to */
};
/* NOT_FOUND for a meeting of others, or for another word than the two. */
enum result note_find(struct ctx *c, int64_t meeting, const char *whose, struct note_of *ret);

/*
 * Keeps the text. *ret says what became of it: "saved"; "merged", where others had changed other lines: body
 * is the text of both, and mine the version that holds just what was sent; "differs", where the same passage
 * had been changed: the note stays as it is and the text waits as a draft. CONFLICT if the relationship has
 * ended or the meeting was called off, INVALID for a version that does not exist yet.
 */
enum result note_save(struct ctx *c, int64_t meeting, const char *whose, const struct note_form *f,
	struct note_saved *ret);

/* What is sent and what the note says by now, put together from the version that both began with. */
struct merged note_merge(struct ctx *c, const struct note_of *n, const char *mine, int64_t version);

/* What was compared is settled; the draft is gone unless the note has changed again meanwhile. */
enum result note_settle(struct ctx *c, int64_t meeting, const char *whose,
	const struct note_choice_form *f, struct note_saved *ret);

/* Brings back what an earlier version said, as a new one. Safe to repeat. */
enum result note_restore(struct ctx *c, int64_t meeting, const char *whose, int64_t version);

/* ---- views ---- */

/* A note as the page of a meeting shows it. */
struct note_box {
	int64_t meeting;
	const char *whose;
	bool shared, open;
	struct note note;
	const char *page;
	const char *partner;
	const char *by; /* who wrote last, "" for oneself or nobody */
	int64_t versions;
};
void note_box_fill(struct ctx *c, const struct note_of *n, struct note_box *ret);

/* The two boxes of a meeting's page; one that is empty and not to be written in is not shown. */
struct notes_view {
	struct note_box shared, own;
};
void notes_fill(struct ctx *c, int64_t meeting, struct notes_view *ret);

struct note_view {
	struct note_of of;
	struct note_box box;
	struct note_form form;
	bool wrong; /* what was typed cannot be saved as it is */
};
struct note_line {
	struct note_version v;
	bool mine, now;
};
struct note_line_rows {
	int n;
	struct note_line *v;
};
struct note_versions_view {
	struct paging pages;
	struct note_of of;
	struct note_line_rows lines;
};
struct note_version_view {
	struct note_of of;
	struct note_line line;
	struct diff_line_rows lines;
	bool first;
};
struct note_compare_view {
	struct note_of of;
	struct note_draft draft;
	struct overlap_rows overlaps;
	struct note_choice_form form;
	bool gone; /* there is nothing to compare any more */
};

#endif
