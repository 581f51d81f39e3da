/* SPDX-License-Identifier: Apache-2.0 */
/* What a person chose about mails, and what became of their notices. */
#include "features/notices/notices.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"

unsigned
standing_notice(struct ctx *c, int64_t id)
{
	struct notice n;

	return c->who && sql_notice_get(c, id, &n) && n.person == c->who ? STANDING_SELF : 0;
}

/* ---- choices ---- */

static int
usual(const char *threshold, int64_t chosen)
{
	return (int)(chosen >= 0
			     ? chosen
			     : practice_number(practice_need("threshold", threshold), "value", 0));
}

static const char *
usual_choice(const char *type, const char *chosen)
{
	return *chosen ? chosen : practice_field(practice_need("notice-type", type), "usual", "en");
}

struct notice_choices
notice_choices_of(struct ctx *c, int64_t person)
{
	struct notice_choices n = { .s = { .digest_hour = -1, .quiet_from = -1, .quiet_to = -1 } };

	if (!sql_notice_setting_get(c, person, &n.s)) {
		n.s.digest_on = n.s.digest_zone = n.s.nudged_on = "";
#define NOTHING_CHOSEN(type) n.s.type = "";
		NOTICE_TYPES(NOTHING_CHOSEN)
	}
#define FILL_IN(type) n.s.type = usual_choice(#type, n.s.type);
	NOTICE_TYPES(FILL_IN)
	n.s.person = person;
	n.s.digest_hour = usual(PRACTICE_THRESHOLD_DIGEST_HOUR, n.s.digest_hour);
	n.s.quiet_from = usual(PRACTICE_THRESHOLD_QUIET_FROM, n.s.quiet_from);
	n.s.quiet_to = usual(PRACTICE_THRESHOLD_QUIET_TO, n.s.quiet_to);
	n.hours = (struct notice_hours){ (int)n.s.digest_hour, (int)n.s.quiet_from,
		(int)n.s.quiet_to, n.s.digest_on, n.s.digest_sent_at, n.s.digest_zone };
	return n;
}

const char *
notice_choice(const struct notice_choices *n, const char *type)
{
#define CHOICE_OF(name)                                                                            \
	if (str_eq(type, #name))                                                                   \
		return n->s.name;
	NOTICE_TYPES(CHOICE_OF)
	return "always";
}

static void
choices_write(struct ctx *c, const struct notice_setting *s)
{
	sql_notice_setting_make(c, s->person);
	sql_notice_choices_save(c, s->person, s->pairs, s->meetings, s->together, s->messages,
		s->companions, s->reminders);
}

/* An hour of the day, of a list of hours. */
static int
hour_of(const char *text)
{
	int64_t hour = 0;

	(void)str_to_int(text, &hour);
	return (int)hour;
}

static bool
in_the_night(int hour, int from, int to)
{
	return from < to ? hour >= from && hour < to : from > to && (hour >= from || hour < to);
}

enum result
notice_choices_save(struct ctx *c, int64_t person, const struct notice_setting_form *f)
{
	int digest = hour_of(f->digest_hour), from = hour_of(f->quiet_from),
	    to = hour_of(f->quiet_to);

	if (in_the_night(digest, from, to))
		return invalid(c, "digest_hour",
			_("This hour lies in the quiet hours. Choose one outside of them."));
	sql_notice_setting_make(c, person);
#define DROP_IF_OFF(type)                                                                          \
	if (str_eq(f->type, "off"))                                                                \
		(void)notices_off(c, person, #type);
	NOTICE_TYPES(DROP_IF_OFF)
	sql_notice_choices_save(c, person, f->pairs, f->meetings, f->together, f->messages,
		f->companions, f->reminders);
	sql_notice_hours_save(c, person, digest, from, to);
	digest_plan(c, person);
	return OK;
}

/* Mails that have not left yet are taken back; type NULL: of all types. What becomes of their notices. */
static void
take_back(struct ctx *c, int64_t person, const char *type, const char *mail, int64_t due_at)
{
	struct notice_rows held = sql_notice_held(c, person, c->now);

	for (int i = 0; i < held.n; i++)
		if ((!type || str_eq(held.v[i].type, type)) &&
			sql_mail_take_back(c, held.v[i].outbox) == 1)
			sql_notice_mail_set(c, held.v[i].id, mail, due_at);
}

enum result
notices_off(struct ctx *c, int64_t person, const char *type)
{
	struct notice_choices n = notice_choices_of(c, person);
	bool digest = str_eq(type, "digest");

#define SWITCH_OFF(name)                                                                           \
	if (str_eq(type, #name) || (digest && str_eq(n.s.name, "digest"))) {                       \
		n.s.name = "off";                                                                  \
		take_back(c, person, #name, "none", 0);                                            \
		sql_notice_drop_waiting_type(c, person, #name);                                    \
	}
	NOTICE_TYPES(SWITCH_OFF)
	choices_write(c, &n.s);
	if (digest) /* also what waits because it was put off */
		sql_notice_drop_waiting(c, person);
	digest_plan(c, person);
	return OK;
}

void
notices_on(struct ctx *c, int64_t person, const char *type)
{
	struct notice_choices n = notice_choices_of(c, person);
	bool digest = str_eq(type, "digest");

#define SWITCH_ON(name)                                                                            \
	if (str_eq(n.s.name, "off") && (digest || str_eq(type, #name)))                            \
		n.s.name = digest ? "digest" : usual_choice(#name, "");
	NOTICE_TYPES(SWITCH_ON)
	choices_write(c, &n.s);
}

static const char *
zone_of(struct ctx *c, int64_t person)
{
	struct notice_person p;

	return sql_notice_person(c, person, &p) ? p.tz : "UTC";
}

enum result
notices_pause(struct ctx *c, int64_t person, const char *until)
{
	const char *tz = zone_of(c, person);
	int64_t day, today = local_day(tz, c->now), at;

	if (!day_parse(until, &day) || day <= today || day > today + 366)
		return invalid(c, "until", _("Choose a day after today, within a year."));
	at = local_moment(c, tz, day, 0);
	sql_notice_setting_make(c, person);
	sql_notice_pause_save(c, person, at, 0);
	take_back(c, person, NULL, "waits", at);
	sql_notice_due_anew(c, person, c->now); /* the pause itself holds it back */
	digest_plan(c, person);
	return OK;
}

enum result
notices_leave(struct ctx *c, int64_t person)
{
	sql_notice_setting_make(c, person);
	sql_notice_pause_save(c, person, 0, c->now);
	take_back(c, person, NULL, "none", 0);
	sql_notice_drop_waiting(c, person);
	sql_notice_digest_plan(c, person, 0);
	return OK;
}

enum result
notices_resume(struct ctx *c, int64_t person)
{
	sql_notice_setting_make(c, person);
	sql_notice_pause_save(c, person, 0, 0);
	sql_notice_due_anew(c, person, c->now);
	digest_plan(c, person);
	return OK;
}

/* ---- notices ---- */

static void
read_one(struct ctx *c, const struct notice *n)
{
	sql_notice_read(c, n->id, c->now);
	if (n->outbox && sql_mail_take_back(c, n->outbox) == 1)
		sql_notice_mail_set(c, n->id, "none", 0);
}

void
notices_seen(struct ctx *c, const char *kind, const char *path)
{
	struct notice_rows rows = kind ? sql_notice_of_thing(c, c->who, kind, path)
				       : sql_notice_unread_all(c, c->who);

	for (int i = 0; i < rows.n; i++)
		read_one(c, &rows.v[i]);
}

void
notice_withdraw(struct ctx *c, int64_t person, const char *kind, const char *path)
{
	struct notice_rows rows = sql_notice_of_thing(c, person, kind, path);

	for (int i = 0; i < rows.n; i++) {
		if (rows.v[i].outbox)
			sql_mail_take_back(c, rows.v[i].outbox);
		sql_notice_delete(c, rows.v[i].id);
	}
	if (rows.n)
		digest_plan(c, person);
}

enum result
notice_read(struct ctx *c, int64_t id)
{
	struct notice n;

	if (!sql_notice_get(c, id, &n))
		return NOT_FOUND;
	if (!n.read_at)
		read_one(c, &n);
	return OK;
}

enum result
notice_put_off(struct ctx *c, int64_t id)
{
	int64_t days = practice_number(
		practice_need("threshold", PRACTICE_THRESHOLD_SNOOZE_DAYS), "value", 3);
	struct notice_choices n;
	struct notice x;

	if (!sql_notice_get(c, id, &x))
		return NOT_FOUND;
	if (x.outbox)
		sql_mail_take_back(c, x.outbox);
	/* Who wants no mails of this type sees it on the page again, and gets none. */
	n = notice_choices_of(c, x.person);
	sql_notice_put_off(c, id, str_eq(notice_choice(&n, x.type), "off") ? "none" : "waits",
		c->now + days * DAY);
	digest_plan(c, x.person);
	return OK;
}

/* Old notices are forgotten. */
static enum result
sweep(struct ctx *c, void *arg)
{
	(void)arg;
	sql_notice_sweep(c, c->now - NOTICE_LIFE);
	return OK;
}

enum result
job_notice_sweep(struct job *j)
{
	return job_write(j, sweep, NULL);
}

/* ---- links of mails ---- */

static const char *
purpose_of(struct ctx *c, const char *type)
{
	return arena_printf(c->mem, "mail %s", type);
}

const char *
mail_token(struct ctx *c, int64_t person, const char *type)
{
	return arena_printf(c->mem, "%lld-%s-%s", (long long)person, type,
		token_for(c->mem, c->engine, purpose_of(c, type), person));
}

bool
mail_token_read(struct ctx *c, const char *token, int64_t *ret_person, const char **ret_type)
{
	const char *type = strchr(token, '-'), *seal = type ? strchr(type + 1, '-') : NULL;
	int64_t person;

	if (!seal || !str_to_int(arena_strndup(c->mem, token, (size_t)(type - token)), &person) ||
		person <= 0)
		return false;
	type = arena_strndup(c->mem, type + 1, (size_t)(seal - type - 1));
	if (!practice_find("notice-type", type) ||
		!token_right(c->mem, c->engine, purpose_of(c, type), person, seal + 1))
		return false;
	*ret_person = person;
	*ret_type = type;
	return true;
}
