/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Problems of peers, their answers and their proofs as text:
 *
 *   p graph <people> <pairs>         the header, first
 *   e <person> <person> <weight>     a pair that may be made; twice: the better weight counts
 *
 * An answer has a line "<person> <person> <weight>" for each pair, then "count N weight W". A proof:
 *
 *   p peers <aim> <bonus> <groups> <digest>
 *   u <person> <price>               twice what it is; absent: 0
 *   i <person> <group>               the smallest group that holds him; absent: none
 *   g <group> <price> [<group>]      its price, and the smallest group around it, if there is one
 *
 * Readers take hostile texts: they say what is wrong and where, and take no more memory than a few times
 * the text. Cost: one pass.
 */
#ifndef ENGINE_INSTANCE_PEERS_TEXT_H
#define ENGINE_INSTANCE_PEERS_TEXT_H

#include "engine/instance/scan.h"
#include "solver/peers.h"

/* Is the first line that says something a header of such a problem? Reads nothing. */
bool peers_text_is(const struct scan *s);

/* Fills the people and pairs of *ret, in mem. False with s->fault set. */
bool peers_text_read(struct arena *mem, struct scan *s, struct peers_problem *ret);

/* Fills the pairs, partners and sums of *ret as the text says, whether they are right or not; all ids are
 * below p->n. False with s->fault set. */
bool peers_solution_read(
	struct arena *mem, struct scan *s, const struct peers_problem *p, struct peers_result *ret);

/* A number that differs when anything of the problem or of the prices differs, but for the order of
 * lines. */
uint64_t peers_digest(const struct peers_problem *p, const struct peers_proof *f);

/* Calls put with pieces of text. */
void peers_proof_write(const struct peers_problem *p, const struct peers_proof *f,
	void (*put)(void *arg, const char *text, size_t n), void *arg);

/* Fills the aim of p and r->proof. False with s->fault set. */
bool peers_proof_read(struct arena *mem, struct scan *s, struct peers_problem *p,
	struct peers_result *r, uint64_t *ret_digest);

#endif
