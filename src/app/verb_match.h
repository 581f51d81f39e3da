/* SPDX-License-Identifier: Apache-2.0 */
/*
 * waymark match --mentors A.csv --mentees B.csv --rules R.yml [--aim everyone|fit]
 *               [--format csv|json] [--explain]
 *
 * Matches the people of two tables without a server. The answer goes to standard output; its last line
 * (with JSON: the member "summary", and the line goes to standard error) is
 * "matched N of M, score S". What is wrong goes to standard error as "file:line: sentence".
 */
#ifndef APP_VERB_MATCH_H
#define APP_VERB_MATCH_H

/* argv[0] is the word "match". Returns 0, 64 (usage), 65 (bad data), 66 (a file cannot be read), 70
 * (a proof failed: a fault of the program) or 74 (the answer could not be written). */
int verb_match(int argc, char **argv);

#endif
