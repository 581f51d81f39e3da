/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The practice of an organisation as one file, from a shell: out, in, and whether it would go in. Safe beside
 * running servers, which read the new one from their next request on.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "features/craft/craft.h"

static const char *const own[] = { "changed", NULL };

struct order {
	struct cli *cli;
	const char *what, *path, *text;
	size_t n;
	struct craft_plan plan;
};

static int
read_file(struct order *o)
{
	struct buf b = BUF_IN(o->cli->mem);
	FILE *in = fopen(o->path, "rb");
	bool failed;
	size_t n;

	if (!in)
		return cli_fail(EX_NOINPUT, "%s: %s", o->path, strerror(errno));
	while (b.n <= PACK_BYTES && (n = fread(buf_room(&b, 1 << 16), 1, 1 << 16, in)) > 0)
		b.n += n;
	failed = ferror(in);
	fclose(in);
	if (failed)
		return cli_fail(EX_IOERR, "%s: %s", o->path, strerror(errno));
	o->text = buf_text(&b);
	o->n = b.n;
	return 0;
}

static enum result export(struct ctx *c, struct order *o) {
	struct buf out = BUF_IN(c->mem);

	craft_export(c, cli_option(o->cli, "changed") != NULL, &out);
	return fwrite(buf_text(&out), 1, out.n, stdout) == out.n && fflush(stdout) == 0 ? OK
											: FAILED;
}

static enum result
import(struct ctx *c, struct order *o)
{
	craft_plan_make(c, o->path, o->text, o->n, &o->plan);
	if (!o->plan.good)
		return INVALID;
	return str_eq(o->what, "import") ? craft_plan_take(c, &o->plan, new_id(c)) : OK;
}

static enum result
work(struct ctx *c, void *arg)
{
	struct order *o = arg;

	return str_eq(o->what, "export") ? export(c, o) : import(c, o);
}

/* What was done, or would be, line by line; what is wrong to standard error. */
static int
tell(const struct order *o)
{
	const struct craft_plan *p = &o->plan;

	for (int i = 0; i < p->flaws.n; i++)
		fprintf(stderr, "%s: %s\n", o->path, p->flaws.v[i]);
	if (!p->good)
		return EX_DATAERR;
	for (int i = 0; i < p->steps.n; i++)
		printf("%s\t%s/%s\t%s\n", p->steps.v[i].act, p->steps.v[i].kind, p->steps.v[i].id,
			p->steps.v[i].words);
	for (int i = 0; i < p->kept.n; i++)
		printf("kept\t%s/%s\t%s\n", p->kept.v[i].kind, p->kept.v[i].id, p->kept.v[i].words);
	return 0;
}

static int
run(struct cli *cli)
{
	struct order o = {
		.cli = cli, .what = cli_word(cli, 0, own), .path = cli_word(cli, 1, own)
	};
	bool out = o.what && str_eq(o.what, "export");
	struct engine e;
	enum result r;
	struct ctx c;
	int code;

	if (!o.what || (!out && !str_eq(o.what, "import") && !str_eq(o.what, "check")) ||
		!o.path == !out || cli_word(cli, 2, own))
		return cli_fail(EX_USAGE, "see waymark practice --help");
	code = out ? 0 : read_file(&o);
	if (!code)
		code = engine_open(cli, &e, OPEN_CURRENT);
	if (code)
		return code;
	c = engine_ctx(&e, cli->mem);
	r = db_write(e.db, &c, work, &o);
	if (!out && (r == OK || r == INVALID))
		code = tell(&o);
	else if (r != OK)
		code = cli_fail(EX_SOFTWARE, "%s", c.why ? c.why : result_name(r));
	engine_close(&e);
	return code;
}

const struct verb verb_practice = {
	.name = "practice",
	.summary = "the practice of the organisation: export, import, check",
	.usage = "waymark practice export [--changed] >FILE\n"
		 "       waymark practice check FILE\n"
		 "       waymark practice import FILE\n\n"
		 "export writes all of the practice, or only what the organisation has changed, as "
		 "one YAML\nfile. check says what import would do with such a file. What is not in "
		 "the file stays as\nit is; if anything is wrong, nothing is changed, and each "
		 "thing "
		 "is told with its line.",
	.own = own,
	.run = run,
};
