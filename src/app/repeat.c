/* SPDX-License-Identifier: Apache-2.0 */
#include "app/repeat.h"

#include <string.h>

#include <sodium.h>

#include "app/app.sql.h"
#include "base/str.h"
#include "engine/http/answer.h"
#include "plan/plan.gen.h"

#define KEY_MAX 200
#define BODY_MAX 65536
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define NONCE crypto_secretbox_NONCEBYTES
#define TAG crypto_secretbox_MACBYTES

static void
hash(struct req *q, const char *purpose, const char *key, unsigned char ret[32])
{
	const char *all = arena_printf(q->ctx.mem, "%s\n%lld\n%s\n%s\n%s", purpose,
		(long long)q->ctx.who, q->route->name, q->path, key);

	crypto_generichash(ret, 32, (const unsigned char *)all, strlen(all), NULL, 0);
}

void
repeat_read(struct req *q, struct repeat *p)
{
	const char *key = req_header(q, "Idempotency-Key");
	unsigned char name[32];
	char hex[65];

	if (str_empty(key))
		key = req_value(q, "_first_key");
	if (str_empty(key))
		key = req_value(q, "_key");
	*p = (struct repeat){ .on = !str_empty(key) && strlen(key) <= KEY_MAX };
	if (!p->on)
		return;
	hash(q, "name", key, name);
	hash(q, "key", key, p->key);
	p->name = arena_strdup(q->ctx.mem, sodium_bin2hex(hex, sizeof hex, name, sizeof name));
}

/* type, flash and body, each behind its length, in one box. */
static void
put(struct buf *b, const void *p, size_t n)
{
	buf_printf(b, "%zu:", n);
	buf_add(b, p, n);
}

static const char *
take(struct arena *mem, const char **at, const char *end)
{
	int64_t n;
	const char *colon = memchr(*at, ':', (size_t)(end - *at));

	if (!colon || !str_to_int(arena_strndup(mem, *at, (size_t)(colon - *at)), &n) || n < 0 ||
		n > end - colon - 1)
		return "";
	*at = colon + 1 + n;
	return arena_strndup(mem, colon + 1, (size_t)n);
}

static const char *
lock(struct arena *mem, const struct repeat *p, const struct buf *plain)
{
	size_t n = NONCE + TAG + plain->n, cap = sodium_base64_ENCODED_LEN(n, BASE64);
	unsigned char *box = arena_alloc(mem, n);

	randombytes_buf(box, NONCE);
	crypto_secretbox_easy(box + NONCE, (const unsigned char *)plain->p, plain->n, box, p->key);
	return sodium_bin2base64(arena_alloc(mem, cap), cap, box, n, BASE64);
}

static bool
unlock(struct arena *mem, const struct repeat *p, const char *text, const char **ret, size_t *ret_n)
{
	size_t n = strlen(text), got;
	unsigned char *box = arena_alloc(mem, n + 1), *plain = arena_alloc(mem, n + 1);

	if (sodium_base642bin(box, n, text, n, NULL, &got, NULL, BASE64) != 0 ||
		got < NONCE + TAG ||
		crypto_secretbox_open_easy(plain, box + NONCE, got - NONCE, box, p->key) != 0)
		return false;
	*ret = (const char *)plain;
	*ret_n = got - NONCE - TAG;
	return true;
}

bool
repeat_kept(struct req *q, const struct repeat *p)
{
	struct kept_answer kept;

	return sql_answer_get(&q->ctx, p->name, &kept);
}

bool
repeat_again(struct req *q, const struct repeat *p)
{
	struct ctx *c = &q->ctx;
	struct kept_answer kept;
	const char *at, *end, *said;
	size_t n;

	sql_answer_forget(c, p->name, c->now - REPEAT_LIFE);
	if (sql_answer_claim(c, p->name, c->who, q->route->name, c->now) == 1)
		return false;
	if (!sql_answer_get(c, p->name, &kept) || !unlock(c->mem, p, kept.body, &at, &n))
		return false;
	end = at + n;
	answer_reset(q);
	q->answer->type = take(c->mem, &at, end);
	said = take(c->mem, &at, end);
	buf_str(&q->answer->body, take(c->mem, &at, end));
	q->answer->status = (int)kept.status;
	q->answer->location = *kept.location ? kept.location : NULL;
	if (!*q->answer->type)
		q->answer->type = NULL;
	if (*said)
		flash(q, said);
	answer_header(q, "Idempotent-Replayed", "true");
	return true;
}

void
repeat_keep(struct req *q, const struct repeat *p)
{
	const struct answer *a = q->answer;
	struct ctx *c = &q->ctx;
	struct buf plain = BUF_IN(c->mem);

	if (a->look || a->has_cookie || a->stream || a->body.n > BODY_MAX) {
		sql_answer_drop(c, p->name);
		return;
	}
	put(&plain, a->type ? a->type : "", a->type ? strlen(a->type) : 0);
	put(&plain, a->flash ? a->flash : "", a->flash ? strlen(a->flash) : 0);
	put(&plain, a->body.p, a->body.n);
	sql_answer_keep(
		c, p->name, a->status, a->location ? a->location : "", lock(c->mem, p, &plain));
}
