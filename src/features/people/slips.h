/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slips of typing between folded words: letters that must be put in, left out, changed or swapped with
 * their neighbour (Damerau, "A technique for computer detection and correction of spelling errors",
 * 1964; no letter twice). Letters past the 48th do not count.
 */
#ifndef PEOPLE_SLIPS_H
#define PEOPLE_SLIPS_H

#include <stdbool.h>
#include <stdint.h>

/* That make b of a; most + 1 if there are more than most. */
int slips(const char *a, const char *b, int most);

/* That make any beginning of b of a: for words that are still being typed. */
int slips_in_beginning(const char *a, const char *b, int most);

/* How many are forgiven in a word: none in two letters, one, two from eight letters on. */
int slips_forgiven(const char *word);

#endif
