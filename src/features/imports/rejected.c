/* SPDX-License-Identifier: Apache-2.0 */
/* The file that goes back: rejected rows as they came, with a line and a reason. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/imports/imports.h"

/* Fields in a line of CSV that csv_write_row wrote. */
static int
fields_in(const char *line)
{
	bool quoted = false;
	int n = 1;

	for (; *line; line++) {
		quoted ^= *line == '"';
		n += *line == ',' && !quoted;
	}
	return n;
}

void
rejected_write(struct ctx *c, const struct import_column_rows *columns,
	const struct import_fault_rows *faults, struct buf *b)
{
	/* Spreadsheets take a file without this mark for Windows-1252. */
	buf_str(b, "\xef\xbb\xbf");
	for (int i = 0; i < columns->n; i++) {
		csv_write_field(b, columns->v[i].heading);
		buf_chr(b, ',');
	}
	csv_write_field(b, _("Line"));
	buf_chr(b, ',');
	csv_write_field(b, _("Reason"));
	buf_str(b, "\r\n");
	for (int i = 0; i < faults->n;) {
		int64_t line = faults->v[i].line;
		struct buf why = BUF_IN(c->mem);

		buf_str(b, faults->v[i].row_text);
		for (int k = fields_in(faults->v[i].row_text); k < columns->n; k++)
			buf_chr(b, ',');
		buf_printf(b, ",%lld,", (long long)line);
		for (; i < faults->n && faults->v[i].line == line; i++) {
			const struct import_fault *f = &faults->v[i];

			buf_str(&why, why.n ? " " : "");
			if (*f->column_name)
				buf_printf(&why, "%s: ", f->column_name);
			buf_str(&why, f->message);
		}
		csv_write_field(b, buf_text(&why));
		buf_str(b, "\r\n");
	}
}
