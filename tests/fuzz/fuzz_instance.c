/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are refused with a sentence, or are a problem that is solved, whose proof survives being
 * written and read, and is accepted. Behind a byte 1 may stand an answer, behind a second one a proof:
 * whatever they say, the check says yes or no.
 */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "engine/instance/assign_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
put(void *arg, const char *text, size_t n)
{
	buf_add(arg, text, n);
}

static void
solve_and_check(struct arena *mem, struct assign_problem *p, unsigned how)
{
	struct assign_problem again = *p;
	struct assign_result r, s;
	struct buf b = BUF_IN(mem);
	struct scan scan;
	uint64_t digest;

	p->aim = how & 1 ? ASSIGN_FIT : ASSIGN_EVERYONE;
	p->quota = how & 2;
	p->fair = (enum assign_fair)(how / 4 % 3);
	if (assign_solve(mem, p, &r) != ASSIGN_OK)
		return;
	MUST(!assign_check(mem, p, &r));
	assign_proof_write(p, 0, &r, put, &b);
	scan = scan_new(buf_text(&b), b.n);
	s = r;
	MUST(assign_proof_read(mem, &scan, &again, &s, &digest));
	MUST(digest == assign_digest(p, &r.proof));
	MUST(again.aim == p->aim && again.quota == p->quota && again.fair == p->fair);
	MUST(!assign_check(mem, &again, &s));
}

static void
check_claim(struct arena *mem, struct assign_problem *p, const char *text, size_t n)
{
	const char *split = memchr(text, 1, n);
	struct assign_solution a;
	struct assign_result r = { 0 };
	struct scan scan = scan_new(text, split ? (size_t)(split - text) : n);
	uint64_t digest;

	if (!assign_solution_read(mem, &scan, p->n_mentees, p->n_mentors, &a)) {
		MUST(scan.fault[0] && scan.fault_line);
		return;
	}
	if (!split)
		return;
	split++;
	scan = scan_new(split, n - (size_t)(split - text));
	if (!assign_proof_read(mem, &scan, p, &r, &digest))
		return;
	r.pairs = a.pairs;
	r.count = a.n_pairs;
	r.score = a.score;
	r.mentor = ARENA_ARRAY(mem, int32_t, p->n_mentees);
	r.points = ARENA_ARRAY(mem, int64_t, p->n_mentees);
	assign_check(mem, p, &r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(1 << 16);
	struct assign_problem p;
	const char *text, *split;
	struct scan s;

	if (n < 2) {
		arena_free(mem);
		return 0;
	}
	text = (const char *)data + 1;
	n--;
	split = memchr(text, 1, n);
	s = scan_new(text, split ? (size_t)(split - text) : n);
	if (!assign_text_read(mem, &s, &p)) {
		MUST(s.fault[0] && s.fault_line > 0);
	} else if (p.n_mentees + p.n_mentors < 64) {
		solve_and_check(mem, &p, data[0]);
		if (split)
			check_claim(mem, &p, split + 1, n - (size_t)(split + 1 - text));
	}
	arena_free(mem);
	return 0;
}
