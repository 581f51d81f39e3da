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
