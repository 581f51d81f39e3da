/* SPDX-License-Identifier: Apache-2.0 */
/* What is in the way, and whom one makes known to the other. */
#include "features/talk/talk.h"

#include "base/day.h"
#include "base/str.h"
#include "features/notices/notices.h"
#include "engine/i18n/i18n.h"

unsigned
standing_roadblock(struct ctx *c, int64_t id)
{
	struct roadblock b;
	struct pair p;

	if (!c->who || !sql_roadblock_get(c, id, &b) || pair_get(c, b.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT;
}

unsigned
standing_introduction(struct ctx *c, int64_t id)
{
	struct introduction i;
	struct pair p;

	if (!c->who || !sql_introduction_get(c, id, &i) || pair_get(c, i.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (i.owner == c->who ? STANDING_SELF : 0);
}

/* Behind the standing point "Roadblocks" of a meeting that is planned already. */
static void
put_on_next(struct ctx *c, int64_t relationship, int64_t id, const char *body)
{
	struct meeting next;
	int64_t item = new_id(c);

	if (!sql_meeting_next(c, relationship, c->now, &next))
		return;
	sql_agenda_insert(c, item, relationship, next.id, c->who, "person", 0, "",
		arena_printf(c->mem, "%.*s", (int)utf8_prefix(body, 300), body), 31, c->now);
	sql_roadblock_set_item(c, id, item);
}

static enum result
review_ahead(struct ctx *c, const char *review_on)
{
	int64_t day;

	if (!day_parse(review_on, &day) || day < day_today(c))
		return invalid(c, "review_on", _("Choose today or a day that lies ahead."));
	return OK;
}

enum result
roadblock_name(struct ctx *c, int64_t relationship, const struct roadblock_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		r = review_ahead(c, f->review_on);
	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_roadblock_insert(
		c, *ret_id, relationship, p.me, f->kind, f->body, f->step, f->review_on, c->now);
	put_on_next(c, relationship, *ret_id, f->body);
	return OK;
}

enum result
roadblock_change(struct ctx *c, int64_t roadblock, const struct roadblock_form *f)
{
	struct roadblock b;
	struct pair p;
	enum result r;

	if (!sql_roadblock_get(c, roadblock, &b))
		return NOT_FOUND;
	r = pair_open(c, b.relationship, &p);
	if (r == OK && !str_eq(f->review_on, b.review_on))
		r = review_ahead(c, f->review_on);
	if (r == OK)
		sql_roadblock_update(
			c, roadblock, b.relationship, f->kind, f->body, f->step, f->review_on);
	return r;
}

enum result
roadblock_clear(struct ctx *c, int64_t roadblock, bool cleared)
{
	struct roadblock b;
	struct pair p;
	enum result r;

	if (!sql_roadblock_get(c, roadblock, &b))
		return NOT_FOUND;
	r = pair_open(c, b.relationship, &p);
	if (r != OK || cleared == str_eq(b.state, "cleared"))
		return r;
	if (cleared && b.item && sql_talk_item_ahead(c, b.item))
		agenda_remove(c, b.item);
	sql_roadblock_set_state(c, roadblock, cleared ? "cleared" : "open", cleared ? c->now : 0);
	sql_roadblock_set_item(c, roadblock, 0);
	if (!cleared)
		put_on_next(c, b.relationship, roadblock, b.body);
	return OK;
}

enum result
introduction_promise(
	struct ctx *c, int64_t relationship, const struct introduction_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t commitment;

	if (r != OK)
		return r;
	/* Of a third person nothing but what the owner wrote; the promise names nobody. */
	r = commitment_add(c, relationship, 0, tr(c, _("Introduction: %s"), f->purpose), f->due_on,
		&commitment);
	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_introduction_insert(c, *ret_id, relationship, p.me, commitment, f->contact, f->purpose,
		f->consent, c->now);
	return OK;
}

enum result
introduction_change(struct ctx *c, int64_t introduction, const struct introduced_form *f)
{
	struct introduction i;
	struct pair p;
	enum result r;

	if (!sql_introduction_get(c, introduction, &i))
		return NOT_FOUND;
	r = pair_open(c, i.relationship, &p);
	if (r != OK)
		return r;
	if (i.owner != c->who)
		return FORBIDDEN;
	if (str_eq(f->state, "made") && !f->consent)
		return invalid(c, "consent",
			_("Ask the third person first: nobody is introduced without agreeing."));
	sql_introduction_set_state(c, introduction, f->consent, f->state, c->now);
	sql_commitment_set_state(c, i.commitment,
		str_eq(f->state, "made")      ? "done"
		: str_eq(f->state, "dropped") ? "dropped"
					      : "open",
		str_eq(f->state, "promised") ? 0 : c->now);
	return OK;
}
