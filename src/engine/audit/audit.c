/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/audit/audit.h"

#include <inttypes.h>

#include "base/str.h"
#include "engine/audit/audit.sql.h"
#include "engine/crypt/secret.h"

static const char *
chained(struct arena *mem, const char *before, int64_t at, int64_t who, const char *act,
	const char *kind, int64_t subject)
{
	return token_hash(mem, arena_printf(mem, "audit %s %" PRId64 " %" PRId64 " %s %s %" PRId64,
				       before, at, who, act, kind, subject));
}

void
audit_add(struct ctx *c, const char *act, const char *subject_kind, int64_t subject)
{
	const char *before = sql_audit_last(c);

	sql_audit_insert(c, c->now, c->who, act, subject_kind, subject,
		chained(c->mem, before, c->now, c->who, act, subject_kind, subject));
}

int64_t
audit_broken(struct ctx *c)
{
	const char *before = "";
	struct audit_row_rows rows;
	int64_t after = 0;

	do {
		rows = sql_audit_page(c, after);
		for (int i = 0; i < rows.n; i++) {
			const struct audit_row *r = &rows.v[i];

			if (!str_eq(r->hash, chained(c->mem, before, r->at, r->who, r->act,
						     r->subject_kind, r->subject)))
				return r->id;
			before = r->hash;
			after = r->id;
		}
	} while (rows.n == 500);
	return 0;
}
