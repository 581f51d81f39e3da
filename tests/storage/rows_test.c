/* SPDX-License-Identifier: Apache-2.0 */
/* Rows in and out, and what happens when one is refused; on the database that the harness gives. */
#include "tests/harness.h"
#include "tests/storage/probe.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "engine/db/driver.h"

static int
setup(void **state)
{
	*state = test_begin_with(probe_steps, probe_n);
	return 0;
}

static int64_t
add(struct ctx *c, const char *name)
{
	return thing_insert(c, &(struct thing){ .name = name });
}

static void
all_types_come_back(void **state)
{
	struct ctx *c = test_open(*state);
	struct thing in = { .name = "Zoë \"quoted\" 'n \\ $1 ?1",
		.size = -0.1,
		.body = { .p = "\0\xff\x7f'\\", .n = 5 },
		.at = INT64_MIN };
	struct thing out;

	in.id = thing_insert(c, &in);
	assert_true(in.id > 0);
	assert_true(thing_get(c, in.id, &out));
	assert_int_equal(out.id, in.id);
	assert_string_equal(out.name, in.name);
	assert_true(out.size == in.size);
	assert_int_equal(out.body.n, 5);
	assert_memory_equal(out.body.p, in.body.p, 5);
	assert_int_equal(out.parent, 0);
	assert_true(out.at == INT64_MIN);
	assert_int_equal(test_close(*state, OK), OK);
}

static void
a_ref_of_0_is_null(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t parent = add(c, "parent");
	int64_t child = thing_insert(c, &(struct thing){ .name = "child", .parent = parent });
	struct thing out;

	assert_true(thing_get(c, child, &out));
	assert_int_equal(out.parent, parent);
	assert_true(thing_get(c, parent, &out));
	assert_int_equal(out.parent, 0);
	assert_int_equal(out.body.n, 0);
	assert_false(thing_get(c, 4711, &out));
	assert_int_equal(test_close(*state, OK), OK);
}

static void
sums_comparisons_and_nulls_read_as_numbers_and_texts(void **state)
{
	struct ctx *c = test_open(*state);
	const char *null = NULL;
	int64_t sum = 0;
	bool one = false;

	counter_add(c, 1, 40);
	assert_int_equal(counter_add(c, 1, 2), 42);
	assert_true(thing_types(c, &sum, &one, &null));
	assert_int_equal(sum, 42);
	assert_true(one);
	assert_string_equal(null, "");
	assert_int_equal(test_close(*state, OK), OK);
}

static void
changes_are_counted(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t id = add(c, "one");

	assert_int_equal(thing_rename(c, id, "two"), 1);
	assert_int_equal(thing_rename(c, id + 1, "three"), 0);
	assert_int_equal(thing_delete(c, id), 1);
	assert_int_equal(thing_count(c), 0);
	assert_int_equal(test_close(*state, OK), OK);
}

static enum result
count_into(struct ctx *c, void *arg)
{
	*(int64_t *)arg = thing_count(c);
	return OK;
}

static int64_t
count(void *t)
{
	int64_t n = -1;

	assert_int_equal(test_read(t, count_into, &n), OK);
	return n;
}

static void
what_is_not_ok_is_rolled_back(void **state)
{
	struct ctx *c = test_open(*state);

	add(c, "gone");
	assert_int_equal(test_close(*state, NOT_FOUND), NOT_FOUND);
	assert_int_equal(count(*state), 0);
	c = test_open(*state);
	add(c, "kept");
	assert_int_equal(test_close(*state, OK), OK);
	assert_int_equal(count(*state), 1);
}

static enum result
break_unique(struct ctx *c, void *arg)
{
	(void)arg;
	add(c, "same");
	add(c, "same");
	return OK;
}

static enum result
break_check(struct ctx *c, void *arg)
{
	(void)arg;
	add(c, "");
	return OK;
}

static enum result
break_reference(struct ctx *c, void *arg)
{
	(void)arg;
	thing_insert(c, &(struct thing){ .name = "orphan", .parent = 4711 });
	return OK;
}

static void
a_broken_rule_is_a_conflict(void **state)
{
	assert_int_equal(test_write(*state, break_unique, NULL), CONFLICT);
	assert_int_equal(test_write(*state, break_check, NULL), CONFLICT);
	assert_int_equal(test_write(*state, break_reference, NULL), CONFLICT);
	assert_int_equal(count(*state), 0);
}

static void
a_fault_is_sticky(void **state)
{
	struct ctx *c = test_open(*state);

	add(c, "before");
	db_fault(c, "a fault that the test asked for");
	assert_true(db_faulty(c));
	assert_false(db_constraint(c));
	assert_int_equal(add(c, "after"), 0);
	assert_int_equal(thing_count(c), 0);
	assert_null(thing_walk(c));
	assert_int_equal(test_close(*state, OK), FAILED);
	assert_int_equal(count(*state), 0);

	c = test_open(*state);
	assert_false(db_faulty(c));
	assert_int_equal(probe_broken(c), 0);
	assert_true(db_faulty(c));
	assert_int_equal(test_close(*state, OK), FAILED);
}

static void
results_may_be_read_inside_each_other(void **state)
{
	struct ctx *c = test_open(*state);
	struct db_rows *outer, *inner;
	struct db_value a[1], b[1];
	int pairs = 0;

	add(c, "a"), add(c, "b"), add(c, "c");
	outer = thing_walk(c);
	while (db_next(outer, a)) {
		inner = thing_walk(c);
		while (db_next(inner, b))
			pairs++;
	}
	assert_int_equal(pairs, 9);
	assert_false(db_next(outer, a)); /* at its end for good */
	thing_walk(c);			 /* left open: the end of the transaction closes it */
	assert_int_equal(test_close(*state, OK), OK);
}

static enum result
write_in_read(struct ctx *c, void *arg)
{
	(void)arg;
	add(c, "never");
	return OK;
}

static enum result
lie_in_read(struct ctx *c, void *arg)
{
	(void)arg;
	probe_liar(c);
	return OK;
}

static void
a_reader_cannot_write(void **state)
{
	struct ctx *c = test_open(*state);

	counter_add(c, 1, 1);
	assert_int_equal(test_close(*state, OK), OK);
	assert_int_equal(test_read(*state, write_in_read, NULL), FAILED);
	/* The second line of defence is the connection itself. */
	assert_int_equal(test_read(*state, lie_in_read, NULL), FAILED);
	c = test_open(*state);
	assert_int_equal(counter_get(c, 1), 1);
	assert_true(db_writing(c));
	assert_int_equal(test_close(*state, OK), OK);
}

static enum result
twice_same(struct ctx *c, void *arg)
{
	add(c, arg);
	add(c, arg);
	return OK;
}

static enum result
add_and_refuse(struct ctx *c, void *arg)
{
	add(c, arg);
	return INVALID;
}

static enum result
nested(struct ctx *c, void *arg)
{
	add(c, arg);
	assert_int_equal(db_savepoint(c, twice_same, "inner"), CONFLICT);
	assert_false(db_faulty(c));
	add(c, "nested-after");
	return OK;
}

static enum result
fault_by_hand(struct ctx *c, void *arg)
{
	(void)arg;
	db_fault(c, "a fault that the test asked for");
	return OK;
}

static void
a_savepoint_undoes_only_itself(void **state)
{
	struct ctx *c = test_open(*state);

	add(c, "first");
	assert_int_equal(db_savepoint(c, twice_same, "bad"), CONFLICT);
	assert_false(db_faulty(c));
	assert_false(db_constraint(c));
	assert_int_equal(db_savepoint(c, add_and_refuse, "refused"), INVALID);
	assert_int_equal(db_savepoint(c, fault_by_hand, NULL), FAILED);
	assert_false(db_faulty(c));
	assert_int_equal(db_savepoint(c, nested, "nested"), OK);
	assert_int_equal(thing_count(c), 3);
	assert_int_equal(test_close(*state, OK), OK);
	assert_int_equal(count(*state), 3);
}

static void
a_reader_sees_one_moment(void **state)
{
	struct test *t = *state;
	struct ctx reader = t->ctx;
	int64_t before;

	reader.mem = arena_new(0);
	test_close(t, (add(test_open(t), "one"), OK));
	assert_int_equal(db_read_begin(t->engine.db, &reader), OK);
	before = thing_count(&reader);
	test_close(t, (add(test_open(t), "two"), OK));
	assert_int_equal(thing_count(&reader), before);
	db_read_end(&reader);
	assert_int_equal(db_read_begin(t->engine.db, &reader), OK);
	assert_int_equal(thing_count(&reader), before + 1);
	db_read_end(&reader);
	arena_free(reader.mem);
}

/* What a busy time needed is given back; a reader in use keeps its own, and as many as before can be had again. */
static void
a_quiet_time_closes_spare_readers(void **state)
{
	struct test *t = *state;
	struct db *db = t->engine.db;
	struct ctx reader[2] = { t->ctx, t->ctx };
	int64_t before = 0;

	if (!db->driver->idle)
		return;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 2; i++) {
			reader[i].mem = arena_new(0);
			assert_int_equal(db_read_begin(db, &reader[i]), OK);
			before = thing_count(&reader[i]);
		}
		assert_int_equal(db->n_readers, 2);
		db_read_end(&reader[1]);
		db->driver->idle(db->writers[0].conn);
		assert_int_equal(thing_count(&reader[0]), before);
		db_read_end(&reader[0]);
		db->driver->idle(db->writers[0].conn);
		assert_int_equal(db->n_readers, 1);
		for (int i = 0; i < 2; i++)
			arena_free(reader[i].mem);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, test_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(all_types_come_back),
		TEST(a_ref_of_0_is_null),
		TEST(sums_comparisons_and_nulls_read_as_numbers_and_texts),
		TEST(changes_are_counted),
		TEST(what_is_not_ok_is_rolled_back),
		TEST(a_broken_rule_is_a_conflict),
		TEST(a_fault_is_sticky),
		TEST(results_may_be_read_inside_each_other),
		TEST(a_reader_cannot_write),
		TEST(a_savepoint_undoes_only_itself),
		TEST(a_reader_sees_one_moment),
		TEST(a_quiet_time_closes_spare_readers),
	};

	return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
