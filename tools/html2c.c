/* SPDX-License-Identifier: Apache-2.0 */
/* html2c [--routes plan.gen.h] FILE.html -o BASE: writes BASE.h and BASE.c. */
#include "html2c.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

struct options {
	const char *file, *out, *routes;
};

static bool
options_read(int argc, char **argv, struct options *ret)
{
	for (int i = 1; i < argc; i++) {
		const char **value = str_eq(argv[i], "-o")	   ? &ret->out
				     : str_eq(argv[i], "--routes") ? &ret->routes
								   : NULL;

		if (value && i + 1 < argc)
			*value = argv[++i];
		else if (!value && argv[i][0] != '-' && !ret->file)
			ret->file = argv[i];
		else
			return false;
	}
	return ret->file && ret->out;
}

static bool
file_read(struct arena *mem, const char *path, struct buf *ret)
{
	FILE *f = fopen(path, "rb");
	size_t n;

	*ret = BUF_IN(mem);
	while (f && (n = fread(buf_room(ret, 65536), 1, 65536, f)) > 0)
		ret->n += n;
	if (!f || ferror(f)) {
		fprintf(stderr, "%s:1: cannot be read: %s\n", path, strerror(errno));
		if (f)
			fclose(f);
		return false;
	}
	fclose(f);
	buf_text(ret);
	return true;
}

static bool
file_write(struct tpl *t, const char *base, const char *suffix, struct buf *b)
{
	const char *path = arena_printf(t->mem, "%s%s", base, suffix);
	FILE *f = fopen(path, "wb");
	bool ok = f && fwrite(buf_text(b), 1, b->n, f) == b->n;

	if (f && fclose(f) != 0)
		ok = false;
	if (!ok)
		fprintf(stderr, "%s:1: cannot be written: %s\n", path, strerror(errno));
	return ok;
}

static void
print_flaws(const struct tpl *t)
{
	int n = 0;

	for (const struct flaw *f = t->flaws; f && n < 25; f = f->next, n++)
		fprintf(stderr, "%s:%d: %s\n", t->file, f->line, f->text);
	if (t->flaw_n > n)
		fprintf(stderr, "%s:1: and %d more\n", t->file, t->flaw_n - n);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 20);
	struct tpl t = { .mem = mem };
	struct options o = { 0 };
	struct buf in, routes, header = BUF_IN(mem), source = BUF_IN(mem);
	const char *slash;
	bool ok;

	if (!options_read(argc, argv, &o)) {
		fprintf(stderr, "usage: html2c [--routes plan.gen.h] FILE.html -o BASE\n");
		return EXIT_FAILURE;
	}
	t.file = o.file;
	ok = file_read(mem, o.file, &in);
	if (ok && o.routes) {
		ok = file_read(mem, o.routes, &routes);
		t.routes = buf_text(&routes);
	}
	slash = strrchr(o.out, '/');
	if (ok) {
		ok = html2c(&t, buf_text(&in), in.n,
			arena_printf(mem, "%s.h", slash ? slash + 1 : o.out), &header, &source);
		print_flaws(&t);
	}
	ok = ok && file_write(&t, o.out, ".h", &header) && file_write(&t, o.out, ".c", &source);
	arena_free(mem);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
