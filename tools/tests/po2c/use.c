/* SPDX-License-Identifier: Apache-2.0 */
/* Looks up texts in what po2c made of good/de.po; run.sh compiles it with the generated file. */
#include <stdio.h>
#include <string.h>

#include "engine/i18n/words.h"

static const char *
look(const char *tag, const char *id, int form)
{
	for (const struct lang *const *l = words_languages; *l; l++) {
		uint32_t at = words_hash(id);

		if (strcmp((*l)->tag, tag) != 0 || !(*l)->table)
			continue;
		for (at &= (*l)->mask; (*l)->table[at].id; at = (at + 1) & (*l)->mask)
			if (strcmp((*l)->table[at].id, id) == 0)
				return (*l)->table[at].forms[form];
	}
	return "-";
}

int
main(void)
{
	puts(look("de", "Goals", 0));
	puts(look("de", "You meet %s on %s", 0));
	puts(look("de", "%d person", 0));
	puts(look("de", "%d person", 1));
	puts(look("de", "one <b>%s</b> &amp; 100%%\n", 0));
	puts(look("de", "Guessed", 0));
	puts(look("de", "Later", 0));
	puts(look("de", "Gone", 0));
	puts(look("en", "Goals", 0));
	puts(look("en-XL", "Goals", 0));
	puts(look("en-XL", "one <b>%s</b> &amp; 100%%\n", 0));
	puts(look("en-XL", "%d person", 1));
	puts(look("en-XL", "Later", 0));
	puts(look("ar-XB", "Goals", 0));
	for (const struct lang *const *l = words_languages; *l; l++)
		printf("%s %s %s %d %d %d%d%d\n", (*l)->tag, (*l)->name, (*l)->group, (*l)->rtl,
			(*l)->test, (*l)->plural(0), (*l)->plural(1), (*l)->plural(2));
	return 0;
}
