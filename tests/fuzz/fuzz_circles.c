/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes are refused with a sentence, or are a problem of circles, whose answer is a right one. */
#include <stdint.h>

#include "base/fatal.h"
#include "engine/instance/circles_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(1 << 16);
	struct scan s = scan_new((const char *)data, n);
	struct circles_problem p;
	struct circles_result r;

	if (!circles_text_read(mem, &s, &p)) {
		MUST(s.fault[0] && s.fault_line > 0);
	} else if (p.n_people < 64 && p.n_topics < 64) {
		p.steps = 100000;
		if (circles_solve(mem, &p, &r) == CIRCLES_OK)
			MUST(!circles_check(mem, &p, &r));
	}
	arena_free(mem);
	return 0;
}
