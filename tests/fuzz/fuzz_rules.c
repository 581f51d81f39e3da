/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes are refused with a line and a sentence, or give rules whose fields and kinds fit. */
#include <stdint.h>

#include "base/fatal.h"
#include "features/matching/rules_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check_rule(const struct criteria *k, const struct criterion *x)
{
	if (x->kind == CRITERION_NOT_MANAGER)
		return;
	MUST(x->mentee_field >= 0 && (size_t)x->mentee_field < k->n_fields);
	MUST(x->mentor_field >= 0 && (size_t)x->mentor_field < k->n_fields);
	MUST(criterion_compares(
		x->kind, k->fields[x->mentee_field].kind, k->fields[x->mentor_field].kind));
	MUST(x->points >= -CRITERION_MOST && x->points <= CRITERION_MOST);
	MUST(x->lo >= -CRITERION_MOST && x->hi <= CRITERION_MOST && x->cap >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(4096);
	struct rules_file r;
	struct rules_error err = { 0 };
	size_t i;

	if (rules_read(mem, (const char *)data, n, &r, &err)) {
		MUST(r.id_column && *r.id_column);
		for (i = 0; i < r.criteria.n_fields; i++)
			MUST(*r.criteria.fields[i].name && r.columns[i].column);
		for (i = 0; i < r.criteria.n; i++)
			check_rule(&r.criteria, &r.criteria.list[i]);
	} else {
		MUST(err.line >= 1 && err.message && *err.message);
	}
	arena_free(mem);
	return 0;
}
