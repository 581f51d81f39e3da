/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/db/migrate.h"

#include "base/fatal.h"
#include "base/str.h"

enum result
schema_judge(struct arena *mem, const struct schema_state *s, const struct schema_step *steps,
	int n, int *ret_next, const char **ret_why)
{
	int i;

	for (i = 0; i < n; i++)
		MUST(steps[i].number == i + 1);
	if (s->newest > n) {
		*ret_why = arena_printf(mem,
			"the database was written by a newer version of the program (schema step "
			"%lld, "
			"this one knows %d). Install the newer version, or restore a backup.",
			(long long)s->newest, n);
		return FAILED;
	}
	if (s->newest > 0 && !str_eq(s->name ? s->name : "", steps[s->newest - 1].name)) {
		*ret_why = arena_printf(mem,
			"the database was made by other schema steps: step %lld is %s there and %s "
			"here",
			(long long)s->newest, s->name ? s->name : "missing",
			steps[s->newest - 1].name);
		return FAILED;
	}
	*ret_next = (int)s->newest;
	return OK;
}
