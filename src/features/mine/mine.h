/* SPDX-License-Identifier: Apache-2.0 */
/*
 * My data: what somebody wrote and what is held about him, to take along and to delete; and who opened it.
 *
 * Deleting waits for thirty days and can be taken back until then. An account is closed at once: it is signed out
 * everywhere, its mentoring ends, and a link (in the answer and in a mail) brings it back. When the time is over,
 * what the person wrote alone is deleted, what two people made together stays with the other one, under
 * "Former member". While a coordinator looks into a concern about a relationship of the person, deleting waits.
 */
#ifndef FEATURES_MINE_H
#define FEATURES_MINE_H

#include "engine/http/req.h"
#include "features/mine/download.h"
#include "features/mine/mine.sql.h"
#include "features/mine/openings.h"
#include "features/shell/shell.h"

#define ERASURE_DAYS 30

/* Closes the account of c->who, to be deleted. *ret_token: of the link that brings it back. CONFLICT for the last
 * administrator. */
enum result account_leave(struct ctx *c, const char **ret_token);

/* The same by an administrator, for somebody who asked for it in another way. The letter with the link goes to the
 * person; an administrator stops it by opening the account again. CONFLICT for oneself, the last administrator,
 * and a closed account. */
enum result account_leave_for(struct ctx *c, int64_t person);
/* Whether that could be done, with the same answers; changes nothing. */
enum result account_may_leave_for(struct ctx *c, int64_t person);

/* Opens it again. NOT_FOUND if the link is not, or no longer, good. */
enum result account_return(struct ctx *c, const char *token);

/* What c->who wrote in a relationship that has ended is to be deleted, or is not. CONFLICT while it runs. */
enum result words_leave(struct ctx *c, int64_t relationship);
enum result words_return(struct ctx *c, int64_t relationship);

/* ---- what is really deleted; for the job and tests ---- */

/* What the person wrote in that relationship; its key too, if the other one is gone as well. */
void forget_words(struct ctx *c, int64_t relationship, int64_t person);
/* All of it. */
void forget_person(struct ctx *c, int64_t person);

/* A table that is not deleted from, and why; one that is. For a test. */
struct forgotten {
	const char *table;
	const char *why; /* NULL: it is deleted from */
};
extern const struct forgotten forgottens[];
extern const int forgottens_n;

/* ---- views ---- */

struct opening_line {
	struct opening_row o;
	const char *page, *standing;
};
struct opening_line_rows {
	int n;
	struct opening_line *v;
};
struct mine_view {
	struct mine person;
	struct opening_line_rows openings;
	struct mine_ended_rows ended;
	int64_t days;
};
struct openings_view {
	struct opening_line_rows lines;
	struct paging pages;
};
struct deletion_view {
	struct mine person;
	int64_t running; /* relationships that end with it */
	int64_t days;
	bool last; /* the last administrator */
};
struct deletion_for_view {
	int64_t person;
	const char *name;
	int64_t days;
	const char *why_not; /* NULL: it can be done */
};
struct return_view {
	bool known;
	const char *token;
	const char *link;
	int64_t due_at;
};

#endif
