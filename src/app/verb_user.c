/* SPDX-License-Identifier: Apache-2.0 */
/* Accounts from a shell: for the day on which nobody can sign in any more. */
#include <stdio.h>
#include <string.h>

#include "app/app.sql.h"
#include "app/cli.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "engine/html/form.h"
#include "features/accounts/accounts.h"
#include "features/mine/mine.h"
#include "features/people/people.h"

/* One call of the verb, on its way through the transaction. */
struct order {
	struct cli *cli;
	const char *what;  /* "list", "invite" … */
	const char *email; /* lower case */
	const char *more;  /* the word behind it, or NULL */
	const char *link;  /* to tell, or NULL */
	int code;
};

static const char *const flags[] = { "admin", NULL };

static enum result
list(struct ctx *c, struct order *o)
{
	const char *after = "";
	struct app_user_rows rows;

	(void)o;
	do {
		rows = sql_app_users(c, after);
		for (int i = 0; i < rows.n; i++)
			printf("%s\t%s\t%s%s\n", rows.v[i].email, rows.v[i].state, rows.v[i].name,
				rows.v[i].admin ? "\tadministrator" : "");
		if (rows.n)
			after = rows.v[rows.n - 1].email;
	} while (rows.n == 1000);
	return OK;
}

static enum result
add(struct ctx *c, struct order *o)
{
	struct person_new_form f = { .name = o->more ? o->more : "",
		.email = o->email,
		.headline = "",
		.unit = "",
		.level = "" };
	int64_t id;
	enum result r;

	if (!*f.name)
		return invalid(c, "name", "say the name too: waymark user add EMAIL NAME");
	r = person_add(c, &f, &id);
	if (r == OK)
		r = invite(c, id, &o->link);
	if (r == OK && cli_option(o->cli, "admin"))
		r = person_set_admin(c, id, true);
	return r;
}

static enum result
change(struct ctx *c, struct order *o, int64_t id)
{
	if (str_eq(o->what, "invite"))
		return invite(c, id, &o->link);
	if (str_eq(o->what, "deactivate"))
		return account_deactivate(c, id);
	if (str_eq(o->what, "reactivate"))
		return account_reactivate(c, id);
	if (str_eq(o->what, "delete"))
		return account_leave_for(c, id);
	if (str_eq(o->what, "reset"))
		return reset_link(c, id, &o->link);
	if (str_eq(o->what, "admin") && o->more && str_eq(o->more, "yes"))
		return person_set_admin(c, id, true);
	if (str_eq(o->what, "admin") && o->more && str_eq(o->more, "no"))
		return person_set_admin(c, id, false);
	o->code = cli_fail(EX_USAGE, "see waymark user --help");
	return INVALID;
}

static enum result
work(struct ctx *c, void *arg)
{
	struct order *o = arg;
	int64_t id;

	if (str_eq(o->what, "list"))
		return list(c, o);
	if (!organisation_exists(c))
		return conflict(c, "nobody is here yet: start `waymark serve` and follow its link");
	if (str_eq(o->what, "add"))
		return add(c, o);
	id = sql_person_id(c, o->email);
	if (!id)
		return NOT_FOUND;
	return change(c, o, id);
}

/* The sentence that goes with a result. */
static int
fail(const struct ctx *c, const struct order *o, enum result r)
{
	if (o->code)
		return o->code;
	if (r == NOT_FOUND)
		return cli_fail(EX_NOUSER, "nobody has the address %s", o->email);
	if (c->problems)
		return cli_fail(EX_DATAERR, "%s", c->problems->message);
	return cli_fail(
		r == FAILED ? EX_SOFTWARE : EX_DATAERR, "%s", c->why ? c->why : result_name(r));
}

static int
run(struct cli *cli)
{
	struct order o = { .cli = cli, .what = cli_word(cli, 0, flags) };
	const char *email = cli_word(cli, 1, flags), *wrong;
	struct engine e;
	struct ctx c;
	enum result r;
	int code;

	if (!o.what || (!email && !str_eq(o.what, "list")))
		return cli_fail(EX_USAGE, "see waymark user --help");
	o.more = cli_word(cli, 2, flags);
	code = engine_open(cli, &e, OPEN_CURRENT);
	if (code)
		return code;
	c = engine_ctx(&e, cli->mem);
	o.email = email ? text_clean(&c, FIELD_EMAIL, email, strlen(email), &wrong) : "";
	if (!o.email)
		code = cli_fail(EX_USAGE, "%s: %s", email, wrong);
	if (!code) {
		r = db_write(e.db, &c, work, &o);
		if (r != OK)
			code = fail(&c, &o, r);
		else if (o.link)
			printf("%s\n", o.link);
	}
	engine_close(&e);
	return code;
}

const struct verb verb_user = {
	.name = "user",
	.summary = "accounts: list, add, invite, reset, deactivate, reactivate, delete, admin",
	.usage = "waymark user list\n"
		 "       waymark user add EMAIL NAME [--admin]\n"
		 "       waymark user invite EMAIL\n"
		 "       waymark user reset EMAIL\n"
		 "       waymark user deactivate EMAIL\n"
		 "       waymark user reactivate EMAIL\n"
		 "       waymark user delete EMAIL\n"
		 "       waymark user admin EMAIL yes|no\n\n"
		 "Works on the database of the settings, also while the server runs. add, invite "
		 "and\n"
		 "reset print the one-time link that they also send by mail. delete closes the "
		 "account and\n"
		 "deletes it after thirty days; the person gets a letter that stops it, and "
		 "reactivate does too.",
	.own = (const char *const[]){ "admin", NULL },
	.run = run,
};
