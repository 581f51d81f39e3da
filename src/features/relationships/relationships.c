/* SPDX-License-Identifier: Apache-2.0 */
#include "features/relationships/relationships.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.h"

unsigned
standing_relationship(struct ctx *c, int64_t id)
{
	struct relationship_standing s;
	unsigned bits = 0;

	if (!c->who || !sql_relationship_standing(c, id, c->who, &s))
		return 0;
	if (s.mentor == c->who)
		bits |= STANDING_PARTICIPANT | STANDING_MENTOR;
	if (s.mentee == c->who)
		bits |= STANDING_PARTICIPANT | STANDING_MENTEE;
	if (s.manages)
		bits |= STANDING_MANAGER;
	if (s.line)
		bits |= STANDING_LINE_MANAGER;
	if (s.admin)
		bits |= STANDING_ADMIN;
	return bits;
}

/* A page asks for the same pair from several of its parts. */
static bool
relationship_read(struct ctx *c, int64_t id, struct relationship *ret)
{
	static const char what[] = "relationship";
	const struct relationship *kept = memo_find(c, what, id);
	struct relationship *read;

	if (kept) {
		*ret = *kept;
		return true;
	}
	if (!sql_relationship_get(c, id, ret))
		return false;
	read = ARENA_NEW(c->mem, struct relationship);
	*read = *ret;
	memo_add(c, what, id, read);
	return true;
}

enum result
pair_get(struct ctx *c, int64_t relationship, struct pair *ret)
{
	struct pair p = { .me = c->who };

	if (!relationship_read(c, relationship, &p.r))
		return NOT_FOUND;
	if (p.r.mentor == c->who) {
		p.my_role = "mentor";
		p.my_name = p.r.mentor_name;
		p.partner = p.r.mentee;
		p.partner_name = p.r.mentee_name;
		p.partner_tz = p.r.mentee_tz;
	} else if (p.r.mentee == c->who) {
		p.my_role = "mentee";
		p.my_name = p.r.mentee_name;
		p.partner = p.r.mentor;
		p.partner_name = p.r.mentor_name;
		p.partner_tz = p.r.mentor_tz;
	} else {
		return NOT_FOUND;
	}
	if (str_eq(p.r.mode, "peers"))
		p.my_role = "peer";
	p.ally = p.r.ally_since > 0;
	p.active = p.ally || !str_eq(p.r.state, "ended");
	if (!c->within) {
		c->within = relationship;
		c->within_name = p.partner_name;
	}
	*ret = p;
	return OK;
}

enum result
pair_open(struct ctx *c, int64_t relationship, struct pair *ret)
{
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	if (!p.active)
		return conflict(
			c, _("This relationship has ended. You can still read everything."));
	*ret = p;
	return OK;
}

const char *
pair_hint(struct ctx *c, const struct pair *p, const struct practice_item *prompt)
{
	const char *version = str_eq(p->my_role, "mentor") ? "hint_mentor" : "hint_mentee";
	const char *hint = practice_field(prompt, version, c->lang->tag);

	return *hint ? hint : practice_field(prompt, "hint", c->lang->tag);
}

enum result
relationship_start(
	struct ctx *c, int64_t programme, int64_t mentor, int64_t mentee, int64_t *ret_id)
{
	int64_t id;

	if (mentor == mentee)
		return conflict(c, _("Nobody can be their own mentor."));
	if (sql_relationship_running(c, programme, mentor, mentee))
		return conflict(c, _("These two are together in this programme already."));
	id = sql_relationship_insert(c, programme, mentor, mentee, c->now);
	sql_stage_step_insert(c, id, 1, c->now);
	sql_relationship_matched(c, programme, mentor, mentee);
	sql_relationship_promised(c, id, programme, mentor, mentee, c->now);
	*ret_id = id;
	return OK;
}

enum result
relationship_start_peers(struct ctx *c, int64_t programme, int64_t a, int64_t b, int64_t *ret_id)
{
	int64_t id;

	if (a == b)
		return conflict(c, _("Nobody can be their own partner."));
	if (sql_relationship_running_peers(c, programme, a, b))
		return conflict(c, _("These two are together in this programme already."));
	id = sql_relationship_insert_peers(c, programme, a, b, c->now);
	sql_stage_step_insert(c, id, 1, c->now);
	sql_relationship_matched_peer(c, programme, a);
	sql_relationship_matched_peer(c, programme, b);
	sql_relationship_promised(c, id, programme, a, b, c->now);
	*ret_id = id;
	return OK;
}

enum result
relationship_end(struct ctx *c, int64_t relationship, const char *ending)
{
	struct relationship r;

	if (!sql_relationship_get(c, relationship, &r))
		return NOT_FOUND;
	if (r.ally_since)
		sql_relationship_set_ally(c, relationship, 0);
	else if (!sql_relationship_set_ended(c, relationship, ending, c->who, c->now))
		return conflict(c, _("This relationship has ended already."));
	sql_relationship_freed(
		c, r.programme, str_eq(r.mode, "peers") ? "mentee" : "mentor", r.mentor);
	sql_relationship_freed(c, r.programme, "mentee", r.mentee);
	event_add(c, EVENT_relationship_ended, relationship);
	audit_add(c, "end", "relationship", relationship);
	return OK;
}

enum result
relationship_reopen(struct ctx *c, int64_t relationship)
{
	struct relationship r;

	if (!sql_relationship_get(c, relationship, &r))
		return NOT_FOUND;
	if (sql_relationship_other(c, relationship, r.programme, r.mentee))
		return conflict(
			c, _("The mentee has another mentor in this programme by now. You can "
			     "still stay in touch as allies."));
	if (!sql_relationship_set_open(c, relationship))
		return conflict(c, _("This relationship has not ended."));
	if (str_eq(r.mode, "peers")) {
		sql_relationship_matched_peer(c, r.programme, r.mentor);
		sql_relationship_matched_peer(c, r.programme, r.mentee);
	} else {
		sql_relationship_matched(c, r.programme, r.mentor, r.mentee);
	}
	event_add(c, EVENT_relationship_reopened, relationship);
	audit_add(c, "reopen", "relationship", relationship);
	return OK;
}

enum result
relationship_ally(struct ctx *c, int64_t relationship)
{
	if (!sql_relationship_set_ally(c, relationship, c->now))
		return conflict(c, _("This relationship has not ended."));
	audit_add(c, "ally", "relationship", relationship);
	return OK;
}

void
relationship_reach(struct ctx *c, int64_t relationship, int stage)
{
	sql_stage_move_note(c, new_id(c), relationship, stage, c->now);
	if (sql_relationship_set_stage(c, relationship, stage, c->now))
		sql_stage_step_insert(c, relationship, stage, c->now);
}

const char *
fmt_stage(struct ctx *c, int64_t stage)
{
	const struct practice_kind *stages = practice_kind("stage");

	if (stage < 1 || (size_t)stage > stages->count)
		return "";
	return practice_field(&stages->items[stage - 1], "name", c->lang->tag);
}

const char *
fmt_relationship_state(struct ctx *c, const char *state)
{
	if (str_eq(state, "active"))
		return _("Active");
	if (str_eq(state, "paused"))
		return _("Paused");
	return _("Ended");
}
