/* SPDX-License-Identifier: Apache-2.0 */
/* What an entry means, and what is wrong with it. */
#include "plan2c.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

const char *const standing_names[] = { "ANYONE", "MEMBER", "ADMIN", "SELF", "PARTICIPANT", "MENTOR",
	"MENTEE", "MANAGER", "LINE_MANAGER", NULL };

#define BAD(p, e, ...) plan_error((p), (e)->file, (e)->line, __VA_ARGS__)

/* Adds a zeroed row that knows its place; ends with an error where the table is full. */
#define NEW_ROW(p, e, list)                                                                        \
	((p)->n_##list < PLAN_MAX                                                                  \
			? ((p)->list[(p)->n_##list].at = (struct place){ (e)->file, (e)->line },   \
				  &(p)->list[(p)->n_##list++])                                     \
			: (BAD(p, e, "more than %d entries", PLAN_MAX), (void *)0))

/* The argument as one word ("" if it is something else). */
static const char *
word(const struct entry *e, int i)
{
	return i < e->n_args && e->args[i].n == 1 && e->args[i].v[0].kind == TOKEN_WORD
		       ? e->args[i].v[0].text
		       : "";
}

static bool
is_dash(const struct entry *e, int i)
{
	return i < e->n_args && e->args[i].n == 1 && str_eq(e->args[i].v[0].text, "-");
}

/* The argument as text; neighbouring texts are joined as in C. NULL if it is something else. */
static const char *
text(struct plan *p, const struct entry *e, int i)
{
	struct buf b = BUF_IN(p->mem);

	if (i >= e->n_args || e->args[i].n == 0)
		return NULL;
	for (int k = 0; k < e->args[i].n; k++) {
		if (e->args[i].v[k].kind != TOKEN_TEXT)
			return NULL;
		buf_str(&b, e->args[i].v[k].text);
	}
	return buf_text(&b);
}

/* WORD(x): true, with x. */
static bool
call(const struct entry *e, int i, const char **ret_word, const struct token **ret_in)
{
	const struct token *v = i < e->n_args ? e->args[i].v : NULL;

	if (!v || e->args[i].n != 4 || v[0].kind != TOKEN_WORD || !str_eq(v[1].text, "(") ||
		!str_eq(v[3].text, ")"))
		return false;
	*ret_word = v[0].text;
	*ret_in = &v[2];
	return true;
}

static bool
no_flags(struct plan *p, const struct entry *e)
{
	if (e->n_flags)
		BAD(p, e, "%s has no flag %s", e->word, e->flags[0]);
	return e->n_flags == 0;
}

static int
find_subject(const struct plan *p, const char *name)
{
	for (int i = 0; i < p->n_subjects; i++)
		if (str_eq(p->subjects[i].name, name))
			return i;
	return -1;
}

static int
find_right(const struct plan *p, const char *name)
{
	for (int i = 0; i < p->n_rights; i++)
		if (str_eq(p->rights[i].name, name))
			return i;
	return -1;
}

static void
subject_entry(struct plan *p, const struct entry *e)
{
	struct subject *s;

	if (e->n_args != 1 || !*word(e, 0)) {
		BAD(p, e, "SUBJECT(name) has one name");
		return;
	}
	if (str_eq(word(e, 0), "site") || find_subject(p, word(e, 0)) >= 0)
		BAD(p, e, "the subject %s is there already", word(e, 0));
	if ((s = NEW_ROW(p, e, subjects)))
		s->name = word(e, 0);
	no_flags(p, e);
}

static unsigned
standing_mask(struct plan *p, const struct entry *e, const struct arg *a)
{
	unsigned mask = 0;

	for (int k = 0; k < a->n; k++) {
		int bit = 0;

		if (k % 2 == 1) {
			if (!str_eq(a->v[k].text, "|"))
				BAD(p, e, "standings are joined by |, not by %s", a->v[k].text);
			continue;
		}
		while (standing_names[bit] && !str_eq(standing_names[bit], a->v[k].text))
			bit++;
		if (!standing_names[bit])
			BAD(p, e, "there is no standing %s", a->v[k].text);
		else
			mask |= 1u << bit;
	}
	return mask;
}

static void
right_entry(struct plan *p, const struct entry *e)
{
	struct right *r;

	if (e->n_args != 3 || !*word(e, 0) || !*word(e, 1) || e->args[2].n % 2 == 0) {
		BAD(p, e, "RIGHT(name, subject, STANDING | STANDING …) has three parts");
		return;
	}
	if (find_right(p, word(e, 0)) >= 0)
		BAD(p, e, "the right %s is there already", word(e, 0));
	if (!str_eq(word(e, 1), "site") && find_subject(p, word(e, 1)) < 0)
		BAD(p, e, "there is no subject %s", word(e, 1));
	if ((r = NEW_ROW(p, e, rights))) {
		r->name = word(e, 0);
		r->subject = find_subject(p, word(e, 1));
		r->mask = standing_mask(p, e, &e->args[2]);
	}
	no_flags(p, e);
}

/* "/relationships/:relationship/goals" into its segments; false after an error. */
static bool
split_path(struct plan *p, const struct entry *e, struct route *r)
{
	const char *s = r->path;

	if (*s != '/') {
		BAD(p, e, "a path begins with /");
		return false;
	}
	while (*s == '/' && s[1]) {
		struct segment *g = &r->segments[r->n];
		size_t n = strcspn(++s, "/");

		g->kind = *s == ':' ? SEGMENT_ID : *s == '=' ? SEGMENT_WORD : SEGMENT_LITERAL;
		g->name = arena_strndup(p->mem, g->kind ? s + 1 : s, g->kind ? n - 1 : n);
		if (!*g->name ||
			strspn(g->name, g->kind ? "abcdefghijklmnopqrstuvwxyz0123456789_"
						: "abcdefghijklmnopqrstuvwxyz0123456789_-.") !=
				strlen(g->name)) {
			BAD(p, e, "\"%.*s\" cannot be a part of a path", (int)n, s);
			return false;
		}
		s += n;
		if (++r->n == 16) {
			BAD(p, e, "a path has at most 15 parts");
			return false;
		}
	}
	if (*s && s != r->path)
		BAD(p, e, "a path does not end with /");
	return !*s || s == r->path;
}

static bool
rest_word(const char *name)
{
	static const char *const words[] = { "_list", "_show", "_new", "_create", "_edit",
		"_update", "_delete", NULL };

	for (int i = 0; words[i]; i++)
		if (str_ends(name, words[i]))
			return true;
	return false;
}

/* Where among the :ids of the path the subject of the right stands. */
static void
find_subject_index(struct plan *p, const struct entry *e, struct route *r)
{
	const struct right *right = &p->rights[r->right];
	int ids = 0, words = 0;

	r->subject_index = -1;
	for (int i = 0; i < r->n; i++) {
		if (r->segments[i].kind == SEGMENT_ID && right->subject >= 0 &&
			str_eq(r->segments[i].name, p->subjects[right->subject].name))
			r->subject_index = ids;
		ids += r->segments[i].kind == SEGMENT_ID;
		words += r->segments[i].kind == SEGMENT_WORD;
		for (int k = 0; k < i; k++)
			if (r->segments[i].kind && r->segments[k].kind &&
				str_eq(r->segments[i].name, r->segments[k].name))
				BAD(p, e, "%s stands twice in the path", r->segments[i].name);
	}
	if (ids > 4 || words > 4)
		BAD(p, e, "a path has at most four ids and four words");
	if (right->subject >= 0 && r->subject_index < 0)
		BAD(p, e, "the right %s speaks of a %s, and there is no :%s in the path",
			right->name, p->subjects[right->subject].name,
			p->subjects[right->subject].name);
}

static void
route_flags(struct plan *p, const struct entry *e, struct route *r)
{
	for (int i = 0; i < e->n_flags; i++) {
		if (str_eq(e->flags[i], "SLOW"))
			r->slow = true;
		else if (str_eq(e->flags[i], "UPLOAD"))
			r->upload = true;
		else if (str_eq(e->flags[i], "STREAM"))
			r->stream = true;
		else if (str_eq(e->flags[i], "OPEN"))
			r->open = true;
		else if (str_eq(e->flags[i], "FILE"))
			r->file = true;
		else if (str_eq(e->flags[i], "PAGES"))
			r->pages = true;
		else if (str_eq(e->flags[i], "AFTER"))
			r->after = true;
		else if (str_eq(e->flags[i], "READ") && e->of[i])
			r->read = e->of[i];
		else
			BAD(p, e, "a route has no flag %s", e->flags[i]);
	}
	if (r->stream && !str_eq(r->method, "GET"))
		BAD(p, e, "only a GET can be a STREAM");
	if (r->file && (!str_eq(r->method, "GET") || r->stream || r->out))
		BAD(p, e, "only a GET without an output of its own can be a FILE");
	if ((r->pages || r->after) && (!str_eq(r->method, "GET") || !str_eq(r->out_kind, "MANY")))
		BAD(p, e, "only a GET of MANY has %s", r->pages ? "PAGES" : "AFTER");
	if (r->pages && r->after)
		BAD(p, e, "a list has PAGES or AFTER");
	for (int i = 0; i < e->n_flags; i++)
		if (e->of[i] && !str_eq(e->flags[i], "READ"))
			BAD(p, e, "%s takes nothing in brackets", e->flags[i]);
	if (r->read && !str_eq(r->method, "PUT") && !str_eq(r->method, "PATCH") &&
		!str_eq(r->method, "DELETE"))
		BAD(p, e, "only a PUT, a PATCH or a DELETE has READ");
	if (r->open && str_eq(r->method, "GET"))
		BAD(p, e, "a GET has no OPEN");
	if (r->upload && str_eq(r->method, "GET"))
		BAD(p, e, "a GET has no UPLOAD");
}

static void
route_output(struct plan *p, const struct entry *e, struct route *r)
{
	const struct token *in;
	const char *kind;

	r->out_kind = "NOTHING";
	if (is_dash(e, 5))
		return;
	if (call(e, 5, &kind, &in) && (str_eq(kind, "ONE") || str_eq(kind, "MANY")) &&
		in->kind == TOKEN_WORD) {
		r->out_kind = kind;
		r->out = in->text;
	} else if (str_eq(word(e, 5), "ID") || str_eq(word(e, 5), "CHANGED")) {
		r->out_kind = word(e, 5);
	} else {
		BAD(p, e, "the output is -, ONE(json), MANY(json), ID or CHANGED");
	}
}

static void
route_entry(struct plan *p, const struct entry *e)
{
	struct route *r;

	if (e->n_args == 3 || (e->n_args >= 4 && !*word(e, 3))) {
		BAD(p, e, "this route has no right");
		return;
	}
	if (e->n_args != 6 || !text(p, e, 1) || !*word(e, 2)) {
		BAD(p, e, "ROUTE(METHOD, \"/path\", name, right, form or -, output) has six parts");
		return;
	}
	if (!(r = NEW_ROW(p, e, routes)))
		return;
	r->method = word(e, 0);
	if (!str_eq(r->method, "GET") && !str_eq(r->method, "POST") && !str_eq(r->method, "PUT") &&
		!str_eq(r->method, "PATCH") && !str_eq(r->method, "DELETE"))
		BAD(p, e, "there is no method %s", r->method);
	r->path = text(p, e, 1);
	r->name = word(e, 2);
	if (!rest_word(r->name))
		BAD(p, e, "%s ends in none of _list _show _new _create _edit _update _delete",
			r->name);
	if (!*word(e, 4) && !is_dash(e, 4))
		BAD(p, e, "the form is a name or -");
	if (*word(e, 4) && str_eq(r->method, "GET"))
		BAD(p, e, "a GET reads no form");
	r->in = *word(e, 4) ? word(e, 4) : NULL;
	route_output(p, e, r);
	route_flags(p, e, r);
	r->right = find_right(p, word(e, 3));
	if (!split_path(p, e, r))
		return;
	if (r->right < 0)
		BAD(p, e, "there is no right %s", word(e, 3));
	else
		find_subject_index(p, e, r);
}

static void
job_entry(struct plan *p, const struct entry *e)
{
	struct job *j;
	const struct token *in;
	const char *flag;

	if (!*word(e, 0) || !(j = NEW_ROW(p, e, jobs))) {
		BAD(p, e, "JOB(name, LEASE(seconds), TRIES(n), EVERY(seconds)) begins with a name");
		return;
	}
	j->name = word(e, 0);
	for (int i = 1; i < e->n_args; i++) {
		if (!call(e, i, &flag, &in) || in->kind != TOKEN_NUMBER || atol(in->text) < 1)
			BAD(p, e, "LEASE, TRIES and EVERY hold a number above 0");
		else if (str_eq(flag, "LEASE"))
			j->lease = atol(in->text);
		else if (str_eq(flag, "TRIES"))
			j->tries = atol(in->text);
		else if (str_eq(flag, "EVERY"))
			j->every = atol(in->text);
		else
			BAD(p, e, "a job has no %s", flag);
	}
	if (!j->lease || !j->tries)
		BAD(p, e, "a job needs LEASE(seconds) and TRIES(n)");
	no_flags(p, e);
}

static void
event_entry(struct plan *p, const struct entry *e)
{
	struct event *v;
	const struct token *in;
	const char *flag;

	if (!*word(e, 0) || e->n_args > 13 || !(v = NEW_ROW(p, e, events))) {
		BAD(p, e,
			"EVENT(name, LISTENER(name) …) begins with a name, and has up to 12 "
			"listeners");
		return;
	}
	v->name = word(e, 0);
	for (int i = 1; i < e->n_args; i++) {
		if (!call(e, i, &flag, &in) || !str_eq(flag, "LISTENER") || in->kind != TOKEN_WORD)
			BAD(p, e, "an event has only LISTENER(name)");
		else
			v->listeners[v->n++] = in->text;
	}
	no_flags(p, e);
}

static bool
fits_kind(const char *kind, const char *value)
{
	int64_t n;

	if (str_eq(kind, "INT"))
		return str_to_int(value, &n);
	if (str_eq(kind, "BOOL"))
		return str_eq(value, "yes") || str_eq(value, "no");
	return true;
}

static void
setting_entry(struct plan *p, const struct entry *e)
{
	struct setting *s;

	if (e->n_args != 4 || !*word(e, 0) || !text(p, e, 2) || !text(p, e, 3)) {
		BAD(p, e, "SETTING(key, KIND, \"default\", \"help\") has four parts");
		return;
	}
	if (!(s = NEW_ROW(p, e, settings)))
		return;
	s->key = word(e, 0);
	s->kind = word(e, 1);
	s->otherwise = text(p, e, 2);
	s->help = text(p, e, 3);
	if (!str_eq(s->kind, "TEXT") && !str_eq(s->kind, "INT") && !str_eq(s->kind, "BOOL") &&
		!str_eq(s->kind, "SECRET"))
		BAD(p, e, "a setting is TEXT, INT, BOOL or SECRET");
	else if (!fits_kind(s->kind, s->otherwise))
		BAD(p, e, "\"%s\" is no default for %s (BOOL is yes or no)", s->otherwise, s->kind);
	if (!*s->help)
		BAD(p, e, "the setting %s has no help", s->key);
	no_flags(p, e);
}

void
plan_entry(struct plan *p, const struct entry *e)
{
	static const struct {
		const char *word;
		void (*read)(struct plan *, const struct entry *);
	} kinds[] = { { "SUBJECT", subject_entry }, { "RIGHT", right_entry },
		{ "ROUTE", route_entry }, { "JOB", job_entry }, { "EVENT", event_entry },
		{ "SETTING", setting_entry } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].word, e->word)) {
			kinds[i].read(p, e);
			return;
		}
	BAD(p, e, "there is no table entry %s", e->word);
}

/* Both match the same addresses, as far as their parts go. */
static bool
same_shape(const struct route *a, const struct route *b)
{
	if (a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++)
		if ((a->segments[i].kind == SEGMENT_LITERAL) !=
				(b->segments[i].kind == SEGMENT_LITERAL) ||
			(a->segments[i].kind == SEGMENT_LITERAL &&
				!str_eq(a->segments[i].name, b->segments[i].name)))
			return false;
	return true;
}

static void
check_routes(struct plan *p, const struct route *a, const struct route *b)
{
	if (str_eq(a->name, b->name))
		plan_error(p, b->at.file, b->at.line, "the route %s is there already, in line %d",
			b->name, a->at.line);
	if (!same_shape(a, b))
		return;
	if (!str_eq(a->path, b->path))
		plan_error(p, b->at.file, b->at.line, "%s cannot be told from %s in line %d",
			b->path, a->path, a->at.line);
	else if (str_eq(a->method, b->method))
		plan_error(p, b->at.file, b->at.line, "%s %s is there already, in line %d",
			b->method, b->path, a->at.line);
}

/* Is everything that the address of b names named by that of a? */
static bool
names_all(const struct route *a, const struct route *b)
{
	for (int i = 0; i < b->n; i++) {
		bool found = b->segments[i].kind == SEGMENT_LITERAL;

		for (int k = 0; k < a->n; k++)
			found = found || (a->segments[k].kind == b->segments[i].kind &&
						 str_eq(a->segments[k].name, b->segments[i].name));
		if (!found)
			return false;
	}
	return true;
}

/* Where what a route changes is read, if not at its own address. */
static void
check_read(struct plan *p, struct route *r)
{
	const struct route *at = NULL;

	for (int i = 0; i < p->n_routes; i++)
		if (str_eq(p->routes[i].name, r->read))
			at = &p->routes[i];
	if (!at || !str_eq(at->method, "GET") || at->slow || !at->out) {
		plan_error(p, r->at.file, r->at.line,
			"READ(%s) is no GET of ONE or MANY that is not SLOW", r->read);
		return;
	}
	if (!names_all(r, at))
		plan_error(p, r->at.file, r->at.line, "%s does not name all that %s names", r->path,
			at->path);
	r->read_path = at->path;
}

#define CHECK_NAMES(p, list, what, member)                                                         \
	for (int i = 0; i < (p)->n_##list; i++)                                                    \
		for (int k = 0; k < i; k++)                                                        \
			if (str_eq((p)->list[i].member, (p)->list[k].member))                      \
	plan_error((p), (p)->list[i].at.file, (p)->list[i].at.line,                                \
		"the " what " %s is there already, in line %d", (p)->list[i].member,               \
		(p)->list[k].at.line)

void
plan_check(struct plan *p)
{
	for (int i = 0; i < p->n_routes; i++)
		for (int k = 0; k < i; k++)
			check_routes(p, &p->routes[k], &p->routes[i]);
	for (int i = 0; i < p->n_routes; i++)
		if (p->routes[i].read)
			check_read(p, &p->routes[i]);
	CHECK_NAMES(p, jobs, "job", name);
	CHECK_NAMES(p, events, "event", name);
	CHECK_NAMES(p, settings, "setting", key);
}
