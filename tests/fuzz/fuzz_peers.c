/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes are refused with a sentence, or are a problem of peers that is solved, whose proof survives
 * being written and read, and is accepted. Behind a byte 1 may stand an answer, behind a second one a proof:
 * whatever they say, the check says yes or no.
 */
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "engine/instance/peers_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
put(void *arg, const char *text, size_t n)
{
	buf_add(arg, text, n);
}

static void
solve_and_check(struct arena *mem, struct peers_problem *p)
{
	struct peers_problem again = *p;
	struct peers_result r, s;
	struct buf b = BUF_IN(mem);
	struct scan scan;
	uint64_t digest;

	if (peers_solve(mem, p, &r) != PEERS_OK)
		return;
	MUST(!peers_check(mem, p, &r));
	peers_proof_write(p, &r.proof, put, &b);
	scan = scan_new(buf_text(&b), b.n);
	s = r;
	MUST(peers_proof_read(mem, &scan, &again, &s, &digest));
	MUST(digest == peers_digest(p, &r.proof) && again.aim == p->aim);
	MUST(!peers_check(mem, &again, &s));
}

static void
check_claim(struct arena *mem, struct peers_problem *p, const char *text, size_t n)
{
	const char *split = memchr(text, 1, n);
	struct peers_result r = { 0 };
	struct scan scan = scan_new(text, split ? (size_t)(split - text) : n);
	uint64_t digest;

	if (!peers_solution_read(mem, &scan, p, &r)) {
		MUST(scan.fault[0] && scan.fault_line);
		return;
	}
	if (!split)
		return;
	split++;
	scan = scan_new(split, n - (size_t)(split - text));
	if (peers_proof_read(mem, &scan, p, &r, &digest))
		peers_check(mem, p, &r);
	else
		MUST(scan.fault[0] && scan.fault_line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(1 << 16);
	struct peers_problem p;
	const char *text = (const char *)data + 1, *split = n ? memchr(text, 1, n - 1) : NULL;
	struct scan s = scan_new(text, split ? (size_t)(split - text) : n ? n - 1 : 0);

	if (!peers_text_read(mem, &s, &p)) {
		MUST(s.fault[0] && s.fault_line > 0);
	} else if (n && p.n < 64) {
		p.aim = data[0] & 1 ? PEERS_EVERYONE : PEERS_FIT;
		solve_and_check(mem, &p);
		if (split)
			check_claim(mem, &p, split + 1, n - 1 - (size_t)(split + 1 - text));
	}
	arena_free(mem);
	return 0;
}
