/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/str.h"
#include "tools/sql2c.h"

struct reader {
	struct module *m;
	const char *p; /* the next line */
	int line;
	struct statement *open; /* its prototype was read, its SQL was not */
	struct statement **last;
};

/* A comment line, or several that belong together, being read from left to right. */
struct cursor {
	struct module *m;
	const char *p;
	int line;
};

struct param *
param_find(const struct param *first, const char *name, size_t n)
{
	for (const struct param *p = first; p; p = p->next)
		if (strlen(p->name) == n && strncmp(p->name, name, n) == 0)
			return (struct param *)p;
	return NULL;
}

struct column *
column_find(const struct column *first, const char *name)
{
	for (const struct column *c = first; c; c = c->next)
		if (str_eq(c->name, name))
			return (struct column *)c;
	return NULL;
}

struct record *
record_get(struct module *m, const char *name, int line)
{
	struct record **at = &m->records;

	while (*at && !str_eq((*at)->name, name))
		at = &(*at)->next;
	if (!*at) {
		*at = ARENA_NEW(m->mem, struct record);
		(*at)->name = name;
		(*at)->line = line;
	}
	return *at;
}

/* ---- words of a comment ---- */

static void
blanks(struct cursor *c)
{
	while (*c->p == ' ' || *c->p == '\t')
		c->p++;
}

static bool
accept(struct cursor *c, char mark)
{
	blanks(c);
	if (*c->p != mark)
		return false;
	c->p++;
	return true;
}

static const char *
word(struct cursor *c)
{
	size_t n = 0;

	blanks(c);
	while (is_name_char(c->p[n]))
		n++;
	c->p += n;
	return arena_strndup(c->m->mem, c->p - n, n);
}

static bool
at_end(struct cursor *c)
{
	blanks(c);
	return !*c->p;
}

static const char *
found(struct cursor *c)
{
	return at_end(c) ? "the line ends" : arena_printf(c->m->mem, "there is \"%s\"", c->p);
}

static bool
usable(struct cursor *c, const char *name, const char *what)
{
	const char *why = *name ? name_trouble(name) : NULL;

	if (!*name)
		flaw(c->m->path, c->line, "a name of %s is expected, but %s", what, found(c));
	else if (why)
		flaw(c->m->path, c->line, "\"%s\" cannot name %s: %s", name, what, why);
	return *name && !why;
}

static enum type
type(struct cursor *c, const char *name)
{
	const char *w = word(c);
	enum type t = type_of_word(w, strlen(w));

	if (!t && *w)
		flaw(c->m->path, c->line,
			"\"%s\" is no type of %s: int ref text real bool blob sealed are", w, name);
	else if (!t)
		flaw(c->m->path, c->line, "the type of %s is missing", name);
	return t;
}

/* ---- prototypes ---- */

static bool
read_sealed(struct cursor *c, struct param *p)
{
	if (accept(c, '(')) {
		p->scope = word(c);
		if (*p->scope && accept(c, ',')) {
			p->row = word(c);
			if (*p->row && accept(c, ')'))
				return true;
		}
	}
	flaw(c->m->path, c->line,
		"%s has to say whose key seals it and in which row it lies: sealed(relationship, "
		"id)",
		p->name);
	return false;
}

static bool
read_param(struct cursor *c, struct statement *s, struct param **at)
{
	struct param *p = ARENA_NEW(c->m->mem, struct param);

	p->name = word(c);
	if (!usable(c, p->name, "a parameter"))
		return false;
	p->type = type(c, p->name);
	if (!p->type || (p->type == TYPE_SEALED && !read_sealed(c, p)))
		return false;
	if (param_find(s->params, p->name, strlen(p->name))) {
		flaw(c->m->path, c->line, "%s is declared twice", p->name);
		return false;
	}
	*at = p;
	return true;
}

static bool
read_params(struct cursor *c, struct statement *s)
{
	struct param **at = &s->params;

	if (accept(c, ')'))
		return true;
	do {
		if (!read_param(c, s, at))
			return false;
		at = &(*at)->next;
	} while (accept(c, ','));
	if (accept(c, ')'))
		return true;
	flaw(c->m->path, c->line, "\",\" or \")\" is expected behind the parameter, but %s",
		found(c));
	return false;
}

static bool
read_result(struct cursor *c, struct statement *s)
{
	const char *w;

	if (at_end(c))
		return true;
	if (!accept(c, ':')) {
		flaw(c->m->path, c->line, "\": result\" or nothing is expected, but %s", found(c));
		return false;
	}
	w = word(c);
	if (str_eq(w, "id") || str_eq(w, "int")) {
		s->kind = RESULT_ID;
	} else if (str_eq(w, "text")) {
		s->kind = RESULT_TEXT;
	} else if (str_eq(w, "one") || str_eq(w, "many")) {
		s->kind = str_eq(w, "one") ? RESULT_ONE : RESULT_MANY;
		s->record_name = word(c);
		if (!usable(c, s->record_name, "a struct"))
			return false;
	} else {
		flaw(c->m->path, c->line,
			"\"%s\" is no result: id, int, text, one STRUCT, many STRUCT or nothing",
			w);
		return false;
	}
	if (!at_end(c)) {
		flaw(c->m->path, c->line, "the prototype ends here, but %s", found(c));
		return false;
	}
	return true;
}

/* A broken one is kept as well, without a name: then its SQL is skipped, not complained about. */
static void
read_prototype(struct reader *r, struct cursor *c)
{
	struct statement *s = ARENA_NEW(c->m->mem, struct statement);

	s->name = word(c);
	s->line = c->line;
	if (!usable(c, s->name, "a statement") || !accept(c, '(') || !read_params(c, s) ||
		!read_result(c, s))
		s->name = NULL;
	for (struct statement *o = r->m->statements; s->name && o; o = o->next)
		if (o->name && str_eq(o->name, s->name)) {
			flaw(c->m->path, c->line, "%s is already the statement of line %d", s->name,
				o->line);
			s->name = NULL;
		}
	r->open = s;
}

/* ---- with, record, json, scan ---- */

static bool
read_columns(struct cursor *c, struct column **at)
{
	struct column *first = NULL, **end = at;

	do {
		struct column *k = ARENA_NEW(c->m->mem, struct column);

		k->name = word(c);
		if (!usable(c, k->name, "a column"))
			return false;
		k->type = type(c, k->name);
		if (!k->type)
			return false;
		if (k->type == TYPE_SEALED) {
			flaw(c->m->path, c->line, "%s: only a column of the schema can be sealed",
				k->name);
			return false;
		}
		if (column_find(first, k->name)) {
			flaw(c->m->path, c->line, "%s is there twice", k->name);
			return false;
		}
		*end = k;
		end = &k->next;
		first = *at;
	} while (accept(c, ','));
	return true;
}

static void
read_with(struct reader *r, struct cursor *c)
{
	struct column **at = &r->open->with;

	while (*at)
		at = &(*at)->next;
	if (read_columns(c, at) && !at_end(c))
		flaw(c->m->path, c->line, "\",\" is expected between types, but %s", found(c));
}

static void
read_record(struct cursor *c)
{
	const char *name = word(c);
	struct record *rec;

	if (!usable(c, name, "a struct") || !accept(c, '('))
		return;
	rec = record_get(c->m, name, c->line);
	if (rec->declared) {
		flaw(c->m->path, c->line, "struct %s is already declared in line %d", name,
			rec->line);
		return;
	}
	rec->line = c->line;
	rec->declared = true;
	rec->filled = true;
	if (read_columns(c, &rec->columns) && (!accept(c, ')') || !at_end(c)))
		flaw(c->m->path, c->line, "\",\" or \")\" is expected behind the type, but %s",
			found(c));
}

static void
read_json(struct cursor *c)
{
	const char *name = word(c);
	struct record *rec;
	struct column **at;

	if (!usable(c, name, "a struct"))
		return;
	if (!accept(c, ':')) {
		flaw(c->m->path, c->line, "\"json %s:\" and names of columns are expected, but %s",
			name, found(c));
		return;
	}
	rec = record_get(c->m, name, c->line);
	if (rec->json_line) {
		flaw(c->m->path, c->line, "the JSON of %s already stands in line %d", name,
			rec->json_line);
		return;
	}
	rec->json_line = c->line;
	at = &rec->json;
	while (!at_end(c)) {
		*at = ARENA_NEW(c->m->mem, struct column);
		(*at)->name = word(c);
		if (!usable(c, (*at)->name, "a column")) {
			*at = NULL;
			return;
		}
		at = &(*at)->next;
		(void)accept(c, ',');
	}
}

static void
read_scan(struct reader *r, struct cursor *c)
{
	if (at_end(c))
		flaw(c->m->path, c->line, "\"scan:\" has to say why a full scan is right here");
	r->open->scan = c->p;
}

/* ---- lines ---- */

/* The first word of a comment is taken off if it is this one, and followed by such a character. */
static bool
starts(struct cursor *c, const char *w, const char *behind)
{
	struct cursor look = *c;

	if (!str_eq(word(&look), w))
		return false;
	blanks(&look);
	if (!*look.p || !(strchr(behind, *look.p) || (*behind == 'a' && is_name_start(*look.p))))
		return false;
	*c = look;
	return true;
}

static bool
goes_on(const char *text)
{
	size_t n = strlen(text);
	int depth = 0;

	for (const char *p = text; *p; p++)
		depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
	while (n && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return depth > 0 || (n && text[n - 1] == ',');
}

static const char *
take_line(struct reader *r)
{
	size_t n = strcspn(r->p, "\n");
	const char *text = arena_strndup(r->m->mem, r->p, n - (n && r->p[n - 1] == '\r'));

	r->p += n + (r->p[n] == '\n');
	r->line++;
	return text;
}

static bool
is_comment(const char *p)
{
	p += strspn(p, " \t");
	return p[0] == '-' && p[1] == '-';
}

/* The text of a comment line; with the lines behind it, as long as a list in it is not complete. */
static struct cursor
take_comment(struct reader *r, bool list)
{
	struct cursor c = { .m = r->m, .line = r->line };
	const char *text = take_line(r);

	text += strspn(text, " \t") + 2;
	while (list && goes_on(text) && is_comment(r->p)) {
		const char *more = take_line(r);

		text = arena_printf(r->m->mem, "%s %s", text, more + strspn(more, " \t") + 2);
	}
	c.p = text + strspn(text, " \t");
	return c;
}

static void
no_statement(struct reader *r)
{
	if (r->open && r->open->name)
		flaw(r->m->path, r->open->line, "%s has no statement", r->open->name);
	r->open = NULL;
}

static void
read_comment(struct reader *r)
{
	struct reader back = *r;
	struct cursor c = take_comment(r, false), whole;

	if (looks_like_prototype(c.p)) {
		no_statement(r);
		*r = (struct reader){ r->m, back.p, back.line, NULL, r->last };
		whole = take_comment(r, true);
		read_prototype(r, &whole);
		return;
	}
	if (r->open && starts(&c, "scan", ":")) {
		c.p++;
		read_scan(r, &c);
		return;
	}
	if (!starts(&c, "json", "a") && !starts(&c, "record", "a") &&
		!(r->open && starts(&c, "with", "a")))
		return;
	*r = back;
	whole = take_comment(r, true);
	c = whole;
	if (str_eq(word(&c), "json"))
		read_json(&c);
	else if (str_starts(whole.p, "record"))
		read_record(&c);
	else
		read_with(r, &c);
}

static void
read_sql(struct reader *r)
{
	struct statement *s = r->open;
	struct tokens t;
	const char *start = r->p, *end;
	int line = r->line;

	t = lex(r->m->mem, start, line, true, &end);
	if (!s)
		flaw(r->m->path, line,
			"a statement without a prototype: -- name(parameters) : result");
	if (!end)
		flaw(r->m->path, line, "the statement that starts here has no \";\" at its end");
	while (r->p < (end ? end : t.v[t.n].from) && *r->p)
		(void)take_line(r);
	if (end && !is_comment(end) && end[strspn(end, " \t\r")] != '\n' &&
		end[strspn(end, " \t\r")])
		flaw(r->m->path, r->line - 1, "nothing may follow \";\" in its line");
	r->open = NULL;
	if (!s || !s->name || !end)
		return;
	s->sql = start;
	s->end = end;
	s->sql_line = line;
	s->tokens = t;
	*r->last = s;
	r->last = &s->next;
}

void
read_module(struct module *m, const char *text)
{
	struct reader r = { .m = m, .p = text, .line = 1, .last = &m->statements };

	while (*r.p) {
		if (is_comment(r.p))
			read_comment(&r);
		else if (r.p[strspn(r.p, " \t\r\n")] && strcspn(r.p, "\n") > strspn(r.p, " \t\r"))
			read_sql(&r);
		else
			(void)take_line(&r);
	}
	no_statement(&r);
}
