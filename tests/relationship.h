/* SPDX-License-Identifier: Apache-2.0 */
/* A relationship for tests of rooms below it, whose rules look at who is matched. */
#ifndef TESTS_RELATIONSHIP_H
#define TESTS_RELATIONSHIP_H

#include "features/relationships/relationships.sql.h"

static inline int64_t
test_relationship(struct ctx *c, int64_t programme, int64_t mentor, int64_t mentee)
{
	return sql_relationship_insert(c, programme, mentor, mentee, c->now);
}

#endif
