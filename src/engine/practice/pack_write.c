/* SPDX-License-Identifier: Apache-2.0 */
/* Items as YAML: what pack_read reads of it is the same again. */
#include "engine/practice/pack.h"

#include "base/str.h"

/* Texts of several lines are easier to read and to compare as a block, where YAML allows it: nothing that
 * a block would swallow at its beginning or at the ends of its lines. */
static bool
fits_block(const char *s)
{
	bool lines = false;

	if (*s == ' ' || *s == '\n' || *s == '\t')
		return false;
	for (; *s; s++) {
		lines = lines || *s == '\n';
		if (*s == '\t' || (*s == ' ' && s[1] == '\n'))
			return false;
		/* Line ends of Unicode, which YAML takes for its own; byte order marks. */
		if ((unsigned char)*s == 0xc2 || (unsigned char)*s == 0xe2 ||
			(unsigned char)*s == 0xef)
			if (((unsigned char)s[0] == 0xc2 && (unsigned char)s[1] == 0x85) ||
				((unsigned char)s[0] == 0xe2 && (unsigned char)s[1] == 0x80 &&
					((unsigned char)s[2] == 0xa8 ||
						(unsigned char)s[2] == 0xa9)) ||
				((unsigned char)s[0] == 0xef && (unsigned char)s[1] == 0xbb))
				return false;
	}
	return lines;
}

static void
quoted(struct buf *out, const char *s)
{
	buf_chr(out, '"');
	while (*s) {
		const char *from = s;
		uint32_t u = utf8_next(&s);

		if (u == '"' || u == '\\')
			buf_printf(out, "\\%c", (char)u);
		else if (u == '\n')
			buf_str(out, "\\n");
		else if (u == '\t')
			buf_str(out, "\\t");
		else if (u == 0x85 || u == 0x2028 || u == 0x2029 || u == 0xfeff ||
			 (u >= 0x80 && u < 0xa0))
			buf_printf(out, "\\u%04X", (unsigned)u);
		else
			buf_add(out, from, (size_t)(s - from));
	}
	buf_chr(out, '"');
}

static void
indent(struct buf *out, int depth)
{
	while (depth-- > 0)
		buf_chr(out, ' ');
}

static void
text(struct buf *out, const char *s, int depth)
{
	if (!fits_block(s)) {
		buf_chr(out, ' ');
		quoted(out, s);
		buf_chr(out, '\n');
		return;
	}
	buf_str(out, " |\n");
	while (*s) {
		size_t n = strcspn(s, "\n");

		if (n)
			indent(out, depth);
		buf_add(out, s, n);
		buf_chr(out, '\n');
		s += n + (s[n] == '\n');
	}
}

static void
every_language(
	struct buf *out, const struct practice_table *rules, const char *const *texts, int depth)
{
	for (size_t i = 0; rules->languages[i]; i++) {
		indent(out, depth);
		buf_str(out, rules->languages[i]);
		buf_chr(out, ':');
		text(out, texts[i], depth + 2);
	}
}

/* Words of the practice need no quotes, and look better without; what a person may have written does. */
static void
word(struct buf *out, const char *s)
{
	bool plain = *s >= 'a' && *s <= 'z' &&
		     strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-_") == strlen(s);

	if (plain)
		buf_str(out, s);
	else
		quoted(out, s);
}

static void
words(struct buf *out, const char *name, const char *const *list)
{
	buf_printf(out, "    %s: [", name);
	for (size_t i = 0; list[i]; i++) {
		if (i)
			buf_str(out, ", ");
		word(out, list[i]);
	}
	buf_str(out, "]\n");
}

static enum practice_type
type_of(const struct practice_table *rules, const char *kind, const char *field)
{
	const struct practice_shape *shape = practice_kind_in(rules, kind)->shape;

	for (size_t i = 0; i < shape->field_count; i++)
		if (str_eq(shape->fields[i].name, field))
			return shape->fields[i].type;
	return PRACTICE_TYPE_PLAIN;
}

static void
entries(struct buf *out, const struct practice_table *rules, const struct practice_field *f,
	enum practice_type type)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct practice_entry *e = &f->entries[i];

		if (type == PRACTICE_TYPE_TEXTS) {
			buf_printf(out, "      %s:\n", e->key);
			every_language(out, rules, e->text, 8);
		} else if (type == PRACTICE_TYPE_COUNTS) {
			buf_str(out, "      ");
			quoted(out, e->key);
			buf_printf(out, ": %lld\n", (long long)e->number);
		} else {
			buf_str(out, "      - ");
			word(out, e->key);
			buf_chr(out, '\n');
		}
	}
}

static void
field(struct buf *out, const struct practice_table *rules, const struct practice_field *f,
	enum practice_type type)
{
	if (!f->count)
		return;
	buf_printf(out, "    %s:", f->name);
	switch (type) {
	case PRACTICE_TYPE_TEXT:
		buf_chr(out, '\n');
		every_language(out, rules, f->entries[0].text, 6);
		break;
	case PRACTICE_TYPE_PLAIN:
		text(out, f->entries[0].key, 6);
		break;
	case PRACTICE_TYPE_WORD:
	case PRACTICE_TYPE_REF:
		buf_chr(out, ' ');
		word(out, f->entries[0].key);
		buf_chr(out, '\n');
		break;
	case PRACTICE_TYPE_NUMBER:
		buf_printf(out, " %lld\n", (long long)f->entries[0].number);
		break;
	default:
		buf_chr(out, '\n');
		entries(out, rules, f, type);
	}
}

void
pack_write_kind(struct buf *out, const char *kind)
{
	buf_printf(out, "---\nkind: %s\nitems:\n", kind);
}

void
pack_write_item(struct buf *out, const struct practice_table *rules, const struct practice_item *it)
{
	buf_printf(out, "  - id: %s\n", it->id);
	if (it->copy_of)
		buf_printf(out, "    copy_of: %s\n", it->copy_of);
	if (it->off)
		buf_str(out, "    switched: off\n");
	if (it->audiences)
		words(out, "audience", it->audiences);
	if (it->moments)
		words(out, "moment", it->moments);
	if (*it->source) {
		buf_str(out, "    source:");
		text(out, it->source, 6);
	}
	for (size_t i = 0; i < it->field_count; i++)
		field(out, rules, &it->fields[i], type_of(rules, it->kind, it->fields[i].name));
}
