/* SPDX-License-Identifier: Apache-2.0 */
/* Statements: pieces into definitions with nested nodes. */
#include "html2c.h"

#include <string.h>

#include "base/str.h"

#define DEPTH_MAX 60

struct parser {
	struct tpl *t;
	struct piece *at;
	struct define *define;
	int depth;
};

static struct scan
scan_of(struct parser *p, const char *word)
{
	struct scan s = {
		.t = p->t, .line = p->at->line, .p = p->at->p, .end = p->at->p + p->at->n
	};

	if (word)
		scan_is(&s, word);
	return s;
}

static struct node *
node_new(struct parser *p, enum node_kind kind)
{
	struct node *x = ARENA_NEW(p->t->mem, struct node);

	x->kind = kind;
	x->line = p->at->line;
	return x;
}

static struct branch *
branch_new(struct parser *p, struct expr *condition)
{
	struct branch *x = ARENA_NEW(p->t->mem, struct branch);

	x->condition = condition;
	return x;
}

static bool
at_stop(const struct parser *p)
{
	return p->at->code &&
	       (piece_is(p->at, "end") || piece_is(p->at, "else") || piece_is(p->at, "elif") ||
		       piece_is(p->at, "define") || piece_is(p->at, "textdefine"));
}

static struct node *block(struct parser *p);

/* Takes {{ end }}, which closes what began in line. */
static void
take_end(struct parser *p, const char *what, int line)
{
	if (p->at && piece_is(p->at, "end")) {
		struct scan s = scan_of(p, "end");

		scan_end(&s);
		p->at = p->at->next;
		return;
	}
	if (p->at && p->at->code && (piece_is(p->at, "else") || piece_is(p->at, "elif"))) {
		flaw(p->t, p->at->line, "{{ else }} has no place here");
		p->at = p->at->next;
		return;
	}
	flaw(p->t, line, "{{ %s }} has no {{ end }}", what);
}

static struct node *
parse_if(struct parser *p)
{
	struct node *x = node_new(p, NODE_IF);
	struct branch **tail = &x->branches;
	const char *word = "if";

	for (;;) {
		struct scan s = scan_of(p, word);
		bool is_else = str_eq(word, "else");

		*tail = branch_new(p, is_else ? NULL : scan_expr(&s));
		scan_end(&s);
		p->at = p->at->next;
		(*tail)->body = block(p);
		tail = &(*tail)->next;
		if (is_else || !p->at)
			break;
		if (piece_is(p->at, "elif"))
			word = "elif";
		else if (piece_is(p->at, "else"))
			word = "else";
		else
			break;
	}
	take_end(p, "if", x->line);
	return x;
}

static struct node *
parse_for(struct parser *p)
{
	struct node *x = node_new(p, NODE_FOR);
	struct scan s = scan_of(p, "for");

	x->text = scan_name(&s, "the name of the item");
	if (scan_is(&s, ","))
		x->index = scan_name(&s, "the name of the index");
	scan_want(&s, "in");
	x->expr = scan_expr(&s);
	if (scan_end(&s) && x->expr->kind != EXPR_PATH)
		flaw(p->t, x->line, "a loop goes over a list, as in {{ for x in v.list }}");
	p->at = p->at->next;
	x->branches = branch_new(p, NULL);
	x->branches->body = block(p);
	if (p->at && piece_is(p->at, "else")) {
		struct scan e = scan_of(p, "else");

		scan_end(&e);
		p->at = p->at->next;
		x->branches->next = branch_new(p, NULL);
		x->branches->next->body = block(p);
	}
	take_end(p, "for", x->line);
	return x;
}

static struct node *
parse_use(struct parser *p)
{
	struct node *x = node_new(p, NODE_USE);
	struct scan s = scan_of(p, "use");

	x->expr = scan_call(&s);
	scan_end(&s);
	p->at = p->at->next;
	x->branches = branch_new(p, NULL);
	x->branches->body = block(p);
	take_end(p, "use", x->line);
	return x;
}

static struct node *
parse_body(struct parser *p)
{
	struct node *x = node_new(p, NODE_BODY);
	struct scan s = scan_of(p, "body");

	scan_end(&s);
	if (p->depth > 1)
		flaw(p->t, x->line, "{{ body }} must not stand inside a condition, loop or use");
	if (p->define->has_body)
		flaw(p->t, x->line, "{{ body }} may be there only once");
	p->define->has_body = true;
	p->at = p->at->next;
	return x;
}

/* field PATH, label [, hint]   choice PATH, label, hint, options */
static struct node *
parse_field(struct parser *p, bool choice)
{
	struct node *x = node_new(p, choice ? NODE_CHOICE : NODE_FIELD);
	struct scan s = scan_of(p, choice ? "choice" : "field");
	int n;

	x->expr = scan_list(&s, &n);
	if (scan_end(&s)) {
		if (x->expr->kind != EXPR_PATH || !*x->expr->rest)
			flaw(p->t, x->line,
				"the first of {{ %s }} is a field of a form, as in v.form.title",
				choice ? "choice" : "field");
		if (choice ? n != 4 : n < 2 || n > 3)
			flaw(p->t, x->line,
				choice ? "{{ choice }} needs field, label, hint, options"
				       : "{{ field }} needs field, label and perhaps a hint");
	}
	p->at = p->at->next;
	return x;
}

static struct node *
parse_simple(struct parser *p)
{
	struct node *x;
	struct scan s;

	if (piece_is(p->at, "problems")) {
		x = node_new(p, NODE_PROBLEMS);
		s = scan_of(p, "problems");
	} else if (piece_is(p->at, "call")) {
		x = node_new(p, NODE_CALL);
		s = scan_of(p, "call");
		x->expr = scan_call(&s);
	} else {
		x = node_new(p, NODE_OUT);
		s = scan_of(p, NULL);
		x->expr = scan_expr(&s);
	}
	scan_end(&s);
	p->at = p->at->next;
	return x;
}

static struct node *
parse_text(struct parser *p)
{
	struct node *x = node_new(p, NODE_TEXT);

	x->text = p->at->p;
	x->n = p->at->n;
	x->bol = p->at->bol;
	p->at = p->at->next;
	return x;
}

static struct node *
statement(struct parser *p)
{
	if (!p->at->code)
		return parse_text(p);
	if (piece_is(p->at, "if"))
		return parse_if(p);
	if (piece_is(p->at, "for"))
		return parse_for(p);
	if (piece_is(p->at, "use"))
		return parse_use(p);
	if (piece_is(p->at, "body"))
		return parse_body(p);
	if (piece_is(p->at, "field"))
		return parse_field(p, false);
	if (piece_is(p->at, "choice"))
		return parse_field(p, true);
	return parse_simple(p);
}

/* Statements up to a word that ends or divides them. */
static struct node *
block(struct parser *p)
{
	struct node *first = NULL, **tail = &first;

	if (p->depth >= DEPTH_MAX) {
		flaw(p->t, p->at ? p->at->line : 0, "this is nested too deeply");
		p->at = NULL;
		return NULL;
	}
	p->depth++;
	while (p->at && !at_stop(p)) {
		if (p->at->code && piece_is(p->at, "#")) {
			p->at = p->at->next;
			continue;
		}
		*tail = statement(p);
		tail = &(*tail)->next;
	}
	p->depth--;
	return first;
}

static void
parse_params(struct parser *p, struct scan *s, struct define *d)
{
	struct param **tail = &d->params;

	if (!scan_want(s, "(") || scan_is(s, ")"))
		return;
	do {
		struct param *x = ARENA_NEW(p->t->mem, struct param);

		x->name = scan_name(s, "the name of a parameter");
		x->type = scan_name(s, "the type of a parameter");
		if (!x->type)
			return;
		if (str_eq(x->name, "h"))
			flaw(p->t, d->line, "a parameter must not be called h");
		*tail = x;
		tail = &x->next;
	} while (scan_is(s, ","));
	scan_want(s, ")");
}

static struct define *
parse_define(struct parser *p)
{
	struct define *d = ARENA_NEW(p->t->mem, struct define);
	bool plain = piece_is(p->at, "textdefine");
	struct scan s = scan_of(p, plain ? "textdefine" : "define");

	d->plain = plain;
	d->line = p->at->line;
	d->name = scan_name(&s, "the name of the template");
	parse_params(p, &s, d);
	scan_end(&s);
	p->at = p->at->next;
	p->define = d;
	d->nodes = block(p);
	take_end(p, plain ? "textdefine" : "define", d->line);
	for (struct define *o = p->t->defines; o && d->name; o = o->next)
		if (str_eq(o->name, d->name))
			flaw(p->t, d->line, "%s is already defined in line %d", d->name, o->line);
	return d->name ? d : NULL;
}

static void
parse_include(struct parser *p)
{
	struct scan s = scan_of(p, "include");
	struct expr *x = scan_expr(&s);
	struct name_list **tail = &p->t->includes;

	if (scan_end(&s)) {
		if (x->kind != EXPR_TEXT)
			flaw(p->t, p->at->line, "{{ include }} needs a file in quotes");
		while (*tail)
			tail = &(*tail)->next;
		*tail = ARENA_NEW(p->t->mem, struct name_list);
		(*tail)->name = x->text;
		(*tail)->line = p->at->line;
	}
	p->at = p->at->next;
}

static void
refuse_text(struct parser *p)
{
	int line = p->at->line;

	for (size_t i = 0; i < p->at->n; i++) {
		line += p->at->p[i] == '\n';
		if (!strchr(" \t\r\n", p->at->p[i])) {
			flaw(p->t, line, "text stands outside of {{ define }}");
			return;
		}
	}
}

void
parse(struct tpl *t, struct piece *pieces)
{
	struct parser p = { .t = t, .at = pieces };
	struct define **tail = &t->defines;

	while (p.at) {
		if (!p.at->code) {
			refuse_text(&p);
			p.at = p.at->next;
		} else if (piece_is(p.at, "#")) {
			p.at = p.at->next;
		} else if (piece_is(p.at, "include")) {
			parse_include(&p);
		} else if (piece_is(p.at, "define") || piece_is(p.at, "textdefine")) {
			*tail = parse_define(&p);
			if (*tail)
				tail = &(*tail)->next;
		} else {
			flaw(t, p.at->line,
				"only {{ include }}, {{ define }} and comments stand here");
			p.at = p.at->next;
		}
	}
}
