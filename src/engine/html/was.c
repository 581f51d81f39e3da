/* SPDX-License-Identifier: Apache-2.0 */
/* What a form was filled with, so that the second of two windows does not write over the first unseen. */
#include <sodium.h>
#include <string.h>

#include "base/str.h"
#include "engine/html/form_read.h"
#include "engine/http/req.h"
#include "engine/i18n/i18n.h"

/* Of each value so many letters of its hash travel with the page, which shows the value anyway. */
#define MARK 8
#define MARK_BYTES 6

struct texts
one_text(struct arena *mem, const char *s)
{
	struct texts t = { .n = 1, .v = ARENA_ARRAY(mem, const char *, 1) };

	t.v[0] = s ? s : "";
	return t;
}

struct texts
form_value(struct arena *mem, const struct form *form, const struct form_field *f)
{
	const char *member = (const char *)form + f->offset;
	int64_t v;

	switch (f->kind) {
	case FIELD_INT:
	case FIELD_REF:
		v = *(const int64_t *)member;
		if (v == 0 && (f->kind == FIELD_REF || f->optional || f->min > 0))
			return (struct texts){ 0 };
		return one_text(mem, arena_printf(mem, "%lld", (long long)v));
	case FIELD_BOOL:
		return one_text(mem, *(const bool *)member ? "1" : "");
	case FIELD_MANY:
		return *(const struct texts *)member;
	case FIELD_SECRET:
	case FIELD_FILE:
	case FIELD_OPEN:
		return (struct texts){ 0 };
	default:
		return one_text(mem, *(const char *const *)member);
	}
}

static void
mark(const struct texts *t, char ret[MARK + 1])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state s;

	crypto_generichash_init(&s, NULL, 0, sizeof hash);
	for (int i = 0; i < t->n; i++)
		crypto_generichash_update(&s, (const unsigned char *)t->v[i], strlen(t->v[i]) + 1);
	crypto_generichash_final(&s, hash, sizeof hash);
	sodium_bin2base64(
		ret, MARK + 1, hash, MARK_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void
form_watch_desc(struct ctx *c, struct form *form)
{
	const struct form_desc *d = form->desc;
	char *was = arena_alloc(c->mem, (size_t)d->n * MARK + 1);

	for (int i = 0; i < d->n; i++) {
		struct texts t = form_value(c->mem, form, &d->fields[i]);

		mark(&t, was + (size_t)i * MARK);
	}
	was[(size_t)d->n * MARK] = '\0';
	form->was = was;
}

static bool
texts_eq(const struct texts *a, const struct texts *b)
{
	for (int i = 0; i < a->n && i < b->n; i++)
		if (!str_eq(a->v[i], b->v[i]))
			return false;
	return a->n == b->n;
}

static void
take(struct form *mine, const struct form *now, const struct form_field *f)
{
	static const size_t sizes[] = { [FIELD_INT] = sizeof(int64_t),
		[FIELD_REF] = sizeof(int64_t),
		[FIELD_BOOL] = sizeof(bool),
		[FIELD_MANY] = sizeof(struct texts),
		[FIELD_OPEN] = 0 };
	size_t n = sizes[f->kind] ? sizes[f->kind] : sizeof(const char *);

	memcpy((char *)mine + f->offset, (const char *)now + f->offset, n);
}

static const char *
changed_meanwhile(struct ctx *c)
{
	return _("This was changed meanwhile, in another window or by somebody else. Save again to "
		 "keep what you wrote.");
}

/* True if both sides changed the value, in different ways. */
static bool
differs(struct ctx *c, struct form *mine, const struct form *now, int i)
{
	const struct form_field *f = &mine->desc->fields[i];
	const char *was = mine->was + (size_t)i * MARK;
	struct texts m = form_value(c->mem, mine, f), t = form_value(c->mem, now, f);
	char by_me[MARK + 1], by_them[MARK + 1];

	mark(&m, by_me);
	mark(&t, by_them);
	if (memcmp(by_them, was, MARK) == 0 || texts_eq(&m, &t))
		return false;
	if (memcmp(by_me, was, MARK) != 0)
		return true;
	take(mine, now, f);
	return false;
}

enum result
form_settle_desc(struct req *q, struct form *mine, struct form *now)
{
	struct ctx *c = &q->ctx;
	const struct form_desc *d = mine->desc;
	struct texts *theirs = ARENA_ARRAY(c->mem, struct texts, d->n);
	struct texts *raw = ARENA_ARRAY(c->mem, struct texts, d->n);
	int n = 0;

	if (!mine->was || strlen(mine->was) != (size_t)d->n * MARK)
		return OK;
	for (int i = 0; i < d->n; i++) {
		if (differs(c, mine, now, i)) {
			theirs[i] = form_value(c->mem, now, &d->fields[i]);
			if (!theirs[i].n)
				theirs[i] = one_text(c->mem, "");
			invalid(c, d->fields[i].name, changed_meanwhile(c));
			n++;
		}
		raw[i] = form_value(c->mem, mine, &d->fields[i]);
	}
	if (n == 0)
		return OK;
	mine->raw = raw;
	mine->now = theirs;
	form_watch_desc(c, now);
	mine->was = now->was;
	return CONFLICT;
}

const char *
text_mark(struct ctx *c, const char *text)
{
	struct texts t = one_text(c->mem, text);
	char *is = arena_alloc(c->mem, MARK + 1);

	mark(&t, is);
	return is;
}

const char *
text_mark_sent(struct req *q, const char *name, const char *now)
{
	const char *was = req_value(q, arena_printf(q->ctx.mem, "_was_%s", name));

	return was ? was : text_mark(&q->ctx, now);
}

const char *
text_settle(struct req *q, const char *name, const char *mine, const char *now)
{
	struct ctx *c = &q->ctx;
	const char *was =
		req_body_is_json(q) ? NULL : req_value(q, arena_printf(c->mem, "_was_%s", name));

	if (!was || str_eq(mine, now) || str_eq(was, text_mark(c, now)))
		return mine;
	if (str_eq(was, text_mark(c, mine)))
		return now;
	invalid(c, name, changed_meanwhile(c));
	return mine;
}
