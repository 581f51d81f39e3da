/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a .def file to its entries. */
#include "plan2c.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct reader {
	struct plan *plan;
	const char *file;
	const char *p;
	const char *line_start;
	int line;
	struct token t; /* the next token */
};

static const char *
read_bytes(struct plan *p, const char *file)
{
	struct buf b = BUF_IN(p->mem);
	FILE *f = fopen(file, "r");
	size_t n;

	if (!f) {
		plan_error(p, file, 1, "this file cannot be read");
		return NULL;
	}
	while ((n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0)
		b.n += n;
	fclose(f);
	return buf_text(&b);
}

static void
newline(struct reader *r)
{
	r->line++;
	r->line_start = r->p + 1;
}

static void
skip_blank(struct reader *r)
{
	for (; *r->p; r->p++) {
		if (*r->p == '\n') {
			newline(r);
		} else if (r->p[0] == '/' && r->p[1] == '*') {
			int opened = r->line;

			for (r->p += 2; *r->p && (r->p[0] != '*' || r->p[1] != '/'); r->p++)
				if (*r->p == '\n')
					newline(r);
			if (!*r->p) {
				plan_error(r->plan, r->file, opened, "this comment never ends");
				return;
			}
			r->p++;
		} else if (!isspace((unsigned char)*r->p)) {
			return;
		}
	}
}

static void
read_text(struct reader *r)
{
	const char *start = ++r->p;

	for (; *r->p && *r->p != '"' && *r->p != '\n'; r->p++)
		if (*r->p == '\\' && r->p[1])
			r->p++;
	r->t.kind = TOKEN_TEXT;
	r->t.text = arena_strndup(r->plan->mem, start, (size_t)(r->p - start));
	if (*r->p == '"')
		r->p++;
	else
		plan_error(r->plan, r->file, r->line, "this text has no closing quote");
}

static void
next(struct reader *r)
{
	const char *start;

	skip_blank(r);
	start = r->p;
	r->t.line = r->line;
	r->t.column = (int)(r->p - r->line_start);
	if (!*r->p) {
		r->t.kind = TOKEN_END;
		r->t.text = "the end of the file";
		return;
	}
	if (*r->p == '"') {
		read_text(r);
		return;
	}
	if (isalpha((unsigned char)*r->p) || *r->p == '_') {
		while (isalnum((unsigned char)*r->p) || *r->p == '_')
			r->p++;
		r->t.kind = TOKEN_WORD;
	} else if (isdigit((unsigned char)*r->p)) {
		while (isdigit((unsigned char)*r->p))
			r->p++;
		r->t.kind = TOKEN_NUMBER;
	} else {
		r->p++;
		r->t.kind = TOKEN_SIGN;
	}
	r->t.text = arena_strndup(r->plan->mem, start, (size_t)(r->p - start));
}

static bool
at_sign(const struct reader *r, const char *sign)
{
	return r->t.kind == TOKEN_SIGN && strcmp(r->t.text, sign) == 0;
}

/* After an error: entries begin at the left margin. */
static void
recover(struct reader *r)
{
	while (r->t.kind != TOKEN_END && !(r->t.kind == TOKEN_WORD && r->t.column == 0))
		next(r);
}

/* One argument, up to its comma or the closing parenthesis of the entry. */
static bool
read_arg(struct reader *r, struct entry *e)
{
	struct token v[64];
	struct arg *a = &e->args[e->n_args];
	int depth = 0;

	a->n = 0;
	while (r->t.kind != TOKEN_END && (depth > 0 || (!at_sign(r, ",") && !at_sign(r, ")")))) {
		if (r->t.kind == TOKEN_WORD && r->t.column == 0)
			return false;
		depth += at_sign(r, "(") ? 1 : at_sign(r, ")") ? -1 : 0;
		if (a->n == 64)
			return false;
		v[a->n++] = r->t;
		next(r);
	}
	a->v = arena_memdup(r->plan->mem, v, (size_t)a->n * sizeof *v);
	e->n_args++;
	return r->t.kind != TOKEN_END;
}

/* FLAG or FLAG(word). */
static bool
read_flag(struct reader *r, struct entry *e)
{
	if (e->n_flags == 8)
		return false;
	e->flags[e->n_flags] = r->t.text;
	next(r);
	if (at_sign(r, "(")) {
		next(r);
		if (r->t.kind != TOKEN_WORD || r->t.column == 0)
			return false;
		e->of[e->n_flags] = r->t.text;
		next(r);
		if (!at_sign(r, ")"))
			return false;
		next(r);
	}
	e->n_flags++;
	return true;
}

static bool
read_entry(struct reader *r, struct entry *e)
{
	*e = (struct entry){ .file = r->file, .line = r->t.line, .word = r->t.text };
	next(r);
	if (!at_sign(r, "("))
		return false;
	do {
		next(r);
		if (e->n_args == 16 || !read_arg(r, e))
			return false;
	} while (at_sign(r, ","));
	next(r);
	while (r->t.kind == TOKEN_WORD && r->t.column > 0)
		if (!read_flag(r, e))
			return false;
	return r->t.kind == TOKEN_END || (r->t.kind == TOKEN_WORD && r->t.column == 0);
}

void
plan_read(struct plan *p, const char *file)
{
	struct reader r = { .plan = p, .file = file, .line = 1 };
	struct entry e;

	r.p = r.line_start = read_bytes(p, file);
	if (!r.p)
		return;
	next(&r);
	while (r.t.kind != TOKEN_END) {
		if (r.t.kind != TOKEN_WORD || r.t.column != 0) {
			plan_error(p, file, r.t.line,
				"an entry begins at the left margin with its word, not with \"%s\"",
				r.t.text);
			recover(&r);
		} else if (read_entry(&r, &e)) {
			plan_entry(p, &e);
		} else {
			plan_error(p, file, r.t.line,
				"this entry is not closed properly, near \"%s\"", r.t.text);
			recover(&r);
		}
	}
}
