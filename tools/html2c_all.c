/* SPDX-License-Identifier: Apache-2.0 */
/* The whole way of one template, without files: for the command and for the fuzzer. */
#include "html2c.h"

#include "base/str.h"

void
flaw(struct tpl *t, int line, const char *fmt, ...)
{
	struct flaw *f = ARENA_NEW(t->mem, struct flaw), **at = &t->flaws;
	va_list ap;

	va_start(ap, fmt);
	f->text = arena_vprintf(t->mem, fmt, ap);
	va_end(ap);
	f->line = line;
	t->flaw_n++;
	while (*at && (*at)->line <= line)
		at = &(*at)->next;
	f->next = *at;
	*at = f;
}

bool
html2c(struct tpl *t, const char *src, size_t n, const char *header_name, struct buf *header,
	struct buf *source)
{
	if (!utf8_valid(src, n)) {
		flaw(t, 1, "the file is not UTF-8");
		return false;
	}
	parse(t, split(t, src, n));
	if (t->flaws)
		return false;
	for (struct define *d = t->defines; d; d = d->next)
		check_markup(t, d);
	emit_header(t, header);
	emit_source(t, source, header_name);
	return !t->flaws;
}
