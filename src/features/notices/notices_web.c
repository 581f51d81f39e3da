/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/notices/notices.h"
#include "features/notices/notices.html.h"

FORM_DEFINE(notice_setting_form, NOTICE_SETTING_FORM)
FORM_DEFINE(pause_form, PAUSE_FORM)

static const char *
state_of(struct ctx *c, const struct notice_setting *s)
{
	return s->left_at ? "left" : s->paused_until > c->now ? "paused" : "";
}

enum result
web_notice_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct notice_choices n = notice_choices_of(c, c->who);
	struct notices_view v = { .state = state_of(c, &n.s), .paused_until = n.s.paused_until };
	struct notice_rows rows;

	v.snooze = practice_number(
		practice_need("threshold", PRACTICE_THRESHOLD_SNOOZE_DAYS), "value", 3);
	v.unread = sql_notice_unread_count(c, c->who, c->now);
	paging_read(q, NOTICES_ON_PAGE, &v.pages);
	rows = sql_notice_list(c, c->who, c->now, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_notice_count(c, c->who, c->now), &v.pages);
	v.lines.v = ARENA_ARRAY(c->mem, struct notice_line, rows.n);
	for (int i = 0; i < rows.n; i++)
		v.lines.v[v.lines.n++] = (struct notice_line){ rows.v[i], rows.v[i].read_at == 0 };
	return show_many(q, notices, &v, notice, &rows);
}

/* Reading one leads to what it is about. */
enum result
web_notice_reading_create(struct req *q)
{
	struct notice n = { .path = "/" };
	enum result r = notice_read(&q->ctx, q->subject);

	if (r == OK)
		sql_notice_get(&q->ctx, q->subject, &n);
	return changed(q, r, n.path);
}

enum result
web_notice_reading_delete(struct req *q)
{
	sql_notice_unread(&q->ctx, q->subject);
	return changed(q, OK, url_notice_list(&q->ctx));
}

enum result
web_reading_create(struct req *q)
{
	notices_seen(&q->ctx, NULL, "");
	return changed(q, OK, url_notice_list(&q->ctx));
}

enum result
web_snooze_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = notice_put_off(c, q->subject);

	if (r == OK)
		flash(q, _("Put off. It comes back by itself."));
	return changed(q, r, url_notice_list(c));
}

/* ---- choices ---- */

static struct option_rows
ways(struct ctx *c, const char *type)
{
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, 3) };

	rows.v[rows.n++] = (struct option){ "once", _("A mail at once") };
	if (!str_eq(type, "meetings"))
		rows.v[rows.n++] = (struct option){ "digest", _("In the one mail of the day") };
	rows.v[rows.n++] = (struct option){ "off", _("No mail") };
	return rows;
}

static struct option_rows
hours(struct ctx *c)
{
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, 24) };

	for (int h = 0; h < 24; h++)
		rows.v[rows.n++] = (struct option){ arena_printf(c->mem, "%d", h),
			arena_printf(c->mem, "%02d:00", h) };
	return rows;
}

static void
settings_fill(struct ctx *c, struct notice_settings_view *v, struct notice_choices *n)
{
	const struct practice_kind *types = practice_kind("notice-type");
	const char *tag = c->lang->tag;

	*n = notice_choices_of(c, c->who);
	form_show(notice_setting_form, &v->form);
	form_show(pause_form, &v->pause);
	v->pause.until = "";
#define SHOW_CHOICE(type) v->form.type = n->s.type;
	NOTICE_TYPES(SHOW_CHOICE)
	v->form.digest_hour = arena_printf(c->mem, "%d", n->hours.digest_hour);
	v->form.quiet_from = arena_printf(c->mem, "%d", n->hours.quiet_from);
	v->form.quiet_to = arena_printf(c->mem, "%d", n->hours.quiet_to);
	form_watch(c, &v->form);
	v->types.v = ARENA_ARRAY(c->mem, struct notice_type_row, types->count);
	for (size_t i = 0; i < types->count; i++) {
		const struct practice_item *it = &types->items[i];

		if (!str_eq(notice_choice(n, it->id), "always"))
			v->types.v[v->types.n++] = (struct notice_type_row){ it->id,
				practice_field(it, "name", tag), practice_field(it, "hint", tag),
				notice_choice(n, it->id), "", "", ways(c, it->id) };
	}
	v->always = _("Mails about your account and about concerns always come.");
	v->hours = hours(c);
	v->tz = c->tz;
	v->state = state_of(c, &n->s);
	v->paused_until = n->s.paused_until;
	v->next_at = n->s.digest_at;
}

enum result
web_notice_setting_edit(struct req *q)
{
	struct notice_settings_view v = { 0 };
	struct notice_choices n;

	settings_fill(&q->ctx, &v, &n);
	return show_one(q, notice_settings, &v, notice_setting, &n.s);
}

static const char *
way_in_words(const struct option_rows *ways, const char *way)
{
	for (int i = 0; i < ways->n; i++)
		if (str_eq(ways->v[i].value, way))
			return ways->v[i].label;
	return "";
}

/* What was chosen, with what is wrong beside it. */
static void
settings_again(struct ctx *c, struct notice_settings_view *v, const struct notice_setting_form *f)
{
	v->form = *f;
	for (int i = 0; i < v->types.n; i++) {
		struct notice_type_row *t = &v->types.v[i];
		const char *wrong = problem_of(c, t->id), *is = t->chosen;

#define CHOSEN_AGAIN(type)                                                                         \
	if (str_eq(t->id, #type) && f->type)                                                       \
		t->chosen = f->type;
		NOTICE_TYPES(CHOSEN_AGAIN)
		if (wrong) {
			t->wrong = wrong;
			t->now = way_in_words(&t->options, is);
		}
	}
}

enum result
web_notice_setting_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct notice_settings_view v = { 0 };
	struct notice_setting_form f, now;
	struct notice_choices n;
	enum result r = INVALID;

	settings_fill(c, &v, &n);
	now = v.form;
	if (form_read(q, notice_setting_form, &f)) {
		r = form_settle(q, &f, &now);
		if (r == OK)
			r = notice_choices_save(c, c->who, &f);
	}
	if (c->problems) {
		settings_again(c, &v, &f);
		return show_invalid(q, r, notice_settings, &v);
	}
	flash(q, _("Your settings are saved."));
	return changed(q, r, url_notice_setting_edit(c));
}

enum result
web_mail_pause_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct notice_settings_view v = { 0 };
	struct notice_choices n;
	struct pause_form f;
	enum result r = INVALID;

	if (form_read(q, pause_form, &f))
		r = notices_pause(c, c->who, f.until);
	if (r == INVALID) {
		settings_fill(c, &v, &n);
		v.pause = f;
		return show_invalid(q, r, notice_settings, &v);
	}
	return changed(q, r, url_notice_setting_edit(c));
}

enum result
web_mail_leave_create(struct req *q)
{
	return changed(q, notices_leave(&q->ctx, q->ctx.who), url_notice_setting_edit(&q->ctx));
}

enum result
web_mail_pause_delete(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = notices_resume(c, c->who);

	flash(q, _("Mails come again."));
	return changed(q, r, url_notice_setting_edit(c));
}
