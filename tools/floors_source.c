/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/floors.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

/* One file, read from left to right; comments are skipped, texts and words are looked at. */
struct source {
	struct house *h;
	const char *path;
	struct place at;
	const char *p;
	int line;
	bool html;
};

static const char *const floor_names[] = { "", "base", "the ground floor", "plan", "engine",
	"features", "app" };

static bool
is_one_of(const char *word, const char *const *list)
{
	while (*list && !str_eq(word, *list))
		list++;
	return *list != NULL;
}

/* ---- includes ---- */

/* NULL if a file there may use a file here, else the rest of the sentence. */
static const char *
include_trouble(struct source *s, const char *path)
{
	struct place to = place_of(s->h, path);
	const struct place *at = &s->at;

	/* What is made of the plan, of words and of practice/ lies beside src/, not in it. */
	if (to.floor == FLOOR_OTHER && !strchr(path, '/') && str_ends(path, ".gen.h") &&
		at->floor >= FLOOR_PLAN)
		return NULL;
	if (to.floor == FLOOR_OTHER)
		return at->test && str_starts(path, "tests/")
			       ? NULL
			       : "an include names its file from src/ on: \"engine/db/db.h\"";
	if (to.floor > at->floor)
		return arena_printf(s->h->mem, "%s may not use %s, which is above it",
			floor_names[at->floor], floor_names[to.floor]);
	if (to.floor == FLOOR_GROUND && at->floor == FLOOR_GROUND && !str_eq(to.dir, at->dir))
		return arena_printf(s->h->mem, "%s and %s do not use each other", at->dir, to.dir);
	if (to.floor == FLOOR_GROUND && at->floor == FLOOR_PLAN)
		return arena_printf(s->h->mem, "plan does not use %s", to.dir);
	if (to.floor != FLOOR_FEATURES || at->floor != FLOOR_FEATURES || str_eq(to.dir, at->dir))
		return NULL;
	if (!to.room)
		return arena_printf(s->h->mem, "there is no room %s in src/features/order", to.dir);
	if (at->room && to.room->step == at->room->step)
		return arena_printf(
			s->h->mem, "the rooms %s and %s do not use each other", at->dir, to.dir);
	if (at->room && to.room->step > at->room->step)
		return arena_printf(s->h->mem, "the room %s may not use %s, which is above it",
			at->dir, to.dir);
	return NULL;
}

/* What a room needs of the C library, and the format of files that people write for it; the rest of
 * the world is the engine's business. */
static const char *
system_trouble(struct source *s, const char *name)
{
	static const char *const fine[] = { "assert.h", "ctype.h", "errno.h", "inttypes.h",
		"limits.h", "math.h", "stdalign.h", "stdarg.h", "stdbool.h", "stddef.h", "stdint.h",
		"stdio.h", "stdlib.h", "string.h", "strings.h", "yaml.h", NULL };

	if (s->at.floor != FLOOR_FEATURES || s->at.test || is_one_of(name, fine))
		return NULL;
	return arena_printf(
		s->h->mem, "a room may not use <%s>: the engine has a face for it", name);
}

static void
check_include(struct source *s, const char *p)
{
	char end = *p == '<' ? '>' : '"';
	size_t n = strcspn(p + 1, "\"<>\n");
	const char *name = arena_strndup(s->h->mem, p + 1, n), *why;

	if ((*p != '<' && *p != '"') || p[n + 1] != end) {
		flaw(s->h, s->path, s->line, "an include names its file in \"…\" or <…>");
		return;
	}
	why = *p == '<' ? system_trouble(s, name) : include_trouble(s, name);
	if (why)
		flaw(s->h, s->path, s->line, "%s", why);
}

/* ---- words ---- */

/* Calls that only one place of the house may make. */
static void
check_word(struct source *s, const char *word)
{
	static const char *const memory[] = { "malloc", "calloc", "realloc", "free", "strdup",
		"strndup", "reallocarray", "aligned_alloc", "posix_memalign", "asprintf", NULL };
	static const char *const database[] = { "db_run", "db_next", "db_change", "db_close_rows",
		NULL };

	if (s->at.floor != FLOOR_FEATURES || s->at.test || s->html)
		return;
	if (is_one_of(word, memory))
		flaw(s->h, s->path, s->line, "a room takes its memory from the arena, not from %s",
			word);
	else if (is_one_of(word, database) || str_starts(word, "sqlite3_") ||
		 str_starts(word, "PQ"))
		flaw(s->h, s->path, s->line,
			"a room does not call %s: its SQL stands in a .sql file", word);
}

/* ---- texts ---- */

static bool
starts_upper(const char **p, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*p, word, n) != 0 || isalnum((unsigned char)(*p)[n]))
		return false;
	*p += n;
	while (**p == ' ')
		(*p)++;
	return true;
}

/* SQL is written in capitals; English that starts with "Select" or "update" is not. */
static bool
looks_like_sql(const char *p)
{
	while (*p == ' ' || *p == '\n' || *p == '\t')
		p++;
	if (starts_upper(&p, "SELECT") || starts_upper(&p, "PRAGMA"))
		return *p && *p != '"';
	if (starts_upper(&p, "INSERT") || starts_upper(&p, "REPLACE"))
		return starts_upper(&p, "INTO") || starts_upper(&p, "OR");
	if (starts_upper(&p, "DELETE"))
		return starts_upper(&p, "FROM");
	if (starts_upper(&p, "CREATE") || starts_upper(&p, "ALTER") || starts_upper(&p, "DROP"))
		return starts_upper(&p, "TABLE") || starts_upper(&p, "INDEX") ||
		       starts_upper(&p, "UNIQUE") || starts_upper(&p, "VIEW") ||
		       starts_upper(&p, "TRIGGER");
	if (starts_upper(&p, "UPDATE"))
		return strstr(p, " SET") != NULL;
	return false;
}

static void
check_text(struct source *s, const char *p, size_t n)
{
	const char *text = arena_strndup(s->h->mem, p, n);

	if (s->at.test || str_starts(s->path, "src/engine/db/"))
		return;
	if (looks_like_sql(text))
		flaw(s->h, s->path, s->line, "SQL stands in .sql files, where the build checks it");
}

/* ---- the walk through a file ---- */

static void
skip_comment(struct source *s)
{
	const char *end = s->p[1] == '/' ? strchr(s->p, '\n') : strstr(s->p + 2, "*/");

	end = !end ? s->p + strlen(s->p) : s->p[1] == '/' ? end : end + 2;
	for (; s->p < end; s->p++)
		s->line += *s->p == '\n';
}

static void
read_text(struct source *s)
{
	char mark = *s->p;
	size_t n = 1;

	while (s->p[n] && s->p[n] != mark && s->p[n] != '\n')
		n += s->p[n] == '\\' && s->p[n + 1] ? 2 : 1;
	if (mark == '"')
		check_text(s, s->p + 1, n - 1);
	s->p += n + (s->p[n] == mark);
}

static void
read_word(struct source *s)
{
	size_t n = 0;

	while (isalnum((unsigned char)s->p[n]) || s->p[n] == '_')
		n++;
	if (s->p[n] == '(' && !isdigit((unsigned char)*s->p))
		check_word(s, arena_strndup(s->h->mem, s->p, n));
	s->p += n;
}

static void
read_directive(struct source *s)
{
	s->p += 1 + strspn(s->p + 1, " \t");
	if (!str_starts(s->p, "include"))
		return;
	s->p += 7 + strspn(s->p + 7, " \t");
	check_include(s, s->p);
	s->p += strcspn(s->p, "\n");
}

static void
check_c(struct source *s)
{
	bool fresh = true; /* only blanks stand before it in its line */

	while (*s->p) {
		char c = *s->p;

		if (c == '#' && fresh) {
			read_directive(s);
		} else if (c == '/' && (s->p[1] == '/' || s->p[1] == '*')) {
			skip_comment(s);
		} else if (c == '"' || c == '\'') {
			read_text(s);
		} else if (isalnum((unsigned char)c) || c == '_') {
			read_word(s);
		} else {
			s->line += c == '\n';
			s->p++;
		}
		fresh = c == '\n' || (fresh && (c == ' ' || c == '\t'));
	}
}

/* Templates name the C headers that they need: {{ include "features/goals/goals.h" }} */
static void
check_html(struct source *s)
{
	for (; *s->p; s->p++) {
		s->line += *s->p == '\n';
		if (s->p[0] != '{' || s->p[1] != '{')
			continue;
		s->p += 2 + strspn(s->p + 2, " \t");
		if (!str_starts(s->p, "include"))
			s->p--;
		else
			check_include(s, s->p + 7 + strspn(s->p + 7, " \t"));
	}
}

void
check_source(struct house *h, const char *path, const char *text)
{
	struct source s = { .h = h, .path = path, .p = text, .line = 1 };

	s.at = place_of(h, path + strlen("src/"));
	s.html = str_ends(path, ".html");
	if (s.html)
		check_html(&s);
	else
		check_c(&s);
}
