/* SPDX-License-Identifier: Apache-2.0 */
/* Shows page.html with strange values. What the engine would say is said by small doubles here. */
#include <stdio.h>

#include "engine/i18n/i18n.h"
#include "page.html.h"
#include "plan/plan.gen.h"

const char *
tr_text(const struct lang *lang, const char *msgid)
{
	(void)lang;
	return msgid;
}

/* Shows the message and its values behind each other. */
const char *
tr_args(struct ctx *c, const char *translated, const struct tr_arg *args, int n)
{
	struct buf b = BUF_IN(c->mem);

	buf_str(&b, translated);
	for (int i = 0; i < n; i++) {
		buf_str(&b, "|");
		if (args[i].is_int)
			buf_int(&b, args[i].i);
		else
			buf_str(&b, args[i].s);
	}
	return buf_text(&b);
}

const char *
tr_n_args(struct ctx *c, const char *one, const char *many, int64_t n, const struct tr_arg *args,
	int n_args)
{
	return tr_args(c, arena_printf(c->mem, "%lld:%s", (long long)n, n == 1 ? one : many), args,
		n_args);
}

const char *
fmt_date(struct ctx *c, const char *date)
{
	return arena_printf(c->mem, "<%s>", date);
}

const char *
url_goal_show(struct ctx *c, int64_t goal)
{
	return arena_printf(c->mem, "/goals/%lld", (long long)goal);
}

const char *
url_goal_list(struct ctx *c, int64_t relationship)
{
	return arena_printf(c->mem, "/relationships/%lld/goals", (long long)relationship);
}

void
html_form_hidden(struct html *h, const char *method)
{
	buf_printf(h->b, "[hidden %s]", method);
}

void
html_field(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint)
{
	buf_printf(h->b, "[field %s %s %s %s]", form->desc->name, name, label, hint ? hint : "-");
}

void
html_choice(struct html *h, const struct form *form, const char *name, const char *label,
	const char *hint, const struct option_rows *options)
{
	buf_printf(h->b, "[choice %s %s %s %s %d]", form->desc->name, name, label,
		hint ? hint : "-", options->n);
}

void
html_problems_of(struct html *h, const struct option_rows *labels)
{
	for (int i = 0; i < labels->n; i++)
		buf_printf(h->b, "[problems %s: %s]", labels->v[i].value, labels->v[i].label);
}

int
main(void)
{
	struct arena *mem = arena_new(0);
	/* The page has problems, so that the labels are asked for. */
	struct problem wrong = { .field = "title", .message = "Say it" };
	struct ctx c = { .mem = mem, .problems = &wrong };
	struct buf b = BUF_IN(mem);
	struct html h = { .b = &b, .c = &c };
	const struct form_desc desc = { .name = "page_form" };
	const struct person amara = { .name = "Amara", .home = "javascript:alert(1)" };
	struct goal goals[] = {
		{ .id = 7, .title = "<script>alert(1)</script>", .due_on = "2027-03-04\"" },
		{ .id = 8,
			.title = "\" onload='x",
			.due_on = "",
			.state = GOAL_OPEN,
			.shared = true },
		{ .id = 9, .title = "a & b", .due_on = NULL },
	};
	const char *words[] = { "one", "<two>" };
	struct page_view v = {
		.title = "It's <b>\"bold\"</b> & \x01 new",
		.note = "one\ntwo\n\n<three>",
		.query = "a b&c=d/\"ä",
		.id = 5,
		.n = 4,
		.partner = { "Jonas", "/people/3" },
		.mentor = &amara,
		.goals = { 3, goals },
		.words = { 2, words },
		.form = { .form = { .desc = &desc } },
	};

	html_everything(&h, &v);
	buf_str(&b, "==== letter\n");
	html_letter(&h, &v);
	fwrite(b.p, 1, b.n, stdout);
	arena_free(mem);
	return 0;
}
