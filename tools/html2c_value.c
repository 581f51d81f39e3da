/* SPDX-License-Identifier: Apache-2.0 */
/* Expressions as C. */
#include "html2c.h"

#include <string.h>

#include "base/str.h"

const struct var *
var_find(const struct emit *e, const char *name)
{
	for (const struct var *v = e->vars; v; v = v->next)
		if (str_eq(v->name, name))
			return v;
	return NULL;
}

/* Writes name, then rest with its first link as C has it: variables are pointers. */
static void
put_path(struct emit *e, int line, const char *name, const char *rest)
{
	const struct var *v = var_find(e, name);

	if (!v && e->after_body)
		flaw(e->t, line, "behind {{ body }} there is no %s: parameters end there", name);
	else if (!v)
		flaw(e->t, line, "there is no %s here", name);
	else if (v->kind == VAR_SCALAR && *rest)
		flaw(e->t, line, "%s is a plain value and has no members", name);
	buf_str(e->b, name);
	if (!*rest)
		return;
	buf_str(e->b, "->");
	buf_str(e->b, rest + (*rest == '.' ? 1 : 2));
}

void
emit_path(struct emit *e, const struct expr *x)
{
	put_path(e, x->line, x->text, x->rest);
}

const char *
last_name(const struct expr *x)
{
	const char *last = x->rest + strlen(x->rest);

	while (last > x->rest && is_name(last[-1]))
		last--;
	return last;
}

void
emit_parent(struct emit *e, const struct expr *x)
{
	const char *last = last_name(x);
	const char *cut = last - (last[-1] == '.' ? 1 : 2);

	put_path(e, x->line, x->text, arena_strndup(e->t->mem, x->rest, (size_t)(cut - x->rest)));
	buf_str(e->b, cut == x->rest || *cut == '-' ? "->" : ".");
}

/* ---- messages ---- */

/* How many values a message takes; -1 after a flaw. "%1$s" counts by its number. */
static int
count_marks(struct emit *e, const struct expr *x)
{
	int n = 0, numbered = 0;

	for (const char *p = strchr(x->text, '%'); p; p = strchr(p + 1, '%')) {
		int number = 0;

		p++;
		if (*p == '%')
			continue;
		if (*p >= '1' && *p <= '9' && p[1] == '$') {
			number = *p - '0';
			p += 2;
		}
		if (*p != 's' && *p != 'd') {
			flaw(e->t, x->line, "in a message only %%s, %%d, %%1$s and %%%% are known");
			return -1;
		}
		numbered = number > numbered ? number : numbered;
		n++;
	}
	return numbered ? numbered : n;
}

static void
put_args(struct emit *e, const struct expr *first, int n)
{
	if (!first) {
		buf_str(e->b, "NULL, 0");
		return;
	}
	buf_str(e->b, "(const struct tr_arg[]){ ");
	for (const struct expr *a = first; a; a = a->next) {
		buf_str(e->b, "TR_ARG(");
		emit_value(e, a);
		buf_str(e->b, a->next ? "), " : ")");
	}
	buf_printf(e->b, " }, %d", n);
}

static bool
is_message(struct emit *e, const struct expr *x)
{
	if (x && x->kind == EXPR_TEXT && x->text[1] != '"')
		return true;
	flaw(e->t, x ? x->line : 0, "a message has to be a text in quotes");
	return false;
}

/* _("…", values) */
static void
emit_message(struct emit *e, const struct expr *x)
{
	int marks;

	if (!is_message(e, x->args))
		return;
	marks = count_marks(e, x->args);
	if (marks >= 0 && marks != x->n_args - 1)
		flaw(e->t, x->line, "the message wants %d values and gets %d", marks,
			x->n_args - 1);
	if (x->n_args == 1 && !strchr(x->args->text, '%')) {
		buf_printf(e->b, "tr_text(h->c->lang, _H(%s))", x->args->text);
		return;
	}
	buf_printf(e->b, "tr_args(h->c, tr_text(h->c->lang, _H(%s)), ", x->args->text);
	put_args(e, x->args->next, x->n_args - 1);
	buf_str(e->b, ")");
}

/* _n("one", "many", n, more values) */
static void
emit_plural(struct emit *e, const struct expr *x)
{
	const struct expr *one = x->args, *many = one ? one->next : NULL;
	int marks, marks_one;

	if (x->n_args < 3) {
		flaw(e->t, x->line, "_n needs the text for one, the text for many, and the number");
		return;
	}
	if (!is_message(e, one) || !is_message(e, many))
		return;
	marks = count_marks(e, many);
	marks_one = count_marks(e, one);
	if (marks >= 0 && marks != x->n_args - 2)
		flaw(e->t, x->line, "the message wants %d values and gets %d", marks,
			x->n_args - 2);
	else if (marks_one > marks)
		flaw(e->t, x->line, "the message for one wants more values than the one for many");
	buf_printf(e->b, "tr_n_args(h->c, _HN(%s, %s), ", one->text, many->text);
	emit_value(e, many->next);
	buf_str(e->b, ", ");
	put_args(e, many->next->next, x->n_args - 3);
	buf_str(e->b, ")");
}

/* ---- calls ---- */

static void
check_route(struct emit *e, const struct expr *x)
{
	const char *p = e->t->routes;
	size_t n = strlen(x->text);

	while (p && (p = strstr(p, x->text))) {
		if (p[n] == '(' && !is_name(p[-1]))
			return;
		p += n;
	}
	if (e->t->routes)
		flaw(e->t, x->line, "there is no route %s", x->text + strlen("url_"));
}

static void
emit_call(struct emit *e, const struct expr *x)
{
	bool url = str_starts(x->text, "url_");

	if (str_eq(x->text, "_")) {
		emit_message(e, x);
		return;
	}
	if (str_eq(x->text, "_n")) {
		emit_plural(e, x);
		return;
	}
	if (str_eq(x->text, "paragraphs"))
		flaw(e->t, x->line, "paragraphs() stands alone, as {{ paragraphs(text) }}");
	if (url)
		check_route(e, x);
	buf_printf(e->b, "%s%s(h->c", url ? "" : "fmt_", x->text);
	for (const struct expr *a = x->args; a; a = a->next) {
		buf_str(e->b, ", ");
		if (url)
			emit_value(e, a);
		else
			emit_argument(e, a);
	}
	buf_str(e->b, ")");
}

/* A member may be a struct: it is passed by its address. */
void
emit_argument(struct emit *e, const struct expr *x)
{
	bool member = x->kind == EXPR_PATH && *x->rest;

	if (member)
		buf_str(e->b, "html_arg(");
	emit_value(e, x);
	if (member)
		buf_str(e->b, ")");
}

/* ---- operators ---- */

static bool
is_logic(const struct expr *x)
{
	return (x->kind == EXPR_BINARY && !str_eq(x->text, "+") && !str_eq(x->text, "-")) ||
	       (x->kind == EXPR_UNARY && str_eq(x->text, "!"));
}

static void
emit_binary(struct emit *e, const struct expr *x)
{
	const struct expr *a = x->args, *b = a->next;
	bool equal = str_eq(x->text, "=="), logic = str_eq(x->text, "&&") || str_eq(x->text, "||");

	if (equal || str_eq(x->text, "!=")) {
		buf_str(e->b, equal ? "html_same(" : "!html_same(");
		emit_value(e, a);
		buf_str(e->b, ", ");
		emit_value(e, b);
		buf_str(e->b, ")");
		return;
	}
	buf_str(e->b, "(");
	if (logic)
		emit_condition(e, a);
	else
		emit_value(e, a);
	buf_printf(e->b, " %s ", x->text);
	if (logic)
		emit_condition(e, b);
	else
		emit_value(e, b);
	buf_str(e->b, ")");
}

void
emit_value(struct emit *e, const struct expr *x)
{
	switch (x->kind) {
	case EXPR_PATH:
		emit_path(e, x);
		break;
	case EXPR_CONST:
	case EXPR_INT:
	case EXPR_TEXT:
		buf_str(e->b, x->text);
		break;
	case EXPR_CALL:
		emit_call(e, x);
		break;
	case EXPR_UNARY:
		buf_str(e->b, x->text);
		if (*x->text == '!')
			emit_condition(e, x->args);
		else
			emit_value(e, x->args);
		break;
	case EXPR_BINARY:
		emit_binary(e, x);
		break;
	}
}

/* A text is true if it is not empty, a number if it is not 0. */
void
emit_condition(struct emit *e, const struct expr *x)
{
	if (!is_logic(x))
		buf_str(e->b, "html_true(");
	emit_value(e, x);
	if (!is_logic(x))
		buf_str(e->b, ")");
}
