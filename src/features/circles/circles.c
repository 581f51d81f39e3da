/* SPDX-License-Identifier: Apache-2.0 */
#include "features/circles/circles.h"

#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(circle_topic_form, CIRCLE_TOPIC_FORM)
FORM_DEFINE(circle_size_form, CIRCLE_SIZE_FORM)
FORM_DEFINE(mixture_form, MIXTURE_FORM)

unsigned
standing_circle(struct ctx *c, int64_t id)
{
	struct circle_standing s;

	if (!c->who || !sql_circle_standing(c, id, c->who, &s))
		return 0;
	return (s.member ? STANDING_PARTICIPANT : 0) | (s.manages ? STANDING_MANAGER : 0) |
	       (s.admin ? STANDING_ADMIN : 0);
}

static enum result
has_circles(struct ctx *c, int64_t programme)
{
	if (!str_eq(programme_way(c, programme), "circles"))
		return conflict(c, _("In this programme, people are not matched in circles."));
	return OK;
}

enum result
circle_topic_offer(
	struct ctx *c, int64_t programme, const struct circle_topic_form *f, int64_t *ret_id)
{
	enum result r = has_circles(c, programme);
	int64_t topic;

	if (r != OK)
		return r;
	if (f->least > f->most)
		return invalid(c, "most", _("The most cannot be below the least."));
	topic = topic_ensure(c, NULL, f->name);
	if (!topic)
		return invalid(c, "name", _("Enter a topic."));
	sql_circle_topic_put(c, programme, topic, f->least, f->most);
	*ret_id = sql_circle_topic_id(c, programme, topic);
	return OK;
}

enum result
circle_topic_resize(struct ctx *c, int64_t programme, int64_t id, const struct circle_size_form *f)
{
	struct circle_topic t;

	if (!sql_circle_topic_get(c, programme, id, &t))
		return NOT_FOUND;
	if (f->least > f->most)
		return invalid(c, "most", _("The most cannot be below the least."));
	sql_circle_topic_put(c, programme, t.topic, f->least, f->most);
	return OK;
}

enum result
circle_topic_withdraw(struct ctx *c, int64_t programme, int64_t id)
{
	return sql_circle_topic_delete(c, programme, id) ? OK : NOT_FOUND;
}

enum result
mixture_set(struct ctx *c, int64_t programme, const struct mixture_form *f)
{
	enum result r = has_circles(c, programme);

	if (r == OK)
		sql_circle_set_mixture(c, programme, str_eq(f->alike, "any") ? "" : f->alike,
			f->alike_most, c->now);
	return r;
}

int64_t
circle_start(struct ctx *c, int64_t programme, int64_t topic, int64_t run, const int64_t *people,
	size_t n)
{
	int64_t id = sql_circle_insert(c, programme, topic, run, c->now);

	for (size_t i = 0; i < n; i++) {
		sql_circle_member_insert(c, id, people[i], c->now);
		sql_circle_matched(c, programme, people[i]);
	}
	return id;
}

static void
leave(struct ctx *c, const struct circle *k, int64_t person)
{
	sql_circle_member_left(c, k->id, person, c->now);
	sql_circle_freed(c, k->programme, person);
}

enum result
circle_leave(struct ctx *c, int64_t circle)
{
	struct circle_member_rows rest;
	struct circle k;

	if (!sql_circle_get(c, circle, &k))
		return NOT_FOUND;
	if (!str_eq(k.state, "active"))
		return conflict(c, _("This circle has ended."));
	leave(c, &k, c->who);
	rest = sql_circle_members(c, circle);
	if (rest.n > 1)
		return OK;
	sql_circle_end(c, circle, c->now);
	for (int i = 0; i < rest.n; i++)
		leave(c, &k, rest.v[i].person);
	audit_add(c, "end", "circle", circle);
	return OK;
}
