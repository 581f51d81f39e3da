/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What compiled templates run on. `{{ define goal_list(v goal_list_view) }}` becomes
 * `void html_goal_list(struct html *h, const struct goal_list_view *v)`, which appends to h->b.
 */
#ifndef ENGINE_HTML_H
#define ENGINE_HTML_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "engine/ctx/ctx.h"
#include "engine/html/form.h"

struct req;

struct html {
	struct buf *b;
	struct ctx *c;
	struct req *q; /* NULL in mails */
	const char *
		key; /* what the keys of the forms on this page begin with; NULL: there is none yet */
	int n_keys;
	const struct form
		*watched; /* the form whose marks were written last, and in which <form> */
	int watched_in;
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

/* A piece in the middle of an address, as in href="{{ url_people_list() }}?q={{ v.q }}": everything but
 * letters, digits and -._~ is percent-encoded. */
void html_url_part(struct html *h, const char *s);

/* Text with its line breaks and paragraphs kept: <p>…<br>…</p>. For `{{ paragraphs(v.about) }}`. */
void html_paragraphs(struct html *h, const char *s);

/* For {{ textdefine }}: nothing is escaped. */
void html_plain(struct html *h, const char *s);

/* Chosen by the type of the value. */
#define html_put(h, x)                                                                             \
	_Generic((x), char * : html_text, const char * : html_text, default : html_int)((h), (x))
#define html_put_part(h, x)                                                                        \
	_Generic((x), char *: html_url_part, const char *: html_url_part, default: html_int)((h), (x))
#define html_put_plain(h, x)                                                                       \
	_Generic((x), char * : html_plain, const char * : html_plain, default : html_int)((h), (x))

/* {{ if x }}: a text that is not empty, a number that is not 0. {{ if x == y }}. */
#define html_true(x)                                                                               \
	_Generic((x), char *: html_true_text, const char *: html_true_text, default: html_true_int)(x)
#define html_same(x, y)                                                                            \
	_Generic((x), char *: html_same_text, const char *: html_same_text, default: html_same_int)((x), (y))
static inline bool
html_true_text(const char *s)
{
	return s && *s;
}
static inline bool
html_true_int(int64_t v)
{
	return v != 0;
}
static inline bool
html_same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}
static inline bool
html_same_int(int64_t a, int64_t b)
{
	return a == b;
}

/* An argument of a template: a struct by its address, everything else as it is. */
#define html_arg(x) __builtin_choose_expr(__builtin_classify_type(x) == HTML_RECORD, &(x), (x))
#define HTML_RECORD 12 /* gcc and clang: the class of structs */

/* An item of a list, by its place: texts as they are, structs by their address. */
#define html_item(p)                                                                               \
	_Generic((p), const char **: *(p), const char *const *: *(p), char **: *(p), default: (p))

/* Messages of templates, marked for extraction (xgettext --keyword=_H --keyword=_HN:1,2). */
#define _H(msgid) msgid
#define _HN(one, many) one, many

/* Literal bytes of the template. */
#define html_lit(h, s) buf_add((h)->b, (s), sizeof(s) - 1)

/* Hidden fields of a form that posts: the form's token, an idempotency key, the method. html2c puts a
 * call behind every <form method="post|put|patch|delete"> tag, and writes method="post". */
void html_form_hidden(struct html *h, const char *method);

/* The fields of a form that is sent again as it came: {{ call form_again(v.fields) }} inside of a form. */
struct hidden {
	const char *name;
	const char *value;
};
struct hidden_rows {
	int n;
	struct hidden *v;
};
void html_form_again(struct html *h, const struct hidden_rows *fields);

/*
 * A labelled input with hint, message and limits, all from the input table:
 *   {{ field v.form.title, _("Title"), _("A few words") }}
 * The value is what was typed when the form came back invalid, else the struct's. hint may be NULL.
 */
void html_field(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint);

/* The same for a field that offers a fixed choice: radio buttons up to 6, else a select (always one if
 * the field is .folded: several that offer the same would fill the page).
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

/* The same with the labels of the fields, so that each line says what it speaks of: value is the name
 * of a field. html2c fills it with the labels that stand in the same template. */
void html_problems_of(struct html *h, const struct option_rows *labels);

#endif
