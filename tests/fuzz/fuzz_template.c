/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes are refused with a sentence and a line, or become C whose texts all end. */
#include <stdint.h>
#include <string.h>

#include "base/fatal.h"
#include "base/str.h"
#include "tools/html2c.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* Outside of texts the C that is written holds only what templates may say. */
static void
check_literals(const char *c)
{
	bool quoted = false;

	for (; *c; c++) {
		if (quoted && *c == '\\')
			c++;
		else if (*c == '"')
			quoted = !quoted;
		MUST(*c && !(quoted && *c == '\n'));
	}
	MUST(!quoted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(4096);
	struct tpl t = { .mem = mem, .file = "fuzz.html" };
	struct buf header = BUF_IN(mem), source = BUF_IN(mem);
	int line = 0;

	if (html2c(&t, (const char *)data, n, "fuzz.html.h", &header, &source)) {
		MUST(!t.flaws);
		check_literals(buf_text(&header));
		check_literals(buf_text(&source));
	} else {
		MUST(t.flaws && t.flaw_n > 0);
		for (const struct flaw *f = t.flaws; f; f = f->next) {
			MUST(f->line >= line && *f->text);
			line = f->line;
		}
	}
	arena_free(mem);
	return 0;
}
