/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The question that comes back: as often as somebody has chosen, and by what happened last. It waits on the
 * pages; a letter says so to those who have begun a journal, and ends by itself when it is never answered.
 */
#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/journal/inside.h"
#include "features/notices/letter.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

/* What happened longer ago is not asked about. */
#define FRESH (7 * DAY)
/* So long after closing a meeting the page of the relationship asks. */
#define JUST_NOW (3 * DAY)

static int64_t
number(const char *threshold)
{
	return practice_number(practice_need("threshold", threshold), "value", 1);
}

const char *
prompt_text(struct ctx *c, const char *prompt)
{
	const struct practice_item *it = practice_find("prompt", prompt);

	return it ? practice_field(it, "text", c->lang->tag) : "";
}

const char *
prompt_hint(struct ctx *c, const char *prompt)
{
	const struct practice_item *it = practice_find("prompt", prompt);

	return it ? practice_field(it, "hint", c->lang->tag) : "";
}

int64_t
reflection_every(struct ctx *c)
{
	struct journal j;

	return sql_journal_get(c, c->who, &j) ? j.every_days
					      : number(PRACTICE_THRESHOLD_REFLECTION_EVERY);
}

enum result
reflection_set(struct ctx *c, int64_t every_days)
{
	int64_t last = sql_entry_last(c, c->who), due = last + every_days * DAY;

	journal_own(c);
	/* Who has just chosen is not asked at once. */
	if (due <= c->now)
		due = c->now + (last ? DAY : every_days * DAY);
	sql_journal_set_rhythm(c, c->who, every_days, every_days ? due : 0);
	return OK;
}

/* It waits for an answer. Who has no journal yet has not been asked. */
static bool
waits(struct ctx *c)
{
	struct journal j;

	return !sql_journal_get(c, c->who, &j) || (j.due_at && j.due_at <= c->now);
}

/* Those of a group take turns. */
static const char *
in_turn(struct ctx *c, const char *group)
{
	const struct practice_kind *prompts = practice_kind("prompt");
	int64_t n = 0, turn = sql_entry_count(c, c->who);

	for (int pass = 0; pass < 2; pass++) {
		int64_t k = 0;

		for (size_t i = 0; i < prompts->count; i++) {
			const struct practice_item *it = &prompts->items[i];

			if (!str_eq(practice_field(it, "group", "en"), group))
				continue;
			if (pass && k == turn % n)
				return it->id;
			k++;
		}
		n = k;
	}
	return PRACTICE_PROMPT_REFLECTION_MEETING; /* a group without a question: not in this practice */
}

struct reflection
reflection_now(struct ctx *c, int64_t relationship)
{
	int64_t last = sql_entry_last(c, c->who);
	int64_t since = last > c->now - FRESH ? last : c->now - FRESH;
	struct journal_moment closed;
	struct journal_kept kept;
	struct reflection q = { .prompt = "", .why = "", .due = waits(c) };

	if (sql_journal_closed(c, c->who, since, &closed) &&
		(!relationship || closed.about == relationship)) {
		q.prompt = in_turn(c, "reflect-meeting");
		q.about = closed.about;
		q.why = tr(c, _("Your meeting with %s"), fmt_first(c, closed.name));
	} else if (sql_journal_kept(c, c->who, since, &kept) &&
		   (!relationship || kept.relationship == relationship)) {
		q.prompt = in_turn(c, "reflect-doing");
		q.about = kept.relationship;
		q.why = _("You did what you had promised");
	} else {
		q.prompt = in_turn(c, "reflect-any");
		q.about = relationship;
	}
	q.text = prompt_text(c, q.prompt);
	q.hint = prompt_hint(c, q.prompt);
	return q;
}

bool
reflection_due(struct ctx *c, const struct pair *p)
{
	return sql_journal_closed_here(c, p->r.id, c->who, c->now - JUST_NOW) > 0 && waits(c) &&
	       sql_entry_last(c, c->who) < c->now - DAY;
}

/* ---- once a day ---- */

struct asking {
	int served;
	int64_t journals, decisions; /* how far it has come */
};

static void
ask(struct ctx *c, int64_t person)
{
	struct letter_to to;

	if (person_letter_to(c, person, &to) &&
		letter_nudge(c, PRACTICE_LETTER_REFLECTION_QUESTION, &to,
			(const struct practice_blank[]){
				{ "link", whole_address(c, url_journal_list(c)) }, { NULL, NULL } },
			0))
		sql_journal_set_told(c, person, c->now);
}

/* Not before the day has come where its owner lives. */
static void
ask_again(struct ctx *c, const struct decision_waiting *d)
{
	struct letter_to to;

	if (!person_letter_to(c, d->person, &to) ||
		strcmp(d->review_on, day_text(c->mem, local_day(to.tz, c->now))) > 0)
		return;
	if (letter_nudge(c, PRACTICE_LETTER_DECISION_REVIEW, &to,
		    (const struct practice_blank[]){
			    { "link", whole_address(c, url_decision_show(c, d->id)) },
			    { NULL, NULL } },
		    0))
		sql_decision_set_told(c, d->id, c->now);
}

static enum result
ask_batch(struct ctx *c, void *arg)
{
	struct asking *run = arg;
	struct journal_waiting_rows journals = sql_journal_waiting(
		c, c->now, number(PRACTICE_THRESHOLD_REFLECTION_LETTERS), run->journals);
	struct decision_waiting_rows decisions =
		sql_decision_waiting(c, day_text(c->mem, c->now / DAY + 1), run->decisions);

	for (int i = 0; i < decisions.n; i++) {
		run->decisions = decisions.v[i].id;
		ask_again(c, &decisions.v[i]);
	}
	for (int i = 0; i < journals.n; i++) {
		run->journals = journals.v[i].person;
		ask(c, journals.v[i].person);
	}
	sql_entry_sweep(c, c->now - JOURNAL_KEPT);
	sql_decision_sweep(c, c->now - JOURNAL_KEPT);
	run->served = journals.n + decisions.n;
	return OK;
}

enum result
job_journal_day(struct job *j)
{
	struct asking run = { 0 };
	enum result r;

	do {
		r = job_write(j, ask_batch, &run);
	} while (r == OK && run.served && !job_stopped(j));
	return r;
}
