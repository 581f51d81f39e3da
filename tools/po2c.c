/* SPDX-License-Identifier: Apache-2.0 */
/*
 * po2c po/de.po … -o OUT.c [--complete de]…
 *
 * Compiles translations into C tables, one per language, and adds English and the two languages for
 * tests (en-XL: longer, ar-XB: right to left), which are made of the English texts of all files.
 * Whatever is wrong is said as "file:line: sentence" on standard error, and then the exit code is 1.
 * --complete: every text of that language must be translated.
 */
#include "tools/po2c.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

bool flawed;

/* Read by the leak checker of sanitized builds: libgettextpo keeps a file's name and contexts. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libgettextpo_xmalloc\n";
}

void
flaw(const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	flawed = true;
	fprintf(stderr, "%s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static struct catalogue *
catalogue_new(struct arena *mem, const char *tag, const char *name)
{
	struct catalogue *cat = ARENA_NEW(mem, struct catalogue);

	cat->tag = tag;
	cat->name = name;
	cat->group = ",";
	cat->plural = "n != 1";
	cat->n_plurals = 2;
	cat->end = &cat->first;
	return cat;
}

static bool
catalogue_has(const struct catalogue *cat, const char *id)
{
	for (const struct message *m = cat->first; m; m = m->next)
		if (str_eq(m->id, id))
			return true;
	return false;
}

/* A language made of the English texts of all catalogues. */
static struct catalogue *
pseudo(struct arena *mem, const struct catalogue *all, const char *tag, const char *name,
	const char *(*change)(struct arena *, const char *))
{
	struct catalogue *cat = catalogue_new(mem, tag, name);

	cat->test = true;
	for (; all; all = all->next)
		for (const struct message *m = all->first; m; m = m->next) {
			struct message *p;

			if (all->next && catalogue_has(cat, m->id))
				continue;
			p = ARENA_NEW(mem, struct message);
			*p = (struct message){ .id = m->id, .many = m->many, .n_forms = 1 };
			p->forms[0] = change(mem, m->id);
			if (m->many) {
				p->forms[1] = change(mem, m->many);
				p->n_forms = 2;
			}
			*cat->end = p;
			cat->end = &p->next;
			cat->n++;
		}
	return cat;
}

static void
write_file(const char *path, struct buf *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fwrite(text->p, 1, text->n, f) != text->n || fclose(f)) {
		perror(path);
		exit(1);
	}
}

struct options {
	const char *out;
	const char **files;
	int n_files;
	const char **complete;
	int n_complete;
};

static bool
options_read(struct arena *mem, int argc, char **argv, struct options *o)
{
	*o = (struct options){ .files = ARENA_ARRAY(mem, const char *, argc),
		.complete = ARENA_ARRAY(mem, const char *, argc) };
	for (int i = 1; i < argc; i++)
		if (str_eq(argv[i], "-o") && i + 1 < argc)
			o->out = argv[++i];
		else if (str_eq(argv[i], "--complete") && i + 1 < argc)
			o->complete[o->n_complete++] = argv[++i];
		else if (argv[i][0] == '-')
			return false;
		else
			o->files[o->n_files++] = argv[i];
	return o->out && o->n_files;
}

/* "po/de.po" → "de" */
static const char *
tag_of(struct arena *mem, const char *path)
{
	const char *base = strrchr(path, '/');
	const char *dot = strrchr(path, '.');

	base = base ? base + 1 : path;
	return dot && dot > base ? arena_strndup(mem, base, (size_t)(dot - base)) : base;
}

static bool
listed(const char **list, int n, const char *s)
{
	while (n-- > 0)
		if (str_eq(list[n], s))
			return true;
	return false;
}

static void
compile(struct arena *mem, const struct options *o)
{
	struct catalogue *en = catalogue_new(mem, "en", "English"), **end = &en->next;
	struct catalogue *longer, *rtl;
	struct buf out = BUF_IN(mem);

	for (int i = 0; i < o->n_files; i++) {
		struct catalogue *cat = catalogue_new(mem, tag_of(mem, o->files[i]), NULL);

		cat->file = o->files[i];
		po_read(mem, cat, listed(o->complete, o->n_complete, cat->tag));
		*end = cat;
		end = &cat->next;
	}
	if (flawed)
		return;
	longer = pseudo(mem, en->next, "en-XL", "⟦Ĺóñĝ Éñĝļíšĥ⟧", pseudo_longer);
	rtl = pseudo(mem, en->next, "ar-XB", "\u200fRight to left\u200f", pseudo_rtl);
	rtl->rtl = true;
	*end = longer;
	longer->next = rtl;
	words_write(&out, en);
	write_file(o->out, &out);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 20);
	struct options o;

	if (options_read(mem, argc, argv, &o)) {
		compile(mem, &o);
	} else {
		fprintf(stderr, "usage: po2c FILE.po … -o OUT.c [--complete LANGUAGE]…\n");
		flawed = true;
	}
	arena_free(mem);
	return flawed;
}
