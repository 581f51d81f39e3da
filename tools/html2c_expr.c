/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions: a small recursive descent, one function for each level of binding. */
#include "html2c.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* Deeper nesting than a person writes. */
#define DEPTH_MAX 40

bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9');
}

static void
skip_blanks(struct scan *s)
{
	for (; s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\r' || *s->p == '\n');
		s->p++)
		s->line += *s->p == '\n';
}

static void *
broken(struct scan *s, const char *message)
{
	if (!s->failed)
		flaw(s->t, s->line, "%s", message);
	s->failed = true;
	return NULL;
}

bool
scan_is(struct scan *s, const char *token)
{
	size_t n = strlen(token);

	skip_blanks(s);
	if (s->failed || (size_t)(s->end - s->p) < n || memcmp(s->p, token, n) != 0)
		return false;
	if (is_name_start(*token) && s->p + n < s->end && is_name(s->p[n]))
		return false;
	s->p += n;
	return true;
}

bool
scan_want(struct scan *s, const char *token)
{
	if (scan_is(s, token))
		return true;
	broken(s, arena_printf(s->t->mem, "%s is missing", token));
	return false;
}

bool
scan_end(struct scan *s)
{
	const char *end = s->end;

	skip_blanks(s);
	while (end > s->p && strchr(" \t\r\n", end[-1]))
		end--;
	if (!s->failed && s->p < end)
		broken(s, arena_printf(s->t->mem, "this cannot be understood: %.*s",
				  (int)(end - s->p > 40 ? 40 : end - s->p), s->p));
	return !s->failed;
}

const char *
scan_name(struct scan *s, const char *what)
{
	const char *p;

	skip_blanks(s);
	p = s->p;
	if (s->failed || p == s->end || !is_name_start(*p))
		return broken(s, arena_printf(s->t->mem, "%s is missing", what));
	while (s->p < s->end && is_name(*s->p))
		s->p++;
	return arena_strndup(s->t->mem, p, (size_t)(s->p - p));
}

static struct expr *
expr_new(struct scan *s, enum expr_kind kind, const char *text)
{
	struct expr *x = ARENA_NEW(s->t->mem, struct expr);

	x->kind = kind;
	x->line = s->line;
	x->text = text;
	x->rest = "";
	return x;
}

struct expr *
scan_list(struct scan *s, int *ret_n)
{
	struct expr *first = NULL, **tail = &first;

	*ret_n = 0;
	do {
		*tail = scan_expr(s);
		if (!*tail)
			return NULL;
		tail = &(*tail)->next;
		++*ret_n;
	} while (scan_is(s, ","));
	return first;
}

static struct expr *
arguments(struct scan *s, struct expr *call)
{
	s->t->uses_urls |= str_starts(call->text, "url_");
	if (scan_is(s, ")"))
		return call;
	call->args = scan_list(s, &call->n_args);
	return scan_want(s, ")") ? call : NULL;
}

struct expr *
scan_call(struct scan *s)
{
	const char *name = scan_name(s, "the name of a template");

	if (!name || !scan_want(s, "("))
		return NULL;
	return arguments(s, expr_new(s, EXPR_CALL, name));
}

static struct expr *
text_literal(struct scan *s)
{
	const char *p = s->p++;

	for (; s->p < s->end && *s->p != '"'; s->p++) {
		if (*s->p == '\n')
			return broken(s, "a text has to end on the line on which it begins");
		if ((unsigned char)*s->p < ' ')
			return broken(s, "a text must not hold control characters");
		if (*s->p != '\\')
			continue;
		if (++s->p == s->end || !strchr("\"\\n", *s->p))
			return broken(s, "in a text only \\\" \\\\ and \\n are known");
	}
	if (s->p == s->end)
		return broken(s, "a text has no closing quote");
	s->p++;
	return expr_new(s, EXPR_TEXT, arena_strndup(s->t->mem, p, (size_t)(s->p - p)));
}

/* Constants of C headers are written in capitals; everything else is a variable. */
static bool
is_constant(const char *name)
{
	bool letter = false;

	for (const char *p = name; *p; p++) {
		if (*p >= 'a' && *p <= 'z')
			return str_eq(name, "true") || str_eq(name, "false");
		letter |= *p >= 'A' && *p <= 'Z';
	}
	return letter;
}

static struct expr *
path(struct scan *s, const char *name)
{
	struct buf rest = BUF_IN(s->t->mem);
	struct expr *x = expr_new(s, EXPR_PATH, name);

	for (;;) {
		const char *link = s->p < s->end && *s->p == '.'		     ? "."
				   : s->end - s->p > 1 && memcmp(s->p, "->", 2) == 0 ? "->"
										     : NULL;
		const char *member;

		if (!link)
			break;
		s->p += strlen(link);
		member = scan_name(s, "a name behind the dot");
		if (!member)
			return NULL;
		buf_str(&rest, link);
		buf_str(&rest, member);
	}
	x->rest = buf_text(&rest);
	return x;
}

static struct expr *
primary(struct scan *s)
{
	const char *name, *p;

	if (scan_is(s, "(")) {
		struct expr *x = scan_expr(s);

		return x && scan_want(s, ")") ? x : NULL;
	}
	skip_blanks(s);
	p = s->p;
	if (p < s->end && *p == '"')
		return text_literal(s);
	while (s->p < s->end && *s->p >= '0' && *s->p <= '9')
		s->p++;
	if (s->p > p) {
		if (s->p - p > 18 || (s->p < s->end && is_name(*s->p)))
			return broken(s, "this is not a number");
		return expr_new(s, EXPR_INT, arena_strndup(s->t->mem, p, (size_t)(s->p - p)));
	}
	name = scan_name(s, "a value");
	if (!name)
		return NULL;
	if (scan_is(s, "("))
		return arguments(s, expr_new(s, EXPR_CALL, name));
	if (is_constant(name))
		return expr_new(s, EXPR_CONST, name);
	return path(s, name);
}

static struct expr *
unary(struct scan *s)
{
	const char *op;
	struct expr *x;

	if (s->depth >= DEPTH_MAX)
		return broken(s, "this is nested too deeply");
	skip_blanks(s);
	if (s->end - s->p > 1 && s->p[0] == '!' && s->p[1] != '=')
		op = "!";
	else if (s->p < s->end && *s->p == '-')
		op = "-";
	else
		return primary(s);
	s->p++;
	x = expr_new(s, EXPR_UNARY, op);
	s->depth++;
	x->args = unary(s);
	s->depth--;
	x->n_args = 1;
	return x->args ? x : NULL;
}

/* Operators of one level, tightest last; longer ones before their own beginnings. */
static const char *const levels[][5] = {
	{ "||" },
	{ "&&" },
	{ "==", "!=" },
	{ "<=", ">=", "<", ">" },
	{ "+", "-" },
};
#define LEVELS (sizeof levels / sizeof *levels)

static struct expr *
binary(struct scan *s, size_t level)
{
	struct expr *left = level == LEVELS ? unary(s) : binary(s, level + 1);

	while (left && level < LEVELS) {
		const char *op = NULL;
		struct expr *x;

		for (int i = 0; i < 5 && levels[level][i] && !op; i++)
			if (scan_is(s, levels[level][i]))
				op = levels[level][i];
		if (!op)
			break;
		x = expr_new(s, EXPR_BINARY, op);
		x->args = left;
		x->n_args = 2;
		left->next = binary(s, level + 1);
		left = left->next ? x : NULL;
	}
	return left;
}

struct expr *
scan_expr(struct scan *s)
{
	struct expr *x;

	if (s->failed)
		return NULL;
	if (s->depth >= DEPTH_MAX)
		return broken(s, "this is nested too deeply");
	s->depth++;
	x = binary(s, 0);
	s->depth--;
	return x;
}
