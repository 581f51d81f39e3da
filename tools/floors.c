/* SPDX-License-Identifier: Apache-2.0 */
/*
 * floors ROOT
 *
 * Reads the tree below ROOT/src and says "file:line: sentence" on standard error for whatever breaks
 * the order of the house, all of it at once; then the exit code is 1.
 */
#include "tools/floors.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/str.h"

enum { LINES_MAX = 600, DEPTH_MAX = 12 };

static const char spdx[] = "SPDX-License-Identifier: Apache-2.0";

void
flaw(struct house *h, const char *path, int line, const char *fmt, ...)
{
	va_list ap;

	if (!str_eq(h->root, "."))
		fprintf(stderr, "%s/", h->root);
	fprintf(stderr, "%s:%d: ", path, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	h->flaws++;
}

static char *
read_file(struct house *h, const char *path)
{
	FILE *f = fopen(arena_printf(h->mem, "%s/%s", h->root, path), "rb");
	struct buf b = BUF_IN(h->mem);
	size_t got;

	if (!f) {
		flaw(h, path, 1, "cannot be read: %s", strerror(errno));
		return NULL;
	}
	do {
		got = fread(buf_room(&b, 65536), 1, 65536, f);
		b.n += got;
	} while (got);
	(void)fclose(f);
	buf_chr(&b, '\0');
	return b.p;
}

/* ---- the order of the rooms ---- */

static const struct room *
room_find(const struct house *h, const char *name)
{
	const struct room *r = h->rooms;

	while (r && !str_eq(r->name, name))
		r = r->next;
	return r;
}

static void
add_room(struct house *h, const char *name, int line, int step)
{
	struct room *r;

	if (room_find(h, name)) {
		flaw(h, "src/features/order", line, "%s is there twice", name);
		return;
	}
	r = ARENA_NEW(h->mem, struct room);
	*r = (struct room){ name, step, h->rooms };
	h->rooms = r;
}

/* Rooms, lowest first; those in braces stand side by side. "#" starts a comment. */
static void
read_order(struct house *h)
{
	const char *path = "src/features/order", *p = read_file(h, path);
	int line = 1, step = 0;
	bool braces = false;

	while (p && *p) {
		size_t n = strcspn(p, " \t\n{}#");

		if (n) {
			add_room(h, arena_strndup(h->mem, p, n), line, step += !braces);
			p += n;
			continue;
		}
		if (*p == '#')
			p += strcspn(p, "\n");
		if ((*p == '{' && braces) || (*p == '}' && !braces))
			flaw(h, path, line, "braces are not within each other");
		if (*p == '{' || *p == '}') {
			braces = *p == '{';
			step++;
		}
		line += *p == '\n';
		p += *p != '\0';
	}
	if (braces)
		flaw(h, path, line, "a brace is open at the end");
}

struct place
place_of(struct house *h, const char *path)
{
	static const struct {
		const char *dir;
		enum floor floor;
	} floors[] = { { "base", FLOOR_BASE }, { "solver", FLOOR_GROUND },
		{ "stats", FLOOR_GROUND }, { "plan", FLOOR_PLAN }, { "engine", FLOOR_ENGINE },
		{ "features", FLOOR_FEATURES }, { "app", FLOOR_APP } };
	struct place at = { .dir = arena_strndup(h->mem, path, strcspn(path, "/")) };

	for (size_t i = 0; i < sizeof floors / sizeof *floors; i++)
		if (path[strlen(at.dir)] && str_eq(at.dir, floors[i].dir))
			at.floor = floors[i].floor;
	if (at.floor == FLOOR_FEATURES) {
		path = strchr(path, '/') + 1;
		at.dir = arena_strndup(h->mem, path, strcspn(path, "/"));
		at.room = room_find(h, at.dir);
	}
	at.test = str_ends(path, "_test.c");
	return at;
}

/* ---- the walk ---- */

static bool
is_c(const char *path)
{
	return str_ends(path, ".c") || str_ends(path, ".h");
}

static void
check_file(struct house *h, const char *path)
{
	bool def = str_ends(path, ".def"), src = str_starts(path, "src/");
	const char *text;
	int lines = 0;

	if (!is_c(path) && !def && !str_ends(path, ".html") && !str_ends(path, ".sql"))
		return;
	text = read_file(h, path);
	if (!text)
		return;
	for (const char *p = text; *p; p++)
		lines += *p == '\n';
	if (lines > LINES_MAX)
		flaw(h, path, lines, "%d lines: past %d, a file wants to be two", lines, LINES_MAX);
	if ((is_c(path) || def) && !strstr(arena_strndup(h->mem, text, strcspn(text, "\n")), spdx))
		flaw(h, path, 1, "the first line has to be /* %s */", spdx);
	if (src && !str_ends(path, ".sql"))
		check_source(h, path, text);
}

static bool
is_dir(struct house *h, const char *path)
{
	struct stat st;

	return stat(arena_printf(h->mem, "%s/%s", h->root, path), &st) == 0 && S_ISDIR(st.st_mode);
}

/* Golden files of the tools are what the tools write, not what a person does. */
static bool
is_skipped(const char *path, const char *name)
{
	return name[0] == '.' || str_eq(path, "tools/tests");
}

static void
walk(struct house *h, const char *path, int depth)
{
	struct dirent **list;
	int n = scandir(arena_printf(h->mem, "%s/%s", h->root, path), &list, NULL, alphasort);

	for (int i = 0; i < n; i++) {
		const char *name = list[i]->d_name;
		const char *below = arena_printf(h->mem, "%s/%s", path, name);

		if (is_skipped(path, name) || depth > DEPTH_MAX)
			continue;
		if (is_dir(h, below)) {
			if (str_eq(path, "src/features") && !room_find(h, name))
				flaw(h, "src/features/order", 1,
					"the room %s has no place in the order", name);
			walk(h, below, depth + 1);
		} else {
			check_file(h, below);
		}
	}
	for (int i = 0; i < n; i++)
		free(list[i]);
	if (n >= 0)
		free(list);
}

int
main(int argc, char **argv)
{
	static const char *const trees[] = { "src", "tools", "tests", "bench" };
	struct house h = { .mem = arena_new(1 << 20) };

	if (argc != 2) {
		fprintf(stderr, "usage: floors ROOT\n");
		arena_free(h.mem);
		return 64;
	}
	h.root = argv[1];
	read_order(&h);
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++)
		walk(&h, trees[i], 0);
	arena_free(h.mem);
	return h.flaws ? 1 : 0;
}
