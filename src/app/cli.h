/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line: `waymark VERB [words] [--options]`. A verb is a file verb_<name>.c with one
 * `const struct verb verb_<name>`, and a line in the table of cli.c. Every setting is also an option.
 * Verbs end with the codes of sysexits.h: 0, 64 usage, 65 bad data, 66 no such input, 69 something is
 * not reachable, 70 a fault of ours, 73 cannot write, 75 try again later, 77 not allowed, 78 settings.
 */
#ifndef APP_CLI_H
#define APP_CLI_H

#include <stdbool.h>
#include <sysexits.h>

#include "base/arena.h"
#include "engine/config.h"
#include "engine/engine.h"

struct cli {
	struct arena *mem;
	struct config *config;
	const struct verb *verb;
	int argc; /* what is left for the verb: its words and own options */
	char **argv;
};

struct verb {
	const char *name;
	const char *summary;	/* one line for the list of verbs */
	const char *usage;	/* "waymark backup FILE\n\n…": for --help */
	const char *const *own; /* names of its own options without --, NULL-terminated; or NULL */
	int (*run)(struct cli *cli);
};

/* Finds the verb, reads the settings and runs it. Returns the exit code. */
int cli_main(int argc, char **argv);

/* The value of an own option, --name=value or --name value; "" if it came without one; NULL if it did
 * not come. */
const char *cli_option(const struct cli *cli, const char *name);

/* The n-th word that is no option, from 0; NULL if there are not so many. flags: own options that take no
 * value, NULL-terminated, or NULL. */
const char *cli_word(const struct cli *cli, int n, const char *const *flags);

/* "waymark: sentence" on standard error; returns code. */
int cli_fail(int code, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* How a verb wants the database that the settings name. */
enum open_how {
	OPEN_MIGRATED, /* made if it is not there, and brought up to date */
	OPEN_CURRENT,  /* there, and of this version of the program */
	OPEN_LOOK,     /* there, perhaps older; nothing is made or changed */
	OPEN_FROZEN, /* the same, for a file that nobody writes: nothing appears beside it either */
};

/* Opens what the settings name: database, keys, clock. 0, or the exit code after a message. Closed by
 * engine_close. */
int engine_open(struct cli *cli, struct engine *e, enum open_how how);
void engine_close(struct engine *e);

/* The clock that `test_clock` names, if it does. 0, or the exit code after a message: it is refused where anybody
 * but this machine could be served. */
int clock_open(struct cli *cli, struct engine *e);

/* "127.0.0.1:8080": an address with which nobody outside of this machine is served. */
bool is_loopback(const char *listen);

/* Looks at all of an open database: its integrity, and its audit trail. 0, or the exit code after a
 * message that begins with name. */
int database_check(struct cli *cli, struct engine *e, const char *name);

/* Starts server and workers on an open engine, says where it listens, and serves until SIGTERM or SIGINT;
 * then drains. Returns the exit code. ready, if not NULL, is called once it listens. */
int serve(struct cli *cli, struct engine *e, void (*ready)(struct engine *e));

extern const struct verb verb_serve, verb_demo, verb_import, verb_user, verb_programme,
	verb_practice, verb_match, verb_solve, verb_migrate, verb_backup, verb_restore, verb_check,
	verb_config, verb_version;

#endif
