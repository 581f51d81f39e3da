/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `waymark solve KIND …` offers. A kind is a file verb_solve_<kind>.c with one
 * `const struct solve_kind solve_<kind>`, and a line in the table of verb_solve.c; its options that are
 * not there yet are added to the two lists in that file too. Formats are described in
 * src/engine/instance/.
 */
#ifndef APP_VERB_SOLVE_H
#define APP_VERB_SOLVE_H

#include "app/cli.h"

struct solve_kind {
	const char *name;
	const char *summary; /* one line */
	const char *usage;   /* "waymark solve assign FILE\n\n…" */
	int (*run)(struct cli *cli);
};

/* The n-th word behind the kind, from 0; NULL if there are not so many. */
const char *solve_word(const struct cli *cli, int n);

/* 0, or EX_USAGE after a message: an option outside `allowed` (NULL-terminated), or a number of words
 * behind the kind that is not n_words. */
int solve_usage(const struct cli *cli, const struct solve_kind *kind, const char *const *allowed,
	int n_words);

/* 0, or EX_USAGE after a message: *ret is which of the names (NULL-terminated) the option says, 0 if it did
 * not come. */
int solve_choice(const struct cli *cli, const char *option, const char *const *names, int *ret);

/* The same for --threads, a number from 1 to 64; 0 if it did not come. */
int solve_threads(const struct cli *cli, unsigned *ret);

extern const struct solve_kind solve_assign, solve_check, solve_peers, solve_stable,
	solve_roommates, solve_circles, solve_rounds;

/* Is the file at path an instance of peers? False for standard input. */
bool solve_is_peers(const char *path);

/* check, for such an instance: its three files are the words. */
int solve_check_peers(struct cli *cli);

#endif
