/* SPDX-License-Identifier: Apache-2.0 */
#include "app/solve_text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/cli.h"
#include "base/str.h"

int
solve_open(const char *path, struct text *ret)
{
	if (text_open(path, ret))
		return 0;
	return cli_fail(EX_NOINPUT, "%s cannot be read: %s", path, strerror(errno));
}

int
solve_wrong(const char *path, const struct scan *s)
{
	fprintf(stderr, "%s:%zu: %s\n", str_eq(path, "-") ? "standard input" : path, s->fault_line,
		s->fault);
	return EX_DATAERR;
}

static void
empty(struct solve_out *out)
{
	fwrite(out->buf, 1, out->n, out->file);
	out->n = 0;
}

void
solve_put(void *arg, const char *text, size_t n)
{
	struct solve_out *out = arg;

	if (n > sizeof out->buf - out->n)
		empty(out);
	if (n > sizeof out->buf) {
		fwrite(text, 1, n, out->file);
		return;
	}
	memcpy(out->buf + out->n, text, n);
	out->n += n;
}

void
solve_put_int(struct solve_out *out, int64_t v, char behind)
{
	uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char text[24], *at = text + sizeof text;

	*--at = behind;
	do
		*--at = (char)('0' + left % 10);
	while (left /= 10);
	if (v < 0)
		*--at = '-';
	solve_put(out, at, (size_t)(text + sizeof text - at));
}

int
solve_flush(struct solve_out *out)
{
	empty(out);
	if (fflush(out->file) != 0 || ferror(out->file))
		return cli_fail(EX_IOERR, "the answer could not be written: %s", strerror(errno));
	return 0;
}

void
solve_progress(void *arg, size_t done, size_t all)
{
	static int terminal = -1;
	static size_t said;
	size_t percent = all ? done * 100 / all : 100;

	(void)arg;
	if (terminal < 0)
		terminal = isatty(STDERR_FILENO);
	if (!terminal || percent == said)
		return;
	said = percent;
	fprintf(stderr, percent == 100 ? "\r    \r" : "\r%zu %%", percent);
}
