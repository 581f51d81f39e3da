/* SPDX-License-Identifier: Apache-2.0 */
#include "features/messages/messages.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/meetings/meetings.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

/* A text on an agenda is short; the message itself has all of it. */
#define POINT_LETTERS 300
/* A draft that is the text just sent came late, on another connection. */
#define DRAFT_LATE 60

unsigned
standing_message(struct ctx *c, int64_t id)
{
	struct message_place m;
	struct pair p;

	if (!c->who || !sql_message_place(c, id, &m) || pair_get(c, m.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (m.person == c->who ? STANDING_SELF : 0);
}

/* The other hears that there is a message; nothing of it stands in a mail. */
static void
tell(struct ctx *c, const struct pair *p)
{
	struct letter_to to;

	if (!person_letter_to(c, p->partner, &to))
		return;
	letter_send(c, PRACTICE_LETTER_MESSAGE_ARRIVED, &to,
		(const struct practice_blank[]){ { "partner", p->my_name },
			{ "link", whole_address(c, url_message_list(c, p->r.id)) },
			{ NULL, NULL } },
		NULL);
}

enum result
message_send(struct ctx *c, int64_t relationship, const struct message_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_message_insert(c, *ret_id, relationship, p.me, f->body, c->now);
	sql_message_draft_drop(c, relationship, p.me);
	r = message_read_all(c, relationship);
	tell(c, &p);
	return r;
}

/* One of one's own messages, to be changed. */
static enum result
own(struct ctx *c, int64_t id, struct message *ret, struct pair *ret_pair)
{
	enum result r;

	if (!sql_message_get(c, id, ret))
		return NOT_FOUND;
	r = pair_open(c, ret->relationship, ret_pair);
	if (r == OK && ret->person != c->who)
		return FORBIDDEN;
	return r;
}

static enum result
too_late(struct ctx *c)
{
	return conflict(c, _("Ten minutes have passed: this message stays as it is. Write another "
			     "one."));
}

enum result
message_change(struct ctx *c, int64_t id, const struct message_edit_form *f)
{
	struct message m;
	struct pair p;
	enum result r = own(c, id, &m, &p);

	if (r != OK)
		return r;
	if (m.taken_back_at || m.sent_at + MESSAGE_OPEN <= c->now)
		return too_late(c);
	if (sql_message_edit(c, id, m.relationship, f->version, f->body, c->now) != 1)
		return conflict(c, _("This message was changed in another window. Compare, then "
				     "save again."));
	return OK;
}

enum result
message_take_back(struct ctx *c, int64_t id, bool back)
{
	struct message m;
	struct pair p;
	enum result r = own(c, id, &m, &p);
	const char *path;

	if (r != OK || back == (m.taken_back_at != 0))
		return r;
	if ((back ? m.sent_at : m.taken_back_at) + MESSAGE_OPEN <= c->now)
		return too_late(c);
	sql_message_take_back(c, id, back ? c->now : 0);
	if (!back) {
		tell(c, &p);
		return OK;
	}
	if (m.item)
		agenda_remove(c, m.item);
	sql_message_agenda_set(c, id, 0, 0);
	path = url_message_list(c, m.relationship);
	/* Nobody hears of what is not there any more. */
	if (!sql_message_unread_of(
		    c, m.relationship, p.me, sql_message_seen_get(c, m.relationship, p.partner)))
		notice_withdraw(c, p.partner, PRACTICE_LETTER_MESSAGE_ARRIVED, path);
	return OK;
}

enum result
message_draft_save(struct ctx *c, int64_t relationship, const char *body)
{
	struct message last;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (sql_message_last_of(c, relationship, p.me, &last) &&
		last.sent_at + DRAFT_LATE > c->now && str_eq(last.body, body))
		return OK;
	sql_message_draft_drop(c, relationship, p.me);
	if (*body)
		sql_message_draft_insert(c, new_id(c), relationship, p.me, body, c->now);
	return OK;
}

enum result
message_read_all(struct ctx *c, int64_t relationship)
{
	struct message_state s;
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	s = message_state_of(c, relationship);
	if (s.newest)
		sql_message_seen_set(c, relationship, p.me, s.newest);
	notices_seen(c, PRACTICE_LETTER_MESSAGE_ARRIVED, url_message_list(c, relationship));
	return OK;
}

struct message_state
message_state_of(struct ctx *c, int64_t relationship)
{
	struct message_state s = { 0 };

	sql_message_state(c, relationship, c->who, sql_message_seen_get(c, relationship, c->who),
		sql_message_id_at(c, relationship, c->now - 2 * MESSAGE_OPEN), &s);
	return s;
}

int64_t
message_unread(struct ctx *c, int64_t relationship)
{
	return sql_message_unread(c, relationship, c->who);
}

struct message_rows
message_page(struct ctx *c, int64_t relationship, int64_t before, int n)
{
	struct message_rows rows = sql_message_list(c, relationship, before, n);

	for (int i = 0; i < rows.n / 2; i++) {
		struct message m = rows.v[i];

		rows.v[i] = rows.v[rows.n - 1 - i];
		rows.v[rows.n - 1 - i] = m;
	}
	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].taken_back_at)
			rows.v[i].body = "";
	return rows;
}

/* ---- on the agenda ---- */

static void
put_on(struct ctx *c, const struct message *m, int64_t meeting)
{
	size_t n = utf8_prefix(m->body, POINT_LETTERS);
	const char *text = arena_printf(c->mem, "%.*s%s", (int)n, m->body, m->body[n] ? " …" : "");
	int64_t item = new_id(c);

	sql_agenda_insert(c, item, m->relationship, meeting, m->person, "person", 0, "", text,
		sql_agenda_last_position(c, meeting) + 10, c->now);
	sql_message_agenda_set(c, m->id, item, 0);
}

enum result
message_to_agenda(struct ctx *c, int64_t id, bool there)
{
	struct meeting next;
	struct message m;
	struct pair p;
	enum result r;

	if (!sql_message_get(c, id, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &p);
	if (r != OK)
		return r;
	if (m.taken_back_at)
		return conflict(c, _("This message was taken back."));
	if (m.item && !sql_message_item_there(c, m.item))
		m.item = 0;
	if (there == (m.item || m.agenda_wanted))
		return OK;
	if (!there) {
		r = m.item ? agenda_remove(c, m.item) : OK;
		if (r == OK)
			sql_message_agenda_set(c, id, 0, 0);
		return r;
	}
	if (sql_meeting_next(c, m.relationship, c->now, &next))
		put_on(c, &m, next.id);
	else
		sql_message_agenda_set(c, id, 0, 1);
	return OK;
}

/* A meeting was planned: what waits for one is on its agenda. */
enum result
on_message_agenda(struct ctx *c, int64_t meeting, int64_t who)
{
	struct message_rows rows;
	struct meeting m;

	(void)who;
	if (!sql_meeting_get(c, meeting, &m) || !str_eq(m.state, "planned"))
		return OK;
	rows = sql_message_for_agenda(c, m.relationship);
	for (int i = 0; i < rows.n; i++)
		put_on(c, &rows.v[i], meeting);
	return OK;
}

enum result
message_ask(struct ctx *c, int64_t id, const struct question_form *f, int64_t *ret_question)
{
	struct message m;
	struct pair p;
	enum result r;

	if (!sql_message_get(c, id, &m) || m.taken_back_at)
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &p);
	if (r != OK)
		return r;
	if (m.person != p.me)
		return FORBIDDEN;
	if (m.question && sql_message_question_there(c, m.question))
		return conflict(c, _("You have asked this as a question already."));
	r = question_ask(c, m.relationship, f, ret_question);
	if (r == OK)
		sql_message_question_set(c, id, *ret_question);
	return r;
}

/* What was taken back is gone for good once it can no longer be brought back. */
static enum result
sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_message_sweep(c, c->now - MESSAGE_OPEN);
	return OK;
}

enum result
job_message_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}
