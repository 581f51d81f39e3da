/* SPDX-License-Identifier: Apache-2.0 */
/* Definitions and statements as C. */
#include "html2c.h"

#include <string.h>

#include "base/str.h"

static void emit_list(struct emit *e, const struct node *x);

static void
indent(struct emit *e)
{
	for (int i = 0; i < e->depth; i++)
		buf_chr(e->b, '\t');
}

/* Errors of the compiler are to name the line of the template. */
static void
at_line(struct emit *e, int line)
{
	buf_printf(e->b, "#line %d \"%s\"\n", line, e->t->file);
	indent(e);
}

static void
var_add(struct emit *e, const char *name, enum var_kind kind)
{
	struct var *v = ARENA_NEW(e->t->mem, struct var);

	v->name = name;
	v->kind = kind;
	v->next = e->vars;
	e->vars = v;
}

/* ---- text ---- */

static void
put_literal(struct buf *b, const char *p, size_t n)
{
	buf_chr(b, '"');
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c == '\n')
			buf_str(b, "\\n");
		else if (c == '\t')
			buf_str(b, "\\t");
		else if (c == '"' || c == '\\' || (c == '?' && i && p[i - 1] == '?'))
			buf_printf(b, "\\%c", c);
		else if (c < ' ' || c == 0x7f)
			buf_printf(b, "\\%03o", c);
		else
			buf_chr(b, (char)c);
	}
	buf_chr(b, '"');
}

/* One literal per line of the template, so that the C can be read beside it. */
static void
emit_text(struct emit *e, const struct node *x)
{
	const char *p = x->text, *end = x->text + x->n;

	if (!x->n)
		return;
	indent(e);
	buf_str(e->b, "html_lit(h, ");
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const char *stop = nl ? nl + 1 : end;

		put_literal(e->b, p, (size_t)(stop - p));
		p = stop;
		if (p < end) {
			buf_chr(e->b, '\n');
			indent(e);
			buf_chr(e->b, '\t');
		}
	}
	buf_str(e->b, ");\n");
}

/* ---- statements ---- */

static void
emit_out(struct emit *e, const struct node *x)
{
	static const char *const put[] = {
		[PLACE_TEXT] = "html_put",
		[PLACE_URL] = "html_url",
		[PLACE_URL_PART] = "html_put_part",
		[PLACE_PLAIN] = "html_put_plain",
	};

	at_line(e, x->line);
	if (x->expr->kind == EXPR_CALL && str_eq(x->expr->text, "paragraphs") &&
		x->expr->n_args == 1) {
		if (x->place == PLACE_PLAIN)
			flaw(e->t, x->line, "paragraphs() has no place in {{ textdefine }}");
		buf_str(e->b, "html_paragraphs(h, ");
		emit_value(e, x->expr->args);
	} else {
		buf_printf(e->b, "%s(h, ", put[x->place]);
		emit_value(e, x->expr);
	}
	buf_str(e->b, ");\n");
}

static void
emit_if(struct emit *e, const struct node *x)
{
	at_line(e, x->line);
	for (const struct branch *b = x->branches; b; b = b->next) {
		if (b != x->branches) {
			if (b->condition)
				buf_printf(
					e->b, "#line %d \"%s\"\n", b->condition->line, e->t->file);
			indent(e);
			buf_str(e->b, b->condition ? "else " : "else {\n");
		}
		if (b->condition) {
			buf_str(e->b, "if (");
			emit_condition(e, b->condition);
			buf_str(e->b, ") {\n");
		}
		e->depth++;
		emit_list(e, b->body);
		e->depth--;
		indent(e);
		buf_str(e->b, "}\n");
	}
}

static void
emit_for(struct emit *e, const struct node *x)
{
	struct var *vars = e->vars;
	const char *index = x->index ? x->index : arena_printf(e->t->mem, "%s_i", x->text);
	const char *rows = arena_printf(e->t->mem, "%s_rows", x->text);

	at_line(e, x->line);
	buf_printf(e->b, "{ const __typeof__(*html_arg(");
	emit_path(e, x->expr);
	buf_printf(e->b, ")) *%s = html_arg(", rows);
	emit_path(e, x->expr);
	buf_str(e->b, ");\n");
	at_line(e, x->line);
	buf_printf(e->b, "for (int %s = 0; %s < %s->n; %s++) {\n", index, index, rows, index);
	at_line(e, x->line);
	buf_printf(e->b, "\t__typeof__(html_item(%s->v)) %s = html_item(%s->v + %s);\n", rows,
		x->text, rows, index);
	indent(e);
	buf_printf(e->b, "\t(void)%s;\n", x->text);
	var_add(e, x->text, VAR_ITEM);
	if (x->index)
		var_add(e, x->index, VAR_SCALAR);
	e->depth++;
	emit_list(e, x->branches->body);
	e->depth--;
	e->vars = vars;
	indent(e);
	buf_str(e->b, "}\n");
	if (x->branches->next) {
		at_line(e, x->line);
		buf_printf(e->b, "if (%s->n == 0) {\n", rows);
		e->depth++;
		emit_list(e, x->branches->next->body);
		e->depth--;
		indent(e);
		buf_str(e->b, "}\n");
	}
	indent(e);
	buf_str(e->b, "}\n");
}

static void
emit_component(struct emit *e, const struct node *x, const char *suffix)
{
	at_line(e, x->line);
	buf_printf(e->b, "html_%s%s(h", x->expr->text, suffix);
	for (const struct expr *a = x->expr->args; a; a = a->next) {
		buf_str(e->b, ", ");
		emit_argument(e, a);
	}
	buf_str(e->b, ");\n");
}

static void
emit_use(struct emit *e, const struct node *x)
{
	emit_component(e, x, "_begin");
	emit_list(e, x->branches->body);
	indent(e);
	buf_printf(e->b, "html_%s_end(h);\n", x->expr->text);
}

/* sizeof looks at the member without reading it: a field that the form does not have is an error
 * of the compiler at the template's line. */
static void
emit_field(struct emit *e, const struct node *x)
{
	const struct expr *label = x->expr->next;

	at_line(e, x->line);
	buf_str(e->b, "(void)sizeof ");
	emit_path(e, x->expr);
	buf_str(e->b, ";\n");
	at_line(e, x->line);
	buf_printf(e->b, "html_%s(h, &", x->kind == NODE_FIELD ? "field" : "choice");
	emit_parent(e, x->expr);
	buf_printf(e->b, "form, \"%s\"", last_name(x->expr));
	for (const struct expr *a = label; a; a = a->next) {
		buf_str(e->b, ", ");
		emit_argument(e, a);
	}
	if (!label->next)
		buf_str(e->b, ", NULL");
	buf_str(e->b, ");\n");
}

/* Is that label known where the box of problems stands? Not if it is made of what a loop walks over. */
static bool
label_stands(const struct expr *label, bool looped)
{
	if (!label)
		return false;
	if (label->kind == EXPR_CALL && str_eq(label->text, "_"))
		return label->n_args == 1 || !looped;
	return label->kind == EXPR_PATH && !looped;
}

/* The labels of the fields of a definition, so that the box of problems can name the fields that come
 * after it. */
static int
emit_labels(struct emit *e, const struct node *x, bool looped)
{
	int n = 0;

	for (; x; x = x->next) {
		const struct expr *label =
			x->kind == NODE_FIELD || x->kind == NODE_CHOICE ? x->expr->next : NULL;

		for (const struct branch *b = x->branches; b; b = b->next)
			n += emit_labels(e, b->body, looped || x->kind == NODE_FOR);
		if (!label_stands(label, looped))
			continue;
		buf_printf(e->b, "{ \"%s\", ", last_name(x->expr));
		emit_argument(e, label);
		buf_str(e->b, " }, ");
		n++;
	}
	return n;
}

static void
emit_problems(struct emit *e, const struct node *x)
{
	struct buf labels = BUF_IN(e->t->mem), *out = e->b;
	int n;

	e->b = &labels;
	n = emit_labels(e, e->define->nodes, false);
	e->b = out;
	at_line(e, x->line);
	if (n == 0)
		buf_str(e->b, "html_problems(h);\n");
	else
		buf_printf(e->b,
			"if (h->c->problems || h->c->why) html_problems_of(h, &(const struct "
			"option_rows){ %d, (struct option[]){ "
			"%s} });\n",
			n, buf_text(&labels));
}

static void
emit_node(struct emit *e, const struct node *x)
{
	switch (x->kind) {
	case NODE_TEXT:
		emit_text(e, x);
		break;
	case NODE_OUT:
		emit_out(e, x);
		break;
	case NODE_IF:
		emit_if(e, x);
		break;
	case NODE_FOR:
		emit_for(e, x);
		break;
	case NODE_CALL:
		emit_component(e, x, "");
		break;
	case NODE_USE:
		emit_use(e, x);
		break;
	case NODE_FIELD:
	case NODE_CHOICE:
		emit_field(e, x);
		break;
	case NODE_PROBLEMS:
		emit_problems(e, x);
		break;
	case NODE_HIDDEN:
		at_line(e, x->line);
		buf_printf(e->b, "html_form_hidden(h, \"%s\");\n", x->text);
		break;
	case NODE_BODY:
		buf_printf(
			e->b, "}\n\nvoid\nhtml_%s_end(struct html *h)\n{\n\t(void)h;\n", x->text);
		e->vars = NULL;
		e->after_body = true;
		break;
	}
}

static void
emit_list(struct emit *e, const struct node *x)
{
	for (; x; x = x->next)
		emit_node(e, x);
}

/* ---- definitions ---- */

static void
put_prototype(struct buf *b, const struct define *d, const char *between)
{
	buf_printf(
		b, "void%shtml_%s%s(struct html *h", between, d->name, d->has_body ? "_begin" : "");
	for (const struct param *p = d->params; p; p = p->next) {
		if (str_eq(p->type, "text"))
			buf_printf(b, ", const char *%s", p->name);
		else if (str_eq(p->type, "int"))
			buf_printf(b, ", int64_t %s", p->name);
		else if (str_eq(p->type, "bool"))
			buf_printf(b, ", bool %s", p->name);
		else
			buf_printf(b, ", const struct %s *%s", p->type, p->name);
	}
	buf_str(b, ")");
}

static void
emit_define(struct tpl *t, struct buf *b, struct define *d)
{
	struct emit e = { .t = t, .b = b, .define = d, .depth = 1 };

	buf_printf(b, "\n#line %d \"%s\"\n", d->line, t->file);
	put_prototype(b, d, "\n");
	buf_str(b, "\n{\n\t(void)h;\n");
	for (const struct param *p = d->params; p; p = p->next) {
		bool scalar = str_eq(p->type, "text") || str_eq(p->type, "int") ||
			      str_eq(p->type, "bool");

		buf_printf(b, "\t(void)%s;\n", p->name);
		var_add(&e, p->name, scalar ? VAR_SCALAR : VAR_STRUCT);
	}
	for (struct node *x = d->nodes; x; x = x->next)
		if (x->kind == NODE_BODY)
			x->text = d->name;
	emit_list(&e, d->nodes);
	buf_str(b, "}\n");
}

static const char *
guard(struct tpl *t)
{
	char *g = arena_printf(t->mem, "GEN_%s_H", t->file);

	for (char *p = g; *p; p++) {
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
		else if (!is_name(*p))
			*p = '_';
	}
	return g;
}

void
emit_header(struct tpl *t, struct buf *b)
{
	const char *g = guard(t);

	buf_printf(b, "/* Made by html2c from %s. */\n#ifndef %s\n#define %s\n\n", t->file, g, g);
	buf_str(b, "#include \"engine/html/html.h\"\n");
	for (const struct name_list *i = t->includes; i; i = i->next)
		buf_printf(b, "#line %d \"%s\"\n#include %s\n", i->line, t->file, i->name);
	for (const struct define *d = t->defines; d; d = d->next)
		for (const struct param *p = d->params; p; p = p->next)
			if (!str_eq(p->type, "text") && !str_eq(p->type, "int") &&
				!str_eq(p->type, "bool"))
				buf_printf(b, "\nstruct %s;", p->type);
	buf_str(b, "\n");
	for (const struct define *d = t->defines; d; d = d->next) {
		buf_printf(b, "\n#line %d \"%s\"\n", d->line, t->file);
		put_prototype(b, d, " ");
		buf_str(b, ";\n");
		if (d->has_body)
			buf_printf(b, "void html_%s_end(struct html *h);\n", d->name);
	}
	buf_str(b, "\n#endif\n");
}

void
emit_source(struct tpl *t, struct buf *b, const char *header)
{
	buf_printf(b, "/* Made by html2c from %s. */\n#include \"%s\"\n\n", t->file, header);
	buf_str(b, "#include \"engine/i18n/i18n.h\"\n");
	if (t->uses_urls)
		buf_str(b, "#include \"plan/plan.gen.h\"\n");
	for (struct define *d = t->defines; d; d = d->next)
		emit_define(t, b, d);
}
