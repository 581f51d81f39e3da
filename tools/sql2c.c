/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sql2c --schema STEP.sql… -- ROOM.sql -o OUTBASE    writes OUTBASE.h and OUTBASE.c
 * sql2c --emit-schema STEP.sql… -o OUTBASE           writes OUTBASE.c, the steps for both databases
 *
 * A room's file has free comments, blank lines, and statements, each below its prototype:
 *
 *     -- goal_counts(relationship int, since text) : one goal_counts
 *     -- with open int, done int              types of columns that are expressions
 *     -- scan: why a walk through the whole table is right here
 *     SELECT …;
 *
 * Parameters: int, ref (0 is NULL), text, real, bool, blob, sealed(SCOPE, ROW): a text, encrypted
 * with the key of the relationship SCOPE for the row ROW, which are other parameters. Results:
 * nothing (the number of changed rows), id or int, text, one STRUCT, many STRUCT. Further lines may
 * say
 *
 *     -- json goal: id title due_on           what of a struct leaves as JSON; nothing else does
 *     -- record next_step(title text, n int)  a struct that no statement fills
 *
 * A list goes on in the next comment line behind a "," or inside of parentheses. Columns have the
 * type that the schema gives them; a sealed one is decrypted, and needs id and relationship of its row
 * beside it. All comes out as functions sql_goal_counts(), json_goal() … in OUTBASE.h.
 *
 * Whatever is wrong is said as "file:line: sentence" on standard error, all of it at once, and then
 * the exit code is 1 and nothing is written. A usage error exits with 64.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "base/str.h"
#include "tools/sql2c.h"

static int flaws;

struct args {
	struct step *steps;
	int n_steps;
	const char *room; /* NULL with --emit-schema */
	const char *out;
};

void
flaw(const char *path, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fprintf(stderr, "%s:%d: ", path, line);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	flaws++;
}

int
flaw_count(void)
{
	return flaws;
}

static char *
read_file(struct arena *mem, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = BUF_IN(mem);
	size_t got;

	if (!f) {
		flaw(path, 1, "cannot be read: %s", strerror(errno));
		return NULL;
	}
	do {
		got = fread(buf_room(&b, 65536), 1, 65536, f);
		b.n += got;
	} while (got);
	buf_chr(&b, '\0');
	if (ferror(f))
		flaw(path, 1, "cannot be read: %s", strerror(errno));
	else if (!utf8_valid(b.p, b.n - 1))
		flaw(path, 1, "is no text in UTF-8");
	(void)fclose(f);
	return b.p;
}

static bool
write_file(const char *path, const struct buf *b)
{
	FILE *f = fopen(path, "wb");
	bool good = f && fwrite(b->p, 1, b->n, f) == b->n;

	if (f && fclose(f) != 0)
		good = false;
	if (!good)
		fprintf(stderr, "sql2c: %s cannot be written: %s\n", path, strerror(errno));
	return good;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
emit_schema(struct arena *mem, const struct args *a)
{
	struct buf c = BUF_IN(mem);

	write_schema_source(mem, &c, a->steps, a->n_steps);
	return write_file(arena_printf(mem, "%s.c", a->out), &c);
}

static bool
compile(struct arena *mem, const struct args *a, sqlite3 *db)
{
	struct module m = { .mem = mem, .path = a->room, .shown = a->room };
	struct buf h = BUF_IN(mem), c = BUF_IN(mem);
	const char *text = read_file(mem, a->room), *src = strstr(a->room, "src/");

	if (!text || flaws)
		return false;
	for (; src; src = strstr(src, "src/"))
		m.shown = src += 4;
	read_module(&m, text);
	check_module(&m, db);
	if (flaws)
		return false;
	write_header(&h, &m);
	write_source(&c, &m, arena_printf(mem, "%s.h", base_name(a->out)));
	return write_file(arena_printf(mem, "%s.h", a->out), &h) &&
	       write_file(arena_printf(mem, "%s.c", a->out), &c);
}

static bool
read_args(struct arena *mem, int argc, char **argv, struct args *a)
{
	bool emit = argc > 1 && str_eq(argv[1], "--emit-schema");
	int i = 2;

	if (argc < 5 || (!emit && !str_eq(argv[1], "--schema")))
		return false;
	a->steps = ARENA_ARRAY(mem, struct step, argc);
	for (; i < argc && argv[i][0] != '-'; i++)
		a->steps[a->n_steps++].path = argv[i];
	if (!emit) {
		if (i + 1 >= argc || !str_eq(argv[i], "--"))
			return false;
		a->room = argv[i + 1];
		i += 2;
	}
	if (i + 2 != argc || !str_eq(argv[i], "-o") || !a->n_steps)
		return false;
	a->out = argv[i + 1];
	return true;
}

static bool
run(struct arena *mem, struct args *a)
{
	sqlite3 *db;
	bool good = false;

	for (int i = 0; i < a->n_steps; i++)
		a->steps[i].text = read_file(mem, a->steps[i].path);
	if (flaws)
		return false;
	db = schema_apply(mem, a->steps, a->n_steps);
	if (db)
		good = a->room ? compile(mem, a, db) : emit_schema(mem, a);
	sqlite3_close(db);
	return good;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 20);
	struct args a = { 0 };
	int code = 64;

	if (read_args(mem, argc, argv, &a))
		code = run(mem, &a) ? 0 : 1;
	else
		fprintf(stderr, "usage: sql2c --schema STEP.sql... -- ROOM.sql -o OUTBASE\n"
				"       sql2c --emit-schema STEP.sql... -o OUTBASE\n");
	arena_free(mem);
	return code;
}
