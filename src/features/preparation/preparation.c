/* SPDX-License-Identifier: Apache-2.0 */
#include "features/preparation/preparation.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/letter.h"

/* Of earlier relationships: more would be a wall of text. */
#define LESSONS_MOST 3

void
preparation_state(struct ctx *c, const struct pair *p, struct preparation_state *ret)
{
	struct preparation_both ready = { 0 };

	sql_preparation_both(c, p->r.id, p->me, &ready);
	ret->mine = ready.mine > 0;
	ret->theirs = ready.theirs > 0;
	ret->required = str_eq(p->r.readiness, "require");
}

static void
answer_set(struct ctx *c, const struct pair *p, const char *question, const char *body)
{
	int64_t id = sql_preparation_answer_id(c, p->r.id, p->me, question);

	if (id)
		sql_preparation_answer_update(c, id, p->r.id, body, c->now);
	else
		sql_preparation_answer_insert(c, new_id(c), p->r.id, p->me, question, body, c->now);
}

static void
answers_set(struct ctx *c, const struct pair *p, const struct preparation_form *f)
{
	answer_set(c, p, PRACTICE_PROMPT_PREWORK_WANTS, f->wants);
	answer_set(c, p, PRACTICE_PROMPT_PREWORK_BRINGS, f->brings);
	answer_set(c, p, PRACTICE_PROMPT_PREWORK_EXPECTS, f->expects);
	if (str_eq(p->my_role, "mentor"))
		answer_set(c, p, PRACTICE_PROMPT_PREWORK_GAINS, f->gains);
}

enum result
preparation_save(struct ctx *c, int64_t relationship, const struct preparation_form *f)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		answers_set(c, &p, f);
	return r;
}

/* Notes a problem for a question that has no answer yet. */
static bool
answered(struct ctx *c, const char *field, const char *body)
{
	if (*body)
		return true;
	invalid(c, field, _("Write a few words here. One sentence is enough to begin with."));
	return false;
}

enum result
preparation_finish(struct ctx *c, int64_t relationship, const struct preparation_form *f)
{
	struct preparation_state s;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	bool all;

	if (r != OK)
		return r;
	all = answered(c, "wants", f->wants);
	all = answered(c, "brings", f->brings) && all;
	all = answered(c, "expects", f->expects) && all;
	if (str_eq(p.my_role, "mentor"))
		all = answered(c, "gains", f->gains) && all;
	if (!all)
		return INVALID;
	answers_set(c, &p, f);
	if (!sql_preparation_ready_insert(c, relationship, p.me, c->now))
		return OK; /* said before: the answers are kept, nobody is told again */
	preparation_state(c, &p, &s);
	if (s.theirs)
		event_add(c, EVENT_preparation_ready, relationship);
	return OK;
}

/* Both are ready: both get a mail. */
enum result
on_preparation_letters(struct ctx *c, int64_t relationship, int64_t who)
{
	struct preparation_letter l;
	const char *link = whole_address(c, url_preparation_show(c, relationship));

	(void)who;
	if (!sql_preparation_letter_get(c, relationship, &l))
		return OK;
	letter_send(c, PRACTICE_LETTER_PREPARATION_READY,
		&(struct letter_to){
			l.mentor, l.mentor_name, l.mentor_email, l.mentor_lang, l.mentor_tz },
		(const struct practice_blank[]){
			{ "partner", l.mentee_name }, { "link", link }, { NULL, NULL } },
		NULL);
	letter_send(c, PRACTICE_LETTER_PREPARATION_READY,
		&(struct letter_to){
			l.mentee, l.mentee_name, l.mentee_email, l.mentee_lang, l.mentee_tz },
		(const struct practice_blank[]){
			{ "partner", l.mentor_name }, { "link", link }, { NULL, NULL } },
		NULL);
	return OK;
}

struct lesson_rows
preparation_lessons(struct ctx *c, int64_t relationship)
{
	struct my_relationship_rows all = sql_relationship_mine(c, c->who, 0);
	struct lesson_rows rows = { 0, ARENA_ARRAY(c->mem, struct lesson, LESSONS_MOST) };

	for (int i = 0; i < all.n && rows.n < LESSONS_MOST; i++)
		if (all.v[i].id != relationship &&
			sql_preparation_lesson(c, all.v[i].id, c->who, &rows.v[rows.n]))
			rows.n++;
	return rows;
}
