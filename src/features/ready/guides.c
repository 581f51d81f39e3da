/* SPDX-License-Identifier: Apache-2.0 */
/* Guides, exercises and scenes: content of the practice, and what somebody has gone through of it. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/ready/ready.h"

/* What an address calls a kind, and what the practice does. */
static const char *
kind_of(const char *word)
{
	static const struct {
		const char *word, *kind;
	} kinds[] = {
		{ "steps", "guide-step" },
		{ "exercises", "exercise" },
		{ "scenes", "scene" },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].word, word))
			return kinds[i].kind;
	return NULL;
}

static const char *
mark_of(struct ctx *c, const char *kind, const char *item)
{
	return arena_printf(c->mem, "%s:%s", kind, item);
}

enum result
learnt_mark(struct ctx *c, const char *kind, const char *item, bool done)
{
	const char *name = kind_of(kind);

	if (!name || !practice_find(name, item))
		return NOT_FOUND;
	if (done)
		sql_learnt_save(c, c->who, mark_of(c, kind, item), c->now);
	else
		sql_learnt_delete(c, c->who, mark_of(c, kind, item));
	return OK;
}

struct learnt_rows
learnt_read(struct ctx *c)
{
	return c->who ? sql_learnt_list(c, c->who) : (struct learnt_rows){ 0 };
}

bool
learnt_has(struct ctx *c, const struct learnt_rows *rows, const char *kind, const char *item)
{
	const char *mark = mark_of(c, kind, item);

	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].item, mark))
			return true;
	return false;
}

const struct practice_item *
guide_of(const char *role)
{
	const struct practice_kind *all = practice_kind("guide");

	for (size_t i = 0; i < all->count; i++)
		if (str_eq(practice_field(&all->items[i], "role", ""), role))
			return &all->items[i];
	return NULL;
}

static const char *
name_of(struct ctx *c, const char *kind, const char *id)
{
	return practice_field(practice_need(kind, id), "name", c->lang->tag);
}

bool
learning_next(struct ctx *c, const char *role, const char **ret_name, const char **ret_url)
{
	struct learnt_rows done = learnt_read(c);
	const struct practice_item *guide = guide_of(role);
	const struct practice_kind *scenes = practice_kind("scene");
	const struct practice_kind *exercises = practice_kind("exercise");

	if (guide) {
		const struct practice_field *steps = practice_values(guide, "steps");

		for (size_t i = 0; i < steps->count; i++)
			if (!learnt_has(c, &done, "steps", steps->entries[i].key)) {
				*ret_name = name_of(c, "guide-step", steps->entries[i].key);
				*ret_url = arena_printf(c->mem, "%s#%s",
					url_guide_show(c, guide->id), steps->entries[i].key);
				return true;
			}
	}
	for (size_t i = 0; i < scenes->count; i++)
		if (str_eq(practice_field(&scenes->items[i], "role", ""), role) &&
			!learnt_has(c, &done, "scenes", scenes->items[i].id)) {
			*ret_name = name_of(c, "scene", scenes->items[i].id);
			*ret_url = url_scene_show(c, scenes->items[i].id);
			return true;
		}
	for (size_t i = 0; i < exercises->count; i++)
		if (!learnt_has(c, &done, "exercises", exercises->items[i].id)) {
			*ret_name = name_of(c, "exercise", exercises->items[i].id);
			*ret_url = url_exercise_show(c, exercises->items[i].id);
			return true;
		}
	return false;
}

struct learning_link_rows
exercises_for(struct ctx *c, const struct texts *traits)
{
	const struct practice_kind *all = practice_kind("exercise");
	struct learnt_rows done = learnt_read(c);
	struct learning_link_rows rows = { 0,
		ARENA_ARRAY(c->mem, struct learning_link, all->count) };

	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *it = &all->items[i];
		const char *trait = practice_field(it, "trait", "");
		bool wanted = !traits;

		for (int k = 0; traits && k < traits->n; k++)
			wanted = wanted || str_eq(traits->v[k], trait);
		if (wanted)
			rows.v[rows.n++] = (struct learning_link){
				practice_field(it, "name", c->lang->tag),
				tr_n(c, "%d minute", "%d minutes",
					practice_number(it, "minutes", 10)),
				url_exercise_show(c, it->id),
				learnt_has(c, &done, "exercises", it->id),
			};
	}
	return rows;
}
