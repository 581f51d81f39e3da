/* SPDX-License-Identifier: Apache-2.0 */
/* What practice/matching.yml says about matching, as rules of a programme that its managers then change. */
#include "base/str.h"
#include "features/programmes/programmes.h"
#include "features/programmes/usual_rules.sql.h"

/* Steps between levels would leave nobody a partner where the organisation has none; and among peers, where
 * a rule counts in both directions. */
static bool
makes_sense(struct ctx *c, const struct practice_item *it, bool one_kind)
{
	return !str_eq(practice_field(it, "kind", "en"), "steps") ||
	       (!one_kind && sql_usual_rule_levels(c) > 1);
}

bool
programme_usual_rules(struct ctx *c, int64_t programme)
{
	const struct practice_kind *all = practice_kind("match-rule");

	if (sql_usual_rule_any(c, programme))
		return false;
	if (str_eq(programme_way(c, programme), "circles"))
		return true; /* people go where their topics are */
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];

		if (makes_sense(c, it, way_of_one_kind(programme_way(c, programme))))
			sql_usual_rule_insert(c, programme, practice_number(it, "hard", 0),
				practice_field(it, "kind", "en"),
				practice_field(it, "mentee_field", "en"),
				practice_field(it, "mentor_field", "en"),
				practice_number(it, "lo", 0), practice_number(it, "hi", 0),
				practice_number(it, "points", 0), practice_number(it, "cap", 0),
				(int64_t)i + 1);
	}
	return true;
}
