/* SPDX-License-Identifier: Apache-2.0 */
/*
 * practice2c -o OUT.c -h OUT.h FILE…
 *
 * Compiles the content under practice/ into C. One of the files is kinds.yml, which says what the
 * others may hold; their order is the order of the items in the program. Whatever is wrong is said as
 * "file:line: sentence" on standard error, all of it at once, and then the exit code is 1.
 */
#include "tools/practice2c.h"

#include <errno.h>
#include <string.h>

#include "base/str.h"

/* All of a file; NULL after a flaw. */
static const char *
file_text(struct pack *p, const char *path, size_t *ret_n)
{
	struct buf b = BUF_IN(p->mem);
	FILE *in = fopen(path, "rb");
	size_t n;

	if (!in) {
		pack_flaw_at(p, path, 0, "the file cannot be read: %s", strerror(errno), NULL);
		return NULL;
	}
	while ((n = fread(buf_room(&b, 65536), 1, 65536, in)) > 0)
		b.n += n;
	fclose(in);
	*ret_n = b.n;
	return buf_text(&b);
}

/* The one document of a file. */
static const struct pack_node *
read_file(struct pack *p, const char *path)
{
	size_t n = 0;
	const char *text = file_text(p, path, &n);
	const struct pack_node *all = text ? pack_yaml(p, path, text, n) : NULL;

	if (!all)
		return NULL;
	if (all->child->next)
		pack_flaw(p, all->child->next, "a file holds one document only", NULL, NULL);
	if (all->child->type == PACK_MAP)
		return all->child;
	pack_flaw(p, all->child, "a file starts with \"kind:\"", NULL, NULL);
	return NULL;
}

static void
read_files(struct pack *p, struct practice_table *rules, char **paths, int count)
{
	const struct pack_node **files = ARENA_ARRAY(p->mem, const struct pack_node *, count);
	const struct pack_node *kinds = NULL;

	for (int i = 0; i < count; i++) {
		files[i] = read_file(p, paths[i]);
		if (files[i] && pack_get(files[i], "kinds"))
			kinds = files[i];
	}
	if (!kinds && !p->flaw_count)
		pack_flaw_at(p, paths[0], 1, "none of the files has \"kinds:\"", NULL, NULL);
	if (!kinds || p->flaw_count)
		return;
	kinds_read(p, kinds, rules);
	if (p->flaw_count)
		return;
	for (int i = 0; i < count; i++)
		if (files[i] != kinds)
			pack_document(p, files[i]);
	if (!p->flaw_count)
		pack_refs(p);
}

static void
say_flaws(struct pack *p)
{
	for (size_t i = 0; i < p->flaw_count; i++) {
		const struct pack_flaw *f = &p->flaws[i];
		const char *file = f->file;

		/* A build directory is one or two levels below the sources: readers think from the
		 * root. */
		while (str_starts(file, "../"))
			file += 3;
		fprintf(stderr, "%s:%d: %s\n", file, f->line,
			arena_printf(p->mem, f->fmt, f->a, f->b, f->c));
	}
}

static bool
write_file(const char *path, const struct pack *p, void (*write)(FILE *, const struct pack *))
{
	FILE *out = fopen(path, "w");
	bool good;

	if (out)
		write(out, p);
	good = out && !ferror(out);
	if (!out || fclose(out) != 0)
		good = false;
	if (!good)
		fprintf(stderr, "practice2c: %s cannot be written: %s\n", path, strerror(errno));
	return good;
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 20);
	struct practice_table rules = { 0 };
	struct pack p;
	bool good = false;

	if (argc < 6 || !str_eq(argv[1], "-o") || !str_eq(argv[3], "-h")) {
		fprintf(stderr, "usage: practice2c -o OUT.c -h OUT.h FILE...\n");
		arena_free(mem);
		return 64;
	}
	pack_init(&p, mem, &rules);
	read_files(&p, &rules, argv + 5, argc - 5);
	say_flaws(&p);
	if (!p.flaw_count)
		good = write_file(argv[2], &p, write_source) &&
		       write_file(argv[4], &p, write_header);
	arena_free(mem);
	return good ? 0 : 1;
}
