/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of a database that is being written to: whole, verified, private. */
#include "tests/harness.h"
#include "tests/storage/probe.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

#define WRITERS 4
#define COPIES 8

static int
setup(void **state)
{
	*state = test_begin_with(probe_steps, probe_n);
	return 0;
}

static atomic_bool stop;

/* Two rows or none: half of it in a copy would be seen. */
static enum result
add_pair(struct ctx *c, void *arg)
{
	static atomic_int n;
	int i = atomic_fetch_add(&n, 1);

	(void)arg;
	thing_insert(c, &(struct thing){ .name = arena_printf(c->mem, "left %d", i) });
	thing_insert(c, &(struct thing){ .name = arena_printf(c->mem, "right %d", i) });
	return OK;
}

static void *
writer_main(void *arg)
{
	struct test *t = arg;

	while (!atomic_load(&stop)) {
		struct ctx c = engine_ctx(&t->engine, arena_new(0));

		db_write(t->engine.db, &c, add_pair, NULL);
		arena_free(c.mem);
	}
	return NULL;
}

static enum result
count_into(struct ctx *c, void *arg)
{
	*(int64_t *)arg = thing_count(c);
	return OK;
}

/* Rows of the copy, as the program itself reads it. */
static int64_t
rows_of(const char *path)
{
	struct arena *mem = arena_new(0);
	struct ctx c = { .mem = mem };
	const char *why;
	struct db *db = db_open(mem, &(struct db_options){ .url = path }, &why);
	int64_t n = -1;

	assert_non_null(db);
	assert_int_equal(db_check(db, mem, &why), OK);
	assert_int_equal(db_read_begin(db, &c), OK);
	count_into(&c, &n);
	db_read_end(&c);
	db_free(db);
	arena_free(mem);
	return n;
}

static void
copies_under_load_are_whole(void **state)
{
	struct test *t = *state;
	pthread_t threads[WRITERS];
	int64_t before = 0, n;
	const char *why = "", *path;
	struct stat st;
	int i;

	if (db_is_postgres(t->engine.db))
		return;
	atomic_store(&stop, false);
	for (i = 0; i < WRITERS; i++)
		pthread_create(&threads[i], NULL, writer_main, t);
	for (i = 0; i < COPIES; i++) {
		path = arena_printf(t->mem, "%s/copy-%d.db", t->dir, i);
		if (db_backup(t->engine.db, path, t->mem, &why) != OK)
			fail_msg("%s", why);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		n = rows_of(path);
		assert_int_equal(n % 2, 0);
		assert_true(n >= before);
		before = n;
	}
	atomic_store(&stop, true);
	for (i = 0; i < WRITERS; i++)
		pthread_join(threads[i], NULL);
	assert_true(before > 0);
}

static void
a_backup_never_overwrites(void **state)
{
	struct test *t = *state;
	const char *why = NULL, *path = arena_printf(t->mem, "%s/copy.db", t->dir);

	if (db_is_postgres(t->engine.db)) {
		assert_int_equal(db_backup(t->engine.db, path, t->mem, &why), FAILED);
		assert_non_null(strstr(why, "pg_dump"));
		return;
	}
	assert_int_equal(db_backup(t->engine.db, path, t->mem, &why), OK);
	assert_int_equal(db_backup(t->engine.db, path, t->mem, &why), FAILED);
	assert_non_null(strstr(why, "exists"));
	assert_int_equal(rows_of(path), 0);
	assert_int_equal(db_backup(t->engine.db, "/nowhere/copy.db", t->mem, &why), FAILED);
	assert_non_null(strstr(why, "/nowhere/copy.db"));
}

static void
damage_is_found(void **state)
{
	struct test *t = *state;
	const char *why = NULL, *path = arena_printf(t->mem, "%s/copy.db", t->dir);
	struct db *db;
	int fd, i;

	assert_int_equal(db_check(t->engine.db, t->mem, &why), OK);
	if (db_is_postgres(t->engine.db))
		return;
	for (i = 0; i < 500; i++) {
		struct ctx c = engine_ctx(&t->engine, t->mem);

		db_write(t->engine.db, &c, add_pair, NULL);
	}
	assert_int_equal(db_backup(t->engine.db, path, t->mem, &why), OK);
	fd = open(path, O_RDWR);
	assert_true(fd >= 0);
	/* The rows of a page, without its head. */
	for (i = 3; i < 8; i++)
		assert_int_equal(pwrite(fd, "damagedamagedamagedamage", 24, i * 4096L + 40), 24);
	close(fd);
	db = db_open(t->mem, &(struct db_options){ .url = path }, &why);
	assert_non_null(db);
	assert_int_equal(db_check(db, t->mem, &why), FAILED);
	db_free(db);
}

static void
what_is_no_database_is_refused(void **state)
{
	struct test *t = *state;
	const char *why = NULL, *path = arena_printf(t->mem, "%s/letter.txt", t->dir);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("Dear reader, this is a letter and has always been one.\n", f);
	fclose(f);
	assert_null(db_open(t->mem, &(struct db_options){ .url = path }, &why));
	assert_non_null(strstr(why, "letter.txt"));
	assert_null(db_open(t->mem, &(struct db_options){ .url = "/nowhere/x.db" }, &why));
	assert_non_null(strstr(why, "/nowhere/x.db"));
	assert_null(db_open(
		t->mem, &(struct db_options){ .url = "postgresql://x@127.0.0.1:1/x" }, &why));
	assert_non_null(strstr(why, "PostgreSQL"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(copies_under_load_are_whole),
		TEST(a_backup_never_overwrites),
		TEST(damage_is_found),
		TEST(what_is_no_database_is_refused),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
