/* SPDX-License-Identifier: Apache-2.0 */
#include "features/ranking/topics.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(topic_choice_form, TOPIC_CHOICE_FORM)

enum result
topic_choice_can(struct ctx *c, int64_t programme)
{
	struct programme p;

	if (!sql_programme_get(c, programme, &p) ||
		!sql_ranking_can(c, programme, "mentee", c->who))
		return NOT_FOUND;
	if (!str_eq(p.way, "circles"))
		return conflict(c, _("In this programme, people are not matched in circles."));
	if (str_eq(p.state, "ended"))
		return conflict(c, _("This programme has ended."));
	return OK;
}

static bool
is_offered(const struct topic_choice_rows *all, int64_t topic)
{
	for (int i = 0; i < all->n; i++)
		if (all->v[i].topic == topic)
			return true;
	return false;
}

static bool
is_named(const struct said *s, int64_t topic)
{
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == topic)
			return true;
	return false;
}

static enum result
take_places(struct ctx *c, const struct topic_choice_rows *all, const struct topic_choice_form *f,
	struct said *s)
{
	const int64_t topics[TOPIC_PLACES] = { f->first, f->second, f->third, f->fourth, f->fifth };
	static const char *const names[] = { "first", "second", "third", "fourth", "fifth" };

	for (int i = 0; i < TOPIC_PLACES; i++) {
		if (!topics[i])
			continue;
		if (!is_offered(all, topics[i]))
			return invalid(
				c, names[i], _("This topic is not on offer. Choose another one."));
		if (is_named(s, topics[i]))
			return invalid(c, names[i],
				_("You have named this topic already. Choose another one, or leave "
				  "this open."));
		s->v[s->n] = (struct ranked_one){ topics[i], s->n + 1 };
		s->n++;
	}
	return OK;
}

static enum result
take_against(struct ctx *c, const struct topic_choice_rows *all, const struct texts *against,
	struct said *s)
{
	for (int i = 0; i < against->n; i++) {
		int64_t topic = 0;

		if (!str_to_int(against->v[i], &topic) || !is_offered(all, topic))
			return invalid(c, "not_for_me",
				_("This topic is not on offer. Choose another one."));
		if (is_named(s, topic))
			return invalid(c, "not_for_me",
				_("You have named one of these above. Take it off in one of the "
				  "two places."));
		s->not_for_me[s->n_not++] = topic;
	}
	return OK;
}

enum result
topic_choice_set(struct ctx *c, int64_t programme, const struct topic_choice_form *f)
{
	enum result r = topic_choice_can(c, programme);
	struct topic_choice_rows all;
	struct said s;

	if (r != OK)
		return r;
	all = sql_topic_choices(c, programme);
	said_parse_topics(c->mem, "", &s);
	r = take_places(c, &all, f, &s);
	if (r == OK)
		r = take_against(c, &all, &f->not_for_me, &s);
	if (r != OK)
		return r;
	s.only = f->only && s.n;
	said_write_topics(c, programme, &s);
	return OK;
}
