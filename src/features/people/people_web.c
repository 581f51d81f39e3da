/* SPDX-License-Identifier: Apache-2.0 */
/* The directory, a profile, and people who are added by hand. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/people/people.html.h"

FORM_DEFINE(person_new_form, PERSON_NEW_FORM)

#define TOPICS_OFFERED 200 /* to choose from above the directory */

/* ---- the directory ---- */

/* The topics that somebody offers, and the chosen one however many there are. */
static struct option_rows
topic_choices(struct ctx *c, int64_t chosen)
{
	struct topic_name_rows topics = sql_topic_offered(c, TOPICS_OFFERED);
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, topics.n + 1) };
	bool there = !chosen;

	for (; rows.n < topics.n; rows.n++) {
		rows.v[rows.n] = (struct option){ arena_printf(c->mem, "%lld",
							  (long long)topics.v[rows.n].id),
			topics.v[rows.n].name };
		there |= topics.v[rows.n].id == chosen;
	}
	if (!there && *sql_topic_name(c, chosen))
		rows.v[rows.n++] = (struct option){ arena_printf(c->mem, "%lld", (long long)chosen),
			sql_topic_name(c, chosen) };
	return rows;
}

static const char *
count_text(struct ctx *c, const struct people_found *f)
{
	if (*f->meant)
		return tr(
			c, _("Nobody has all of these words. These people match “%s”:"), f->meant);
	if (f->total_is == TOTAL_AT_LEAST)
		return tr_n(c, "More than %d person", "More than %d people",
			f->total > PEOPLE_ON_PAGE ? f->total - 1 : f->total);
	return tr_n(c, "%d person", "%d people", f->total);
}

enum result
web_person_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct people_query query = { .q = req_query(q, "q"),
		.topic = req_query_int(q, "topic", 0),
		.level = req_query_int(q, "level", 0) };
	struct people_view v = {
		.q = query.q, .topic = "", .level = "", .admin = q->session.admin
	};

	query.topic = query.topic > 0 ? query.topic : 0;
	query.level = query.level > 0 ? query.level : 0;
	paging_read(q, PEOPLE_ON_PAGE, &v.pages);
	query.offset = paging_offset(&v.pages);
	people_find(c, &query, &v.found);
	paging_total(q, v.found.total, &v.pages);
	if (q->json)
		return show_json(q, person_card_items, &v.found.people);
	v.count = count_text(c, &v.found);
	v.topics = topic_choices(c, query.topic);
	v.levels = level_options(c, NULL);
	if (query.topic)
		v.topic = arena_printf(c->mem, "%lld", (long long)query.topic);
	if (query.level)
		v.level = arena_printf(c->mem, "%lld", (long long)query.level);
	v.narrowed = *v.q || query.topic || query.level;
	return show_page(q, people, &v);
}

/* ---- a profile ---- */

/* The rows of one way, which lie side by side. */
static struct person_topic_rows
way_of(const struct person_topic_rows *all, const char *way)
{
	struct person_topic_rows rows = { 0 };

	for (int i = 0; i < all->n; i++) {
		if (!str_eq(all->v[i].way, way))
			continue;
		if (!rows.n)
			rows.v = &all->v[i];
		rows.n++;
	}
	return rows;
}

static const char *
answer_text(struct ctx *c, const struct answer *a)
{
	return str_eq(a->kind, "date") ? fmt_date(c, a->value) : a->value;
}

/* One line for each field: several answers to one lie side by side. */
static struct shown_answer_rows
shown_answers(struct ctx *c, const struct answer_rows *answers)
{
	struct shown_answer_rows rows = { .v = ARENA_ARRAY(
						  c->mem, struct shown_answer, answers->n) };

	for (int i = 0; i < answers->n; i++) {
		const struct answer *a = &answers->v[i];
		struct shown_answer *line = &rows.v[rows.n > 0 ? rows.n - 1 : 0];

		if (i > 0 && answers->v[i - 1].field == a->field) {
			line->text = arena_printf(c->mem, "%s · %s", line->text, answer_text(c, a));
			continue;
		}
		rows.v[rows.n++] =
			(struct shown_answer){ a->label, answer_text(c, a), a->audience };
	}
	return rows;
}

/* The tags of the languages for JSON, their names for the page. */
static void
fill_languages(struct ctx *c, struct profile_view *v)
{
	struct person_language_rows rows = sql_person_language_list(c, v->person.id);
	struct buf tags = BUF_IN(c->mem), names = BUF_IN(c->mem);

	for (int i = 0; i < rows.n; i++) {
		if (i) {
			buf_chr(&tags, ' ');
			buf_str(&names, " · ");
		}
		buf_str(&tags, rows.v[i].tag);
		buf_str(&names, fmt_language(c, rows.v[i].tag));
	}
	v->person.languages = buf_text(&tags);
	v->languages = buf_text(&names);
}

static bool
profile_fill(struct req *q, struct profile_view *v)
{
	struct ctx *c = &q->ctx, there = *c;
	struct person_topic_rows topics;

	if (!sql_person_get(c, q->subject, &v->person))
		return false;
	fill_languages(c, v);
	there.tz = v->person.tz;
	v->clock = fmt_clock(&there, c->now);
	v->elsewhere = tz_offset(c->tz, c->now) != tz_offset(v->person.tz, c->now);
	v->hours = hours_in_words(c, v->person.hours);
	topics = sql_person_topic_list(c, q->subject);
	v->wanted = way_of(&topics, "wanted");
	v->offered = way_of(&topics, "offered");
	v->interests = way_of(&topics, "interest");
	v->answers = sql_answer_list(c, q->subject, c->who);
	v->shown = shown_answers(c, &v->answers);
	v->self = q->subject == c->who;
	v->admin = (q->standing & STANDING_ADMIN) != 0;
	return true;
}

enum result
web_person_show(struct req *q)
{
	struct profile_view v = { 0 };

	if (!profile_fill(q, &v))
		return NOT_FOUND;
	return show_one(q, person, &v, person, &v.person);
}

enum result
web_answer_list(struct req *q)
{
	struct profile_view v = { 0 };

	if (!profile_fill(q, &v))
		return NOT_FOUND;
	return show_many(q, person, &v, answer, &v.answers);
}

/* ---- by hand ---- */

enum result
web_person_new(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct person_new_view v = { 0 };

	form_show(person_new_form, &v.form);
	v.levels = level_options(c, _("Not said"));
	return show_page(q, person_new, &v);
}

enum result
web_person_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct person_new_view v = { 0 };
	int64_t id = 0;
	enum result r = INVALID;

	if (form_read(q, person_new_form, &v.form))
		r = person_add(c, &v.form, &id);
	if (r == INVALID) {
		v.levels = level_options(c, _("Not said"));
		return show_invalid(q, r, person_new, &v);
	}
	if (r == OK)
		flash(q, tr(c, _("%s is invited: a mail with a link is on its way."), v.form.name));
	return created(q, r, id, url_person_show(c, id));
}
