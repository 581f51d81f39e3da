/* SPDX-License-Identifier: Apache-2.0 */
/* Hints on a piece of feedback: how it is said, its balance, its age. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/feedback/feedback.h"
#include "features/programmes/asks.h"
#include "practice.gen.h"

/* Only praise, or only what could change, for a while (I1). */
const char *
feedback_lean(struct ctx *c, const struct pair *p, const struct feedback_balance *b, int64_t days,
	const char *keep, const char *change)
{
	if (b->given < 2)
		return NULL;
	if (!b->keeps && !*keep)
		return tr(c,
			_("For %d days you have only named what could change. What does %s do "
			  "well?"),
			days, fmt_first(c, p->partner_name));
	if (!b->changes && !*change)
		return tr(c, _("For %d days you have only praised. What would help %s to grow?"),
			days, fmt_first(c, p->partner_name));
	return NULL;
}

static void
balance_hint(struct ctx *c, const struct pair *p, const struct feedback_form *f,
	struct wording_rows *rows)
{
	int64_t days = threshold(c, p->r.programme, PRACTICE_THRESHOLD_FEEDBACK_BALANCE);
	struct feedback_balance b = { 0 };
	const char *text;

	sql_feedback_balance(c, p->r.id, p->me, c->now - days * DAY, &b);
	text = feedback_lean(c, p, &b, days, f->keep, f->change);
	if (text)
		wording_say(rows, text, "");
}

/* What is long past (I8). */
static void
age_hint(struct ctx *c, const struct pair *p, const struct feedback_form *f,
	struct wording_rows *rows)
{
	int64_t most = threshold(c, p->r.programme, PRACTICE_THRESHOLD_FEEDBACK_LATE);
	int64_t day;

	if (*f->event_on && day_parse(f->event_on, &day) && day_today(c) - day > most)
		wording_say(rows,
			tr_n(c, "That was %d day ago. Is it still relevant?",
				"That was %d days ago. Is it still relevant?", day_today(c) - day),
			"");
}

struct wording_rows
feedback_hints(struct ctx *c, const struct pair *p, const struct feedback_form *f)
{
	struct wording_rows rows = { 0, ARENA_ARRAY(c->mem, struct wording, WORDING_MOST) };

	wording_add(c, "keep", f->keep, &rows);
	wording_add(c, "deed", f->deed, &rows);
	wording_add(c, "change", f->change, &rows);
	if (*f->change && !*f->keep)
		wording_say(&rows,
			_("Name one thing that was good, too. It makes the rest easier to take."),
			"");
	if (*f->change && !*f->next && feedback_asks_step(c, p) == GATE_REMIND)
		wording_say(&rows,
			_("Name a first step. Without one, nobody knows what to do with it."), "");
	balance_hint(c, p, f, &rows);
	age_hint(c, p, f, &rows);
	return rows;
}
