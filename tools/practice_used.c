/* SPDX-License-Identifier: Apache-2.0 */
/*
 * practice_used OUT.c FILE…
 *
 * Which items of the practice the rooms name: each PRACTICE_<KIND>_<ID> in their sources. Such an item
 * cannot be switched off in the application, because a page stands on it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define PREFIX "PRACTICE_"

struct names {
	struct arena *mem;
	const char **v;
	size_t n, cap;
};

static void
add(struct names *all, const char *name, size_t n)
{
	if (all->n == all->cap) {
		all->v = arena_grow(all->mem, all->v, all->cap * sizeof *all->v,
			(all->cap * 2 + 64) * sizeof *all->v);
		all->cap = all->cap * 2 + 64;
	}
	all->v[all->n++] = arena_strndup(all->mem, name, n);
}

static bool
scan(struct names *all, const char *path)
{
	static char line[65536];
	FILE *in = fopen(path, "r");

	if (!in)
		return false;
	while (fgets(line, sizeof line, in))
		for (char *s = line; (s = strstr(s, PREFIX));) {
			size_t n;

			s += strlen(PREFIX);
			n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
			if (n)
				add(all, s, n);
			s += n;
		}
	fclose(in);
	return true;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int
main(int argc, char **argv)
{
	struct names all = { .mem = arena_new(0) };
	FILE *out;
	bool good;

	if (argc < 3) {
		fprintf(stderr, "usage: practice_used OUT.c FILE...\n");
		return 64;
	}
	for (int i = 2; i < argc; i++)
		if (!scan(&all, argv[i])) {
			fprintf(stderr, "practice_used: %s: %s\n", argv[i], strerror(errno));
			return 1;
		}
	if (all.n)
		qsort(all.v, all.n, sizeof *all.v, by_name);
	out = fopen(argv[1], "w");
	if (!out)
		return 1;
	fputs("/* Written by practice_used from the sources of the rooms. */\n"
	      "extern const char *const practice_used[];\nconst char *const practice_used[] = {\n",
		out);
	for (size_t i = 0; i < all.n; i++)
		if (!i || !str_eq(all.v[i], all.v[i - 1]))
			fprintf(out, "\t\"%s\",\n", all.v[i]);
	fputs("\t0,\n};\n", out);
	good = !ferror(out);
	arena_free(all.mem);
	return fclose(out) == 0 && good ? 0 : 1;
}
