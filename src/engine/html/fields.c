/* SPDX-License-Identifier: Apache-2.0 */
/* Inputs as pages show them; the markup is that of docs/look.md. */
#include <string.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/html/form_read.h"
#include "engine/html/html.h"
#include "engine/http/req.h"
#include "engine/i18n/i18n.h"

#define RADIO_MAX 6  /* more options than this are a select */
#define CHIPS_MAX 12 /* of more, those that are not chosen are folded away once some are */

/* One input while it is written. */
struct input {
	struct html *h;
	const struct form *form;
	const struct form_field *f;
	struct texts value; /* what stands in it */
	const char *label, *hint;
	const char *wrong;		   /* the message beside it, or NULL */
	const struct option_rows *options; /* of choices */
	bool answered;			   /* one of them stands already: nothing is asked */
};

static void
lit(struct input *in, const char *s)
{
	buf_str(in->h->b, s);
}

/* " name=\"value\"" */
static void
attr(struct input *in, const char *name, const char *value)
{
	buf_chr(in->h->b, ' ');
	buf_str(in->h->b, name);
	lit(in, "=\"");
	html_text(in->h, value);
	buf_chr(in->h->b, '"');
}

static void
attr_int(struct input *in, const char *name, int64_t value)
{
	buf_printf(in->h->b, " %s=\"%lld\"", name, (long long)value);
}

/* ---- values ---- */

/* Once for each form of a page. */
static void
put_was(struct html *h, const struct form *form)
{
	if (!form->was || (h->watched == form && h->watched_in == h->n_keys))
		return;
	h->watched = form;
	h->watched_in = h->n_keys;
	html_lit(h, "<input type=\"hidden\" name=\"_was\" value=\"");
	html_text(h, form->was);
	html_lit(h, "\">\n");
}

static struct input
input_of(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint)
{
	struct input in = { .h = h, .form = form, .label = label, .hint = hint };

	MUST(form->desc); /* form_show or form_read comes before the page */
	in.f = form_field_of(form->desc, name);
	MUST(in.f);
	in.wrong = problem_of(h->c, name);
	in.value = form->raw ? form->raw[in.f - form->desc->fields]
			     : form_value(h->c->mem, form, in.f);
	put_was(h, form);
	return in;
}

static const char *
first_value(const struct input *in)
{
	return in->value.n ? in->value.v[0] : "";
}

static bool
has_value(const struct input *in, const char *value)
{
	for (int i = 0; i < in->value.n; i++)
		if (str_eq(in->value.v[i], value))
			return true;
	return false;
}

/* ---- what stands around an input ---- */

static void
put_label(struct input *in)
{
	struct ctx *c = in->h->c;

	html_text(in->h, in->label);
	if (!form_may_be_empty(in->form, in->f) || in->f->kind == FIELD_BOOL || in->answered)
		return;
	lit(in, " <span class=\"optional\">");
	html_text(in->h, _("(optional)"));
	lit(in, "</span>");
}

static void
put_hint(struct input *in)
{
	if (str_empty(in->hint))
		return;
	lit(in, "<p class=\"hint\" id=\"");
	html_text(in->h, in->f->name);
	lit(in, "-hint\">");
	html_text(in->h, in->hint);
	lit(in, "</p>\n");
}

static const char *
option_label(const struct input *in, const char *value)
{
	struct ctx *c = in->h->c;

	for (int i = 0; in->options && i < in->options->n; i++)
		if (str_eq(in->options->v[i].value, value))
			return in->options->v[i].label;
	if (in->f->kind == FIELD_BOOL)
		return *value ? _("Yes") : _("No");
	return *value ? value : _("(nothing)");
}

/* Where another window changed the same: what it says by now. */
static void
put_now(struct input *in)
{
	const struct texts *now = in->form->now;
	struct ctx *c = in->h->c;

	if (!now || !now[in->f - in->form->desc->fields].n)
		return;
	now += in->f - in->form->desc->fields;
	lit(in, "\n<p class=\"hint\">");
	html_text(in->h, _("By now it says:"));
	lit(in, "</p>\n<blockquote class=\"said\">");
	for (int i = 0; i < now->n; i++)
		html_paragraphs(in->h, option_label(in, now->v[i]));
	lit(in, "</blockquote>");
}

static void
put_wrong(struct input *in)
{
	if (!in->wrong)
		return;
	lit(in, "\n<p class=\"wrong\" id=\"");
	html_text(in->h, in->f->name);
	lit(in, "-wrong\"><svg class=\"icon\" aria-hidden=\"true\">"
		"<use href=\"/assets/sprite.svg#warning\"></use></svg>");
	html_text(in->h, in->wrong);
	lit(in, "</p>");
	put_now(in);
}

static void
put_described(struct input *in)
{
	bool hint = !str_empty(in->hint);

	if (!hint && !in->wrong)
		return;
	attr(in, "aria-describedby",
		arena_printf(in->h->c->mem, "%s%s%s%s%s", hint ? in->f->name : "",
			hint ? "-hint" : "", hint && in->wrong ? " " : "",
			in->wrong ? in->f->name : "", in->wrong ? "-wrong" : ""));
}

/* What all inputs say about themselves. */
static void
put_common(struct input *in)
{
	attr(in, "name", in->f->name);
	if (!form_may_be_empty(in->form, in->f))
		lit(in, " required");
	if (in->wrong)
		attr(in, "aria-invalid", "true");
	put_described(in);
}

static void
put_begin(struct input *in)
{
	lit(in, in->wrong ? "<div class=\"field bad\"><label for=\""
			  : "<div class=\"field\"><label for=\"");
	html_text(in->h, in->f->name);
	lit(in, "\">");
	put_label(in);
	lit(in, "</label>\n");
	put_hint(in);
}

static void
put_end(struct input *in)
{
	put_wrong(in);
	lit(in, "</div>\n");
}

/* ---- inputs ---- */

/* So that browsers and password managers fill in what they know (HTML, "autofill"; WCAG 1.3.5). */
static const char *
autocomplete(const struct input *in)
{
	static const char *const known[][2] = { { "name", "name" }, { "given_name", "given-name" },
		{ "family_name", "family-name" }, { "email", "email" },
		{ "organisation", "organization" }, { "phone", "tel" },
		{ "old_password", "current-password" } };
	bool sign_in = str_starts(in->form->desc->name, "sign_in");

	if (in->f->kind != FIELD_TEXT && in->f->kind != FIELD_EMAIL && in->f->kind != FIELD_SECRET)
		return NULL;
	if (in->f->of)
		return in->f->of;
	if (sign_in && in->f->kind == FIELD_EMAIL)
		return "username";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(in->f->name, known[i][0]))
			return known[i][1];
	if (in->f->kind == FIELD_SECRET)
		return sign_in ? "current-password" : "new-password";
	return NULL;
}

static void
put_textarea(struct input *in)
{
	lit(in, "<textarea");
	attr(in, "id", in->f->name);
	lit(in, " rows=\"4\"");
	attr_int(in, "maxlength", form_max(in->f));
	put_common(in);
	lit(in, ">\n"); /* the parser drops one line end here, so that a text may begin with one */
	html_text(in->h, first_value(in));
	lit(in, "</textarea>");
}

static void
put_number_limits(struct input *in)
{
	attr(in, "class", "short");
	attr(in, "inputmode", "numeric");
	if (in->f->min || in->f->max)
		attr_int(in, "min", in->f->min);
	if (in->f->max)
		attr_int(in, "max", in->f->max);
}

static void
put_input(struct input *in)
{
	static const char *const types[] = { [FIELD_EMAIL] = "email",
		[FIELD_SECRET] = "password",
		[FIELD_DATE] = "date",
		[FIELD_MOMENT] = "datetime-local",
		[FIELD_INT] = "number",
		[FIELD_REF] = "number",
		[FIELD_FILE] = "file",
		[FIELD_OPEN] = NULL };
	enum field_kind k = in->f->kind;
	const char *fill = autocomplete(in);

	lit(in, "<input");
	attr(in, "id", in->f->name);
	if (types[k])
		attr(in, "type", types[k]);
	if (k == FIELD_TEXT || k == FIELD_EMAIL || k == FIELD_SECRET || k == FIELD_ONE)
		attr_int(in, "maxlength", form_max(in->f));
	if (k == FIELD_INT)
		put_number_limits(in);
	if (k == FIELD_DATE || k == FIELD_MOMENT)
		attr(in, "class", "mid");
	if (k == FIELD_FILE && in->f->of)
		attr(in, "accept", in->f->of);
	if (fill)
		attr(in, "autocomplete", fill);
	if (k == FIELD_EMAIL)
		lit(in, " spellcheck=\"false\"");
	if (*first_value(in))
		attr(in, "value", first_value(in));
	put_common(in);
	lit(in, ">");
}

static void
put_checkbox(struct input *in)
{
	lit(in, in->wrong ? "<div class=\"field bad\">" : "<div class=\"field\">");
	lit(in, "<label class=\"choice bare\"><input type=\"checkbox\" value=\"1\"");
	attr(in, "id", in->f->name);
	put_common(in);
	if (has_value(in, "1") || has_value(in, "true") || has_value(in, "on"))
		lit(in, " checked");
	lit(in, "><span>");
	put_label(in);
	lit(in, "</span></label>\n");
	put_hint(in);
	put_end(in);
}

void
html_field(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint)
{
	struct input in = input_of(h, form, name, label, hint);

	if (in.f->kind == FIELD_BOOL) {
		put_checkbox(&in);
		return;
	}
	put_begin(&in);
	if (in.f->kind == FIELD_LONG)
		put_textarea(&in);
	else
		put_input(&in);
	put_end(&in);
}

/* ---- choices ---- */

static void
put_option(struct input *in, const char *value, const char *label)
{
	lit(in, "<option");
	attr(in, "value", value);
	if (has_value(in, value))
		lit(in, " selected");
	lit(in, ">");
	html_text(in->h, label);
	lit(in, "</option>\n");
}

/* What leaving it out is called. */
static const char *
none_of(const struct input *in)
{
	struct ctx *c = in->h->c;

	return in->f->none ? tr_text(c->lang, in->f->none) : _("No answer");
}

static void
put_select(struct input *in, const struct option_rows *options)
{
	struct ctx *c = in->h->c;
	bool has_empty = false, chosen = false;

	for (int i = 0; i < options->n; i++) {
		has_empty |= !*options->v[i].value;
		chosen |= *options->v[i].value && has_value(in, options->v[i].value);
	}
	put_begin(in);
	lit(in, "<select");
	attr(in, "id", in->f->name);
	put_common(in);
	if (str_eq(in->f->name, "tz") && !chosen)
		lit(in, " data-setting-time"); /* the script suggests the zone of the device */
	lit(in, ">\n");
	if (!has_empty && (!chosen || form_may_be_empty(in->form, in->f)))
		put_option(in, "",
			form_may_be_empty(in->form, in->f) ? none_of(in) : _("Choose an answer"));
	for (int i = 0; i < options->n; i++)
		put_option(in, options->v[i].value, options->v[i].label);
	lit(in, "</select>");
	put_end(in);
}

/* From 1 up, one step each: drawn in a line, as one reads a scale. */
static bool
is_scale(const struct option_rows *options)
{
	for (int i = 0; i < options->n; i++)
		if (options->v[i].value[0] != '1' + i || options->v[i].value[1])
			return false;
	return options->n > 2;
}

static bool
is_checked(const struct input *in, const struct option *o)
{
	bool many = in->f->kind == FIELD_MANY;

	return has_value(in, o->value) || (!many && !*o->value && !*first_value(in));
}

static int
checked_of(const struct input *in)
{
	int n = 0;

	for (int i = 0; i < in->options->n; i++)
		n += is_checked(in, &in->options->v[i]);
	return n;
}

/* What was chosen can be taken back, also where nothing is drawn but radio buttons: the last of them says so. */
static bool
has_way_back(const struct input *in)
{
	if (in->f->kind == FIELD_MANY || in->f->usual || !form_may_be_empty(in->form, in->f))
		return false;
	for (int i = 0; i < in->options->n; i++)
		if (!*in->options->v[i].value)
			return false;
	return true;
}

static void
put_way_back(struct input *in, bool chip, bool chosen)
{
	lit(in, chip ? "<label>" : "<label class=\"choice\">");
	lit(in, "<input type=\"radio\"");
	attr(in, "name", in->f->name);
	attr(in, "value", "");
	if (chosen)
		lit(in, " checked");
	lit(in, chip ? ">" : "><span>");
	html_text(in->h, none_of(in));
	lit(in, chip ? "</label>\n" : "</span></label>\n");
}

static void
put_one(struct input *in, const struct option *o, bool chip, bool first)
{
	bool many = in->f->kind == FIELD_MANY;

	lit(in, chip ? "<label>" : "<label class=\"choice\">");
	lit(in, many ? "<input type=\"checkbox\"" : "<input type=\"radio\"");
	if (first)
		attr(in, "id", in->f->name);
	attr(in, "name", in->f->name);
	attr(in, "value", o->value);
	if (is_checked(in, o))
		lit(in, " checked");
	if (!many && !form_may_be_empty(in->form, in->f))
		lit(in, " required");
	if (in->wrong)
		attr(in, "aria-invalid", "true");
	lit(in, chip ? ">" : "><span>");
	html_text(in->h, o->label);
	lit(in, chip ? "</label>\n" : "</span></label>\n");
}

/* What somebody has chosen of many stands in front, the rest is one click away. */
static void
put_folded(struct input *in)
{
	const struct option_rows *o = in->options;
	struct ctx *c = in->h->c;
	bool first = true;

	for (int i = 0; i < o->n; i++)
		if (is_checked(in, &o->v[i])) {
			put_one(in, &o->v[i], true, first);
			first = false;
		}
	lit(in, "<details><summary>");
	html_text(in->h, _("More to choose from"));
	lit(in, "</summary>\n<div>");
	for (int i = 0; i < o->n; i++)
		if (!is_checked(in, &o->v[i]))
			put_one(in, &o->v[i], true, false);
	lit(in, "</div></details>\n");
}

/* Radio buttons or checkboxes. The first one has the field's name as its id, for the links of the box
 * of problems. */
static void
put_set(struct input *in)
{
	const struct option_rows *o = in->options;
	bool many = in->f->kind == FIELD_MANY, chips = many || is_scale(o);
	int checked = checked_of(in);

	in->answered = !many && checked;
	lit(in, "<fieldset");
	attr(in, "class",
		arena_printf(in->h->c->mem, "%s%s", chips ? "chips" : "choices",
			in->wrong ? " bad" : ""));
	put_described(in);
	lit(in, "><legend>");
	put_label(in);
	lit(in, "</legend>\n");
	put_hint(in);
	put_wrong(in);
	if (many && o->n > CHIPS_MAX && checked && checked < o->n && !in->wrong)
		put_folded(in);
	else
		for (int i = 0; i < o->n; i++)
			put_one(in, &o->v[i], chips, i == 0);
	if (has_way_back(in))
		put_way_back(in, chips, !checked);
	lit(in, "</fieldset>\n");
}

void
html_choice(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint, const struct option_rows *options)
{
	struct input in = input_of(h, form, name, label, hint);

	in.options = options;
	if (in.f->kind == FIELD_MANY ||
		(options->n <= RADIO_MAX && options->n > 0 && !in.f->folded))
		put_set(&in);
	else
		put_select(&in, options);
}
