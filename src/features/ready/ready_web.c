/* SPDX-License-Identifier: Apache-2.0 */
/* What one asks oneself: whether one is ready, and how one is as a mentor. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/ready/ready.h"
#include "features/ready/ready.html.h"

FORM_DEFINE(self_check_form, SELF_CHECK_FORM)
FORM_DEFINE(traits_form, TRAITS_FORM)

/* The drawing of a trait over time: 600 wide, 1 at the bottom, 5 at the top. */
#define WIDE 600
#define STEP_HIGH 30

static const char *
field_of(struct ctx *c, const char *kind, const char *id, const char *field)
{
	return practice_field(practice_need(kind, id), field, c->lang->tag);
}

static enum result
check_fill(struct req *q, struct self_check_view *v)
{
	struct ctx *c = &q->ctx;
	const char *text;

	v->role = q->words[0];
	v->mentor = str_eq(v->role, "mentor");
	if (!v->mentor && !str_eq(v->role, "mentee"))
		return NOT_FOUND;
	v->other = v->mentor ? "mentee" : "mentor";
	text = v->mentor ? "text_mentor" : "text_mentee";
	v->trust = field_of(c, "self-question", PRACTICE_SELF_QUESTION_TRUST, text);
	v->motivation = field_of(c, "self-question", PRACTICE_SELF_QUESTION_MOTIVATION, text);
	v->learning = field_of(c, "self-question", PRACTICE_SELF_QUESTION_LEARNING, text);
	v->hours = field_of(c, "self-question", PRACTICE_SELF_QUESTION_TIME, text);
	v->gains = field_of(c, "prompt", PRACTICE_PROMPT_PREWORK_GAINS, "text");
	v->gains_hint = field_of(c, "prompt", PRACTICE_PROMPT_PREWORK_GAINS, "hint");
	v->scale = self_scale(c);
	self_check_get(c, v->role, &v->s);
	v->tips = self_check_tips(c, &v->s);
	v->editing = !v->s.rated_at || *req_query(q, "edit");
	return OK;
}

enum result
web_self_check_show(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct self_check_view v = { 0 };
	enum result r = check_fill(q, &v);

	if (r != OK)
		return r;
	form_show(self_check_form, &v.form);
	v.form.gains = v.s.gains;
	v.form.trust = v.form.motivation = v.form.learning = v.form.hours = "";
	if (v.s.rated_at) {
		v.form.trust = arena_printf(c->mem, "%d", (int)v.s.trust);
		v.form.motivation = arena_printf(c->mem, "%d", (int)v.s.motivation);
		v.form.learning = arena_printf(c->mem, "%d", (int)v.s.learning);
		v.form.hours = arena_printf(c->mem, "%d", (int)v.s.hours);
	}
	return show_one(q, self_check_show, &v, self_check, &v.s);
}

enum result
web_self_check_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct self_check_view v = { 0 };
	enum result r = check_fill(q, &v);

	if (r != OK)
		return r;
	r = form_read(q, self_check_form, &v.form) ? self_check_save(c, v.role, &v.form) : INVALID;
	v.editing = true;
	if (r == INVALID)
		return show_invalid(q, r, self_check_show, &v);
	return changed(q, r, url_self_check_show(c, v.role));
}

/* ---- traits ---- */

static int64_t
value_of(const struct trait_rating *r, int trait)
{
	const int64_t all[] = { r->communication, r->empathy, r->adaptability, r->learning };

	return all[trait];
}

/* The path of one trait through all ratings; "" for a single one. */
static const char *
line_of(struct ctx *c, const struct trait_rating_rows *rows, int trait)
{
	struct buf b = BUF_IN(c->mem);

	if (rows->n < 2)
		return "";
	for (int i = 0; i < rows->n; i++)
		buf_printf(&b, "%c%d %d", i ? 'L' : 'M', i * WIDE / (rows->n - 1),
			(int)(5 - value_of(&rows->v[i], trait)) * STEP_HIGH);
	return buf_text(&b);
}

static void
traits_fill(struct req *q, struct traits_view *v)
{
	struct ctx *c = &q->ctx;
	const char *ids[] = { PRACTICE_TRAIT_COMMUNICATION, PRACTICE_TRAIT_EMPATHY,
		PRACTICE_TRAIT_ADAPTABILITY, PRACTICE_TRAIT_CONTINUOUS_LEARNING };
	struct texts low = { 0 };

	v->communication = field_of(c, "trait", ids[0], "text");
	v->empathy = field_of(c, "trait", ids[1], "text");
	v->adaptability = field_of(c, "trait", ids[2], "text");
	v->learning = field_of(c, "trait", ids[3], "text");
	v->scale = self_scale(c);
	v->ratings = traits_list(c);
	v->due = traits_due(c) || !v->ratings.n;
	if (!v->ratings.n)
		return;
	low = traits_lowest(c, &v->ratings.v[v->ratings.n - 1]);
	v->lines.v = ARENA_ARRAY(c->mem, struct trait_line, 4);
	for (int i = 0; i < 4; i++) {
		struct trait_line *x = &v->lines.v[v->lines.n++];

		*x = (struct trait_line){ field_of(c, "trait", ids[i], "name"),
			value_of(&v->ratings.v[v->ratings.n - 1], i), line_of(c, &v->ratings, i),
			false };
		for (int k = 0; k < low.n; k++)
			x->lowest = x->lowest || str_eq(low.v[k], ids[i]);
	}
	if (low.n < 4)
		v->learn = exercises_for(c, &low);
}

enum result
web_trait_list(struct req *q)
{
	struct traits_view v = { 0 };

	traits_fill(q, &v);
	form_show(traits_form, &v.form);
	v.form.communication = v.form.empathy = v.form.adaptability = v.form.learning = "";
	return show_many(q, trait_list, &v, trait_rating, &v.ratings);
}

enum result
web_trait_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct traits_view v = { 0 };
	enum result r = INVALID;

	if (form_read(q, traits_form, &v.form))
		r = traits_rate(c, &v.form);
	if (r == INVALID) {
		traits_fill(q, &v);
		return show_invalid(q, r, trait_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Kept, for you alone."));
	return changed(q, r, url_trait_list(c));
}
