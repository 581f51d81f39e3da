/* SPDX-License-Identifier: Apache-2.0 */
/* assets2c FILE … -o OUT.c
 * Puts files into the program, as they are (a stylesheet without its comments and blanks, a script without
 * comments) and packed with gzip, with a name for their content. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/buf.h"
#include "base/str.h"

struct file {
	const char *path, *name, *type;
	struct buf bytes, packed;
	uint64_t hash;
};

static const char *
type_of(const char *name)
{
	static const char *const types[][2] = {
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".ico", "image/vnd.microsoft.icon" },
		{ ".webmanifest", "application/manifest+json" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".woff2", "font/woff2" },
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (str_ends(name, types[i][0]))
			return types[i][1];
	return NULL;
}

/* FNV-1a, 64 bits: it names a version, it protects nothing. */
static uint64_t
hash(const struct buf *b)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < b->n; i++)
		h = (h ^ (unsigned char)b->p[i]) * UINT64_C(0x100000001b3);
	return h;
}

/* Packed once, so as small as it gets. */
static void
pack(struct file *f)
{
	struct libdeflate_compressor *z = libdeflate_alloc_compressor(12);
	size_t n = 0;

	if (f->bytes.n >= 256 && z)
		n = libdeflate_gzip_compress(
			z, f->bytes.p, f->bytes.n, buf_room(&f->packed, f->bytes.n), f->bytes.n);
	if (n < f->bytes.n * 9 / 10)
		f->packed.n = n;
	libdeflate_free_compressor(z);
}

/* The end of the text in quotes that begins at s, or of the comment: behind it. NULL: it has none. */
static const char *
end_of(const char *s)
{
	const char quote = *s;

	if (quote == '/') {
		s = strstr(s + 2, "*/");
		return s ? s + 2 : NULL;
	}
	for (s++; *s && *s != quote; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : NULL;
}

static bool
is_blank(char ch)
{
	return ch == ' ' || ch == '\t' || ch == '\n';
}

/* Next to these a blank says nothing, whether in a selector, a condition or a value. */
static bool
parts(char ch)
{
	return ch && strchr("{};,", ch);
}

/* A stylesheet without comments and needless blanks; texts in quotes stay. False if something has no end. */
static bool
shorten(struct file *f)
{
	struct buf out = BUF_IN(f->bytes.mem);
	const char *s = buf_text(&f->bytes), *end;
	bool blank = false;

	for (; *s; s = end) {
		bool comment = *s == '/' && s[1] == '*';

		end = comment || *s == '"' || *s == '\'' ? end_of(s) : s + 1;
		if (!end)
			return false;
		if (comment && !blank && !is_blank(*end)) {
			buf_str(&out, "/**/"); /* it may be all that parts two words */
			continue;
		}
		if (comment || is_blank(*s)) {
			blank = true;
			continue;
		}
		if (blank && out.n && !parts(out.p[out.n - 1]) && !parts(*s))
			buf_chr(&out, ' ');
		blank = false;
		buf_add(&out, s, (size_t)(end - s));
	}
	f->bytes = out;
	return true;
}

/* A script without the comments that have lines of their own; what begins in the middle of a line may be a text or a pattern,
 * and stays. False if one has no end. */
static bool
strip(struct file *f)
{
	struct buf out = BUF_IN(f->bytes.mem);
	const char *s = buf_text(&f->bytes), *end;

	while (*s) {
		const char *first = s + strspn(s, " \t");

		if (first[0] == '/' && first[1] == '*') {
			end = end_of(first);
			if (!end)
				return false;
			if (*end == '\n') {
				s = end + 1;
				continue;
			}
		}
		end = strchr(s, '\n');
		end = end ? end + 1 : s + strlen(s);
		buf_add(&out, s, (size_t)(end - s));
		s = end;
	}
	f->bytes = out;
	return true;
}

static bool
read_file(struct arena *mem, const char *path, struct file *f)
{
	const char *slash = strrchr(path, '/');
	FILE *in = fopen(path, "rb");
	size_t n;

	*f = (struct file){ .path = path,
		.name = slash ? slash + 1 : path,
		.bytes = BUF_IN(mem),
		.packed = BUF_IN(mem) };
	f->type = type_of(f->name);
	if (!in || !f->type) {
		fprintf(stderr, "%s:1: %s\n", path,
			in ? "this kind of file has no known type" : "this file cannot be read");
		if (in)
			fclose(in);
		return false;
	}
	while ((n = fread(buf_room(&f->bytes, 65536), 1, 65536, in)) > 0)
		f->bytes.n += n;
	fclose(in);
	if ((str_ends(f->name, ".css") && !shorten(f)) || (str_ends(f->name, ".js") && !strip(f))) {
		fprintf(stderr, "%s:1: a comment or a text in quotes has no end\n", path);
		return false;
	}
	f->hash = hash(&f->bytes);
	pack(f);
	return true;
}

static void
put_bytes(struct buf *out, const char *prefix, int i, const struct buf *b)
{
	buf_printf(out, "static const unsigned char %s%d[] =\n\t\"", prefix, i);
	for (size_t k = 0; k < b->n; k++) {
		if (k && k % 64 == 0)
			buf_str(out, "\"\n\t\"");
		buf_printf(out, "\\%03o", (unsigned char)b->p[k]);
	}
	buf_str(out, "\";\n");
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void
put_all(struct buf *out, const struct file *files, int n)
{
	buf_str(out, "/* Made by assets2c. */\n#include \"app/assets.h\"\n\n");
	for (int i = 0; i < n; i++) {
		put_bytes(out, "bytes_", i, &files[i].bytes);
		put_bytes(out, "packed_", i, &files[i].packed);
	}
	buf_str(out, "\nconst struct asset assets[] = {\n");
	for (int i = 0; i < n; i++)
		buf_printf(out,
			"\t{ \"%s\", \"%s\", \"\\\"%016llx\\\"\", bytes_%d, packed_%d, %zu, %zu "
			"},\n",
			files[i].name, files[i].type, (unsigned long long)files[i].hash, i, i,
			files[i].bytes.n, files[i].packed.n);
	buf_printf(out, "};\nconst size_t assets_n = %d;\n", n);
}

int
main(int argc, char **argv)
{
	struct arena *mem = arena_new(1 << 20);
	struct buf out = BUF_IN(mem);
	struct file *files;
	int n = argc - 3;
	bool ok = true;
	FILE *to;

	if (n < 1 || !str_eq(argv[argc - 2], "-o")) {
		fputs("usage: assets2c FILE … -o OUT.c\n", stderr);
		return 64;
	}
	files = ARENA_ARRAY(mem, struct file, n);
	for (int i = 0; i < n; i++)
		ok = read_file(mem, argv[i + 1], &files[i]) && ok;
	if (ok) {
		qsort(files, (size_t)n, sizeof *files, by_name);
		put_all(&out, files, n);
		to = fopen(argv[argc - 1], "w");
		ok = to && fwrite(out.p, 1, out.n, to) == out.n && fclose(to) == 0;
	}
	arena_free(mem);
	return ok ? 0 : 1;
}
