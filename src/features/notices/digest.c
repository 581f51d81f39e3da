/* SPDX-License-Identifier: Apache-2.0 */
/* The one mail of the day: what may wait, together, at the hour that each person chose. */
#include "base/buf.h"
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/errand.h"
#include "features/notices/mail_out.h"
#include "features/notices/notices.h"

static void
plan_for(struct ctx *c, const struct notice_choices *n, const char *tz)
{
	int64_t waiting = sql_notice_waiting(c, n->s.person);
	int64_t due = sql_notice_next_due(c, n->s.person), at = 0;

	if (waiting && !n->s.left_at) {
		if (due < n->s.paused_until)
			due = n->s.paused_until;
		at = digest_next(c, &n->hours, tz, due, c->now);
	}
	if (at != n->s.digest_at || !at) {
		sql_notice_setting_make(c, n->s.person);
		sql_notice_digest_plan(c, n->s.person, at);
	}
}

void
digest_plan(struct ctx *c, int64_t person)
{
	struct notice_choices n = notice_choices_of(c, person);
	struct notice_person p;

	if (sql_notice_person(c, person, &p))
		plan_for(c, &n, p.tz);
}

/* Each subject with its address below it, as the paragraphs of a letter, and what can be done at once. */
static const char *
lines_of(struct ctx *reader, int64_t person, const struct digest_item_rows *items, int64_t total)
{
	struct buf b = BUF_IN(reader->mem);

	for (int i = 0; i < items->n; i++) {
		const struct digest_item *x = &items->v[i];
		const char *act = errand_words(reader, x->kind, person, x->errand);

		buf_printf(&b, "%s%s\n%s", i ? "\n\n" : "", x->subject,
			whole_address(reader, x->path));
		if (*act)
			buf_printf(&b, "\n\n%s", act);
	}
	if (total > items->n)
		buf_printf(&b, "\n\n%s",
			tr_n(reader, "And %d more.", "And %d more.", total - items->n));
	return buf_text(&b);
}

static void
send_digest(struct ctx *c, const struct digest_person *p, const struct notice_choices *n)
{
	struct letter_to to = { p->person, p->name, p->email, p->lang, p->tz };
	struct ctx reader = letter_ctx(c, &to);
	int64_t total = sql_notice_digest_count(c, p->person, c->now);
	struct digest_item_rows items = sql_notice_digest_items(c, p->person, c->now, DIGEST_LINES);
	const struct practice_blank blanks[] = { { "n", fmt_number(&reader, total) },
		{ "list", lines_of(&reader, p->person, &items, total) },
		{ "link", whole_address(&reader, url_notice_list(&reader)) }, { NULL, NULL } };
	int64_t morning = quiet_end(c, &n->hours, p->tz, c->now);

	if (!items.n)
		return;
	mail_out(c, &(struct mail_out){
			    .kind = PRACTICE_LETTER_DIGEST,
			    .type = "digest",
			    .to = &to,
			    .words = letter_words(c, PRACTICE_LETTER_DIGEST, &to, blanks),
			    .not_before = morning > c->now ? morning : 0,
		    });
	sql_notice_digest_gone(c, p->person, c->now);
}

static void
serve_one(struct ctx *c, const struct digest_person *p)
{
	struct notice_choices n = notice_choices_of(c, p->person);
	const char *today = day_text(c->mem, local_day(p->tz, c->now));

	if (str_eq(p->state, "deactivated") || n.s.left_at)
		sql_notice_drop_waiting(c, p->person);
	else if (n.s.paused_until <= c->now && sql_notice_digest_take(c, p->person, today, p->tz,
						       c->now - DIGEST_APART, c->now) == 1)
		send_digest(c, p, &n);
	/* What is left waits for another day. */
	n = notice_choices_of(c, p->person);
	plan_for(c, &n, p->tz);
}

/* In memory of its own: a run over everybody takes no more than one over a hundred. */
int
digests_send(struct ctx *c)
{
	struct digest_person_rows rows;
	struct ctx own = *c;

	own.mem = arena_new(0);
	rows = sql_notice_digest_due(&own, c->now, DIGEST_BATCH);
	for (int i = 0; i < rows.n; i++)
		serve_one(&own, &rows.v[i]);
	arena_free(own.mem);
	return rows.n;
}

static enum result
serve_batch(struct ctx *c, void *arg)
{
	*(int *)arg = digests_send(c);
	return OK;
}

enum result
job_digest_run(struct job *j)
{
	enum result r;
	int served = 0;

	do {
		r = job_write(j, serve_batch, &served);
	} while (r == OK && served && !job_stopped(j));
	return r;
}
