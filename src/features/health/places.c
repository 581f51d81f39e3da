/* SPDX-License-Identifier: Apache-2.0 */
/* What the words of place and more in practice/challenges.yml stand for. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.h"
#include "features/preparation/preparation.h"
#include "features/programmes/asks.h"

/* Pages of the pair that are reached with nothing but its id. */
static const struct {
	const char *place;
	const char *label;
	const char *(*url)(struct ctx *c, int64_t relationship);
} pages[] = {
	{ "meeting", N_("Plan a meeting"), url_meeting_new },
	{ "rhythm", N_("Book several at once"), url_rhythm_new },
	{ "cadence", N_("Meet shorter or less often"), url_cadence_edit },
	{ "pause", N_("Pause until a day"), url_pause_new },
	{ "ending", N_("End it kindly"), url_ending_new },
	{ "trust", N_("See how it is between you"), url_trust_show },
	{ "concern", N_("Something happened that must not: raise a concern"), url_concern_list },
	{ "style", N_("How each of you likes to talk"), url_style_list },
	{ "commitments", N_("What you promised"), url_commitment_list },
	{ "goals", N_("Look at the goals"), url_goal_list },
	{ "direction", N_("What you both hope for"), url_direction_edit },
	{ "commitment", N_("The question for you alone"), url_check_list },
	{ "expectations", N_("Compare what you expect"), url_expectation_list },
	{ "agreement", N_("Change your agreement"), url_agreement_edit },
	{ "feedback", N_("Give or ask for feedback"), url_feedback_list },
	{ "held", N_("We met without a plan"), url_held_new },
};

/* What one click does. */
static const struct {
	const char *place;
	const char *label;
	const char *(*url)(struct ctx *c, int64_t relationship, const char *challenge);
} deeds[] = {
	{ "agenda", N_("Put it on the next agenda"), url_challenge_agenda_create },
	{ "contact", N_("Ask the programme team"), url_help_create },
};

static struct way
sheet(struct ctx *c, const struct pair *p, const char *sheet, const char *label)
{
	return (struct way){ label, url_sheet_show(c, p->r.id, sheet), false };
}

/* Is the reader asked to prepare, and has not? */
static bool
preparation_open(struct ctx *c, const struct pair *p)
{
	struct preparation_state s;

	preparation_state(c, p, &s);
	return !s.mine && gate_mode(c, p->r.programme, PRACTICE_GATE_PREPARED) != GATE_OFF;
}

struct way
way_of(struct ctx *c, const struct pair *p, const struct practice_item *challenge,
	const char *place)
{
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (str_eq(pages[i].place, place))
			return (struct way){ tr_text(c->lang, pages[i].label),
				pages[i].url(c, p->r.id), false };
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++)
		if (str_eq(deeds[i].place, place))
			return (struct way){ tr_text(c->lang, deeds[i].label),
				deeds[i].url(c, p->r.id, challenge->id), true };
	if (str_eq(place, "rapport"))
		return sheet(c, p, PRACTICE_SHEET_RAPPORT, _("Get to know each other"));
	if (str_eq(place, "perspectives"))
		return sheet(c, p, PRACTICE_SHEET_PERSPECTIVES, _("Compare how you see things"));
	if (str_eq(place, "begin"))
		return preparation_open(c, p) ? (struct way){ _("Answer the questions"),
			url_preparation_show(c, p->r.id), false }
					      : (struct way){ _("Read your role and sign"),
							url_beginning_show(c, p->r.id), false };
	if (str_eq(place, "going-on"))
		return (struct way){ _("We go on"), url_continuation_create(c, p->r.id), true };
	return (struct way){ "", "", false };
}
