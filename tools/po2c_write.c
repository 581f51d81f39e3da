/* SPDX-License-Identifier: Apache-2.0 */
/* The C that po2c writes: per language a table with open addressing, found by a hash of the English. */
#include "tools/po2c.h"

#include <ctype.h>

#include "engine/i18n/words.h"

/* "en-XL" → "en_XL" */
static const char *
c_name(struct arena *mem, const char *tag)
{
	char *name = arena_strdup(mem, tag);

	for (char *s = name; *s; s++)
		if (!isalnum((unsigned char)*s))
			*s = '_';
	return name;
}

static void
write_string(struct buf *out, const char *s)
{
	buf_chr(out, '"');
	for (; *s; s++)
		if (*s == '\n')
			buf_str(out, "\\n");
		else if (*s == '"' || *s == '\\')
			buf_printf(out, "\\%c", *s);
		else if ((unsigned char)*s < ' ' || *s == '?')
			buf_printf(out, "\\%03o", (unsigned)(unsigned char)*s);
		else
			buf_chr(out, *s);
	buf_chr(out, '"');
}

static void
write_forms(struct buf *out, const char *name, const struct catalogue *cat)
{
	int i = 0;

	for (const struct message *m = cat->first; m; m = m->next, i++) {
		if (!m->n_forms)
			continue;
		buf_printf(out, "static const char *const %s_%d[] = { ", name, i);
		for (int f = 0; f < m->n_forms; f++) {
			write_string(out, m->forms[f]);
			buf_str(out, ", ");
		}
		buf_str(out, "};\n");
	}
}

struct slot {
	const struct message *m;
	int index;
};

static uint32_t
table_size(const struct catalogue *cat)
{
	uint32_t size = 16;

	while (size < (uint32_t)cat->n * 2)
		size *= 2;
	return size;
}

static void
write_table(struct buf *out, const char *name, const struct catalogue *cat)
{
	uint32_t size = table_size(cat);
	struct slot *slots = ARENA_ARRAY(out->mem, struct slot, size);
	int i = 0;

	for (const struct message *m = cat->first; m; m = m->next, i++) {
		uint32_t at = words_hash(m->id) & (size - 1);

		if (!m->n_forms)
			continue;
		while (slots[at].m)
			at = (at + 1) & (size - 1);
		slots[at] = (struct slot){ m, i };
	}
	buf_printf(out, "static const struct i18n_entry %s_table[%u] = {\n", name, size);
	for (uint32_t at = 0; at < size; at++)
		if (slots[at].m) {
			buf_printf(out, "\t[%u] = { %uu, ", at, words_hash(slots[at].m->id));
			write_string(out, slots[at].m->id);
			buf_printf(out, ", %s_%d },\n", name, slots[at].index);
		}
	buf_str(out, "};\n");
}

static void
write_language(struct buf *out, const struct catalogue *cat)
{
	const char *name = c_name(out->mem, cat->tag);

	buf_printf(out,
		"\nstatic int\nplural_%s(int64_t n)\n{\n\t(void)n;\n\treturn (int)(%s);\n}\n", name,
		cat->plural);
	if (cat->n) {
		write_forms(out, name, cat);
		write_table(out, name, cat);
	}
	buf_printf(
		out, "const struct lang lang_%s = {\n\t.tag = \"%s\",\n\t.name = ", name, cat->tag);
	write_string(out, cat->name);
	buf_str(out, ",\n\t.group = ");
	write_string(out, cat->group);
	buf_printf(out, ",\n\t.rtl = %d,\n\t.test = %d,\n\t.plural = plural_%s,\n", cat->rtl,
		cat->test, name);
	if (cat->n)
		buf_printf(
			out, "\t.table = %s_table,\n\t.mask = %uu,\n", name, table_size(cat) - 1);
	buf_str(out, "};\n");
}

void
words_write(struct buf *out, const struct catalogue *first)
{
	buf_str(out, "/* Made by po2c of po/. */\n#include \"engine/i18n/words.h\"\n");
	for (const struct catalogue *cat = first; cat; cat = cat->next)
		buf_printf(out, "extern const struct lang lang_%s;\n", c_name(out->mem, cat->tag));
	for (const struct catalogue *cat = first; cat; cat = cat->next)
		write_language(out, cat);
	buf_str(out, "\nconst struct lang *const words_languages[] = {\n");
	for (const struct catalogue *cat = first; cat; cat = cat->next)
		buf_printf(out, "\t&lang_%s,\n", c_name(out->mem, cat->tag));
	buf_str(out, "\tNULL,\n};\n");
}
