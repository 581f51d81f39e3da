/* SPDX-License-Identifier: Apache-2.0 */
/* The words of this room: most of them come from the practice. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"
#include "engine/practice/practice.gen.h"

/* The text of an option of a choice; the word itself if the practice does not know it any longer. */
static const char *
choice_text(struct ctx *c, const char *choice, const char *key)
{
	const char *text =
		practice_option(practice_need("choice", choice), "options", key, c->lang->tag);

	return text ? text : key;
}

const char *
fmt_purpose(struct ctx *c, const char *purpose)
{
	return choice_text(c, PRACTICE_CHOICE_PURPOSE, purpose);
}

const char *
fmt_programme_level(struct ctx *c, const char *level)
{
	return choice_text(c, PRACTICE_CHOICE_LEVEL, level);
}

const char *
fmt_programme_setting(struct ctx *c, const char *setting)
{
	return choice_text(c, PRACTICE_CHOICE_SETTING, setting);
}

const char *
fmt_readiness(struct ctx *c, const char *readiness)
{
	return choice_text(c, PRACTICE_CHOICE_READINESS, readiness);
}

const char *
fmt_programme_state(struct ctx *c, const char *state)
{
	if (str_eq(state, "open"))
		return _("Gathering people");
	if (str_eq(state, "running"))
		return _("Running");
	return _("Ended");
}

const char *
fmt_way(struct ctx *c, const char *way)
{
	if (str_eq(way, "wishes"))
		return _("By wishes of both sides");
	if (str_eq(way, "peers"))
		return _("Peers among each other");
	if (str_eq(way, "circles"))
		return _("Circles around topics");
	return _("By rules and points");
}

const char *
fmt_way_hint(struct ctx *c, const char *way)
{
	if (str_eq(way, "wishes"))
		return _("Mentors and mentees say whom they would like, among those whom the "
			 "rules allow. What they say stays with them. The pairs are such that no "
			 "two who are not paired would both rather be.");
	if (str_eq(way, "peers"))
		return _("All are of one kind and learn from each other. Rules count in both "
			 "directions, and the best pairs are found.");
	if (str_eq(way, "circles"))
		return _("People meet in groups around a topic, with a least and a greatest size. "
			 "Topics that people would like to learn about decide who goes where.");
	return _("Rules say who may go with whom and what a good pair is. The best pairs by "
		 "these rules are found.");
}

const char *
fmt_role_of(struct ctx *c, const char *role, bool one_kind)
{
	return one_kind && !str_eq(role, "manager") ? _("Participant") : fmt_role(c, role);
}

const char *
fmt_role(struct ctx *c, const char *role)
{
	if (str_eq(role, "mentor"))
		return _("Mentor");
	if (str_eq(role, "mentee"))
		return _("Mentee");
	return _("Manager");
}

const char *
fmt_participant_state(struct ctx *c, const char *state)
{
	if (str_eq(state, "waiting"))
		return _("Waiting");
	if (str_eq(state, "matched"))
		return _("Matched");
	if (str_eq(state, "paused"))
		return _("Paused");
	return _("Left");
}
