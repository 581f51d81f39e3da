/* SPDX-License-Identifier: Apache-2.0 */
/* The box of problems at the top of a page, and the hidden fields of forms. */
#include <string.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/html/html.h"
#include "engine/http/req.h"
#include "engine/i18n/i18n.h"

static const char *
label_of(const struct option_rows *labels, const char *field)
{
	for (int i = 0; i < labels->n; i++)
		if (str_eq(labels->v[i].value, field))
			return labels->v[i].label;
	return NULL;
}

static void
put_problem(struct html *h, const struct problem *p, const struct option_rows *labels)
{
	const char *label = p->label ? p->label : label_of(labels, p->field);

	html_lit(h, "<li>");
	if (*p->field) {
		html_lit(h, "<a href=\"#");
		html_url_part(h, p->field);
		html_lit(h, "\">");
	}
	if (label) {
		html_text(h, label);
		html_lit(h, " – ");
	}
	html_text(h, p->message);
	if (*p->field)
		html_lit(h, "</a>");
	html_lit(h, "</li>\n");
}

void
html_problems_of(struct html *h, const struct option_rows *labels)
{
	struct ctx *c = h->c;
	int64_t n = 0;

	for (const struct problem *p = c->problems; p; p = p->next)
		n++;
	if (n == 0 && str_empty(c->why))
		return;
	html_lit(h,
		"<div class=\"summary\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"summary\">"
		"<h2 id=\"summary\">");
	html_text(h, n == 0 ? c->why
			    : tr_n(c, "%d answer needs another look",
				      "%d answers need another look", n));
	html_lit(h, "</h2>\n");
	if (n > 0) {
		html_lit(h, "<ul>\n");
		for (const struct problem *p = c->problems; p; p = p->next)
			put_problem(h, p, labels);
		html_lit(h, "</ul>\n");
	}
	html_lit(h, "</div>\n");
}

void
html_problems(struct html *h)
{
	static const struct option_rows none;

	html_problems_of(h, &none);
}

static void
put_hidden(struct html *h, const char *name, const char *value)
{
	html_lit(h, "<input type=\"hidden\" name=\"");
	html_text(h, name);
	html_lit(h, "\" value=\"");
	html_text(h, value);
	html_lit(h, "\">");
}

/* A key for each form, so that the same form sent twice is done once: 32 random bytes for the page, and a
 * number. Nobody else sees the page, and a key counts only for its person, address and form. */
static void
put_key(struct html *h)
{
	if (!h->key)
		h->key = token_new(h->c->mem);
	html_lit(h, "<input type=\"hidden\" name=\"_key\" value=\"");
	html_text(h, h->key);
	buf_chr(h->b, '.');
	buf_int(h->b, ++h->n_keys);
	html_lit(h, "\">");
}

void
html_form_hidden(struct html *h, const char *method)
{
	if (!h->q)
		return;
	if (!str_empty(h->q->session.token))
		put_hidden(h, "_token", form_token(h->q));
	if (!str_empty(h->q->session.whose))
		put_hidden(h, "_whose", h->q->session.whose);
	put_key(h);
	if (!str_eq(method, "post"))
		put_hidden(h, "_method", method);
}

/* Its first key goes along: if it arrived after all, it is not done twice. */
void
html_form_again(struct html *h, const struct hidden_rows *fields)
{
	for (int i = 0; i < fields->n; i++)
		put_hidden(h, str_eq(fields->v[i].name, "_key") ? "_first_key" : fields->v[i].name,
			fields->v[i].value);
}
