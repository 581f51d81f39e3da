/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the settings say. A setting is declared in src/plan/settings.def; its value is the default, what
 * the file says, what WAYMARK_KEY in the environment says, or what --key says: the last of these that
 * says anything. Once the program runs, nothing changes it.
 *
 *     config_int(e->config, SET_threads)      SET_… come from settings.def
 */
#ifndef ENGINE_CONFIG_H
#define ENGINE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "plan/plan.gen.h"

struct config;

/* All defaults. Lives in mem, and so do all texts given back. */
struct config *config_new(struct arena *mem);

/*
 * Each of these reads one layer. On the first thing that is wrong they return false with a sentence in
 * *ret_why that names the place: `waymark.conf:12: there is no setting "lissten"`.
 *
 * The file holds lines `key = value`; # begins a comment at the start of a line; a value may stand in
 * double quotes. The environment: WAYMARK_LISTEN. A WAYMARK_… variable of no setting is an error too,
 * except WAYMARK_CONFIG (the file). A SECRET may name a file that holds it in its first line:
 * `smtp_password = @/run/credentials/smtp`.
 */
bool config_read_file(struct config *cf, const char *path, const char **ret_why);
bool config_read_environment(struct config *cf, char *const *environment, const char **ret_why);

/* Takes --key value, --key=value, --key (BOOL: yes) and --no-key out of argv; _ and - are the same in
 * keys. What is left (words, and everything behind --) stays in argv, and *argc counts it. --config is
 * skipped with its value. An option that is no setting is left for the verb if it is in `own`, a
 * NULL-terminated list of names; else it is an error. */
bool config_read_flags(
	struct config *cf, int *argc, char **argv, const char *const *own, const char **ret_why);

/* Sets one by hand: tests, the demonstration. A value of the wrong kind ends the process. */
void config_set(struct config *cf, enum setting s, const char *value);

/* TEXT and SECRET ("" if empty), INT, BOOL. The wrong kind ends the process. */
const char *config_text(const struct config *cf, enum setting s);
int64_t config_int(const struct config *cf, enum setting s);
bool config_bool(const struct config *cf, enum setting s);

/* Where the value comes from: "default", "waymark.conf:3", "environment", "flag". */
const char *config_source(const struct config *cf, enum setting s);

/* All settings as a file that could be read again, secrets masked, each with its source. */
const char *config_show(const struct config *cf, struct arena *mem);

#endif
