/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a .po file through libgettextpo. */
#include "tools/po2c.h"

#include <gettext-po.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static void
on_error(int severity, po_message_t message, const char *filename, size_t lineno, size_t column,
	int multiline_p, const char *text)
{
	(void)message;
	(void)column;
	(void)multiline_p;
	if (severity != PO_SEVERITY_WARNING)
		flaw(filename ? filename : "po", lineno == (size_t)-1 ? 1 : (int)lineno, "%s",
			text);
}

static void
on_error2(int severity, po_message_t m1, const char *file1, size_t line1, size_t column1,
	int multiline1, const char *text1, po_message_t m2, const char *file2, size_t line2,
	size_t column2, int multiline2, const char *text2)
{
	on_error(severity, m1, file1, line1, column1, multiline1, text1);
	on_error(severity, m2, file2, line2, column2, multiline2, text2);
}

static const struct po_xerror_handler handler = { on_error, on_error2 };

/* libgettextpo does not tell where a message stands, but keeps their order: the n-th "msgid" line of
 * the file (obsolete ones counted) belongs to the n-th message. */
struct lines {
	FILE *f;
	int line;
};

static int
next_msgid(struct lines *l)
{
	char text[4096];
	bool start = true;

	while (l->f && fgets(text, sizeof(text), l->f)) {
		bool is = start && (str_starts(text, "msgid ") || str_starts(text, "#~ msgid "));

		l->line += start;
		start = strchr(text, '\n') != NULL;
		if (is)
			return l->line;
	}
	return l->line;
}

static const char *
header_field(struct arena *mem, const char *header, const char *name)
{
	char *value = po_header_field(header, name);
	const char *copy = value ? arena_strdup(mem, value) : NULL;

	free(value);
	return copy;
}

/* "nplurals=2; plural=n != 1;" */
static void
read_plural(struct arena *mem, struct catalogue *cat, const char *text, int line)
{
	const char *count = text ? strstr(text, "nplurals=") : NULL;
	const char *expr = text ? strstr(text, "plural=") : NULL;
	const char *why = NULL, *end;

	if (count && expr == count + 1)
		expr = strstr(count + 9, "plural=");
	if (!count || !expr) {
		flaw(cat->file, line, "the header has no Plural-Forms");
		return;
	}
	cat->n_plurals = atoi(count + 9);
	if (cat->n_plurals < 1 || cat->n_plurals > FORMS_MAX) {
		flaw(cat->file, line, "nplurals must be 1 to %d", FORMS_MAX);
		return;
	}
	expr += 7;
	end = strchr(expr, ';');
	expr = end ? arena_strndup(mem, expr, (size_t)(end - expr)) : expr;
	cat->plural = plural_to_c(mem, expr, cat->n_plurals, &why);
	if (!cat->plural)
		flaw(cat->file, line, "Plural-Forms: %s", why);
}

static void
read_header(struct arena *mem, struct catalogue *cat, const char *header, int line)
{
	const char *language = header_field(mem, header, "Language");
	const char *direction = header_field(mem, header, "X-Direction");
	const char *group = header_field(mem, header, "X-Thousands");
	const char *charset = header_field(mem, header, "Content-Type");

	if (!language || !str_eq(language, cat->tag))
		flaw(cat->file, line, "the header must say Language: %s, as the file's name does",
			cat->tag);
	if (!charset || !strstr(charset, "UTF-8"))
		flaw(cat->file, line, "the header must say charset=UTF-8");
	cat->name = header_field(mem, header, "X-Name");
	if (str_empty(cat->name))
		flaw(cat->file, line, "the header must give the language's own name as X-Name");
	if (!str_empty(group))
		cat->group = str_eq(group, "space") ? "\u202f" : group;
	cat->rtl = direction && str_eq(direction, "rtl");
	read_plural(mem, cat, header_field(mem, header, "Plural-Forms"), line);
}

static void
read_forms(struct arena *mem, const struct catalogue *cat, po_message_t po, struct message *m)
{
	if (!m->many) {
		const char *s = po_message_msgstr(po);

		m->forms[0] = arena_strdup(mem, s);
		m->n_forms = *s ? 1 : 0;
		return;
	}
	for (int i = 0; i < FORMS_MAX; i++) {
		const char *s = po_message_msgstr_plural(po, i);

		if (str_empty(s))
			break;
		m->forms[m->n_forms++] = arena_strdup(mem, s);
	}
	if (m->n_forms > 0 && m->n_forms != cat->n_plurals) {
		flaw(cat->file, m->line, "\"%s\" has %d plural forms, this language has %d", m->id,
			m->n_forms, cat->n_plurals);
		m->n_forms = 0;
	}
}

/* A text begins and ends with a line break or not; both languages do the same. */
static void
check_breaks(const struct catalogue *cat, const struct message *m)
{
	for (int i = 0; i < m->n_forms; i++)
		if (str_starts(m->id, "\n") != str_starts(m->forms[i], "\n") ||
			str_ends(m->id, "\n") != str_ends(m->forms[i], "\n"))
			flaw(cat->file, m->line,
				"line breaks at the start or end differ from those of \"%s\"",
				m->id);
}

static void
read_message(struct arena *mem, struct catalogue *cat, po_message_t po, int line, bool need_all)
{
	struct message *m = ARENA_NEW(mem, struct message);

	m->line = line;
	m->id = arena_strdup(mem, po_message_msgid(po));
	if (po_message_msgctxt(po))
		flaw(cat->file, line,
			"contexts (msgctxt) are not used here: word \"%s\" differently", m->id);
	if (po_message_msgid_plural(po))
		m->many = arena_strdup(mem, po_message_msgid_plural(po));
	if (!po_message_is_fuzzy(po))
		read_forms(mem, cat, po, m);
	if (need_all && m->n_forms == 0)
		flaw(cat->file, line, "\"%s\" is not translated%s", m->id,
			po_message_is_fuzzy(po) ? ": fuzzy" : "");
	placeholders_check(cat, m);
	check_breaks(cat, m);
	*cat->end = m;
	cat->end = &m->next;
	cat->n++;
}

void
po_read(struct arena *mem, struct catalogue *cat, bool need_all)
{
	struct lines lines = { fopen(cat->file, "r"), 0 };
	po_file_t file = lines.f ? po_file_read(cat->file, &handler) : NULL;
	po_message_iterator_t it;
	po_message_t po;
	bool header = false;

	if (!file) {
		flaw(cat->file, 1, "cannot be read");
		return;
	}
	it = po_message_iterator(file, NULL);
	while ((po = po_next_message(it))) {
		int line = next_msgid(&lines);

		if (po_message_is_obsolete(po)) {
			if (need_all)
				flaw(cat->file, line, "\"%s\" is used no more: remove it",
					po_message_msgid(po));
		} else if (!*po_message_msgid(po)) {
			read_header(mem, cat, po_message_msgstr(po), line);
			header = true;
		} else {
			read_message(mem, cat, po, line, need_all);
		}
	}
	if (!header)
		flaw(cat->file, 1, "the header is missing");
	po_message_iterator_free(it);
	po_file_free(file);
	fclose(lines.f);
}
