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
write_words(FILE *out, const struct words *w)
{
	fputs("(const char *const[]){ ", out);
	for (size_t i = 0; i < w->count; i++) {
		quote(out, w->list[i]);
		fputs(", ", out);
	}
	fputs("NULL }", out);
}

static void
write_value(FILE *out, const struct content *c, const struct value *v)
{
	fputs("\t\t\t{ .key = ", out);
	quote(out, v->key);
	if (v->number)
		fprintf(out, ", .number = INT64_C(%lld)", (long long)v->number);
	if (v->text) {
		fputs(", .text = (const char *const[]){", out);
		for (size_t i = 0; i < c->languages.count; i++) {
			fputs(i ? ",\n\t\t\t\t" : "\n\t\t\t\t", out);
			quote(out, v->text[i]);
		}
		fputs(" }", out);
	}
	fputs(" },\n", out);
}

static void
write_item(FILE *out, const struct content *c, const struct item *it)
{
	fprintf(out, "\t{ .kind = \"%s\", .id = \"%s\",\n\t\t.audiences = ", it->kind->name,
		it->id);
	write_words(out, &it->audiences);
	fputs(",\n\t\t.moments = ", out);
	write_words(out, &it->moments);
	fputs(",\n\t\t.source = ", out);
	quote(out, it->source);
	fprintf(out, ",\n\t\t.field_count = %zu", it->field_count);
	if (it->field_count)
		fputs(",\n\t\t.fields = (const struct practice_field[]){\n", out);
	for (size_t i = 0; i < it->field_count; i++) {
		const struct field *f = &it->fields[i];

		fprintf(out, "\t\t{ \"%s\", %zu, (const struct practice_entry[]){\n",
			f->declared->name, f->count);
		for (size_t v = 0; v < f->count; v++)
			write_value(out, c, &f->values[v]);
		fputs("\t\t} },\n", out);
	}
	fputs(it->field_count ? "\t\t} },\n" : " },\n", out);
}

void
write_source(FILE *out, const struct content *c)
{
	size_t kinds = 0;

	fputs(preamble, out);
	fputs("#include \"engine/practice/practice.h\"\n", out);
	for (const struct kind *k = c->kinds; k; k = k->next, kinds++) {
		if (!k->count)
			continue;
		fprintf(out, "\nstatic const struct practice_item items_%zu[] = { /* %s */\n",
			kinds, k->name);
		for (const struct item *it = k->first; it; it = it->next)
			write_item(out, c, it);
		fputs("};\n", out);
	}
	fputs("\nconst struct practice_table practice_table = {\n\t.languages = ", out);
	write_words(out, &c->languages);
	fprintf(out, ",\n\t.kind_count = %zu,\n\t.kinds = (const struct practice_kind[]){\n",
		kinds);
	kinds = 0;
	for (const struct kind *k = c->kinds; k; k = k->next, kinds++) {
		if (k->count)
			fprintf(out, "\t\t{ \"%s\", %zu, items_%zu },\n", k->name, k->count, kinds);
		else
			fprintf(out, "\t\t{ \"%s\", 0, NULL },\n", k->name);
	}
	fputs("\t},\n};\n", out);
}

static void
write_upper(FILE *out, const char *s)
{
	for (; *s; s++)
		fputc(*s == '-' ? '_' : toupper((unsigned char)*s), out);
}

void
write_header(FILE *out, const struct content *c)
{
	fputs(preamble, out);
	fputs("#ifndef PRACTICE_GEN_H\n#define PRACTICE_GEN_H\n", out);
	for (const struct kind *k = c->kinds; k; k = k->next) {
		fprintf(out, "\n/* %s */\n", k->name);
		for (const struct item *it = k->first; it; it = it->next) {
			fputs("#define PRACTICE_", out);
			write_upper(out, k->name);
			fputc('_', out);
			write_upper(out, it->id);
			fprintf(out, " \"%s\"\n", it->id);
		}
	}
	fputs("\n#endif\n", out);
}
