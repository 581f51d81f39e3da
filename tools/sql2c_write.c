/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "tools/sql2c.h"

/* How each type looks in C, and which member of struct db_value carries it. */
static const struct {
	const char *decl;
	const char *db;
	const char *json; /* function */
	char letter;	  /* in a json_desc */
	char member;
} faces[] = {
	[TYPE_NONE] = { "", "DB_TEXT", "", 's', 's' },
	[TYPE_INT] = { "int64_t ", "DB_INT", "json_int", 'i', 'i' },
	[TYPE_REF] = { "int64_t ", "DB_REF", "json_int", 'i', 'i' },
	[TYPE_TEXT] = { "const char *", "DB_TEXT", "json_text", 's', 's' },
	[TYPE_REAL] = { "double ", "DB_REAL", "json_number", 'n', 'r' },
	[TYPE_BOOL] = { "bool ", "DB_INT", "json_bool", 'b', 'i' },
	[TYPE_BLOB] = { "struct bytes ", "DB_BLOB", "", 's', 'b' },
	/* The driver carries what generated code has sealed. */
	[TYPE_SEALED] = { "const char *", "DB_BLOB", "json_text", 's', 'b' },
};

void
write_literal(struct buf *out, const char *text, const char *indent)
{
	while (*text) {
		buf_printf(out, "\n%s\"", indent);
		for (; *text && *text != '\n'; text++) {
			if (*text == '"' || *text == '\\')
				buf_printf(out, "\\%c", *text);
			else if (*text == '\t')
				buf_str(out, "\\t");
			else if (text[0] == '?' && text[1] == '?')
				buf_str(out, "\\?"); /* no trigraphs */
			else if ((unsigned char)*text < ' ')
				buf_printf(out, "\\%03o", (unsigned)*text);
			else
				buf_chr(out, *text);
		}
		if (*text == '\n') {
			buf_str(out, text[1] ? "\\n" : "");
			text++;
		}
		buf_chr(out, '"');
	}
}

static void
write_line(struct buf *out, const struct module *m, int line)
{
	buf_printf(out, "\n#line %d \"%s\"\n", line, m->path);
}

static const char *
result_decl(struct arena *mem, const struct statement *s)
{
	switch (s->kind) {
	case RESULT_TEXT:
		return "const char *";
	case RESULT_ONE:
		return "bool";
	case RESULT_MANY:
		return arena_printf(mem, "struct %s_rows", s->record->name);
	case RESULT_CHANGED:
	case RESULT_ID:
		break;
	}
	return "int64_t";
}

static void
write_signature(struct buf *out, const struct statement *s)
{
	buf_printf(out, "sql_%s(struct ctx *c", s->name);
	for (const struct param *p = s->params; p; p = p->next)
		buf_printf(out, ", %s%s", faces[p->type].decl, p->name);
	if (s->kind == RESULT_ONE)
		buf_printf(out, ", struct %s *ret", s->record->name);
	buf_chr(out, ')');
}

/* ---- the header ---- */

static void
write_struct(struct buf *out, const struct module *m, const struct record *r)
{
	write_line(out, m, r->line);
	buf_printf(out, "struct %s {\n", r->name);
	for (const struct column *k = r->columns; k; k = k->next)
		buf_printf(out, "\t%s%s;\n", faces[k->type].decl, k->name);
	buf_printf(
		out, "};\n\nstruct %s_rows {\n\tint n;\n\tstruct %s *v;\n};\n", r->name, r->name);
	if (!r->json_line)
		return;
	buf_printf(out,
		"\n/* {…} with the columns that the room lets out, and {\"items\": […]}. */\n");
	buf_printf(out, "void json_%s(struct json *j, const struct %s *x);\n", r->name, r->name);
	buf_printf(out, "void json_%s_items(struct json *j, const struct %s_rows *rows);\n",
		r->name, r->name);
	buf_printf(out, "extern const struct json_desc json_%s_desc;\n", r->name);
}

static const char *
guard(const struct module *m)
{
	char *g = arena_printf(m->mem, "GEN_%s_H", m->shown);

	for (char *p = g; *p; p++)
		*p = isalnum((unsigned char)*p) ? (char)toupper((unsigned char)*p) : '_';
	return g;
}

void
write_header(struct buf *out, const struct module *m)
{
	const char *once = guard(m);

	buf_printf(out, "/* Made by sql2c from %s. */\n#ifndef %s\n#define %s\n\n", m->shown, once,
		once);
	buf_str(out, "#include <stdbool.h>\n#include <stdint.h>\n\n#include \"engine/ctx/ctx.h\"\n"
		     "#include \"engine/db/db.h\"\n#include \"engine/json/json.h\"\n");
	for (const struct record *r = m->records; r; r = r->next)
		write_struct(out, m, r);
	for (const struct statement *s = m->statements; s; s = s->next) {
		const char *decl = result_decl(m->mem, s);

		write_line(out, m, s->line);
		buf_printf(out, "%s%s", decl, decl[strlen(decl) - 1] == '*' ? "" : " ");
		write_signature(out, s);
		buf_str(out, ";\n");
	}
	buf_str(out, "\n#endif\n");
}

/* ---- the statements ---- */

static void
write_types(struct buf *out, const struct statement *s)
{
	buf_printf(out, "static const uint8_t %s_params_[] = {", s->name);
	for (const struct param *p = s->params; p; p = p->next)
		if (p->number)
			buf_printf(out, " %s,", faces[p->type].db);
	buf_printf(out, " 0 };\nstatic const uint8_t %s_cols_[] = {", s->name);
	for (const struct column *k = s->columns; k; k = k->next)
		buf_printf(out, " %s,", faces[k->type].db);
	buf_str(out, " 0 };\n");
}

static void
write_text(struct buf *out, const struct module *m, const struct statement *s, enum dialect d)
{
	struct buf sql = BUF_IN(m->mem);

	write_sql(&sql, &s->tokens, d, s->params);
	buf_printf(out, "\t.%s =", d == DIALECT_PG ? "pg" : "sqlite");
	write_literal(out, buf_text(&sql), "\t\t");
	buf_str(out, ",\n");
}

static void
write_statement(struct buf *out, const struct module *m, const struct statement *s)
{
	int n = 0;

	for (const struct param *p = s->params; p; p = p->next)
		n += p->number > 0;
	write_line(out, m, s->line);
	write_types(out, s);
	buf_printf(out,
		"static const struct db_sql sql_%s_\n"
		"\t__attribute__((section(\"wm_sql\"), used, aligned(8))) = {\n",
		s->name);
	buf_printf(out, "\t.name = \"%s\",\n\t.file = \"%s\",\n\t.line = %d,\n", s->name, m->shown,
		s->sql_line);
	write_text(out, m, s, DIALECT_SQLITE);
	write_text(out, m, s, DIALECT_PG);
	buf_printf(out, "\t.params = %s_params_,\n\t.cols = %s_cols_,\n", s->name, s->name);
	buf_printf(out, "\t.n_params = %d,\n\t.n_cols = %d,\n\t.writes = %s,\n", n, s->n_columns,
		s->writes ? "true" : "false");
	if (s->scan) {
		buf_str(out, "\t.scan =");
		write_literal(out, s->scan, "\t\t");
		buf_str(out, ",\n");
	}
	buf_str(out, "};\n");
}

/* ---- the functions ---- */

static void
write_reader(struct buf *out, const struct module *m, const struct record *r)
{
	int i = 0;
	bool sealed = false;

	for (const struct column *k = r->columns; k; k = k->next)
		sealed = sealed || k->type == TYPE_SEALED;
	write_line(out, m, r->line);
	buf_printf(out, "static void\nread_%s_(%sconst struct db_value *row_, struct %s *ret)\n{\n",
		r->name, sealed ? "struct ctx *c, " : "", r->name);
	for (const struct column *k = r->columns; k; k = k->next, i++) {
		buf_printf(out, "\tret->%s = ", k->name);
		if (k->type == TYPE_SEALED)
			buf_printf(out,
				"seal_open(c, \"%s\", row_[%d].i, row_[%d].i, row_[%d].b);\n",
				k->place, k->scope_at, k->id_at, i);
		else
			buf_printf(out, "row_[%d].%c%s;\n", i, faces[k->type].member,
				k->type == TYPE_BOOL ? " != 0" : "");
	}
	buf_str(out, "}\n");
}

static bool
has_sealed(const struct record *r)
{
	for (const struct column *k = r->columns; k; k = k->next)
		if (k->type == TYPE_SEALED)
			return true;
	return false;
}

/* Declares what is bound; returns how the call names it. */
static const char *
write_args(struct buf *out, const struct statement *s)
{
	bool any = false;

	for (const struct param *p = s->params; p; p = p->next) {
		if (!p->number)
			continue;
		buf_str(out, any ? "" : "\tconst struct db_value args_[] = {\n");
		any = true;
		if (p->type == TYPE_SEALED)
			buf_printf(out, "\t\t{ .b = seal_text(c, \"%s\", %s, %s, %s) },\n",
				p->place, p->scope, p->row, p->name);
		else
			buf_printf(out, "\t\t{ .%c = %s },\n", faces[p->type].member, p->name);
	}
	buf_str(out, any ? "\t};\n" : "");
	return any ? "args_" : "NULL";
}

static void
write_run(struct buf *out, const struct statement *s)
{
	const char *args = write_args(out, s);

	buf_printf(out, "\tstruct db_value row_[%d];\n", s->n_columns);
	buf_printf(out, "\tstruct db_rows *rows_ = db_run(c, &sql_%s_, %s);\n", s->name, args);
}

static void
write_many(struct buf *out, const struct statement *s)
{
	const char *name = s->record->name;

	write_run(out, s);
	buf_printf(out, "\tstruct %s_rows ret = { 0, NULL };\n\tint room_ = 0;\n\n", name);
	buf_str(out, "\twhile (db_next(rows_, row_)) {\n\t\tif (ret.n == room_) {\n"
		     "\t\t\tint more_ = room_ ? room_ * 2 : 16;\n\n");
	buf_str(out, "\t\t\tret.v = arena_grow(c->mem, ret.v, (size_t)room_ * sizeof *ret.v,\n"
		     "\t\t\t\t(size_t)more_ * sizeof *ret.v);\n\t\t\troom_ = more_;\n\t\t}\n");
	buf_printf(out, "\t\tread_%s_(%srow_, &ret.v[ret.n++]);\n\t}\n\treturn ret;\n", name,
		has_sealed(s->record) ? "c, " : "");
}

static void
write_one(struct buf *out, const struct statement *s)
{
	const char *name = s->record->name, *with = has_sealed(s->record) ? "c, " : "";

	write_run(out, s);
	buf_printf(out,
		"\n\tif (!db_next(rows_, row_)) {\n\t\tif (db_blank(c, &sql_%s_, row_))\n"
		"\t\t\tread_%s_(%srow_, ret);\n\t\treturn false;\n\t}\n\tdb_close_rows(rows_);\n"
		"\tread_%s_(%srow_, ret);\n\treturn true;\n",
		s->name, name, with, name, with);
}

static void
write_scalar(struct buf *out, const struct statement *s)
{
	const char *member = s->kind == RESULT_TEXT ? "s" : "i";

	write_run(out, s);
	buf_printf(out,
		"\n\tif (!db_next(rows_, row_))\n\t\treturn %s;\n\tdb_close_rows(rows_);\n"
		"\treturn row_[0].%s;\n",
		s->kind == RESULT_TEXT ? "\"\"" : "0", member);
}

static void
write_function(struct buf *out, const struct module *m, const struct statement *s)
{
	const char *args;

	write_line(out, m, s->line);
	buf_printf(out, "%s\n", result_decl(m->mem, s));
	write_signature(out, s);
	buf_str(out, "\n{\n");
	switch (s->kind) {
	case RESULT_MANY:
		write_many(out, s);
		break;
	case RESULT_ONE:
		write_one(out, s);
		break;
	case RESULT_ID:
	case RESULT_TEXT:
		write_scalar(out, s);
		break;
	case RESULT_CHANGED:
		args = write_args(out, s);
		buf_printf(out, "%s\treturn db_change(c, &sql_%s_, %s);\n",
			str_eq(args, "NULL") ? "" : "\n", s->name, args);
		break;
	}
	buf_str(out, "}\n");
}

/* ---- JSON ---- */

static void
write_json(struct buf *out, const struct module *m, const struct record *r)
{
	int n = 0;

	write_line(out, m, r->json_line);
	buf_printf(out,
		"void\njson_%s(struct json *j, const struct %s *x)\n{\n\tjson_open(j, NULL);\n",
		r->name, r->name);
	for (const struct column *k = r->json; k; k = k->next, n++)
		buf_printf(out, "\t%s(j, \"%s\", x->%s);\n", faces[k->type].json, k->name, k->name);
	buf_printf(out,
		"\tjson_close(j);\n}\n\nvoid\njson_%s_items(struct json *j, const struct "
		"%s_rows *rows)\n{\n",
		r->name, r->name);
	buf_printf(out,
		"\tjson_open(j, NULL);\n\tjson_open_list(j, \"items\");\n"
		"\tfor (int i = 0; i < rows->n; i++)\n\t\tjson_%s(j, &rows->v[i]);\n"
		"\tjson_close_list(j);\n\tjson_close(j);\n}\n\n",
		r->name);
	buf_printf(out, "static const struct json_field json_%s_fields_[] = {\n", r->name);
	for (const struct column *k = r->json; k; k = k->next)
		buf_printf(out, "\t{ \"%s\", '%c' },\n", k->name, faces[k->type].letter);
	buf_printf(out,
		"};\nconst struct json_desc json_%s_desc = { \"%s\", %d, json_%s_fields_ };\n",
		r->name, r->name, n, r->name);
}

void
write_source(struct buf *out, const struct module *m, const char *header_name)
{
	buf_printf(out, "/* Made by sql2c from %s. */\n#include \"%s\"\n\n", m->shown, header_name);
	buf_str(out, "#include \"base/arena.h\"\n#include \"engine/crypt/seal.h\"\n");
	for (const struct statement *s = m->statements; s; s = s->next)
		write_statement(out, m, s);
	for (const struct record *r = m->records; r; r = r->next)
		if (r->read)
			write_reader(out, m, r);
	for (const struct statement *s = m->statements; s; s = s->next)
		write_function(out, m, s);
	for (const struct record *r = m->records; r; r = r->next)
		if (r->json_line)
			write_json(out, m, r);
}
