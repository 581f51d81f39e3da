/* SPDX-License-Identifier: Apache-2.0 */
/* The people of the demonstration could exist: what they say of each other holds together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "engine/practice/practice.h"

static bool
has(const struct practice_item *it, const char *field, const char *value)
{
	const struct practice_field *f = practice_values(it, field);

	for (size_t i = 0; i < f->count; i++)
		if (str_eq(f->entries[i].key, value))
			return true;
	return false;
}

static const char *
plain(const struct practice_item *it, const char *field)
{
	return practice_field(it, field, "en");
}

static void
people_belong_to_the_organisation(void **state)
{
	const struct practice_item *house = practice_need("demo-organisation", "alderbrook");
	const struct practice_kind *people = practice_kind("demo-person");
	int64_t levels = (int64_t)practice_values(house, "levels")->count;

	(void)state;
	assert_in_range(people->count, 230, 260);
	assert_int_equal(levels, 7);
	for (size_t i = 0; i < people->count; i++) {
		const struct practice_item *p = &people->items[i];

		assert_true(has(house, "units", plain(p, "unit")));
		assert_in_range(practice_number(p, "level", 0), 1, levels);
		assert_true(strlen(plain(p, "about")) > 50);
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(
				plain(p, "email"), plain(&people->items[k], "email"));
			assert_string_not_equal(plain(p, "name"), plain(&people->items[k], "name"));
			assert_string_not_equal(
				plain(p, "about"), plain(&people->items[k], "about"));
		}
	}
}

/* Line managers stand above, and whoever asks upwards arrives at the one who has none. */
static void
managers_stand_above(void **state)
{
	const struct practice_kind *people = practice_kind("demo-person");
	int tops = 0;

	(void)state;
	for (size_t i = 0; i < people->count; i++) {
		const struct practice_item *p = &people->items[i];
		int steps = 0;

		tops += !*plain(p, "manager");
		for (; *plain(p, "manager") && steps < 8; steps++)
			p = practice_need("demo-person", plain(p, "manager"));
		assert_true(steps < 8);
	}
	assert_int_equal(tops, 1);
}

static void
each_part_is_cast_once(void **state)
{
	static const char *const parts[] = { "administrator", "manager", "mentor", "mentee" };
	const struct practice_kind *people = practice_kind("demo-person");

	(void)state;
	for (size_t part = 0; part < 4; part++) {
		int found = 0;

		for (size_t i = 0; i < people->count; i++)
			found += str_eq(plain(&people->items[i], "cast"), parts[part]);
		assert_int_equal(found, 1);
	}
}

static bool
share_a_language(const struct practice_item *a, const struct practice_item *b)
{
	const struct practice_field *f = practice_values(a, "speaks");

	for (size_t i = 0; i < f->count; i++)
		if (has(b, "speaks", f->entries[i].key))
			return true;
	return false;
}

/* A pair could have been matched by the rules that a manager would set. */
static void
pairs_make_sense(void **state)
{
	const struct practice_kind *all = practice_kind("demo-relationship");

	(void)state;
	assert_int_equal(all->count, 74);
	for (size_t i = 0; i < all->count; i++) {
		const struct practice_item *r = &all->items[i];
		const struct practice_item *mentor =
			practice_need("demo-person", plain(r, "mentor"));
		const struct practice_item *mentee =
			practice_need("demo-person", plain(r, "mentee"));
		const struct practice_item *theme = practice_need("demo-theme", plain(r, "theme"));

		assert_true(has(mentor, "takes", "pathways-mentor"));
		assert_true(has(mentee, "takes", "pathways-mentee"));
		assert_string_not_equal(plain(mentor, "unit"), plain(mentee, "unit"));
		assert_string_not_equal(mentor->id, plain(mentee, "manager"));
		assert_true(
			practice_number(mentor, "level", 0) > practice_number(mentee, "level", 0));
		assert_true(share_a_language(mentor, mentee));
		/* But for the one pair that was put together without a reason, to show what is said then. */
		if (str_eq(plain(r, "twist"), "strangers"))
			continue;
		if (!has(mentor, "offers", plain(theme, "topic")))
			fail_msg("%s does not offer %s", mentor->id, plain(theme, "topic"));
		if (!has(mentee, "wants", plain(theme, "topic")))
			fail_msg("%s does not want %s", mentee->id, plain(theme, "topic"));
		assert_in_range(practice_number(r, "stage", 0), 1, 4);
		assert_int_equal(practice_number(r, "meetings", 0) > 0 &&
					 !str_eq(plain(r, "twist"), "drafts"),
			practice_values(r, "goals")->count > 0);
	}
}

/* Nobody has more mentees than places, and nobody two mentors in one programme, at one time. */
static void
places_suffice(void **state)
{
	const struct practice_kind *people = practice_kind("demo-person");
	const struct practice_kind *all = practice_kind("demo-relationship");

	(void)state;
	for (size_t i = 0; i < people->count; i++) {
		const char *id = people->items[i].id;
		int mentees = 0, mentors = 0;

		for (size_t k = 0; k < all->count; k++) {
			if (str_eq(plain(&all->items[k], "state"), "ended"))
				continue;
			mentees += str_eq(plain(&all->items[k], "mentor"), id);
			mentors += str_eq(plain(&all->items[k], "mentee"), id);
		}
		assert_true(mentees <= practice_number(&people->items[i], "places", 0));
		assert_true(mentors <= 1);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_belong_to_the_organisation),
		cmocka_unit_test(managers_stand_above),
		cmocka_unit_test(each_part_is_cast_once),
		cmocka_unit_test(pairs_make_sense),
		cmocka_unit_test(places_suffice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
