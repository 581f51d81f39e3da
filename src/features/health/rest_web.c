/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "engine/i18n/i18n.h"
#include "features/health/health.h"
#include "features/health/health.html.h"

FORM_DEFINE(rest_form, REST_FORM)

static enum result
view_fill(struct req *q, struct pause_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r == OK && !sql_pause_get(c, q->subject, &v->pause))
		v->pause = (struct pause){ .until_on = "" };
	return r;
}

enum result
web_pause_new(struct req *q)
{
	struct pause_view v = { 0 };
	enum result r = view_fill(q, &v);

	if (r != OK)
		return r;
	v.form.until_on = *v.pause.until_on ? v.pause.until_on
					    : day_text(q->ctx.mem, day_today(&q->ctx) + 28);
	form_show(rest_form, &v.form);
	return show_one(q, pause_new, &v, pause, &v.pause);
}

enum result
web_pause_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct pause_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, rest_form, &v.form))
		r = pause_begin(c, q->subject, v.form.until_on);
	if (r == INVALID && view_fill(q, &v) == OK)
		return show_invalid(q, r, pause_new, &v);
	if (r == OK)
		flash(q, tr(c, _("You pause until %s. Until then nobody is reminded of anything."),
				 fmt_date(c, v.form.until_on)));
	return changed(q, r, url_relationship_show(c, q->subject));
}

enum result
web_pause_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = pause_end(c, q->subject);

	if (r == OK)
		flash(q, _("You go on. A date makes the beginning easy."));
	return changed(q, r, url_relationship_show(c, q->subject));
}

enum result
web_continuation_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = going_on(c, q->subject);

	if (r == OK)
		flash(q, _("Good that you go on. Find a date on the same day."));
	return changed(q, r, url_relationship_show(c, q->subject));
}
