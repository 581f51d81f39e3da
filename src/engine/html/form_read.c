/* SPDX-License-Identifier: Apache-2.0 */
/* Reading input: each kind of field has one function that takes what came and writes the struct. */
#include "engine/html/form_read.h"

#include <string.h>

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"

/* ---- what is wrong ---- */

static void
wrong(struct read *r, const char *message)
{
	invalid(r->c, r->f->name, message);
}

static void
missing(struct read *r)
{
	struct ctx *c = r->c;

	switch (r->f->kind) {
	case FIELD_EMAIL:
		wrong(r, _("Enter a mail address, like name@example.org."));
		break;
	case FIELD_DATE:
		wrong(r, _("Enter a date."));
		break;
	case FIELD_MOMENT:
		wrong(r, _("Enter a day and a time."));
		break;
	case FIELD_INT:
		wrong(r, _("Enter a number."));
		break;
	case FIELD_REF:
	case FIELD_ONE:
		wrong(r, _("Choose an answer."));
		break;
	case FIELD_FILE:
		wrong(r, _("Choose a file."));
		break;
	default:
		wrong(r, _("Fill this in."));
	}
}

/* JSON has types; a form has texts only. False after a problem. */
static bool
type_fits(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	enum field_kind k = r->f->kind;

	if (p->type == BODY_FILE || k == FIELD_FILE) {
		if (p->type == BODY_FILE && k == FIELD_FILE)
			return true;
		wrong(r, k == FIELD_FILE ? _("Choose a file.") : _("No file is expected here."));
		return false;
	}
	if (!r->json || p->type == BODY_NULL)
		return true;
	if (p->list != (k == FIELD_MANY)) {
		wrong(r, k == FIELD_MANY ? _("A list is expected here.")
					 : _("No list is expected here."));
		return false;
	}
	if (k == FIELD_INT || k == FIELD_REF) {
		if (p->type != BODY_NUMBER)
			wrong(r, _("A number is expected here."));
		return p->type == BODY_NUMBER;
	}
	if (k == FIELD_BOOL) {
		if (p->type != BODY_BOOL)
			wrong(r, _("true or false is expected here."));
		return p->type == BODY_BOOL;
	}
	if (p->type == BODY_TEXT || (k == FIELD_MANY && p->type == BODY_NUMBER))
		return true;
	wrong(r, _("A text is expected here."));
	return false;
}

/* ---- kinds ---- */

static bool
length_fits(struct read *r, const char *s)
{
	struct ctx *c = r->c;
	int64_t n = (int64_t)utf8_length(s), max = form_max(r->f);

	if (n > max)
		wrong(r, tr(c, _("This is too long by %d. Use at most %d characters."), n - max,
				 max));
	else if (n < r->f->min)
		wrong(r, tr(c, _("This is too short. Use at least %d characters."), r->f->min));
	return n >= r->f->min && n <= max;
}

static void
read_text(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	const char *message = NULL;
	const char *s = text_clean(c, r->f->kind, p->value, p->n, &message);

	if (!s)
		wrong(r, message);
	else if (!*s && !form_optional(r->f))
		missing(r);
	else if (!*s)
		return;
	else if (r->f->kind == FIELD_EMAIL && !email_valid(s))
		wrong(r, _("This is not a mail address. Write it like name@example.org."));
	else if (length_fits(r, s))
		*(const char **)r->out = s;
}

/* HH:MM, with seconds that some browsers add. */
static bool
clock_valid(const char *s)
{
	size_t n = strlen(s);

	if ((n != 5 && n != 8) || s[2] != ':' || (n == 8 && s[5] != ':'))
		return false;
	for (size_t i = 0; i < n; i++)
		if (i != 2 && i != 5 && (s[i] < '0' || s[i] > '9'))
			return false;
	return memcmp(s, "24", 2) < 0 && s[3] < '6' && (n == 5 || s[6] < '6');
}

static void
read_day(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	bool moment = r->f->kind == FIELD_MOMENT;
	const char *message = NULL;
	const char *s = text_clean(c, FIELD_TEXT, p->value, p->n, &message);
	const char *date = s && moment ? arena_strndup(c->mem, s, strnlen(s, 10)) : s;
	bool ok = s && day_parse(date, NULL) &&
		  (!moment || ((s[10] == 'T' || s[10] == ' ') && clock_valid(s + 11)));

	if (!s)
		wrong(r, message);
	else if (!*s && !r->f->optional)
		missing(r);
	else if (!*s)
		return;
	else if (!ok && moment)
		wrong(r, _("This is not a day and a time. Write them like 2027-03-04T16:00."));
	else if (!ok)
		wrong(r, _("This is not a date. Write it as year-month-day, like 2027-03-04."));
	else
		*(const char **)r->out = moment ? arena_printf(c->mem, "%sT%.5s", date, s + 11) : s;
}

static void
read_number(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	bool ref = r->f->kind == FIELD_REF;
	int64_t min = ref ? 0 : r->f->min, max = r->f->max, v;
	const char *message = NULL;
	const char *s = text_clean(c, FIELD_TEXT, p->value, p->n, &message);
	bool number = s && str_to_int(s, &v);

	if (!s)
		wrong(r, message);
	else if (!*s || (ref && number && v == 0)) {
		if (!r->f->optional)
			missing(r);
	} else if (!number)
		wrong(r, ref ? _("Choose an answer that is offered.")
			     : _("Enter a whole number, like 12."));
	else if (max && (v > max || v < min))
		wrong(r, tr(c, _("Enter a number from %d to %d."), min, max));
	else if ((ref || min) && v < min)
		wrong(r, tr(c, _("Enter a number that is at least %d."), min));
	else
		*(int64_t *)r->out = v;
}

static void
read_bool(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;

	if (word_in("1|on|true|yes", p->value))
		*(bool *)r->out = true;
	else if (!word_in("|0|off|false|no", p->value))
		wrong(r, _("Choose yes or no."));
}

static void
read_one(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	const char *message = NULL;
	const char *s = text_clean(c, FIELD_TEXT, p->value, p->n, &message);

	if (!s)
		wrong(r, message);
	else if (!*s && !r->f->optional)
		missing(r);
	else if (!*s)
		return;
	else if (r->f->of ? !word_in(r->f->of, s) : (int64_t)utf8_length(s) > form_max(r->f))
		wrong(r, _("Choose an answer that is offered."));
	else
		*(const char **)r->out = s;
}

static void
read_many(struct read *r)
{
	struct ctx *c = r->c;
	struct texts *out = (struct texts *)r->out;
	int64_t max = form_max(r->f);

	out->v = ARENA_ARRAY(c->mem, const char *, r->n);
	for (int i = 0; i < r->n; i++) {
		const char *message = NULL;
		const char *s;

		if (!type_fits(r, r->v[i]))
			return;
		s = text_clean(c, FIELD_TEXT, r->v[i]->value, r->v[i]->n, &message);
		if (!s) {
			wrong(r, message);
			return;
		}
		if (*s && ((r->f->of && !word_in(r->f->of, s)) || utf8_length(s) > 200)) {
			wrong(r, _("Choose answers that are offered."));
			return;
		}
		if (*s)
			out->v[out->n++] = s;
	}
	if (out->n > max)
		wrong(r, tr(c, _("Choose at most %d."), max));
	else if (out->n < r->f->min)
		wrong(r, tr(c, _("Choose at least %d."), r->f->min));
}

static void
read_file(struct read *r, const struct body_pair *p)
{
	struct ctx *c = r->c;
	bool named = p->filename && utf8_valid(p->filename, strlen(p->filename));

	if (p->n == 0) {
		if (!str_empty(p->filename))
			wrong(r, _("This file is empty. Choose another one."));
		else if (!r->f->optional)
			missing(r);
		return;
	}
	if (r->f->max && p->n > (size_t)r->f->max) {
		wrong(r, tr(c, _("This file is too big. It may have at most %d MB."),
				 (r->f->max + 999999) / 1000000));
		return;
	}
	*(struct upload *)r->out = (struct upload){ named ? p->filename : "", p->value, p->n };
}

void
read_field(struct read *r)
{
	struct ctx *c = r->c;

	if (r->f->kind == FIELD_MANY) {
		read_many(r);
		return;
	}
	if (r->n == 0) {
		if (!form_optional(r->f))
			missing(r);
		return;
	}
	if (r->n > 1 && !r->v[0]->list) {
		wrong(r, _("This was answered more than once. Give one answer."));
		return;
	}
	if (!type_fits(r, r->v[0]))
		return;
	switch (r->f->kind) {
	case FIELD_TEXT:
	case FIELD_LONG:
	case FIELD_EMAIL:
	case FIELD_SECRET:
		read_text(r, r->v[0]);
		break;
	case FIELD_DATE:
	case FIELD_MOMENT:
		read_day(r, r->v[0]);
		break;
	case FIELD_INT:
	case FIELD_REF:
		read_number(r, r->v[0]);
		break;
	case FIELD_BOOL:
		read_bool(r, r->v[0]);
		break;
	case FIELD_ONE:
		read_one(r, r->v[0]);
		break;
	case FIELD_FILE:
		read_file(r, r->v[0]);
		break;
	case FIELD_MANY:
	case FIELD_OPEN:
		break;
	}
}
