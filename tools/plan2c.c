/* SPDX-License-Identifier: Apache-2.0 */
/* plan2c rights.def routes.def jobs.def events.def settings.def -o gen/plan.gen
 * The product as tables: reads src/plan and writes plan.gen.h and plan.gen.c. */
#include "plan2c.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

void
plan_error(struct plan *p, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	fprintf(stderr, "%s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	p->errors++;
}

static bool
write_file(const char *path, struct buf *b)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(b->p, 1, b->n, f) != b->n || fclose(f) != 0) {
		perror(path);
		return false;
	}
	return true;
}

/* Routes speak of rights, so rights.def is read first, whatever the order on the command line. */
static void
read_all(struct plan *p, int n, char **files)
{
	for (int i = 0; i < n; i++)
		if (str_ends(files[i], "rights.def"))
			plan_read(p, files[i]);
	for (int i = 0; i < n; i++)
		if (!str_ends(files[i], "rights.def"))
			plan_read(p, files[i]);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 16);
	struct plan *p = ARENA_NEW(mem, struct plan);
	struct buf header = BUF_IN(mem), source = BUF_IN(mem);
	const char *base, *h, *c, *slash;
	bool ok;

	if (argc < 4 || !str_eq(argv[argc - 2], "-o")) {
		fputs("usage: plan2c FILE.def … -o OUTBASE\n", stderr);
		return 64;
	}
	p->mem = mem;
	base = argv[argc - 1];
	read_all(p, argc - 3, argv + 1);
	plan_check(p);
	if (p->errors) {
		arena_free(mem);
		return 1;
	}
	h = arena_printf(mem, "%s.h", base);
	c = arena_printf(mem, "%s.c", base);
	slash = strrchr(h, '/');
	plan_write_header(p, &header);
	plan_write_source(p, &source, slash ? slash + 1 : h, c);
	ok = write_file(h, &header) && write_file(c, &source);
	arena_free(mem);
	return ok ? 0 : 1;
}
