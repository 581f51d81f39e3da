/* SPDX-License-Identifier: Apache-2.0 */
#include "features/shell/shell.h"

#include <string.h>

#include "base/str.h"
#include "engine/engine.h"
#include "features/shell/shell.html.h"

#define UNREAD_SHOWN 99 /* more are not counted */

struct part {
	const char *word;
	const char *part;
};

static const char *
part_named(const struct part *parts, const char *word, size_t n)
{
	for (; parts->word; parts++)
		if (strlen(parts->word) == n && !memcmp(parts->word, word, n))
			return parts->part;
	return "";
}

/* The part of the site that a path belongs to, for the mark in the navigation. */
static const char *
part_of(const char *path)
{
	static const struct part parts[] = {
		{ "", "home" },
		{ "relationships", "relationships" },
		{ "people", "people" },
		{ "programmes", "programmes" },
		{ "matches", "programmes" },
		{ "imports", "programmes" },
		{ "notices", "notices" },
		{ "organisation", "admin" },
		{ "admin", "admin" },
		{ NULL, NULL },
	};

	/* A path that could not be understood is empty. */
	return *path ? part_named(parts, path + 1, strcspn(path + 1, "/")) : "";
}

/* The part of a relationship: the word after its number, else the kind of thing that is looked at. What
 * stands in neither list is about the two of them. */
static const char *
part_of_pair(const char *path)
{
	static const struct part parts[] = {
		{ "", "trail" },
		{ "next-step", "trail" },
		{ "meetings", "meetings" },
		{ "rhythm", "meetings" },
		{ "attendance", "meetings" },
		{ "goals", "goals" },
		{ "direction", "goals" },
		{ "plan", "goals" },
		{ "steps", "goals" },
		{ "milestones", "goals" },
		{ "roadmap", "goals" },
		{ "themes", "goals" },
		{ "questions", "meetings" },
		{ "library", "meetings" },
		{ "own-questions", "meetings" },
		{ "heard", "meetings" },
		{ "roadblocks", "meetings" },
		{ "commitments", "promises" },
		{ "follow-through", "promises" },
		{ "participation", "promises" },
		{ "companions", "promises" },
		{ "introductions", "promises" },
		{ "messages", "messages" },
		{ "feedback", "feedback" },
		{ "feedback-requests", "feedback" },
		{ "skills", "feedback" },
		{ NULL, NULL },
	};
	const char *word = path + 1;
	const char *part;

	if (str_starts(path, "/relationships/")) {
		word = strchr(path + strlen("/relationships/"), '/');
		word = word ? word + 1 : "";
	}
	part = part_named(parts, word, strcspn(word, "/"));
	return *part ? part : "us";
}

const struct frame_view *
frame_of(struct html *h)
{
	struct frame_view *f = ARENA_NEW(h->c->mem, struct frame_view);
	const struct session *s;

	*f = (struct frame_view){
		.lang = h->c->lang->tag,
		.dir = h->c->lang->rtl ? "rtl" : "ltr",
		.token = "",
		.name = "",
		.initials = "",
		.at = "",
		.within_name = "",
		.within_at = "",
		.keys = "on",
		.flash = "",
		.notices = "",
		.demo = h->c->engine->demo,
	};
	if (!h->q)
		return f;
	s = &h->q->session;
	f->at = part_of(h->q->path);
	f->flash = req_flash(h->q);
	if (!h->c->who)
		return f;
	f->who = h->c->who;
	f->token = form_token(h->q);
	f->name = s->name;
	f->initials = fmt_initials(h->c, s->name);
	f->admin = s->admin;
	f->manages = s->manages;
	f->notices = s->unread > UNREAD_SHOWN ? "99+"
		     : s->unread	      ? arena_printf(h->c->mem, "%d", (int)s->unread)
					      : "";
	f->keys = s->keys_off ? "off" : "on";
	/* A page of the site, such as home, may read a relationship without belonging to it. */
	if (h->c->within && h->q->route && rights[h->q->route->right].standing) {
		f->at = "relationships";
		f->within = h->c->within;
		f->within_name = h->c->within_name;
		f->within_at = part_of_pair(h->q->path);
	}
	return f;
}

void
html_page_begin(struct html *h, const char *title)
{
	html_frame_begin(h, frame_of(h), title, "wide");
}

void
html_page_end(struct html *h)
{
	html_frame_end(h);
}

void
html_narrow_begin(struct html *h, const char *title)
{
	html_frame_begin(h, frame_of(h), title, "narrow");
}

void
html_narrow_end(struct html *h)
{
	html_frame_end(h);
}

/* One whole character of s, as many bytes as it has. */
static size_t
character(const char *s)
{
	return utf8_prefix(s, 1);
}

const char *
fmt_initials(struct ctx *c, const char *name)
{
	const char *last = strrchr(name, ' ');
	struct buf b = BUF_IN(c->mem);

	buf_add(&b, name, character(name));
	if (last && last[1])
		buf_add(&b, last + 1, character(last + 1));
	return buf_text(&b);
}

int64_t
fmt_hue(struct ctx *c, int64_t person)
{
	(void)c;
	return person % 8;
}

/* What stands before a name and is none; nobody is greeted as "Dr." */
static bool
is_title(const char *word, size_t n)
{
	/* "Mag" and "Ing" are also what people are called. */
	static const char *const titles[] = { "Dr", "Dr.", "Prof", "Prof.", "Professor", "Mr",
		"Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx", "Mx.", "Herr", "Frau", "Mag.", "Ing.",
		"Dipl.-Ing." };

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (strlen(titles[i]) == n && strncmp(word, titles[i], n) == 0)
			return true;
	return false;
}

const char *
fmt_first(struct ctx *c, const char *name)
{
	const char *space;

	if (!name)
		return "";
	while ((space = strchr(name, ' ')) && space[1] && is_title(name, (size_t)(space - name)))
		name = space + 1;
	return space ? arena_strndup(c->mem, name, (size_t)(space - name)) : name;
}

/* The address of the same list at another page: the query as it came, but for "page". */
static const char *
page_address(struct req *q, int64_t page)
{
	struct buf b = BUF_IN(q->ctx.mem);
	const char *p = q->query;

	buf_str(&b, q->path);
	buf_chr(&b, '?');
	while (*p) {
		size_t n = strcspn(p, "&");

		if (strncmp(p, "page=", 5) != 0 && n) {
			buf_add(&b, p, n);
			buf_chr(&b, '&');
		}
		p += n + (p[n] == '&');
	}
	buf_str(&b, "page=");
	buf_int(&b, page);
	return buf_text(&b);
}

void
paging_read(struct req *q, int64_t size, struct paging *p)
{
	int64_t page = req_query_int(q, "page", 1);

	*p = (struct paging){
		.page = page < 1	 ? 1
			: page > 1000000 ? 1000000
					 : page,
		.size = size,
		.before = "",
		.after = "",
	};
}

void
paging_total(struct req *q, int64_t total, struct paging *p)
{
	p->total = total;
	p->first = total ? paging_offset(p) + 1 : 0;
	p->last = p->page * p->size < total ? p->page * p->size : total;
	if (p->page > 1)
		p->before = page_address(q, p->page - 1);
	if (p->page * p->size < total)
		p->after = page_address(q, p->page + 1);
}

void
paging_more(struct req *q, int shown, bool more, struct paging *p)
{
	p->total = 0;
	p->first = shown ? paging_offset(p) + 1 : 0;
	p->last = paging_offset(p) + shown;
	if (p->page > 1)
		p->before = page_address(q, p->page - 1);
	if (more)
		p->after = page_address(q, p->page + 1);
}
