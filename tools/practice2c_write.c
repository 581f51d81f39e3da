/* SPDX-License-Identifier: Apache-2.0 */
#include "tools/practice2c.h"

#include <ctype.h>

#include "base/str.h"

static const char preamble[] = "/* Written by practice2c from the files under practice/. */\n";

/* A C string literal; a text of several lines stays readable as such. */
static void
quote(FILE *out, const char *s)
{
	fputc('"', out);
	for (; *s; s++) {
		unsigned char ch = (unsigned char)*s;

		if (ch == '\n')
			fputs(s[1] ? "\\n\"\n\t\t\t\t\"" : "\\n", out);
		else if (ch == '"' || ch == '\\' || ch == '?') /* "??" begins a trigraph */
			fprintf(out, "\\%c", ch);
		else if (ch < 0x20 || ch == 0x7f)
			fprintf(out, "\\%03o", ch);
		else
			fputc(ch, out);
	}
	fputc('"', out);
}

static void
write_words(FILE *out, const char *const *words)
{
	fputs("(const char *const[]){ ", out);
	for (; words && *words; words++) {
		quote(out, *words);
		fputs(", ", out);
	}
	fputs("NULL }", out);
}

static void
write_value(FILE *out, const struct pack *p, const struct practice_entry *v)
{
	fputs("\t\t\t{ .key = ", out);
	quote(out, v->key);
	if (v->number)
		fprintf(out, ", .number = INT64_C(%lld)", (long long)v->number);
	if (v->text) {
		fputs(", .text = (const char *const[]){", out);
		for (size_t i = 0; p->rules->languages[i]; i++) {
			fputs(i ? ",\n\t\t\t\t" : "\n\t\t\t\t", out);
			quote(out, v->text[i]);
		}
		fputs(" }", out);
	}
	fputs(" },\n", out);
}

static void
write_item(FILE *out, const struct pack *p, const struct practice_item *it)
{
	fprintf(out, "\t{ .kind = \"%s\", .id = \"%s\",\n\t\t.audiences = ", it->kind, it->id);
	write_words(out, it->audiences);
	fputs(",\n\t\t.moments = ", out);
	write_words(out, it->moments);
	fputs(",\n\t\t.source = ", out);
	quote(out, it->source);
	fprintf(out, ",\n\t\t.field_count = %zu", it->field_count);
	if (it->field_count)
		fputs(",\n\t\t.fields = (const struct practice_field[]){\n", out);
	for (size_t i = 0; i < it->field_count; i++) {
		const struct practice_field *f = &it->fields[i];

		fprintf(out, "\t\t{ \"%s\", %zu, (const struct practice_entry[]){\n", f->name,
			f->count);
		for (size_t v = 0; v < f->count; v++)
			write_value(out, p, &f->entries[v]);
		fputs("\t\t}, 0 },\n", out);
	}
	fputs(it->field_count ? "\t\t} },\n" : " },\n", out);
}

/* What kinds.yml says of a kind, for those who check at run time what an organisation writes. */
static void
write_shape(FILE *out, const struct practice_shape *s, size_t number)
{
	static const char *const types[] = { "TEXT", "TEXTS", "PLAIN", "PLAINS", "WORD", "WORDS",
		"REF", "REFS", "NUMBER", "COUNTS" };

	fprintf(out, "static const struct practice_shape shape_%zu = { %u, ", number, s->may);
	write_words(out, s->blanks);
	fprintf(out, ", %zu, (const struct practice_shape_field[]){\n", s->field_count);
	for (size_t i = 0; i < s->field_count; i++) {
		const struct practice_shape_field *f = &s->fields[i];

		fprintf(out, "\t{ \"%s\", PRACTICE_TYPE_%s, %d, %d, ", f->name, types[f->type],
			f->optional, f->open);
		write_words(out, f->allowed);
		fputs(" },\n", out);
	}
	fputs("} };\n", out);
}

static size_t
write_items(FILE *out, const struct pack *p, const char *kind, size_t number)
{
	size_t count = 0;

	for (const struct pack_item *it = p->first; it; it = it->next) {
		if (!str_eq(it->item.kind, kind))
			continue;
		if (!count++)
			fprintf(out,
				"\nstatic const struct practice_item items_%zu[] = { /* %s */\n",
				number, kind);
		write_item(out, p, &it->item);
	}
	if (count)
		fputs("};\n", out);
	return count;
}

void
write_source(FILE *out, const struct pack *p)
{
	const struct practice_table *t = p->rules;
	size_t *counts = ARENA_ARRAY(p->mem, size_t, t->kind_count);

	fputs(preamble, out);
	fputs("#include \"engine/practice/practice.h\"\n", out);
	for (size_t k = 0; k < t->kind_count; k++) {
		counts[k] = write_items(out, p, t->kinds[k].name, k);
		write_shape(out, t->kinds[k].shape, k);
	}
	fputs("\nconst struct practice_table practice_table = {\n\t.languages = ", out);
	write_words(out, t->languages);
	fputs(",\n\t.moments = ", out);
	write_words(out, t->moments);
	fprintf(out,
		",\n\t.audience_count = %zu,\n\t.audiences = (const struct practice_audience[]){\n",
		t->audience_count);
	for (size_t i = 0; i < t->audience_count; i++) {
		fprintf(out, "\t\t{ \"%s\", ", t->audiences[i].name);
		write_words(out, t->audiences[i].includes);
		fputs(" },\n", out);
	}
	fprintf(out, "\t},\n\t.kind_count = %zu,\n\t.kinds = (const struct practice_kind[]){\n",
		t->kind_count);
	for (size_t k = 0; k < t->kind_count; k++)
		if (counts[k])
			fprintf(out, "\t\t{ \"%s\", %zu, items_%zu, &shape_%zu, 0 },\n",
				t->kinds[k].name, counts[k], k, k);
		else
			fprintf(out, "\t\t{ \"%s\", 0, NULL, &shape_%zu, 0 },\n", t->kinds[k].name,
				k);
	fputs("\t},\n};\n", out);
}

static void
write_upper(FILE *out, const char *s)
{
	for (; *s; s++)
		fputc(*s == '-' ? '_' : toupper((unsigned char)*s), out);
}

void
write_header(FILE *out, const struct pack *p)
{
	fputs(preamble, out);
	fputs("#ifndef PRACTICE_GEN_H\n#define PRACTICE_GEN_H\n", out);
	for (size_t k = 0; k < p->rules->kind_count; k++) {
		const char *kind = p->rules->kinds[k].name;

		fprintf(out, "\n/* %s */\n", kind);
		for (const struct pack_item *it = p->first; it; it = it->next) {
			if (!str_eq(it->item.kind, kind))
				continue;
			fputs("#define PRACTICE_", out);
			write_upper(out, kind);
			fputc('_', out);
			write_upper(out, it->item.id);
			fprintf(out, " \"%s\"\n", it->item.id);
		}
	}
	fputs("\n#endif\n", out);
}
