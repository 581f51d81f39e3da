/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "tools/sql2c.h"

static const char *const type_names[] = { "", "int", "ref", "text", "real", "bool", "blob",
	"sealed" };

enum type
type_of_word(const char *word, size_t n)
{
	for (int i = TYPE_INT; i <= TYPE_SEALED; i++)
		if (strlen(type_names[i]) == n && strncmp(word, type_names[i], n) == 0)
			return (enum type)i;
	return TYPE_NONE;
}

const char *
type_name(enum type t)
{
	return type_names[t];
}

const char *
name_trouble(const char *name)
{
	static const char *const keywords[] = { "auto", "break", "case", "char", "const",
		"continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
		"goto", "if", "inline", "int", "long", "register", "restrict", "return", "short",
		"signed", "sizeof", "static", "struct", "switch", "typedef", "typeof", "union",
		"unsigned", "void", "volatile", "while", "asm", "bool", "true", "false", "NULL" };
	static const char *const taken[] = { "c", "ret", "linux", "unix", "errno" };

	if (!is_name_start(*name))
		return "a name starts with a letter";
	for (const char *p = name; *p; p++)
		if (!is_name_char(*p))
			return "a name is letters, digits and _ (give it one with AS)";
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (str_eq(name, keywords[i]))
			return "it is a keyword of C";
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (str_eq(name, taken[i]))
			return "the generated C uses that name itself";
	if (str_ends(name, "_"))
		return "a \"_\" at the end is kept for the generated C";
	return NULL;
}

/* ---- parameters ---- */

static bool
seals(const struct statement *s, const char *name)
{
	for (const struct param *p = s->params; p; p = p->next)
		if (p->type == TYPE_SEALED && (str_eq(p->scope, name) || str_eq(p->row, name)))
			return true;
	return false;
}

static bool
check_sealing(struct module *m, const struct statement *s, const struct param *p)
{
	const char *const names[] = { p->scope, p->row };
	bool good = true;

	for (int i = 0; i < 2; i++) {
		const struct param *o = param_find(s->params, names[i], strlen(names[i]));

		if (o && (o->type == TYPE_INT || o->type == TYPE_REF))
			continue;
		flaw(m->path, s->line, "%s is sealed with \"%s\", which is no int parameter",
			p->name, names[i]);
		good = false;
	}
	return good;
}

static bool
check_params(struct module *m, struct statement *s)
{
	bool good = true;
	int number = 0;

	for (int i = 0; i < s->tokens.n; i++) {
		const struct token *t = &s->tokens.v[i];
		struct param *p;

		if (t->kind == TOKEN_BAD) {
			flaw(m->path, t->line,
				"\"%.*s\": parameters are written :name, texts end where "
				"they start",
				(int)t->n, t->p);
			good = false;
		}
		if (t->kind != TOKEN_PARAM)
			continue;
		p = param_find(s->params, t->p, t->n);
		if (!p) {
			flaw(m->path, t->line, "the parameter :%.*s is not declared by %s",
				(int)t->n, t->p, s->name);
			good = false;
		} else {
			p->number = -1;
		}
	}
	for (struct param *p = s->params; p; p = p->next) {
		if (p->number)
			p->number = ++number;
		else if (!seals(s, p->name)) {
			flaw(m->path, s->line, "the parameter %s of %s is not used", p->name,
				s->name);
			good = false;
		}
		if (p->type == TYPE_SEALED)
			good = check_sealing(m, s, p) && good;
	}
	return good;
}

/* ---- columns ---- */

static enum type
declared_type(const char *decltype)
{
	static const struct {
		const char *name;
		enum type type;
	} known[] = { { "integer", TYPE_INT }, { "text", TYPE_TEXT }, { "real", TYPE_REAL },
		{ "blob", TYPE_BLOB }, { "sealed", TYPE_SEALED } };

	for (size_t i = 0; decltype &&i < sizeof known / sizeof *known; i++)
		if (strcasecmp(decltype, known[i].name) == 0)
			return known[i].type;
	return TYPE_NONE;
}

static bool
is_scalar(const struct statement *s)
{
	return s->kind == RESULT_ID || s->kind == RESULT_TEXT;
}

static void
check_column(struct module *m, struct statement *s, sqlite3_stmt *stmt, int i, struct column *k)
{
	const char *decltype = sqlite3_column_decltype(stmt, i), *why;
	const struct column *with;

	k->name = arena_strdup(m->mem, sqlite3_column_name(stmt, i));
	k->type = declared_type(decltype);
	with = column_find(s->with, k->name);
	if (k->type == TYPE_SEALED && with)
		flaw(m->path, s->line, "%s of %s is sealed, \"with\" cannot change that", k->name,
			s->name);
	else if (with)
		k->type = with->type;
	else if (!k->type && is_scalar(s))
		k->type = s->kind == RESULT_TEXT ? TYPE_TEXT : TYPE_INT;
	if (is_scalar(s))
		return;
	why = name_trouble(k->name);
	if (why)
		flaw(m->path, s->sql_line, "\"%s\" cannot name a column: %s", k->name, why);
	else if (!k->type && decltype)
		flaw(m->path, s->sql_line, "the column %s has an unknown type: %s", k->name,
			decltype);
	else if (!k->type)
		flaw(m->path, s->sql_line,
			"the column %s of %s is an expression and needs a type: -- with %s int",
			k->name, s->name, k->name);
}

static void
check_columns(struct module *m, struct statement *s, sqlite3_stmt *stmt)
{
	struct column **at = &s->columns;

	s->n_columns = sqlite3_column_count(stmt);
	for (int i = 0; i < s->n_columns; i++, at = &(*at)->next) {
		struct column *k = ARENA_NEW(m->mem, struct column);

		check_column(m, s, stmt, i, k);
		if (!is_scalar(s) && column_find(s->columns, k->name))
			flaw(m->path, s->sql_line, "two columns of %s are named %s", s->name,
				k->name);
		*at = k;
	}
	for (const struct column *w = s->with; w; w = w->next)
		if (!column_find(s->columns, w->name))
			flaw(m->path, s->line,
				"\"with\" gives a type to %s, which is no column of %s", w->name,
				s->name);
}

/* Does the prototype fit to what the statement returns? */
static void
check_result(struct module *m, struct statement *s)
{
	const struct column *k = s->columns;

	if (s->kind == RESULT_CHANGED && s->n_columns)
		flaw(m->path, s->line, "%s returns columns, but its prototype has no result",
			s->name);
	else if (s->kind == RESULT_CHANGED && !s->writes)
		flaw(m->path, s->line, "%s neither changes nor returns anything", s->name);
	else if (s->kind != RESULT_CHANGED && !s->n_columns)
		flaw(m->path, s->line, "%s returns nothing, but its prototype has a result",
			s->name);
	else if (is_scalar(s) && s->n_columns != 1)
		flaw(m->path, s->line, "%s has %d columns, but its result is one value", s->name,
			s->n_columns);
	else if (s->kind == RESULT_ID && k->type != TYPE_INT && k->type != TYPE_REF)
		flaw(m->path, s->line, "the result of %s is a number, but its column is %s",
			s->name, type_name(k->type));
	else if (s->kind == RESULT_TEXT && k->type == TYPE_SEALED)
		flaw(m->path, s->line,
			"%s is sealed and can only be read into a struct, with its row", k->name);
	else if (s->kind == RESULT_TEXT && k->type != TYPE_TEXT)
		flaw(m->path, s->line, "the result of %s is a text, but its column is %s", s->name,
			type_name(k->type));
}

/* ---- structs ---- */

static bool
same_column(const struct column *a, const struct column *b)
{
	return str_eq(a->name, b->name) && a->type == b->type;
}

static bool
same_place(const struct column *a, const struct column *b)
{
	return !a->place || !b->place ||
	       (str_eq(a->place, b->place) && a->id_at == b->id_at && a->scope_at == b->scope_at);
}

static void
differs(struct module *m, const struct statement *s, const char *is, const char *was)
{
	flaw(m->path, s->line,
		"struct %s is already made in line %d with other columns: here %s, there %s",
		s->record->name, s->record->line, is, was);
}

static const char *
shown(struct module *m, const struct column *k)
{
	return k ? arena_printf(m->mem, "%s %s", k->name, type_name(k->type)) : "no further one";
}

static void
fill_record(struct module *m, struct statement *s)
{
	struct record *r = record_get(m, s->record_name, s->line);
	struct column *a = s->columns, *b;

	s->record = r;
	r->read = true;
	if (!r->filled) {
		r->line = s->line;
		r->columns = s->columns;
		r->filled = true;
		return;
	}
	for (b = r->columns; a && b && same_column(a, b); a = a->next, b = b->next) {
		if (!same_place(a, b)) {
			differs(m, s, arena_printf(m->mem, "%s is %s", a->name, a->place),
				arena_printf(m->mem, "it is %s", b->place));
			return;
		}
	}
	if (a || b)
		differs(m, s, shown(m, a), shown(m, b));
}

static void
check_json(struct module *m, struct record *r)
{
	for (struct column *j = r->json; j; j = j->next) {
		const struct column *k = column_find(r->columns, j->name);

		if (!k)
			flaw(m->path, r->json_line, "%s is no column of %s", j->name, r->name);
		else if (k->type == TYPE_BLOB)
			flaw(m->path, r->json_line, "%s of %s is a blob, which JSON cannot hold",
				j->name, r->name);
		else
			j->type = k->type;
	}
	if (!r->json)
		flaw(m->path, r->json_line, "the JSON of %s names no columns", r->name);
}

/* ---- statements ---- */

static int
line_of(const struct statement *s, int offset)
{
	int line = s->sql_line;

	for (int i = 0; i < offset; i++)
		line += s->sql[i] == '\n';
	return line;
}

static void
check_statement(struct module *m, struct statement *s, sqlite3 *db)
{
	sqlite3_stmt *stmt = NULL;
	int flaws = flaw_count();
	bool good = check_params(m, s);

	if (sqlite3_prepare_v2(db, s->sql, (int)(s->end - s->sql), &stmt, NULL) != SQLITE_OK) {
		flaw(m->path, line_of(s, sqlite3_error_offset(db)), "%s", sqlite3_errmsg(db));
		return;
	}
	s->writes = !sqlite3_stmt_readonly(stmt);
	check_columns(m, s, stmt);
	check_result(m, s);
	if (good)
		check_sealed_params(m, s, db);
	check_sealed_columns(m, s, stmt);
	if (flaw_count() == flaws && s->record_name)
		fill_record(m, s);
	else if (s->record_name)
		record_get(m, s->record_name, s->line)->read = true;
	sqlite3_finalize(stmt);
}

void
check_module(struct module *m, sqlite3 *db)
{
	for (struct statement *s = m->statements; s; s = s->next)
		check_statement(m, s, db);
	for (struct record *r = m->records; r; r = r->next) {
		if (r->json_line && r->filled)
			check_json(m, r);
		else if (r->json_line && !r->read)
			flaw(m->path, r->json_line, "there is no struct %s to make JSON of",
				r->name);
	}
}
