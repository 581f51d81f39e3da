/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/onboarding/onboarding.h"
#include "features/onboarding/onboarding.html.h"

FORM_DEFINE(enrolment_form, ENROLMENT_FORM)
FORM_DEFINE(promise_ahead_form, PROMISE_AHEAD_FORM)

static struct enrolment
enrolment_of(const struct enrolled *e)
{
	return (struct enrolment){ e->programme, e->name, e->mentor, e->mentee,
		enrolment_taken_at(e), e->promised_at };
}

static enum result
enrolment_fill(struct req *q, struct enrolment_view *v)
{
	struct ctx *c = &q->ctx;

	if (!enrolment_state(c, q->subject, &v->e))
		return NOT_FOUND;
	role_card_kept(
		c, v->e.mentor_words, enrolment_card(c, &v->e, "mentor"), "mentor", &v->mentor);
	role_card_kept(
		c, v->e.mentee_words, enrolment_card(c, &v->e, "mentee"), "mentee", &v->mentee);
	v->taken_at = enrolment_taken_at(&v->e);
	v->differences = differences_read(c);
	return OK;
}

enum result
web_enrolment_show(struct req *q)
{
	struct enrolment_view v = { 0 };
	struct enrolment e;
	enum result r = enrolment_fill(q, &v);

	if (r != OK)
		return r;
	e = enrolment_of(&v.e);
	form_show(enrolment_form, &v.form);
	return show_one(q, enrolment_show, &v, enrolment, &e);
}

enum result
web_enrolment_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct enrolment_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, enrolment_form, &v.form))
		r = enrolment_take(c, q->subject, &v.form);
	if (r == INVALID && enrolment_fill(q, &v) == OK)
		return show_invalid(q, r, enrolment_show, &v);
	return changed(q, r, url_path_list(c, q->subject));
}

static enum result
promise_fill(struct req *q, struct promise_view *v)
{
	struct ctx *c = &q->ctx;

	if (!enrolment_state(c, q->subject, &v->e))
		return NOT_FOUND;
	v->pledge = ground_rules_read(c, v->e.promise_words, PRACTICE_GROUND_RULES_PLEDGE);
	v->can = ground_rules_read(c, v->e.promise_words, PRACTICE_GROUND_RULES_CAN);
	v->cannot = ground_rules_read(c, v->e.promise_words, PRACTICE_GROUND_RULES_CANNOT);
	return OK;
}

enum result
web_promise_show(struct req *q)
{
	struct promise_view v = { 0 };
	struct enrolment e;
	enum result r = promise_fill(q, &v);

	if (r != OK)
		return r;
	e = enrolment_of(&v.e);
	form_show(promise_ahead_form, &v.form);
	return show_one(q, promise_show, &v, enrolment, &e);
}

enum result
web_promise_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct promise_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, promise_ahead_form, &v.form))
		r = promise_ahead(c, q->subject, &v.form);
	if (r == INVALID && promise_fill(q, &v) == OK)
		return show_invalid(q, r, promise_show, &v);
	return changed(q, r, url_path_list(c, q->subject));
}

enum result
web_promise_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = promise_ahead_back(c, q->subject);

	if (r == OK && !q->json)
		flash(q, _("Taken back. What you have signed with somebody stays as it is."));
	return changed(q, r, url_promise_show(c, q->subject));
}
