/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The clock of the tests: a file of eight bytes, the seconds that are added to the clock, mapped into memory, so
 * that a test lets half a year pass while the server runs. Who can move the clock can open every lock that
 * has a time on it; so this is refused wherever anybody but the machine itself could be served.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli.h"
#include "base/log.h"
#include "base/str.h"

bool
is_loopback(const char *listen)
{
	return str_starts(listen, "127.") || str_starts(listen, "[::1]:") ||
	       str_starts(listen, "localhost:");
}

/* What the setting names is on this machine, or it names nothing. */
static bool
is_here(const struct config *cf, enum setting s)
{
	const char *value = config_text(cf, s), *host = strstr(value, "://");

	return !*value || (host && is_loopback(host + 3));
}

int
clock_open(struct cli *cli, struct engine *e)
{
	const char *path = config_text(cli->config, SET_test_clock);
	struct stat st;
	void *at;
	int fd;

	if (!*path)
		return 0;
	if (!is_loopback(config_text(cli->config, SET_listen)) || getenv("LISTEN_FDS") ||
		!is_here(cli->config, SET_origin) || !is_here(cli->config, SET_smtp_url))
		return cli_fail(EX_CONFIG,
			"%s: test_clock is for tests: listen, origin and smtp_url have "
			"to be on loopback, and no socket handed over",
			config_source(cli->config, SET_test_clock));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return cli_fail(EX_NOINPUT, "%s: %s", path, strerror(errno));
	at = fstat(fd, &st) == 0 && st.st_size == sizeof(int64_t)
		     ? mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, fd, 0)
		     : MAP_FAILED;
	close(fd);
	if (at == MAP_FAILED)
		return cli_fail(EX_DATAERR, "%s is not a file of eight bytes", path);
	e->test_clock = at;
	log_warn("the clock is that of a test");
	return 0;
}
