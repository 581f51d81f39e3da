/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as a search sees them, and the order in which people expect names. On ICU. */
#ifndef ENGINE_FOLD_H
#define ENGINE_FOLD_H

#include "base/arena.h"
#include "engine/i18n/i18n.h"

/* Lower case, without accents, compatibility forms resolved: "Straße" and "STRASSE" become "strasse",
 * "Łódź" becomes "lodz". Not for showing. s: valid UTF-8; the result may be s itself. */
const char *fold(struct arena *mem, const char *s);

/* The folded words of a text (runs of letters and digits) in their order; returns how many. */
int word_split(struct arena *mem, const char *text, const char *const **ret_words);

/* Less than, equal to or greater than 0, by the rules of the language. Any thread. */
int collate(const struct lang *lang, const char *a, const char *b);

#endif
