/* SPDX-License-Identifier: Apache-2.0 */
/* For tests of `waymark solve`: runs it with files of a directory of its own. */
#ifndef APP_SOLVE_TEST_H
#define APP_SOLVE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "app/cli.h"
#include "base/buf.h"
#include "base/str.h"

static struct arena *mem;
static char *out, *err; /* of the last run */
static char dir[] = "/tmp/waymark-solve-XXXXXX";

static int
setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static char *
path_of(const char *name)
{
	return arena_printf(mem, "%s/%s", dir, name);
}

static char *
write_file(const char *name, const char *text)
{
	char *path = path_of(name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return path;
}

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	struct buf b = BUF_IN(mem);
	char piece[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(&b, piece, n);
	fclose(f);
	return (char *)buf_text(&b);
}

/* Runs `waymark solve …` with its words in one text; out and err hold what it said. */
static int
solve(const char *line)
{
	char *argv[24] = { "waymark", "solve" }, *words = arena_strdup(mem, line), *rest;
	int argc = 2, code, saved_out = dup(1), saved_err = dup(2);

	for (char *w = strtok_r(words, " ", &rest); w && argc < 23; w = strtok_r(NULL, " ", &rest))
		argv[argc++] = w;
	fflush(stdout);
	fflush(stderr);
	assert_non_null(freopen(path_of("out"), "w", stdout));
	assert_non_null(freopen(path_of("err"), "w", stderr));
	code = cli_main(argc, argv);
	fflush(stdout);
	fflush(stderr);
	dup2(saved_out, 1);
	dup2(saved_err, 2);
	close(saved_out);
	close(saved_err);
	out = read_file(path_of("out"));
	err = read_file(path_of("err"));
	return code;
}

/* Runs the tests, with memory and the directory. */
static inline int
run_solve_tests(const char *name, const struct CMUnitTest *tests, size_t n)
{
	return mkdtemp(dir) ? _cmocka_run_group_tests(name, tests, n, setup, teardown) : 1;
}

#endif
