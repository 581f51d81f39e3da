/* SPDX-License-Identifier: Apache-2.0 */
/* What the columns of a file are taken for. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/imports/imports.h"

void
columns_look(struct arena *mem, const struct csv *file, struct import_column_rows *ret)
{
	ret->n = (int)file->n_columns;
	ret->v = ARENA_ARRAY(mem, struct import_column, ret->n);
	for (int i = 0; i < ret->n; i++) {
		struct import_column *x = &ret->v[i];
		struct column_look look;
		struct buf b = BUF_IN(mem);

		column_look(mem, file, i, &look);
		for (int k = 0; k < look.samples.n; k++) {
			const char *s = look.samples.v[k];

			buf_str(&b, k ? "\n" : "");
			for (const char *p = s; p < s + utf8_prefix(s, 60); p++)
				buf_chr(&b, *p == '\n' ? ' ' : *p);
		}
		*x = (struct import_column){ .position = i,
			.heading = file->names[i],
			.samples = buf_text(&b),
			.filled = look.filled,
			.looks = look.looks,
			.target = "ignore",
			.kind = "text" };
	}
}

/* ---- guessing ---- */

/* By heading, if the values agree with it; TARGETS if not. */
static enum target
by_heading(struct ctx *c, const struct import_column *x)
{
	enum target t = target_by_heading(c->mem, x->heading);

	if (t == TARGET_MANAGER && !str_eq(x->looks, "email"))
		return TARGETS;
	if (t == TARGET_ROLE && !str_eq(x->looks, "role"))
		return TARGET_HEADLINE;
	if (t == TARGET_PLACES && !str_eq(x->looks, "number"))
		return TARGETS;
	if (t == TARGET_NAME && str_eq(x->looks, "email"))
		return TARGET_EMAIL;
	if (t == TARGETS && str_eq(x->looks, "role"))
		return TARGET_ROLE;
	return t;
}

/* What the heading was the last time, as long as that is still there; "" if not. */
static const char *
remembered(struct ctx *c, const struct import_column *x)
{
	const char *word = sql_import_memory_get(c, heading_key(c->mem, x->heading));
	struct field f;

	if (str_starts(word, "field:") && !field_find(c, word + 6, &f))
		return "";
	return target_of(word) == TARGETS ? "" : word;
}

/* A field of the organisation of that name, or a new one. */
static const char *
field_or_new(struct ctx *c, const struct import_column *x)
{
	const char *word = field_word(c, x->heading);
	struct field f;

	return field_find(c, word, &f) ? arena_printf(c->mem, "field:%s", word) : "new";
}

static const char *
guess(struct ctx *c, const struct import_column *x)
{
	const char *word;
	enum target t;

	if (str_empty(x->heading))
		return "ignore";
	word = remembered(c, x);
	if (*word)
		return word;
	t = by_heading(c, x);
	if (t != TARGETS)
		return target_word(t);
	return x->filled ? field_or_new(c, x) : "ignore";
}

static bool
taken_before(const struct import_column_rows *columns, int before, const char *word)
{
	for (int i = 0; i < before; i++)
		if (str_eq(columns->v[i].target, word))
			return true;
	return false;
}

static bool
same_heading_before(struct ctx *c, const struct import_column_rows *columns, int i)
{
	const char *word = field_word(c, columns->v[i].heading);

	for (int k = 0; k < i; k++)
		if (str_eq(columns->v[k].target, "new") &&
			str_eq(field_word(c, columns->v[k].heading), word))
			return true;
	return false;
}

/* If no heading says that it holds the addresses, a column of addresses does. */
static void
find_email(struct import_column_rows *columns)
{
	if (taken_before(columns, columns->n, "email"))
		return;
	for (int i = 0; i < columns->n; i++) {
		struct import_column *x = &columns->v[i];

		if (str_eq(x->looks, "email") && !str_eq(x->target, "manager")) {
			x->target = "email";
			return;
		}
	}
}

void
columns_guess(struct ctx *c, struct import_column_rows *columns)
{
	for (int i = 0; i < columns->n; i++) {
		struct import_column *x = &columns->v[i];
		bool is_field = str_eq(x->looks, "email") || str_eq(x->looks, "role");

		x->kind = is_field ? "text" : x->looks;
		x->sensitive = heading_sensitive(c->mem, x->heading);
		x->target = guess(c, x);
		if (str_eq(x->target, "new") && same_heading_before(c, columns, i))
			x->target = "ignore";
		else if (target_once(target_of(x->target)) && taken_before(columns, i, x->target))
			x->target = "ignore";
	}
	find_email(columns);
}

/* ---- checking ---- */

static bool
maps(const struct import_column_rows *columns, enum target t)
{
	return taken_before(columns, columns->n, target_word(t));
}

static void
check_column(struct ctx *c, const struct import_column_rows *columns, int i)
{
	static const char *const kinds[] = { "text", "number", "one", "many", "date" };
	const struct import_column *x = &columns->v[i];
	const char *input = arena_printf(c->mem, "target_%d", (int)x->position);
	enum target t = target_of(x->target);
	bool kind_known = false;
	struct field f;

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		kind_known |= str_eq(x->kind, kinds[k]);
	if (t == TARGETS || (t == TARGET_FIELD && !field_find(c, x->target + 6, &f)))
		invalid(c, input, _("Choose what this column is, or leave it out."));
	else if (target_once(t) && taken_before(columns, i, x->target))
		invalid(c, input,
			_("Another column is taken for this already. Choose one of them."));
	else if (t == TARGET_NEW && (str_empty(x->heading) || same_heading_before(c, columns, i)))
		invalid(c, input, _("This column has no name of its own. Leave it out."));
	else if (t == TARGET_NEW && !kind_known)
		invalid(c, input, _("Choose what kind of answers this column holds."));
}

enum result
columns_check(struct ctx *c, const struct import_column_rows *columns)
{
	struct problem *before = c->problems;

	for (int i = 0; i < columns->n; i++)
		check_column(c, columns, i);
	if (!maps(columns, TARGET_EMAIL))
		invalid(c, "",
			_("Say which column holds the mail addresses. They tell people apart."));
	if (!maps(columns, TARGET_NAME) && !maps(columns, TARGET_FIRST_NAME) &&
		!maps(columns, TARGET_LAST_NAME))
		invalid(c, "", _("Say which column holds the names."));
	return c->problems != before ? INVALID : OK;
}

/* ---- using ---- */

void
columns_use(struct ctx *c, const struct import_column_rows *columns, struct import_run *run)
{
	run->uses = ARENA_ARRAY(run->mem, struct column_use, columns->n);
	run->n_uses = 0;
	for (int i = 0; i < columns->n; i++) {
		const struct import_column *x = &columns->v[i];
		struct column_use *u = &run->uses[run->n_uses];
		struct field f;

		*u = (struct column_use){ .position = (int)x->position,
			.target = target_of(x->target),
			.heading = x->heading,
			.kind = "",
			.sensitive = x->sensitive };
		if (u->target == TARGET_IGNORE || u->target == TARGETS)
			continue;
		run->n_uses++;
		if (u->target != TARGET_FIELD && u->target != TARGET_NEW)
			continue;
		/* A new field may have been made meanwhile, and an old one taken away. */
		u->field_name =
			u->target == TARGET_FIELD ? x->target + 6 : field_word(c, x->heading);
		if (field_find(c, u->field_name, &f)) {
			u->target = TARGET_FIELD;
			u->kind = f.kind;
		} else {
			u->target = TARGET_NEW;
			u->kind = x->kind;
		}
	}
}
