/* SPDX-License-Identifier: Apache-2.0 */
/* What stays in memory between requests: whose it is, for how long, and that no more than one of it is ever held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "engine/stay.h"

#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(
	void); /* its header does not come with every compiler */
#endif

#define LARGE                                                                                      \
	((size_t)1 << 22) /* bytes; so large that the rest of the test does not count beside it */
#define N 64

static struct engine one, other;

/* What a test puts here: all of it says whose it is. */
struct thing {
	int64_t id;
	int64_t of[N];
};

static size_t
in_use(void)
{
#ifdef __SANITIZE_ADDRESS__
	return __sanitizer_get_current_allocated_bytes();
#else
	struct mallinfo2 m = mallinfo2();

	return m.uordblks + m.hblkhd;
#endif
}

/* How many things are held beyond what was held at first. */
static size_t
held(size_t at_first)
{
	size_t now = in_use();

	return now > at_first ? (now - at_first + LARGE / 2) / LARGE : 0;
}

static struct stay *
put_of(size_t size, struct engine *e, int64_t id, bool alone)
{
	struct arena *mem = arena_new(size);
	struct thing *t = ARENA_NEW(mem, struct thing);

	t->id = id;
	for (int i = 0; i < N; i++)
		t->of[i] = id;
	return stay_put(e, id, mem, t, alone);
}

static struct stay *
put(struct engine *e, int64_t id, bool alone)
{
	return put_of(LARGE, e, id, alone);
}

/* Does it say of itself what it should? */
static bool
is_whole(const struct stay *s, int64_t id)
{
	const struct thing *t = stay_what(s);

	for (int i = 0; i < N; i++)
		if (t->of[i] != id)
			return false;
	return t->id == id;
}

static bool
is_here(const struct engine *e, int64_t id)
{
	struct stay *s = stay_find(e, id);
	bool found = s && is_whole(s, id);

	stay_let_go(s);
	return found;
}

static void
it_is_found_by_whose_it_is(void **state)
{
	size_t first = in_use();

	(void)state;
	assert_null(stay_find(&one, 7));
	stay_let_go(NULL);
	stay_let_go(put(&one, 7, false));
	assert_true(is_here(&one, 7));
	assert_true(is_here(&one, 7)); /* who looks does not use it up */
	assert_null(stay_find(&one, 8));
	assert_null(stay_find(&other, 7));
	assert_int_equal(held(first), 1);
	stay_forget(&other, 7);
	stay_forget(&one, 8);
	assert_true(is_here(&one, 7));
	stay_forget(&one, 7);
	assert_null(stay_find(&one, 7));
	assert_int_equal(held(first), 0);
	stay_forget(&one, 7); /* nothing is here: nothing happens */
}

static void
another_one_takes_its_place(void **state)
{
	size_t first = in_use();
	struct stay *reader, *second;

	(void)state;
	stay_let_go(put(&one, 1, false));
	reader = stay_find(&one, 1);
	second = put(&other, 2, false);
	assert_null(stay_find(&one, 1));
	assert_true(is_whole(reader, 1)); /* whoever has it may go on */
	assert_int_equal(held(first), 2);
	stay_let_go(reader);
	assert_int_equal(held(first), 1); /* and was the last who did */
	assert_true(is_here(&other, 2));
	stay_let_go(second);
	assert_true(is_here(&other, 2));
	stay_let_go(put(&other, 2, false)); /* of the same, read anew */
	assert_int_equal(held(first), 1);
	assert_true(is_here(&other, 2));
	stay_forget(&other, 2);
	assert_int_equal(held(first), 0);
}

static void
who_has_it_keeps_it_when_it_is_forgotten(void **state)
{
	size_t first = in_use();
	struct stay *a = put(&one, 1, false), *b = stay_find(&one, 1);

	(void)state;
	assert_ptr_equal(stay_what(a), stay_what(b));
	stay_forget(&one, 1);
	assert_null(stay_find(&one, 1));
	assert_int_equal(held(first), 1);
	stay_let_go(a);
	assert_true(is_whole(b, 1));
	assert_int_equal(held(first), 1);
	stay_let_go(b);
	assert_int_equal(held(first), 0);
}

static void
what_is_put_alone_is_for_nobody_else(void **state)
{
	size_t first = in_use();
	struct stay *mine;

	(void)state;
	stay_let_go(put(&one, 1, false));
	mine = put(&one, 2, true);
	assert_null(stay_find(&one, 2));
	assert_true(is_here(&one, 1)); /* and does not drive out the one before */
	assert_true(is_whole(mine, 2));
	assert_int_equal(held(first), 2);
	stay_forget(&one, 2);
	assert_true(is_whole(mine, 2));
	stay_let_go(mine);
	assert_int_equal(held(first), 1);
	stay_forget(&one, 1);
	assert_int_equal(held(first), 0);
}

/* However many were read: the memory of one. */
static void
no_more_than_one_is_held(void **state)
{
	size_t first = in_use();

	(void)state;
	for (int64_t id = 1; id <= 50; id++) {
		struct stay *mine = put(&one, id, id % 5 == 0);

		assert_in_range(held(first), 1, 2); /* with the one that is put alone */
		stay_let_go(mine);
		assert_int_equal(held(first), 1);
	}
	stay_forget(&one, 49);
	assert_int_equal(held(first), 0);
}

/* ---- several threads ---- */

#define THREADS 6
#define ROUNDS 100000
#define IDS 3

static atomic_int found, wrong;

static void
look(uint64_t r)
{
	int64_t id = 1 + (int64_t)(r >> 8) % IDS;
	struct stay *s = stay_find(&one, id), *again;

	if (!s)
		return;
	atomic_fetch_add(&found, 1);
	again = r & 1 ? stay_find(&one, id) : NULL;
	if (!is_whole(s, id) || (again && !is_whole(again, id)))
		atomic_fetch_add(&wrong, 1);
	stay_let_go(again);
	if (!is_whole(s, id))
		atomic_fetch_add(&wrong, 1);
	stay_let_go(s);
}

static void *
crowd(void *arg)
{
	uint64_t seed = 88172645463325252u * ((uint64_t)(uintptr_t)arg + 1);

	for (int k = 0; k < ROUNDS; k++) {
		int64_t id;
		struct stay *s;

		seed ^= seed << 13;
		seed ^= seed >> 7;
		seed ^= seed << 17;
		id = 1 + (int64_t)(seed >> 20) % IDS;
		if ((seed >> 40) % 8 == 0) {
			s = put_of(0, &one, id, (seed >> 50) % 4 == 0);
			if (!is_whole(s, id))
				atomic_fetch_add(&wrong, 1);
			stay_let_go(s);
		} else if ((seed >> 40) % 8 == 1)
			stay_forget(&one, id);
		else
			look(seed);
	}
	return NULL;
}

/* Some read, some put, some forget: nobody reads what is gone, and nothing is left behind. */
static void
several_threads_use_it(void **state)
{
	pthread_t threads[THREADS];
	size_t first, before;

	(void)state;
	crowd(NULL); /* what the library keeps for itself, once */
	for (int64_t id = 1; id <= IDS; id++)
		stay_forget(&one, id);
	atomic_store(&found, 0);
	first = in_use();
	for (uintptr_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, crowd, (void *)(i + 1)), 0);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal(atomic_load(&wrong), 0);
	assert_true(atomic_load(&found) > THREADS * ROUNDS / 10);
	before = in_use();
	for (int64_t id = 1; id <= IDS; id++)
		stay_forget(&one, id);
	assert_true(in_use() <= before);
	/* A hundred things that nobody freed would be more than that. */
	assert_true(in_use() < first + (size_t)100 * 8192);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_found_by_whose_it_is),
		cmocka_unit_test(another_one_takes_its_place),
		cmocka_unit_test(who_has_it_keeps_it_when_it_is_forgotten),
		cmocka_unit_test(what_is_put_alone_is_for_nobody_else),
		cmocka_unit_test(no_more_than_one_is_held),
		cmocka_unit_test(several_threads_use_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
