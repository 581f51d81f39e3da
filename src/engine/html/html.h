/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compiled templates run on. `{{ define goal_list(v goal_list_view) }}` becomes
 * `void html_goal_list(struct html *h, const struct goal_list_view *v)`, which appends to h->b.
 */
#ifndef ENGINE_HTML_H
#define ENGINE_HTML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "engine/ctx/ctx.h"
#include "engine/html/form.h"

struct req;

struct html {
	struct buf *b;
	struct ctx *c;
	struct req *q; /* NULL in mails */
};

/* What a template makes of view, as a text in c->mem: for mails. fn: html_<define>. */
#define html_render(c, fn, view)                                                                   \
	({                                                                                         \
		struct html *render_h_ = html_new(c);                                              \
		fn(render_h_, (view));                                                             \
		buf_text(render_h_->b);                                                            \
	})
struct html *html_new(struct ctx *c);

/* Text or a quoted attribute value: & < > " ' are escaped; control bytes other than tab and newline
 * become U+FFFD. NULL is "". */
void html_text(struct html *h, const char *s);
void html_int(struct html *h, int64_t v);

/* The value of href, src, action, formaction: as html_text, but anything that is not a path on this
 * site, a fragment, a query, or an absolute https:, http: or mailto: address is replaced by "#". */
void html_url(struct html *h, const char *s);

/* Text with its line breaks and paragraphs kept: <p>…<br>…</p>. For `{{ paragraphs(v.about) }}`. */
void html_paragraphs(struct html *h, const char *s);

/* Chosen by the type of the value. */
#define html_put(h, x)                                                                             \
	_Generic((x), char *: html_text, const char *: html_text, default: html_int)((h), (x))

/* Literal bytes of the template. */
#define html_lit(h, s) buf_add((h)->b, (s), sizeof(s) - 1)

/* Hidden fields of a form that posts: the form's token, an idempotency key, the method. html2c puts a
 * call behind every <form method="post|put|patch|delete"> tag, and writes method="post". */
void html_form_hidden(struct html *h, const char *method);

/*
 * A labelled input with hint, message and limits, all from the input table:
 *   {{ field v.form.title, _("Title"), _("A few words") }}
 * The value is what was typed when the form came back invalid, else the struct's. hint may be NULL.
 */
void html_field(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint);

/* The same for a field that offers a fixed choice: radio buttons up to 6, else a select.
 *   {{ choice v.form.tz, _("Time zone"), NULL, v.zones }}   options: struct option_rows */
struct option {
	const char *value;
	const char *label;
};
struct option_rows {
	int n;
	struct option *v;
};
void html_choice(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint, const struct option_rows *options);

/* The box at the top that lists every problem with a link to its field; nothing if there is none.
 *   {{ problems }} */
void html_problems(struct html *h);

#endif
