/* SPDX-License-Identifier: Apache-2.0 */
/* Questions that wait for an answer, and what one heard. */
#include "features/talk/talk.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

/* A point on an agenda is short; the question itself has all of it. */
#define POINT_LETTERS 300

unsigned
standing_question(struct ctx *c, int64_t id)
{
	struct question_place q;
	struct pair p;

	if (!c->who || !sql_question_place(c, id, &q) || pair_get(c, q.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (q.person == c->who ? STANDING_SELF : 0);
}

unsigned
standing_heard(struct ctx *c, int64_t id)
{
	struct heard h;
	struct pair p;

	if (!c->who || !sql_heard_get(c, id, &h) || pair_get(c, h.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (h.person == c->who ? STANDING_SELF : 0);
}

/* Tells person that something of partner waits; nothing of it stands in the mail. */
static void
tell(struct ctx *c, const char *letter, int64_t person, const char *partner, const char *path)
{
	struct letter_to to;

	if (!person_letter_to(c, person, &to))
		return;
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "partner", partner },
			{ "link", whole_address(c, path) }, { NULL, NULL } },
		NULL);
}

/* After what the two carried over, before what the practice proposes. */
static void
put_on(struct ctx *c, const struct question *q, int64_t meeting)
{
	size_t n = utf8_prefix(q->body, POINT_LETTERS);
	const char *text = arena_printf(c->mem, "%.*s%s", (int)n, q->body, q->body[n] ? " …" : "");
	int64_t item = new_id(c);

	sql_agenda_insert(
		c, item, q->relationship, meeting, q->person, "person", 0, "", text, 4, c->now);
	sql_question_set_item(c, q->id, item);
}

enum gate_mode
question_ideas(struct ctx *c, const struct pair *p)
{
	enum gate_mode mode = gate_mode(c, p->r.programme, PRACTICE_GATE_OWN_IDEAS);

	return p->ally && mode == GATE_REQUIRE ? GATE_REMIND : mode;
}

enum result
question_ask(struct ctx *c, int64_t relationship, const struct question_form *f, int64_t *ret_id)
{
	struct meeting next;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (str_empty(f->ideas) && question_ideas(c, &p) == GATE_REQUIRE)
		return invalid(c, "ideas",
			_("In this programme a question comes with what you have thought of "
			  "yourself. Half an idea is enough, and “nothing yet” is fine too."));
	*ret_id = new_id(c);
	sql_question_insert(
		c, *ret_id, relationship, p.me, f->body, f->ideas ? f->ideas : "", c->now);
	if (sql_meeting_next(c, relationship, c->now, &next))
		put_on(c,
			&(struct question){ .id = *ret_id,
				.relationship = relationship,
				.person = p.me,
				.body = f->body },
			next.id);
	tell(c, PRACTICE_LETTER_QUESTION_ASKED, p.partner, p.my_name,
		url_question_show(c, *ret_id));
	return OK;
}

/* A question and its pair, to be changed. */
static enum result
open_question(struct ctx *c, int64_t id, struct question *q, struct pair *p)
{
	return sql_question_get(c, id, q) ? pair_open(c, q->relationship, p) : NOT_FOUND;
}

enum result
question_read(struct ctx *c, int64_t question)
{
	struct question q;
	struct pair p;
	enum result r = open_question(c, question, &q, &p);

	if (r == OK && q.person == c->who)
		return FORBIDDEN;
	if (r == OK)
		sql_question_set_read(c, question, c->now);
	return r;
}

/* What has its answer is not talked about again, unless somebody puts it back. */
static void
off_agenda(struct ctx *c, const struct question *q)
{
	if (q->item && sql_talk_item_ahead(c, q->item))
		agenda_remove(c, q->item);
	sql_question_set_item(c, q->id, 0);
}

enum result
question_answer(struct ctx *c, int64_t question, const char *answer)
{
	struct question q;
	struct pair p;
	enum result r = open_question(c, question, &q, &p);

	if (r != OK)
		return r;
	if (q.person == c->who)
		return FORBIDDEN;
	if (!q.ideas_read_at && *q.ideas && question_ideas(c, &p) == GATE_REQUIRE)
		return conflict(c, _("Read first what the other has thought of. Then answer."));
	off_agenda(c, &q);
	sql_question_set_answer(c, question, q.relationship, answer, c->now);
	if (!*q.answer)
		tell(c, PRACTICE_LETTER_QUESTION_ANSWERED, q.person, p.my_name,
			url_question_show(c, question));
	return OK;
}

enum result
question_talked(struct ctx *c, int64_t question)
{
	struct question q;
	struct pair p;
	enum result r = open_question(c, question, &q, &p);

	if (r != OK || str_eq(q.state, "answered"))
		return r;
	off_agenda(c, &q);
	sql_question_set_answer(c, question, q.relationship, "", c->now);
	return OK;
}

enum result
question_take_back(struct ctx *c, int64_t question)
{
	struct question q;
	struct pair p;
	enum result r = open_question(c, question, &q, &p);

	if (r != OK)
		return r;
	if (q.person != c->who)
		return FORBIDDEN;
	if (str_eq(q.state, "answered"))
		return conflict(c, _("This question has its answer already."));
	off_agenda(c, &q);
	sql_question_delete(c, question);
	return OK;
}

/* True if it still stands on the agenda of a meeting ahead. */
static bool
on_agenda(struct ctx *c, int64_t item)
{
	return item && sql_talk_item_ahead(c, item);
}

/* A meeting was planned: what is open is on its agenda. */
enum result
on_talk_agenda(struct ctx *c, int64_t meeting, int64_t who)
{
	struct question_rows questions;
	struct roadblock_rows blocks;
	struct meeting m;

	(void)who;
	if (!sql_meeting_get(c, meeting, &m) || !str_eq(m.state, "planned"))
		return OK;
	questions = sql_question_list(c, m.relationship, "open", TALK_OPEN, 0);
	for (int i = questions.n - 1; i >= 0; i--)
		if (!on_agenda(c, questions.v[i].item))
			put_on(c, &questions.v[i], meeting);
	blocks = sql_roadblock_list(c, m.relationship, "open", TALK_OPEN, 0);
	for (int i = 0; i < blocks.n; i++) {
		const struct roadblock *b = &blocks.v[i];
		int64_t item;

		if (on_agenda(c, b->item))
			continue;
		item = new_id(c);
		/* Right behind the standing point "Roadblocks" of the practice. */
		sql_agenda_insert(c, item, b->relationship, meeting, b->person, "person", 0, "",
			arena_printf(
				c->mem, "%.*s", (int)utf8_prefix(b->body, POINT_LETTERS), b->body),
			31, c->now);
		sql_roadblock_set_item(c, b->id, item);
	}
	return OK;
}

/* ---- one nudge for what waits ---- */

struct nudging {
	int served;
	int64_t after;
};

static enum result
nudge_batch(struct ctx *c, void *arg)
{
	struct nudging *run = arg;
	const struct practice_item *t =
		practice_need("threshold", PRACTICE_THRESHOLD_QUESTION_WAITS);
	struct question_waiting_rows rows =
		sql_question_waiting(c, c->now - practice_number(t, "least", 1) * DAY, c->now,
			practice_number(t, "value", 14), run->after);

	for (int i = 0; i < rows.n; i++) {
		const struct question_waiting *w = &rows.v[i];
		const struct letter_to to = { w->person, w->name, w->email, w->lang, w->tz };

		run->after = w->id;
		/* Not while a meeting is planned, and one a day: then it is tried again tomorrow. */
		if (letter_nudge(c, PRACTICE_LETTER_QUESTION_WAITS, &to,
			    (const struct practice_blank[]){ { "partner", w->partner },
				    { "link", whole_address(c, url_question_show(c, w->id)) },
				    { NULL, NULL } },
			    w->relationship))
			sql_question_set_nudged(c, w->id, c->now);
	}
	run->served = rows.n;
	return OK;
}

enum result
job_question_nudge(struct job *j)
{
	struct nudging run = { 0 };
	enum result r;

	do {
		r = job_write(j, nudge_batch, &run);
	} while (r == OK && run.served && !job_stopped(j));
	return r;
}

/* ---- what was heard ---- */

enum result
heard_say(struct ctx *c, int64_t relationship, const char *body, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_heard_insert(c, *ret_id, relationship, p.me, body, c->now);
	tell(c, PRACTICE_LETTER_HEARD_SAID, p.partner, p.my_name, url_heard_show(c, *ret_id));
	return OK;
}

enum result
heard_answer(struct ctx *c, int64_t heard, const char *meant)
{
	struct heard h;
	struct pair p;
	enum result r;

	if (!sql_heard_get(c, heard, &h))
		return NOT_FOUND;
	r = pair_open(c, h.relationship, &p);
	if (r != OK)
		return r;
	if (h.person == c->who)
		return FORBIDDEN;
	sql_heard_set_answer(
		c, heard, h.relationship, *meant ? "corrected" : "confirmed", meant, c->now);
	return OK;
}
