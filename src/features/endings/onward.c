/* SPDX-License-Identifier: Apache-2.0 */
/* Going on (N7): a new match, becoming a mentor, telling the story. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "features/endings/endings.h"
#include "features/programmes/programmes.h"
#include "practice.gen.h"

/* Whoever learnt something is at least practised in it. */
#define STRENGTH_LEARNT 3

/* Peers take part as those who look for somebody. */
const char *
place_role(const struct pair *p)
{
	return str_eq(p->my_role, "mentor") ? "mentor" : "mentee";
}

enum result
next_match_set(struct ctx *c, int64_t relationship, const char *match)
{
	struct ending_place place;
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	if (!sql_ending_place(c, p.r.programme, place_role(&p), p.me, &place))
		return NOT_FOUND;
	if (str_eq(place.state, "matched"))
		return conflict(c, _("You have a relationship in this programme. End it first."));
	return participant_set(
		c, p.r.programme, place.id, str_eq(match, "yes") ? "waiting" : "left", -1);
}

/* ---- from mentee to mentor ---- */

/* What is offered now, and the chosen ones of what was wanted. */
static struct topic_wishes
offers_of(struct ctx *c, const struct path_form *f)
{
	struct person_topic_rows all = sql_person_topic_list(c, c->who);
	struct topic_wish *wishes = ARENA_ARRAY(c->mem, struct topic_wish, all.n + 1);
	int n = 0;

	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].way, "offered"))
			wishes[n++] = (struct topic_wish){ all.v[i].name, all.v[i].strength };
	for (int i = 0; i < all.n; i++)
		for (int k = 0; k < f->topic.n && str_eq(all.v[i].way, "wanted"); k++)
			if (str_eq(f->topic.v[k],
				    arena_printf(c->mem, "%lld", (long long)all.v[i].topic)))
				wishes[n++] = (struct topic_wish){ all.v[i].name, STRENGTH_LEARNT };
	if (*f->other)
		wishes[n++] = (struct topic_wish){ f->other, STRENGTH_LEARNT };
	return (struct topic_wishes){ n, wishes };
}

enum result
mentor_path_take(struct ctx *c, int64_t relationship, const struct path_form *f)
{
	struct person_reader me;
	struct topic_wishes offered;
	struct mentor_wish was;
	struct pair p;
	enum result r = pair_get(c, relationship, &p);
	bool is_new, is_changed;
	int64_t id;

	if (r != OK)
		return r;
	if (!str_eq(p.my_role, "mentee") || !sql_person_reader(c, c->who, &me))
		return NOT_FOUND;
	offered = offers_of(c, f);
	if (!offered.n)
		return invalid(c, "other", _("Name at least one thing that you could pass on."));
	r = person_save(c, NULL,
		&(struct person_data){ PERSON_DATA, .email = me.email, .offered = &offered }, &id,
		&is_new, &is_changed);
	if (r != OK || sql_mentor_wish_get(c, p.r.programme, c->who, &was))
		return r;
	sql_mentor_wish_set(c, p.r.programme, c->who, c->now);
	ending_tell_managers(c, p.r.programme, PRACTICE_LETTER_MENTOR_WISH, p.my_name,
		url_ending_list(c, p.r.programme));
	return OK;
}

enum result
mentor_path_leave(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r == OK)
		sql_mentor_wish_drop(c, p.r.programme, c->who);
	return r;
}

enum result
mentor_wish_grant(struct ctx *c, int64_t programme, int64_t person)
{
	enum result r;

	if (!sql_mentor_wish_taken(c, programme, person, c->now))
		return NOT_FOUND;
	r = participant_save(c, programme, person, "mentor", -1, NULL, NULL, NULL);
	if (r == OK)
		audit_add(c, "mentor-on", "person", person);
	return r;
}

/* ---- stories ---- */

unsigned
standing_story(struct ctx *c, int64_t id)
{
	struct story_standing s;
	bool agreed;

	if (!c->who || !sql_story_standing(c, id, c->who, &s))
		return 0;
	agreed = !str_eq(s.state, "asked");
	if (s.person == c->who)
		return STANDING_SELF;
	if (s.mentor == c->who || s.mentee == c->who)
		return STANDING_PARTICIPANT;
	return s.manages && agreed ? STANDING_MANAGER : 0;
}

enum result
story_tell(struct ctx *c, int64_t relationship, const struct story_form *f, int64_t *ret_id)
{
	struct story mine;
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	if (sql_story_mine(c, relationship, c->who, &mine)) {
		*ret_id = mine.id;
		sql_story_update(c, mine.id, relationship, f->named, f->body, c->now);
	} else {
		*ret_id = new_id(c);
		sql_story_insert(
			c, *ret_id, relationship, p.r.programme, c->who, f->named, f->body, c->now);
	}
	ending_tell(c, relationship, p.partner, PRACTICE_LETTER_STORY_ASKED,
		url_story_show(c, relationship));
	return OK;
}

enum result
story_agree(struct ctx *c, int64_t story)
{
	struct story s;

	if (!sql_story_get(c, story, &s))
		return NOT_FOUND;
	if (s.person == c->who)
		return FORBIDDEN;
	if (!sql_story_agree(c, story, s.body, c->now))
		return conflict(c, _("You have agreed to this story already."));
	ending_tell_managers(c, s.programme, PRACTICE_LETTER_STORY_AGREED, s.person_name,
		url_story_list(c, s.programme));
	return OK;
}

enum result
story_publish(struct ctx *c, int64_t story, bool yes)
{
	if (!sql_story_publish(
		    c, story, yes ? "published" : "agreed", yes ? "agreed" : "published", c->now))
		return conflict(
			c, yes ? _("This story is published, or one of the two has taken it "
				   "back.")
			       : _("This story is not published."));
	audit_add(c, yes ? "publish" : "withdraw", "story", story);
	return OK;
}

enum result
story_take_back(struct ctx *c, int64_t story)
{
	return sql_story_delete(c, story) ? OK : NOT_FOUND;
}
