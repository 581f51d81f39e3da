/* SPDX-License-Identifier: Apache-2.0 */
/* From three files to a question for the solver. Private to verb_match.c and its helpers. */
#ifndef APP_MATCH_FILES_H
#define APP_MATCH_FILES_H

#include "engine/csv/csv.h"
#include "features/matching/criteria.h"
#include "features/matching/rules_file.h"

struct match_table {
	const char *path;
	struct csv csv;
	int id; /* column */
};

struct match_files {
	struct arena *mem;
	const char *rules_path;
	struct rules_file rules;
	struct match_table tables[2]; /* [enum side] */
	struct roster *roster;
	struct assign_pair *pins; /* "together", with their points */
	size_t n_pins;
	int faults; /* said so far */
};

/* Reads all and says on standard error what is wrong. f: mem, rules_path and the paths of the tables
 * are set. 0 or the exit code. */
int match_files_read(struct match_files *f);

/* The text that tells a person apart. */
const char *match_id(const struct match_files *f, enum side side, size_t person);

/* Says "path:line: sentence" (without the line if it is 0). After 20 faults only counts. */
void match_fault(struct match_files *f, const char *path, size_t line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Puts everybody's values into f->roster. */
void match_people_read(struct match_files *f);

#endif
