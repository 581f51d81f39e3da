/* SPDX-License-Identifier: Apache-2.0 */
/* The way of a newcomer: what is done, what comes next. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/programmes/asks.h"
#include "features/ready/ready.h"

/* What is known about a newcomer. */
struct way_in {
	struct enrolled e;
	struct path_facts f;
	const char *role; /* whose texts he reads: "mentor", "mentee", or "peer" */
};

static bool
step_done(const struct way_in *w, const char *id)
{
	if (str_eq(id, PRACTICE_PATH_STEP_REGISTER))
		return true;
	if (str_eq(id, PRACTICE_PATH_STEP_PROFILE))
		return w->f.told && w->f.topics;
	if (str_eq(id, PRACTICE_PATH_STEP_PREPARE))
		return w->f.checked > 0;
	if (str_eq(id, PRACTICE_PATH_STEP_ROLE))
		return enrolment_taken_at(&w->e) > 0;
	if (str_eq(id, PRACTICE_PATH_STEP_PROMISE))
		return w->e.promised_at > 0;
	if (str_eq(id, PRACTICE_PATH_STEP_WISH))
		return w->f.said > 0;
	return w->f.matched && !w->f.waits;
}

/* Whether the programme asks for it at all. */
static bool
step_asked(struct ctx *c, const struct way_in *w, const char *id)
{
	if (str_eq(id, PRACTICE_PATH_STEP_ROLE))
		return gate_mode(c, w->e.programme, PRACTICE_GATE_ROLE_READ) != GATE_OFF;
	if (str_eq(id, PRACTICE_PATH_STEP_PROMISE))
		return gate_mode(c, w->e.programme, PRACTICE_GATE_PLEDGE) != GATE_OFF;
	if (str_eq(id, PRACTICE_PATH_STEP_WISH))
		return str_eq(w->e.way, "wishes");
	return true;
}

static const char *
step_url(struct ctx *c, const struct way_in *w, const char *id)
{
	const char *role = w->e.mentor ? "mentor" : "mentee";

	if (str_eq(id, PRACTICE_PATH_STEP_REGISTER))
		return url_account_show(c);
	if (str_eq(id, PRACTICE_PATH_STEP_PROFILE))
		return w->f.told ? url_topic_edit(c, c->who) : url_person_edit(c, c->who);
	if (str_eq(id, PRACTICE_PATH_STEP_PREPARE))
		return url_self_check_show(c, role);
	if (str_eq(id, PRACTICE_PATH_STEP_ROLE))
		return url_enrolment_show(c, w->e.programme);
	if (str_eq(id, PRACTICE_PATH_STEP_PROMISE))
		return url_promise_show(c, w->e.programme);
	if (str_eq(id, PRACTICE_PATH_STEP_WISH))
		return url_ranking_list(c, w->e.programme);
	return url_my_relationship_list(c);
}

static const char *
step_text(struct ctx *c, const struct way_in *w, const struct practice_item *it)
{
	const char *field = arena_printf(c->mem, "text_%s", w->role);
	const char *text = practice_field(it, field, c->lang->tag);

	return *text ? text : practice_field(it, "text_mentee", c->lang->tag);
}

/* Who waits for a match gets something worth doing meanwhile. */
static void
wait_fill(struct ctx *c, const struct way_in *w, struct path_step *x)
{
	const char *name, *url;

	x->state = "wait";
	if (learning_next(c, str_eq(w->role, "peer") ? "" : w->role, &name, &url)) {
		x->action = tr(c, _("While you wait: %s"), name);
		x->url = url;
	} else {
		x->action = _("Look at my profile");
		x->url = url_person_show(c, c->who);
	}
}

struct path_step_rows
newcomer_path(struct ctx *c, int64_t programme)
{
	const struct practice_kind *all = practice_kind("path-step");
	struct path_step_rows rows = { 0, ARENA_ARRAY(c->mem, struct path_step, all->count) };
	struct way_in w;
	bool next = false;

	if (!enrolment_state(c, programme, &w.e) || !sql_path_facts(c, programme, c->who, &w.f))
		return rows;
	w.role = way_of_one_kind(w.e.way) ? "peer" : w.e.mentor ? "mentor" : "mentee";
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		bool done = step_done(&w, it->id);
		struct path_step *x;

		if (!step_asked(c, &w, it->id))
			continue;
		x = &rows.v[rows.n++];
		*x = (struct path_step){ it->id, practice_field(it, "name", c->lang->tag),
			step_text(c, &w, it), practice_field(it, "action", c->lang->tag),
			step_url(c, &w, it->id),
			done   ? "done"
			: next ? "todo"
			       : "next" };
		next = next || !done;
		if (str_eq(x->state, "next") && str_eq(it->id, PRACTICE_PATH_STEP_MATCH))
			wait_fill(c, &w, x);
	}
	return rows;
}

bool
newcomer_next(const struct path_step_rows *path, struct path_step *ret)
{
	for (int i = 0; i < path->n; i++)
		if (str_eq(path->v[i].state, "next") || str_eq(path->v[i].state, "wait")) {
			*ret = path->v[i];
			return true;
		}
	return false;
}

/* ---- what managers learn ---- */

struct newcomer_step_rows
newcomer_steps(struct ctx *c, int64_t programme)
{
	int64_t least = threshold(c, programme, PRACTICE_THRESHOLD_SMALLEST_GROUP);
	struct newcomer_step_rows rows = { 0, ARENA_ARRAY(c->mem, struct newcomer_step, 5) };
	struct newcomers n = { 0 };

	sql_newcomers(c, programme, &n);
	const struct {
		const char *step;
		int64_t done;
	} steps[] = {
		{ PRACTICE_PATH_STEP_REGISTER, n.active },
		{ PRACTICE_PATH_STEP_PROFILE, n.told },
		{ PRACTICE_PATH_STEP_PREPARE, n.checked },
		{ PRACTICE_PATH_STEP_ROLE, n.taken },
		{ PRACTICE_PATH_STEP_PROMISE, n.promised },
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		rows.v[rows.n++] = (struct newcomer_step){ steps[i].step,
			practice_field(
				practice_need("path-step", steps[i].step), "name", c->lang->tag),
			n.people < least ? -1 : steps[i].done, n.people };
	return rows;
}
