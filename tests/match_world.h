/* SPDX-License-Identifier: Apache-2.0 */
/* Mentors, mentees and a programme to match them in: for tests of the matching. */
#ifndef TESTS_MATCH_WORLD_H
#define TESTS_MATCH_WORLD_H

#include "tests/harness.h"

#include "base/str.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"
#include "features/accounts/accounts.h"
#include "features/matching/matching.h"
#include "features/matching/people_in.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"
#include "features/relationships/relationships.h"

/* How a test describes somebody: words are separated by spaces. */
struct some {
	const char *name; /* also the mail address before the @ */
	const char *level, *unit;
	const char *languages;
	const char *wanted, *offered;
	const char *lang;
};

struct match_world {
	int64_t programme, manager;
};

static inline struct texts
test_words(struct ctx *c, const char *s)
{
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, 8) };

	while (s && *s && t.n < 8) {
		size_t n = strcspn(s, " ");

		t.v[t.n++] = arena_strndup(c->mem, s, n);
		s += n + (s[n] == ' ');
	}
	return t;
}

static inline struct topic_wishes
test_topics(struct ctx *c, const char *s)
{
	struct texts words = test_words(c, s);
	struct topic_wish *v = ARENA_ARRAY(c->mem, struct topic_wish, words.n);

	for (int i = 0; i < words.n; i++)
		v[i] = (struct topic_wish){ words.v[i], 3 };
	return (struct topic_wishes){ words.n, v };
}

static inline int64_t
test_somebody(struct ctx *c, const struct some *s)
{
	struct texts languages = test_words(c, s->languages ? s->languages : "en");
	struct topic_wishes wanted = test_topics(c, s->wanted),
			    offered = test_topics(c, s->offered);
	int64_t id = 0;
	bool made, changed;

	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .name = s->name,
					 .email = arena_printf(c->mem, "%s@example.org", s->name),
					 .tz = "UTC", .lang = s->lang ? s->lang : "en",
					 .unit = s->unit ? s->unit : "",
					 .level = s->level ? level_ensure(c, NULL, s->level) : 0,
					 .languages = &languages, .wanted = &wanted,
					 .offered = &offered, .active = true },
				 &id, &made, &changed),
		OK);
	return id;
}

static inline int64_t
test_join(struct ctx *c, int64_t programme, const char *role, int64_t places, const struct some *s)
{
	int64_t person = test_somebody(c, s), id;

	assert_int_equal(participant_save(c, programme, person, role, places, &id, NULL, NULL), OK);
	return person;
}

static inline int64_t
test_mentor(struct ctx *c, const struct match_world *w, int64_t places, struct some s)
{
	return test_join(c, w->programme, "mentor", places, &s);
}

static inline int64_t
test_mentee(struct ctx *c, const struct match_world *w, struct some s)
{
	return test_join(c, w->programme, "mentee", 0, &s);
}

/* An organisation with three levels, and a new programme whose manager acts. */
static inline struct match_world
match_world_new(struct ctx *c)
{
	static const char *const levels[] = { "Officer", "Manager", "Director" };
	struct programme_form f;
	struct match_world w;
	struct texts purpose = test_words(c, "other");

	sql_organisation_insert(c, "Alderbrook", "en", "Europe/London", c->now);
	levels_order(c, levels, 3);
	w.manager = c->who = test_somebody(c, &(struct some){ .name = "ines" });
	programme_defaults(c, "", &f);
	f.name = "Pathways";
	f.purpose = purpose;
	assert_int_equal(programme_create(c, &f, &w.programme), OK);
	return w;
}

/* The same without any rules. */
static inline struct match_world
match_world_make(struct ctx *c)
{
	struct match_world w = match_world_new(c);
	struct rule_rows rules = sql_rule_list(c, w.programme);

	for (int i = 0; i < rules.n; i++)
		sql_rule_delete(c, rules.v[i].id, c->now);
	sql_rule_forget(c, w.programme, c->now);
	return w;
}

/* Fails the test at the first problem. */
static inline int64_t
test_rule(struct ctx *c, const struct match_world *w, struct rule_form f)
{
	int64_t id = 0;
	enum result r = rule_add(c, w->programme, &f, &id);

	if (r != OK)
		fail_msg("rule: %s", c->problems ? c->problems->message : "refused");
	return id;
}

/* What a new programme asks. */
static const struct programme_choice test_choice = { .aim = "everyone", .fair = "none" };

/* Starts a run in a transaction of its own and does its job. */
static inline int64_t
test_run(struct test *t, const struct match_world *w, const char *aim)
{
	struct ctx *c = test_open(t);
	int64_t match = 0, job = 0;

	c->who = w->manager;
	assert_int_equal(match_start(c, w->programme, aim, &match, &job), OK);
	assert_int_equal(test_close(t, OK), OK);
	assert_true(jobs_run_all(&t->engine, t->ctx.now) >= 1);
	return match;
}

#endif
