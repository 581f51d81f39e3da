/* SPDX-License-Identifier: Apache-2.0 */
/* What the columns of the parts are called where people read them, and their words. A test looks whether each
 * column has a line here. */
#include <string.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/mine/download.h"
#include "features/mine/openings.h"
#include "features/mine/words.h"
#include "features/people/people.h"
#include "practice.gen.h"

/* How a value is shown. */
enum show {
	PLAIN,	/* a number or what somebody wrote, as it is; 0 and "" are not said */
	WORD,	/* one of a few words of the program */
	MOMENT, /* seconds */
	DAY_OF, /* a date */
	YES,	/* said only where it is so */
	NAMED,	/* an id of the practice */
	HIDDEN, /* means nothing to a reader: ids */
};

struct column {
	const char *key;
	const char *label;
	enum show show;
	const char *part; /* only of this one; NULL: of all others */
};

static const struct column columns[] = {
	/* differently in some parts */
	{ "kind", N_("What it is about"), NAMED, "concerns" },
	{ "kind", N_("What it is about"), NAMED, "roadblocks" },
	{ "kind", N_("Card"), NAMED, "signs" },
	{ "kind", N_("Card"), NAMED, "cards_put_away" },
	{ "answer", N_("Answer"), PLAIN, "questions" },
	{ "answer", N_("Answer"), PLAIN, "answers_given" },
	{ "answer", N_("Answer"), PLAIN, "feedback_given" },
	{ "answer", N_("Answer"), PLAIN, "feedback_got" },
	{ "answer", N_("Answer"), PLAIN, "concerns" },
	{ "answer", N_("Answer"), NAMED, "expectations" },
	{ "answer", N_("Answer"), NAMED, "fit" },
	{ "kind", N_("What was it?"), WORD, "journal" },
	{ "prompt", N_("Question"), NAMED, "journal" },
	{ "confidence", N_("Sure of oneself, 1 to 5"), PLAIN, "journal" },
	{ "question", N_("Question"), PLAIN, "decisions" },
	{ "about", "", HIDDEN, "journal" },
	{ "about", "", HIDDEN, "decisions" },
	{ "change", N_("What could be different"), PLAIN, NULL },
	{ "topic", N_("Topic"), PLAIN, NULL },
	{ "name", N_("Topic"), PLAIN, "topics" },
	{ "meetings", N_("Meetings"), PLAIN, "agreement" },
	{ "direction", N_("New direction"), PLAIN, NULL },
	{ "role", N_("Roles"), PLAIN, "agreement" },
	{ "place", N_("Place"), PLAIN, NULL },
	{ "times", N_("Times"), PLAIN, NULL },
	{ "channel", N_("How to reach each other"), PLAIN, NULL },
	{ "until", N_("Until"), MOMENT, NULL },
	{ "path", N_("The way you look at"), WORD, "direction" },
	{ "act", N_("What"), PLAIN, NULL },
	{ "subject", "", HIDDEN, "acts" },
	{ "subject", N_("Subject"), PLAIN, NULL },
	{ "value", N_("Value"), PLAIN, NULL },
	{ "name", N_("Name"), PLAIN, NULL },
	{ "body", N_("Text"), PLAIN, NULL },
	{ "state", N_("State"), WORD, NULL },
	{ "kind", N_("Kind"), WORD, NULL },
	{ "answer", N_("Answer"), WORD, NULL },
	{ "role", N_("Role"), WORD, NULL },
	{ "standing", N_("Who that is"), NAMED, NULL },
	{ "route", N_("Page"), NAMED, NULL },
	/* the person */
	{ "email", N_("Mail address"), PLAIN, NULL },
	{ "pronouns", N_("Pronouns"), PLAIN, NULL },
	{ "headline", N_("What you do"), PLAIN, NULL },
	{ "about", N_("About you"), PLAIN, NULL },
	{ "lang", N_("Language"), NAMED, NULL },
	{ "tz", N_("Time zone"), PLAIN, NULL },
	{ "hours", N_("Working hours"), NAMED, NULL },
	{ "detail", N_("How much detail you like"), NAMED, NULL },
	{ "medium", N_("How you like to talk"), NAMED, NULL },
	{ "mentees_max", N_("How many mentees at most"), PLAIN, NULL },
	{ "unit", N_("Unit"), PLAIN, NULL },
	{ "admin", N_("Administrator"), YES, NULL },
	{ "level_name", N_("Level"), PLAIN, NULL },
	{ "manager_name", N_("Line manager"), PLAIN, NULL },
	{ "tag", N_("Language"), NAMED, NULL },
	{ "way", N_("Wanted, offered or liked"), WORD, NULL },
	{ "strength", N_("Strength, 1 to 5"), PLAIN, NULL },
	{ "label", N_("Field"), PLAIN, NULL },
	{ "audience", N_("Who sees it"), NAMED, NULL },
	{ "programme_name", N_("Programme"), PLAIN, NULL },
	{ "places", N_("Places"), PLAIN, NULL },
	{ "points", N_("Points"), PLAIN, NULL },
	{ "pinned", N_("Chosen by hand"), YES, NULL },
	{ "fit", N_("Fit, 0 to 2"), PLAIN, NULL },
	{ "agent", N_("Browser"), PLAIN, NULL },
	{ "digest_hour", "", HIDDEN, NULL },
	{ "quiet_from", "", HIDDEN, NULL },
	{ "quiet_to", "", HIDDEN, NULL },
	{ "pairs", N_("About pairs"), WORD, NULL },
	{ "meetings", N_("About meetings"), WORD, NULL },
	{ "together", N_("About what you do together"), WORD, NULL },
	{ "messages", N_("About messages"), WORD, NULL },
	{ "companions", N_("About companions"), WORD, NULL },
	{ "reminders", N_("Reminders"), WORD, NULL },
	{ "to_addr", N_("To"), PLAIN, NULL },
	{ "who_name", N_("Who"), PLAIN, NULL },
	{ "subject_kind", N_("Of what"), PLAIN, NULL },
	{ "contact", N_("Contact"), PLAIN, NULL },
	/* what two people do */
	{ "stage", N_("Stage"), PLAIN, NULL },
	{ "was", "", HIDDEN, "stage_moves" },
	{ "was", N_("Its words before"), PLAIN, NULL },
	{ "question", N_("Question"), NAMED, NULL },
	{ "prompt", N_("Point"), NAMED, NULL },
	{ "sheet", N_("Sheet"), NAMED, NULL },
	{ "moment", N_("When"), NAMED, "own_questions" },
	{ "moment", N_("When"), WORD, NULL },
	{ "version", N_("Version"), PLAIN, NULL },
	{ "number", N_("Version"), PLAIN, NULL },
	{ "wording", N_("Wording"), PLAIN, NULL },
	{ "expectations", N_("Expectations"), PLAIN, NULL },
	{ "areas", N_("Areas"), PLAIN, NULL },
	{ "how_often", N_("How often"), PLAIN, NULL },
	{ "lateness", N_("When somebody is late"), PLAIN, NULL },
	{ "outsiders", N_("When others ask"), PLAIN, NULL },
	{ "notice_hours", N_("Hours of notice"), PLAIN, NULL },
	{ "cadence_days", N_("Days from meeting to meeting"), PLAIN, NULL },
	{ "hope", N_("Hope"), PLAIN, NULL },
	{ "aim", N_("Aim"), WORD, NULL },
	{ "career", N_("Career"), PLAIN, NULL },
	{ "skills", N_("Skills"), PLAIN, NULL },
	{ "experiences", N_("Experiences"), PLAIN, NULL },
	{ "industries", N_("Industries"), PLAIN, NULL },
	{ "roles", N_("Roles"), PLAIN, NULL },
	{ "learn", N_("To learn"), PLAIN, NULL },
	{ "grow", N_("To grow in"), PLAIN, NULL },
	{ "title", N_("Title"), PLAIN, NULL },
	{ "specific", N_("What exactly"), PLAIN, NULL },
	{ "metric", N_("What is counted"), PLAIN, NULL },
	{ "baseline", N_("At the beginning"), PLAIN, NULL },
	{ "target", N_("Target"), PLAIN, NULL },
	{ "current", N_("Now"), PLAIN, NULL },
	{ "achievable", N_("What makes it possible"), PLAIN, NULL },
	{ "relevant", N_("Why it matters"), PLAIN, NULL },
	{ "scale", N_("Scale"), PLAIN, NULL },
	{ "horizon", N_("Horizon"), WORD, NULL },
	{ "level", N_("Level, 1 to 5"), PLAIN, NULL },
	{ "note", N_("Note"), PLAIN, NULL },
	{ "reason", N_("Reason"), PLAIN, NULL },
	{ "evidence", N_("What shows it"), PLAIN, NULL },
	{ "link", N_("Where it is"), PLAIN, NULL },
	{ "minutes", N_("Minutes"), PLAIN, NULL },
	{ "moved", N_("How often it was moved"), PLAIN, NULL },
	{ "useful", N_("What was useful"), PLAIN, NULL },
	{ "confidence", N_("Confidence, 1 to 10"), PLAIN, NULL },
	{ "shared", N_("The other one may read it"), YES, NULL },
	{ "ideas", N_("Own ideas"), PLAIN, NULL },
	{ "meant", N_("What was meant"), PLAIN, NULL },
	{ "step", N_("Next step"), PLAIN, "roadblocks" },
	{ "step", "", HIDDEN, NULL },
	{ "purpose", N_("What for"), PLAIN, NULL },
	{ "consent", N_("The third person has agreed"), YES, NULL },
	{ "work", N_("For what"), PLAIN, NULL },
	{ "skill", N_("Skill"), NAMED, NULL },
	{ "situation", N_("Situation"), PLAIN, NULL },
	{ "deed", N_("What was done"), PLAIN, NULL },
	{ "effect", N_("Effect"), PLAIN, NULL },
	{ "keep", N_("What was good about it"), PLAIN, NULL },
	{ "framing", N_("What it is meant to help with"), PLAIN, NULL },
	{ "next", N_("Next step"), PLAIN, NULL },
	{ "round", N_("Round"), PLAIN, NULL },
	{ "openness", N_("Openness, 1 to 5"), PLAIN, NULL },
	{ "respect", N_("Respect, 1 to 5"), PLAIN, NULL },
	{ "adapts", N_("Going along with each other, 1 to 5"), PLAIN, NULL },
	{ "comfort", N_("Ease, 1 to 5"), PLAIN, NULL },
	{ "cause", "", HIDDEN, NULL },
	{ "n", "", HIDDEN, NULL },
	{ "m", "", HIDDEN, NULL },
	{ "addressee", N_("To whom"), WORD, NULL },
	{ "held", N_("Meetings held by then"), PLAIN, NULL },
	{ "interval_days", N_("Days in between"), PLAIN, NULL },
	{ "named", N_("Names may stand with it"), YES, NULL },
	{ "told", N_("As both agreed to it"), PLAIN, NULL },
	/* for oneself */
	{ "every_days", N_("Days in between"), PLAIN, NULL },
	{ "draft", N_("Begun to write"), PLAIN, NULL },
	{ "options", N_("Options"), PLAIN, NULL },
	{ "criteria", N_("Criteria"), PLAIN, NULL },
	{ "choice", N_("Choice"), PLAIN, NULL },
	{ "outcome", N_("What became of it"), PLAIN, NULL },
	{ "shared_with", "", HIDDEN, NULL },
	/* when */
	{ "due_on", N_("Until"), DAY_OF, NULL },
	{ "event_on", N_("Day"), DAY_OF, NULL },
	{ "review_on", N_("To be looked at again"), DAY_OF, NULL },
	{ "until_on", N_("Until"), DAY_OF, NULL },
	{ "draft_at", N_("Saved"), MOMENT, NULL },
	{ "written_at", N_("Written"), MOMENT, NULL },
	{ "looked_at", N_("Looked at again"), MOMENT, NULL },
	{ "removed_at", N_("Deleted"), MOMENT, NULL },
	{ "at", N_("When"), MOMENT, NULL },
	{ "since", N_("Since"), MOMENT, NULL },
	{ "starts_at", N_("Begins"), MOMENT, NULL },
	{ "created_at", N_("Since"), MOMENT, NULL },
	{ "changed_at", N_("Changed"), MOMENT, NULL },
	{ "closed_at", N_("Closed"), MOMENT, NULL },
	{ "joined_at", N_("Joined"), MOMENT, NULL },
	{ "left_at", N_("Left"), MOMENT, NULL },
	{ "taken_at", N_("Taken on"), MOMENT, NULL },
	{ "wished_at", N_("Wished for"), MOMENT, NULL },
	{ "ended_at", N_("Ended"), MOMENT, NULL },
	{ "seen_at", N_("Last used"), MOMENT, NULL },
	{ "used_at", N_("Last used"), MOMENT, NULL },
	{ "read_at", N_("Read"), MOMENT, NULL },
	{ "sent_at", N_("Sent"), MOMENT, NULL },
	{ "edited_at", N_("Changed"), MOMENT, NULL },
	{ "taken_back_at", N_("Taken back"), MOMENT, NULL },
	{ "saved_at", N_("Saved"), MOMENT, NULL },
	{ "asked_at", N_("Asked"), MOMENT, NULL },
	{ "due_at", N_("To be done"), MOMENT, NULL },
	{ "answered_at", N_("Answered"), MOMENT, NULL },
	{ "given_at", N_("Given"), MOMENT, NULL },
	{ "said_at", N_("Said"), MOMENT, NULL },
	{ "raised_at", N_("Raised"), MOMENT, NULL },
	{ "ready_at", N_("Ready"), MOMENT, NULL },
	{ "signed_at", N_("Signed"), MOMENT, NULL },
	{ "promised_at", N_("Promised"), MOMENT, NULL },
	{ "done_at", N_("Done"), MOMENT, NULL },
	{ "rated_at", N_("Answered"), MOMENT, NULL },
	{ "item", N_("Which one"), PLAIN, NULL },
	{ "given_on", N_("Given"), DAY_OF, NULL },
	{ "tried_on", N_("Tried"), DAY_OF, NULL },
	{ "result", N_("What became of it"), PLAIN, NULL },
	{ "reached_at", N_("Reached"), MOMENT, NULL },
	{ "proposed_at", N_("Proposed"), MOMENT, NULL },
	{ "decided_at", N_("Decided"), MOMENT, NULL },
	{ "offered_at", N_("Offered"), MOMENT, NULL },
	{ "noted_at", N_("Noted"), MOMENT, NULL },
	{ "heard_at", N_("Heard"), MOMENT, NULL },
	{ "named_at", N_("Named"), MOMENT, NULL },
	{ "over_at", N_("Over"), MOMENT, NULL },
	{ "concluded_at", N_("Concluded"), MOMENT, NULL },
	{ "help_at", N_("A hand was asked for"), MOMENT, NULL },
	{ "set_at", N_("Settled"), MOMENT, NULL },
	{ "touched_at", N_("Last in touch"), MOMENT, NULL },
	{ "told_at", N_("Told"), MOMENT, NULL },
	{ "reminded_at", N_("Reminded"), MOMENT, NULL },
	{ "paused_until", N_("No mails until"), MOMENT, NULL },
	{ "digest_sent_at", N_("Last mail of the day"), MOMENT, NULL },
	/* numbers of other rows */
	{ "id", "", HIDDEN, NULL },
	{ "relationship", "", HIDDEN, NULL },
	{ "goal", "", HIDDEN, NULL },
	{ "meeting", "", HIDDEN, NULL },
	{ "milestone", "", HIDDEN, NULL },
	{ "companion", "", HIDDEN, NULL },
	{ "commitment", "", HIDDEN, NULL },
	{ "run", "", HIDDEN, NULL },
	{ "circle", "", HIDDEN, NULL },
};

/* Words that the program keeps. One that is not here is shown as it is. */
static const struct {
	const char *word, *text;
} words[] = {
	{ "open", N_("open") },
	{ "tried", N_("tried") },
	{ "aside", N_("laid aside") },
	{ "check", N_("Am I ready?") },
	{ "traits", N_("How I am as a mentor") },
	{ "done", N_("done") },
	{ "dropped", N_("dropped") },
	{ "paused", N_("paused") },
	{ "active", N_("active") },
	{ "ended", N_("ended") },
	{ "planned", N_("planned") },
	{ "held", N_("held") },
	{ "cancelled", N_("called off") },
	{ "answered", N_("answered") },
	{ "confirmed", N_("confirmed") },
	{ "corrected", N_("corrected") },
	{ "cleared", N_("cleared") },
	{ "promised", N_("promised") },
	{ "made", N_("made") },
	{ "changed", N_("changed") },
	{ "resumed", N_("taken up again") },
	{ "reached", N_("reached") },
	{ "reopened", N_("opened again") },
	{ "proposed", N_("proposed") },
	{ "valid", N_("valid") },
	{ "past", N_("past") },
	{ "withdrawn", N_("withdrawn") },
	{ "accepted", N_("accepted") },
	{ "kept", N_("kept") },
	{ "invited", N_("invited") },
	{ "deactivated", N_("deactivated") },
	{ "waiting", N_("waiting") },
	{ "matched", N_("matched") },
	{ "left", N_("left") },
	{ "sent", N_("sent") },
	{ "failed", N_("failed") },
	{ "taken", N_("taken on") },
	{ "closed", N_("closed") },
	{ "asked", N_("asked") },
	{ "agreed", N_("agreed to") },
	{ "published", N_("published") },
	{ "mentor", N_("mentor") },
	{ "mentee", N_("mentee") },
	{ "manager", N_("runs the programme") },
	{ "wanted", N_("wanted") },
	{ "offered", N_("offered") },
	{ "interest", N_("liked") },
	{ "short", N_("short") },
	{ "long", N_("long") },
	{ "start", N_("at the start") },
	{ "middle", N_("half-way") },
	{ "on-track", N_("on track") },
	{ "at-risk", N_("at risk") },
	{ "late", N_("late") },
	{ "no-show", N_("did not come") },
	{ "entry", N_("a thought") },
	{ "fresh", N_("a fresh perspective") },
	{ "satisfaction", N_("satisfaction") },
	{ "learning", N_("learning") },
	{ "believe", N_("I believe in you") },
	{ "appreciation", N_("thanks") },
	{ "training", N_("training") },
	{ "reading", N_("something to read") },
	{ "person", N_("a person") },
	{ "tool", N_("a tool") },
	{ "partner", N_("the other one of you") },
	{ "coordinator", N_("somebody of the programme") },
	{ "skills", N_("skills") },
	{ "leadership", N_("leadership") },
	{ "performance", N_("performance") },
	{ "ladder", N_("career") },
	{ "insight", N_("insight") },
	{ "balance", N_("balance") },
	{ "advance", N_("going on") },
	{ "ally", N_("to stay allies") },
	{ "reopen", N_("to take it up again") },
	{ "reason", N_("a reason") },
	{ "obstacle", N_("an obstacle") },
	{ "once", N_("a mail at once") },
	{ "digest", N_("in the mail of the day") },
	{ "off", N_("no mail") },
};

static const struct column *
column_of(const char *part, const char *key)
{
	const struct column *found = NULL;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		const struct column *k = &columns[i];

		if (!str_eq(k->key, key))
			continue;
		if (k->part && str_eq(k->part, part))
			return k;
		if (!k->part && !found)
			found = k;
	}
	return found;
}

bool
mine_word_known(const char *part, const char *key)
{
	return column_of(part, key) != NULL;
}

static const char *
word(struct ctx *c, const char *w)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i].word, w))
			return tr_text(c->lang, words[i].text);
	return w;
}

static const char *
item(struct ctx *c, const char *kind, const char *id, const char *field)
{
	const struct practice_item *it = practice_find(kind, id);

	return it ? practice_field(it, field, c->lang->tag) : NULL;
}

static const char *
option(struct ctx *c, const char *choice, const char *id)
{
	return practice_option(practice_need("choice", choice), "options", id, c->lang->tag);
}

static const char *
hours(struct ctx *c, const char *kept)
{
	struct texts lines = hours_in_words(c, kept);
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < lines.n; i++)
		buf_printf(&b, "%s%s", i ? "\n" : "", lines.v[i]);
	return buf_text(&b);
}

/* What somebody chose of the answers to one of the expectations; each answer has an id of its own. */
static const char *
expected(struct ctx *c, const char *id)
{
	const struct practice_kind *k = practice_kind("expectation");

	for (size_t i = 0; i < k->count; i++) {
		const char *t = practice_option(&k->items[i], "options", id, c->lang->tag);

		if (t && *t)
			return t;
	}
	return NULL;
}

/* An id of the practice in words; what it no longer has is shown as it is. */
static const char *
named(struct ctx *c, const char *part, const char *key, const char *id)
{
	const char *t = NULL;

	if (str_eq(key, "question")) {
		t = item(c, "prompt", id, "text");
		t = t ? t : item(c, "expectation", id, "text");
	} else if (str_eq(key, "prompt")) {
		t = item(c, "prompt", id, "text");
		t = t ? t : item(c, "theme", id, "name");
	} else if (str_eq(key, "sheet")) {
		t = item(c, "sheet", id, "name");
	} else if (str_eq(key, "moment")) {
		t = option(c, PRACTICE_CHOICE_MOMENT, id);
	} else if (str_eq(key, "skill")) {
		t = option(c, PRACTICE_CHOICE_SKILL, id);
	} else if (str_eq(key, "tag") || str_eq(key, "lang")) {
		t = fmt_language(c, id);
	} else if (str_eq(key, "hours")) {
		t = hours(c, id);
	} else if (str_eq(key, "detail")) {
		t = fmt_detail(c, id);
	} else if (str_eq(key, "medium")) {
		t = fmt_medium(c, id);
	} else if (str_eq(key, "audience")) {
		t = fmt_audience(c, id);
	} else if (str_eq(key, "standing")) {
		t = fmt_opening_standing(c, id);
	} else if (str_eq(key, "route")) {
		t = fmt_opening_page(c, id, "");
	} else if (str_eq(part, "concerns")) {
		t = option(c, PRACTICE_CHOICE_CONCERN, id);
	} else if (str_eq(part, "roadblocks")) {
		t = option(c, PRACTICE_CHOICE_ROADBLOCK, id);
	} else if (str_eq(part, "expectations") && str_eq(key, "answer")) {
		t = expected(c, id);
	} else if (str_eq(part, "fit")) {
		t = option(c, PRACTICE_CHOICE_FIT, id);
	} else if (str_eq(key, "kind")) {
		t = item(c, "challenge", id, "name");
	}
	return t && *t ? t : id;
}

const char *
mine_word(struct ctx *c, const char *part, const struct json_value *v, const char **ret_label)
{
	const struct column *k = column_of(part, v->key);
	enum show show = k ? k->show : PLAIN;
	bool number = v->type != 's';

	*ret_label = !k ? v->key : *k->label ? tr_text(c->lang, k->label) : "";
	if ((number && !v->n) || (!number && !*v->text))
		return "";
	if (number)
		return show == MOMENT		       ? fmt_when(c, v->n)
		       : show == YES || v->type == 'b' ? _("yes")
						       : fmt_number(c, v->n);
	return show == WORD	? word(c, v->text)
	       : show == DAY_OF ? fmt_date(c, v->text)
	       : show == NAMED	? named(c, part, v->key, v->text)
				: v->text;
}
