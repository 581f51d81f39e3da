/* SPDX-License-Identifier: Apache-2.0 */
/* The languages that people speak (those of the pages are in i18n.h), by their names. On ICU. */
#ifndef ENGINE_LANGUAGE_H
#define ENGINE_LANGUAGE_H

#include "engine/i18n/i18n.h"

/* "German", "Brazilian Portuguese" for a BCP 47 tag, in the language of c; the tag itself if it has no
 * name. */
const char *fmt_language(struct ctx *c, const char *tag);

/* True for a tag that has a name. */
bool language_known(struct ctx *c, const char *tag);

/* The tag of a language by its name in a language of the product or in itself, in any case and accent
 * ("Deutsch", "german"), or by its tag; "" if it is not known. For files. Any thread; the first call
 * takes some 50 ms. */
const char *language_tag(struct ctx *c, const char *name);

#endif
