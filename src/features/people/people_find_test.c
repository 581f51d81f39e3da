/* SPDX-License-Identifier: Apache-2.0 */
/* The directory: what is found, in which order, and which slips are forgiven. */
#include "tests/harness.h"

#include "base/str.h"
#include "features/accounts/accounts.h"
#include "features/people/batch.h"
#include "features/people/people.h"
#include "features/people/slips.h"
#include "features/people/word_index.h"

/* ---- hands ---- */

static int64_t
made(struct ctx *c, const struct person_data *d)
{
	int64_t id = 0;
	bool is_new, changed;

	assert_int_equal(person_save(c, NULL, d, &id, &is_new, &changed), OK);
	assert_true(is_new && changed);
	return id;
}

static void
made_again(struct ctx *c, const struct person_data *d)
{
	int64_t id;
	bool is_new, changed;

	assert_int_equal(person_save(c, NULL, d, &id, &is_new, &changed), OK);
	assert_true(!is_new && changed);
}

static int64_t
simple(struct ctx *c, const char *email, const char *name)
{
	return made(c,
		&(struct person_data){ PERSON_DATA, .email = email, .name = name, .active = true });
}

static bool
found(struct ctx *c, const char *q, int64_t person)
{
	struct people_found f;

	people_find(c, &(struct people_query){ .q = q }, &f);
	for (int i = 0; i < f.people.n; i++)
		if (f.people.v[i].id == person)
			return true;
	return false;
}

static int
how_many(struct ctx *c, const char *q)
{
	struct people_found f;

	people_find(c, &(struct people_query){ .q = q }, &f);
	assert_int_equal(f.total, f.people.n);
	return f.people.n;
}

/* ---- finding ---- */

static void
search_forgives_case_accents_and_slips(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t jose = simple(c, "jose@example.org", "José Ñandú");
	int64_t jonathan = simple(c, "jon@example.org", "Jonathan Straße");
	int64_t lukasz = simple(c, "luk@example.org", "Łukasz Wójcik");
	struct people_found f;

	assert_true(found(c, "jose", jose));
	assert_true(found(c, "NANDU jos", jose));
	assert_true(found(c, "strasse", jonathan));
	assert_true(found(c, "lukasz", lukasz));
	assert_false(found(c, "jose", jonathan));
	assert_false(found(c, "jose wojcik", jose));
	/* Left out, put in, changed, swapped, and two in a long word. */
	assert_true(found(c, "lkasz", lukasz));
	assert_true(found(c, "lukassz", lukasz));
	assert_true(found(c, "mukasz", lukasz));
	assert_true(found(c, "lukazs", lukasz));
	assert_true(found(c, "jonaphen", jonathan));
	assert_true(found(c, "jonotha", jonathan));
	assert_false(found(c, "lkazs", lukasz));
	people_find(c, &(struct people_query){ .q = "lukazs wojcik" }, &f);
	assert_string_equal(f.meant, "lukasz wojcik");
	people_find(c, &(struct people_query){ .q = "lukasz" }, &f);
	assert_string_equal(f.meant, "");
	assert_int_equal(how_many(c, "zzzzzzzz"), 0);
	assert_int_equal(how_many(c, "' OR 1=1 -- % _"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
words_follow_the_person(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = simple(c, "m@example.org", "Maria Old"), same;
	bool is_new, changed;

	assert_true(found(c, "old", id));
	assert_int_equal(person_save(c, NULL,
				 &(struct person_data){ PERSON_DATA, .email = "m@example.org",
					 .name = "Maria New", .unit = "Harbour Office" },
				 &same, &is_new, &changed),
		OK);
	assert_false(found(c, "old", id));
	assert_true(found(c, "mar har new off", id));
	/* By one letter and two as well, as long as any word begins so. */
	assert_true(found(c, "m", id) && found(c, "ne", id) && found(c, "of", id));
	assert_false(found(c, "ol", id));
	assert_true(found(c, "o", id));
	made_again(
		c, &(struct person_data){ PERSON_DATA, .email = "m@example.org", .unit = "Pier" });
	assert_false(found(c, "o", id) || found(c, "of", id) || found(c, "office", id));
	assert_true(found(c, "pi", id));
	sql_account_deactivate(c, id, c->now);
	assert_false(found(c, "maria", id));
	/* Who was there before there was an index. */
	sql_person_insert(c, "old@example.org", "Olga Before", "olga before", "", "", "", "", "UTC",
		"", 0, "", 0, "", "", 1, "active", c->now);
	id = sql_person_id(c, "old@example.org");
	assert_false(found(c, "olga", id));
	person_index(c, id);
	assert_true(found(c, "olga", id) && found(c, "be", id));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
filters_and_pages(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t seo = level_ensure(c, NULL, "SEO");
	struct topic_wish wish = { "Budgets", 3 };
	struct topic_wishes offered = { 1, &wish }, none = { 0 };
	struct people_query query = { .q = "person", .topic = topic_ensure(c, NULL, "Budgets") };
	struct people_found f;

	for (int i = 0; i < 60; i++)
		made(c, &(struct person_data){ PERSON_DATA,
				.email = arena_printf(c->mem, "p%02d@example.org", i),
				.name = arena_printf(c->mem, "Person %02d", i),
				.level = i % 2 ? seo : 0, .offered = i < 40 ? &offered : NULL });
	people_find(c, &query, &f);
	assert_int_equal(f.total, 40);
	assert_int_equal(f.people.n, PEOPLE_ON_PAGE);
	assert_string_equal(f.people.v[0].name, "Person 00");
	assert_string_equal(f.people.v[0].offered, "Budgets");
	query.offset = PEOPLE_ON_PAGE;
	people_find(c, &query, &f);
	assert_int_equal(f.people.n, 40 - PEOPLE_ON_PAGE);
	assert_string_equal(f.people.v[0].name, "Person 24");
	query = (struct people_query){ .q = "", .level = seo };
	people_find(c, &query, &f);
	assert_int_equal(f.total, 30);
	query.topic = topic_ensure(c, NULL, "budgets");
	people_find(c, &query, &f);
	assert_int_equal(f.total, 20);
	/* Who loses the level or the topic is no longer found by it. */
	made_again(c, &(struct person_data){ PERSON_DATA, .email = "p01@example.org",
			      .level = LEVEL_NONE, .offered = &none });
	people_find(c, &query, &f);
	assert_int_equal(f.total, 19);
	assert_string_equal(f.people.v[0].name, "Person 03");
	query.level = 0;
	people_find(c, &query, &f);
	assert_int_equal(f.total, 39);
	people_find(c, &(struct people_query){ .q = "" }, &f);
	assert_int_equal(f.total, 60);
	assert_int_equal(f.total_is, TOTAL_EXACT);
	assert_int_equal(test_close(*state, OK), OK);
}

/* As many as make a word frequent, written without the rules, which would take too long here. */
static void
many(struct ctx *c, const char *name, const char *word, int n)
{
	struct people_batch *b = people_batch_new(c->mem);

	for (int i = 0; i < n; i++) {
		const char *email = arena_printf(c->mem, "%s%d@example.org", word, i);
		const char *sorted = arena_printf(c->mem, "%s %04d", name, i);
		int64_t id;

		sql_person_insert(c, email, name, sorted, "", "", "", "", "UTC", "", 0, "", 0, "",
			"", 1, "active", c->now);
		id = sql_person_id(c, email);
		index_add(b, "common", id);
		index_add(b, word, id);
	}
	people_batch_end(c, b);
}

static void
frequent_words_are_walked_and_rare_meetings_gathered(void **state)
{
	struct ctx *c = test_open(*state);
	struct people_found f;

	many(c, "a", "alpha", 8100);
	many(c, "b", "beta", 1100);
	people_find(c, &(struct people_query){ .q = "beta" }, &f);
	assert_int_equal(f.people.n, PEOPLE_ON_PAGE);
	assert_int_equal(f.total, 1000);
	assert_int_equal(f.total_is, TOTAL_AT_LEAST);
	assert_string_equal(f.people.v[0].name, "b");
	people_find(c, &(struct people_query){ .q = "alpha common", .offset = 24 }, &f);
	assert_int_equal(f.people.n, PEOPLE_ON_PAGE);
	assert_int_equal(f.total_is, TOTAL_AT_LEAST);
	/* All who have both words come behind the names that are walked first. */
	people_find(c, &(struct people_query){ .q = "beta common" }, &f);
	assert_int_equal(f.people.n, PEOPLE_ON_PAGE);
	assert_string_equal(f.people.v[0].name, "b");
	assert_int_equal(f.total_is, TOTAL_AT_LEAST);
	people_find(c, &(struct people_query){ .q = "beta alpha" }, &f);
	assert_int_equal(f.people.n, 0);
	assert_string_equal(f.meant, "");
	assert_int_equal(test_close(*state, OK), OK);
}

static int64_t
nth(struct ctx *c, int64_t i)
{
	return sql_person_id(c, arena_printf(c->mem, "alpha%lld@example.org", (long long)i));
}

/* The same order, whichever way it was found: 160 of 8000 are gathered, 2000 of 8000 are walked. */
static void
both_ways_find_the_same(void **state)
{
	static const int64_t offsets[] = { 0, 24, 144, 480, 1992, 2400, INT64_MAX - 24 };
	struct ctx *c = test_open(*state);
	struct people_batch *b = people_batch_new(c->mem);
	struct people_found f;

	many(c, "a", "alpha", 8000);
	for (int64_t i = 7999; i >= 0; i--) {
		if (i % 50 == 7)
			index_add(b, "rare", nth(c, i));
		if (i % 4 == 1)
			index_add(b, "often", nth(c, i));
	}
	people_batch_end(c, b);
	for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
		int64_t from = offsets[i];

		people_find(c, &(struct people_query){ .q = "rare", .offset = from }, &f);
		assert_int_equal(f.total, 160);
		for (int64_t k = 0; k < 24 && from < 160 - k; k++)
			assert_int_equal(f.people.v[k].id, nth(c, (from + k) * 50 + 7));
		people_find(c, &(struct people_query){ .q = "often", .offset = from }, &f);
		assert_int_equal(f.total_is, TOTAL_AT_LEAST);
		assert_int_equal(f.people.n, from < 1992 ? 24 : from < 2000 ? 8 : 0);
		for (int k = 0; k < f.people.n; k++)
			assert_int_equal(f.people.v[k].id, nth(c, (from + k) * 4 + 1));
	}
	for (int64_t i = 0; i < 1200; i++)
		sql_account_deactivate(c, nth(c, i * 4 + 1), c->now);
	people_find(c, &(struct people_query){ .q = "often" }, &f);
	assert_int_equal(f.total, 800);
	assert_int_equal(f.total_is, TOTAL_EXACT);
	assert_int_equal(f.people.v[0].id, nth(c, 4801));
	assert_int_equal(test_close(*state, OK), OK);
}

static int64_t
asked(struct ctx *c, const char *from, const char *to)
{
	struct people_set s = index_find(c, from, to);

	return people_set_count(&s);
}

static void
the_index_follows_what_is_added_and_removed(void **state)
{
	struct ctx *c = test_open(*state);
	struct people_batch *b = people_batch_new(c->mem);
	int64_t ids[] = { 1, 63, 64, 4095, 4096, 9000 };

	/* Rows are read up to the last person there is. */
	many(c, "a", "alpha", 9001);
	for (int i = 0; i < 6; i++) {
		index_add(b, "harbour", ids[i]);
		index_add(b, "harvest", ids[5 - i]);
	}
	index_remove(b, "harbour", 63);
	people_batch_end(c, b);
	assert_int_equal(asked(c, "harbour", "harbour\x01"), 5);
	assert_int_equal(asked(c, "har", "has"), 6);
	for (int i = 2; i < 6; i++)
		index_remove(b, "harbour", ids[i]);
	index_remove(b, "harvest", 9000);
	index_add(b, "harvest", 9000);
	index_add(b, "harbour", 4097);
	people_batch_end(c, b);
	assert_int_equal(asked(c, "harbour", "harbour\x01"), 2);
	assert_int_equal(asked(c, "harvest", "harvest\x01"), 6);
	index_remove(b, "harbour", 1);
	index_remove(b, "harbour", 4097);
	people_batch_end(c, b);
	assert_int_equal(asked(c, "harbour", "harbour\x01"), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
slips_are_counted(void **state)
{
	(void)state;
	assert_int_equal(slips("anna", "anna", 2), 0);
	assert_int_equal(slips("anna", "ana", 2), 1);
	assert_int_equal(slips("anna", "nana", 2), 1);
	assert_int_equal(slips("anna", "hannah", 2), 2);
	assert_int_equal(slips("anna", "berta", 2), 3);
	assert_int_equal(slips("", "ab", 2), 2);
	assert_int_equal(slips("łódź", "łodź", 2), 1);
	assert_int_equal(slips_in_beginning("jonoth", "jonathan", 1), 1);
	assert_int_equal(slips_in_beginning("xyz", "jonathan", 1), 2);
	assert_int_equal(slips_forgiven("ab"), 0);
	assert_int_equal(slips_forgiven("abcdefgh"), 2);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)
	const struct CMUnitTest tests[] = {
		T(search_forgives_case_accents_and_slips),
		T(words_follow_the_person),
		T(filters_and_pages),
		T(frequent_words_are_walked_and_rare_meetings_gathered),
		T(both_ways_find_the_same),
		T(the_index_follows_what_is_added_and_removed),
		cmocka_unit_test(slips_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
