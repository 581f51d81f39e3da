/* SPDX-License-Identifier: Apache-2.0 */
/* Reading input: the table, and the body against it. */
#include "engine/html/form.h"

#include <string.h>

#include "base/str.h"
#include "engine/html/form_read.h"
#include "engine/http/req.h"
#include "engine/i18n/i18n.h"

/* ---- the table ---- */

int64_t
form_max(const struct form_field *f)
{
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_ONE:
		return f->max ? f->max : 200;
	case FIELD_LONG:
		return f->max ? f->max : 20000;
	case FIELD_EMAIL:
		return f->max ? f->max : 254;
	case FIELD_SECRET:
		return f->max ? f->max : 1024;
	case FIELD_MANY:
		return f->max ? f->max : 1000;
	default:
		return f->max;
	}
}

bool
form_optional(const struct form_field *f)
{
	switch (f->kind) {
	case FIELD_TEXT:
	case FIELD_LONG:
		return f->optional || f->min == 0;
	case FIELD_MANY:
		return f->min == 0;
	case FIELD_BOOL:
	case FIELD_OPEN:
		return true;
	default:
		return f->optional;
	}
}

bool
word_in(const char *of, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = of; p; p = strchr(p, '|')) {
		p += *p == '|';
		if (strcspn(p, "|") == n && memcmp(p, word, n) == 0)
			return true;
	}
	return false;
}

bool
form_may_be_empty(const struct form *form, const struct form_field *f)
{
	return form_optional(f) && !word_in(form->needs, f->name);
}

const struct form_field *
form_field_of(const struct form_desc *desc, const char *name)
{
	for (int i = 0; i < desc->n; i++)
		if (str_eq(desc->fields[i].name, name))
			return &desc->fields[i];
	return NULL;
}

/* ---- the body ---- */

/* Texts of a struct are never NULL, also where nothing came. */
static void
set_empty(const struct form_desc *desc, struct form *out)
{
	memset(out, 0, desc->size);
	out->desc = desc;
	for (int i = 0; i < desc->n; i++) {
		char *member = (char *)out + desc->fields[i].offset;

		switch (desc->fields[i].kind) {
		case FIELD_TEXT:
		case FIELD_LONG:
		case FIELD_EMAIL:
		case FIELD_SECRET:
		case FIELD_DATE:
		case FIELD_MOMENT:
		case FIELD_ONE:
			*(const char **)member = "";
			break;
		case FIELD_FILE:
			((struct upload *)member)->name = "";
			break;
		default:
			break;
		}
	}
}

/* What was typed, to be shown again. Secrets and files are not; nor what is not UTF-8. */
static struct texts
typed(struct read *r)
{
	struct texts t = { .v = ARENA_ARRAY(r->c->mem, const char *, r->n) };

	if (r->f->kind == FIELD_SECRET || r->f->kind == FIELD_FILE)
		return t;
	for (int i = 0; i < r->n; i++)
		if (strlen(r->v[i]->value) == r->v[i]->n && utf8_valid(r->v[i]->value, r->v[i]->n))
			t.v[t.n++] = r->v[i]->value;
	return t;
}

static const struct form_field *
field_for(const struct form_desc *desc, const char *name)
{
	const struct form_field *f = form_field_of(desc, name);

	for (int i = 0; !f && i < desc->n; i++)
		if (desc->fields[i].kind == FIELD_OPEN && str_starts(name, desc->fields[i].of))
			return &desc->fields[i];
	return f && f->kind != FIELD_OPEN ? f : NULL;
}

/* So many unknown names are listed; a client with more has another mistake. */
#define UNKNOWN_SAID 10

static void
refuse_unknown(struct ctx *c, const struct form_desc *desc, const struct body_pair *pairs, int n)
{
	int said = 0;

	for (int i = 0; i < n && said < UNKNOWN_SAID; i++)
		if (!field_for(desc, pairs[i].name) && !problem_of(c, pairs[i].name))
			said += invalid(c, pairs[i].name,
					_("There is no such field. Take it out.")) == INVALID;
}

bool
form_read_desc(struct req *q, const struct form_desc *desc, struct form *out)
{
	struct ctx *c = &q->ctx;
	int n, found;
	const struct body_pair *pairs = req_pairs(q, &n);
	const struct body_pair **own = ARENA_ARRAY(c->mem, const struct body_pair *, n);
	struct texts *raw = ARENA_ARRAY(c->mem, struct texts, desc->n);
	struct problem *before = c->problems;

	while (before && before->next)
		before = before->next;
	set_empty(desc, out);
	out->was = req_body_is_json(q) ? NULL : req_value(q, "_was");
	for (int i = 0; i < desc->n; i++) {
		struct read r = { c, &desc->fields[i], own, 0, req_body_is_json(q),
			(char *)out + desc->fields[i].offset };

		for (found = 0; found < n; found++)
			if (field_for(desc, pairs[found].name) == r.f)
				own[r.n++] = &pairs[found];
		if (r.f->kind == FIELD_OPEN)
			*(bool *)r.out = r.n > 0;
		else
			read_field(&r);
		raw[i] = typed(&r);
	}
	if (req_body_is_json(q))
		refuse_unknown(c, desc, pairs, n);
	if (before ? !before->next : !c->problems)
		return true;
	out->raw = raw;
	return false;
}
