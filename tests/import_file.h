/* SPDX-License-Identifier: Apache-2.0 */
/* A file of people on its way through an import: for tests of that room. */
#ifndef TESTS_IMPORT_FILE_H
#define TESTS_IMPORT_FILE_H

#include "base/str.h"
#include "features/imports/imports.h"
#include "features/programmes/programmes.h"
#include "tests/harness.h"

/* One import of one file into a programme of its own. */
struct file {
	const char *text, *role;
	size_t n;
	int64_t programme, maker, import;
	struct import_column_rows columns;
	struct import now; /* as it stands */
};

static inline int64_t
maker(struct ctx *c)
{
	int64_t id;
	bool is_new, changed;

	person_save(c, NULL,
		&(struct person_data){ PERSON_DATA, .email = "boss@example.org", .name = "Boss" },
		&id, &is_new, &changed);
	return id;
}

static inline int64_t
programme(struct ctx *c)
{
	const char *other[] = { "other" };
	struct programme_form f;
	int64_t id = programme_find(c, "P");

	if (id)
		return id;
	programme_defaults(c, "", &f);
	f.name = "P";
	f.purpose = (struct texts){ 1, other };
	assert_int_equal(programme_create(c, &f, &id), OK);
	return id;
}

static inline enum result
work_upload(struct ctx *c, void *arg)
{
	struct file *f = arg;
	struct csv csv;
	struct csv_error wrong;

	c->who = f->maker = maker(c);
	f->programme = programme(c);
	assert_true(csv_read(c->mem, f->text, f->n, &csv, &wrong));
	columns_look(c->mem, &csv, &f->columns);
	return import_add(c, f->programme, f->role, "people.csv", (struct bytes){ f->text, f->n },
		&csv, &f->columns, &f->import);
}

static inline enum result
work_map(struct ctx *c, void *arg)
{
	struct file *f = arg;
	int64_t job;

	c->who = f->maker;
	return mapping_set(c, f->import, &f->columns, &job);
}

static inline enum result
work_commit(struct ctx *c, void *arg)
{
	struct file *f = arg;
	int64_t job;

	c->who = f->maker;
	return import_commit(c, f->import, &job);
}

static inline enum result
work_look(struct ctx *c, void *arg)
{
	struct file *f = arg;

	assert_true(sql_import_get(c, f->import, &f->now));
	return OK;
}

static inline void
upload(struct test *t, struct file *f, const char *text, const char *role)
{
	*f = (struct file){ .text = text, .n = strlen(text), .role = role };
	assert_int_equal(test_write(t, work_upload, f), OK);
}

/* Says yes to all guesses; the check then has run. */
static inline void
check(struct test *t, struct file *f)
{
	assert_int_equal(test_write(t, work_map, f), OK);
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, f);
	assert_string_equal(f->now.state, "checked");
}

static inline void
commit(struct test *t, struct file *f)
{
	assert_int_equal(test_write(t, work_commit, f), OK);
	jobs_run_all(&t->engine, TEST_NOW);
	test_read(t, work_look, f);
	assert_string_equal(f->now.state, "done");
}

static inline void
counts(const struct file *f, int made, int changed, int same, int rejected)
{
	if (f->now.new_n != made || f->now.changed_n != changed || f->now.same_n != same ||
		f->now.rejected_n != rejected)
		fail_msg("%d new, %d changed, %d same, %d rejected", (int)f->now.new_n,
			(int)f->now.changed_n, (int)f->now.same_n, (int)f->now.rejected_n);
}

/* What the check foretells is what happens, and the same file again changes nothing. */
static inline void
takes(struct test *t, const char *text, const char *role, int made, int changed, int same,
	int rejected)
{
	struct file f;

	upload(t, &f, text, role);
	check(t, &f);
	counts(&f, made, changed, same, rejected);
	commit(t, &f);
	counts(&f, made, changed, same, rejected);
	upload(t, &f, text, role);
	check(t, &f);
	counts(&f, 0, 0, made + changed + same, rejected);
	commit(t, &f);
	counts(&f, 0, 0, made + changed + same, rejected);
}

static inline const char *
target_in(const struct file *f, const char *heading)
{
	for (int i = 0; i < f->columns.n; i++)
		if (str_eq(f->columns.v[i].heading, heading))
			return f->columns.v[i].target;
	return "";
}

static inline bool
person_of(struct ctx *c, const char *email, struct person *ret)
{
	return sql_person_get(c, sql_import_person_id(c, email), ret);
}

#endif
