/* SPDX-License-Identifier: Apache-2.0 */
/* The languages that a profile offers to choose from. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/people.h"

/* The languages that most people speak, in the world and where Waymark began. Others are written in by
 * hand, and offered as soon as one person here speaks them. */
static const char *const common[] = { "ar", "bn", "de", "en", "es", "fr", "hi", "it", "ja", "nl",
	"pl", "pt", "ro", "ru", "tr", "uk", "ur", "zh" };

static void
add_language(struct ctx *c, struct option_rows *rows, const char *tag)
{
	for (int i = 0; i < rows->n; i++)
		if (str_eq(rows->v[i].value, tag))
			return;
	rows->v[rows->n++] = (struct option){ tag, fmt_language(c, tag) };
}

struct option_rows
language_options(struct ctx *c, const struct texts *own)
{
	struct language_spoken_rows spoken = sql_languages_spoken(c);
	int n = (int)(sizeof common / sizeof *common);
	struct option_rows rows = { .v = ARENA_ARRAY(
					    c->mem, struct option, n + own->n + spoken.n) };

	for (int i = 0; i < n; i++)
		add_language(c, &rows, common[i]);
	for (int i = 0; i < own->n; i++)
		add_language(c, &rows, own->v[i]);
	for (int i = 0; i < spoken.n; i++)
		add_language(c, &rows, spoken.v[i].tag);
	n = rows.n;
	for (int i = 1; i < n; i++) {
		struct option o = rows.v[i];
		int at = i;

		for (; at > 0 && collate(c->lang, rows.v[at - 1].label, o.label) > 0; at--)
			rows.v[at] = rows.v[at - 1];
		rows.v[at] = o;
	}
	return rows;
}
