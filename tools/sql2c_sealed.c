/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "tools/sql2c.h"

/* One statement that may write sealed columns of one table. */
struct writer {
	struct module *m;
	struct statement *s;
	sqlite3 *db;
	const struct token *v; /* the statement's tokens */
	int n;
	const char *table;
	bool row_named; /* UPDATE: some sealed column was written, so WHERE has to name the row */
};

/* A sealed column stands in the row of one id, in one relationship: these columns say which. */
static const char *
scope_column(const char *table)
{
	return strcasecmp(table, "relationship") == 0 ? "id" : "relationship";
}

static bool
is_sealed(struct writer *w, const char *column)
{
	const char *decltype = NULL;

	if (sqlite3_table_column_metadata(
		    w->db, NULL, w->table, column, &decltype, NULL, NULL, NULL, NULL) != SQLITE_OK)
		return false;
	return decltype && strcasecmp(decltype, "sealed") == 0;
}

static bool
has_sealed(struct writer *w)
{
	sqlite3_stmt *q = NULL;
	bool any = false;

	if (sqlite3_prepare_v2(w->db,
		    "SELECT 1 FROM pragma_table_info(?1) WHERE lower(type) = 'sealed'", -1, &q,
		    NULL) == SQLITE_OK) {
		sqlite3_bind_text(q, 1, w->table, -1, SQLITE_STATIC);
		any = sqlite3_step(q) == SQLITE_ROW;
	}
	sqlite3_finalize(q);
	return any;
}

static int
find_word(const struct writer *w, int from, const char *word)
{
	for (int i = from; i < w->n; i++)
		if (w->v[i].depth == 0 && token_is(&w->v[i], word))
			return i;
	return w->n;
}

/* One value that is written to a column: tokens from..to. */
static void
check_value(struct writer *w, const char *column, int from, int to)
{
	const struct token *t = &w->v[from];
	struct param *p = NULL;

	if (!is_sealed(w, column))
		return;
	if (to == from + 1 && token_is(t, "NULL"))
		return;
	if (to == from + 1 && t->kind == TOKEN_PARAM)
		p = param_find(w->s->params, t->p, t->n);
	if (!p || p->type != TYPE_SEALED) {
		flaw(w->m->path, t->line,
			"%s.%s is sealed: only a sealed parameter may be written to it", w->table,
			column);
		return;
	}
	if (p->place && !str_eq(p->place, arena_printf(w->m->mem, "%s.%s", w->table, column)))
		flaw(w->m->path, t->line, "%s is written to two places, but is sealed for one",
			p->name);
	p->place = arena_printf(w->m->mem, "%s.%s", w->table, column);
	w->row_named = true;
}

/* The place must be bound to the row that is written: its columns get the parameters it names. */
static void
check_bound(struct writer *w, const char *column, int from, int to)
{
	const struct token *t = &w->v[from];
	bool id = strcasecmp(column, "id") == 0;
	bool scope = strcasecmp(column, scope_column(w->table)) == 0;

	for (const struct param *p = w->s->params; p && (id || scope); p = p->next) {
		if (p->type != TYPE_SEALED)
			continue;
		if (to == from + 1 && t->kind == TOKEN_PARAM &&
			(!id || (strlen(p->row) == t->n && strncmp(p->row, t->p, t->n) == 0)) &&
			(!scope ||
				(strlen(p->scope) == t->n && strncmp(p->scope, t->p, t->n) == 0)))
			continue;
		flaw(w->m->path, t->line, "%s is sealed(%s, %s), but %s gets another value",
			p->name, p->scope, p->row, column);
	}
}

/* Splits what is in parentheses at its commas: where part k starts; ends before *ret_to. */
static int
part(const struct writer *w, int open, int k, int *ret_to)
{
	int depth = w->v[open].depth + 1, from = open + 1, i;

	for (i = open + 1; i < w->n; i++) {
		bool end = w->v[i].depth < depth && token_is(&w->v[i], ")");

		if (!end && !(w->v[i].depth == depth && token_is(&w->v[i], ",")))
			continue;
		*ret_to = i;
		if (k-- == 0)
			return from;
		if (end)
			break;
		from = i + 1;
	}
	return -1;
}

static void
check_row(struct writer *w, int names, int values)
{
	bool id = false, scope = false, before = w->row_named;
	int name_end, value_end, name, value;

	w->row_named = false;
	for (int k = 0; (name = part(w, names, k, &name_end)) >= 0; k++) {
		const char *column = token_text(w->m->mem, &w->v[name]);

		value = part(w, values, k, &value_end);
		if (value < 0)
			return;
		id = id || strcasecmp(column, "id") == 0;
		scope = scope || strcasecmp(column, scope_column(w->table)) == 0;
		check_bound(w, column, value, value_end);
		check_value(w, column, value, value_end);
	}
	if (w->row_named && !(id && scope))
		flaw(w->m->path, w->v[names].line, "%s has sealed columns: write id and %s as well",
			w->table, scope_column(w->table));
	w->row_named = w->row_named || before;
}

/* column = value, column = value … up to the next clause. Returns where that starts. */
static int
check_set(struct writer *w, int i, bool same_row)
{
	while (i + 2 < w->n) {
		const char *column = token_text(w->m->mem, &w->v[i]);
		int from = i + 2, to;
		bool excluded;

		for (to = from; to < w->n; to++)
			if (w->v[to].depth == 0 &&
				(token_is(&w->v[to], ",") || token_is(&w->v[to], "WHERE") ||
					token_is(&w->v[to], "FROM") ||
					token_is(&w->v[to], "RETURNING")))
				break;
		excluded = to == from + 3 && token_is(&w->v[from], "excluded") &&
			   token_same(&w->v[from + 2], column);
		if (is_sealed(w, column) && !same_row)
			flaw(w->m->path, w->v[i].line,
				"%s.%s is sealed for its row: ON CONFLICT has to name (id) to "
				"write it",
				w->table, column);
		else if (!excluded)
			check_value(w, column, from, to);
		if (to >= w->n || !token_is(&w->v[to], ","))
			return to;
		i = to + 1;
	}
	return w->n;
}

static void
check_insert(struct writer *w, int i)
{
	int names, values, set;
	bool same_row = false;

	names = i + (token_is(&w->v[i], "AS") ? 2 : 0);
	if (!token_is(&w->v[names], "(")) {
		if (has_sealed(w))
			flaw(w->m->path, w->v[i].line, "%s has sealed columns: name the columns",
				w->table);
		return;
	}
	values = find_word(w, names, "VALUES");
	for (int k = 0, end; values == w->n && (i = part(w, names, k, &end)) >= 0; k++)
		if (is_sealed(w, token_text(w->m->mem, &w->v[i])))
			flaw(w->m->path, w->v[i].line,
				"%s is sealed: it can only be written with VALUES, one row at a "
				"time",
				token_text(w->m->mem, &w->v[i]));
	for (i = values + 1; i < w->n && w->v[i].depth == 0; i++) {
		if (token_is(&w->v[i], "("))
			check_row(w, names, i);
		else if (!token_is(&w->v[i], ")") && !token_is(&w->v[i], ","))
			break;
		while (i + 1 < w->n && w->v[i + 1].depth > 0)
			i++;
	}
	i = find_word(w, names, "CONFLICT");
	if (i + 3 < w->n)
		same_row = token_is(&w->v[i + 1], "(") && token_same(&w->v[i + 2], "id") &&
			   token_is(&w->v[i + 3], ")");
	set = find_word(w, i, "SET");
	if (set < w->n)
		(void)check_set(w, set + 1, same_row);
}

static void
check_update(struct writer *w, int i)
{
	const struct param *p = w->s->params;
	int set = find_word(w, i, "SET"), where;

	where = check_set(w, set + 1, true);
	while (p && p->type != TYPE_SEALED)
		p = p->next;
	if (!p || !w->row_named)
		return;
	for (i = find_word(w, where, "WHERE"); i + 2 < w->n; i++)
		if (token_same(&w->v[i], "id") && token_is(&w->v[i + 1], "=") &&
			w->v[i + 2].kind == TOKEN_PARAM && w->v[i + 2].n == strlen(p->row) &&
			strncmp(w->v[i + 2].p, p->row, w->v[i + 2].n) == 0)
			return;
	flaw(w->m->path, w->s->sql_line, "%s is sealed for the row :%s, so WHERE needs id = :%s",
		p->name, p->row, p->row);
}

void
check_sealed_params(struct module *m, struct statement *s, sqlite3 *db)
{
	struct writer w = { .m = m, .s = s, .db = db, .v = s->tokens.v, .n = s->tokens.n };
	int insert = find_word(&w, 0, "INSERT"), update = find_word(&w, 0, "UPDATE");

	if (insert + 2 < w.n) {
		w.table = token_text(m->mem, &w.v[insert + 2]);
		check_insert(&w, insert + 3);
	} else if (update + 1 < w.n) {
		w.table = token_text(m->mem, &w.v[update + 1]);
		check_update(&w, update + 2);
	}
	for (const struct param *p = s->params; p; p = p->next) {
		int uses = 0;

		for (int i = 0; i < w.n && p->type == TYPE_SEALED; i++)
			uses += w.v[i].kind == TOKEN_PARAM &&
				param_find(s->params, w.v[i].p, w.v[i].n) == p;
		if (p->type == TYPE_SEALED && (!p->place || uses > 1))
			flaw(m->path, s->line,
				"%s is sealed: it can only be written to one sealed column",
				p->name);
	}
}

/* ---- reading ---- */

static bool
from_ends(const struct token *t)
{
	static const char *const words[] = { "WHERE", "GROUP", "ORDER", "SELECT", "SET", "ON",
		"USING", "HAVING", "WINDOW", "LIMIT", "RETURNING", "VALUES" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (token_is(t, words[i]))
			return true;
	return false;
}

/* How often rows of the table reach the result: mentions behind FROM and JOIN, but not those inside
 * of expressions (EXISTS, IN, a scalar). Its columns' metadata cannot tell two aliases apart. */
static int
sources(const struct statement *s, const char *table)
{
	enum { DEEPEST = 64 };
	bool from[DEEPEST] = { false }, expression[DEEPEST] = { false };
	int d = 0, n = 0;

	for (int i = 0; i < s->tokens.n; i++) {
		const struct token *t = &s->tokens.v[i], *before = i ? t - 1 : NULL;
		bool source = from[d] && (token_is(before, "FROM") || token_is(before, "JOIN") ||
						 token_is(before, ","));

		if (token_is(t, "(") && d + 1 < DEEPEST) {
			expression[d + 1] =
				expression[d] || !(source || (before && token_is(before, "AS")));
			from[++d] = false;
		} else if (token_is(t, ")") && d > 0) {
			d--;
		} else if (token_is(t, "FROM") || token_is(t, "JOIN")) {
			from[d] = true;
		} else if (from_ends(t)) {
			from[d] = false;
		} else if (source && !expression[d] && token_same(t, table)) {
			n++;
		}
	}
	return n;
}

static bool
is_compound(const struct statement *s)
{
	for (int i = 0; i < s->tokens.n; i++)
		if (token_is(&s->tokens.v[i], "UNION") || token_is(&s->tokens.v[i], "EXCEPT") ||
			token_is(&s->tokens.v[i], "INTERSECT"))
			return true;
	return false;
}

static int
column_from(sqlite3_stmt *stmt, const char *table, const char *origin)
{
	for (int i = 0; i < sqlite3_column_count(stmt); i++) {
		const char *t = sqlite3_column_table_name(stmt, i);
		const char *o = sqlite3_column_origin_name(stmt, i);

		if (t && o && strcasecmp(t, table) == 0 && strcasecmp(o, origin) == 0)
			return i;
	}
	return -1;
}

void
check_sealed_columns(struct module *m, struct statement *s, sqlite3_stmt *stmt)
{
	int i = 0;

	for (struct column *k = s->columns; k; k = k->next, i++) {
		const char *table;

		if (k->type != TYPE_SEALED || s->kind == RESULT_TEXT)
			continue;
		table = arena_strdup(m->mem, sqlite3_column_table_name(stmt, i));
		k->place =
			arena_printf(m->mem, "%s.%s", table, sqlite3_column_origin_name(stmt, i));
		k->id_at = column_from(stmt, table, "id");
		k->scope_at = column_from(stmt, table, scope_column(table));
		if (k->id_at < 0 || k->scope_at < 0)
			flaw(m->path, s->sql_line,
				"%s is sealed: select id and %s of %s as well, they open it",
				k->name, scope_column(table), table);
		if (sources(s, table) > 1 || is_compound(s))
			flaw(m->path, s->sql_line,
				"%s is sealed, and %s is read more than once here: it is not clear "
				"which "
				"row opens it",
				k->name, table);
	}
}
