/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/config.h"

static struct arena *mem;
static struct config *cf;
static char path[] = "/tmp/waymark-conf-XXXXXX.conf";

static int
up(void **state)
{
	(void)state;
	mem = arena_new(0);
	cf = config_new(mem);
	memcpy(strstr(path, ".conf") - 6, "XXXXXX", 6);
	close(mkstemps(path, 5));
	return 0;
}

static int
down(void **state)
{
	(void)state;
	unlink(path);
	arena_free(mem);
	return 0;
}

static bool
read_text(const char *text, const char **ret_why)
{
	FILE *f = fopen(path, "w");

	fputs(text, f);
	fclose(f);
	return config_read_file(cf, path, ret_why);
}

/* Defaults, then the file, then the environment, then flags. */
static void
later_layers_win(void **state)
{
	char *environment[] = { "HOME=/", "WAYMARK_THREADS=6", "WAYMARK_LOG_LEVEL=warn",
		"WAYMARK_CONFIG=x", NULL };
	char *argv[] = { "words", "--threads", "7", "--trusted-proxy", "--no-metrics_open",
		"--own=1", "--config", "x", "--db=a=b", "--", "--threads" };
	const char *own[] = { "own", NULL }, *why = "";
	int argc = sizeof argv / sizeof *argv;

	(void)state;
	assert_int_equal(config_int(cf, SET_threads), 2);
	assert_string_equal(config_source(cf, SET_threads), "default");
	assert_true(read_text("# a comment\n\nthreads = 5\nlisten=\"[::1]:80\"\nmetrics-open = on\n"
			      "log_level = debug",
		&why));
	assert_int_equal(config_int(cf, SET_threads), 5);
	assert_string_equal(config_text(cf, SET_listen), "[::1]:80");
	assert_true(config_bool(cf, SET_metrics_open));
	assert_true(config_read_environment(cf, environment, &why));
	assert_int_equal(config_int(cf, SET_threads), 6);
	assert_string_equal(config_text(cf, SET_log_level), "warn");
	assert_true(config_read_flags(cf, &argc, argv, own, &why));
	assert_int_equal(config_int(cf, SET_threads), 7);
	assert_true(config_bool(cf, SET_trusted_proxy));
	assert_false(config_bool(cf, SET_metrics_open));
	assert_string_equal(config_text(cf, SET_db), "a=b");
	assert_int_equal(argc, 4);
	assert_string_equal(argv[0], "words");
	assert_string_equal(argv[1], "--own=1");
	assert_string_equal(argv[3], "--threads");
}

static void
errors_name_their_place(void **state)
{
	static const struct {
		const char *text, *why;
	} files[] = {
		{ "threads = 2\nlissten = x\n", ":2: there is no setting \"lissten\"" },
		{ "threads = many\n", ":1: threads must be a number" },
		{ "\n\ntrusted_proxy = perhaps\n", ":3: trusted_proxy must be yes or no" },
		{ "threads 2\n", ":1: a line is key = value" },
		{ "smtp_password = @/nowhere/at/all\n",
			":1: smtp_password: /nowhere/at/all cannot be read" },
	};
	char *environment[] = { "WAYMARK_LISSTEN=x", NULL };
	const char *why = "";

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		assert_false(read_text(files[i].text, &why));
		assert_non_null(strstr(why, files[i].why));
	}
	assert_false(config_read_file(cf, "/nowhere.conf", &why));
	assert_false(config_read_environment(cf, environment, &why));
	assert_non_null(strstr(why, "WAYMARK_LISSTEN"));
}

static void
refuses_wrong_flags(void **state)
{
	static char *const wrong[][2] = { { "--lissten", "x" }, { "--threads=x", "" },
		{ "--no-threads", "" }, { "--db", NULL } };
	const char *why;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		char *argv[] = { wrong[i][0], wrong[i][1] };
		int argc = wrong[i][1] ? 2 : 1;

		assert_false(config_read_flags(cf, &argc, argv, NULL, &why));
	}
}

static void
masks_secrets(void **state)
{
	const char *why, *shown;

	(void)state;
	assert_true(
		read_text("smtp_password = swordfish\ndb = postgresql://me:tuna@host/db\n", &why));
	shown = config_show(cf, mem);
	assert_null(strstr(shown, "swordfish"));
	assert_null(strstr(shown, "tuna"));
	assert_non_null(strstr(shown, "smtp_password = ****"));
	assert_non_null(strstr(shown, "db = postgresql://me:****@host/db"));
	/* What is shown can be read again. */
	assert_true(read_text(shown, &why));
}

static void
reads_secrets_from_files(void **state)
{
	FILE *f = fopen(path, "w");
	char value[64];

	(void)state;
	fputs("swordfish\nand more\n", f);
	fclose(f);
	snprintf(value, sizeof value, "@%s", path);
	config_set(cf, SET_smtp_password, value);
	assert_string_equal(config_text(cf, SET_smtp_password), "swordfish");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(later_layers_win, up, down),
		cmocka_unit_test_setup_teardown(errors_name_their_place, up, down),
		cmocka_unit_test_setup_teardown(refuses_wrong_flags, up, down),
		cmocka_unit_test_setup_teardown(masks_secrets, up, down),
		cmocka_unit_test_setup_teardown(reads_secrets_from_files, up, down),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
