/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <strings.h>

#include "tools/sql2c.h"

struct lexer {
	struct arena *mem;
	const char *p;
	int line;
	int depth;
	bool broken;
	bool prototypes;
	struct token *v;
	int n, cap;
};

bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9');
}

bool
looks_like_prototype(const char *text)
{
	while (*text == ' ' || *text == '\t')
		text++;
	if (!is_name_start(*text))
		return false;
	while (is_name_char(*text))
		text++;
	return *text == '(';
}

bool
token_is(const struct token *t, const char *word)
{
	return (t->kind == TOKEN_WORD || t->kind == TOKEN_MARK) && strlen(word) == t->n &&
	       strncasecmp(t->p, word, t->n) == 0;
}

bool
token_same(const struct token *t, const char *name)
{
	return (t->kind == TOKEN_WORD || t->kind == TOKEN_QUOTED) && strlen(name) == t->n &&
	       strncasecmp(t->p, name, t->n) == 0;
}

const char *
token_text(struct arena *mem, const struct token *t)
{
	return arena_strndup(mem, t->p, t->n);
}

static void
add(struct lexer *l, enum token_kind kind, size_t skip, size_t length, size_t behind)
{
	struct token *t;

	if (l->n == l->cap) {
		int more = l->cap ? l->cap * 2 : 64;

		l->v = arena_grow(
			l->mem, l->v, (size_t)l->cap * sizeof *l->v, (size_t)more * sizeof *l->v);
		l->cap = more;
	}
	t = &l->v[l->n++];
	*t = (struct token){ .kind = kind,
		.p = l->p + skip,
		.n = length,
		.from = l->p,
		.to = l->p + skip + length + behind,
		.line = l->line,
		.depth = l->depth,
		.broken = l->broken };
	l->broken = false;
	for (const char *c = t->from; c < t->to; c++)
		l->line += *c == '\n';
	l->p = t->to;
}

/* Skips blanks and comments. False before a prototype: the statement before it has no end. */
static bool
skip_gap(struct lexer *l)
{
	for (;; l->p++) {
		if (l->p[0] == '-' && l->p[1] == '-') {
			if (l->prototypes && l->broken && looks_like_prototype(l->p + 2))
				return false;
			l->p += strcspn(l->p, "\n");
		} else if (l->p[0] == '/' && l->p[1] == '*') {
			const char *end = strstr(l->p + 2, "*/");

			end = end ? end + 1 : l->p + strlen(l->p) - 1;
			for (; l->p < end; l->p++)
				l->line += *l->p == '\n';
			continue;
		}
		if (*l->p == '\n') {
			l->line++;
			l->broken = true;
		} else if (*l->p != ' ' && *l->p != '\t' && *l->p != '\r') {
			return true;
		}
	}
}

static void
quoted(struct lexer *l, enum token_kind kind, char mark)
{
	size_t n = 1;

	while (l->p[n] && (l->p[n] != mark || l->p[n + 1] == mark))
		n += l->p[n] == mark ? 2 : 1;
	if (!l->p[n])
		add(l, TOKEN_BAD, 0, n, 0);
	else
		add(l, kind, 1, n - 1, 1);
}

static size_t
name_length(const char *p)
{
	size_t n = 0;

	while (is_name_char(p[n]))
		n++;
	return n;
}

static void
one(struct lexer *l)
{
	const char *p = l->p;

	if (is_name_start(*p))
		add(l, TOKEN_WORD, 0, name_length(p), 0);
	else if (*p >= '0' && *p <= '9')
		add(l, TOKEN_NUMBER, 0, name_length(p), 0);
	else if (*p == '\'')
		quoted(l, TOKEN_STRING, '\'');
	else if (*p == '"')
		quoted(l, TOKEN_QUOTED, '"');
	else if (p[0] == ':' && p[1] == ':')
		add(l, TOKEN_MARK, 0, 2, 0);
	else if (p[0] == ':' && is_name_start(p[1]))
		add(l, TOKEN_PARAM, 1, name_length(p + 1), 0);
	else if (*p == '?' || *p == '$' || *p == '@' || *p == ':')
		add(l, TOKEN_BAD, 0, 1 + name_length(p + 1), 0);
	else
		add(l, TOKEN_MARK, 0, 1, 0);
}

struct tokens
lex(struct arena *mem, const char *p, int line, bool prototypes, const char **ret_end)
{
	struct lexer l = { .mem = mem, .p = p, .line = line, .prototypes = prototypes };

	*ret_end = NULL;
	while (skip_gap(&l) && *l.p) {
		if (*l.p == ';') {
			*ret_end = l.p + 1;
			break;
		}
		if (*l.p == ')')
			l.depth--;
		one(&l);
		if (token_is(&l.v[l.n - 1], "("))
			l.depth++;
	}
	add(&l, TOKEN_END, 0, 0, 0);
	return (struct tokens){ l.v, l.n - 1 };
}

static const char *
type_for_pg(const struct token *t)
{
	if (token_is(t, "integer"))
		return "bigint";
	if (token_is(t, "real"))
		return "double precision";
	if (token_is(t, "blob") || token_is(t, "sealed"))
		return "bytea";
	return NULL;
}

static void
write_gap(struct buf *out, const struct tokens *t, int i)
{
	if (i == 0)
		return;
	if (t->v[i].broken)
		buf_chr(out, '\n');
	else if (t->v[i].from != t->v[i - 1].to)
		buf_chr(out, ' ');
}

void
write_sql(struct buf *out, const struct tokens *t, enum dialect d, const struct param *params)
{
	for (int i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		const char *type = d == DIALECT_PG ? type_for_pg(k) : NULL;

		write_gap(out, t, i);
		if (k->kind == TOKEN_PARAM) {
			const struct param *p = param_find(params, k->p, k->n);

			buf_printf(out, "%c%d", d == DIALECT_PG ? '$' : '?', p ? p->number : 0);
		} else if (type && i > 0 && token_is(k - 1, "AS") && token_is(k + 1, ")")) {
			buf_str(out, type);
		} else {
			buf_add(out, k->from, (size_t)(k->to - k->from));
		}
	}
}

/* The type of a column, not a column of that name: columns stand at the first depth of CREATE TABLE,
 * or behind ALTER TABLE's ADD, and a type has its column's name before it. */
static bool
is_text_type(const struct tokens *t, int i)
{
	static const char *const after[] = { ",", ")", "NOT", "DEFAULT", "CHECK", "UNIQUE",
		"PRIMARY", "REFERENCES", "NULL" };
	const struct token *k = &t->v[i];
	bool alter = token_is(&t->v[0], "ALTER");

	if (!token_is(k, "text") || i < 2 || k->depth != (alter ? 0 : 1) ||
		(k[-1].kind != TOKEN_WORD && k[-1].kind != TOKEN_QUOTED))
		return false;
	for (size_t a = 0; a < sizeof after / sizeof *after; a++)
		if (token_is(k + 1, after[a]))
			return true;
	return k[1].kind == TOKEN_END;
}

static void
write_ddl_statement(struct buf *out, const struct tokens *t, enum dialect d)
{
	for (int i = 0; i < t->n; i++) {
		const struct token *k = &t->v[i];
		const char *type = d == DIALECT_PG ? type_for_pg(k) : NULL;

		/* SQLite alone keeps a table inside the index of its primary key if told so. */
		if (d == DIALECT_PG && token_is(k, "WITHOUT") && token_is(k + 1, "ROWID")) {
			i++;
			continue;
		}
		write_gap(out, t, i);
		if (type)
			buf_str(out, type);
		else
			buf_add(out, k->from, (size_t)(k->to - k->from));
		if (type && token_is(k, "integer") && i + 2 < t->n && token_is(k + 1, "PRIMARY") &&
			token_is(k + 2, "KEY"))
			buf_str(out, " GENERATED BY DEFAULT AS IDENTITY");
		/* Texts sort and compare by their bytes, as SQLite does, whatever the cluster's locale:
		 * the same pages on both databases. Languages are the program's work. */
		if (d == DIALECT_PG && is_text_type(t, i))
			buf_str(out, " COLLATE \"C\"");
	}
	buf_str(out, ";\n");
}

void
write_ddl(struct arena *mem, struct buf *out, const char *text, enum dialect d)
{
	const char *end = text;

	while (end) {
		struct tokens t = lex(mem, end, 1, false, &end);

		if (t.n)
			write_ddl_statement(out, &t, d);
	}
}
