/* SPDX-License-Identifier: Apache-2.0 */
#include "app/match_files.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#define MOST_BYTES (INT64_C(1) << 28)
#define FAULTS_SHOWN 20

void
match_fault(struct match_files *f, const char *path, size_t line, const char *fmt, ...)
{
	va_list ap;

	if (f->faults++ >= FAULTS_SHOWN)
		return;
	if (line)
		fprintf(stderr, "%s:%zu: ", path, line);
	else
		fprintf(stderr, "%s: ", path);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static int
cannot_read(const char *path)
{
	fprintf(stderr, "%s: %s.\n", path, strerror(errno));
	return EX_NOINPUT;
}

/* The whole file into mem. 0 or the exit code. */
static int
read_file(struct match_files *f, const char *path, const char **ret, size_t *ret_n)
{
	FILE *file = fopen(path, "rb");
	struct stat st;
	char *bytes;
	size_t n;
	bool broken;

	if (!file)
		return cannot_read(path);
	if (fstat(fileno(file), &st) != 0 || S_ISDIR(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : errno;
		fclose(file);
		return cannot_read(path);
	}
	if (st.st_size > MOST_BYTES) {
		fclose(file);
		match_fault(f, path, 0, "The file is larger than 256 MB.");
		return EX_DATAERR;
	}
	bytes = arena_alloc(f->mem, (size_t)st.st_size + 1);
	n = fread(bytes, 1, (size_t)st.st_size, file);
	broken = ferror(file);
	fclose(file);
	if (broken)
		return cannot_read(path);
	*ret = bytes;
	*ret_n = n;
	return 0;
}

static int
read_rules(struct match_files *f)
{
	struct rules_error err;
	const char *bytes;
	size_t n;
	int code = read_file(f, f->rules_path, &bytes, &n);

	if (code)
		return code;
	if (rules_read(f->mem, bytes, n, &f->rules, &err))
		return 0;
	match_fault(f, f->rules_path, err.line, "%s", err.message);
	return EX_DATAERR;
}

static int
read_table(struct match_files *f, struct match_table *t)
{
	struct csv_error err;
	const char *bytes;
	size_t n, i;
	int code = read_file(f, t->path, &bytes, &n);

	if (code)
		return code;
	if (!csv_read(f->mem, bytes, n, &t->csv, &err)) {
		match_fault(f, t->path, err.line, "%s", err.message);
		return EX_DATAERR;
	}
	for (i = 0; i < t->csv.n_rows; i++)
		if (csv_is_ragged(&t->csv, i))
			match_fault(f, t->path, t->csv.rows[i].line,
				"This row has %zu columns, but the header has %zu.",
				t->csv.rows[i].n, t->csv.n_columns);
	return f->faults ? EX_DATAERR : 0;
}

const char *
match_id(const struct match_files *f, enum side side, size_t person)
{
	const struct match_table *t = &f->tables[side];

	return csv_cell(&t->csv, person, (size_t)t->id);
}

int
match_files_read(struct match_files *f)
{
	int code;

	if ((code = read_rules(f)) || (code = read_table(f, &f->tables[MENTEE])) ||
		(code = read_table(f, &f->tables[MENTOR])))
		goto end;
	match_people_read(f);
	code = f->faults ? EX_DATAERR : 0;
end:
	if (f->faults > FAULTS_SHOWN)
		fprintf(stderr, "%d more faults.\n", f->faults - FAULTS_SHOWN);
	return code;
}
