/* SPDX-License-Identifier: Apache-2.0 */
/* What tags, attributes and addresses must be like. */
#include "html2c.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"

static bool
one_of(const char *const *list, const char *name)
{
	for (; *list; list++)
		if (str_eq(*list, name))
			return true;
	return false;
}

bool
is_void(const char *tag)
{
	static const char *const list[] = { "area", "br", "col", "hr", "img", "input", "link",
		"meta", "source", "track", "wbr", NULL };

	return one_of(list, tag);
}

const struct attr *
attr_find(const struct attr *attrs, const char *name)
{
	while (attrs && !str_eq(attrs->name, name))
		attrs = attrs->next;
	return attrs;
}

const struct attr *
attr_sure(const struct attr *attrs, const char *name)
{
	for (; attrs; attrs = attrs->next)
		if (attrs->sure && str_eq(attrs->name, name))
			return attrs;
	return NULL;
}

bool
inside(const struct open *top, const char *tag)
{
	for (; top; top = top->up)
		if (str_eq(top->name, tag))
			return true;
	return false;
}

/* ---- addresses ---- */

enum url_kind
attr_url(const char *name)
{
	static const char *const page[] = { "action", "formaction", "data-job", "data-job-poll",
		"data-draft", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", NULL };
	static const char *const source[] = { "src", "poster", "data", "background", "manifest",
		"ping", "xlink:href", NULL };

	if (str_eq(name, "href") || str_eq(name, "cite"))
		return URL_LINK;
	if (one_of(source, name))
		return URL_SOURCE;
	return one_of(page, name) ? URL_PAGE : URL_NONE;
}

void
check_url(struct tpl *t, int line, const struct attr *a, enum url_kind kind)
{
	const char *v = a->value;

	if (*v == '#' || *v == '?' || str_starts(v, "/assets/"))
		return;
	if (kind == URL_LINK && (str_starts(v, "https://") || str_starts(v, "mailto:")))
		return;
	if (!*v)
		flaw(t, line, "the address in %s is empty", a->name);
	else if (strchr(v, ':'))
		flaw(t, line, "%s=\"%s\": addresses outside are https:// and stand in href only",
			a->name, v);
	else
		flaw(t, line, "%s=\"%s\": pages of this site are addressed by {{ url_…() }}",
			a->name, v);
}

/* ---- attributes ---- */

void
check_attr_name(struct tpl *t, int line, const char *tag, const char *name)
{
	static const char *const refused[] = { "srcdoc", "srcset", "hx-on", "hx-vals", "hx-headers",
		"hx-request", "contenteditable", NULL };

	if (str_eq(name, "style"))
		flaw(t, line, "style= is refused by the content security policy: use a class");
	else if (str_starts(name, "on") || str_starts(name, "hx-on"))
		flaw(t, line,
			"%s= is refused by the content security policy: scripts are files in "
			"assets/",
			name);
	else if (one_of(refused, name))
		flaw(t, line, "the attribute %s is not used here", name);
	for (const char *p = name; *p; p++) {
		if (is_name(*p) || strchr("-:.", *p))
			continue;
		flaw(t, line, "%s is not a name of an attribute of <%s>", name, tag);
		return;
	}
}

static bool
begins_as_script(const char *v)
{
	char word[12];
	size_t n = 0;

	for (; *v && n < sizeof word - 1; v++)
		if (!isspace((unsigned char)*v) && (unsigned char)*v > ' ')
			word[n++] = (char)tolower((unsigned char)*v);
	word[n] = '\0';
	return str_starts(word, "javascript:") || str_starts(word, "js:") ||
	       str_starts(word, "vbscript:");
}

void
check_attr_value(struct tpl *t, const char *tag, const struct attr *a)
{
	static const char *const values[] = { "value", "content", "title", "placeholder", "alt",
		"aria-label", "class", NULL };

	if (begins_as_script(a->value) && !one_of(values, a->name))
		flaw(t, a->line, "scripts are files in assets/: none may stand in %s", a->name);
	if (str_eq(a->name, "target") && !str_eq(a->value, "_self"))
		flaw(t, a->line, "a link opens where the person decides: leave target away");
	if (str_eq(a->name, "hx-trigger") && strchr(a->value, '['))
		flaw(t, a->line, "filters in hx-trigger need eval, which is refused");
	if (str_eq(a->name, "id") && (!*a->value || strpbrk(a->value, " \t\n")))
		flaw(t, a->line, "an id is one word");
	if (str_eq(a->name, "type") && str_eq(tag, "script") && a->dynamic)
		flaw(t, a->line, "the type of a script has to be fixed");
}

/* ---- tags ---- */

bool
needs_label(const char *tag, const struct attr *attrs, const struct open *top)
{
	static const char *const exempt[] = { "hidden", "submit", "button", "reset", "image",
		NULL };
	const struct attr *type = attr_find(attrs, "type");

	if (str_eq(tag, "input") && type && one_of(exempt, type->value))
		return false;
	if (!str_eq(tag, "input") && !str_eq(tag, "select") && !str_eq(tag, "textarea"))
		return false;
	return !inside(top, "label") && !attr_sure(attrs, "aria-label") &&
	       !attr_sure(attrs, "aria-labelledby");
}

static void
check_nesting(struct tpl *t, int line, const char *tag, const struct open *top)
{
	static const char *const blocks[] = { "address", "article", "aside", "blockquote",
		"details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3",
		"h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section",
		"table", "ul", NULL };
	static const char *const active[] = { "a", "button", NULL };
	static const char *const held[] = { "a", "button", "input", "select", "textarea", "summary",
		"details", NULL };

	if (inside(top, "p") && one_of(blocks, tag))
		flaw(t, line, "<%s> would end the <p> around it", tag);
	if (str_eq(tag, "form") && inside(top, "form"))
		flaw(t, line, "a form cannot stand in a form");
	for (int i = 0; active[i]; i++)
		if (one_of(held, tag) && inside(top, active[i]))
			flaw(t, line, "<%s> cannot stand in <%s>", tag, active[i]);
	if (str_eq(tag, "li") && top && !str_eq(top->name, "ul") && !str_eq(top->name, "ol"))
		flaw(t, line, "<li> stands in <ul> or <ol>, not in <%s>", top->name);
}

static void
check_form(struct tpl *t, int line, const struct attr *attrs)
{
	static const char *const methods[] = { "get", "post", "put", "patch", "delete", "dialog",
		NULL };
	const struct attr *method = attr_find(attrs, "method");

	if (method && !method->dynamic && !one_of(methods, method->value))
		flaw(t, line, "the method of a form is get, post, put, patch or delete");
}

void
check_tag(
	struct tpl *t, int line, const char *tag, const struct attr *attrs, const struct open *top)
{
	static const char *const refused[] = { "style", "iframe", "object", "embed", "base",
		"applet", "frame", "frameset", "marquee", "center", "font", NULL };
	const struct attr *type = attr_find(attrs, "type");

	if (one_of(refused, tag))
		flaw(t, line, "<%s> is not used here", tag);
	for (const char *p = tag; *p; p++)
		if (isupper((unsigned char)*p) && !inside(top, "svg")) {
			flaw(t, line, "<%s>: names of tags are written in small letters", tag);
			break;
		}
	if (str_eq(tag, "script") && !attr_sure(attrs, "src"))
		flaw(t, line, "scripts are files in assets/: <script> needs src");
	if (str_eq(tag, "img") && !attr_sure(attrs, "alt"))
		flaw(t, line,
			"<img> has no alt: say what it shows, or alt=\"\" if it shows nothing");
	if (str_eq(tag, "input") && type && str_eq(type->value, "image") &&
		!attr_sure(attrs, "alt"))
		flaw(t, line, "an image that is a button needs alt");
	if (str_eq(tag, "meta") && attr_find(attrs, "http-equiv") && attr_find(attrs, "content") &&
		attr_find(attrs, "content")->dynamic)
		flaw(t, line, "<meta http-equiv> has to be fixed");
	if (str_eq(tag, "form"))
		check_form(t, line, attrs);
	check_nesting(t, line, tag, top);
}

void
check_close(struct tpl *t, const struct open *o)
{
	static const char *const filled[] = { "a", "button", "label", "legend", "summary",
		"caption", "h1", "h2", "h3", "h4", "h5", "h6", "th", "title", NULL };

	if (one_of(filled, o->name) && !o->content && !o->named)
		flaw(t, o->line, "<%s> is empty: nobody could tell what it is", o->name);
	if (str_eq(o->name, "table") && !o->caption && !o->named)
		flaw(t, o->line, "<table> has no <caption> or aria-label");
}
