/* SPDX-License-Identifier: Apache-2.0 */
/* Pieces of the pages about a proposal. Private to match_web.c, match_show_web.c and rules_web.c. */
#ifndef MATCHING_MATCH_SHOW_H
#define MATCHING_MATCH_SHOW_H

#include "features/matching/matching.h"

/* q: the beginning of a word of a name, or "". ret_total: of all that fit. */
struct pair_row_rows pair_rows_of(struct ctx *c, const struct match *m, const char *q,
	int64_t limit, int64_t offset, int64_t *ret_total);
struct left_row_rows left_rows_of(struct ctx *c, const struct match *m, const char *role,
	int64_t limit, int64_t offset, int64_t *ret_total);
struct rule_row_rows rule_rows_of(struct ctx *c, int64_t programme, bool hard);

/* "Proposal", "Published" … */
const char *match_state_words(struct ctx *c, const struct match *m);
/* Why a run has no answer, in the language of the reader; or "". */
const char *match_fault_words(struct ctx *c, const struct match *m);

#endif
