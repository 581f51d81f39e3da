/* SPDX-License-Identifier: Apache-2.0 */
/* Points of an agenda, and what people promised. */
#include "features/meetings/meetings.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"

unsigned
standing_agenda(struct ctx *c, int64_t id)
{
	struct agenda_standing s;

	if (!c->who || !sql_agenda_standing(c, id, &s))
		return 0;
	return s.mentor == c->who || s.mentee == c->who ? STANDING_PARTICIPANT : 0;
}

/* A commitment is its owner's to close; the partner may see it, so it is not hidden from him. */
unsigned
standing_commitment(struct ctx *c, int64_t id)
{
	struct commitment k;
	struct pair p;

	if (!c->who || !sql_commitment_get(c, id, &k) || pair_get(c, k.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (k.owner == c->who ? STANDING_SELF : 0);
}

enum result
agenda_add(struct ctx *c, int64_t meeting, const char *body, int64_t *ret_id)
{
	struct meeting m;
	struct pair p;
	enum result r;
	int64_t id;

	if (!sql_meeting_get(c, meeting, &m))
		return NOT_FOUND;
	r = pair_open(c, m.relationship, &p);
	if (r != OK)
		return r;
	if (!str_eq(m.state, "planned"))
		return conflict(
			c, _("This meeting is over. Put it on the agenda of the next one."));
	id = new_id(c);
	sql_agenda_insert(c, id, m.relationship, meeting, c->who, "person", 0, "", body,
		sql_agenda_last_position(c, meeting) + 10, c->now);
	*ret_id = id;
	return OK;
}

/* The point of that question of the practice, if it is on an agenda already. */
static int64_t
point_ahead(struct ctx *c, int64_t relationship, const char *prompt)
{
	struct agenda_prompt_rows rows = sql_agenda_prompts_ahead(c, relationship);

	for (int i = 0; i < rows.n && *prompt; i++)
		if (str_eq(rows.v[i].prompt, prompt))
			return rows.v[i].id;
	return 0;
}

enum result
agenda_bring(
	struct ctx *c, int64_t relationship, const char *prompt, const char *body, int64_t *ret_id)
{
	struct meeting next = { 0 };
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t there;

	if (r != OK)
		return r;
	there = point_ahead(c, relationship, prompt);
	if (there) {
		*ret_id = there;
		return OK;
	}
	*ret_id = new_id(c);
	if (!sql_meeting_next(c, relationship, c->now, &next))
		next.id = 0;
	sql_agenda_insert(c, *ret_id, relationship, next.id, c->who, "person", 0, prompt, body,
		next.id ? sql_agenda_last_position(c, next.id) + 10 : 4, c->now);
	return OK;
}

enum result
agenda_remove(struct ctx *c, int64_t item)
{
	struct agenda_place a;
	struct pair p;
	enum result r;

	if (!sql_agenda_get(c, item, &a))
		return NOT_FOUND;
	r = pair_open(c, a.relationship, &p);
	if (r == OK && !str_eq(a.state, "planned") && a.meeting)
		return conflict(c, _("This meeting is over. Its agenda stays as it was."));
	if (r == OK)
		sql_agenda_delete(c, item);
	return r;
}

/* "Amara put it there", "You promised this", or nothing. */
static const char *
note_of(struct ctx *c, const struct pair *p, const struct agenda_row *a)
{
	if (str_eq(a->source, "carried"))
		return _("From your last meeting");
	if (str_eq(a->source, "commitment"))
		return _("What was promised");
	if (str_eq(a->source, "goal"))
		return _("What you work on");
	if (str_eq(a->source, "person"))
		return a->author == p->me ? _("You put this here")
					  : tr(c, _("%s put this here"), a->author_name);
	return "";
}

/* What the roadmap says this meeting is about; false if nothing. The very first meeting has an agenda of
 * its own, so the first theme belongs to the one after it. */
static bool
theme_of(struct ctx *c, const struct pair *p, int64_t meeting, struct agenda_theme *ret)
{
	const struct meeting_line_rows *all = meeting_lines(c, p->r.id);
	int64_t before = lines_held(all) ? 0 : -1;

	for (int i = 0; i < all->n; i++) {
		bool planned = str_eq(all->v[i].state, "planned");

		if (all->v[i].id != meeting)
			before += planned;
		else if (planned)
			return before >= 0 && sql_agenda_theme_ahead(c, p->r.id, before, ret);
		else
			return sql_agenda_theme_held(c, meeting, ret);
	}
	return false;
}

static void
theme_point(struct ctx *c, const struct pair *p, int64_t meeting, struct agenda_point_rows *points)
{
	const struct practice_item *it, *question;
	struct agenda_theme t;

	if (!theme_of(c, p, meeting, &t))
		return;
	it = *t.prompt ? practice_find("theme", t.prompt) : NULL;
	question = *t.prompt ? practice_find("prompt", t.prompt) : NULL;
	points->v[points->n++] = (struct agenda_point){
		.text = it	   ? practice_field(it, "name", c->lang->tag)
			: question ? practice_field(question, "text", c->lang->tag)
				   : t.body,
		.note = _("The theme of this meeting, from your roadmap"),
	};
}

struct agenda_point_rows
agenda_points(struct ctx *c, const struct pair *p, int64_t meeting)
{
	struct agenda_row_rows rows = sql_agenda_list(c, meeting);
	struct agenda_point_rows points = { 0,
		ARENA_ARRAY(c->mem, struct agenda_point, rows.n + 1) };

	theme_point(c, p, meeting, &points);
	for (int i = 0; i < rows.n; i++) {
		const struct agenda_row *a = &rows.v[i];
		const struct practice_item *prompt =
			*a->prompt ? practice_find("prompt", a->prompt) : NULL;

		if (*a->prompt && !prompt)
			continue; /* the practice has dropped this point since */
		points.v[points.n++] = (struct agenda_point){
			.id = a->id,
			.text = prompt ? practice_field(prompt, "text", c->lang->tag) : a->body,
			.note = note_of(c, p, a),
			.fresh = str_eq(a->source, "person") && a->author != p->me,
			.mine = p->active,
		};
	}
	return points;
}

struct meeting_goals
meeting_goals_of(struct ctx *c, const struct meeting *m)
{
	/* People report on the way to a meeting, too. */
	struct meeting_goals g = { sql_meeting_goals(c, m->relationship, m->starts_at - DAY),
		false };

	g.untouched = g.rows.n > 0;
	for (int i = 0; i < g.rows.n; i++)
		g.untouched = g.untouched && !g.rows.v[i].fresh;
	return g;
}

enum result
commitment_add(struct ctx *c, int64_t relationship, int64_t meeting, const char *body,
	const char *due_on, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	*ret_id = new_id(c);
	sql_commitment_insert(c, *ret_id, relationship, meeting, c->who, body, due_on, c->now);
	return OK;
}

enum result
commitment_close(struct ctx *c, int64_t commitment, bool done)
{
	struct commitment k;
	struct pair p;
	enum result r;

	if (!sql_commitment_get(c, commitment, &k))
		return NOT_FOUND;
	r = pair_open(c, k.relationship, &p);
	if (r != OK)
		return r;
	if (k.owner != c->who)
		return FORBIDDEN;
	sql_commitment_set_state(c, commitment, done ? "done" : "open", done ? c->now : 0);
	return OK;
}

bool
promise_late(struct ctx *c, const char *due_on, const char *owner_tz)
{
	int64_t due;

	return day_parse(due_on, &due) && due < local_day(owner_tz, c->now);
}

bool
promise_in_time(const char *due_on, const char *owner_tz, int64_t done_at)
{
	int64_t due;

	return day_parse(due_on, &due) && local_day(owner_tz, done_at) <= due;
}

struct commitment_row_rows
commitment_rows_of(struct ctx *c, const struct commitment_rows *rows)
{
	struct commitment_row_rows ret = { rows->n,
		ARENA_ARRAY(c->mem, struct commitment_row, rows->n) };
	int64_t due;

	for (int i = 0; i < rows->n; i++) {
		struct commitment_row *to = &ret.v[i];

		*to = (struct commitment_row){ .k = rows->v[i],
			.mine = rows->v[i].owner == c->who };
		to->late = str_eq(to->k.state, "open") &&
			   promise_late(c, to->k.due_on, to->k.owner_tz);
		if (to->late && day_parse(to->k.due_on, &due))
			to->days_late = local_day(to->k.owner_tz, c->now) - due;
	}
	return ret;
}

struct commitment_row_rows
commitment_rows(struct ctx *c, int64_t relationship, int64_t owner, const char *state)
{
	struct commitment_rows rows = sql_commitment_list(c, relationship, owner, state);

	return commitment_rows_of(c, &rows);
}
