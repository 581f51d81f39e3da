/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/engine.h"

#include <time.h>

#include "engine/i18n/i18n.h"

int64_t
engine_now(struct engine *e)
{
	int64_t shift = atomic_load(&e->clock_shift);

	if (e->test_clock)
		shift += atomic_load(e->test_clock);
	return (int64_t)time(NULL) + shift;
}

int64_t
engine_micros(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct ctx
engine_ctx(struct engine *e, struct arena *mem)
{
	return (struct ctx){
		.mem = mem,
		.engine = e,
		.now = engine_now(e),
		.lang = &lang_en,
		.tz = "UTC",
		.request = "-",
	};
}
