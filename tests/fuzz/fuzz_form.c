/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any values in any fields: each is refused with a sentence about its field, or kept within its limits;
 * and what is shown again stays inside its place.
 *
 * Input: one byte (1: JSON), then for each pair: type, field, length, bytes.
 */
#include <stdint.h>
#include <string.h>

#include "base/day.h"
#include "base/fatal.h"
#include "base/str.h"
#include "engine/html/form.h"
#include "engine/html/html.h"
#include "engine/i18n/i18n.h"
#include "tests/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define FUZZ_FORM(F, S)                                                                            \
	F(S, TEXT, title, .min = 1, .max = 20)                                                     \
	F(S, LONG, why, .max = 40)                                                                 \
	F(S, EMAIL, email, .optional = true)                                                       \
	F(S, SECRET, secret, .optional = true)                                                     \
	F(S, DATE, due_on, .optional = true)                                                       \
	F(S, MOMENT, starts, .optional = true)                                                     \
	F(S, INT, points, .min = -5, .max = 100, .optional = true)                                 \
	F(S, REF, goal, .optional = true)                                                          \
	F(S, BOOL, shared)                                                                         \
	F(S, ONE, aim, .of = "everyone|fit", .optional = true)                                     \
	F(S, MANY, level, .max = 3)                                                                \
	F(S, FILE, file, .max = 100, .optional = true)                                             \
	F(S, OPEN, custom, .of = "field_")
FORM_DECLARE(fuzz_form, FUZZ_FORM)
FORM_DEFINE(fuzz_form, FUZZ_FORM)

static const char *const names[] = { "title", "why", "email", "secret", "due_on", "starts",
	"points", "goal", "shared", "aim", "level", "file", "field_1", "custom", "other" };
#define NAMES (sizeof names / sizeof *names)

static void
read_pairs(const uint8_t *p, size_t n)
{
	sent_json = n && p[0] & 1;
	sent_n = 0;
	for (size_t i = 1; i + 3 <= n && sent_n < SENT_MAX;) {
		size_t length = p[i + 2] < n - i - 3 ? p[i + 2] : n - i - 3;
		struct body_pair *x = &sent[sent_n++];

		*x = (struct body_pair){ .type = (enum body_type)(p[i] % (BODY_OTHER + 1)),
			.list = p[i] & 64,
			.name = names[p[i + 1] % NAMES],
			.n = length };
		x->value = arena_strndup(mem, (const char *)p + i + 3, length);
		if (x->type == BODY_FILE)
			x->filename = x->value;
		i += 3 + length;
	}
}

static void
check_text(const char *s, int64_t max)
{
	MUST(utf8_valid(s, strlen(s)) && (int64_t)utf8_length(s) <= max);
}

static void
check_values(const struct fuzz_form *f)
{
	check_text(f->title, 20);
	check_text(f->why, 40);
	check_text(f->email, 254);
	check_text(f->secret, 1024);
	MUST(*f->title && !strpbrk(f->title, "\r\n\t"));
	MUST(!strchr(f->why, '\r'));
	MUST(!*f->email || email_valid(f->email));
	MUST(!*f->due_on || day_parse(f->due_on, NULL));
	MUST(!*f->starts || strlen(f->starts) == 16);
	MUST(f->points >= -5 && f->points <= 100 && f->goal >= 0);
	MUST(!*f->aim || str_eq(f->aim, "everyone") || str_eq(f->aim, "fit"));
	MUST(f->level.n <= 3 && f->file.n <= 100);
}

/* Whatever was typed, the page has the same tags. */
static void
check_page(struct html *h, const struct fuzz_form *f)
{
	size_t quotes = 0, tags = 0;

	h->b->n = 0;
	html_field(h, &f->form, "title", "Title", NULL);
	for (const char *s = buf_text(h->b); *s; s++) {
		quotes += *s == '"';
		tags += *s == '<';
	}
	MUST(quotes % 2 == 0);
	MUST(tags == (problem_of(h->c, "title") ? 11 : 5));
	html_field(h, &f->form, "why", "Why", NULL);
	html_field(h, &f->form, "due_on", "When", NULL);
	html_problems(h);
	MUST(utf8_valid(h->b->p, h->b->n));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf b;
	struct html h = { .b = &b, .c = &q.ctx, .q = &q };
	struct fuzz_form f;

	request_setup(NULL);
	b = BUF_IN(mem);
	read_pairs(data, n);
	if (form_read(&q, fuzz_form, &f)) {
		MUST(!q.ctx.problems);
		check_values(&f);
	} else {
		MUST(q.ctx.problems);
		for (const struct problem *p = q.ctx.problems; p; p = p->next)
			MUST(*p->message);
	}
	check_page(&h, &f);
	request_teardown(NULL);
	return 0;
}
