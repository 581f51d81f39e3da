/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/pair.h"

#include "base/str.h"
#include "features/accounts/accounts.h"
#include "features/demo/demo.h"
#include "features/notices/notices.h"
#include "features/onboarding/onboarding.h"
#include "features/people/people.h"
#include "features/preparation/preparation.h"
#include "features/programmes/programmes.h"

static int64_t
somebody(struct ctx *c, const char *name, const char *email, const char *tz)
{
	int64_t id = 0;
	bool made, changed;

	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .name = name, .email = email,
					 .tz = tz, .active = true },
				 &id, &made, &changed),
		OK);
	return id;
}

struct two
two_make(struct ctx *c)
{
	struct two t;

	sql_organisation_insert(c, "Alderbrook", "en", "Europe/London", c->now);
	t.mentor = somebody(c, "Amara Okafor", "amara@example.org", "Africa/Lagos");
	t.mentee = somebody(c, "Jonas Weber", "jonas@example.org", "Europe/Berlin");
	t.manager = somebody(c, "Ines Sommer", "ines@example.org", "Europe/London");
	t.stranger = somebody(c, "Tomasz Lewandowski", "tomasz@example.org", "Europe/Warsaw");
	t.admin = somebody(c, "Ada Admin", "ada@example.org", "Europe/London");
	sql_demo_set_admin(c, t.admin);
	t.programme = sql_programme_insert(c, "formal-one-to-one", "Pathways", "",
		"leadership-development", "all", "workplace", "2027-01-01", "2027-12-31", 28,
		"require", "everyone", c->now);
	sql_demo_participant_insert(c, t.programme, t.mentor, "mentor", 1, c->now);
	sql_demo_participant_insert(c, t.programme, t.mentee, "mentee", 1, c->now);
	sql_demo_participant_insert(c, t.programme, t.manager, "manager", 1, c->now);
	assert_int_equal(
		relationship_start(c, t.programme, t.mentor, t.mentee, &t.relationship), OK);
	return t;
}

void
two_answer(struct ctx *c, const struct two *t)
{
	sql_preparation_ready_insert(c, t->relationship, t->mentor, c->now);
	sql_preparation_ready_insert(c, t->relationship, t->mentee, c->now);
}

void
two_prepare(struct ctx *c, const struct two *t)
{
	two_answer(c, t);
	sql_role_taken_save(c, t->programme, t->mentor, "mentor", "", c->now);
	sql_role_taken_save(c, t->programme, t->mentee, "mentee", "", c->now);
	sql_pledge_save(c, t->relationship, t->mentor, "", c->now);
	sql_pledge_save(c, t->relationship, t->mentee, "", c->now);
}

int64_t
two_more(struct ctx *c, const struct two *t, const char *email, const char *tz, int64_t *ret_mentee)
{
	int64_t mentee = somebody(c, "Zoe Zone", email, tz), id;

	sql_demo_participant_insert(c, t->programme, mentee, "mentee", 1, c->now);
	assert_int_equal(relationship_start(c, t->programme, t->mentor, mentee, &id), OK);
	two_prepare(c, &(struct two){ .programme = t->programme,
			       .relationship = id,
			       .mentor = t->mentor,
			       .mentee = mentee });
	*ret_mentee = mentee;
	return id;
}

struct pair
pair_as(struct ctx *c, const struct two *t, int64_t who)
{
	struct pair p;

	c->who = who;
	assert_int_equal(pair_get(c, t->relationship, &p), OK);
	return p;
}

int
told_of(struct ctx *c, const struct two *t, const char *letter)
{
	const int64_t people[] = { t->mentor, t->mentee, t->manager };
	int n = 0;

	for (size_t k = 0; k < sizeof people / sizeof *people; k++) {
		struct notice_rows rows = sql_notice_list(c, people[k], c->now, 1000, 0);

		for (int i = 0; i < rows.n; i++)
			n += str_eq(rows.v[i].kind, letter);
	}
	return n;
}
