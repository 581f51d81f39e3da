/* SPDX-License-Identifier: Apache-2.0 */
#include "features/demo/demo.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "features/accounts/accounts.h"
#include "features/matching/matching.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"

const char *
demo_line(const struct practice_item *it, const char *field, size_t n)
{
	const struct practice_field *f = practice_values(it, field);

	return f->count ? f->entries[n % f->count].key : "";
}

struct ctx
demo_then(const struct demo_pair *m, int64_t who, int64_t when)
{
	struct ctx c = *m->d->c;

	c.who = who;
	c.now = when;
	return c;
}

struct ctx
demo_ago(const struct demo_pair *m, int64_t who, int64_t days)
{
	return demo_then(m, who, m->d->c->now - days * DAY);
}

const char *
demo_says(const struct demo_pair *m, const char *id, size_t k)
{
	struct ctx *c = m->d->c;
	const struct practice_item *it =
		practice_find("demo-text", arena_printf(c->mem, "%s%s", id, m->suffix));

	return demo_line(it ? it : practice_need("demo-text", id), "lines", m->n * 7 + k);
}

const struct practice_item *
demo_item(const struct demo *d, const char *id)
{
	for (size_t i = 0; i < d->people->count; i++)
		if (str_eq(d->people->items[i].id, id))
			return &d->people->items[i];
	return NULL;
}

int64_t
demo_person(const struct demo *d, const char *id)
{
	const struct practice_item *it = demo_item(d, id);

	return it ? d->person[it - d->people->items] : 0;
}

static struct topic_wishes
wishes(struct ctx *c, const struct practice_item *it, const char *field)
{
	const struct practice_field *f = practice_values(it, field);
	struct topic_wish *v = ARENA_ARRAY(c->mem, struct topic_wish, f->count);

	for (size_t i = 0; i < f->count; i++)
		v[i] = (struct topic_wish){ f->entries[i].key, f->entries[i].number };
	return (struct topic_wishes){ (int)f->count, v };
}

static struct texts
words(struct ctx *c, const struct practice_item *it, const char *field)
{
	const struct practice_field *f = practice_values(it, field);
	struct texts t = { (int)f->count, ARENA_ARRAY(c->mem, const char *, f->count) };

	for (size_t i = 0; i < f->count; i++)
		t.v[i] = f->entries[i].key;
	return t;
}

/* Monday to Friday, from the office's first hour to its last. */
static const char *
office_hours(struct ctx *c, const struct practice_item *place)
{
	struct hours h = { 0 };

	for (int day = 0; day < 5; day++) {
		h.day[day].from = (int)practice_number(place, "day_starts", 9) * 60;
		h.day[day].to = (int)practice_number(place, "day_ends", 17) * 60;
	}
	return hours_text(c->mem, &h);
}

static int64_t
person_make(struct demo *d, struct people_batch *b, const struct practice_item *it)
{
	struct ctx *c = d->c;
	const struct practice_item *org = &practice_kind("demo-organisation")->items[0];
	const struct practice_item *place =
		practice_need("demo-place", practice_field(it, "place", "en"));
	struct topic_wishes wanted = wishes(c, it, "wants"), offered = wishes(c, it, "offers");
	struct texts speaks = words(c, it, "speaks"), likes = words(c, it, "interests");
	struct topic_wish *interest = ARENA_ARRAY(c->mem, struct topic_wish, likes.n);
	struct topic_wishes interests = { likes.n, interest };
	int64_t level = practice_number(it, "level", 1), id = 0;
	bool made, changed;

	for (int i = 0; i < likes.n; i++)
		interest[i] = (struct topic_wish){ likes.v[i], 0 };
	const struct person_data data = {
		PERSON_DATA,
		.email = practice_field(it, "email", "en"),
		.name = practice_field(it, "name", "en"),
		.pronouns = practice_field(it, "pronouns", "en"),
		.headline = practice_field(it, "headline", "en"),
		.about = practice_field(it, "about", "en"),
		.unit = practice_field(it, "unit", "en"),
		.lang = practice_field(it, "language", "en"),
		.tz = practice_field(place, "tz", "en"),
		.hours = office_hours(c, place),
		.detail = practice_field(it, "detail", "en"),
		.medium = practice_field(it, "medium", "en"),
		.level = level_ensure(c, b, demo_line(org, "levels", (size_t)level - 1)),
		.active = true,
		.languages = &speaks,
		.wanted = &wanted,
		.offered = &offered,
		.interests = &interests,
	};
	struct person_data sent = data;

	sent.mentees_max = practice_number(it, "places", 1);
	if (person_save(c, b, &sent, &id, &made, &changed) != OK)
		db_fault(c, "the demonstration's %s cannot be saved", it->id);
	return id;
}

void
demo_people(struct demo *d)
{
	struct ctx *c = d->c;
	struct people_batch *b = people_batch_new(c->mem);
	const struct practice_item *org = &practice_kind("demo-organisation")->items[0];
	struct texts levels = words(c, org, "levels");

	levels_order(c, levels.v, levels.n);
	for (size_t i = 0; i < d->people->count; i++)
		d->person[i] = person_make(d, b, &d->people->items[i]);
	/* Line managers can stand below those whom they manage, so they come second. */
	for (size_t i = 0; i < d->people->count; i++) {
		const struct practice_item *it = &d->people->items[i];
		const struct practice_item *chief =
			demo_item(d, practice_field(it, "manager", "en"));
		bool made, changed;
		int64_t id;

		if (str_eq(practice_field(it, "cast", "en"), "administrator"))
			sql_demo_set_admin(c, d->person[i]);
		if (!chief)
			continue;
		person_save(c, b,
			&(struct person_data){ PERSON_DATA,
				.email = practice_field(it, "email", "en"),
				.manager = practice_field(chief, "email", "en") },
			&id, &made, &changed);
	}
	people_batch_end(c, b);
}

int64_t
demo_programme(struct demo *d, const char *name)
{
	struct ctx *c = d->c;
	const struct practice_item *p = practice_need("demo-programme", name);
	int64_t began = c->now - practice_number(p, "started_days_ago", 0) * DAY;
	const char *starts_on = day_text(c->mem, began / DAY);
	const char *tag = "en";

	return sql_programme_insert(c, practice_field(p, "template", tag),
		practice_field(p, "name", tag), practice_field(p, "about", tag),
		practice_field(p, "purpose", tag), practice_field(p, "level", tag),
		practice_field(p, "setting", tag), starts_on,
		day_add_months(c->mem, starts_on, (int)practice_number(p, "months", 12)),
		practice_number(p, "cadence_days", 28), "require", practice_field(p, "aim", tag),
		began < c->now ? began - 30 * DAY : c->now - 12 * DAY);
}

/* What a person takes part in: "pathways-mentor", "crossings-mentee" … */
static void
takes_part(struct demo *d, const struct practice_item *it, int64_t person)
{
	const struct practice_field *takes = practice_values(it, "takes");

	for (size_t i = 0; i < takes->count; i++) {
		const char *what = takes->entries[i].key;
		bool pathways = str_starts(what, "pathways");

		sql_demo_participant_insert(d->c, pathways ? d->pathways : d->crossings, person,
			str_ends(what, "mentor") ? "mentor" : "mentee",
			practice_number(it, "places", 1),
			pathways ? d->start - 20 * DAY : d->c->now - 9 * DAY);
	}
	if (str_eq(practice_field(it, "cast", "en"), "manager")) {
		d->manager = person;
		sql_demo_participant_insert(
			d->c, d->pathways, person, "manager", 1, d->start - 30 * DAY);
		sql_demo_participant_insert(
			d->c, d->crossings, person, "manager", 1, d->c->now - 12 * DAY);
	}
}

void
demo_programmes(struct demo *d)
{
	const struct practice_item *p = practice_need("demo-programme", "pathways");

	d->start = d->c->now - practice_number(p, "started_days_ago", 183) * DAY;
	d->pathways = demo_programme(d, "pathways");
	d->crossings = demo_programme(d, "crossings");
	rules_usual(d->c, d->pathways);
	rules_usual(d->c, d->crossings);
	sql_demo_set_programme(d->c, d->pathways, "running");
	for (size_t i = 0; i < d->people->count; i++)
		takes_part(d, &d->people->items[i], d->person[i]);
}

enum result
demo_fill(struct ctx *c)
{
	const struct practice_kind *people = practice_kind("demo-person");
	const struct practice_item *org = &practice_kind("demo-organisation")->items[0];
	const struct practice_item *place =
		practice_need("demo-place", practice_field(org, "place", "en"));
	struct demo d = { .c = c, .people = people };

	if (organisation_exists(c))
		return CONFLICT;
	d.person = ARENA_ARRAY(c->mem, int64_t, people->count);
	d.pair = ARENA_ARRAY(c->mem, int64_t, practice_kind("demo-relationship")->count);
	sql_organisation_insert(c, practice_field(org, "name", "en"), "en",
		practice_field(place, "tz", "en"), c->now - 400 * DAY);
	demo_people(&d);
	demo_programmes(&d);
	demo_pairs(&d);
	demo_companions(&d);
	demo_newcomers(&d);
	demo_ways(&d);
	demo_practice(&d);
	demo_nights(&d);
	return OK;
}
