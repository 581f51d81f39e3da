/* SPDX-License-Identifier: Apache-2.0 */
/* The answer as a table or as JSON. Private to verb_match.c. */
#ifndef APP_MATCH_PRINT_H
#define APP_MATCH_PRINT_H

#include "app/match_files.h"

struct match_answer {
	const struct match_files *f;
	const struct assign_problem *p;
	const struct assign_result *r;
	bool explain;
	int32_t *taken; /* seats of each mentor, by match_count_taken */
};

void match_count_taken(struct arena *mem, struct match_answer *a);

/* "matched N of M, score S" */
const char *match_summary(struct arena *mem, const struct match_answer *a);

/* Header, one row a pair in the order of the mentees, and the summary as last line. With explain, a
 * column says where the points come from, and mentees without a mentor have a row that says why. */
void match_print_csv(struct arena *mem, struct buf *b, const struct match_answer *a);

/* {"aim", "pairs", "unmatched", "summary"}; explain adds "reasons" to pairs and "why" to mentees. */
void match_print_json(struct arena *mem, struct buf *b, const struct match_answer *a);

#endif
