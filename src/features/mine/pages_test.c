/* SPDX-License-Identifier: Apache-2.0 */
/* Two people with five thousand of each: every list shows a page of it, and its pages together are all of it. */
#include "tests/pair.h"

#include "features/messages/messages.sql.h"
#include "features/talk/talk.h"

#define MANY 5000
#define PAGE 500

static struct two t;

/* Five thousand of each, all of them done with. */
static void
fill(struct ctx *c)
{
	for (int i = 0; i < MANY; i++) {
		int64_t at = c->now - (int64_t)(MANY - i) * 3600, question = new_id(c),
			block = new_id(c), promise = new_id(c), meeting;

		sql_question_insert(c, question, t.relationship, t.mentee, "why", "because", at);
		sql_question_set_answer(c, question, t.relationship, "so", at);
		sql_heard_insert(c, new_id(c), t.relationship, t.mentor, "heard", at);
		sql_roadblock_insert(c, block, t.relationship, t.mentee, "time", "no time", "",
			"2027-03-01", at);
		sql_roadblock_set_state(c, block, "cleared", at);
		sql_commitment_insert(c, promise, t.relationship, 0, t.mentee, "kept", "", at);
		sql_commitment_set_state(c, promise, "done", at);
		sql_introduction_insert(c, new_id(c), t.relationship, t.mentor, promise, "somebody",
			"advice", 1, at);
		meeting = new_id(c);
		sql_meeting_insert(c, meeting, t.relationship, at, 30, "",
			arena_printf(c->mem, "u%d", i), t.mentor, at);
		sql_meeting_set_held(c, meeting, at);
		sql_message_insert(c, new_id(c), t.relationship, t.mentee, "hello", at);
	}
}

/* Walks over the pages of a list: each is full but the last, nothing comes twice, nothing is left out. */
#define WALK(what, rows_of, count)                                                                 \
	do {                                                                                       \
		int seen_ = 0;                                                                     \
		int64_t last_ = 0;                                                                 \
                                                                                                   \
		assert_int_equal(count, MANY);                                                     \
		for (int64_t from_ = 0;; from_ += PAGE) {                                          \
			struct what##_rows rows_ = rows_of(from_);                                 \
                                                                                                   \
			assert_int_equal(rows_.n, from_ + PAGE <= MANY ? PAGE : MANY - from_);     \
			for (int i_ = 0; i_ < rows_.n; i_++)                                       \
				assert_true(!last_ || rows_.v[i_].id < last_),                     \
					last_ = rows_.v[i_].id;                                    \
			seen_ += rows_.n;                                                          \
			if (rows_.n < PAGE)                                                        \
				break;                                                             \
		}                                                                                  \
		assert_int_equal(seen_, MANY);                                                     \
	} while (0)

static void
a_list_of_five_thousand_has_pages(void **state)
{
	struct ctx *c = test_open(*state);
	int64_t before = INT64_MAX;
	int seen = 0;

	t = two_make(c);
	fill(c);
#define QUESTIONS(from) sql_question_list(c, t.relationship, "answered", PAGE, from)
#define HEARD(from) sql_heard_list(c, t.relationship, PAGE, from)
#define BLOCKS(from) sql_roadblock_list(c, t.relationship, "cleared", PAGE, from)
#define INTRODUCTIONS(from) sql_introduction_list(c, t.relationship, PAGE, from)
#define PROMISES(from) sql_commitment_done_page(c, t.relationship, PAGE, from)
#define MEETINGS(from) sql_meeting_held_page(c, t.relationship, PAGE, from)
	WALK(question, QUESTIONS, sql_question_count(c, t.relationship, "answered"));
	WALK(heard, HEARD, sql_heard_count(c, t.relationship));
	WALK(roadblock, BLOCKS, sql_roadblock_count(c, t.relationship, "cleared"));
	WALK(introduction, INTRODUCTIONS, sql_introduction_count(c, t.relationship));
	WALK(commitment, PROMISES, sql_commitment_done_count(c, t.relationship));
	WALK(meeting, MEETINGS, sql_meeting_held_count(c, t.relationship));
	for (;;) {
		struct message_rows rows = sql_message_list(c, t.relationship, before, PAGE);

		seen += rows.n;
		if (rows.n < PAGE)
			break;
		before = rows.v[rows.n - 1].id;
	}
	assert_int_equal(seen, MANY);
	/* What programs read comes in pages, too. */
	assert_int_equal(sql_commitment_page(c, t.relationship, ROWS_OF_JSON, 4500).n, 500);
	assert_int_equal(sql_meeting_page(c, t.relationship, ROWS_OF_JSON, 4900).n, 100);
	assert_int_equal(test_close(*state, OK), OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(
		a_list_of_five_thousand_has_pages, test_setup, test_teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
