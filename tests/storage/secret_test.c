/* SPDX-License-Identifier: Apache-2.0 */
/* Passwords and tokens. */
#include "tests/harness.h"

#include <string.h>
#include <time.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"

static struct engine engine = { .form_key = "a key of the tests" };
static struct arena *mem;
static struct ctx ctx;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	ctx = engine_ctx(&engine, mem);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
a_password_matches_its_hash(void **state)
{
	const char *hash = password_hash(mem, "correct horse Zo\u00eb"); /* ë as one character */

	(void)state;
	assert_true(str_starts(hash, "$argon2id$v=19$m=65536,t=2,p=1$"));
	assert_true(password_matches(hash, "correct horse Zo\u00eb"));
	assert_true(password_matches(hash, "correct horse Zoe\u0308")); /* and as two */
	assert_false(password_matches(hash, "correct horse Zoe"));
	assert_false(password_matches(hash, ""));
	assert_false(password_stale(hash));
	assert_true(password_stale("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
				   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
	assert_string_not_equal(hash, password_hash(mem, "correct horse Zo\u00eb"));
}

static double
seconds_of(const char *hash)
{
	struct timespec a, b;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
	assert_false(password_matches(hash, "not it, whatever it is"));
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
	return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

static void
an_unknown_account_costs_the_same(void **state)
{
	const char *hash = password_hash(mem, "something else entirely");
	double known = 9, unknown = 9;
	int i;

	(void)state;
	/* Work, not time: what this thread spent, and the least of some runs, because a busy machine only
	 * ever adds. Without the work for an unknown account the ratio would be near nought. */
	for (i = 0; i < 5; i++) {
		double k = seconds_of(hash), u = seconds_of(i % 2 ? NULL : "");

		known = k < known ? k : known;
		unknown = u < unknown ? u : unknown;
	}
	assert_true(unknown > known * 0.4);
	assert_true(unknown < known * 2.5);
}

static const char *const own[] = { "Anna-Lena Schmidt", "anna.schmidt@example.org",
	"Northwind Traders", "", NULL };

static const char *
weakness(const char *password)
{
	return password_weakness(&ctx, password, own);
}

static void
weak_passwords_are_refused(void **state)
{
	static const char *const weak[] = {
		"",
		"short",
		"fourteen chars",
		"passwordpassword",
		"Password1234567",
		"P4ssw0rd P4ssw0rd!",
		"MyPassword123!!!!!!",
		"i-love-you-so-much-12",
		"Correct Horse Battery Staple",
		"aaaaaaaaaaaaaaaaaaaa",
		"abababababababababab",
		"abcabcabcabcabcabcabc",
		"123456789012345678",
		"qwertyuiopasdfghjkl",
		"QWERTZUIOPasdfghjkl",
		"zyxwvutsrqponmlkjihg",
		"annaschmidt2027!!!!",
		"Anna Lena Schmidt 1987",
		"northwindtraders 42",
		"schmidt.password.anna",
		"\xff\xfe broken bytes here",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof weak / sizeof *weak; i++)
		if (!weakness(weak[i]))
			fail_msg("not refused: %s", weak[i]);
	assert_non_null(weakness(arena_printf(mem, "%0257d", 12345)));
}

static void
good_passwords_are_taken(void **state)
{
	static const char branches[] =
		"\u7532\u4e59\u4e19\u4e01\u620a\u5df1\u5e9a\u8f9b\u58ec\u7678"
		"\u5b50\u4e11\u5bc5\u536f\u8fb0";
	static const char *const good[] = {
		"seven green bicycles",
		"anna likes green bicycles",
		"das Fenster zum Hof stand offen",
		branches,
		"x7#kQ9!vLm2$wRt5",
		"mountain password river",
		"    spaces count too    a b c d",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof good / sizeof *good; i++)
		if (weakness(good[i]))
			fail_msg("refused: %s (%s)", good[i], weakness(good[i]));
	assert_null(password_weakness(&ctx, "seven green bicycles", NULL));
}

static void
tokens_are_43_characters_and_never_the_same(void **state)
{
	const char *a = token_new(mem), *b = token_new(mem);

	(void)state;
	assert_int_equal(strlen(a), 43);
	assert_int_equal(
		strspn(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), 43);
	assert_string_not_equal(a, b);
	assert_int_equal(strlen(token_hash(mem, a)), 64);
	assert_string_equal(token_hash(mem, a), token_hash(mem, a));
	assert_string_not_equal(token_hash(mem, a), token_hash(mem, b));
	/* BLAKE2b-256 of "abc", from RFC 7693's reference implementation (b2sum -l 256). */
	assert_string_equal(token_hash(mem, "abc"),
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void
form_tokens_are_bound_to_purpose_and_session(void **state)
{
	struct engine other = { .form_key = "another key" };
	const char *t = token_for(mem, &engine, "form", 7);

	(void)state;
	assert_int_equal(strlen(t), 43);
	assert_string_equal(t, token_for(mem, &engine, "form", 7));
	assert_string_not_equal(t, token_for(mem, &engine, "form", 8));
	assert_string_not_equal(t, token_for(mem, &engine, "mail", 7));
	assert_string_not_equal(t, token_for(mem, &other, "form", 7));
}

static void
ids_rise_and_fit_into_53_bits(void **state)
{
	int64_t last = 0, id;
	int i;

	(void)state;
	for (i = 0; i < 10000; i++) {
		id = new_id(&ctx);
		assert_true(id > last);
		assert_true(id < (int64_t)1 << 53);
		last = id;
	}
}

static void
problems_are_kept_in_order(void **state)
{
	(void)state;
	assert_int_equal(invalid(&ctx, "title", "first"), INVALID);
	assert_int_equal(invalid(&ctx, "due_on", "second"), INVALID);
	assert_int_equal(invalid(&ctx, "title", "third"), INVALID);
	assert_string_equal(problem_of(&ctx, "title"), "first");
	assert_string_equal(problem_of(&ctx, "due_on"), "second");
	assert_null(problem_of(&ctx, "other"));
	assert_int_equal(conflict(&ctx, "because"), CONFLICT);
	assert_string_equal(ctx.why, "because");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_password_matches_its_hash),
		TEST(an_unknown_account_costs_the_same),
		TEST(weak_passwords_are_refused),
		TEST(good_passwords_are_taken),
		TEST(tokens_are_43_characters_and_never_the_same),
		TEST(form_tokens_are_bound_to_purpose_and_session),
		TEST(ids_rise_and_fit_into_53_bits),
		TEST(problems_are_kept_in_order),
	};

	return cmocka_run_group_tests_name("secrets", tests, NULL, NULL);
}
