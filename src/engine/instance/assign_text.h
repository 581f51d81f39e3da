/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Assignment problems, their answers and their proofs as text:
 *
 *   p match <mentees> <mentors> <pairs>       the header, first
 *   m <mentor> <lo> <hi>                      places; absent: 0 1
 *   e <mentee> <mentor> <score>               an eligible pair; twice: the better score counts
 *   w <mentee> <k>                            wants up to k different mentors; absent: 1
 *   f <mentee> <mentor>                       pinned (one of the eligible pairs)
 *   x <mentee> <mentor>                       forbidden
 *
 * An answer has a line "<mentee> <mentor> <score>" for each pair, then "count N score S". A proof:
 *
 *   p proof <aim> <fair> <quota> <weight> <bonus> <quota worth> <floor> <digest>
 *   k <mentee> <mentor>                       kept from an earlier answer, as if pinned
 *   u <mentee> <gain>                         absent: 0
 *   v <mentor> <price>                        absent: 0
 *   a <mentor> <price>  b <mentor> <price>    with bottleneck: struct assign_proof, enough and short_of
 *   s <score> <weight>  l <score> <weight>    with leximin, a stage: its levels, the first one with "s",
 *   w <mentor> <price>                        and its prices: struct assign_stage
 *
 * Readers take hostile texts: they say what is wrong and where, and take no more memory than a few times
 * the text. Cost: one pass; about 100 MB a second and core.
 */
#ifndef ENGINE_INSTANCE_ASSIGN_TEXT_H
#define ENGINE_INSTANCE_ASSIGN_TEXT_H

#include "base/buf.h"
#include "engine/instance/scan.h"
#include "solver/assign.h"

/* Fills the people, pairs, pins and bans of *ret, in mem. False with s->fault set. */
bool assign_text_read(struct arena *mem, struct scan *s, struct assign_problem *ret);

struct assign_solution {
	struct assign_pair *pairs;
	size_t n_pairs;
	size_t count; /* as its last line says */
	int64_t score;
};

/* n_mentees and n_mentors: ids are below. False with s->fault set. */
bool assign_solution_read(struct arena *mem, struct scan *s, size_t n_mentees, size_t n_mentors,
	struct assign_solution *ret);

/* Takes from the pairs those that are eligible in p, not forbidden and within all numbers of places, with
 * the score of today, beside the pins that are there; makes them pins. */
void assign_keep(struct arena *mem, struct assign_problem *p, const struct assign_pair *pairs,
	size_t n_pairs);

/* A number that differs when anything of the problem or of the prices differs, but for the order of
 * lines: other prices may prove the same, but they are not those that were written. */
uint64_t assign_digest(const struct assign_problem *p, const struct assign_proof *f);

/* The first n_kept of p's pins are said to be kept. Calls put with pieces of text. */
void assign_proof_write(const struct assign_problem *p, size_t n_kept,
	const struct assign_result *r, void (*put)(void *arg, const char *text, size_t n),
	void *arg);

/* Fills r->proof and aim, fair, quota and kept pins of p. False with s->fault set. */
bool assign_proof_read(struct arena *mem, struct scan *s, struct assign_problem *p,
	struct assign_result *r, uint64_t *ret_digest);

#endif
