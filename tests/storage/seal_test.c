/* SPDX-License-Identifier: Apache-2.0 */
/* Private texts: they open where they belong, with their key, and nowhere else. */
#include "tests/harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "engine/crypt/keys.h"
#include "engine/crypt/seal.h"
#include "engine/crypt/seal.sql.h"

#define PLACE "note.body"
#define TEXT "a private thought, Zoë"

static struct bytes
seal(struct ctx *c)
{
	struct bytes b = seal_text(c, PLACE, 7, 70, TEXT);

	assert_true(b.n > strlen(TEXT));
	return b;
}

/* seal_open inside a snapshot of its own. */
struct opening {
	const char *place;
	int64_t scope, row;
	struct bytes b;
	const char *text;
};

static enum result
open_it(struct ctx *c, void *arg)
{
	struct opening *o = arg;

	o->text = seal_open(c, o->place, o->scope, o->row, o->b);
	return OK;
}

static enum result
try_open(struct test *t, const char *place, int64_t scope, int64_t row, struct bytes b,
	const char **ret)
{
	struct opening o = { .place = place, .scope = scope, .row = row, .b = b };
	enum result r = test_read(t, open_it, &o);

	*ret = o.text;
	return r;
}

static struct bytes
sealed_and_committed(struct test *t)
{
	struct bytes b = seal(test_open(t));

	assert_int_equal(test_close(t, OK), OK);
	return b;
}

static void
a_text_opens_where_it_belongs(void **state)
{
	struct test *t = *state;
	struct bytes b = sealed_and_committed(t), again;
	const char *text;
	struct ctx *c;
	int i;

	for (i = 0; i < 2; i++) { /* the second time from the cache */
		assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
		assert_string_equal(text, TEXT);
	}
	c = test_open(t);
	again = seal(c);
	assert_string_equal(seal_open(c, PLACE, 7, 70, again), TEXT);
	assert_int_equal(again.n, b.n);
	assert_memory_not_equal(again.p, b.p, b.n); /* the same text never looks the same */
	assert_int_equal(seal_text(c, PLACE, 7, 70, "").n, 0);
	assert_string_equal(seal_open(c, PLACE, 7, 70, (struct bytes){ .p = "", .n = 0 }), "");
	assert_int_equal(test_close(t, OK), OK);
}

static void
a_moved_or_damaged_text_is_a_fault(void **state)
{
	struct test *t = *state;
	struct bytes b = sealed_and_committed(t);
	unsigned char *p = arena_memdup(t->mem, b.p, b.n);
	const char *text;
	size_t i;

	assert_int_equal(try_open(t, "note.title", 7, 70, b, &text), FAILED);
	assert_string_equal(text, "");
	assert_int_equal(try_open(t, PLACE, 7, 71, b, &text), FAILED);
	assert_int_equal(try_open(t, PLACE, 8, 70, b, &text), FAILED);
	for (i = 0; i < b.n; i++) {
		p[i] ^= 1;
		assert_int_equal(
			try_open(t, PLACE, 7, 70, (struct bytes){ .p = p, .n = b.n }, &text),
			FAILED);
		assert_string_equal(text, "");
		p[i] ^= 1;
	}
	for (i = 1; i < b.n; i++)
		assert_int_equal(
			try_open(t, PLACE, 7, 70, (struct bytes){ .p = p, .n = i }, &text), FAILED);
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
}

static void
another_master_key_opens_nothing(void **state)
{
	struct test *t = *state;
	struct bytes b = sealed_and_committed(t);
	struct keys *right = t->engine.keys;
	unsigned char master[KEY_SIZE] = "another";
	const char *text, *why = NULL;

	assert_int_equal(
		keys_match(&t->engine, true, t->mem, &why), OK); /* the first look notes it */
	assert_int_equal(keys_match(&t->engine, true, t->mem, &why), OK);
	t->engine.keys = keys_of(master);
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), FAILED);
	assert_int_equal(keys_match(&t->engine, true, t->mem, &why), FORBIDDEN);
	assert_non_null(strstr(why, "does not belong"));
	keys_free(t->engine.keys);
	t->engine.keys = NULL;
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), FAILED);
	t->engine.keys = right;
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
}

static void
destroyed_keys_take_their_texts_with_them(void **state)
{
	struct test *t = *state;
	struct bytes b = sealed_and_committed(t), later;
	struct seal_key_row row;
	const char *text;
	struct ctx *c;

	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK); /* it is in the cache now */
	seal_destroy(test_open(t), 7);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
	assert_string_equal(text, "");
	c = test_open(t);
	assert_true(sql_seal_key_get(c, 7, 1, &row));
	assert_int_equal(row.wrapped.n, 0);
	/* What is written later has a key of its own, never the number of the old one. */
	later = seal(c);
	assert_int_equal(((const unsigned char *)later.p)[1], 2);
	assert_int_equal(test_close(t, OK), OK);
	assert_int_equal(try_open(t, PLACE, 7, 70, later, &text), OK);
	assert_string_equal(text, TEXT);
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
	assert_string_equal(text, "");
}

/* The bytes of a file; *ret_n how many. */
static const unsigned char *
slurp(struct test *t, const char *path, size_t *ret_n)
{
	int fd = open(path, O_RDONLY);
	unsigned char *p;
	struct stat st;

	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	p = arena_alloc(t->mem, (size_t)st.st_size);
	assert_int_equal(read(fd, p, (size_t)st.st_size), st.st_size);
	close(fd);
	*ret_n = (size_t)st.st_size;
	return p;
}

static bool
file_has(struct test *t, const char *path, struct bytes b)
{
	size_t n, i;
	const unsigned char *p = slurp(t, path, &n);

	for (i = 0; i + b.n <= n; i++)
		if (memcmp(p + i, b.p, b.n) == 0)
			return true;
	return false;
}

/* Not only out of reach, but gone from the file. PostgreSQL keeps dead rows until it vacuums. */
static void
a_destroyed_key_is_gone_from_the_file(void **state)
{
	struct test *t = *state;
	struct seal_key_row row = { .version = 0 };
	const char *why;
	struct ctx *c;

	if (db_is_postgres(t->engine.db))
		return;
	c = test_open(t);
	seal(c);
	assert_true(sql_seal_key_get(c, 7, 1, &row));
	assert_int_equal(test_close(t, OK), OK);
	db_free(t->engine.db); /* the last to close it takes the WAL away */
	assert_true(file_has(t, t->url, row.wrapped));
	t->engine.db = db_open(t->mem, &(struct db_options){ .url = t->url }, &why);
	seal_destroy(test_open(t), 7);
	assert_int_equal(test_close(t, OK), OK);
	db_free(t->engine.db);
	assert_false(file_has(t, t->url, row.wrapped));
	t->engine.db = NULL;
}

static void
keys_rotate_and_old_texts_still_open(void **state)
{
	struct test *t = *state;
	struct bytes old = sealed_and_committed(t), new;
	const char *text;

	seal_rotate(test_open(t), 7);
	assert_int_equal(test_close(t, OK), OK);
	new = sealed_and_committed(t);
	assert_int_equal(((const unsigned char *)old.p)[1], 1);
	assert_int_equal(((const unsigned char *)new.p)[1], 2);
	assert_int_equal(try_open(t, PLACE, 7, 70, old, &text), OK);
	assert_string_equal(text, TEXT);
	assert_int_equal(try_open(t, PLACE, 7, 70, new, &text), OK);
	assert_string_equal(text, TEXT);
}

/* A key that was never committed must not seal anything that is. */
static void
a_key_that_was_rolled_back_is_forgotten(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct bytes b = seal(c);
	const char *text;

	assert_string_equal(seal_open(c, PLACE, 7, 70, b), TEXT);
	assert_int_equal(test_close(t, INVALID), INVALID);
	b = sealed_and_committed(t);
	assert_int_equal(try_open(t, PLACE, 7, 70, b, &text), OK);
	assert_string_equal(text, TEXT);
}

static void
more_relationships_than_the_cache_holds(void **state)
{
	struct test *t = *state;
	struct ctx *c = test_open(t);
	struct bytes b[200];
	const char *text;
	int i, round;

	for (i = 0; i < 200; i++)
		b[i] = seal_text(c, PLACE, i + 1, 70, arena_printf(t->mem, "text %d", i));
	assert_int_equal(test_close(t, OK), OK);
	for (round = 0; round < 2; round++)
		for (i = 0; i < 200; i++) {
			assert_int_equal(try_open(t, PLACE, i + 1, 70, b[i], &text), OK);
			assert_string_equal(text, arena_printf(t->mem, "text %d", i));
		}
}

/* ---- the key file ---- */

static void
write_file(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static void
the_key_file_is_made_once_and_for_its_owner(void **state)
{
	struct test *t = *state;
	const char *path = arena_printf(t->mem, "%s/waymark.key", t->dir), *why = NULL;
	unsigned char first[KEY_SIZE], second[KEY_SIZE];
	struct keys *k = keys_open(path, NULL, true, t->mem, &why);
	struct stat st;

	assert_non_null(k);
	keys_derive(k, "form", first);
	keys_free(k);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, KEY_DIGITS + 1);
	k = keys_open(path, "", true, t->mem, &why);
	assert_non_null(k);
	keys_derive(k, "form", second);
	assert_memory_equal(first, second, KEY_SIZE);
	keys_derive(k, "other", second);
	assert_memory_not_equal(first, second, KEY_SIZE);
	keys_free(k);
	assert_int_equal(chmod(path, 0640), 0);
	assert_null(keys_open(path, NULL, true, t->mem, &why));
	assert_non_null(strstr(why, "chmod 600"));
}

#define HEX "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void
a_key_is_64_digits_and_nothing_else(void **state)
{
	struct test *t = *state;
	const char *path = arena_printf(t->mem, "%s/key", t->dir), *why = NULL;
	static const char *const bad[] = { "x", HEX "0", HEX " 0", "0x" HEX, HEX "\nmore" };
	struct keys *k;
	size_t i;

	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		why = NULL;
		assert_null(keys_open(path, bad[i], true, t->mem, &why));
		assert_non_null(why);
		write_file(path, bad[i], 0600);
		assert_null(keys_open(path, NULL, true, t->mem, &why));
	}
	write_file(path, "", 0600);
	assert_null(keys_open(path, NULL, true, t->mem, &why));
	write_file(path, HEX "\n", 0400);
	k = keys_open(path, NULL, true, t->mem, &why);
	assert_non_null(k);
	keys_free(k);
	k = keys_open("/nowhere/key", HEX, true, t->mem, &why);
	assert_non_null(k);
	keys_free(k);
	assert_null(keys_open("/nowhere/key", NULL, true, t->mem, &why));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, test_setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_opens_where_it_belongs),
		TEST(a_moved_or_damaged_text_is_a_fault),
		TEST(another_master_key_opens_nothing),
		TEST(destroyed_keys_take_their_texts_with_them),
		TEST(a_destroyed_key_is_gone_from_the_file),
		TEST(keys_rotate_and_old_texts_still_open),
		TEST(a_key_that_was_rolled_back_is_forgotten),
		TEST(more_relationships_than_the_cache_holds),
		TEST(the_key_file_is_made_once_and_for_its_owner),
		TEST(a_key_is_64_digits_and_nothing_else),
	};

	return cmocka_run_group_tests_name("seal", tests, NULL, NULL);
}
