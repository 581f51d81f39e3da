/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Brings people in from a table without a server. What became of them goes to standard output; rows that
 * were left out go to standard error as "file:line: sentence". Safe beside running servers, and safe to
 * be killed and begun again.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "features/imports/imports.h"
#include "features/programmes/programmes.h"

static const char *const own[] = { "programme", "role", "dry-run", NULL };
static const char *const flags[] = { "dry-run", NULL };

struct wish {
	const char *path, *programme, *role;
	bool dry;
};

/* 0 or the exit code. */
static int
read_wish(const struct cli *cli, struct wish *w)
{
	*w = (struct wish){ .path = cli_word(cli, 0, flags),
		.programme = cli_option(cli, "programme"),
		.role = cli_option(cli, "role"),
		.dry = cli_option(cli, "dry-run") != NULL };
	if (!w->path || cli_word(cli, 1, flags))
		return cli_fail(EX_USAGE, "import needs one FILE");
	if (str_empty(w->programme))
		return cli_fail(EX_USAGE, "import needs --programme ID or --programme NAME");
	if (str_empty(w->role) || (!str_eq(w->role, "mentor") && !str_eq(w->role, "mentee")))
		return cli_fail(EX_USAGE, "import needs --role mentor or --role mentee");
	return 0;
}

static int
read_file(struct arena *mem, const char *path, struct csv *ret)
{
	struct buf b = BUF_IN(mem);
	struct csv_error wrong;
	FILE *in = fopen(path, "rb");
	size_t n;
	bool failed;

	if (!in)
		return cli_fail(EX_NOINPUT, "%s: %s", path, strerror(errno));
	while ((n = fread(buf_room(&b, 1 << 16), 1, 1 << 16, in)) > 0)
		b.n += n;
	failed = ferror(in);
	fclose(in);
	if (failed)
		return cli_fail(EX_IOERR, "%s: %s", path, strerror(errno));
	if (!csv_read(mem, buf_text(&b), b.n, ret, &wrong)) {
		fprintf(stderr, "%s:%zu: %s\n", path, wrong.line ? wrong.line : 1, wrong.message);
		return EX_DATAERR;
	}
	return 0;
}

/* ---- the columns ---- */

static int
columns_wrong(const struct ctx *c, const struct wish *w, const struct csv *file,
	const struct import_column_rows *columns)
{
	for (const struct problem *p = c->problems; p; p = p->next) {
		const char *heading = NULL;

		for (int i = 0; i < columns->n; i++)
			if (str_eq(p->field,
				    arena_printf(c->mem, "target_%d", (int)columns->v[i].position)))
				heading = columns->v[i].heading;
		fprintf(stderr, "%s:%zu: %s%s%s\n", w->path, file->header_line,
			heading ? heading : "", heading ? ": " : "", p->message);
	}
	return EX_DATAERR;
}

/* Finds the programme and says what the columns are. 0 or the exit code. */
static int
prepare(struct engine *e, struct ctx *c, const struct wish *w, const struct csv *file,
	struct import_run *run)
{
	struct import_column_rows columns;
	int code = 0;

	columns_look(c->mem, file, &columns);
	if (db_read_begin(e->db, c) != OK)
		return cli_fail(EX_UNAVAILABLE, "the database cannot be read");
	run->programme = programme_find(c, w->programme);
	if (!run->programme)
		code = cli_fail(EX_NOINPUT,
			"there is no programme \"%s\", or more than one of this name",
			w->programme);
	columns_guess(c, &columns);
	if (!code && columns_check(c, &columns) != OK)
		code = columns_wrong(c, w, file, &columns);
	columns_use(c, &columns, run);
	db_read_end(c);
	return code;
}

/* ---- the rows ---- */

static void
tell(const struct wish *w, const struct import_run *run)
{
	for (const struct row_fault *f = run->faults; f; f = f->next)
		fprintf(stderr, "%s:%zu: %s%s%s\n", w->path, run->file->rows[f->row].line,
			f->column, *f->column ? ": " : "", f->message);
}

static int
take(struct engine *e, struct ctx *c, const struct wish *w, struct import_run *run)
{
	import_run_begin(c, run);
	while (import_run_more(run)) {
		enum result r = db_write(e->db, c, import_run_batch, run);

		if (import_run_again(run, r))
			r = db_write(e->db, c, import_run_batch, run);
		if (r != (run->dry ? INVALID : OK)) {
			import_run_end(run);
			return cli_fail(r == BUSY ? EX_TEMPFAIL : EX_SOFTWARE,
				"stopped after %lld of %zu rows; run it again to go on",
				(long long)run->counts.done, run->file->n_rows);
		}
		tell(w, run);
		import_run_took(run);
	}
	import_run_end(run);
	printf("%s%lld new, %lld changed, %lld as before, %lld rejected\n",
		run->dry ? "would be: " : "", (long long)run->counts.made,
		(long long)run->counts.changed, (long long)run->counts.same,
		(long long)run->counts.rejected);
	return run->counts.rejected ? EX_DATAERR : 0;
}

static int
run(struct cli *cli)
{
	struct wish w;
	struct csv file;
	struct engine e;
	struct ctx c;
	struct import_run import = { .mem = cli->mem, .file = &file };
	int code = read_wish(cli, &w);

	if (!code)
		code = read_file(cli->mem, w.path, &file);
	if (!code)
		code = engine_open(cli, &e, OPEN_CURRENT);
	if (code)
		return code;
	import.role = w.role;
	import.dry = w.dry;
	c = engine_ctx(&e, cli->mem);
	c.request = "import";
	code = prepare(&e, &c, &w, &file, &import);
	if (!code)
		code = take(&e, &c, &w, &import);
	engine_close(&e);
	return code;
}

const struct verb verb_import = {
	.name = "import",
	.summary = "bring people in from a table",
	.usage = "waymark import --programme ID|NAME --role mentor|mentee [--dry-run] FILE\n"
		 "\n"
		 "Makes or changes the people of a table (CSV), and lets them take part in the "
		 "programme.\n"
		 "Columns are known by their headings; a heading that is not known becomes a field "
		 "of "
		 "the\n"
		 "organisation. The same file again changes nothing, so an import that was stopped "
		 "is\n"
		 "simply run again.\n"
		 "\n"
		 "  --programme ID    the programme, by its number or its name\n"
		 "  --role ROLE       mentor or mentee: what they take part as\n"
		 "  --dry-run         only say what would happen\n"
		 "\n"
		 "Rows that are wrong are left out and said as \"file:line: sentence\".\n"
		 "Exit status: 0 all rows are in, 64 wrong usage, 65 something is wrong with the "
		 "file "
		 "or\n"
		 "some rows, 66 there is no such file or programme, 75 try again later.",
	.own = own,
	.run = run,
};
