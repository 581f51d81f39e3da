/* SPDX-License-Identifier: Apache-2.0 */
/* Programmes from a shell. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "app/app.sql.h"
#include "app/cli.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "features/accounts/accounts.h"
#include "features/programmes/programmes.h"

struct order {
	struct cli *cli;
	const char *what;
	const char *name;
	int64_t id;
};

static enum result
list(struct ctx *c)
{
	struct app_programme_rows rows = sql_app_programmes(c);

	for (int i = 0; i < rows.n; i++)
		printf("%" PRId64 "\t%s\t%s\t%s\t%" PRId64 " mentors, %" PRId64 " mentees, %" PRId64
		       " pairs\n",
			rows.v[i].id, rows.v[i].state, rows.v[i].starts_on, rows.v[i].name,
			rows.v[i].mentors, rows.v[i].mentees, rows.v[i].pairs);
	return OK;
}

static enum result
add(struct ctx *c, struct order *o)
{
	const char *template = cli_option(o->cli, "template");
	const char *manager = cli_option(o->cli, "manager");
	const char *purpose = cli_option(o->cli, "purpose");
	struct programme_form f;
	enum result r;
	int64_t who = 0, part;

	if (!organisation_exists(c))
		return conflict(c, "nobody is here yet: start `waymark serve` and follow its link");
	if (template && !practice_find("programme", template))
		return invalid(c, "template", "there is no such template");
	if (manager && !(who = sql_person_id(c, manager)))
		return invalid(c, "manager", "nobody has this address");
	if (!purpose)
		purpose = "other";
	programme_defaults(c, template ? template : "", &f);
	f.name = o->name;
	f.purpose = (struct texts){ 1, &purpose };
	r = programme_create(c, &f, &o->id);
	if (r == OK && who)
		r = participant_save(c, o->id, who, "manager", 1, &part, NULL, NULL);
	return r;
}

static enum result
work(struct ctx *c, void *arg)
{
	struct order *o = arg;

	return str_eq(o->what, "list") ? list(c) : add(c, o);
}

static int
run(struct cli *cli)
{
	struct order o = { cli, cli_word(cli, 0, NULL), cli_word(cli, 1, NULL), 0 };
	struct engine e;
	struct ctx c;
	enum result r;
	int code;

	if (!o.what || !(str_eq(o.what, "list") || (str_eq(o.what, "add") && o.name && *o.name)))
		return cli_fail(EX_USAGE, "see waymark programme --help");
	code = engine_open(cli, &e, OPEN_CURRENT);
	if (code)
		return code;
	c = engine_ctx(&e, cli->mem);
	r = db_write(e.db, &c, work, &o);
	if (r != OK)
		code = cli_fail(r == FAILED ? EX_SOFTWARE : EX_DATAERR, "%s",
			c.problems ? c.problems->message
			: c.why	   ? c.why
				   : result_name(r));
	else if (o.id)
		printf("%" PRId64 "\n", o.id);
	engine_close(&e);
	return code;
}

const struct verb verb_programme = {
	.name = "programme",
	.summary = "programmes: list, add",
	.usage = "waymark programme list\n"
		 "       waymark programme add NAME [--template ID] [--manager EMAIL]\n"
		 "                             [--purpose WORD]\n\n"
		 "add makes a programme from a template (formal-one-to-one) and prints its id, "
		 "which\n"
		 "`waymark import --programme` takes. Purposes are leadership-development,\n"
		 "succession-pool, build-talent and other.",
	.own = (const char *const[]){ "template", "manager", "purpose", NULL },
	.run = run,
};
