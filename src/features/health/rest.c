/* SPDX-License-Identifier: Apache-2.0 */
/* Pausing until a day, being asked whether to go on, and opening again what nobody answered for. */
#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.h"
#include "features/notices/errand.h"
#include "features/notices/letter.h"
#include "features/notices/notices.h"

#define PAUSE_MOST 366

/* ---- letters to the two ---- */

struct letter_to
side_of(const struct health_people *p, bool mentor)
{
	return mentor ? (struct letter_to){ p->mentor, p->mentor_name, p->mentor_email,
		p->mentor_lang, p->mentor_tz }
		      : (struct letter_to){ p->mentee, p->mentee_name, p->mentee_email,
				p->mentee_lang, p->mentee_tz };
}

/* What can be answered from the mail itself; it speaks of this question, not of a later one. */
static const char *
done_by_mail(struct ctx *c, const char *letter, int64_t relationship, int64_t days)
{
	if (str_eq(letter, PRACTICE_LETTER_GOING_ON_ASKED))
		return errand_of(c, ERRAND_GO_ON, relationship, c->now);
	if (str_eq(letter, PRACTICE_LETTER_CHECK_IN))
		return errand_of(c, ERRAND_CHECK, relationship, days / MONTH_DAYS);
	return "";
}

bool
health_tell(struct ctx *c, const struct health_people *p, bool mentor, const char *letter,
	const char *url, int64_t n, int64_t until)
{
	struct letter_to to = side_of(p, mentor);
	struct ctx reader = letter_ctx(c, &to);
	const struct practice_blank blanks[] = { { "partner",
							 mentor ? p->mentee_name : p->mentor_name },
		{ "programme", p->programme_name }, { "n", arena_printf(c->mem, "%d", (int)n) },
		{ "until", until ? fmt_day(&reader, until) : "" },
		{ "do", done_by_mail(c, letter, p->id, n) }, { "link", whole_address(c, url) },
		{ NULL, NULL } };

	if (str_eq(letter, PRACTICE_LETTER_CHECK_IN) || str_eq(letter, PRACTICE_LETTER_SILENCE))
		return letter_nudge(c, letter, &to, blanks, p->id);
	letter_send(c, letter, &to, blanks, NULL);
	return true;
}

static void
tell_both(struct ctx *c, int64_t relationship, const char *letter, const char *url, int64_t n,
	int64_t until)
{
	struct health_people p;

	if (!sql_health_people_get(c, relationship, &p))
		return;
	health_tell(c, &p, true, letter, url, n, until);
	health_tell(c, &p, false, letter, url, n, until);
}

/* ---- pausing ---- */

enum result
pause_begin(struct ctx *c, int64_t relationship, const char *until_on)
{
	struct health_people people;
	struct pair p;
	int64_t until;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (p.ally)
		return conflict(c, _("You are allies: you are reminded only of what the two of you "
				     "have planned or promised, so there is nothing to pause."));
	if (!day_parse(until_on, &until) || until <= day_today(c))
		return invalid(c, "until_on", _("Choose a day after today."));
	if (until > day_today(c) + PAUSE_MOST)
		return invalid(
			c, "until_on", _("A pause lasts a year at most. Choose an earlier day."));
	sql_relationship_rest(c, relationship);
	sql_pause_save(c, relationship, until_on, c->who, c->now);
	sql_going_on_answer(c, relationship, c->now);
	if (sql_health_people_get(c, relationship, &people))
		health_tell(c, &people, p.partner == people.mentor, PRACTICE_LETTER_PAUSE_BEGAN,
			url_relationship_show(c, relationship), 0,
			local_moment(c, p.partner_tz, until, 12));
	audit_add(c, "pause", "relationship", relationship);
	return OK;
}

enum result
pause_end(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (sql_relationship_resume(c, relationship)) {
		sql_pause_over(c, relationship, c->now);
		audit_add(c, "resume", "relationship", relationship);
	}
	return OK;
}

/* Its day has come for both of them. */
static bool
is_over(struct ctx *c, const struct pause_due *x)
{
	int64_t until;

	return day_parse(x->until_on, &until) && until <= local_day(x->mentor_tz, c->now) &&
	       until <= local_day(x->mentee_tz, c->now);
}

int
pauses_end(struct ctx *c, int limit, int skip, int *ret_early)
{
	struct pause_due_rows rows =
		sql_pause_due(c, day_text(c->mem, c->now / DAY + 1), limit, skip);

	*ret_early = 0;
	for (int i = 0; i < rows.n; i++) {
		int64_t r = rows.v[i].relationship;

		if (!is_over(c, &rows.v[i])) {
			++*ret_early;
			continue;
		}
		if (sql_relationship_resume(c, r))
			tell_both(c, r, PRACTICE_LETTER_PAUSE_OVER, url_meeting_new(c, r), 0, 0);
		sql_pause_over(c, r, c->now);
	}
	return rows.n;
}

/* ---- going on ---- */

void
going_on_ask(struct ctx *c, const struct facts *f, const struct limits *l)
{
	int64_t days = (c->now - quiet_since(f)) / DAY;

	sql_going_on_save(c, f->r.id, c->now);
	tell_both(c, f->r.id, PRACTICE_LETTER_GOING_ON_ASKED,
		url_challenge_show(c, f->r.id, PRACTICE_CHALLENGE_GOING_ON), days,
		c->now + l->conclude * DAY);
}

void
going_on_conclude(struct ctx *c, int64_t relationship)
{
	if (relationship_end(c, relationship, "quiet") != OK)
		return;
	sql_going_on_conclude(c, relationship, c->now);
	tell_both(c, relationship, PRACTICE_LETTER_GOING_ON_CONCLUDED,
		url_relationship_show(c, relationship), 0, 0);
}

enum result
going_on(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		sql_going_on_answer(c, relationship, c->now);
	return r;
}

/* Opened again: the clock begins anew, else the next night would ask at once. */
enum result
on_going_on_reopened(struct ctx *c, int64_t relationship, int64_t who)
{
	(void)who;
	sql_going_on_answer(c, relationship, c->now);
	return OK;
}
