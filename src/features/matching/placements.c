/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/placements.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"
#include "features/matching/rules.sql.h"

FORM_DEFINE(placement_form, PLACEMENT_FORM)

static bool
is_offered(struct ctx *c, int64_t programme, int64_t person, int64_t topic)
{
	struct placement_topic_rows all = sql_placement_topics(c, programme, person);

	for (int i = 0; i < all.n; i++)
		if (all.v[i].topic == topic)
			return true;
	return false;
}

enum result
placement_set(struct ctx *c, int64_t programme, int64_t person, int64_t topic)
{
	if (!str_eq(programme_way(c, programme), "circles"))
		return conflict(c, _("In this programme, people are not matched in circles."));
	if (!sql_wish_takes_part(c, programme, person, "mentee"))
		return NOT_FOUND;
	if (topic && !is_offered(c, programme, person, topic))
		return invalid(c, "topic", _("This topic is not on offer. Choose another one."));
	if (topic)
		sql_circle_pin_put(c, programme, person, topic);
	else
		sql_circle_pin_delete(c, programme, person);
	return OK;
}
