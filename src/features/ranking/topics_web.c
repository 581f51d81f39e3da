/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"
#include "features/ranking/topics.h"
#include "features/ranking/topics.html.h"

static const char *
id_text(struct ctx *c, int64_t id)
{
	return arena_printf(c->mem, "%lld", (long long)id);
}

static void
options_fill(struct ctx *c, struct topic_choice_view *v)
{
	struct topic_choice_rows all = sql_topic_choices(c, v->programme);

	v->name = sql_programme_name(c, v->programme);
	v->places.v = ARENA_ARRAY(c->mem, struct option, all.n + 1);
	v->against.v = ARENA_ARRAY(c->mem, struct option, all.n);
	v->places.v[v->places.n++] = (struct option){ "", _("No topic") };
	for (int i = 0; i < all.n; i++) {
		struct option x = { id_text(c, all.v[i].topic), all.v[i].name };

		v->places.v[v->places.n++] = x;
		v->against.v[v->against.n++] = x;
	}
}

static int64_t
place_of(const struct said *s, int64_t topic)
{
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == topic)
			return s->v[i].place;
	for (int i = 0; i < s->n_not; i++)
		if (s->not_for_me[i] == topic)
			return -1;
	return 0;
}

/* As it was said; topics that are not on offer any more are not shown. */
static void
form_fill(struct ctx *c, const struct said *s, struct topic_choice_view *v)
{
	struct topic_choice_rows all = sql_topic_choices(c, v->programme);
	int64_t *places[TOPIC_PLACES] = { &v->form.first, &v->form.second, &v->form.third,
		&v->form.fourth, &v->form.fifth };
	int n = 0;

	form_show(topic_choice_form, &v->form);
	v->form.not_for_me.v = ARENA_ARRAY(c->mem, const char *, s->n_not);
	for (int i = 0; i < s->n && n < TOPIC_PLACES; i++)
		for (int k = 0; k < all.n; k++)
			if (all.v[k].topic == s->v[i].person)
				*places[n++] = s->v[i].person;
	for (int i = 0; i < s->n_not; i++)
		v->form.not_for_me.v[v->form.not_for_me.n++] = id_text(c, s->not_for_me[i]);
	v->form.only = s->only;
	v->said = s->n || s->n_not;
}

enum result
web_topic_choice_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct topic_choice_view v = { .programme = q->subject };
	enum result r = topic_choice_can(c, q->subject);
	struct topic_choice_rows all;
	struct said s;

	if (r != OK)
		return r;
	said_read_topics(c, q->subject, &s);
	if (q->json) {
		all = sql_topic_choices(c, q->subject);
		for (int i = 0; i < all.n; i++)
			all.v[i].place = place_of(&s, all.v[i].topic);
		return show_json(q, topic_choice_items, &all);
	}
	options_fill(c, &v);
	form_fill(c, &s, &v);
	form_watch(c, &v.form);
	return show_page(q, topic_choice_list, &v);
}

enum result
web_topic_choice_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct topic_choice_view v = { .programme = q->subject };
	struct topic_choice_form now;
	enum result r = INVALID;
	struct said s;

	said_read_topics(c, q->subject, &s);
	form_fill(c, &s, &v);
	now = v.form;
	if (form_read(q, topic_choice_form, &v.form)) {
		r = form_settle(q, &v.form, &now);
		if (r == OK)
			r = topic_choice_set(c, q->subject, &v.form);
	}
	if (c->problems) {
		options_fill(c, &v);
		return show_invalid(q, r, topic_choice_list, &v);
	}
	if (r == OK && !q->json)
		flash(q, _("Saved. Only you can see it."));
	return changed(q, r, url_topic_choice_list(c, q->subject));
}
