/* SPDX-License-Identifier: Apache-2.0 */
/* Making and changing people, as many as a file has: few statements for each. */
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/notices/notices.h"
#include "features/people/batch.h"

/* One save. */
struct save {
	struct ctx *c;
	struct people_batch *b;
	const struct person_data *d;
	struct person_kept was, is; /* the row before and after */
	bool known;		    /* there was one before */
	bool changed;		    /* anything beyond the row */
	bool words;		    /* what is searched for may be another */
	struct texts offered;	    /* of somebody new, as the index of words knows them */
};

/* ---- the row ---- */

struct text_rule {
	const char *field;
	int64_t max;
	const char *const *given; /* member of person_data */
	const char **kept;	  /* member of the row */
};

static void
take_text(struct save *s, const struct text_rule *rule)
{
	struct ctx *c = s->c;

	if (!*rule->given)
		return;
	if ((int64_t)utf8_length(*rule->given) > rule->max)
		invalid(c, rule->field, tr(c, _("Use at most %d characters."), rule->max));
	*rule->kept = *rule->given;
}

static void
take_texts(struct save *s)
{
	struct ctx *c = s->c;
	const struct person_data *d = s->d;
	struct person_kept *p = &s->is;
	const struct text_rule rules[] = {
		{ "name", 120, &d->name, &p->name },
		{ "pronouns", 40, &d->pronouns, &p->pronouns },
		{ "headline", 200, &d->headline, &p->headline },
		{ "about", 4000, &d->about, &p->about },
		{ "unit", 120, &d->unit, &p->unit },
		{ "hours", 400, &d->hours, &p->hours },
	};

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		take_text(s, &rules[i]);
	if (str_empty(p->name))
		invalid(c, "name", _("Say what this person is called."));
}

static bool
zone_known(struct save *s, const char *tz)
{
	int64_t *seen = batch_slot(s->b, KNOWN_ZONE, tz);

	if (!*seen)
		*seen = tz_valid(tz) ? 1 : 2;
	return *seen == 1;
}

static void
check_languages(struct save *s)
{
	struct ctx *c = s->c;
	const struct texts *tags = s->d->languages;

	for (int i = 0; tags && i < tags->n; i++) {
		int64_t *seen = batch_slot(s->b, KNOWN_LANGUAGE, tags->v[i]);

		if (!*seen)
			*seen = language_known(c, tags->v[i]) ? 1 : 2;
		if (*seen != 1)
			invalid(c, "languages",
				tr(c, _("“%s” is not a language we know."), tags->v[i]));
	}
}

static void
take_choices(struct save *s)
{
	struct ctx *c = s->c;
	const struct person_data *d = s->d;
	struct person_kept *p = &s->is;
	struct hours hours;

	if (d->lang && *d->lang && !lang_find(d->lang))
		invalid(c, "lang", _("Choose a language from the list."));
	if (d->tz && !zone_known(s, d->tz))
		invalid(c, "tz", _("Choose a time zone from the list, such as Europe/Berlin."));
	if (d->hours && !hours_parse(d->hours, &hours))
		invalid(c, "hours",
			_("Write the hours of seven days in minutes, such as \"540-1020\", or "
			  "\"-\" for a free day."));
	if (d->detail && *d->detail && !*fmt_detail(c, d->detail))
		invalid(c, "detail", _("Choose an answer that is offered."));
	if (d->medium && *d->medium && !*fmt_medium(c, d->medium))
		invalid(c, "medium", _("Choose an answer that is offered."));
	if (d->mentees_max < -1 || d->mentees_max > MENTEES_MOST)
		invalid(c, "mentees_max", tr(c, _("Choose a number from 0 to %d."), MENTEES_MOST));
	p->lang = d->lang ? d->lang : p->lang;
	p->tz = d->tz ? d->tz : p->tz;
	p->detail = d->detail ? d->detail : p->detail;
	p->medium = d->medium ? d->medium : p->medium;
	p->mentees_max = d->mentees_max >= 0 ? d->mentees_max : p->mentees_max;
	if (d->level)
		p->level = d->level == LEVEL_NONE ? 0 : d->level;
}

static void
take_manager(struct save *s)
{
	struct ctx *c = s->c;
	const char *email = s->d->manager;
	int64_t *id;

	if (!email)
		return;
	s->is.manager = 0;
	if (!*email)
		return;
	id = batch_slot(s->b, KNOWN_MANAGER, email);
	if (!*id)
		*id = sql_person_id(c, email);
	if (str_eq(email, s->d->email))
		invalid(c, "manager", _("Nobody is their own line manager. Give somebody else."));
	else if (!*id)
		invalid(c, "manager",
			tr(c, _("Nobody here has the address %s. Add this person first."), email));
	s->is.manager = *id;
}

static void
check_wishes(struct save *s, const char *field, const struct topic_wishes *wishes)
{
	struct ctx *c = s->c;

	for (int i = 0; wishes && i < wishes->n; i++) {
		if (utf8_length(wishes->v[i].name) > TOPIC_LETTERS)
			invalid(c, field, tr(c, _("Use at most %d characters."), TOPIC_LETTERS));
		if (wishes->v[i].strength < 0 || wishes->v[i].strength > STRENGTH_MOST)
			invalid(c, field, tr(c, _("Choose a number from 0 to %d."), STRENGTH_MOST));
	}
}

static bool
same_row(const struct person_kept *a, const struct person_kept *b)
{
	return str_eq(a->name, b->name) && str_eq(a->pronouns, b->pronouns) &&
	       str_eq(a->headline, b->headline) && str_eq(a->about, b->about) &&
	       str_eq(a->lang, b->lang) && str_eq(a->tz, b->tz) && str_eq(a->hours, b->hours) &&
	       a->level == b->level && str_eq(a->unit, b->unit) && a->manager == b->manager &&
	       str_eq(a->detail, b->detail) && str_eq(a->medium, b->medium) &&
	       a->mentees_max == b->mentees_max;
}

/* Somebody who had said how he likes to talk says something else. */
static bool
style_changed(const struct person_kept *a, const struct person_kept *b)
{
	return (*a->detail && !str_eq(a->detail, b->detail)) ||
	       (*a->medium && !str_eq(a->medium, b->medium));
}

/* A name that is nothing but marks sorts as it is: never empty, because the directory walks from "". */
static const char *
sorted_name(struct ctx *c, const char *name)
{
	const char *folded = fold(c->mem, name);

	return *folded ? folded : name;
}

static void
save_row(struct save *s)
{
	struct ctx *c = s->c;
	struct person_kept *p = &s->is;
	const char *sorted;

	if (s->known && same_row(&s->was, p))
		return;
	sorted = sorted_name(c, p->name);
	if (!s->known) {
		sql_person_insert(c, s->d->email, p->name, sorted, p->pronouns, p->headline,
			p->about, p->lang, p->tz, p->hours, p->level, p->unit, p->manager,
			p->detail, p->medium, p->mentees_max, s->d->active ? "active" : "invited",
			c->now);
		p->id = sql_person_id(c, s->d->email);
		s->words = true;
		return;
	}
	sql_person_change(c, p->id, p->email, p->name, sorted, p->pronouns, p->headline, p->about,
		p->lang, p->tz, p->hours, p->level, p->unit, p->manager, p->detail, p->medium,
		p->mentees_max, c->now);
	if (!str_eq(s->was.tz, p->tz))
		digest_plan(c, p->id);
	if (style_changed(&s->was, p))
		event_add(c, EVENT_person_style_changed, p->id);
	s->words = !str_eq(s->was.name, p->name) || !str_eq(s->was.headline, p->headline) ||
		   !str_eq(s->was.unit, p->unit) || s->was.level != p->level;
}

/* ---- languages ---- */

static void
save_languages(struct save *s)
{
	struct ctx *c = s->c;
	const struct texts *want = s->d->languages;
	struct person_language_rows have = { 0 };

	if (!want)
		return;
	if (s->known)
		have = sql_person_language_list(c, s->is.id);
	for (int i = 0; i < have.n; i++)
		if (!texts_have(want, have.v[i].tag))
			s->changed |= sql_person_language_delete(c, s->is.id, have.v[i].tag) > 0;
	for (int i = 0; i < want->n; i++) {
		bool there = false;

		for (int j = 0; j < have.n; j++)
			there |= str_eq(have.v[j].tag, want->v[i]);
		if (!there)
			s->changed |= sql_person_language_insert(c, s->is.id, want->v[i]) > 0;
	}
}

/* ---- topics ---- */

int64_t
topic_ensure(struct ctx *c, struct people_batch *b, const char *name)
{
	const char *folded = fold(c->mem, name);
	int64_t id, *kept = b ? batch_slot(b, KNOWN_TOPIC, folded) : NULL;

	if (!*folded)
		return 0;
	if (kept && *kept)
		return *kept;
	id = sql_topic_find(c, folded);
	if (!id)
		id = sql_topic_insert(c, name, folded);
	if (kept)
		*kept = id;
	return id;
}

static void
offer(struct save *s, const int64_t *topics, int n)
{
	s->offered.v = ARENA_ARRAY(s->c->mem, const char *, n);
	for (int i = 0; i < n; i++)
		if (topics[i])
			s->offered.v[s->offered.n++] = word_of_topic(s->c->mem, topics[i]);
}

static void
save_way(struct save *s, const char *way, const struct topic_wishes *want,
	const struct person_topic_rows *have)
{
	struct ctx *c = s->c;
	int64_t *ids;

	if (!want)
		return;
	ids = ARENA_ARRAY(c->mem, int64_t, want->n);
	for (int i = 0; i < want->n; i++)
		ids[i] = topic_ensure(c, s->b, want->v[i].name);
	if (!s->known && str_eq(way, "offered"))
		offer(s, ids, want->n);
	for (int j = 0; j < have->n; j++) {
		bool stays = false;

		for (int i = 0; i < want->n; i++)
			stays |= ids[i] == have->v[j].topic;
		if (str_eq(have->v[j].way, way) && !stays)
			s->words |= sql_person_topic_delete(c, s->is.id, way, have->v[j].topic) > 0;
	}
	for (int i = 0; i < want->n; i++) {
		bool same = ids[i] == 0;

		for (int j = 0; j < i; j++)
			same |= ids[j] == ids[i];
		for (int j = 0; j < have->n; j++)
			same |= str_eq(have->v[j].way, way) && have->v[j].topic == ids[i] &&
				have->v[j].strength == want->v[i].strength;
		if (!same)
			s->words |= sql_person_topic_insert(
					    c, s->is.id, way, ids[i], want->v[i].strength) > 0;
	}
}

static void
save_topics(struct save *s)
{
	const struct person_data *d = s->d;
	struct person_topic_rows have = { 0 };
	bool before = s->words;

	if (!d->wanted && !d->offered && !d->interests)
		return;
	if (s->known)
		have = sql_person_topic_list(s->c, s->is.id);
	s->words = false;
	save_way(s, "wanted", d->wanted, &have);
	save_way(s, "offered", d->offered, &have);
	save_way(s, "interest", d->interests, &have);
	s->changed |= s->words;
	s->words |= before;
}

/* ---- answers to the organisation's fields ---- */

/* Checks, and turns each value into the form in which it is kept. */
static void
check_answers(struct save *s, struct field_answer *ret)
{
	struct ctx *c = s->c;

	for (int i = 0; i < s->d->n_answers; i++) {
		const struct field_answer *a = &s->d->answers[i];
		const struct field *f = batch_field(s->b, a->field);
		const char *name = arena_printf(c->mem, "field_%lld", (long long)a->field);

		ret[i].field = a->field;
		ret[i].values.v = ARENA_ARRAY(c->mem, const char *, a->values.n);
		if (!f) {
			invalid(c, name, _("There is no such field. Take it out."));
			continue;
		}
		if (a->values.n > 1 && !str_eq(f->kind, "many"))
			invalid(c, name, _("Give one answer here."));
		for (int j = 0; j < a->values.n; j++) {
			const char *value = a->values.v[j];
			const char *wrong = *value ? field_answer_wrong(c, f, &value) : NULL;

			if (wrong)
				invalid(c, name, wrong);
			if (*value && !texts_have(&ret[i].values, value))
				ret[i].values.v[ret[i].values.n++] = value;
		}
	}
}

static void
save_answers(struct save *s, const struct field_answer *want)
{
	struct ctx *c = s->c;
	struct answer_kept_rows have = { 0 };

	if (s->known && s->d->n_answers)
		have = sql_answers_kept(c, s->is.id);
	for (int i = 0; i < s->d->n_answers; i++) {
		int64_t field = want[i].field;

		for (int j = 0; j < have.n; j++)
			if (have.v[j].field == field &&
				!texts_have(&want[i].values, have.v[j].value))
				s->changed |=
					sql_answer_delete(c, s->is.id, field, have.v[j].value) > 0;
		for (int k = 0; k < want[i].values.n; k++) {
			bool there = false;

			for (int j = 0; j < have.n; j++)
				there |= have.v[j].field == field &&
					 str_eq(have.v[j].value, want[i].values.v[k]);
			if (!there)
				s->changed |= sql_answer_insert(
						      c, s->is.id, field, want[i].values.v[k]) > 0;
		}
	}
}

/* ---- the words by which somebody is found ---- */

static void
add_names(struct texts *to, const struct topic_wishes *wishes)
{
	for (int i = 0; wishes && i < wishes->n; i++)
		to->v[to->n++] = wishes->v[i].name;
}

static void
save_words(struct save *s)
{
	struct ctx *c = s->c;
	const struct topic_wishes *ways[] = { s->d->offered, s->d->wanted, s->d->interests };
	struct person_topic_rows topics = { 0 };
	struct texts from = { 0 }, as_is = s->offered;
	int most = 3;

	if (s->known)
		topics = sql_person_topic_list(c, s->is.id);
	for (int i = 0; i < 3; i++)
		most += ways[i] ? ways[i]->n : 0;
	from.v = ARENA_ARRAY(c->mem, const char *, most + topics.n);
	from.v[from.n++] = s->is.name;
	from.v[from.n++] = s->is.headline;
	from.v[from.n++] = s->is.unit;
	for (int i = 0; i < 3 && !s->known; i++)
		add_names(&from, ways[i]);
	as_is.v = ARENA_ARRAY(c->mem, const char *, s->offered.n + topics.n + 1);
	for (int i = 0; i < s->offered.n; i++)
		as_is.v[i] = s->offered.v[i];
	for (int i = 0; i < topics.n; i++) {
		from.v[from.n++] = topics.v[i].name;
		if (str_eq(topics.v[i].way, "offered"))
			as_is.v[as_is.n++] = word_of_topic(c->mem, topics.v[i].topic);
	}
	if (s->is.level)
		as_is.v[as_is.n++] = word_of_level(c->mem, s->is.level);
	words_save(c, s->b, s->is.id, s->known, &from, &as_is);
}

/* ---- all of it ---- */

static int
problems_of(const struct ctx *c)
{
	int n = 0;

	for (const struct problem *p = c->problems; p; p = p->next)
		n++;
	return n;
}

enum result
person_save(struct ctx *c, struct people_batch *b, const struct person_data *d, int64_t *ret_id,
	bool *ret_new, bool *ret_changed)
{
	struct save s = { .c = c, .b = b ? b : people_batch_new(c->mem), .d = d };
	struct field_answer *answers = ARENA_ARRAY(c->mem, struct field_answer, d->n_answers);
	int before = problems_of(c);

	batch_ask(c, s.b);
	s.known = sql_person_by_email(c, d->email, &s.was);
	if (!s.known)
		s.was = (struct person_kept){ 0, d->email, "", "", "", "", "", s.b->tz, "", 0, "",
			0, "", "", 1 };
	s.is = s.was;
	take_texts(&s);
	take_choices(&s);
	take_manager(&s);
	check_languages(&s);
	check_wishes(&s, "wanted", d->wanted);
	check_wishes(&s, "offered", d->offered);
	check_wishes(&s, "interests", d->interests);
	check_answers(&s, answers);
	if (problems_of(c) > before)
		return INVALID;
	save_row(&s);
	save_languages(&s);
	save_topics(&s);
	save_answers(&s, answers);
	if (s.words)
		save_words(&s);
	*ret_id = s.is.id;
	*ret_new = !s.known;
	*ret_changed = !s.known || s.changed || !same_row(&s.was, &s.is);
	if (s.known && s.changed && same_row(&s.was, &s.is))
		sql_person_touch(c, s.is.id, c->now);
	if (!b)
		people_batch_end(c, s.b);
	return OK;
}

void
person_index(struct ctx *c, int64_t person)
{
	struct person_data nothing = { PERSON_DATA };
	struct save s = { .c = c, .b = people_batch_new(c->mem), .d = &nothing, .known = true };

	if (!sql_person_by_id(c, person, &s.is))
		return;
	sql_person_set_sorted(c, person, sorted_name(c, s.is.name));
	save_words(&s);
	people_batch_end(c, s.b);
}
