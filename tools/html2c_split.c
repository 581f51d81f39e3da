/* SPDX-License-Identifier: Apache-2.0 */
/* A file into text and code. */
#include "html2c.h"

#include <string.h>

static const char *const control[] = { "if", "elif", "else", "end", "for", "define", "textdefine",
	"use", "include", "body", "#", NULL };

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Where code that begins at p ends: at its }}, which does not count inside quotes. NULL: nowhere. */
static const char *
code_end(const char *p, const char *end)
{
	bool comment = p < end && *p == '#', quoted = false;

	for (; p + 1 < end; p++) {
		if (quoted && *p == '\\')
			p++;
		else if (*p == '"' && !comment)
			quoted = !quoted;
		else if (!quoted && p[0] == '}' && p[1] == '}')
			return p;
	}
	return NULL;
}

static struct piece *
piece_new(struct tpl *t, bool code, int line, const char *p, size_t n)
{
	struct piece *x = ARENA_NEW(t->mem, struct piece);

	x->code = code;
	x->line = line;
	x->p = p;
	x->n = n;
	return x;
}

static int
lines_in(const char *p, size_t n)
{
	int lines = 0;

	for (size_t i = 0; i < n; i++)
		lines += p[i] == '\n';
	return lines;
}

bool
piece_is(const struct piece *x, const char *word)
{
	size_t n = strlen(word), i = 0;

	while (i < x->n && (blank(x->p[i]) || x->p[i] == '\n'))
		i++;
	if (x->n - i < n || memcmp(x->p + i, word, n) != 0)
		return false;
	return *word == '#' || i + n == x->n || !is_name(x->p[i + n]);
}

static bool
piece_is_control(const struct piece *x)
{
	for (int i = 0; x->code && control[i]; i++)
		if (piece_is(x, control[i]))
			return true;
	return false;
}

/* Bytes of blanks at the end of a text, back to the start of their line; -1 if other things stand
 * on that line. */
static long
blank_tail(const struct piece *x, bool first)
{
	size_t n = 0;

	while (n < x->n && blank(x->p[x->n - 1 - n]))
		n++;
	if (n == x->n)
		return first || x->bol ? (long)n : -1;
	return x->p[x->n - 1 - n] == '\n' ? (long)n : -1;
}

/* Bytes of blanks up to and with the line end at the start of a text; -1 if other things come. */
static long
blank_head(const struct piece *x)
{
	size_t n = 0;

	while (n < x->n && blank(x->p[n]))
		n++;
	return n < x->n && x->p[n] == '\n' ? (long)n + 1 : -1;
}

/* Texts and code take turns, so that each piece of code has a text before and behind it. */
static void
drop_control_lines(struct piece *first)
{
	for (struct piece *text = first; text && text->next; text = text->next->next) {
		struct piece *code = text->next, *behind = code->next;
		long tail = blank_tail(text, text == first), head = blank_head(behind);

		if (!piece_is_control(code) || tail < 0 || head < 0)
			continue;
		text->n -= (size_t)tail;
		behind->p += head;
		behind->n -= (size_t)head;
		behind->line++;
		behind->bol = true;
	}
}

struct piece *
split(struct tpl *t, const char *src, size_t n)
{
	const char *p = src, *end = src + n;
	struct piece *first = NULL, **tail = &first;
	int line = 1;

	for (;;) {
		const char *open = memmem(p, (size_t)(end - p), "{{", 2);
		const char *close = open ? code_end(open + 2, end) : NULL;

		if (open && !close) {
			flaw(t, line + lines_in(p, (size_t)(open - p)), "{{ is never closed by }}");
			open = NULL;
		}
		*tail = piece_new(t, false, line, p, (size_t)((open ? open : end) - p));
		line += lines_in(p, (*tail)->n);
		tail = &(*tail)->next;
		if (!open)
			break;
		*tail = piece_new(t, true, line, open + 2, (size_t)(close - open - 2));
		line += lines_in(open, (size_t)(close - open));
		tail = &(*tail)->next;
		p = close + 2;
	}
	drop_control_lines(first);
	return first;
}
