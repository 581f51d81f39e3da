/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every page shares: the frame, messages, and the small pieces that rooms put together. The
 * templates are in shell.html; the pieces that must know the request are here.
 */
#ifndef FEATURES_SHELL_H
#define FEATURES_SHELL_H

#include "engine/html/html.h"
#include "engine/i18n/i18n.h"
#include "engine/http/req.h"
#include "plan/plan.gen.h"

/* What the frame says about the person who looks at it. */
struct frame_view {
	const char *lang;  /* tag for <html lang> */
	const char *dir;   /* "ltr", "rtl" */
	const char *token; /* for scripts that write drafts */
	const char *name;  /* "" for the public */
	const char *initials;
	int64_t who;
	const char *at; /* the part of the site: marks where one is in the navigation */
	int64_t within; /* the relationship that the page belongs to; 0: none */
	const char *within_name;
	const char *within_at; /* the part of the relationship, as at */
	bool admin;
	bool manages;
	bool demo;
	const char *notices; /* how many are unread: "3", "99+", or "" */
	const char *keys;    /* "on", "off" */
	const char *flash;   /* said once, or "" */
};

/*
 * The frame of a page: {{ use page(_("Goals")) }} … {{ end }} in a template. The narrow one is for forms
 * and reading. title: translated; the page brings its own h1.
 */
void html_page_begin(struct html *h, const char *title);
void html_page_end(struct html *h);
void html_narrow_begin(struct html *h, const char *title);
void html_narrow_end(struct html *h);

/* The view of h's request; for a mail or a fault before the person is known, that of the public. */
const struct frame_view *frame_of(struct html *h);

/* "AO" of "Amara Okafor": first letters of the first and the last word, upper case. */
const char *fmt_initials(struct ctx *c, const char *name);
/* A hue, 0 to 7, that stays the same for a person. */
int64_t fmt_hue(struct ctx *c, int64_t person);
/* "Amara": what one calls a person, also of "Dr. Amara Okafor". */
const char *fmt_first(struct ctx *c, const char *name);

/* Where one is in a long list. */
struct paging {
	int64_t page; /* from 1 */
	int64_t size;
	int64_t total;	     /* 0: not counted */
	int64_t first, last; /* of the things on this page, from 1 */
	const char *before;  /* address of the page before, "" on the first */
	const char *after;   /* address of the page after, "" on the last */
};

#define ROWS_OF_JSON 500 /* on a page of JSON: ?page=2 has the next */

/* Fills p for the query parameter "page"; other parameters of the query stay in the addresses. */
void paging_read(struct req *q, int64_t size, struct paging *p);
void paging_total(struct req *q, int64_t total, struct paging *p);
/* Where nobody counts: so many stand on this page, and there are more or not. */
void paging_more(struct req *q, int shown, bool more, struct paging *p);
static inline int64_t
paging_offset(const struct paging *p)
{
	return (p->page - 1) * p->size;
}

/* A page for what went wrong; made by the door. */
struct error_view {
	int status;
	const char *title;
	const char *message; /* what to do next */
	const char *request; /* a number to tell the administrator */
	bool typed;	     /* somebody sent words of their own: */
	struct texts words;
	const char *action; /* where they went */
	const char *back;   /* the page they came from, or "" */
	struct hidden_rows fields;
	bool again; /* sending them once more may help */
};

/* A job that is being watched. */
struct job_view {
	int64_t id;
	const char *title;
	const char *heading;
	const char *message;
	const char *url; /* where its result is, or "" */
	int64_t done, total;
	bool running;
};

#endif
