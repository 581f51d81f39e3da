/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are refused with a sentence and a line, or are lists of preference, or meetings, that are solved;
 * what comes out is recounted. The first byte says as what the rest is read, and in which sense it is solved.
 */
#include <stdint.h>
#include <string.h>

#include "base/fatal.h"
#include "engine/instance/pref_text.h"
#include "engine/instance/rounds_text.h"

#define SMALL 64 /* people: more are read only */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
stable(struct arena *mem, struct scan *s, unsigned how)
{
	struct stable_problem p;
	struct stable_result r;
	size_t blocking = 1;
	enum stable_status status;

	if (!pref_text_read(mem, s, &p))
		return;
	if (p.residents.n + p.hospitals.n > SMALL)
		return;
	p.ties = (enum stable_ties)(how & 3);
	p.hospitals_propose = how & 4;
	status = stable_solve(mem, &p, &r);
	MUST(status == STABLE_OK || status == STABLE_NO_SUCH);
	MUST(status == STABLE_OK || p.ties == STABLE_STRONG || p.ties == STABLE_SUPER);
	MUST(status != STABLE_OK || (!stable_check(mem, &p, &r, &blocking) && blocking == 0));
}

static void
roommates(struct arena *mem, struct scan *s)
{
	struct roommates_problem p;
	struct roommates_result r;
	size_t blocking = 1;
	enum roommates_status status;

	if (!roommates_text_read(mem, s, &p) || p.n > SMALL)
		return;
	status = roommates_solve(mem, &p, &r);
	MUST(status == ROOMMATES_OK || status == ROOMMATES_NO_SUCH);
	MUST(status != ROOMMATES_OK || (!roommates_check(mem, &p, &r, &blocking) && blocking == 0));
}

static void
meetings(struct arena *mem, struct scan *s)
{
	struct rounds_meetings m;
	uint64_t at_left[SMALL * SMALL] = { 0 }, at_right[SMALL * SMALL] = { 0 };
	int32_t *round;
	size_t rounds;

	if (!rounds_text_read(mem, s, &m) || m.n_mentees > SMALL || m.n_mentors > SMALL)
		return;
	round = ARENA_ARRAY(mem, int32_t, m.n);
	rounds = rounds_of_pairs(mem, m.pairs, m.n, m.n_mentees, m.n_mentors, round);
	MUST(rounds <= SMALL);
	for (size_t k = 0; k < m.n; k++) {
		uint64_t left = UINT64_C(1) << m.pairs[k].left;
		uint64_t right = UINT64_C(1) << m.pairs[k].right;

		MUST(round[k] >= 0 && (size_t)round[k] < rounds);
		MUST(!(at_left[round[k]] & left) && !(at_right[round[k]] & right));
		at_left[round[k]] |= left;
		at_right[round[k]] |= right;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(1 << 16);
	struct scan s;

	if (n) {
		s = scan_new((const char *)data + 1, n - 1);
		if (data[0] & 8)
			stable(mem, &s, data[0]);
		else if (data[0] & 1)
			roommates(mem, &s);
		else
			meetings(mem, &s);
		MUST(!s.fault[0] || s.fault_line > 0);
	}
	arena_free(mem);
	return 0;
}
