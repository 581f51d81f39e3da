/* SPDX-License-Identifier: Apache-2.0 */
/* The content that ships: the prompt bank word for word, and that the parts fit together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "engine/practice/practice.h"

/* The questions that the requirements quote, by the moment in which they help. */
static const struct {
	const char *moment;
	const char *text;
} bank[] = {
	/* A1 */
	{ "pre-work", "What do I want to get out of the mentoring relationship?" },
	{ "pre-work", "What do I bring to it? (skills, questions, insights, stories)" },
	{ "pre-work", "What are my expectations?" },
	/* C2, C3 */
	{ "boundaries", "What do I see as my role?" },
	{ "boundaries", "What are my expectations?" },
	{ "boundaries", "What areas does the mentoring extend to?" },
	{ "boundaries", "What are my boundaries around meetings (time, location, frequency)?" },
	{ "boundaries", "When and how do I want to be contacted (email, phone)?" },
	{ "boundaries", "What is a middle ground for each of us?" },
	/* C5 */
	{ "expectations", "How often will we meet?" },
	{ "expectations", "What kind of support can you provide?" },
	/* E1, E4, E6 */
	{ "goals", "What are we both hoping to achieve?" },
	{ "goals", "What do you want out of our conversations?" },
	{ "goals", "What do you want to achieve in your career?" },
	/* E11 */
	{ "preparation", "What do I want to learn from my mentor?" },
	{ "preparation", "How can their experience help me grow professionally?" },
	/* H1, H2 */
	{ "closing", "What have you committed to following up on?" },
	{ "closing", "Which action steps are you accountable for?" },
	{ "closing", "What do I need to follow up on?" },
	{ "closing", "What information, resources or contacts have I said I will provide?" },
	/* G1 */
	{ "closing", "What was useful about our conversation today?" },
	{ "closing", "What are your next steps? What will you do/learn/explore before our next "
		     "conversation?" },
	{ "closing", "What changes should we make for our next conversation, or what areas do we "
		     "want to focus on?" },
	/* J1 */
	{ "reflection", "What did you learn from that project?" },
	{ "reflection", "How could that meeting have gone better?" },
	/* G4 */
	{ "session", "What are your career aspirations?" },
	{ "session", "How can we overcome this challenge together?" },
	/* N1, N2 */
	{ "evaluation", "Did you achieve them? If not, what stood in the way?" },
	{ "evaluation", "How has the mentorship helped in your career development?" },
	{ "evaluation", "What skills have you gained or improved?" },
	{ "evaluation", "Were there any unexpected challenges, and how were they overcome?" },
	{ "evaluation", "How has the mentor-mentee relationship evolved over time?" },
};

static bool
bank_has(struct arena *mem, const char *moment, const char *text)
{
	size_t n;
	const struct practice_item **all = practice_list(mem, "prompt", NULL, moment, &n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(practice_field(all[i], "text", "en"), text) == 0)
			return true;
	return false;
}

static void
holds_every_quoted_prompt(void **state)
{
	struct arena *mem = arena_new(0);

	(void)state;
	for (size_t i = 0; i < sizeof(bank) / sizeof(bank[0]); i++)
		if (!bank_has(mem, bank[i].moment, bank[i].text))
			fail_msg("no prompt at \"%s\": %s", bank[i].moment, bank[i].text);
	arena_free(mem);
}

static size_t
group_size(const char *group)
{
	const struct practice_kind *all = practice_kind("prompt");
	size_t n = 0;

	for (size_t i = 0; i < all->count; i++)
		n += strcmp(practice_field(&all->items[i], "group", "en"), group) == 0;
	return n;
}

static void
holds_as_many_as_each_moment_needs(void **state)
{
	struct arena *mem = arena_new(0);
	size_t n;

	(void)state;
	practice_list(mem, "prompt", "mentee", "pre-work", &n);
	assert_int_equal(n, 3);
	practice_list(mem, "prompt", "mentor", "pre-work", &n);
	assert_int_equal(n, 4);
	/* Besides these, the library has some for the same moments. */
	practice_list(mem, "prompt", NULL, "boundaries", &n);
	assert_true(n >= 6);
	practice_list(mem, "prompt", NULL, "logistics", &n);
	assert_true(n >= 4);
	practice_list(mem, "prompt", NULL, "expectations", &n);
	assert_true(n >= 2);
	practice_list(mem, "prompt", NULL, "goals", &n);
	assert_true(n >= 4);
	practice_list(mem, "prompt", NULL, "evaluation", &n);
	assert_true(n >= 6);
	assert_int_equal(group_size("commitments"), 4);
	assert_int_equal(group_size("closing"), 3);
	assert_int_equal(practice_kind("smart-check")->count, 5);
	assert_int_equal(practice_kind("stage")->count, 4);
	arena_free(mem);
}

/* E3: "Increase … by 10%" computes its target from the baseline. */
static void
computes_the_sample_target(void **state)
{
	const struct practice_item *goal = practice_need("sample-goal", "email-conversion");
	int64_t percent = practice_number(goal, "change_percent", 0);

	(void)state;
	assert_string_equal(practice_field(goal, "title", "en"),
		"Increase email campaign conversion rates by 10% within the next quarter");
	assert_int_equal(percent, 10);
	assert_int_equal(practice_number(goal, "baseline", 0),
		25); /* 2.5 %: with one digit behind the point */
	assert_int_equal(practice_number(goal, "decimals", 0), 1);
	assert_string_equal(practice_field(goal, "unit", "en"), "% of readers");
}

/* The two sides are written to in different words, and no mail has a hole in it. */
static void
writes_different_letters(void **state)
{
	const struct practice_item *programme = practice_need("programme", "formal-one-to-one");
	const char *mentor = practice_field(programme, "letter_mentor", "en");
	const char *mentee = practice_field(programme, "letter_mentee", "en");
	static const char *const languages[] = { "en", "de" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *a =
			practice_field(practice_need("letter", mentor), "body", languages[i]);
		const char *b =
			practice_field(practice_need("letter", mentee), "body", languages[i]);

		assert_string_not_equal(a, b);
		assert_non_null(strstr(a, "\n\n{link}\n"));
		assert_non_null(strstr(b, "\n\n{link}\n"));
	}
}

/* C5: both questions are on every first agenda, whatever else it has. */
static void
asks_both_questions_first(void **state)
{
	const struct practice_item *first = practice_need("agenda", "first");
	const struct practice_field *items = practice_values(first, "items");
	int found = 0;

	(void)state;
	for (size_t i = 0; i < items->count; i++) {
		const struct practice_item *it = practice_need("prompt", items->entries[i].key);
		const char *text = practice_field(it, "text", "en");

		found += strcmp(text, "How often will we meet?") == 0;
		found += strcmp(text, "What kind of support can you provide?") == 0;
	}
	assert_int_equal(found, 2);
}

static void
keeps_thresholds_in_their_range(void **state)
{
	const struct practice_kind *all = practice_kind("threshold");

	(void)state;
	for (size_t i = 0; i < all->count; i++) {
		int64_t value = practice_number(&all->items[i], "value", -1);

		assert_in_range(value, practice_number(&all->items[i], "least", 0),
			practice_number(&all->items[i], "most", 0));
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(holds_every_quoted_prompt),
		cmocka_unit_test(holds_as_many_as_each_moment_needs),
		cmocka_unit_test(computes_the_sample_target),
		cmocka_unit_test(writes_different_letters),
		cmocka_unit_test(asks_both_questions_first),
		cmocka_unit_test(keeps_thresholds_in_their_range),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
