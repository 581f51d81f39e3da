/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html2c: templates in, C (on src/engine/html/html.h) out. The language is described in
 * docs/templates.md.
 *
 * html2c.c         the command
 * html2c_all.c     the whole way of one template
 * html2c_split.c   a file into text and {{ code }}
 * html2c_expr.c    what stands in {{ }}: expressions
 * html2c_parse.c   what stands in {{ }}: statements, nested
 * html2c_walk.c    the HTML around them: in which place does each value stand, are the tags balanced
 * html2c_markup.c  the same, byte by byte
 * html2c_rules.c   what a tag, an attribute, an address must be like
 * html2c_value.c   expressions as C
 * html2c_emit.c    statements as C
 */
#ifndef TOOLS_HTML2C_H
#define TOOLS_HTML2C_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

/* --- One run ---------------------------------------------------------------------------------------- */

struct flaw {
	int line;
	const char *text;
	struct flaw *next;
};

struct name_list {
	const char *name;
	int line;
	struct name_list *next;
};

struct tpl {
	struct arena *mem;
	const char *file; /* for messages and #line */
	const char
		*routes; /* text of plan.gen.h, or NULL: url_…() is then checked by the compiler */
	bool uses_urls;
	struct flaw *flaws; /* in the order of their lines */
	int flaw_n;
	struct name_list *includes;
	struct define *defines;
};

/* Notes a sentence about a line of the template. */
void flaw(struct tpl *t, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* --- Text and code ---------------------------------------------------------------------------------- */

struct piece {
	bool code; /* what stands between {{ and }}, else text */
	bool bol;  /* text: begins at the start of a line (the line before was only code) */
	int line;
	const char *p;
	size_t n;
	struct piece *next;
};

/* The pieces of a file; a line with nothing but {{ if }}, {{ end }} … vanishes with its line end. */
struct piece *split(struct tpl *t, const char *src, size_t n);

/* The first word of a piece of code equals word. */
bool piece_is(const struct piece *p, const char *word);

/* --- Expressions ------------------------------------------------------------------------------------ */

enum expr_kind {
	EXPR_PATH,  /* text: first name; rest: ".b->c" as it stands */
	EXPR_CONST, /* true, false, NULL, UPPER_CASE */
	EXPR_INT,
	EXPR_TEXT,   /* text: the literal with its quotes */
	EXPR_CALL,   /* text: name; args */
	EXPR_UNARY,  /* text: operator; args: one */
	EXPR_BINARY, /* text: operator; args: two */
};

struct expr {
	enum expr_kind kind;
	int line;
	const char *text;
	const char *rest;
	struct expr *args;
	int n_args;
	struct expr *next; /* in a list of arguments */
};

/* Reads code piece by piece. */
struct scan {
	struct tpl *t;
	int line;
	const char *p, *end;
	int depth;
	bool failed; /* a flaw was noted; the rest is not looked at */
};

/* All return NULL (or false) after noting a flaw. */
struct expr *scan_expr(struct scan *s);
struct expr *scan_call(struct scan *s);			 /* name(args) */
const char *scan_name(struct scan *s, const char *what); /* an identifier */
bool scan_is(struct scan *s, const char *token);	 /* takes token if it is next */
bool scan_want(struct scan *s, const char *token);
bool scan_end(struct scan *s);			    /* nothing is left, else a flaw */
struct expr *scan_list(struct scan *s, int *ret_n); /* a, b, c (at least one) */

/* Identifier characters. */
bool is_name_start(char c);
bool is_name(char c);

/* --- Statements ------------------------------------------------------------------------------------- */

enum place { PLACE_TEXT, PLACE_URL, PLACE_URL_PART, PLACE_PLAIN };

enum node_kind {
	NODE_TEXT,
	NODE_OUT,
	NODE_IF,
	NODE_FOR,
	NODE_CALL,
	NODE_USE,
	NODE_BODY,
	NODE_FIELD,
	NODE_CHOICE,
	NODE_PROBLEMS,
	NODE_HIDDEN, /* the hidden fields of a form; text: its method */
};

struct attr;

struct branch {
	struct expr *condition; /* NULL: else */
	struct node *body;
	struct attr
		*attrs_end; /* html2c_markup.c: the attributes of the open tag behind this branch */
	struct branch *next;
};

struct node {
	enum node_kind kind;
	int line;
	enum place place; /* NODE_OUT */
	bool bol;	  /* NODE_TEXT */
	const char *text; /* NODE_TEXT, n bytes; NODE_FOR: name of the item; NODE_HIDDEN */
	size_t n;
	const char *index; /* NODE_FOR: name of the index, or NULL */
	struct expr *expr; /* value, range, call, or the list of arguments of a field */
	struct branch *
		branches; /* NODE_IF: each; NODE_FOR: body, and else if there is one; NODE_USE: body */
	struct node *next;
};

struct param {
	const char *name;
	const char *type; /* text, int, bool, or the tag of a struct */
	struct param *next;
};

struct define {
	const char *name;
	int line;
	bool plain;    /* textdefine */
	bool has_body; /* {{ body }} */
	struct param *params;
	struct node *nodes;
	struct define *next;
};

/* Fills t->includes and t->defines. */
void parse(struct tpl *t, struct piece *pieces);

/* --- HTML ------------------------------------------------------------------------------------------- */

/* Decides the place of every value of d, checks the markup, and rewrites texts (white space, comments,
 * methods of forms). */
void check_markup(struct tpl *t, struct define *d);

struct attr {
	const char *name;
	const char *value; /* literal text; values as {…}; "" for a bare one */
	bool dynamic;	   /* has values or conditions in it */
	bool sure;	   /* not only under a condition */
	int line;
	struct attr *next;
};

/* An element that is open. */
struct open {
	const char *name;
	int line;
	bool hidden;  /* aria-hidden: what is in it does not count as content */
	bool content; /* something that can be read is in it */
	bool named;   /* aria-label or aria-labelledby */
	bool caption; /* a table's */
	struct open *up;
};

enum url_kind { URL_NONE, URL_PAGE, URL_LINK, URL_SOURCE };

/* Whether the attribute is an address, and of which kind (links may lead outside). */
enum url_kind attr_url(const char *name);
void check_attr_name(struct tpl *t, int line, const char *tag, const char *name);
void check_attr_value(struct tpl *t, const char *tag, const struct attr *a);
/* literal: the fixed beginning of an address. */
void check_url(struct tpl *t, int line, const struct attr *a, enum url_kind kind);
/* The whole start tag: what must and must not be there. */
void check_tag(
	struct tpl *t, int line, const char *tag, const struct attr *attrs, const struct open *top);
void check_close(struct tpl *t, const struct open *o);
bool is_void(const char *tag);
const struct attr *attr_find(const struct attr *attrs, const char *name);
const struct attr *attr_sure(const struct attr *attrs, const char *name);
bool inside(const struct open *top, const char *tag);
/* An input that a person sees and that has no name of its own: it needs a label. */
bool needs_label(const char *tag, const struct attr *attrs, const struct open *top);

/* --- C ---------------------------------------------------------------------------------------------- */

enum var_kind { VAR_STRUCT, VAR_SCALAR, VAR_ITEM };

struct var {
	const char *name;
	enum var_kind kind;
	struct var *next;
};

struct emit {
	struct tpl *t;
	struct buf *b;
	const struct define *define;
	struct var *vars;
	int depth;
	bool after_body;
};

/* The C of a value, a condition, an argument. */
void emit_value(struct emit *e, const struct expr *x);
void emit_condition(struct emit *e, const struct expr *x);
void emit_argument(struct emit *e, const struct expr *x);
/* The struct behind a path without its last name, up to the dot or arrow. */
void emit_parent(struct emit *e, const struct expr *x);
/* The last name of a path that has more than one. */
const char *last_name(const struct expr *x);
void emit_path(struct emit *e, const struct expr *x);
const struct var *var_find(const struct emit *e, const char *name);

void emit_header(struct tpl *t, struct buf *b);
void emit_source(struct tpl *t, struct buf *b, const char *header);

/* All of it: the two files in header and source; false if there are flaws. header_name: how the
 * source includes the header. */
bool html2c(struct tpl *t, const char *src, size_t n, const char *header_name, struct buf *header,
	struct buf *source);

#endif
