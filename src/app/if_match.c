/* SPDX-License-Identifier: Apache-2.0 */
#include "app/if_match.h"

#include <sodium.h>
#include <string.h>

#include "app/access.h"
#include "base/buf.h"
#include "base/str.h"
#include "engine/http/answer.h"

#define MARK_BYTES 16

/* What has a mark: JSON of one thing or of many, the whole of it, that costs no thread of its own. */
static bool
can_be_marked(const struct req *q)
{
	enum route_out out = q->route->out_kind;

	return q->json && !*q->query && !q->route->slow && q->answer->status == 200 &&
	       (out == OUT_ONE || out == OUT_MANY);
}

static const char *
mark_of(struct req *q)
{
	unsigned char hash[MARK_BYTES];
	char text[sodium_base64_ENCODED_LEN(MARK_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
	const struct buf *b = &q->answer->body;

	crypto_generichash(hash, sizeof hash, (const unsigned char *)b->p, b->n, NULL, 0);
	sodium_bin2base64(
		text, sizeof text, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return arena_printf(q->ctx.mem, "\"%s\"", text);
}

void
if_match_mark(struct req *q)
{
	if (can_be_marked(q))
		q->answer->etag = mark_of(q);
}

/* Which of the ids or of the words of its route's address has this name; they are counted apart. */
static int
index_of(const char *path, char kind, const char *name, size_t n)
{
	int i = 0;

	for (const char *s = path; (s = strchr(s, '/')) != NULL;) {
		size_t len = strcspn(++s, "/");

		if (*s != kind)
			continue;
		if (len == n && memcmp(s, name, n) == 0)
			return i;
		i++;
	}
	return 0; /* plan2c has seen that it is there */
}

/* Where what this request changes is read: at its own address, if its route does not say otherwise. */
static const char *
read_at(struct req *q)
{
	struct buf b = BUF_IN(q->ctx.mem);
	const char *own = q->route->path, *s = q->route->read;

	if (!s)
		return q->path;
	while (*s == '/') {
		size_t n = strcspn(++s, "/");

		if (*s == ':')
			buf_printf(&b, "/%lld", (long long)q->ids[index_of(own, ':', s, n)]);
		else if (*s == '=')
			buf_printf(&b, "/%s", q->words[index_of(own, '=', s, n)]);
		else
			buf_printf(&b, "/%.*s", (int)n, s);
		s += n;
	}
	return buf_text(&b);
}

/* What GET would answer by now: its mark, or NULL if there is none. */
static const char *
mark_by_now(const struct router *r, struct req *q)
{
	const char *allow;

	q->path = read_at(q);
	q->method = METHOD_GET;
	q->query = "";
	q->json = true;
	if (router_find(r, q, &allow) != OK || q->route->slow || access_check(q) != OK)
		return NULL;
	if (q->route->web(q) != OK || !can_be_marked(q))
		return NULL;
	return mark_of(q);
}

/* True if the list of marks, as a header has it, names this one. */
static bool
names(const char *said, const char *mark)
{
	while (*said == ' ' || *said == '\t')
		said++;
	return str_eq(said, "*") || strstr(said, mark) != NULL;
}

bool
if_match_holds(const struct router *r, struct req *q)
{
	const char *said = req_header(q, "If-Match"), *mark;
	struct req kept = *q;
	struct ctx c;

	if (!said)
		return true;
	mark = mark_by_now(r, q);
	answer_reset(q);
	/* What the database said of itself stays, whatever else the reading left behind does not. */
	c = q->ctx;
	c.problems = kept.ctx.problems;
	c.why = kept.ctx.why;
	c.within = kept.ctx.within;
	c.within_name = kept.ctx.within_name;
	*q = kept;
	q->ctx = c;
	return mark && names(said, mark);
}
