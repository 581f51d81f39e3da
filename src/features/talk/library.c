/* SPDX-License-Identifier: Apache-2.0 */
/* The library of questions: finding one, and bringing it along. */
#include "features/talk/library.h"

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/plan/plan.h"

/* So many questions need no shelves to be opened. */
#define SEEN_AT_ONCE 25

/* From this stage on two people look back and say good-bye. */
#define LAST_STAGE 4

unsigned
standing_own_question(struct ctx *c, int64_t id)
{
	struct own_question_place x;
	struct pair p;

	if (!c->who || !sql_own_question_place(c, id, &x) || pair_get(c, x.relationship, &p) != OK)
		return 0;
	return STANDING_PARTICIPANT | (x.person == c->who ? STANDING_SELF : 0);
}

const char *
library_moment(struct ctx *c, const struct pair *p)
{
	if (!p->active)
		return "evaluation";
	if (!sql_meeting_held_count(c, p->r.id))
		return "first-meeting";
	return p->r.stage >= LAST_STAGE ? "last-meeting" : "session";
}

/* ---- finding ---- */

static const char *
moment_name(struct ctx *c, const char *moment)
{
	const char *name = practice_option(
		practice_need("choice", PRACTICE_CHOICE_MOMENT), "options", moment, c->lang->tag);

	return name ? name : "";
}

/* "during a meeting, setting goals" */
static const char *
moments_of(struct ctx *c, const struct practice_item *it)
{
	const char *all = "";

	for (const char *const *m = it->moments; *m; m++) {
		const char *name = moment_name(c, *m);

		if (*name)
			all = *all ? arena_printf(c->mem, "%s · %s", all, name) : name;
	}
	return all;
}

/* Who asks it, where it is not either of the two. */
static const char *
asker_of(const struct practice_item *it)
{
	bool mentor = practice_suits(it, "mentor", NULL);
	bool mentee = practice_suits(it, "mentee", NULL);

	return mentor == mentee ? "" : mentor ? "mentor" : "mentee";
}

/* What one types, as words; every one has to begin a word of the text. */
struct wanted {
	const char *const *v;
	int n;
};

static bool
has_words(struct ctx *c, const char *text, const struct wanted *w)
{
	const char *const *words;
	int n = word_split(c->mem, text, &words);

	for (int i = 0; i < w->n; i++) {
		bool there = false;

		for (int k = 0; k < n && !there; k++)
			there = str_starts(words[k], w->v[i]);
		if (!there)
			return false;
	}
	return true;
}

static int64_t
item_of(const struct agenda_prompt_rows *ahead, const char *prompt)
{
	for (int i = 0; i < ahead->n; i++)
		if (str_eq(ahead->v[i].prompt, prompt))
			return ahead->v[i].id;
	return 0;
}

static bool
any_moment(const struct library_search *s)
{
	return !*s->moment || str_eq(s->moment, "all");
}

static void
own_shelf(struct ctx *c, const struct pair *p, const struct library_search *s,
	const struct wanted *w, struct library_shelf_rows *ret)
{
	struct own_question_rows own = sql_own_question_list(c, p->r.id);
	struct library_shelf *to = &ret->v[ret->n];

	*to = (struct library_shelf){ "own", _("Your own questions"),
		_("What the two of you have added."), true,
		{ 0, ARENA_ARRAY(c->mem, struct library_question, own.n + 1) } };
	for (int i = 0; i < own.n; i++) {
		const struct own_question *x = &own.v[i];

		if ((any_moment(s) || str_eq(s->moment, x->moment)) && has_words(c, x->body, w))
			to->rows.v[to->rows.n++] = (struct library_question){ .question = "",
				.own = x->id,
				.shelf = "own",
				.text = x->body,
				.hint = "",
				.moments = moment_name(c, x->moment),
				.asker = "",
				.item = x->item && sql_talk_item_open(c, x->item) ? x->item : 0,
				.person = x->person };
	}
	ret->n += to->rows.n > 0;
}

static void
practice_shelf(struct ctx *c, const struct practice_item *shelf, const struct library_search *s,
	const struct wanted *w, const struct agenda_prompt_rows *ahead,
	struct library_shelf_rows *ret)
{
	const struct practice_field *prompts = practice_values(shelf, "prompts");
	const char *lang = c->lang->tag;
	struct library_shelf *to = &ret->v[ret->n];

	*to = (struct library_shelf){ shelf->id, practice_field(shelf, "name", lang),
		practice_field(shelf, "about", lang), false,
		{ 0, ARENA_ARRAY(c->mem, struct library_question, prompts->count + 1) } };
	for (size_t i = 0; i < prompts->count; i++) {
		const struct practice_item *it = practice_need("prompt", prompts->entries[i].key);
		const char *text = practice_field(it, "text", lang);

		if (!it->off && (any_moment(s) || practice_suits(it, NULL, s->moment)) &&
			has_words(c, arena_printf(c->mem, "%s %s", text, to->name), w))
			to->rows.v[to->rows.n++] = (struct library_question){ .question = it->id,
				.shelf = shelf->id,
				.text = text,
				.hint = practice_field(it, "hint", lang),
				.moments = moments_of(c, it),
				.asker = asker_of(it),
				.item = item_of(ahead, it->id) };
	}
	ret->n += to->rows.n > 0;
}

struct library_shelf_rows
library_find(struct ctx *c, const struct pair *p, const struct library_search *s)
{
	const struct practice_kind *all = practice_kind("shelf");
	struct agenda_prompt_rows ahead = sql_agenda_prompts_ahead(c, p->r.id);
	struct library_shelf_rows ret = { 0,
		ARENA_ARRAY(c->mem, struct library_shelf, all->count + 1) };
	struct wanted w;
	int n = 0;

	w.n = word_split(c->mem, s->q, &w.v);
	if (!*s->shelf || str_eq(s->shelf, "own"))
		own_shelf(c, p, s, &w, &ret);
	for (size_t i = 0; i < all->count; i++)
		if (!*s->shelf || str_eq(s->shelf, all->items[i].id))
			practice_shelf(c, &all->items[i], s, &w, &ahead, &ret);
	for (int i = 0; i < ret.n; i++)
		n += ret.v[i].rows.n;
	/* Whoever looks for something sees all of it, and few are seen at once; else the first shelf is open,
	 * and the one that was just taken from. */
	for (int i = 0; i < ret.n; i++)
		ret.v[i].open = ret.v[i].open || w.n || *s->shelf || n <= SEEN_AT_ONCE || i < 1 ||
				str_eq(s->open, ret.v[i].id);
	return ret;
}

/* ---- bringing one along ---- */

static bool
on_a_shelf(const char *prompt)
{
	const struct practice_kind *all = practice_kind("shelf");

	for (size_t i = 0; i < all->count && practice_offered("prompt", prompt); i++) {
		const struct practice_field *prompts = practice_values(&all->items[i], "prompts");

		for (size_t k = 0; k < prompts->count; k++)
			if (str_eq(prompts->entries[k].key, prompt))
				return true;
	}
	return false;
}

const char *
library_text(struct ctx *c, int64_t relationship, const char *question, int64_t own)
{
	struct own_question x;

	if (own)
		return sql_own_question_get(c, own, &x) && x.relationship == relationship ? x.body
											  : "";
	return question && on_a_shelf(question)
		       ? practice_field(practice_need("prompt", question), "text", c->lang->tag)
		       : "";
}

static enum result
to_agenda(struct ctx *c, int64_t relationship, const struct library_pick_form *f, const char *text,
	int64_t *ret_id)
{
	struct own_question x;
	enum result r;

	if (!f->own)
		return agenda_bring(c, relationship, f->question, "", ret_id);
	if (sql_own_question_get(c, f->own, &x) && x.item && sql_talk_item_open(c, x.item)) {
		*ret_id = x.item; /* it is there already */
		return OK;
	}
	r = agenda_bring(c, relationship, "", text, ret_id);
	if (r == OK)
		sql_own_question_set_item(c, f->own, *ret_id);
	return r;
}

enum result
library_pick(
	struct ctx *c, int64_t relationship, const struct library_pick_form *f, int64_t *ret_id)
{
	const char *text;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	text = library_text(c, relationship, f->question, f->own);
	if (!*text)
		return invalid(c, "question", _("Choose a question of the library."));
	if (str_eq(f->place, "agenda"))
		return to_agenda(c, relationship, f, text, ret_id);
	return theme_add(c, relationship,
		&(struct theme_form){ .source = f->own ? "person" : "practice",
			.body = f->own ? arena_strndup(c->mem, text, utf8_prefix(text, 200)) : "",
			.word = f->own ? "" : f->question },
		ret_id);
}

/* ---- one's own ---- */

enum result
own_question_add(
	struct ctx *c, int64_t relationship, const struct own_question_form *f, int64_t *ret_id)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (!*moment_name(c, f->moment))
		return invalid(c, "moment", _("Choose when it helps."));
	if (sql_own_question_count(c, relationship) >= OWN_QUESTIONS_MOST)
		return conflict(c, _("You have added a great many already. Take one off that you "
				     "no longer need."));
	*ret_id = new_id(c);
	sql_own_question_insert(c, *ret_id, relationship, p.me, f->body, f->moment, c->now);
	return OK;
}

enum result
own_question_remove(struct ctx *c, int64_t id)
{
	struct own_question_place x;
	struct pair p;
	enum result r;

	if (!sql_own_question_place(c, id, &x))
		return NOT_FOUND;
	r = pair_open(c, x.relationship, &p);
	if (r == OK && x.person != c->who)
		return FORBIDDEN;
	if (r == OK)
		sql_own_question_delete(c, id);
	return r;
}
