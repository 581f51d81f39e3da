/* SPDX-License-Identifier: Apache-2.0 */
/* Placeholders: %s %d %1$s %2$d and %%. Nothing else is a placeholder, and nothing else follows a %. */
#include "tools/po2c.h"

#include <ctype.h>
#include <string.h>

#define ARGS_MAX 9

struct placeholders {
	char type[ARGS_MAX + 1]; /* by number, from 1; 0 = not there */
	const char *wrong;	 /* a sentence, or NULL */
};

static const char *
take_one(const char *s, struct placeholders *p, int *next, bool *positional)
{
	int number = 0;

	if (isdigit((unsigned char)s[0]) && s[1] == '$') {
		number = s[0] - '0';
		s += 2;
		*positional = true;
	} else if (*s == 's' || *s == 'd') {
		number = ++*next;
	}
	if ((*s != 's' && *s != 'd') || number < 1 || number > ARGS_MAX)
		p->wrong = "only %s, %d, %1$s, %1$d and %% may follow a percent sign";
	else if (p->type[number] && p->type[number] != *s)
		p->wrong = "the same argument is used as %s and as %d";
	else
		p->type[number] = *s;
	return *s ? s + 1 : s;
}

static struct placeholders
placeholders_of(const char *s)
{
	struct placeholders p = { { 0 }, NULL };
	bool positional = false;
	int next = 0;

	while ((s = strchr(s, '%'))) {
		s++;
		if (*s == '%')
			s++;
		else
			s = take_one(s, &p, &next, &positional);
	}
	if (!p.wrong && positional && next)
		p.wrong = "numbered (%1$s) and plain (%s) placeholders are mixed";
	return p;
}

static void
check_form(const struct catalogue *cat, const struct message *m, const char *form,
	const struct placeholders *want)
{
	struct placeholders got = placeholders_of(form);

	if (got.wrong) {
		flaw(cat->file, m->line, "\"%s\": %s", form, got.wrong);
		return;
	}
	for (int i = 1; i <= ARGS_MAX; i++) {
		if (got.type[i] == want->type[i])
			continue;
		if (!got.type[i] && m->many && want->type[i] == 'd')
			continue;
		if (!got.type[i])
			flaw(cat->file, m->line, "\"%s\" lacks placeholder %d (%%%c) of \"%s\"",
				form, i, want->type[i], m->id);
		else if (!want->type[i])
			flaw(cat->file, m->line,
				"\"%s\" has a placeholder %d (%%%c) that \"%s\" has not", form, i,
				got.type[i], m->id);
		else
			flaw(cat->file, m->line, "\"%s\": placeholder %d must be %%%c, not %%%c",
				form, i, want->type[i], got.type[i]);
	}
}

void
placeholders_check(const struct catalogue *cat, const struct message *m)
{
	struct placeholders want = placeholders_of(m->many ? m->many : m->id);

	if (want.wrong) {
		flaw(cat->file, m->line, "\"%s\": %s", m->many ? m->many : m->id, want.wrong);
		return;
	}
	if (m->many)
		check_form(cat, m, m->id, &want);
	for (int i = 0; i < m->n_forms; i++)
		check_form(cat, m, m->forms[i], &want);
}

size_t
verbatim_length(const char *s)
{
	const char *end;

	if (*s == '%') {
		size_t n = 1;

		while (isdigit((unsigned char)s[n]) || s[n] == '$')
			n++;
		return s[n] ? n + 1 : n;
	}
	if (*s == '<' && (isalpha((unsigned char)s[1]) || s[1] == '/')) {
		end = strchr(s, '>');
		return end ? (size_t)(end - s) + 1 : 0;
	}
	if (*s == '&') {
		size_t n = 1 + strspn(s + 1, "#abcdefghijklmnopqrstuvwxyz0123456789");

		return n > 1 && s[n] == ';' ? n + 1 : 0;
	}
	return 0;
}
