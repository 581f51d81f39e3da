/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What two people write to each other between their meetings. One calm thread, newest at the end; sealed, read
 * by the two and nobody else. A message can be changed or taken back for ten minutes; the other hears that
 * there is one (never what it says), at the earliest when that time is over. It can become a point on the
 * next agenda. When the relationship ends nothing more is written, and everything stays readable.
 */
#ifndef FEATURES_MESSAGES_H
#define FEATURES_MESSAGES_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/messages/messages.sql.h"
#include "features/relationships/relationships.h"
#include "features/talk/talk.h"

#define MESSAGES_ON_PAGE 50
/* So long a message can be changed, taken back, and brought back again. */
#define MESSAGE_OPEN 600

#define MESSAGE_FORM(F, S) F(S, LONG, body, .min = 1, .max = 5000)
FORM_DECLARE(message_form, MESSAGE_FORM)

#define MESSAGE_EDIT_FORM(F, S)                                                                    \
	F(S, LONG, body, .min = 1, .max = 5000)                                                    \
	F(S, INT, version, .min = 1, .max = 1000000)
FORM_DECLARE(message_edit_form, MESSAGE_EDIT_FORM)

#define MESSAGE_DRAFT_FORM(F, S) F(S, LONG, body, .optional = true, .max = 5000)
FORM_DECLARE(message_draft_form, MESSAGE_DRAFT_FORM)

/* Sends it and forgets the draft. CONFLICT if the relationship has ended. */
enum result message_send(
	struct ctx *c, int64_t relationship, const struct message_form *f, int64_t *ret_id);

/* Only its writer, only while it is open. CONFLICT after that, or if it was changed in another window. */
enum result message_change(struct ctx *c, int64_t id, const struct message_edit_form *f);
/* Takes it back, or brings it back. Safe to repeat. */
enum result message_take_back(struct ctx *c, int64_t id, bool back);

/* Keeps what one has begun to write; "" forgets it. */
enum result message_draft_save(struct ctx *c, int64_t relationship, const char *body);

/* c->who has read everything that is there. */
enum result message_read_all(struct ctx *c, int64_t relationship);

/* Puts it on the next agenda (or on that of the next meeting that will be planned), or takes it off. Either
 * of the two may. Safe to repeat. */
enum result message_to_agenda(struct ctx *c, int64_t id, bool there);

/* Asks one's own message as a question (G7): it waits for its answer, and is on the next agenda. CONFLICT if
 * that was done before. */
enum result message_ask(
	struct ctx *c, int64_t id, const struct question_form *f, int64_t *ret_question);

/* How many messages of the other c->who has not read. */
int64_t message_unread(struct ctx *c, int64_t relationship);
struct message_state message_state_of(struct ctx *c, int64_t relationship);

/* Up to n messages before that one, oldest first; what was taken back has no text. */
struct message_rows message_page(struct ctx *c, int64_t relationship, int64_t before, int n);

/* ---- views ---- */

struct message_line {
	struct message m;
	const char *day; /* a heading before it, or "" */
	const char *name;
	bool mine;
	bool fresh; /* the first that was not read */
	bool open;  /* can be changed or taken back */
	bool back;  /* was taken back */
	bool agenda, can_agenda;
	bool can_ask;	  /* one's own words can become a question */
	int64_t question; /* that it has become, if it is still there */
};
struct message_line_rows {
	int n;
	struct message_line *v;
};
struct thread_view {
	struct pair pair;
	struct message_line_rows lines;
	struct message_form form;
	struct message_state state;
	struct message_draft draft;
	const char *their_time; /* what the clock shows there, where that differs; or "" */
	int64_t earlier;	/* the first id of the page, if there are earlier ones; else 0 */
	bool latest;
};
struct message_edit_view {
	struct pair pair;
	struct message m;
	struct message_edit_form form;
	const char *now_says; /* what it says by now, if it was changed meanwhile; or "" */
};
struct message_question_view {
	struct pair pair;
	int64_t message;
	struct question_form form;
	struct wording_rows hints;
	bool asks; /* for one's own ideas */
};

#endif
