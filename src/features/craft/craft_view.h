/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of this room share. */
#ifndef FEATURES_CRAFT_VIEW_H
#define FEATURES_CRAFT_VIEW_H

#include "features/craft/craft.h"

/* An item as a list shows it. o: what the organisation wrote of it, or NULL. */
struct craft_line craft_line_of(
	struct ctx *c, const struct practice_item *it, const struct craft_own *o);

/* Names and words of a list of changes. */
void craft_changes_fill(struct ctx *c, struct craft_change_rows *rows);

const struct practice_shape *craft_shape(const char *kind);

/* The entry of that key in a field; NULL if there is none, or no item. */
const struct practice_entry *craft_entry_of(
	const struct practice_item *it, const char *field, const char *key);

/* A text in every language, with inputs named prefix and language. was: what ships; older: what shipped when
 * it was rewritten. Each may be NULL. */
struct craft_text_rows craft_texts_of(struct ctx *c, const struct practice_entry *is,
	const struct practice_entry *was, const struct practice_entry *older, const char *prefix);

/* The first value of a field that is no text, as an input shows it. */
const char *craft_value(
	struct ctx *c, const struct practice_item *it, const struct practice_shape_field *s);

/* False: nothing that an organisation sees or changes. */
bool craft_field_fill(struct ctx *c, const struct practice_item *it,
	const struct practice_item *shipped, const struct practice_item *base,
	const struct practice_shape_field *s, struct craft_field *f);

/* The item of the address, with what ships (NULL: an own item) and what shipped when it was rewritten. */
enum result craft_item_fill(struct req *q, struct craft_view *v,
	const struct practice_item **ret_it, const struct practice_item **ret_shipped,
	const struct practice_item **ret_base);

#endif
