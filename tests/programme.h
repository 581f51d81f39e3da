/* SPDX-License-Identifier: Apache-2.0 */
/* A programme for tests of rooms below it, whose rules look at who takes part. */
#ifndef TESTS_PROGRAMME_H
#define TESTS_PROGRAMME_H

#include "features/programmes/programmes.sql.h"

static inline int64_t
test_programme(struct ctx *c)
{
	return sql_programme_insert(c, "one-to-one", "Programme", "", "", "", "", "", "", 28, "off",
		"everyone", c->now);
}

/* role: "mentor", "mentee", "manager". */
static inline void
test_participant(struct ctx *c, int64_t programme, int64_t person, const char *role)
{
	sql_participant_insert(c, programme, person, role, "waiting", 1, c->now);
}

#endif
