/* SPDX-License-Identifier: Apache-2.0 */
/* The HTML of one definition, node by node: places of values, branches that must agree. */
#include "html2c_walk.h"

#include <string.h>

#include "base/str.h"

static void walk_list(struct walk *w, struct node **list);

/* ---- places ---- */

static void
out_in_value(struct walk *w, struct node *x)
{
	enum url_kind url = attr_url(w->at.name);

	if (url) {
		struct attr a = { .name = w->at.name, .value = w->at.value, .dynamic = true };

		x->place = *w->at.value ? PLACE_URL_PART : PLACE_URL;
		if (*w->at.value && !w->at.dynamic)
			check_url(w->t, x->line, &a, url);
	}
	w->at.value =
		arena_printf(w->t->mem, "%s{%s%s}", w->at.value, x->expr->text, x->expr->rest);
	w->at.dynamic = true;
}

static bool
is_paragraphs(const struct expr *x)
{
	return x->kind == EXPR_CALL && str_eq(x->text, "paragraphs");
}

static void
walk_out(struct walk *w, struct node *x)
{
	static const char *const where[] = {
		[IN_TAG] = "a tag: values stand in text or in quoted attributes",
		[IN_COMMENT] = "a comment; write {{# … }} for a remark that nobody is sent",
		[IN_DOCTYPE] = "a doctype",
	};

	if (w->at.state == IN_VALUE) {
		if (is_paragraphs(x->expr))
			flaw(w->t, x->line, "paragraphs() has no place in an attribute");
		out_in_value(w, x);
	} else if (w->at.state != IN_TEXT) {
		flaw(w->t, x->line, "a value has no place in %s", where[w->at.state]);
	} else if (w->at.top && str_eq(w->at.top->name, "script")) {
		flaw(w->t, x->line,
			"a value has no place in a script: put it into a data- attribute");
	}
	content(w);
	w->at.ws = false;
}

/* Statements that write whole elements. */
static void
want_text(struct walk *w, const struct node *x, const char *what)
{
	if (w->at.state != IN_TEXT)
		flaw(w->t, x->line, "{{ %s }} has no place inside a tag", what);
	content(w);
	w->at.ws = false;
}

/* ---- branches ---- */

static bool
same_elements(const struct open *a, const struct open *b)
{
	for (; a && b && a != b; a = a->up, b = b->up)
		if (!str_eq(a->name, b->name))
			return false;
	return a == b;
}

static bool
same_spot(const struct spot *a, const struct spot *b)
{
	if (a->state != b->state || !same_elements(a->top, b->top))
		return false;
	if (a->state == IN_VALUE && (!str_eq(a->name, b->name) || a->quote != b->quote))
		return false;
	return a->state != IN_TAG || str_eq(a->tag, b->tag);
}

static const char *
spot_text(struct walk *w, const struct spot *s)
{
	if (s->state == IN_VALUE)
		return arena_printf(w->t->mem, "inside the attribute %s", s->name);
	if (s->state == IN_TAG)
		return arena_printf(w->t->mem, "inside the tag <%s", s->tag);
	if (s->state != IN_TEXT)
		return "inside a comment";
	if (!s->top)
		return "outside of all elements";
	return arena_printf(w->t->mem, "inside <%s> of line %d", s->top->name, s->top->line);
}

/* What is known after either of two ways. */
static void
join(struct walk *w, int line, const char *what, struct spot *s, const struct spot *other)
{
	if (!same_spot(s, other)) {
		flaw(w->t, line, "the ways through {{ %s }} end differently: %s, or %s", what,
			spot_text(w, s), spot_text(w, other));
		return;
	}
	s->spaced &= other->spaced;
	s->ws &= other->ws;
	if (s->state == IN_VALUE && !str_eq(s->value, other->value)) {
		s->value = arena_printf(w->t->mem, "%s{or}%s", s->value, other->value);
		s->dynamic = true;
	}
	for (struct name_list *x = other->ids; x; x = x->next)
		if (!name_find(s->ids, x->name))
			name_add(w, &s->ids, x->name, x->line);
}

/* A literal beginning of an address that stands only under a condition. */
static void
check_url_branch(struct walk *w, int line, const struct spot *before)
{
	struct attr a = { .name = w->at.name, .value = w->at.value, .dynamic = true };

	if (w->at.state == IN_VALUE && before->state == IN_VALUE && attr_url(w->at.name) &&
		!*before->value && *w->at.value && !w->at.dynamic)
		check_url(w->t, line, &a, attr_url(w->at.name));
}

/* The attributes of all branches behind those of before: sure is what every branch has. */
static struct attr *
join_attrs(struct walk *w, const struct node *x, struct attr *before, bool has_else)
{
	struct attr *all = before;

	for (struct branch *b = x->branches; b; b = b->next) {
		for (struct attr *a = b->attrs_end; a && a != before; a = a->next) {
			struct attr *copy = arena_memdup(w->t->mem, a, sizeof *a);

			copy->sure = has_else && a->sure;
			for (struct branch *o = x->branches; o; o = o->next)
				copy->sure &= attr_sure(o->attrs_end, a->name) != NULL;
			copy->next = all;
			all = copy;
		}
	}
	return all;
}

static void
walk_if(struct walk *w, struct node *x)
{
	struct spot before = w->at, after = w->at;
	bool has_else = false;

	w->branches++;
	for (struct branch *b = x->branches; b; b = b->next) {
		w->at = before;
		walk_list(w, &b->body);
		check_url_branch(w, x->line, &before);
		b->attrs_end = w->at.attrs;
		has_else |= !b->condition;
		if (b == x->branches)
			after = w->at;
		else
			join(w, x->line, "if", &after, &w->at);
	}
	w->branches--;
	if (!has_else)
		join(w, x->line, "if", &after, &before);
	if (before.state == IN_TAG)
		after.attrs = join_attrs(w, x, before.attrs, has_else);
	w->at = after;
}

static void
walk_for(struct walk *w, struct node *x)
{
	struct spot before = w->at, after;
	int loop_branches = w->loop_branches;

	w->loops++;
	w->loop_branches = ++w->branches;
	if (before.state == IN_TAG)
		flaw(w->t, x->line, "a loop has no place inside a tag");
	walk_list(w, &x->branches->body);
	after = w->at;
	join(w, x->line, "for", &after, &before);
	w->loops--;
	w->loop_branches = loop_branches;
	if (x->branches->next) {
		w->at = before;
		walk_list(w, &x->branches->next->body);
		join(w, x->line, "for", &after, &w->at);
	}
	w->branches--;
	w->at = after;
}

static void
walk_use(struct walk *w, struct node *x)
{
	struct spot before;

	want_text(w, x, "use");
	before = w->at;
	walk_list(w, &x->branches->body);
	join(w, x->line, "use", &before, &w->at);
	before.ids = w->at.ids;
	w->at = before;
}

/* ---- nodes ---- */

/* A field has its name as its id. In a loop a condition may choose each field once, as in
 * {{ for q in v.questions }}{{ if q.id == "wants" }}{{ field v.form.wants, q.text }}{{ end }}{{ end }}. */
static void
walk_field(struct walk *w, const struct node *x, const char *what)
{
	want_text(w, x, what);
	id_add(w, last_name(x->expr), x->line, w->loops && w->branches == w->loop_branches);
}

static void
walk_node(struct walk *w, struct node *x)
{
	switch (x->kind) {
	case NODE_OUT:
		walk_out(w, x);
		break;
	case NODE_IF:
		walk_if(w, x);
		break;
	case NODE_FOR:
		walk_for(w, x);
		break;
	case NODE_USE:
		walk_use(w, x);
		break;
	case NODE_CALL:
		want_text(w, x, "call");
		break;
	case NODE_BODY:
		want_text(w, x, "body");
		break;
	case NODE_FIELD:
		walk_field(w, x, "field");
		break;
	case NODE_CHOICE:
		walk_field(w, x, "choice");
		break;
	case NODE_PROBLEMS:
		want_text(w, x, "problems");
		break;
	case NODE_TEXT:
	case NODE_HIDDEN:
		break;
	}
}

/* Walks the nodes of one list and puts what they become in their place. */
static void
walk_list(struct walk *w, struct node **list)
{
	struct node *x = *list, *next, **tail = w->tail;

	*list = NULL;
	w->tail = list;
	for (; x; x = next) {
		next = x->next;
		x->next = NULL;
		if (x->kind == NODE_TEXT) {
			walk_text(w, x);
			continue;
		}
		*w->tail = x;
		w->tail = &x->next;
		{
			struct node **mine = w->tail;

			walk_node(w, x);
			w->tail = mine;
		}
	}
	w->tail = tail;
}

static void
check_labels(struct walk *w)
{
	for (struct name_list *x = w->controls; x; x = x->next)
		if (!name_find(w->labels, x->name))
			flaw(w->t, x->line,
				"this input has no label: there is no <label for=\"%s\">", x->name);
}

/* A text definition: everything is taken as it stands. */
static void
mark_plain(struct tpl *t, struct node *list)
{
	for (struct node *x = list; x; x = x->next) {
		x->place = PLACE_PLAIN;
		if (x->kind == NODE_FIELD || x->kind == NODE_CHOICE || x->kind == NODE_PROBLEMS)
			flaw(t, x->line, "inputs have no place in {{ textdefine }}");
		for (struct branch *b = x->branches; b; b = b->next)
			mark_plain(t, b->body);
	}
}

void
check_markup(struct tpl *t, struct define *d)
{
	struct walk w = { .t = t, .out = BUF_IN(t->mem), .at = { .ws = true } };

	if (d->plain) {
		mark_plain(t, d->nodes);
		return;
	}
	walk_list(&w, &d->nodes);
	if (w.at.state != IN_TEXT)
		flaw(t, d->line, "%s ends %s", d->name, spot_text(&w, &w.at));
	for (struct open *o = w.at.top; o; o = o->up)
		flaw(t, o->line, "<%s> is not closed in %s", o->name, d->name);
	check_labels(&w);
}
