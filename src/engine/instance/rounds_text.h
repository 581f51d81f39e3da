/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is to meet, as text:
 *
 *   p rounds <mentees> <mentors> <meetings>   the header, first
 *   e <mentee> <mentor>                       these two meet, once
 *
 * The reader takes hostile texts: it says what is wrong and where, and takes no more memory than a few
 * times the text. Cost: one pass, and a sort of what it read.
 */
#ifndef ENGINE_INSTANCE_ROUNDS_TEXT_H
#define ENGINE_INSTANCE_ROUNDS_TEXT_H

#include "engine/instance/scan.h"
#include "solver/rounds.h"

struct rounds_meetings {
	size_t n_mentees, n_mentors, n;
	struct rounds_pair *pairs; /* left: mentees */
};

/* Fills *ret, in mem. False with s->fault set. */
bool rounds_text_read(struct arena *mem, struct scan *s, struct rounds_meetings *ret);

#endif
