/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/config.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "base/str.h"

struct value {
	const char *text;
	const char *source;
	int64_t number; /* INT; BOOL as 0 or 1 */
};

struct config {
	struct arena *mem;
	struct value values[SET_COUNT];
};

/* The settings by name; - and _ are the same, letters in any case. -1 if there is none. */
static int
find(const char *key, size_t n)
{
	for (int i = 0; i < setting_descs_n; i++) {
		const char *k = setting_descs[i].key;
		size_t at = 0;

		while (at < n && k[at] &&
			(k[at] == tolower((unsigned char)key[at]) ||
				(k[at] == '_' && key[at] == '-')))
			at++;
		if (at == n && !k[at])
			return i;
	}
	return -1;
}

static bool
to_bool(const char *s, int64_t *ret)
{
	static const char *const words[] = { "no", "yes", "off", "on", "false", "true", "0", "1" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ieq(s, words[i])) {
			*ret = i % 2;
			return true;
		}
	return false;
}

/* The first line of the file that a secret names with @. */
static const char *
secret_file(struct config *cf, const char *path)
{
	char line[1024];
	FILE *f = fopen(path, "re");
	const char *got = NULL;

	if (f && fgets(line, sizeof line, f)) {
		line[strcspn(line, "\r\n")] = '\0';
		got = arena_strdup(cf->mem, line);
	}
	if (f)
		fclose(f);
	return got;
}

static bool
set(struct config *cf, int i, const char *text, const char *source, const char **ret_why)
{
	const struct setting_desc *d = &setting_descs[i];
	struct value v = { .text = arena_strdup(cf->mem, text), .source = source };

	if (d->kind == SETTING_INT && !str_to_int(text, &v.number)) {
		*ret_why = arena_printf(cf->mem, "%s: %s must be a number", source, d->key);
		return false;
	}
	if (d->kind == SETTING_BOOL && !to_bool(text, &v.number)) {
		*ret_why = arena_printf(cf->mem, "%s: %s must be yes or no", source, d->key);
		return false;
	}
	if (d->kind == SETTING_SECRET && *text == '@' && !(v.text = secret_file(cf, text + 1))) {
		*ret_why = arena_printf(cf->mem, "%s: %s: %s cannot be read: %s", source, d->key,
			text + 1, strerror(errno));
		return false;
	}
	cf->values[i] = v;
	return true;
}

struct config *
config_new(struct arena *mem)
{
	struct config *cf = ARENA_NEW(mem, struct config);
	const char *why;

	cf->mem = mem;
	for (int i = 0; i < setting_descs_n; i++)
		if (!set(cf, i, setting_descs[i].otherwise, "default", &why))
			fatal("%s", why);
	return cf;
}

void
config_set(struct config *cf, enum setting s, const char *value)
{
	const char *why;

	if (!set(cf, (int)s, value, "program", &why))
		fatal("%s", why);
}

static char *
trim(char *s)
{
	size_t n;

	while (isspace((unsigned char)*s))
		s++;
	for (n = strlen(s); n > 0 && isspace((unsigned char)s[n - 1]);)
		s[--n] = '\0';
	return s;
}

/* One line of the file. */
static bool
read_line(struct config *cf, char *line, const char *source, const char **ret_why)
{
	char *key = trim(line), *value;
	size_t n;
	int i;

	if (!*key || *key == '#')
		return true;
	value = strchr(key, '=');
	if (!value) {
		*ret_why = arena_printf(cf->mem, "%s: a line is key = value", source);
		return false;
	}
	*value++ = '\0';
	key = trim(key);
	value = trim(value);
	n = strlen(value);
	if (n >= 2 && value[0] == '"' && value[n - 1] == '"') {
		value[n - 1] = '\0';
		value++;
	}
	i = find(key, strlen(key));
	if (i < 0) {
		*ret_why = arena_printf(cf->mem, "%s: there is no setting \"%s\"", source, key);
		return false;
	}
	return set(cf, i, value, source, ret_why);
}

bool
config_read_file(struct config *cf, const char *path, const char **ret_why)
{
	const char *slash = strrchr(path, '/');
	FILE *f = fopen(path, "re");
	char line[4096];
	bool ok = true;

	if (!f) {
		*ret_why = arena_printf(cf->mem, "%s: %s", path, strerror(errno));
		return false;
	}
	for (int number = 1; ok && fgets(line, sizeof line, f); number++) {
		const char *source =
			arena_printf(cf->mem, "%s:%d", slash ? slash + 1 : path, number);

		if (strlen(line) == sizeof line - 1) {
			*ret_why = arena_printf(cf->mem, "%s: this line is too long", source);
			ok = false;
		} else {
			ok = read_line(cf, line, source, ret_why);
		}
	}
	fclose(f);
	return ok;
}

bool
config_read_environment(struct config *cf, char *const *environment, const char **ret_why)
{
	for (; *environment; environment++) {
		const char *key = *environment + 8, *eq;
		int i;

		if (strncmp(*environment, "WAYMARK_", 8) != 0 || !(eq = strchr(key, '=')))
			continue;
		/* Where the settings are, and what belongs to whoever runs the tests. */
		if (str_starts(key, "CONFIG=") || str_starts(key, "TEST_"))
			continue;
		i = find(key, (size_t)(eq - key));
		if (i < 0) {
			*ret_why =
				arena_printf(cf->mem, "environment: there is no setting for %.*s",
					(int)(eq - *environment), *environment);
			return false;
		}
		if (!set(cf, i, eq + 1, "environment", ret_why))
			return false;
	}
	return true;
}

static bool
is_own(const char *const *own, const char *name, size_t n)
{
	for (; own && *own; own++)
		if (strlen(*own) == n && memcmp(*own, name, n) == 0)
			return true;
	return false;
}

/* One option at argv[at], "--" taken off; *used: how many words it took. */
static bool
read_flag(struct config *cf, const char *flag, const char *next, int *used, const char **ret_why)
{
	size_t n = strcspn(flag, "=");
	const char *value = flag[n] ? flag + n + 1 : NULL;
	int i = find(flag, n);

	*used = 1;
	if (n == 6 && memcmp(flag, "config", 6) == 0) {
		*used = value ? 1 : 2;
		return true;
	}
	if (i < 0 && n > 3 && str_starts(flag, "no-") && !value) {
		i = find(flag + 3, n - 3);
		if (i >= 0 && setting_descs[i].kind == SETTING_BOOL)
			return set(cf, i, "no", "flag", ret_why);
		i = -1;
	}
	if (i < 0) {
		*ret_why = arena_printf(cf->mem, "there is no option --%.*s", (int)n, flag);
		return false;
	}
	if (!value && setting_descs[i].kind == SETTING_BOOL)
		return set(cf, i, "yes", "flag", ret_why);
	if (!value && !next) {
		*ret_why = arena_printf(cf->mem, "--%s needs a value", flag);
		return false;
	}
	if (!value)
		*used = 2;
	return set(cf, i, value ? value : next, "flag", ret_why);
}

bool
config_read_flags(
	struct config *cf, int *argc, char **argv, const char *const *own, const char **ret_why)
{
	int kept = 0, used, i = 0;

	for (; i < *argc && !str_eq(argv[i], "--"); i += used) {
		const char *flag = argv[i] + 2;

		used = 1;
		if (!str_starts(argv[i], "--") || is_own(own, flag, strcspn(flag, "=")))
			argv[kept++] = argv[i];
		else if (!read_flag(cf, flag, i + 1 < *argc ? argv[i + 1] : NULL, &used, ret_why))
			return false;
	}
	for (; i < *argc; i++)
		argv[kept++] = argv[i];
	*argc = kept;
	return true;
}

const char *
config_text(const struct config *cf, enum setting s)
{
	MUST(setting_descs[s].kind == SETTING_TEXT || setting_descs[s].kind == SETTING_SECRET);
	return cf->values[s].text;
}

int64_t
config_int(const struct config *cf, enum setting s)
{
	MUST(setting_descs[s].kind == SETTING_INT);
	return cf->values[s].number;
}

bool
config_bool(const struct config *cf, enum setting s)
{
	MUST(setting_descs[s].kind == SETTING_BOOL);
	return cf->values[s].number;
}

const char *
config_source(const struct config *cf, enum setting s)
{
	return cf->values[s].source;
}

/* A database address may hold a password: postgresql://user:password@host/name. */
static const char *
without_password(struct arena *mem, const char *value)
{
	const char *user = strstr(value, "://"), *colon, *at;

	if (!user || !(at = strchr(user + 3, '@')) ||
		!(colon = memchr(user + 3, ':', (size_t)(at - user - 3))))
		return value;
	return arena_printf(mem, "%.*s:****%s", (int)(colon - value), value, at);
}

const char *
config_show(const struct config *cf, struct arena *mem)
{
	struct buf b = BUF_IN(mem);

	for (int i = 0; i < setting_descs_n; i++) {
		const struct setting_desc *d = &setting_descs[i];
		const struct value *v = &cf->values[i];
		const char *text = d->kind == SETTING_SECRET && *v->text
					   ? "****"
					   : without_password(mem, v->text);

		buf_printf(&b, "# %s (%s)\n%s = %s\n\n", d->help, v->source, d->key, text);
	}
	return buf_text(&b);
}
