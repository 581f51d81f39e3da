/* SPDX-License-Identifier: Apache-2.0 */
#include "features/messages/messages.h"

#include "base/str.h"
#include "engine/http/sse.h"
#include "engine/i18n/i18n.h"
#include "features/messages/messages.html.h"

/* As long as a question may be. */
#define QUESTION_LETTERS 1000
/* Told again at least so often, so that the page knows that we are there. */
#define TOLD_SECONDS 5

FORM_DEFINE(message_form, MESSAGE_FORM)
FORM_DEFINE(message_edit_form, MESSAGE_EDIT_FORM)
FORM_DEFINE(message_draft_form, MESSAGE_DRAFT_FORM)

static void
lines_fill(struct ctx *c, struct thread_view *v, const struct message_rows *rows, int64_t seen)
{
	const char *before = "";
	bool marked = false;

	v->lines.v = ARENA_ARRAY(c->mem, struct message_line, rows->n);
	for (int i = 0; i < rows->n; i++) {
		const struct message *m = &rows->v[i];
		struct message_line *to = &v->lines.v[v->lines.n++];
		const char *day = fmt_day(c, m->sent_at);
		bool unread = m->id > seen && m->person != v->pair.me && !m->taken_back_at;
		bool open = v->pair.active && m->person == v->pair.me;

		*to = (struct message_line){
			.m = *m,
			.day = str_eq(day, before) ? "" : day,
			.mine = m->person == v->pair.me,
			.name = fmt_first(c, v->pair.partner_name),
			.fresh = unread && !marked,
			.back = m->taken_back_at != 0,
			.open = open &&
				(m->taken_back_at ? m->taken_back_at : m->sent_at) + MESSAGE_OPEN >
					c->now,
			.agenda =
				m->agenda_wanted || (m->item && sql_message_item_there(c, m->item)),
			.can_agenda = v->pair.active && !m->taken_back_at,
			.can_ask = v->pair.active && !m->taken_back_at && m->person == v->pair.me,
			.question = m->question && !m->taken_back_at &&
						    sql_message_question_there(c, m->question)
					    ? m->question
					    : 0,
		};
		marked = marked || unread;
		before = day;
	}
}

/* "17:04", where the clock of the other shows something else than mine; else "". */
static const char *
their_time(struct ctx *c, const struct pair *p)
{
	struct ctx there = *c;

	there.tz = p->partner_tz;
	return tz_offset(c->tz, c->now) == tz_offset(there.tz, c->now) ? ""
								       : fmt_clock(&there, c->now);
}

static enum result
view_fill(struct req *q, struct thread_view *v, struct message_rows *rows)
{
	struct ctx *c = &q->ctx;
	int64_t before = req_query_int(q, "before", INT64_MAX);
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	/* One more than is shown says whether there are earlier ones. */
	*rows = message_page(c, q->subject, before, MESSAGES_ON_PAGE + 1);
	if (rows->n > MESSAGES_ON_PAGE) {
		rows->v++;
		rows->n--;
		v->earlier = rows->v[0].id;
	}
	v->state = message_state_of(c, q->subject);
	lines_fill(c, v, rows, sql_message_seen_get(c, q->subject, v->pair.me));
	v->latest = before == INT64_MAX;
	form_show(message_form, &v->form);
	v->form.body = "";
	if (sql_message_draft_get(c, q->subject, v->pair.me, &v->draft))
		v->form.body = v->draft.body;
	v->their_time = their_time(c, &v->pair);
	return OK;
}

enum result
web_message_list(struct req *q)
{
	struct thread_view v = { 0 };
	struct message_rows rows;
	enum result r = view_fill(q, &v, &rows);

	return r == OK ? show_many(q, thread, &v, message, &rows) : r;
}

enum result
web_message_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct thread_view v = { 0 };
	struct message_rows rows;
	struct message_form f;
	enum result r;
	int64_t id = 0;

	if (!form_read(q, message_form, &f)) {
		r = view_fill(q, &v, &rows);
		v.form = f;
		return r == OK ? show_invalid(q, INVALID, thread, &v) : r;
	}
	r = message_send(c, q->subject, &f, &id);
	return created(q, r, id,
		arena_printf(c->mem, "%s#m%lld", url_message_list(c, q->subject), (long long)id));
}

enum result
web_message_draft_show(struct req *q)
{
	struct message_draft d = { .body = "" };
	struct pair p;
	enum result r = pair_get(&q->ctx, q->subject, &p);

	if (r != OK)
		return r;
	sql_message_draft_get(&q->ctx, q->subject, p.me, &d);
	return show_json(q, message_draft, &d);
}

enum result
web_message_draft_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct thread_view v = { 0 };
	struct message_draft_form f;
	struct message_rows rows;
	enum result r;

	if (!form_read(q, message_draft_form, &f)) {
		r = view_fill(q, &v, &rows);
		v.form.form.raw = f.form.raw;
		v.form.body = f.body;
		return r == OK ? show_invalid(q, INVALID, thread, &v) : r;
	}
	r = message_draft_save(c, q->subject, f.body);
	return changed(q, r, url_message_list(c, q->subject));
}

enum result
web_message_state_show(struct req *q)
{
	struct message_state s = message_state_of(&q->ctx, q->subject);

	return show_json(q, message_state, &s);
}

struct thread_watch {
	int64_t relationship;
	struct message_state told;
	int64_t told_at;
};

/* Where the thread is, whenever that changes: what is new is fetched as the page itself. */
static bool
watch_thread(struct ctx *c, void *arg, struct buf *b)
{
	struct thread_watch *w = arg;
	struct message_state s = message_state_of(c, w->relationship);
	struct buf text = BUF_IN(c->mem);
	struct json json = { .b = &text };
	struct pair p;

	if (pair_get(c, w->relationship, &p) != OK)
		return false;
	if (c->now - w->told_at < TOLD_SECONDS && s.newest == w->told.newest &&
		s.changes == w->told.changes && s.unread == w->told.unread)
		return true;
	w->told = s;
	w->told_at = c->now;
	json_message_state(&json, &s);
	event_text(b, NULL, buf_text(&text));
	return true;
}

enum result
web_message_event_list(struct req *q)
{
	struct thread_watch *w = ARENA_NEW(q->ctx.mem, struct thread_watch);

	w->relationship = q->subject;
	return stream_answer(q, watch_thread, w);
}

enum result
web_message_reading_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, message_read_all(c, q->subject), url_message_list(c, q->subject));
}

/* ---- one message ---- */

/* Back to the thread, at the message. */
static const char *
back_to(struct ctx *c, int64_t id)
{
	struct message_place m = { 0 };

	sql_message_place(c, id, &m);
	return arena_printf(c->mem, "%s#m%lld", url_message_list(c, m.relationship), (long long)id);
}

static enum result
edit_fill(struct ctx *c, int64_t id, struct message_edit_view *v)
{
	enum result r;

	v->now_says = "";
	if (!sql_message_get(c, id, &v->m))
		return NOT_FOUND;
	r = pair_get(c, v->m.relationship, &v->pair);
	form_show(message_edit_form, &v->form);
	v->form.body = v->m.taken_back_at ? "" : v->m.body;
	v->form.version = v->m.version;
	return r;
}

enum result
web_message_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct message m;

	if (!sql_message_get(c, q->subject, &m))
		return NOT_FOUND;
	if (!q->json)
		return changed(q, OK, back_to(c, q->subject));
	return show_json(q, message, &m);
}

enum result
web_message_edit(struct req *q)
{
	struct message_edit_view v = { 0 };
	enum result r = edit_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_page(q, message_edit, &v) : r;
}

/* Changed meanwhile: both texts are there to compare, and saving again goes on from the newer one. */
enum result
web_message_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct message_edit_view v = { 0 };
	struct message_edit_form f;
	enum result r = INVALID, known;

	if (form_read(q, message_edit_form, &f))
		r = message_change(c, q->subject, &f);
	if (r != INVALID && r != CONFLICT)
		return changed(q, r, back_to(c, q->subject));
	known = edit_fill(c, q->subject, &v);
	if (known != OK)
		return known;
	if (r == CONFLICT && f.version != v.m.version && !v.m.taken_back_at) {
		v.now_says = v.m.body;
		f.version = v.m.version;
	}
	v.form = f;
	return show_invalid(q, r, message_edit, &v);
}

enum result
web_message_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *back = back_to(c, q->subject);

	return changed(q, message_take_back(c, q->subject, true), back);
}

enum result
web_message_restoration_create(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, message_take_back(c, q->subject, false), back_to(c, q->subject));
}

/* The message becomes a question: its words stand in the form already, one's own ideas are added. */
static enum result
question_fill(struct ctx *c, int64_t id, struct message_question_view *v)
{
	struct message m;
	enum result r;

	v->message = id;
	if (!sql_message_get(c, id, &m) || m.taken_back_at)
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &v->pair);
	form_show(question_form, &v->form);
	v->asks = question_ideas(c, &v->pair) != GATE_OFF;
	v->form.form.needs = question_ideas(c, &v->pair) == GATE_REQUIRE ? "ideas" : NULL;
	v->form.body = arena_strndup(c->mem, m.body, utf8_prefix(m.body, QUESTION_LETTERS));
	v->form.ideas = "";
	return r;
}

enum result
web_message_question_new(struct req *q)
{
	struct message_question_view v = { 0 };
	enum result r = question_fill(&q->ctx, q->subject, &v);

	return r == OK ? show_page(q, message_question, &v) : r;
}

enum result
web_message_question_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct message_question_view v = { 0 };
	struct question_form f;
	int64_t id = 0;
	bool read = form_read(q, question_form, &f);
	enum result r = question_fill(c, q->subject, &v);

	if (r != OK)
		return r;
	f.form.needs = v.form.form.needs;
	v.form = f;
	if (!read)
		return show_invalid(q, INVALID, message_question, &v);
	if (!q->json && !f.sure)
		v.hints = wording_hints(c, "question", f.body);
	if (v.hints.n)
		return show_page(q, message_question, &v);
	r = message_ask(c, q->subject, &f, &id);
	if (r == INVALID)
		return show_invalid(q, r, message_question, &v);
	if (r == OK && !q->json)
		flash(q, tr(c, _("It waits for an answer of %s, and stands on the next agenda."),
				 fmt_first(c, v.pair.partner_name)));
	return created(q, r, id, back_to(c, q->subject));
}

enum result
web_message_agenda_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = message_to_agenda(c, q->subject, true);

	if (r == OK)
		flash(q, _("It stands on the next agenda."));
	return changed(q, r, back_to(c, q->subject));
}

enum result
web_message_agenda_delete(struct req *q)
{
	struct ctx *c = &q->ctx;

	return changed(q, message_to_agenda(c, q->subject, false), back_to(c, q->subject));
}
