/* SPDX-License-Identifier: Apache-2.0 */
/* The languages that a profile offers to choose from. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/people.h"

/* The languages that most people in the world and in Europe speak, and those of big communities in its
 * cities; what somebody speaks beyond them comes in by file and stays offered to him. */
static const char *const offered[] = { "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et",
	"fa", "fi", "fr", "ga", "he", "hi", "hr", "hu", "it", "ja", "ko", "lt", "lv", "nl", "no",
	"pa", "pl", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "tr", "uk",
	"ur", "vi", "yo", "zh" };

struct option_rows
language_options(struct ctx *c, const struct texts *own)
{
	int most = (int)(sizeof offered / sizeof *offered), n = 0;
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, most + own->n) };

	for (; n < most; n++)
		rows.v[n] = (struct option){ offered[n], fmt_language(c, offered[n]) };
	for (int i = 0; i < own->n; i++) {
		bool there = false;

		for (int j = 0; j < n; j++)
			there |= str_eq(rows.v[j].value, own->v[i]);
		if (!there)
			rows.v[n++] = (struct option){ own->v[i], fmt_language(c, own->v[i]) };
	}
	rows.n = n;
	for (int i = 1; i < n; i++) {
		struct option o = rows.v[i];
		int at = i;

		for (; at > 0 && collate(c->lang, rows.v[at - 1].label, o.label) > 0; at--)
			rows.v[at] = rows.v[at - 1];
		rows.v[at] = o;
	}
	return rows;
}
