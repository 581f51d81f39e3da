/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "When do you meet again?", kindly: it is the next step for some days. If that has no effect, it steps back, and
 * other ways are offered every other week: a rhythm, a line about a meeting elsewhere, a pause, an ending. Whoever
 * puts it away is not asked for a week.
 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/trail/steps.h"
#include "features/trail/trail.h"

#define WEEK (7 * DAY)

/* Since when the two could find a date: the last meeting, a rest, or all that comes before the first. */
static int64_t
could_since(struct ctx *c, const struct pair *p)
{
	struct trail_quiet q = { 0 };
	int64_t since = p->r.started_at;

	if (!sql_trail_quiet(c, p->r.id, &q))
		return since;
	const int64_t moments[] = { q.held_at, q.rested_at, q.held_at ? 0 : q.prepared_at,
		q.held_at ? 0 : q.signed_at };
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
		if (moments[i] > since)
			since = moments[i];
	return since;
}

void
again_facts(struct ctx *c, const struct pair *p, struct pair_facts *f)
{
	int64_t since, days;

	f->again = AGAIN_ASK;
	if (!p->active || f->next.id)
		return;
	since = could_since(c, p);
	days = (c->now - since) / DAY - threshold(c, p->r.programme, PRACTICE_THRESHOLD_MEET_AGAIN);
	if (sql_trail_put_away(c, p->r.id, p->me, since, c->now))
		f->again = AGAIN_REST;
	else if (days >= 0)
		f->again = days / (WEEK / DAY) % 2 ? AGAIN_LAST : AGAIN_OFFER;
}

static const char *
kind_of(const struct pair_facts *f)
{
	return f->held ? PRACTICE_CHALLENGE_NEXT_DATE : PRACTICE_CHALLENGE_FIRST_MEETING;
}

struct next_step
offer_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	if (f->again == AGAIN_REST)
		return (struct next_step){ _("Nothing presses"),
			tr(c, _("Nothing is planned with %s. That is fine: a date can wait."),
				fmt_first(c, p->partner_name)),
			"", "" };
	return (struct next_step){
		.title = tr(c, _("Is a date with %s hard to find?"), fmt_first(c, p->partner_name)),
		.text = f->held ? _("A fixed rhythm spares the search. A meeting that you had "
				    "elsewhere is one line. A pause, or an ending, is nobody's "
				    "fault.")
				: _("A quarter of an hour by phone is a beginning. If you have met "
				    "already, one line keeps it. A pause is nobody's fault."),
		.action = _("See what fits"),
		.url = url_challenge_show(c, p->r.id, kind_of(f)),
	};
}

const char *
again_later(struct ctx *c, const struct pair *p, const struct pair_facts *f,
	const struct next_step *s, const struct sign_card_rows *signs)
{
	if (!str_eq(s->url, url_meeting_new(c, p->r.id)) &&
		!str_eq(s->url, url_challenge_show(c, p->r.id, kind_of(f))))
		return "";
	for (int i = 0; i < signs->n; i++)
		if (str_eq(signs->v[i].kind, kind_of(f)))
			return ""; /* it can be put away there */
	return kind_of(f);
}
