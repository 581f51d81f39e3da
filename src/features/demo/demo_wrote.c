/* SPDX-License-Identifier: Apache-2.0 */
/* What the two of a pair wrote: feedback, something kind, and each his own journal. */
#include "base/day.h"
#include "engine/practice/practice.gen.h"
#include "features/demo/demo.h"
#include "features/feedback/feedback.h"
#include "features/journal/journal.h"

static const char *
demo_text(const char *id, size_t line)
{
	return demo_line(practice_need("demo-text", id), "lines", line);
}

/* A line of a demo-text in the language of the pair. */
static const char *
line_of(const struct demo_pair *m, const char *id, size_t line)
{
	return demo_text(arena_printf(m->d->c->mem, "%s%s", id, m->suffix), line);
}

/* Both have said what they saw, and one of them something kind. */
void
demo_feedback(struct demo_pair *m)
{
	int64_t when = m->d->c->now - (9 + (int64_t)(m->n % 5)) * DAY;
	struct ctx mentor = demo_then(m, m->mentor, when),
		   mentee = demo_then(m, m->mentee, when + DAY);

	for (size_t k = 0; k < 2; k++) {
		struct ctx *c = k ? &mentee : &mentor;
		size_t line = k ? 2 : m->n % 2;
		int64_t id = new_id(c);

		sql_feedback_insert(c, id, m->id, c->who, 0, day_text(c->mem, c->now / DAY - 1),
			k ? "" : "communication", k ? 0 : 3, line_of(m, "feedback-situation", line),
			line_of(m, "feedback-deed", line), line_of(m, "feedback-effect", line),
			line_of(m, "feedback-keep", line), "", "", "", 1, 0, c->now);
		sql_feedback_set_read(m->d->c, id, c->now + DAY);
	}
	sql_encouragement_insert(
		&mentor, new_id(&mentor), m->id, m->mentor, "believe", "", when + 2 * DAY);
}

static int64_t
page_write(struct demo_pair *m, int64_t who, int64_t when, const char *kind, const char *prompt,
	const char *text, size_t line, const char *confidence)
{
	struct ctx c = demo_then(m, who, when);
	struct entry_form f = { .kind = kind,
		.prompt = prompt,
		.about = m->id,
		.body = demo_text(text, line),
		.confidence = confidence };
	int64_t id = 0;

	entry_write(&c, &f, &id);
	return id;
}

/* What each of the two wrote for himself; of it the mentee shares one page. The decision is to be looked at
 * again these days. */
void
demo_journal(struct demo_pair *m)
{
	static const char *const sure[] = { "2", "2", "3", "3", "4" };
	static const char *const asked[] = { PRACTICE_PROMPT_REFLECTION_MEETING,
		PRACTICE_PROMPT_REFLECTION_UNSAID, PRACTICE_PROMPT_REFLECTION_SURPRISE,
		PRACTICE_PROMPT_REFLECTION_PROJECT, PRACTICE_PROMPT_REFLECTION_ASKED };
	static const struct {
		int64_t ago;
		const char *kind, *prompt, *text;
		size_t line;
	} theirs[] = { { 200, "satisfaction", "", "gain-satisfaction", 0 },
		{ 130, "fresh", "", "gain-fresh", 0 }, { 90, "learning", "", "gain-learning", 0 },
		{ 50, "entry", PRACTICE_PROMPT_REFLECTION_MEETING, "journal-mentor", 0 },
		{ 40, "fresh", "", "gain-fresh", 1 }, { 30, "learning", "", "gain-learning", 1 },
		{ 20, "entry", PRACTICE_PROMPT_REFLECTION_SURPRISE, "journal-mentor", 1 },
		{ 10, "satisfaction", "", "gain-satisfaction", 1 } };
	int64_t now = m->d->c->now, page = 0, id = 0;
	struct ctx c = demo_then(m, m->mentee, now - 21 * DAY);
	struct decision_new_form f = { .question = demo_text("decision-question", m->n),
		.options = demo_text("decision-options", m->n),
		.criteria = demo_text("decision-criteria", m->n),
		.choice = demo_text("decision-choice", m->n),
		.review_on = day_text(c.mem, now / DAY + 30),
		.about = m->id };

	for (size_t k = 0; k < 5; k++)
		page = page_write(m, m->mentee, now - (70 - 13 * (int64_t)k) * DAY, "entry",
			asked[k], "journal-mentee", k, sure[k]);
	sql_entry_share(&c, page, m->id);
	decision_write(&c, &f, &id);
	for (size_t k = 0; k < sizeof theirs / sizeof *theirs; k++)
		page_write(m, m->mentor, now - theirs[k].ago * DAY, theirs[k].kind,
			theirs[k].prompt, theirs[k].text, theirs[k].line, "");
}
