/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/config.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/endings/endings.h"
#include "features/endings/endings.html.h"
#include "features/endings/onward.html.h"

FORM_DEFINE(touch_form, TOUCH_FORM)
FORM_DEFINE(next_form, NEXT_FORM)
FORM_DEFINE(path_form, PATH_FORM)
FORM_DEFINE(story_form, STORY_FORM)

/* ---- staying in touch ---- */

static enum result
touch_fill(struct req *q, struct touch_view *v)
{
	struct ctx *c = &q->ctx;
	const struct practice_kind *intervals = practice_kind("touch-interval");
	struct touch_support_rows support = sql_touch_support_list(c, q->subject);
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	if (!sql_keeping_touch_get(c, q->subject, &v->now))
		v->now.interval_days = 0;
	v->form.interval = v->interval = v->mine = v->theirs = "";
	v->intervals.v = ARENA_ARRAY(c->mem, struct option, intervals->count);
	for (size_t i = 0; i < intervals->count + intervals->hidden; i++) {
		const struct practice_item *it = &intervals->items[i];
		const char *name = practice_field(it, "name", c->lang->tag);

		/* What two people have agreed on keeps its name when it is offered no more. */
		if (!it->off)
			v->intervals.v[v->intervals.n++] = (struct option){ it->id, name };
		if (practice_number(it, "value", 0) == v->now.interval_days) {
			v->form.interval = it->id;
			v->interval = name;
		}
	}
	for (int i = 0; i < support.n; i++)
		if (support.v[i].person == c->who)
			v->mine = support.v[i].body;
		else
			v->theirs = support.v[i].body;
	v->form.support = v->mine;
	form_show(touch_form, &v->form);
	form_watch(c, &v->form);
	v->next_at = v->now.interval_days ? v->now.touched_at + v->now.interval_days * DAY : 0;
	v->later = !v->pair.ally && v->pair.r.stage < 4;
	return OK;
}

enum result
web_touch_show(struct req *q)
{
	struct keeping_touch_rows plan = { 0 };
	struct touch_view v = { 0 };
	enum result r = touch_fill(q, &v);

	if (r != OK)
		return r;
	if (v.now.interval_days)
		plan = (struct keeping_touch_rows){ 1, &v.now };
	return show_many(q, touch_page, &v, keeping_touch, &plan);
}

enum result
web_touch_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct touch_view v = { 0 };
	struct touch_form now;
	enum result r = touch_fill(q, &v);

	if (r != OK)
		return r;
	now = v.form;
	if (!form_read(q, touch_form, &v.form))
		return show_invalid(q, INVALID, touch_page, &v);
	r = form_settle(q, &v.form, &now);
	if (r == OK)
		r = touch_settle(c, q->subject, &v.form);
	if (c->problems)
		return show_invalid(q, r, touch_page, &v);
	if (r == OK && !q->json)
		flash(q, v.later ? _("It is settled, for when the programme is over.")
				 : _("It is settled. We remind you both when the time has come, "
				     "unless something is planned."));
	return changed(q, r, url_touch_show(c, q->subject));
}

enum result
web_touch_contact_create(struct req *q)
{
	enum result r = touch_note(&q->ctx, q->subject);

	return changed(q, r, url_touch_show(&q->ctx, q->subject));
}

/* ---- a new match, a new role ---- */

enum result
web_next_match_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct next_form f = { 0 };
	enum result r;

	if (!form_read(q, next_form, &f))
		return problem_answer(q, INVALID);
	r = next_match_set(c, q->subject, f.match);
	if (r == OK && !q->json)
		flash(q, str_eq(f.match, "yes")
				 ? _("You are among those who wait for a match. We write to you as "
				     "soon as there is one.")
				 : _("You will not be matched again in this programme."));
	return changed(q, r, url_aftermath_show(c, q->subject));
}

static enum result
path_fill(struct req *q, struct path_view *v)
{
	struct ctx *c = &q->ctx;
	struct person_topic_rows all = sql_person_topic_list(c, c->who);
	struct mentor_wish w;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	if (!str_eq(v->pair.my_role, "mentee"))
		return NOT_FOUND;
	v->topics.v = ARENA_ARRAY(c->mem, struct option, all.n);
	v->learnt.v = ARENA_ARRAY(c->mem, struct person_topic, all.n);
	v->offered.v = ARENA_ARRAY(c->mem, struct person_topic, all.n);
	v->form.other = "";
	v->form.topic.v = ARENA_ARRAY(c->mem, const char *, all.n);
	for (int i = 0; i < all.n; i++) {
		const char *id = arena_printf(c->mem, "%lld", (long long)all.v[i].topic);

		if (str_eq(all.v[i].way, "offered")) {
			v->offered.v[v->offered.n++] = all.v[i];
		} else if (str_eq(all.v[i].way, "wanted")) {
			v->learnt.v[v->learnt.n++] = all.v[i];
			v->topics.v[v->topics.n++] = (struct option){ id, all.v[i].name };
			v->form.topic.v[v->form.topic.n++] = id;
		}
	}
	v->wished = sql_mentor_wish_get(c, v->pair.r.programme, c->who, &w);
	v->taken = v->wished && w.taken_at;
	return OK;
}

enum result
web_mentor_path_show(struct req *q)
{
	struct path_view v = { 0 };
	enum result r = path_fill(q, &v);

	if (r != OK)
		return r;
	form_show(path_form, &v.form);
	return show_many(q, path_page, &v, person_topic, &v.learnt);
}

enum result
web_mentor_path_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct path_view v = { 0 };
	enum result r = path_fill(q, &v);

	if (r != OK)
		return r;
	if (!form_read(q, path_form, &v.form))
		return show_invalid(q, INVALID, path_page, &v);
	r = mentor_path_take(c, q->subject, &v.form);
	if (r == INVALID)
		return show_invalid(q, r, path_page, &v);
	if (r == OK && !q->json)
		flash(q, _("Thank you for passing it on. The programme team has been told."));
	return changed(q, r, url_mentor_path_show(c, q->subject));
}

enum result
web_mentor_path_delete(struct req *q)
{
	enum result r = mentor_path_leave(&q->ctx, q->subject);

	return changed(q, r, url_mentor_path_show(&q->ctx, q->subject));
}

/* ---- for the programme team ---- */

static int64_t
most_of(const struct pattern_rows *rows)
{
	int64_t most = 1;

	for (int i = 0; i < rows->n; i++)
		most = rows->v[i].count > most ? rows->v[i].count : most;
	return most;
}

/* Who would like to be a mentor, page by page. */
static void
wishes_read(struct req *q, struct paging *pages, struct wish_card_rows *ret)
{
	struct ctx *c = &q->ctx;

	paging_read(q, q->json ? ROWS_OF_JSON : WISHES_ON_PAGE, pages);
	*ret = sql_mentor_wish_list(c, q->subject, pages->size, paging_offset(pages));
	paging_total(q, sql_mentor_wish_count(c, q->subject), pages);
}

enum result
web_ending_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ending_list_view v = { .programme = q->subject };
	struct pattern_rows all;
	int64_t least = config_int(c->engine->config, SET_group_min);

	v.name = sql_relationship_programme_name(c, q->subject);
	v.reasons = ending_patterns(c, q->subject, "reason", least);
	v.obstacles = ending_patterns(c, q->subject, "obstacle", least);
	v.reasons_most = most_of(&v.reasons);
	v.obstacles_most = most_of(&v.obstacles);
	wishes_read(q, &v.pages, &v.wishes);
	all = (struct pattern_rows){ v.reasons.n + v.obstacles.n,
		ARENA_ARRAY(c->mem, struct pattern, v.reasons.n + v.obstacles.n + 1) };
	for (int i = 0; i < all.n; i++)
		all.v[i] = i < v.reasons.n ? v.reasons.v[i] : v.obstacles.v[i - v.reasons.n];
	return show_many(q, ending_list, &v, pattern, &all);
}

enum result
web_mentor_wish_list(struct req *q)
{
	struct wish_card_rows rows;
	struct paging pages;

	wishes_read(q, &pages, &rows);
	return show_json(q, wish_card_items, &rows);
}

enum result
web_mentor_wish_grant_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = mentor_wish_grant(c, q->subject, q->ids[1]);

	if (r == OK && !q->json)
		flash(q, _("They take part as a mentor now."));
	return changed(q, r, url_ending_list(c, q->subject));
}

/* ---- stories ---- */

static enum result
story_fill(struct req *q, struct story_view *v)
{
	struct ctx *c = &q->ctx;
	enum result r = pair_get(c, q->subject, &v->pair);

	if (r != OK)
		return r;
	if (!sql_story_mine(c, q->subject, c->who, &v->mine))
		v->mine.id = 0;
	if (!sql_story_mine(c, q->subject, v->pair.partner, &v->theirs))
		v->theirs.id = 0;
	v->form.body = v->mine.id ? v->mine.body : "";
	v->form.named = v->mine.id && v->mine.named;
	form_show(story_form, &v->form);
	form_watch(c, &v->form);
	return OK;
}

enum result
web_story_show(struct req *q)
{
	struct story_view v = { 0 };
	struct story_rows both = { 0, ARENA_ARRAY(q->ctx.mem, struct story, 2) };
	enum result r = story_fill(q, &v);

	if (r != OK)
		return r;
	if (v.mine.id)
		both.v[both.n++] = v.mine;
	if (v.theirs.id)
		both.v[both.n++] = v.theirs;
	return show_many(q, story_page, &v, story, &both);
}

enum result
web_story_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct story_view v = { 0 };
	struct story_form now;
	enum result r = story_fill(q, &v);
	int64_t id = 0;

	if (r != OK)
		return r;
	now = v.form;
	if (!form_read(q, story_form, &v.form))
		return show_invalid(q, INVALID, story_page, &v);
	r = form_settle(q, &v.form, &now);
	if (r == CONFLICT)
		return show_invalid(q, r, story_page, &v);
	r = story_tell(c, q->subject, &v.form, &id);
	if (r == OK && !q->json)
		flash(q, tr(c, _("Saved. %s is asked to agree; nobody else reads it before."),
				 fmt_first(c, v.pair.partner_name)));
	return created(q, r, id, url_story_show(c, q->subject));
}

/* The page of the relationship that a story belongs to; for managers, the stories of the programme. */
static const char *
back(struct req *q)
{
	struct story s;

	if (!sql_story_get(&q->ctx, q->subject, &s))
		return url_home_show(&q->ctx);
	return q->standing & STANDING_MANAGER ? url_story_list(&q->ctx, s.programme)
					      : url_story_show(&q->ctx, s.relationship);
}

enum result
web_story_consent_create(struct req *q)
{
	return changed(q, story_agree(&q->ctx, q->subject), back(q));
}

enum result
web_story_publication_create(struct req *q)
{
	return changed(q, story_publish(&q->ctx, q->subject, true), back(q));
}

enum result
web_story_publication_delete(struct req *q)
{
	return changed(q, story_publish(&q->ctx, q->subject, false), back(q));
}

enum result
web_story_delete(struct req *q)
{
	const char *url = back(q);

	return changed(q, story_take_back(&q->ctx, q->subject), url);
}

enum result
web_story_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct story_list_view v = { .programme = q->subject };

	v.manager = (q->standing & (STANDING_MANAGER | STANDING_ADMIN)) != 0;
	v.name = sql_relationship_programme_name(c, q->subject);
	paging_read(q, q->json ? ROWS_OF_JSON : STORIES_ON_PAGE, &v.pages);
	v.items = sql_story_list(c, q->subject, (q->standing & STANDING_MANAGER) != 0, v.pages.size,
		paging_offset(&v.pages));
	paging_total(
		q, sql_story_count(c, q->subject, (q->standing & STANDING_MANAGER) != 0), &v.pages);
	return show_many(q, story_list, &v, story_card, &v.items);
}
