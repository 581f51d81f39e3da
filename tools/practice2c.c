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

static struct kind *
find_kind(const struct content *c, const char *name)
{
	struct kind *k = c->kinds;

	while (k && !str_eq(k->name, name))
		k = k->next;
	return k;
}

static void
read_items(struct content *c, const struct node *file)
{
	static const char *const keys[] = { "kind", "audience", "moment", "source", "items" };
	const struct words known = { (const char **)keys, 5 };
	const struct node *kind = node_get(file, "kind"), *items = node_get(file, "items");
	struct kind *k;

	for (const struct node *n = file->child; n; n = n->next)
		if (!words_have(&known, n->key))
			flaw_at(n->file, n->key_line, "\"%s\" is not known at the top of a file",
				n->key);
	if (!kind || !items) {
		flaw(file, "\"%s\" is missing", kind ? "items" : "kind");
		return;
	}
	k = find_kind(c, kind->text);
	if (!k)
		flaw(kind, "there is no kind \"%s\"", kind->text);
	else if (node_want(items, NODE_LIST, "a list of items"))
		for (const struct node *n = items->child; n; n = n->next)
			item_read(c, k, file, n);
}

static void
check_refs(const struct content *c)
{
	for (const struct kind *k = c->kinds; k; k = k->next)
		for (const struct item *it = k->first; it; it = it->next)
			for (size_t i = 0; i < it->field_count; i++) {
				const struct field *f = &it->fields[i];
				const struct kind *to;

				if (f->declared->type != FIELD_REF &&
					f->declared->type != FIELD_REFS)
					continue;
				to = find_kind(c, f->declared->allowed.list[0]);
				for (size_t v = 0; v < f->count; v++)
					if (!item_find(to, f->values[v].key))
						flaw(f->values[v].node, "there is no %s \"%s\"",
							to->name, f->values[v].key);
			}
}

static void
read_files(struct content *c, char **paths, int count)
{
	struct node **files = ARENA_ARRAY(c->mem, struct node *, count);
	const struct node *kinds = NULL;

	for (int i = 0; i < count; i++) {
		files[i] = yaml_read(c->mem, paths[i]);
		if (files[i] && files[i]->type != NODE_MAP) {
			flaw(files[i], "a file starts with \"kind:\"");
			files[i] = NULL;
		}
		if (files[i] && node_get(files[i], "kinds"))
			kinds = files[i];
	}
	if (!kinds && !flaw_count())
		flaw_at(paths[0], 1, "none of the files has \"kinds:\"");
	if (!kinds || flaw_count())
		return;
	kinds_read(c, kinds);
	if (flaw_count())
		return;
	for (int i = 0; i < count; i++)
		if (files[i] != kinds)
			read_items(c, files[i]);
	if (!flaw_count())
		check_refs(c);
}

static bool
write_file(const char *path, const struct content *c, void (*write)(FILE *, const struct content *))
{
	FILE *out = fopen(path, "w");
	bool good;

	if (out)
		write(out, c);
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
	struct content c = { .mem = arena_new(1 << 20) };
	bool good = false;

	if (argc < 6 || !str_eq(argv[1], "-o") || !str_eq(argv[3], "-h")) {
		fprintf(stderr, "usage: practice2c -o OUT.c -h OUT.h FILE...\n");
		arena_free(c.mem);
		return 64;
	}
	c.last = &c.kinds;
	read_files(&c, argv + 5, argc - 5);
	if (!flaw_count())
		good = write_file(argv[2], &c, write_source) &&
		       write_file(argv[4], &c, write_header);
	arena_free(c.mem);
	return good ? 0 : 1;
}
