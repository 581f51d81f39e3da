/* SPDX-License-Identifier: Apache-2.0 */
/* "These two" and "not these two". Nobody but the managers of the programme ever learns of a wish. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/matching.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(wish_form, WISH_FORM)

static enum result
pin(struct ctx *c, int64_t programme, int64_t mentee, int64_t mentor)
{
	if (sql_wish_pins(c, programme, mentor, mentee) >=
		sql_wish_free_places(c, programme, mentor))
		return conflict(
			c, tr(c,
				   _("%s has no place for one more pin. Undo another pin, or "
				     "give them another place."),
				   sql_match_person_name(c, mentor)));
	sql_wish_delete_pins(c, programme, mentee);
	sql_wish_insert(c, programme, mentee, mentor, "pin");
	return OK;
}

/* Of two peers, the one with the lower id stands in the place of the mentee, as in proposals. */
static enum result
wish_of_peers(struct ctx *c, int64_t programme, int64_t a, int64_t b, const char *kind)
{
	if (a > b) {
		int64_t x = a;

		a = b;
		b = x;
	}
	if (str_eq(kind, "none")) {
		sql_wish_delete(c, programme, a, b);
		return OK;
	}
	if (!sql_wish_takes_part(c, programme, a, "mentee") ||
		!sql_wish_takes_part(c, programme, b, "mentee"))
		return NOT_FOUND;
	if (a == b)
		return conflict(c, _("Nobody can be their own partner."));
	if (str_eq(kind, "pin")) {
		sql_wish_delete_pins_of(c, programme, a);
		sql_wish_delete_pins_of(c, programme, b);
	}
	sql_wish_insert(c, programme, a, b, kind);
	return OK;
}

enum result
wish_set(struct ctx *c, int64_t programme, int64_t mentee, int64_t mentor, const char *kind)
{
	const char *way = programme_way(c, programme);

	if (str_eq(way, "circles") && str_eq(kind, "pin"))
		return conflict(c, _("In circles, nobody is pinned to a person. Say for each in "
				     "which circle they should be."));
	if (str_eq(way, "peers") || str_eq(way, "circles"))
		return wish_of_peers(c, programme, mentee, mentor, kind);
	if (str_eq(kind, "none")) {
		sql_wish_delete(c, programme, mentee, mentor);
		return OK;
	}
	if (!sql_wish_takes_part(c, programme, mentee, "mentee") ||
		!sql_wish_takes_part(c, programme, mentor, "mentor"))
		return NOT_FOUND;
	if (mentee == mentor)
		return conflict(c, _("Nobody can be their own mentor."));
	if (str_eq(kind, "pin"))
		return pin(c, programme, mentee, mentor);
	sql_wish_insert(c, programme, mentee, mentor, "ban");
	return OK;
}
