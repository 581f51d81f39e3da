/* SPDX-License-Identifier: Apache-2.0 */
/* What the invented organisation has changed in the practice: practice/demo/practice.yml. */
#include "base/str.h"
#include "engine/db/db.h"
#include "features/craft/craft.h"
#include "features/demo/demo.h"

static enum result
change(struct ctx *c, const struct practice_item *it)
{
	const char *kind = practice_field(it, "of", ""), *item = practice_field(it, "item", "");
	const char *act = practice_field(it, "act", "");
	const struct practice_field *text = practice_values(it, "text");
	struct practice_field f = { practice_field(it, "field", ""), 1, text->entries, 0 };
	enum result r = OK;

	if (str_eq(act, "off"))
		return craft_switch(c, kind, item, false);
	if (str_eq(act, "copy"))
		r = craft_copy(c, kind, item, &item);
	return r == OK ? craft_write(c, kind, item, &f) : r;
}

void
demo_practice(struct demo *d)
{
	/* What ships, and not what the first of these makes of it. */
	const struct practice_kind *all = practice_kind_in(&practice_table, "demo-practice");
	struct ctx *c = d->c;
	int64_t who = c->who;

	for (size_t i = 0; i < d->people->count; i++)
		if (str_eq(practice_field(&d->people->items[i], "cast", "en"), "administrator"))
			c->who = d->person[i];
	for (size_t i = 0; i < all->count; i++)
		if (change(c, &all->items[i]) != OK)
			db_fault(c, "the demonstration's %s cannot be made", all->items[i].id);
	c->who = who;
}
