/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes are refused with a sentence, or give a table that survives being written and read. */
#include <stdint.h>
#include <string.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/csv/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
check_text(const char *s)
{
	MUST(utf8_valid(s, strlen(s)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(4096);
	struct buf b = BUF_IN(mem);
	struct csv t, again;
	struct csv_error err = { 0 };
	size_t i, j;

	if (!csv_read(mem, (const char *)data, n, &t, &err)) {
		MUST(err.message && *err.message);
		arena_free(mem);
		return 0;
	}
	MUST(t.n_columns >= 1 && t.n_columns <= CSV_MAX_COLUMNS);
	csv_write_row(&b, t.names, t.n_columns);
	for (i = 0; i < t.n_rows; i++)
		csv_write_row(&b, t.rows[i].cells, t.rows[i].n);
	MUST(csv_read(mem, buf_text(&b), b.n, &again, &err));
	MUST(again.n_rows == t.n_rows && again.n_columns == t.n_columns);
	for (i = 0; i < t.n_rows; i++)
		for (j = 0; j < t.rows[i].n; j++) {
			check_text(csv_cell(&t, i, j));
			MUST(str_eq(csv_cell(&t, i, j), csv_cell(&again, i, j)));
		}
	arena_free(mem);
	return 0;
}
