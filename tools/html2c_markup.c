/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML of one definition, byte by byte, as a browser reads it. */
#include "html2c_walk.h"

#include <string.h>

#include "base/str.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
name_add(struct walk *w, struct name_list **list, const char *name, int line)
{
	struct name_list *x = ARENA_NEW(w->t->mem, struct name_list);

	x->name = name;
	x->line = line;
	x->next = *list;
	*list = x;
}

const struct name_list *
name_find(const struct name_list *list, const char *name)
{
	while (list && !str_eq(list->name, name))
		list = list->next;
	return list;
}

static void
put(struct walk *w, char c)
{
	buf_chr(&w->out, c);
}

void
content(struct walk *w)
{
	for (struct open *o = w->at.top; o && !o->hidden; o = o->up)
		o->content = true;
}

static bool
keeps_space(const struct walk *w)
{
	return inside(w->at.top, "pre") || inside(w->at.top, "textarea");
}

void
id_add(struct walk *w, const char *id, int line, bool repeated)
{
	if (name_find(w->at.ids, id))
		flaw(w->t, line,
			"the id \"%s\" is already used in line %d; if only one of them is shown, "
			"say so by {{ elif }}",
			id, name_find(w->at.ids, id)->line);
	else if (repeated)
		flaw(w->t, line, "the id \"%s\" would be repeated by the loop: add a value to it",
			id);
	name_add(w, &w->at.ids, id, line);
}

/* ---- attributes ---- */

static void
attr_add(struct walk *w, const char *name, const char *value, bool dynamic)
{
	struct attr *a = ARENA_NEW(w->t->mem, struct attr);

	a->name = name;
	a->value = value;
	a->dynamic = dynamic;
	a->sure = true;
	a->line = w->line;
	a->next = w->at.attrs;
	w->at.attrs = a;
	check_attr_value(w->t, w->at.tag, a);
	if (str_eq(name, "id") && !dynamic)
		id_add(w, value, w->line, w->loops > 0);
}

static void
end_value(struct walk *w)
{
	enum url_kind url = attr_url(w->at.name);

	attr_add(w, w->at.name, w->at.value, w->at.dynamic);
	if (url && !w->at.dynamic)
		check_url(w->t, w->line, w->at.attrs, url);
	if (str_eq(w->at.tag, "form") && str_eq(w->at.name, "method")) {
		if (w->at.dynamic || w->branches > w->at.tag_branches)
			flaw(w->t, w->line, "the method of a form has to be fixed");
		else if (!str_eq(w->at.value, "get") && !str_eq(w->at.value, "dialog")) {
			w->method = w->at.value;
			w->out.n = w->value_start;
			buf_str(&w->out, "post");
		}
	}
	w->at.state = IN_TAG;
	w->at.spaced = false;
}

/* Reads a name, and what begins behind it: a value or nothing. Returns where to read on. */
static size_t
begin_attr(struct walk *w, const char *p, size_t i, size_t n)
{
	size_t start = i;
	const char *name;

	while (i < n && !is_space(p[i]) && !strchr("=>/\"'<", p[i]))
		i++;
	if (i == start) {
		flaw(w->t, w->line, "%c has no place in a tag", p[i]);
		return i + 1;
	}
	name = arena_strndup(w->t->mem, p + start, i - start);
	if (!w->at.spaced)
		flaw(w->t, w->line, "a space is missing before the attribute %s", name);
	if (attr_find(w->at.attrs, name))
		flaw(w->t, w->line, "the attribute %s is there twice", name);
	check_attr_name(w->t, w->line, w->at.tag, name);
	buf_add(&w->out, p + start, i - start);
	w->at.spaced = false;
	if (i == n || p[i] != '=') {
		attr_add(w, name, "", false);
		return i;
	}
	put(w, '=');
	i++;
	if (i == n || (p[i] != '"' && p[i] != '\'')) {
		flaw(w->t, w->line, "the value of the attribute %s has to stand in quotes", name);
		while (i < n && !is_space(p[i]) && p[i] != '>')
			i++;
		attr_add(w, name, "", true);
		return i;
	}
	w->at.state = IN_VALUE;
	w->at.name = name;
	w->at.quote = p[i];
	w->at.value = "";
	w->at.dynamic = false;
	put(w, p[i]);
	w->value_start = w->out.n;
	return i + 1;
}

/* ---- tags ---- */

static void
flush(struct walk *w)
{
	struct node *x;

	if (!w->out.n)
		return;
	x = ARENA_NEW(w->t->mem, struct node);
	x->kind = NODE_TEXT;
	x->line = w->line;
	x->text = w->out.p;
	x->n = w->out.n;
	w->out = BUF_IN(w->t->mem);
	*w->tail = x;
	w->tail = &x->next;
}

static void
form_hidden(struct walk *w)
{
	struct node *x = ARENA_NEW(w->t->mem, struct node);

	flush(w);
	x->kind = NODE_HIDDEN;
	x->line = w->line;
	x->text = w->method;
	*w->tail = x;
	w->tail = &x->next;
	w->method = NULL;
}

static void
open_element(struct walk *w)
{
	struct open *o = ARENA_NEW(w->t->mem, struct open);
	const struct attr *hidden = attr_find(w->at.attrs, "aria-hidden");

	o->name = w->at.tag;
	o->line = w->at.tag_line;
	o->named =
		attr_sure(w->at.attrs, "aria-label") || attr_sure(w->at.attrs, "aria-labelledby");
	o->hidden = hidden && str_eq(hidden->value, "true");
	o->up = w->at.top;
	if (o->up && str_eq(o->name, "caption"))
		o->up->caption = true;
	w->at.top = o;
}

static void
end_tag_open(struct walk *w, bool self_closing)
{
	const char *tag = w->at.tag;
	const struct attr *id = attr_sure(w->at.attrs, "id"), *what;
	bool svg = str_eq(tag, "svg") || inside(w->at.top, "svg");

	check_tag(w->t, w->at.tag_line, tag, w->at.attrs, w->at.top);
	if (needs_label(tag, w->at.attrs, w->at.top)) {
		if (id)
			name_add(w, &w->controls, id->value, w->at.tag_line);
		else
			flaw(w->t, w->at.tag_line,
				"this %s has no label: put it into a <label>, or give it an id and "
				"a <label for>",
				tag);
	}
	what = str_eq(tag, "label") ? attr_find(w->at.attrs, "for") : NULL;
	if (what)
		name_add(w, &w->labels, what->value, w->at.tag_line);
	what = str_eq(tag, "img") || str_eq(tag, "input") ? attr_find(w->at.attrs, "alt") : NULL;
	if (str_eq(tag, "input") || str_eq(tag, "select") || str_eq(tag, "textarea") ||
		(what && *what->value))
		content(w);
	if (self_closing && !svg && !is_void(tag))
		flaw(w->t, w->line, "<%s/> does not close in HTML: write <%s></%s>", tag, tag, tag);
	if (!is_void(tag) && !self_closing)
		open_element(w);
	w->at.state = IN_TEXT;
	w->at.ws = false;
	if (w->method && str_eq(tag, "form"))
		form_hidden(w);
}

static void
close_element(struct walk *w, const char *name)
{
	struct open *o = w->at.top;

	if (o && str_eq(o->name, name)) {
		check_close(w->t, o);
		w->at.top = o->up;
	} else if (is_void(name)) {
		flaw(w->t, w->line, "<%s> has no end tag", name);
	} else if (!o) {
		flaw(w->t, w->line, "</%s> closes nothing that was opened here", name);
	} else {
		flaw(w->t, w->line, "</%s> comes before <%s> of line %d is closed", name, o->name,
			o->line);
		if (inside(o, name)) {
			while (!str_eq(w->at.top->name, name))
				w->at.top = w->at.top->up;
			w->at.top = w->at.top->up;
		}
	}
	w->at.ws = false;
}

static size_t
name_length(const char *p, size_t i, size_t n)
{
	size_t start = i;

	while (i < n && (is_name(p[i]) || p[i] == '-' || p[i] == ':'))
		i++;
	return i - start;
}

/* At "<". Returns where to read on. */
static size_t
angle(struct walk *w, const char *p, size_t i, size_t n)
{
	const char *raw = w->at.top && (str_eq(w->at.top->name, "textarea") ||
					       str_eq(w->at.top->name, "title") ||
					       str_eq(w->at.top->name, "script"))
				  ? w->at.top->name
				  : NULL;
	bool closing = i + 1 < n && p[i + 1] == '/';
	size_t at = i + 1 + closing, len = name_length(p, at, n);
	const char *name = arena_strndup(w->t->mem, p + at, len);

	if (n - i >= 4 && memcmp(p + i, "<!--", 4) == 0) {
		w->at.state = IN_COMMENT;
		return i + 4;
	}
	if (n - i >= 9 && memcmp(p + i, "<!doctype", 9) == 0) {
		w->at.state = IN_DOCTYPE;
		buf_add(&w->out, p + i, 9);
		return i + 9;
	}
	if (!len || !is_name_start(*name)) {
		flaw(w->t, w->line, "a tag cannot begin here; write &lt; for the sign");
		return i + 1;
	}
	if (raw && !(closing && str_eq(name, raw))) {
		flaw(w->t, w->line, "<%s> cannot hold other tags", raw);
		return at + len;
	}
	if (!closing) {
		w->at.state = IN_TAG;
		w->at.tag = name;
		w->at.tag_line = w->line;
		w->at.tag_branches = w->branches;
		w->at.attrs = NULL;
		w->at.spaced = false;
		w->method = NULL;
		buf_add(&w->out, p + i, len + 1);
		return at + len;
	}
	if (at + len == n || p[at + len] != '>') {
		flaw(w->t, w->line, "</%s must be followed by >", name);
		return at + len;
	}
	buf_add(&w->out, p + i, at + len + 1 - i);
	close_element(w, name);
	return at + len + 1;
}

/* ---- bytes ---- */

/* White space in text: a run with a line end becomes one line end, any other one space. */
static size_t
space(struct walk *w, const char *p, size_t i, size_t n)
{
	bool newline = false;

	if (keeps_space(w)) {
		w->line += p[i] == '\n';
		put(w, p[i]);
		return i + 1;
	}
	for (; i < n && is_space(p[i]); i++) {
		newline |= p[i] == '\n';
		w->line += p[i] == '\n';
	}
	if (!w->at.ws)
		put(w, newline ? '\n' : ' ');
	w->at.ws = true;
	return i;
}

static size_t
in_text(struct walk *w, const char *p, size_t i, size_t n)
{
	if (p[i] == '<')
		return angle(w, p, i, n);
	if (is_space(p[i]))
		return space(w, p, i, n);
	if ((unsigned char)p[i] < ' ' || p[i] == 0x7f)
		flaw(w->t, w->line, "a control character stands here");
	if (w->at.top && str_eq(w->at.top->name, "script") && !w->at.top->content)
		flaw(w->t, w->line,
			"scripts are files in assets/: nothing may stand inside <script>");
	content(w);
	w->at.ws = false;
	put(w, p[i]);
	return i + 1;
}

static size_t
in_tag(struct walk *w, const char *p, size_t i, size_t n)
{
	if (is_space(p[i])) {
		w->line += p[i] == '\n';
		if (!w->at.spaced)
			put(w, ' ');
		w->at.spaced = true;
		return i + 1;
	}
	if (p[i] == '>' || (p[i] == '/' && i + 1 < n && p[i + 1] == '>')) {
		bool self_closing = p[i] == '/';

		buf_str(&w->out, self_closing ? "/>" : ">");
		end_tag_open(w, self_closing);
		return i + 1 + self_closing;
	}
	return begin_attr(w, p, i, n);
}

static size_t
in_value(struct walk *w, const char *p, size_t i, size_t n)
{
	size_t start = i;

	while (i < n && p[i] != w->at.quote) {
		w->line += p[i] == '\n';
		i++;
	}
	buf_add(&w->out, p + start, i - start);
	if (i > start)
		w->at.value =
			arena_printf(w->t->mem, "%s%.*s", w->at.value, (int)(i - start), p + start);
	if (i == n)
		return i;
	end_value(w);
	put(w, p[i]);
	return i + 1;
}

void
walk_text(struct walk *w, const struct node *x)
{
	size_t i = 0, n = x->n;
	const char *p = x->text;

	w->line = x->line;
	if (x->bol && w->at.state == IN_TEXT && !keeps_space(w))
		while (i < n && (p[i] == ' ' || p[i] == '\t'))
			i++;
	while (i < n) {
		switch (w->at.state) {
		case IN_TEXT:
			i = in_text(w, p, i, n);
			break;
		case IN_TAG:
			i = in_tag(w, p, i, n);
			break;
		case IN_VALUE:
			i = in_value(w, p, i, n);
			break;
		case IN_COMMENT:
			if (n - i >= 3 && memcmp(p + i, "-->", 3) == 0) {
				w->at.state = IN_TEXT;
				i += 2;
			}
			w->line += p[i++] == '\n';
			break;
		case IN_DOCTYPE:
			if (p[i] == '>') {
				w->at.state = IN_TEXT;
				w->at.ws = false;
			}
			put(w, p[i++]);
			break;
		}
	}
	flush(w);
}
