/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of this room share. */
#ifndef FEATURES_JOURNAL_INSIDE_H
#define FEATURES_JOURNAL_INSIDE_H

#include "features/journal/journal.h"

/* Standing of c->who towards a page of person's that is shared between mentor and mentee (0: with nobody). */
unsigned page_standing(struct ctx *c, int64_t person, int64_t mentor, int64_t mentee, bool removed);

/* OK if c->who may share with the partner of that relationship, who is told; 0 is always fine. was: with whom
 * it is shared already. */
enum result page_share(struct ctx *c, int64_t relationship, int64_t was, const char *url);

/* The words of a prompt in the language of c. */
const char *prompt_text(struct ctx *c, const char *prompt);
const char *prompt_hint(struct ctx *c, const char *prompt);

/* How an entry is shown; partners: of c->who. */
struct entry_line entry_line_of(
	struct ctx *c, const struct journal_entry *e, const struct journal_partner_rows *partners);
struct entry_line_rows entry_lines_of(struct ctx *c, const struct journal_entry_rows *rows);
/* "Amara", the partner in one's own relationship; "your former partner" where it is over; "" for 0. */
const char *partner_in(
	struct ctx *c, const struct journal_partner_rows *partners, int64_t relationship);

/* "1: not at all" to "5: very", to choose from. */
struct option_rows confidence_scale(struct ctx *c);

#endif
