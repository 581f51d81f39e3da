/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The roadmap: open themes in their order, laid over the coming meetings. The first theme belongs to the
 * first meeting ahead, but the very first meeting of all has an agenda of its own; meetings/agenda.c
 * counts in the same way. Behind the last planned meeting the rhythm of the programme goes on.
 */
#include "features/plan/plan.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"

#define MONTHS 6
#define BAR_HIGH 80

unsigned
standing_theme(struct ctx *c, int64_t id)
{
	struct theme t;
	struct pair p;

	if (!c->who || !sql_theme_get(c, id, &t) || pair_get(c, t.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT;
}

const char *
theme_text(struct ctx *c, const struct theme *t)
{
	const struct practice_item *it = *t->prompt ? practice_find("theme", t->prompt) : NULL;

	if (it)
		return practice_field(it, "name", c->lang->tag);
	it = *t->prompt ? practice_find("prompt", t->prompt) : NULL;
	return it ? practice_field(it, "text", c->lang->tag) : t->body;
}

/* ---- dates ---- */

/* Planned meetings that take a theme, in order of time. */
static struct meeting_rows
meetings_ahead(struct ctx *c, int64_t relationship)
{
	struct meeting_rows rows = sql_meeting_list(c, relationship, "planned");

	if (rows.n && !sql_meeting_held_count(c, relationship)) {
		rows.n--;
		rows.v++;
	}
	return rows;
}

/* When the meeting after the last known one would be, by the rhythm. */
static int64_t
rhythm_from(struct ctx *c, const struct pair *p)
{
	struct meeting_rows all = sql_meeting_since(c, p->r.id, c->now);
	int64_t last = c->now;

	for (int i = 0; i < all.n; i++)
		if (!str_eq(all.v[i].state, "cancelled") && all.v[i].starts_at > last)
			last = all.v[i].starts_at;
	return last;
}

struct slot_rows
roadmap_slots(struct ctx *c, const struct pair *p)
{
	struct theme_rows themes = sql_theme_list(c, p->r.id, "open");
	struct meeting_rows ahead = meetings_ahead(c, p->r.id);
	struct slot_rows rows = { themes.n, ARENA_ARRAY(c->mem, struct slot, themes.n) };
	int64_t at = rhythm_from(c, p);

	for (int i = 0; i < themes.n; i++) {
		struct slot *s = &rows.v[i];
		const struct practice_item *it =
			*themes.v[i].prompt ? practice_find("theme", themes.v[i].prompt) : NULL;

		*s = (struct slot){ .t = themes.v[i],
			.text = theme_text(c, &themes.v[i]),
			.hint = it ? practice_field(it, "hint", c->lang->tag) : "",
			.place = i + 1,
			.first = i == 0,
			.last = i + 1 == themes.n };
		if (i < ahead.n) {
			s->meeting = ahead.v[i].id;
			s->at = ahead.v[i].starts_at;
		} else {
			s->at = at += p->r.cadence_days * DAY;
		}
	}
	return rows;
}

/* ---- changing it ---- */

/* The words of an answer as a theme: its first line, not too long. */
static const char *
first_line(struct ctx *c, const char *text)
{
	size_t n = strcspn(text, "\n"), most = utf8_prefix(text, 200);

	return arena_strndup(c->mem, text, n < most ? n : most);
}

static const char *
answer_of(struct ctx *c, const struct pair *p, const char *word)
{
	struct direction d;

	if (!sql_direction_get(c, p->r.id, p->r.mentee, &d))
		return "";
	return str_eq(word, "learn") ? d.learn : str_eq(word, "grow") ? d.grow : "";
}

static int64_t
put(struct ctx *c, int64_t relationship, const char *source, int64_t goal, const char *word,
	const char *side, const char *body)
{
	int64_t id = new_id(c);

	sql_theme_insert(c, id, relationship, source, goal, word, side, body,
		sql_theme_last_position(c, relationship) + 10, c->now);
	return id;
}

/* Themes of the practice say themselves what they are about. */
static const char *
side_of(const struct theme_form *f)
{
	const struct practice_item *it =
		str_eq(f->source, "practice") ? practice_find("theme", f->word) : NULL;
	const char *side = it ? practice_field(it, "side", "") : f->side;

	return side && str_eq(side, "emotional") ? "emotional" : "professional";
}

enum result
theme_add(struct ctx *c, int64_t relationship, const struct theme_form *f, int64_t *ret_id)
{
	const char *body = f->body;
	struct pair p;
	struct goal g;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (str_eq(f->source, "goal")) {
		if (!sql_goal_get(c, f->goal, &g) || g.relationship != relationship)
			return invalid(c, "goal", _("Choose one of your goals."));
		body = g.title;
	} else if (str_eq(f->source, "answer")) {
		body = first_line(c, answer_of(c, &p, f->word));
	} else if (str_eq(f->source, "practice") && !practice_offered("theme", f->word) &&
		   !practice_offered("prompt", f->word)) {
		return invalid(c, "word", _("There is no such theme."));
	}
	if (!str_eq(f->source, "practice") && !*body)
		return invalid(c, "body", _("Say what you want to talk about."));
	*ret_id = put(c, relationship, f->source, str_eq(f->source, "goal") ? f->goal : 0,
		str_eq(f->source, "practice") || str_eq(f->source, "answer") ? f->word : "",
		side_of(f), str_eq(f->source, "practice") ? "" : body);
	return OK;
}

enum result
theme_add_usual(struct ctx *c, int64_t relationship)
{
	struct proposal_rows rows;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	rows = roadmap_proposals(c, &p);
	for (int i = 0; i < rows.n; i++) {
		const struct proposal *x = &rows.v[i];

		/* What is close to the heart is chosen, never added in a heap. */
		if (str_eq(x->side, "emotional"))
			continue;
		put(c, relationship, x->source, x->goal, x->word, "professional",
			str_eq(x->source, "practice") ? "" : x->text);
	}
	return OK;
}

/* Writes the order anew, with theme moved to place (from 1). */
static void
place_at(struct ctx *c, int64_t relationship, int64_t theme, int64_t place)
{
	struct theme_rows rows = sql_theme_list(c, relationship, "open");
	int64_t at = 1;

	place = place < 1 ? 1 : place > rows.n ? rows.n : place;
	sql_theme_set_position(c, theme, place * 10);
	for (int i = 0; i < rows.n; i++) {
		if (rows.v[i].id == theme)
			continue;
		at += at == place;
		sql_theme_set_position(c, rows.v[i].id, at++ * 10);
	}
}

enum result
theme_move(struct ctx *c, int64_t theme, const struct theme_move_form *f)
{
	struct theme_rows rows;
	int64_t now_at = 0;
	struct theme t;
	struct pair p;
	enum result r;

	if (!sql_theme_get(c, theme, &t))
		return NOT_FOUND;
	r = pair_open(c, t.relationship, &p);
	if (r != OK)
		return r;
	if (str_eq(f->move, "again")) {
		sql_theme_set_state(c, theme, "open", 0);
		place_at(c, t.relationship, theme, 1);
		return OK;
	}
	if (!*f->move && !f->place)
		return invalid(c, "place", _("Choose a place."));
	rows = sql_theme_list(c, t.relationship, "open");
	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].id == theme)
			now_at = i + 1;
	if (!now_at)
		return conflict(c, _("You have talked about this already. Open it again first."));
	place_at(c, t.relationship, theme,
		str_eq(f->move, "up")	  ? now_at - 1
		: str_eq(f->move, "down") ? now_at + 1
					  : f->place);
	return OK;
}

enum result
theme_remove(struct ctx *c, int64_t theme)
{
	struct theme t;
	struct pair p;
	enum result r;

	if (!sql_theme_get(c, theme, &t))
		return NOT_FOUND;
	r = pair_open(c, t.relationship, &p);
	if (r == OK)
		sql_theme_delete(c, theme);
	return r;
}

/* A meeting was held: its theme has been talked about. */
enum result
on_theme_close(struct ctx *c, int64_t meeting, int64_t who)
{
	struct theme_rows rows;
	struct roadmap_meeting m;

	(void)who;
	if (!sql_roadmap_meeting(c, meeting, &m) || !str_eq(m.state, "held") ||
		sql_meeting_held_count(c, m.relationship) < 2 || sql_theme_of_meeting(c, meeting))
		return OK;
	rows = sql_theme_list(c, m.relationship, "open");
	if (rows.n)
		sql_theme_set_state(c, rows.v[0].id, "done", meeting);
	return OK;
}

/* ---- what could be added ---- */

static void
propose(struct ctx *c, int64_t relationship, struct proposal_rows *rows, struct proposal x)
{
	if (*x.text && !sql_theme_known(c, relationship, x.source, x.goal, x.word))
		rows->v[rows->n++] = x;
}

struct proposal_rows
roadmap_proposals(struct ctx *c, const struct pair *p)
{
	static const char *const words[] = { "learn", "grow" };
	const struct practice_kind *usual = practice_kind("theme");
	struct goal_rows goals = sql_goal_list(c, p->r.id, "open");
	struct proposal_rows rows = { 0,
		ARENA_ARRAY(c->mem, struct proposal, goals.n + (int)usual->count + 2) };

	for (int i = 0; i < goals.n; i++)
		propose(c, p->r.id, &rows,
			(struct proposal){ "goal", goals.v[i].title, _("from your goals"), "",
				goals.v[i].id, "" });
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		propose(c, p->r.id, &rows,
			(struct proposal){ "answer", first_line(c, answer_of(c, p, words[i])),
				_("from what you hope for"), words[i], 0, "" });
	for (size_t i = 0; i < usual->count; i++)
		propose(c, p->r.id, &rows,
			(struct proposal){ "practice",
				practice_field(&usual->items[i], "name", c->lang->tag),
				practice_field(&usual->items[i], "hint", c->lang->tag),
				usual->items[i].id, 0,
				practice_field(&usual->items[i], "side", "") });
	return rows;
}

/* ---- held against planned ---- */

static int
month_of(struct ctx *c, int64_t at)
{
	int year, month, day;

	day_parts(local_day(c->tz, at), &year, &month, &day);
	return year * 12 + month - 1;
}

struct month_bar_rows
roadmap_months(struct ctx *c, const struct pair *p)
{
	struct meeting_rows all =
		sql_meeting_since(c, p->r.id, c->now - (int64_t)(MONTHS + 1) * 31 * 86400);
	struct month_bar_rows rows = { 0, ARENA_ARRAY(c->mem, struct month_bar, MONTHS) };
	int now = month_of(c, c->now), began = month_of(c, p->r.started_at),
	    first = now - MONTHS + 1;
	int64_t most = 1;

	if (began > first)
		first = began < now ? began : now;
	for (; first + rows.n <= now; rows.n++)
		rows.v[rows.n] = (struct month_bar){ .x = (int64_t)rows.n * 100 + 20,
			.name = arena_printf(c->mem, "%02d/%d", (first + rows.n) % 12 + 1,
				(first + rows.n) / 12) };
	for (int i = 0; i < all.n; i++) {
		int m = month_of(c, all.v[i].starts_at) - first;

		if (m < 0 || m >= rows.n)
			continue;
		rows.v[m].planned++;
		rows.v[m].held += str_eq(all.v[i].state, "held");
		most = rows.v[m].planned > most ? rows.v[m].planned : most;
	}
	for (int i = 0; i < rows.n; i++) {
		struct month_bar *b = &rows.v[i];

		b->planned_high = b->planned * BAR_HIGH / most;
		b->held_high = b->held * BAR_HIGH / most;
		b->planned_y = BAR_HIGH - b->planned_high;
		b->held_y = BAR_HIGH - b->held_high;
	}
	return rows;
}
