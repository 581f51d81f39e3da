/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes are refused with a line and a sentence, or give items that are written and read back as the same. */
#include <stdint.h>
#include <string.h>

#include "base/fatal.h"
#include "engine/practice/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static const char *
written(struct arena *mem, const struct pack *p)
{
	struct buf b = BUF_IN(mem);

	for (const struct pack_item *it = p->first; it; it = it->next) {
		pack_write_kind(&b, it->item.kind);
		pack_write_item(&b, &practice_table, &it->item);
	}
	return buf_text(&b);
}

static void
read_back(struct arena *mem, const struct pack *p)
{
	struct pack *again = ARENA_NEW(mem, struct pack);
	const char *once = written(mem, p);

	pack_init(again, mem, &practice_table);
	again->partial = p->partial;
	again->base = p->base;
	/* What is written is longer than what was read: it may be more than a file holds. */
	if (strlen(once) > PACK_BYTES / 2)
		return;
	MUST(pack_read(again, "again", once, strlen(once)));
	MUST(strcmp(written(mem, again), once) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	for (int partial = 0; partial < 2; partial++) {
		struct arena *mem = arena_new(4096);
		struct pack *p = ARENA_NEW(mem, struct pack);

		pack_init(p, mem, &practice_table);
		p->partial = partial;
		p->base = &practice_table;
		if (pack_read(p, "fuzz", (const char *)data, n)) {
			for (const struct pack_item *it = p->first; it; it = it->next)
				MUST(pack_is_id(it->item.id) &&
					practice_kind_in(&practice_table, it->item.kind)->shape);
			if (p->first)
				read_back(mem, p);
		} else {
			MUST(p->flaw_count > 0 && p->flaws[0].line >= 1 && *p->flaws[0].fmt);
		}
		arena_free(mem);
	}
	return 0;
}
