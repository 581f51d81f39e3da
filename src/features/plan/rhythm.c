/* SPDX-License-Identifier: Apache-2.0 */
#include "features/plan/rhythm.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/meetings/meetings.h"
#include "features/meetings/when.h"

#define REASONS_MOST 8

struct rhythm_date
rhythm_date_of(struct ctx *c, int64_t place, const char *local)
{
	const char *name = arena_printf(c->mem, "date_%lld", (long long)place);
	struct rhythm_date d = { .name = name,
		.leave = arena_printf(c->mem, "%s_leave", name),
		.seen_name = arena_printf(c->mem, "%s_seen", name),
		.place = place,
		.local = local,
		.there = "",
		.wrong = "" };

	if (!local_to_utc(local, c->tz, &d.at))
		d.at = 0;
	return d;
}

enum result
rhythm_dates(struct ctx *c, const struct rhythm_form *f, struct rhythm_date_rows *ret_rows)
{
	const char *clock = strchr(f->starts, 'T'), *first;

	*ret_rows =
		(struct rhythm_date_rows){ 0, ARENA_ARRAY(c->mem, struct rhythm_date, f->count) };
	if (!clock)
		return invalid(c, "starts", _("Choose a day and a time."));
	first = arena_strndup(c->mem, f->starts, (size_t)(clock - f->starts));
	for (int64_t i = 0; i < f->count; i++)
		ret_rows->v[ret_rows->n++] = rhythm_date_of(c, i + 1,
			arena_printf(c->mem, "%s%s",
				day_add(c->mem, first, (int)(i * f->weeks * 7)), clock));
	return OK;
}

/* ---- what speaks against them ---- */

static void
say(struct rhythm_date *d, const char *sentence)
{
	if (d->against.n < REASONS_MOST)
		d->against.v[d->against.n++] = sentence;
}

/* How far the clock of the other is ahead of one's own. */
static int
ahead(const struct ctx *c, const struct pair *p, int64_t at)
{
	return tz_offset(p->partner_tz, at) - tz_offset(c->tz, at);
}

/* The same hour here is not always the same hour there. first: the first date of the row that is planned. */
static void
clocks_weigh(
	struct ctx *c, const struct pair *p, struct rhythm_date *d, const struct rhythm_date *first)
{
	if (!str_eq(fmt_local(c, d->at), d->local))
		say(d, tr(c,
			       _("The clock is put forward in that night, so this time does not "
				 "exist. It would be %s."),
			       fmt_clock(c, d->at)));
	if (first && ahead(c, p, d->at) != ahead(c, p, first->at))
		say(d, tr(c,
			       _("The clock changes on the way: for %1$s it is %2$s then. On the "
				 "first date it is %3$s."),
			       fmt_first(c, p->partner_name), d->there,
			       meeting_clock_there(c, p, first->at)));
}

static bool
at_once(const struct rhythm_date *a, const struct rhythm_date *b, int64_t minutes)
{
	return a != b && !b->left && b->at && a->at < b->at + minutes * 60 &&
	       b->at < a->at + minutes * 60;
}

static void
date_weigh(struct ctx *c, const struct pair *p, int64_t minutes, struct rhythm_date *d,
	const struct rhythm_date_rows *rows, const struct rhythm_date *first)
{
	struct texts reasons = meeting_reasons(c, p, 0, d->at, minutes);

	if (d->at < c->now)
		say(d, _("This time has passed already."));
	for (int i = 0; i < reasons.n; i++)
		say(d, reasons.v[i]);
	if (!meeting_in_my_hours(c, p, d->at, minutes))
		say(d, _("You do not work then."));
	clocks_weigh(c, p, d, first);
	for (int i = 0; i < rows->n; i++)
		if (at_once(d, &rows->v[i], minutes)) {
			say(d, tr(c, _("It is at the same time as number %d of this row."),
				       (int)rows->v[i].place));
			return;
		}
}

void
rhythm_weigh(
	struct ctx *c, const struct pair *p, int64_t minutes, const struct rhythm_date_rows *rows)
{
	const struct rhythm_date *first = NULL;

	for (int i = 0; i < rows->n; i++) {
		struct rhythm_date *d = &rows->v[i];

		d->against = (struct texts){ 0, ARENA_ARRAY(c->mem, const char *, REASONS_MOST) };
		if (!d->at)
			continue;
		if (ahead(c, p, d->at))
			d->there = meeting_clock_there(c, p, d->at);
		if (d->left)
			continue;
		date_weigh(c, p, minutes, d, rows, first);
		first = first ? first : d;
	}
}

/* ---- planning ---- */

/* meeting_plan says what is wrong at its own field: here it is the field of that date. */
static void
say_at_date(struct ctx *c, struct rhythm_date *d)
{
	for (struct problem *x = c->problems; x; x = x->next)
		if (str_eq(x->field, "starts")) {
			x->field = d->name;
			x->label = tr(c, _("Number %d"), (int)d->place);
			d->wrong = x->message;
		}
}

enum result
rhythm_plan(struct ctx *c, int64_t relationship, const struct rhythm_form *f,
	const struct rhythm_date_rows *rows)
{
	enum result r = OK;
	int planned = 0;
	int64_t id;

	for (int i = 0; i < rows->n && r == OK; i++) {
		if (rows->v[i].left)
			continue;
		r = meeting_plan(c, relationship,
			&(struct meeting_form){ .starts = rows->v[i].local,
				.minutes = f->minutes,
				.place = f->place },
			&id);
		planned++;
		if (r == INVALID)
			say_at_date(c, &rows->v[i]);
	}
	if (r == OK && !planned)
		return invalid(
			c, "date_1", _("Keep at least one date, or go back to the roadmap."));
	return r;
}
