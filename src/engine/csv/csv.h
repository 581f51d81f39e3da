/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables in text files as people really have them (RFC 4180 and what spreadsheets make of it).
 *
 * Read: UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252 (which holds
 * Latin-1). The delimiter is found among comma, semicolon and tab, or named by a first line "sep=;".
 * Lines end in CRLF, CR or LF; quoted fields may hold delimiters, doubled quotes and line ends (which
 * become LF). Excel's ="001" is the text 001. Blanks and non-breaking spaces around a field go, a
 * non-breaking space inside becomes a plain one. Rows and trailing columns without any text are left
 * out. An apostrophe that the writer set in front of a formula is taken away again.
 */
#ifndef ENGINE_CSV_CSV_H
#define ENGINE_CSV_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define CSV_MAX_COLUMNS 1000

struct csv_row {
	const char **cells;
	size_t n;    /* cells found; differs from n_columns in a ragged row */
	size_t line; /* of the file, from 1, where the row starts */
};

struct csv {
	const char *encoding; /* "UTF-8", "UTF-16" or "Windows-1252" */
	char delimiter;
	size_t n_columns;
	const char **names; /* the header; a name may be "" and may occur twice */
	size_t header_line;
	size_t n_rows;
	struct csv_row *rows;
	size_t n_ragged; /* rows with fewer or more cells than the header */
};

struct csv_error {
	size_t line; /* from 1; 0 = the file as a whole */
	const char
		*message; /* a plain English sentence without values in it: can be a message id */
};

/* Reads n bytes. All texts are valid UTF-8 in mem, and the memory taken is proportional to n. False
 * with *err set (and *ret untouched) if the bytes are no table: empty, NUL bytes, a quote that is
 * never closed, broken UTF-8 or UTF-16, no header, too many columns. Ragged rows are no error here. */
bool csv_read(
	struct arena *mem, const char *bytes, size_t n, struct csv *ret, struct csv_error *err);

/* The text of a cell; "" where the row is too short. */
static inline const char *
csv_cell(const struct csv *t, size_t row, size_t column)
{
	return column < t->rows[row].n ? t->rows[row].cells[column] : "";
}

static inline bool
csv_is_ragged(const struct csv *t, size_t row)
{
	return t->rows[row].n != t->n_columns;
}

/* The first column of that name (case of ASCII letters does not count), or -1. */
int csv_column(const struct csv *t, const char *name);

/* Adds one field: quoted where needed, and with an apostrophe in front where a spreadsheet would
 * take it for a formula (it starts with = + - @, a tab or a line end). csv_read gives a tidy text back. */
void csv_write_field(struct buf *b, const char *text);

/* Adds n fields with commas between them and LF at the end. */
void csv_write_row(struct buf *b, const char *const *cells, size_t n);

/* For the reader alone: the bytes as UTF-8 in mem, terminated, without a byte order mark. */
char *csv_decode(struct arena *mem, const char *bytes, size_t n, const char **ret_encoding,
	size_t *ret_n, struct csv_error *err);

#endif
