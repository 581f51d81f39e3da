/* SPDX-License-Identifier: Apache-2.0 */
/* What kinds, fields and items are called, and how two texts differ. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/craft/craft.h"

struct word {
	const char *id, *name, *about;
};

static const struct word kinds[] = {
	{ "prompt", N_("Questions"),
		N_("What people are asked, and what they may ask each other.") },
	{ "sheet", N_("Sheets"),
		N_("Questions that stand on one page, and who reads the answers.") },
	{ "shelf", N_("Shelves of questions"), N_("How the library of questions is sorted.") },
	{ "agenda", N_("Agendas"), N_("Which points a meeting starts out with.") },
	{ "theme", N_("Themes"), N_("What meetings can be about.") },
	{ "ground-rules", N_("Ground rules"), N_("What each pair can count on, and promises.") },
	{ "process-change", N_("Other ways of meeting"),
		N_("Offered when somebody likes to talk differently than before.") },
	{ "smart-check", N_("Checks of a goal"), N_("Five questions that make a goal clear.") },
	{ "goal-level", N_("Five levels of a goal"),
		N_("What is asked, and an example, where progress has no number.") },
	{ "sample-goal", N_("Sample goals"), N_("Whole goals to start from.") },
	{ "stage", N_("Stages"), N_("The four parts of the way, with tips.") },
	{ "role-card", N_("Role cards"), N_("What being a mentor and being a mentee means.") },
	{ "difference", N_("Mentor or coach"), N_("What each does, side by side.") },
	{ "mode", N_("Ways of working"),
		N_("What two people choose, and which tools stand first then.") },
	{ "self-question", N_("Before one begins"),
		N_("What newcomers ask themselves, and a tip.") },
	{ "trait", N_("Traits of a mentor"), N_("What mentors can look at in themselves.") },
	{ "exercise", N_("Exercises"), N_("Something to practise alone.") },
	{ "scene", N_("Scenes"), N_("A conversation to practise with.") },
	{ "guide", N_("Guides"), N_("Step by step to a role, open to anyone.") },
	{ "guide-step", N_("Steps of a guide"), N_("What each asks for, and what to try.") },
	{ "path-step", N_("Steps of a newcomer"),
		N_("What home says until there is somebody to meet.") },
	{ "choice", N_("Lists of answers"), N_("What people choose from.") },
	{ "programme", N_("Templates of programmes"), N_("How a new programme starts out.") },
	{ "letter", N_("Letters"), N_("Every mail that Waymark writes.") },
	{ "notice-type", N_("What mails are about"), N_("What people can switch for themselves.") },
	{ "threshold", N_("Rules of thumb"),
		N_("Numbers that new and old programmes follow, unless they have their own.") },
	{ "gate", N_("What programmes ask for"), N_("How strictly a new programme starts out.") },
	{ "wording", N_("Hints on wording"), N_("Phrases that a hint is shown for.") },
	{ "touch-interval", N_("How often to keep in touch"),
		N_("What two people can agree on at the end.") },
	{ "challenge", N_("Challenges"),
		N_("What can be hard between two people, and a way through.") },
	{ "start-step", N_("Steps of a good start"), N_("What each of the five asks for.") },
	{ "expectation", N_("Expectations"),
		N_("What each expects, with answers to choose from.") },
	{ "empty", N_("Empty pages"), N_("What a page says when it has nothing to show.") },
};

static const struct word fields[] = {
	{ "text", N_("Text"), NULL },
	{ "text_one", N_("Text, where the number is one"), NULL },
	{ "hint", N_("Hint"), NULL },
	{ "hint_mentor", N_("Hint for the mentor"), NULL },
	{ "hint_mentee", N_("Hint for the mentee"), NULL },
	{ "name", N_("Name"), NULL },
	{ "about", N_("What it is good for"), NULL },
	{ "prompts", N_("Its questions"), NULL },
	{ "items", N_("Its points"), NULL },
	{ "points", N_("Its points"), NULL },
	{ "question", N_("Question"), NULL },
	{ "example", N_("Example"), NULL },
	{ "draft", N_("What is missing"), NULL },
	{ "title", N_("Title"), NULL },
	{ "specific", N_("What exactly"), NULL },
	{ "measurable", N_("How it is measured"), NULL },
	{ "achievable", N_("Why it can be done"), NULL },
	{ "relevant", N_("Why it matters"), NULL },
	{ "unit", N_("Unit"), NULL },
	{ "baseline", N_("Where it begins"), NULL },
	{ "decimals", N_("Digits of it behind the point"), NULL },
	{ "change_percent", N_("Change in percent"), NULL },
	{ "target", N_("Aim"), NULL },
	{ "due_days", N_("Days until it is due"), NULL },
	{ "summary", N_("Summary"), NULL },
	{ "enters", N_("How it begins"), NULL },
	{ "leaves", N_("How it ends"), NULL },
	{ "criteria", N_("What is looked at"), NULL },
	{ "tips_mentor", N_("Tips for the mentor"), NULL },
	{ "tips_mentee", N_("Tips for the mentee"), NULL },
	{ "promise", N_("Promise"), NULL },
	{ "options", N_("Answers"), NULL },
	{ "months_least", N_("Months at least"), NULL },
	{ "months_most", N_("Months at most"), NULL },
	{ "months", N_("Months usually"), NULL },
	{ "cadence_days", N_("Days between meetings"), NULL },
	{ "meeting_minutes", N_("Minutes of a meeting"), NULL },
	{ "mentees_most", N_("Mentees of one mentor at most"), NULL },
	{ "readiness", N_("Before the first meeting"), NULL },
	{ "role_mentor", N_("Role card of the mentor"), NULL },
	{ "role_mentee", N_("Role card of the mentee"), NULL },
	{ "agenda_first", N_("Agenda of the first meeting"), NULL },
	{ "agenda_later", N_("Agenda of later meetings"), NULL },
	{ "subject", N_("Subject"), NULL },
	{ "body", N_("Text"), NULL },
	{ "basis", N_("Why this number"), NULL },
	{ "value", N_("Number"), NULL },
	{ "off", N_("What off means"), NULL },
	{ "remind", N_("What remind means"), NULL },
	{ "require", N_("What require means"), NULL },
	{ "formal", N_("In formal programmes"), NULL },
	{ "informal", N_("In all other programmes"), NULL },
	{ "most", N_("Up to how many words"), NULL },
	{ "sample", N_("Example"), NULL },
	{ "phrases", N_("Phrases"), NULL },
	{ "to", N_("Only shortly behind one of these"), NULL },
	{ "alone", N_("Or right behind one of these, at the beginning"), NULL },
	{ "others", N_("Not with one of these between"), NULL },
	{ "but", N_("Not with one of these around it"), NULL },
	{ "unless", N_("Not where one of these stands in the text"), NULL },
	{ "why", N_("What is noticed"), NULL },
	{ "todo", N_("What to do"), NULL },
	{ "steps", N_("Steps"), NULL },
	{ "manager", N_("What the programme team could do"), NULL },
	{ "action", N_("Button"), NULL },
	{ "act", N_("What is done from the mail"), NULL },
	{ "mentor", N_("What the mentor does"), NULL },
	{ "coach", N_("What the coach does"), NULL },
	{ "text_mentor", N_("Text for mentors"), NULL },
	{ "text_mentee", N_("Text for mentees"), NULL },
	{ "text_peer", N_("Text for peers"), NULL },
	{ "tip_mentor", N_("Tip for mentors"), NULL },
	{ "tip_mentee", N_("Tip for mentees"), NULL },
	{ "said", N_("What is said"), NULL },
	{ "choices", N_("What one could answer"), NULL },
	{ "replies", N_("What comes back"), NULL },
	{ "try", N_("What to try"), NULL },
};

static const struct word audiences[] = {
	{ "mentor", N_("Mentors"), NULL },
	{ "mentee", N_("Mentees"), NULL },
	{ "peer", N_("Peers"), NULL },
	{ "manager", N_("Managers"), NULL },
	{ "administrator", N_("Administrators"), NULL },
};

static const struct word moments[] = {
	{ "joining", N_("Joining"), NULL },
	{ "matching", N_("Matching"), NULL },
	{ "pre-work", N_("Before the first meeting"), NULL },
	{ "boundaries", N_("Agreement: roles and limits"), NULL },
	{ "logistics", N_("Agreement: when and where"), NULL },
	{ "expectations", N_("Agreement: hopes"), NULL },
	{ "rapport", N_("Getting to know each other"), NULL },
	{ "first-meeting", N_("First meeting"), NULL },
	{ "preparation", N_("Preparing a meeting"), NULL },
	{ "session", N_("In a meeting"), NULL },
	{ "closing", N_("End of a meeting"), NULL },
	{ "goals", N_("Goals"), NULL },
	{ "feedback", N_("Feedback"), NULL },
	{ "reflection", N_("Reflection"), NULL },
	{ "last-meeting", N_("Last meeting"), NULL },
	{ "evaluation", N_("End of the relationship"), NULL },
	{ "any", N_("Any time"), NULL },
};

static const struct word *
find(const struct word *list, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].id, id))
			return &list[i];
	return NULL;
}
#define FIND(list, id) find(list, sizeof list / sizeof *list, id)

static const char *
name_of(struct ctx *c, const struct word *w, const char *otherwise)
{
	return w ? tr_text(c->lang, w->name) : otherwise;
}

const char *
craft_kind_name(struct ctx *c, const char *kind)
{
	return name_of(c, FIND(kinds, kind), kind);
}

const char *
craft_kind_about(struct ctx *c, const char *kind)
{
	const struct word *w = FIND(kinds, kind);

	return w ? tr_text(c->lang, w->about) : "";
}

const char *
craft_field_name(struct ctx *c, const char *field)
{
	return name_of(c, FIND(fields, field), field);
}

const char *
craft_audience_name(struct ctx *c, const char *audience)
{
	return name_of(c, FIND(audiences, audience), audience);
}

const char *
craft_moment_name(struct ctx *c, const char *moment)
{
	return name_of(c, FIND(moments, moment), moment);
}

const char *
craft_lang_name(struct ctx *c, const char *tag)
{
	const struct lang *l = lang_find(tag);

	(void)c;
	return l ? l->name : tag;
}

const char *
craft_title(struct ctx *c, const struct practice_item *it)
{
	static const char *const names[] = { "name", "title", "subject", "text" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *t = practice_field(it, names[i], c->lang->tag);

		if (*t)
			return t;
	}
	return it->id;
}

/* ---- how two texts differ ---- */

#define WORDS_MOST 600 /* of a text that is compared word by word */

struct tokens {
	int n;
	const char *at[WORDS_MOST + 1]; /* at[n] is the end */
};

/* A word, with the space behind it. */
static bool
split(const char *s, struct tokens *t)
{
	t->n = 0;
	while (*s) {
		if (t->n == WORDS_MOST)
			return false;
		t->at[t->n++] = s;
		s += strcspn(s, " \n");
		s += strspn(s, " \n");
	}
	t->at[t->n] = s;
	return true;
}

static bool
same(const struct tokens *a, int i, const struct tokens *b, int k)
{
	size_t n = strcspn(a->at[i], " \n"), m = strcspn(b->at[k], " \n");

	return n == m && memcmp(a->at[i], b->at[k], n) == 0;
}

static void
run(struct ctx *c, struct craft_run_rows *rows, char how, const char *from, const char *to)
{
	struct craft_run *last = rows->n ? &rows->v[rows->n - 1] : NULL;
	const char *text = arena_strndup(c->mem, from, (size_t)(to - from));

	if (last && last->how == how)
		last->text = arena_printf(c->mem, "%s%s", last->text, text);
	else
		rows->v[rows->n++] = (struct craft_run){ how, text };
}

/* The longest common subsequence; texts of the practice are short, so a table of all pairs will do. */
struct craft_run_rows
craft_difference(struct ctx *c, const char *was, const char *is)
{
	struct tokens *a = ARENA_NEW(c->mem, struct tokens), *b = ARENA_NEW(c->mem, struct tokens);
	struct craft_run_rows rows = { 0 };
	bool fits = split(was, a) && split(is, b);
	int i = 0, k = 0, wide = fits ? b->n + 1 : 1;
	uint16_t *best;

	rows.v = ARENA_ARRAY(c->mem, struct craft_run, 2 * WORDS_MOST + 2);
	if (!fits) {
		run(c, &rows, '-', was, was + strlen(was));
		run(c, &rows, '+', is, is + strlen(is));
		return rows;
	}
	best = ARENA_ARRAY(c->mem, uint16_t, (a->n + 1) * wide);
	for (i = a->n - 1; i >= 0; i--)
		for (k = b->n - 1; k >= 0; k--) {
			uint16_t down = best[(i + 1) * wide + k], right = best[i * wide + k + 1];

			best[i * wide + k] = same(a, i, b, k)
						     ? (uint16_t)(best[(i + 1) * wide + k + 1] + 1)
						     : (down > right ? down : right);
		}
	for (i = k = 0; i < a->n || k < b->n;)
		if (i < a->n && k < b->n && same(a, i, b, k)) {
			run(c, &rows, '=', b->at[k], b->at[k + 1]);
			i++, k++;
		} else if (i < a->n &&
			   (k == b->n || best[(i + 1) * wide + k] >= best[i * wide + k + 1])) {
			run(c, &rows, '-', a->at[i], a->at[i + 1]);
			i++;
		} else {
			run(c, &rows, '+', b->at[k], b->at[k + 1]);
			k++;
		}
	return rows;
}
