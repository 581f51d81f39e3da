/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plural-Forms: a C expression over n (GNU gettext manual, "Plural forms"). It is parsed, not copied,
 * so that a .po file cannot bring code into the program, and tried for n = 0 … 1000.
 */
#include "tools/po2c.h"

#include <ctype.h>
#include <string.h>

struct node {
	char op[3]; /* "n", "#" for a number, "?", "!" or an operator */
	long number;
	const struct node *a, *b, *c;
};

struct parser {
	struct arena *mem;
	const char *s;
	int depth;
	const char *why;
};

/* Operators by precedence, weakest first; longer ones before their beginnings. */
static const char *const levels[][5] = { { "||" }, { "&&" }, { "==", "!=" },
	{ "<=", ">=", "<", ">" }, { "+", "-" }, { "*", "/", "%" } };
#define LEVELS ((int)(sizeof(levels) / sizeof(levels[0])))

static const struct node *parse_choice(struct parser *p);

static void
skip_space(struct parser *p)
{
	while (isspace((unsigned char)*p->s))
		p->s++;
}

static const struct node *
node(struct parser *p, const char *op, const struct node *a, const struct node *b)
{
	struct node *x = ARENA_NEW(p->mem, struct node);

	memcpy(x->op, op, strnlen(op, sizeof(x->op) - 1));
	x->a = a;
	x->b = b;
	return x;
}

static const struct node *
parse_primary(struct parser *p)
{
	struct node *x = ARENA_NEW(p->mem, struct node);

	skip_space(p);
	if (++p->depth > 200) {
		p->why = "too deeply nested";
	} else if (*p->s == 'n') {
		p->s++;
		x->op[0] = 'n';
	} else if (isdigit((unsigned char)*p->s)) {
		x->op[0] = '#';
		while (isdigit((unsigned char)*p->s) && x->number < 1000000)
			x->number = x->number * 10 + (*p->s++ - '0');
	} else if (*p->s == '!') {
		p->s++;
		x->op[0] = '!';
		x->a = parse_primary(p);
	} else if (*p->s == '(') {
		const struct node *inner;

		p->s++;
		inner = parse_choice(p);
		skip_space(p);
		if (*p->s != ')' && !p->why)
			p->why = "a ) is missing";
		p->s += *p->s == ')';
		return inner;
	} else if (!p->why) {
		p->why = "n, a number or ( is expected";
	}
	return x;
}

static const struct node *
parse_level(struct parser *p, int level)
{
	const struct node *left;

	if (level == LEVELS)
		return parse_primary(p);
	left = parse_level(p, level + 1);
	for (bool found = true; found && !p->why;) {
		found = false;
		skip_space(p);
		for (int i = 0; levels[level][i] && !found; i++) {
			const char *op = levels[level][i];

			if (strncmp(p->s, op, strlen(op)) != 0)
				continue;
			p->s += strlen(op);
			left = node(p, op, left, parse_level(p, level + 1));
			found = true;
		}
	}
	return left;
}

static const struct node *
parse_choice(struct parser *p)
{
	const struct node *condition = parse_level(p, 0);
	struct node *x;

	skip_space(p);
	if (*p->s != '?' || p->why)
		return condition;
	p->s++;
	x = ARENA_NEW(p->mem, struct node);
	x->op[0] = '?';
	x->a = condition;
	x->b = parse_choice(p);
	skip_space(p);
	if (*p->s != ':' && !p->why)
		p->why = "a : is missing";
	p->s += *p->s == ':';
	x->c = parse_choice(p);
	return x;
}

static long
apply(const char *op, long a, long b)
{
	switch (op[0]) {
	case '|':
		return a || b;
	case '&':
		return a && b;
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '<':
		return op[1] ? a <= b : a < b;
	case '>':
		return op[1] ? a >= b : a > b;
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '*':
		return a * b;
	case '/':
		return b ? a / b : -1;
	default:
		return b ? a % b : -1;
	}
}

static long
evaluate(const struct node *x, long n)
{
	if (x->op[0] == 'n')
		return n;
	if (x->op[0] == '#')
		return x->number;
	if (x->op[0] == '?')
		return evaluate(x->a, n) ? evaluate(x->b, n) : evaluate(x->c, n);
	if (!x->b)
		return !evaluate(x->a, n);
	return apply(x->op, evaluate(x->a, n), evaluate(x->b, n));
}

static void
write_c(struct buf *out, const struct node *x)
{
	if (x->op[0] == 'n') {
		buf_chr(out, 'n');
	} else if (x->op[0] == '#') {
		buf_int(out, x->number);
	} else if (x->op[0] == '?') {
		buf_chr(out, '(');
		write_c(out, x->a);
		buf_str(out, " ? ");
		write_c(out, x->b);
		buf_str(out, " : ");
		write_c(out, x->c);
		buf_chr(out, ')');
	} else if (!x->b) {
		buf_chr(out, '!');
		write_c(out, x->a);
	} else {
		buf_chr(out, '(');
		write_c(out, x->a);
		buf_printf(out, " %s ", x->op);
		write_c(out, x->b);
		buf_chr(out, ')');
	}
}

const char *
plural_to_c(struct arena *mem, const char *expr, int n_plurals, const char **ret_why)
{
	struct parser p = { mem, expr, 0, NULL };
	const struct node *x = parse_choice(&p);
	struct buf out = BUF_IN(mem);

	skip_space(&p);
	if (!p.why && *p.s)
		p.why = arena_printf(mem, "\"%s\" is not understood", p.s);
	for (long n = 0; n <= 1000 && !p.why; n++) {
		long form = evaluate(x, n);

		if (form < 0 || form >= n_plurals)
			p.why = arena_printf(
				mem, "n = %ld gives form %ld of %d", n, form, n_plurals);
	}
	*ret_why = p.why;
	if (p.why)
		return NULL;
	write_c(&out, x);
	return buf_text(&out);
}
