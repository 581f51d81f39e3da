/* SPDX-License-Identifier: Apache-2.0 */
#include "features/concerns/concerns.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/notices/letter.h"
#include "features/programmes/asks.h"
#include "features/people/people.h"

/* Nobody but the two ends of a concern: whom it is about gets the same answer as a stranger. */
unsigned
standing_concern(struct ctx *c, int64_t id)
{
	struct concern_standing s;

	if (!c->who || !sql_concern_standing(c, id, &s))
		return 0;
	if (s.raiser == c->who)
		return STANDING_SELF;
	if (s.handler != c->who)
		return 0;
	return str_eq(s.addressee, "partner") ? STANDING_PARTICIPANT : STANDING_MANAGER;
}

int64_t
concern_coordinator(struct ctx *c, int64_t relationship, int64_t except)
{
	int64_t id = sql_concern_coordinator(c, relationship, except);

	return id ? id : sql_concern_administrator(c, relationship, except);
}

static int64_t
due(struct ctx *c, int64_t relationship)
{
	int64_t programme = sql_concern_programme(c, relationship);

	return c->now + 3600 * threshold(c, programme, PRACTICE_THRESHOLD_CONCERN_ANSWER);
}

/* Tells person that something waits at url. What it says never stands in a mail. */
static void
tell(struct ctx *c, const char *letter, int64_t person, const char *partner, const char *url,
	int64_t until)
{
	struct person_reader p;
	struct letter_to to;
	struct ctx reader;

	if (!sql_person_reader(c, person, &p))
		return;
	to = (struct letter_to){ p.id, p.name, p.email, p.lang, p.tz };
	reader = letter_ctx(c, &to);
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "partner", partner },
			{ "until", fmt_when(&reader, until) }, { "link", whole_address(c, url) },
			{ NULL, NULL } },
		NULL);
}

enum result
concern_raise(struct ctx *c, int64_t relationship, const struct concern_form *f, int64_t *ret_id)
{
	bool private = str_eq(f->addressee, "coordinator");
	struct pair p;
	enum result r = private ? pair_get(c, relationship, &p) : pair_open(c, relationship, &p);
	int64_t handler;

	if (r != OK)
		return r;
	if (*f->kind && !*fmt_concern_kind(c, f->kind))
		return invalid(c, "kind", _("Choose an answer that is offered."));
	handler = private ? concern_coordinator(c, relationship, 0) : p.partner;
	if (!handler)
		return conflict(c, _("There is nobody here who could read it without having a part "
				     "in it. Speak to somebody you trust."));
	*ret_id = new_id(c);
	sql_concern_insert(c, *ret_id, relationship, p.me, f->addressee, handler, f->kind, f->body,
		c->now, due(c, relationship));
	tell(c, private ? PRACTICE_LETTER_CONCERN_RAISED : PRACTICE_LETTER_CONCERN_TO_PARTNER,
		handler, p.my_name, url_concern_show(c, *ret_id), due(c, relationship));
	audit_add(c, "raise", "concern", *ret_id);
	return OK;
}

/* A concern that is still open to c->who; FORBIDDEN for the raiser if handling. */
static enum result
at_hand(struct ctx *c, int64_t concern, bool handling, struct concern *k)
{
	if (!standing_concern(c, concern) || !sql_concern_get(c, concern, k))
		return NOT_FOUND;
	if (handling && k->handler != c->who)
		return FORBIDDEN;
	if (str_eq(k->state, "closed"))
		return conflict(c, _("This concern is closed. Raise a new one if it comes back."));
	return OK;
}

enum result
concern_take(struct ctx *c, int64_t concern)
{
	struct concern k;
	enum result r = at_hand(c, concern, true, &k);

	if (r == OK && sql_concern_set_taken(c, concern, c->now))
		audit_add(c, "take", "concern", concern);
	return r;
}

enum result
concern_answer(struct ctx *c, int64_t concern, const struct concern_answer_form *f)
{
	struct concern k;
	enum result r = at_hand(c, concern, *f->answer || !f->closed, &k);

	if (r != OK)
		return r;
	if (!*f->answer && !f->closed)
		return invalid(c, "answer", _("Write a few words. One sentence is enough."));
	if (*f->answer) {
		sql_concern_set_taken(c, concern, c->now);
		sql_concern_set_answer(c, concern, k.relationship, f->answer);
		tell(c, PRACTICE_LETTER_CONCERN_ANSWERED, k.raiser, k.handler_name,
			url_concern_show(c, concern), c->now);
	}
	if (f->closed)
		sql_concern_set_closed(c, concern, c->now);
	audit_add(c, f->closed ? "close" : "answer", "concern", concern);
	return OK;
}

enum result
concern_pass_on(struct ctx *c, int64_t concern, int64_t relationship, int64_t handler)
{
	int64_t next = concern_coordinator(c, relationship, handler);

	next = next ? next : handler;
	if (!sql_concern_set_handler(c, concern, next, due(c, relationship)))
		return OK; /* it was taken meanwhile */
	tell(c, PRACTICE_LETTER_CONCERN_RAISED, next, "", url_concern_show(c, concern),
		due(c, relationship));
	audit_add(c, "pass", "concern", concern);
	return OK;
}

static enum result
sweep(struct ctx *c, void *arg)
{
	struct concern_late_rows rows = sql_concern_late(c, c->now);

	(void)arg;
	for (int i = 0; i < rows.n; i++)
		concern_pass_on(c, rows.v[i].id, rows.v[i].relationship, rows.v[i].handler);
	return OK;
}

enum result
job_concern_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}

const char *
fmt_concern_kind(struct ctx *c, const char *kind)
{
	const char *text = practice_option(
		practice_need("choice", PRACTICE_CHOICE_CONCERN), "options", kind, c->lang->tag);

	return text ? text : "";
}

const char *
fmt_concern_state(struct ctx *c, const char *state)
{
	if (str_eq(state, "open"))
		return _("waits to be read");
	return str_eq(state, "taken") ? _("is being looked after") : _("closed");
}
