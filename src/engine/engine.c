/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/engine.h"

#include <time.h>

#include "engine/i18n/i18n.h"

int64_t
engine_now(struct engine *e)
{
	return (int64_t)time(NULL) + atomic_load(&e->clock_shift);
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
