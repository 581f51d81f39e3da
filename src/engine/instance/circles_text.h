/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problems of circles as text:
 *
 *   p circle <people> <topics> <q>     the header, first; at most q of one category in a topic
 *   t <topic> <lo> <hi>                people in it if it opens; absent: any number
 *   c <person> <category>              any number; absent: of no category, never too many alike
 *   a <person> <topic> <affinity>      a topic that somebody may join; twice: the better affinity counts
 *   f <person> <topic>                 pinned; worth its affinity, 0 if the person has not named the topic
 *   x <person> <topic>                 forbidden: as if it had not been named
 *   d <person> <person>                two who are never in the same topic
 *
 * Lines after the header come in any order. Somebody is pinned once; a pin is not forbidden, and two who are to
 * be apart are not pinned to the same topic: such a text asks for what cannot be.
 * There are no comments, as "c" has a meaning. The reader takes hostile texts: it says what is wrong and
 * where, and takes no more memory than a few times the text. Cost: one pass, and
 * a sort of the categories, of the pins and of what is forbidden.
 */
#ifndef ENGINE_INSTANCE_CIRCLES_TEXT_H
#define ENGINE_INSTANCE_CIRCLES_TEXT_H

#include "engine/instance/scan.h"
#include "solver/circles.h"

/* Fills the people, topics, pairs, pins and who is apart of *ret, in mem. False with s->fault set. */
bool circles_text_read(struct arena *mem, struct scan *s, struct circles_problem *ret);

#endif
