/* SPDX-License-Identifier: Apache-2.0 */
/* Guides, exercises and scenes are open to anyone; what one has done is kept for those who are signed in. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/ready/guides.html.h"
#include "features/ready/ready.h"

static int64_t
steps_done(struct ctx *c, const struct learnt_rows *done, const struct practice_field *steps)
{
	int64_t n = 0;

	for (size_t i = 0; i < steps->count; i++)
		n += learnt_has(c, done, "steps", steps->entries[i].key);
	return n;
}

enum result
web_guide_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_kind *guides = practice_kind("guide");
	const struct practice_kind *scenes = practice_kind("scene");
	struct learnt_rows done = learnt_read(c);
	struct guide_list_view v = { .signed_in = c->who != 0 };
	const char *lang = c->lang->tag;

	v.guides.v = ARENA_ARRAY(c->mem, struct guide_line, guides->count);
	for (size_t i = 0; i < guides->count; i++) {
		const struct practice_item *g = &guides->items[i];
		const struct practice_field *steps = practice_values(g, "steps");

		v.guides.v[v.guides.n++] = (struct guide_line){ g->id,
			practice_field(g, "name", lang), practice_field(g, "text", lang),
			steps_done(c, &done, steps), (int64_t)steps->count };
	}
	v.scenes.v = ARENA_ARRAY(c->mem, struct learning_link, scenes->count);
	for (size_t i = 0; i < scenes->count; i++) {
		const struct practice_item *s = &scenes->items[i];

		v.scenes.v[v.scenes.n++] = (struct learning_link){ practice_field(s, "name", lang),
			str_eq(practice_field(s, "role", ""), "mentor") ? _("for mentors")
									: _("for mentees"),
			url_scene_show(c, s->id), learnt_has(c, &done, "scenes", s->id) };
	}
	v.exercises = exercises_for(c, NULL);
	return show_many(q, guide_list, &v, guide_line, &v.guides);
}

/* Where in Waymark a step is done: an address and what its link says. */
static void
place_of(struct ctx *c, const char *place, const char *role, const char **ret_url,
	const char **ret_link)
{
	*ret_url = *ret_link = "";
	if (str_eq(place, "scenes")) {
		*ret_url = arena_printf(c->mem, "%s#scenes", url_guide_list(c));
		*ret_link = _("Practise with a scene");
	} else if (str_eq(place, "topics") && c->who) {
		*ret_url = url_topic_edit(c, c->who);
		*ret_link = _("Go to my topics");
	} else if (str_eq(place, "check") && c->who) {
		*ret_url = url_self_check_show(c, role);
		*ret_link = _("See whether I am ready");
	}
}

enum result
web_guide_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *g = practice_find("guide", q->words[0]);
	struct learnt_rows done = learnt_read(c);
	const struct practice_field *steps;
	const char *lang = c->lang->tag;
	struct guide_view v = { .signed_in = c->who != 0 };

	if (!g)
		return NOT_FOUND;
	steps = practice_values(g, "steps");
	v.id = g->id;
	v.name = practice_field(g, "name", lang);
	v.text = practice_field(g, "text", lang);
	v.done = steps_done(c, &done, steps);
	v.steps.v = ARENA_ARRAY(c->mem, struct guide_step, steps->count);
	for (size_t i = 0; i < steps->count; i++) {
		const struct practice_item *s = practice_need("guide-step", steps->entries[i].key);
		struct guide_step *x = &v.steps.v[v.steps.n++];

		*x = (struct guide_step){ .id = s->id,
			.name = practice_field(s, "name", lang),
			.text = practice_field(s, "text", lang),
			.try = practice_field(s, "try", lang),
			.minutes = practice_number(s, "minutes", 5),
			.done = learnt_has(c, &done, "steps", s->id) };
		place_of(c, practice_field(s, "place", ""), practice_field(g, "role", ""), &x->url,
			&x->link);
	}
	return show_many(q, guide_show, &v, guide_step, &v.steps);
}

enum result
web_exercise_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it = practice_find("exercise", q->words[0]);
	struct learnt_rows done = learnt_read(c);
	struct exercise_view v = { .signed_in = c->who != 0 };
	const struct practice_field *steps;
	struct buf all = BUF_IN(c->mem);
	struct exercise x;

	if (!it)
		return NOT_FOUND;
	v.id = it->id;
	v.name = practice_field(it, "name", c->lang->tag);
	v.why = practice_field(it, "why", c->lang->tag);
	v.minutes = practice_number(it, "minutes", 10);
	v.done = learnt_has(c, &done, "exercises", it->id);
	steps = practice_values(it, "steps");
	v.steps.v = ARENA_ARRAY(c->mem, const char *, steps->count);
	for (size_t i = 0; i < steps->count; i++) {
		v.steps.v[v.steps.n] = practice_text(&steps->entries[i], c->lang->tag);
		buf_printf(&all, "%s%s", i ? "\n" : "", v.steps.v[v.steps.n++]);
	}
	x = (struct exercise){ v.id, v.name, v.why, buf_text(&all), v.minutes, v.done };
	return show_one(q, exercise_show, &v, exercise, &x);
}

/* Another scene of the same role that was not done yet. */
static void
next_scene(struct ctx *c, const struct practice_item *now, const struct learnt_rows *done,
	struct scene_view *v)
{
	const struct practice_kind *all = practice_kind("scene");

	v->next_name = v->next_url = "";
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *s = &all->items[i];

		if (s == now || learnt_has(c, done, "scenes", s->id) ||
			!str_eq(practice_field(s, "role", ""), practice_field(now, "role", "")))
			continue;
		v->next_name = practice_field(s, "name", c->lang->tag);
		v->next_url = url_scene_show(c, s->id);
		return;
	}
}

enum result
web_scene_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	const struct practice_item *it = practice_find("scene", q->words[0]);
	const char *choice = req_query(q, "choice"), *lang = c->lang->tag;
	struct learnt_rows done = learnt_read(c);
	struct scene_view v = { .signed_in = c->who != 0, .chosen = "", .reply = "" };
	const struct practice_field *choices;

	if (!it)
		return NOT_FOUND;
	v.id = it->id;
	v.name = practice_field(it, "name", lang);
	v.said = practice_field(it, "said", lang);
	v.done = learnt_has(c, &done, "scenes", it->id);
	choices = practice_values(it, "choices");
	v.choices.v = ARENA_ARRAY(c->mem, struct scene_choice, choices->count);
	for (size_t i = 0; i < choices->count; i++) {
		const char *key = choices->entries[i].key;
		const char *text = practice_text(&choices->entries[i], lang);
		const char *reply = practice_option(it, "replies", key, lang);

		reply = reply ? reply : "";
		v.choices.v[v.choices.n++] = (struct scene_choice){ key, text, reply };
		if (str_eq(choice, key)) {
			v.chosen = key;
			v.chosen_text = text;
			v.reply = reply;
		}
	}
	next_scene(c, it, &done, &v);
	return show_many(q, scene_show, &v, scene_choice, &v.choices);
}

/* Back to where it was marked. */
static const char *
place_marked(struct ctx *c, const char *kind, const char *item)
{
	const struct practice_kind *guides = practice_kind("guide");

	if (str_eq(kind, "exercises"))
		return url_exercise_show(c, item);
	if (str_eq(kind, "scenes"))
		return url_scene_show(c, item);
	for (size_t i = 0; i < guides->count; i++) {
		const struct practice_field *steps = practice_values(&guides->items[i], "steps");

		for (size_t k = 0; k < steps->count; k++)
			if (str_eq(steps->entries[k].key, item))
				return arena_printf(c->mem, "%s#%s",
					url_guide_show(c, guides->items[i].id), item);
	}
	return url_guide_list(c);
}

static enum result
mark(struct req *q, bool done)
{
	enum result r = learnt_mark(&q->ctx, q->words[0], q->words[1], done);

	return changed(q, r, place_marked(&q->ctx, q->words[0], q->words[1]));
}

enum result
web_learnt_create(struct req *q)
{
	return mark(q, true);
}

enum result
web_learnt_delete(struct req *q)
{
	return mark(q, false);
}
