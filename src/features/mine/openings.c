/* SPDX-License-Identifier: Apache-2.0 */
#include "features/mine/openings.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "plan/plan.gen.h"

/* By which word of a path one finds whom a page is about. The first of these wins: a person inside of a
 * programme is that person. */
static const char *const abouts[] = { "relationship", "person", "participant", "concern", "mail" };

const char *
opening_about(const char *path, int *ret_at)
{
	const char *best = NULL;
	size_t rank = sizeof abouts / sizeof *abouts;
	int at = 0;

	for (const char *p = strchr(path, ':'); p; p = strchr(p + 1, ':'), at++) {
		size_t n = strcspn(p + 1, "/");

		for (size_t i = 0; i < rank; i++)
			if (strlen(abouts[i]) == n && !memcmp(abouts[i], p + 1, n)) {
				best = abouts[i];
				rank = i;
				*ret_at = at;
			}
	}
	return best;
}

static bool
of_pair(struct req *q, int64_t id, struct opening *o)
{
	struct opening_pair pair;

	if (!sql_opening_pair(&q->ctx, id, &pair))
		return false;
	o->relationship = id;
	o->person = pair.mentor;
	o->other = pair.mentee;
	return pair.mentor != q->ctx.who && pair.mentee != q->ctx.who;
}

/* What the reader is to whom it is about; NULL: somebody like everybody else. A profile is open to all, so
 * there the right does not tell who runs a programme of that person and sees more of it. */
static const char *
standing_word(struct req *q, const struct opening *o)
{
	if (q->standing & STANDING_MANAGER)
		return "manager";
	if (q->standing & STANDING_ADMIN)
		return "administrator";
	if (q->standing & STANDING_LINE_MANAGER)
		return "line-manager";
	return !o->relationship && q->session.manages &&
			       sql_opening_manages(&q->ctx, q->ctx.who, o->person)
		       ? "manager"
		       : NULL;
}

bool
opening_of(struct req *q, struct opening *ret)
{
	const unsigned above = STANDING_MANAGER | STANDING_ADMIN | STANDING_LINE_MANAGER;
	struct opening o = { .route = q->route->name };
	struct ctx *c = &q->ctx;
	const char *about;
	int at;

	if (!c->who || !((q->standing & above) || q->session.manages))
		return false;
	about = opening_about(q->route->path, &at);
	if (!about)
		return false;
	if (str_eq(about, "relationship")) {
		if (!of_pair(q, q->ids[at], &o))
			return false;
	} else {
		o.person = str_eq(about, "person")	  ? q->ids[at]
			   : str_eq(about, "participant") ? sql_opening_participant(c, q->ids[at])
			   : str_eq(about, "concern")	  ? sql_opening_concern(c, q->ids[at])
							  : sql_opening_mail(c, q->ids[at]);
		if (!o.person || o.person == c->who || !sql_opening_known(c, o.person))
			return false;
	}
	o.standing = standing_word(q, &o);
	*ret = o;
	return o.standing != NULL;
}

enum result
opening_note(struct ctx *c, void *arg)
{
	const struct opening *o = arg;
	const int64_t day = c->now / DAY;

	sql_opening_insert(
		c, o->person, day, c->who, o->standing, o->route, o->relationship, c->now);
	if (o->other)
		sql_opening_insert(
			c, o->other, day, c->who, o->standing, o->route, o->relationship, c->now);
	return OK;
}

const char *
fmt_opening_standing(struct ctx *c, const char *standing)
{
	return str_eq(standing, "manager")	   ? _("Runs a programme of yours")
	       : str_eq(standing, "administrator") ? _("Administrator")
						   : _("Line manager of one of you");
}

const char *
fmt_opening_page(struct ctx *c, const char *route, const char *with)
{
	if (str_eq(route, "relationship_status_show"))
		return tr(c, _("Dates and stage of you and %s"), with);
	if (*with)
		return tr(c, _("A page about you and %s"), with);
	if (str_eq(route, "person_show"))
		return _("Your profile");
	if (str_eq(route, "person_edit"))
		return _("The form that changes your profile");
	if (str_eq(route, "topic_list") || str_eq(route, "topic_edit"))
		return _("What you want and offer");
	if (str_eq(route, "answer_list"))
		return _("Your answers to fields of the organisation");
	if (str_eq(route, "asked_show"))
		return _("Why you were matched as you were");
	if (str_eq(route, "concern_show"))
		return _("A concern that you raised");
	if (str_eq(route, "outbox_show"))
		return _("A mail to you");
	return _("A page about you");
}
