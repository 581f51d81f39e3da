/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/cli.h"
#include "base/str.h"

static const char *const flags[] = { "check", NULL };

/* Opens the backup itself, with the key that belongs to it, and looks at all of it. */
static int
audit(struct cli *cli, const char *path)
{
	struct engine e;
	int code;

	config_set(cli->config, SET_db, path);
	code = engine_open(cli, &e, OPEN_FROZEN);
	if (code)
		return code;
	code = database_check(cli, &e, path);
	engine_close(&e);
	return code;
}

static int
copy(const char *from, const char *to)
{
	char block[65536];
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ssize_t n = -1;
	bool ok = out >= 0;
	int why;

	while (ok && (n = read(in, block, sizeof block)) > 0)
		ok = write(out, block, (size_t)n) == n;
	ok = ok && n == 0 && fsync(out) == 0;
	why = errno;
	if (in >= 0)
		close(in);
	if (out >= 0 && close(out) != 0 && ok) {
		why = errno;
		ok = false;
	}
	if (ok)
		return 0;
	/* Half a database is none. */
	if (out >= 0)
		unlink(to);
	return cli_fail(EX_CANTCREAT, "%s: %s", to, strerror(why));
}

/* The key belongs to the database that is replaced, so it is looked for beside that one. */
static void
keep_key_file(struct cli *cli, const char *db)
{
	if (!*config_text(cli->config, SET_key_file))
		config_set(cli->config, SET_key_file, arena_printf(cli->mem, "%s.key", db));
}

static int
run(struct cli *cli)
{
	const char *from = cli_word(cli, 0, flags), *to = config_text(cli->config, SET_db);
	int code;

	to = str_starts(to, "sqlite:") ? to + 7 : to;
	if (!from || cli_word(cli, 1, flags))
		return cli_fail(EX_USAGE, "usage: waymark restore [--check] FILE");
	if (str_starts(to, "postgres"))
		return cli_fail(EX_USAGE, "this database is PostgreSQL: use pg_restore");
	if (access(from, R_OK) != 0)
		return cli_fail(EX_NOINPUT, "%s: %s", from, strerror(errno));
	keep_key_file(cli, to);
	code = audit(cli, from);
	if (code)
		return code;
	if (cli_option(cli, "check")) {
		printf("%s: whole, and the key fits it\n", from);
		return 0;
	}
	if (access(to, F_OK) == 0)
		return cli_fail(EX_CANTCREAT,
			"%s is there already: stop the server and move it (with its -wal and -shm) "
			"away first",
			to);
	code = copy(from, to);
	if (!code)
		printf("%s: restored from %s\n", to, from);
	return code;
}

const struct verb verb_restore = {
	.name = "restore",
	.summary = "put a backup in place, or only audit it",
	.usage = "waymark restore [--check] FILE [--db FILE]\n\n"
		 "Audits the backup FILE: its integrity, its schema, and that the key fits it. "
		 "Then, without\n"
		 "--check, copies it to where the database belongs, which must be empty.",
	.own = flags,
	.run = run,
};
