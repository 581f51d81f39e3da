/* SPDX-License-Identifier: Apache-2.0 */
#include "features/notices/errand.h"

#include <string.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/notices/letter.h"
#include "plan/plan.gen.h"

#define NUMBERS 4

const char *
errand_of(struct ctx *c, const char *what, int64_t thing, int64_t stamp)
{
	return arena_printf(c->mem, "%s-%lld-%lld", what, (long long)thing, (long long)stamp);
}

/* "word-1-2…": the word and n numbers, none of them negative; what is behind them in *ret_rest. */
static bool
parts_read(struct ctx *c, const char *text, const char **ret_word, int64_t *ret, int n,
	const char **ret_rest)
{
	const char *at = strchr(text, '-');

	if (!at || at == text)
		return false;
	*ret_word = arena_strndup(c->mem, text, (size_t)(at - text));
	for (int i = 0; i < n; i++) {
		const char *from = ++at;

		at = strchr(from, '-');
		if (!at && i + 1 < n)
			return false;
		at = at ? at : from + strlen(from);
		if (!str_to_int(arena_strndup(c->mem, from, (size_t)(at - from)), &ret[i]) ||
			ret[i] < 0)
			return false;
	}
	*ret_rest = *at ? at + 1 : at;
	return true;
}

/* What the hash is over, besides the person. */
static const char *
purpose_of(struct ctx *c, const struct errand *e, const struct errand_reader *r)
{
	return arena_printf(c->mem, "errand %s %lld %lld %lld %lld", e->what, (long long)e->thing,
		(long long)e->until, (long long)e->stamp, (long long)r->changed_at);
}

/* All but the hash. */
static const char *
head_of(struct ctx *c, const struct errand *e)
{
	return arena_printf(c->mem, "%s-%lld-%lld-%lld-%lld", e->what, (long long)e->thing,
		(long long)e->person, (long long)e->until, (long long)e->stamp);
}

const char *
errand_path(struct ctx *c, int64_t person, const char *errand)
{
	int64_t days = practice_number(
		practice_need("threshold", PRACTICE_THRESHOLD_MAIL_LINK_DAYS), "value", 14);
	struct errand e = { .person = person, .until = c->now + days * DAY };
	int64_t numbers[2];
	struct errand_reader r;
	const char *rest;

	if (!parts_read(c, errand, &e.what, numbers, 2, &rest) ||
		!sql_errand_reader(c, person, &r) || !str_eq(r.state, "active"))
		return "";
	e.thing = numbers[0];
	e.stamp = numbers[1];
	return url_errand_show(
		c, arena_printf(c->mem, "%s-%s", head_of(c, &e),
			   token_for(c->mem, c->engine, purpose_of(c, &e, &r), person)));
}

const char *
errand_words(struct ctx *reader, const char *letter, int64_t person, const char *errand)
{
	const char *path = errand_path(reader, person, errand);
	const char *act = practice_field(practice_need("letter", letter), "act", reader->lang->tag);

	if (!*path || !*act)
		return "";
	return arena_printf(reader->mem, "%s:\n%s", act, whole_address(reader, path));
}

enum result
errand_read(struct ctx *c, const char *token, struct errand *ret, struct errand_reader *ret_reader)
{
	struct errand e;
	int64_t numbers[NUMBERS];
	const char *seal;

	if (!parts_read(c, token, &e.what, numbers, NUMBERS, &seal))
		return NOT_FOUND;
	e = (struct errand){ e.what, numbers[0], numbers[1], numbers[2], numbers[3] };
	/* One spelling only: "017" is not 17. */
	if (!str_starts(token, head_of(c, &e)) || !sql_errand_reader(c, e.person, ret_reader) ||
		!token_right(c->mem, c->engine, purpose_of(c, &e, ret_reader), e.person, seal) ||
		!str_eq(ret_reader->state, "active"))
		return NOT_FOUND;
	*ret = e;
	return e.until > c->now ? OK : GONE;
}

const char *
errands_hidden(struct ctx *c, const char *text)
{
	static const char mark[] = "/errands/";
	struct buf b = BUF_IN(c->mem);

	for (const char *at; (at = strstr(text, mark)); text = at + strcspn(at, " \n\"<")) {
		buf_add(&b, text, (size_t)(at - text) + sizeof mark - 1);
		buf_str(&b, "…");
		at += sizeof mark - 1;
	}
	buf_str(&b, text);
	return buf_text(&b);
}
