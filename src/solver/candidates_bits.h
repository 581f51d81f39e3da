/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problem: which places of a leaf share at least so many items with a seeker, where postings are long. Method: a bit for
 * each place, 64 of them counted in one word at a time; the common items of a leaf have theirs made once for all
 * seekers. Cost: places / 64 for each item of the seeker, and no wrong guesses. Private to
 * src/solver/candidates*.c.
 */
#ifndef SOLVER_CANDIDATES_BITS_H
#define SOLVER_CANDIDATES_BITS_H

#include "solver/candidates_core.h"

void bits_init(struct arena *mem, const struct leaf *l, struct bits *ret);

/* Makes the rows of the common items, after the leaf has moved. */
void bits_make(struct bits *b, const struct leaf *l);

/* Takes the items of the seeker's postings. False if postings are better; else bits_forget must follow. */
bool bits_take(struct search *s);
void bits_forget(struct search *s);

/* Fills s->bits.exactly for at least so many places. */
void bits_count(struct search *s, size_t places);

#endif
