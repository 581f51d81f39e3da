/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/http/kept.h"

#include <string.h>

#include <sodium.h>

#include "base/str.h"
#include "engine/crypt/secret.h"
#include "engine/engine.h"
#include "engine/http/body.h"
#include "plan/plan.gen.h"

#define KEPT_LIFE (7 * 86400)
#define KEPT_MAX (512 << 10) /* bytes: the box has to fit into the next form */
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define NONCE crypto_secretbox_NONCEBYTES
#define TAG crypto_secretbox_MACBYTES

const char *
kept_whose(struct ctx *c, int64_t person)
{
	return token_for(c->mem, c->engine, "whose", person);
}

bool
kept_is_of(const struct req *q, const char *whose)
{
	const char *named = req_value(q, "_whose");

	return !str_empty(named) && !str_empty(whose) && strlen(named) == strlen(whose) &&
	       sodium_memcmp(named, whose, strlen(whose)) == 0;
}

const char *
kept_back(const struct req *q)
{
	const char *from = req_header(q, "Referer"), *origin = q->ctx.engine->origin;

	if (!from || !str_starts(from, origin) || from[strlen(origin)] != '/')
		return "";
	from += strlen(origin);
	return from[1] == '/' || from[1] == '\\' ? "" : from;
}

/* ---- what came ---- */

/* Words of somebody's own, and not a choice or an id: a text that must not be empty is typed by somebody; another one
 * of one word may be an id that the page had. */
static bool
is_written(const struct form_desc *d, const char *name, const char *value)
{
	const struct form_field *f = form_field_of(d, name);

	if (name[0] == '_' || !value[strspn(value, " \t\r\n")])
		return false;
	if (f && (f->kind == FIELD_LONG || f->kind == FIELD_EMAIL))
		return true;
	return (f && f->kind == FIELD_TEXT && f->min > 0) || strpbrk(value, " \n");
}

static bool
takes_secrets(const struct form_desc *d)
{
	for (int i = 0; i < d->n; i++)
		if (d->fields[i].kind == FIELD_SECRET)
			return true;
	return false;
}

/* Those of the new page take the place of these. */
static bool
is_of_the_page(const char *name)
{
	return str_eq(name, "_token") || str_eq(name, "_whose");
}

static void
sort_out(struct ctx *c, const struct form_desc *d, struct kept *k)
{
	const char *why, *s;

	for (int i = 0; d && i < k->fields.n; i++) {
		s = k->fields.v[i].value;
		if (is_written(d, k->fields.v[i].name, s) &&
			(s = text_clean(c, FIELD_LONG, s, strlen(s), &why)))
			k->words.v[k->words.n++] = s;
	}
}

bool
kept_read(struct req *q, struct kept *ret)
{
	struct arena *mem = q->ctx.mem;
	const struct form_desc *d = q->route ? q->route->in : NULL;
	const struct body_pair *p;
	bool answered = false;
	size_t bytes = 0;
	int n;

	if (!d || takes_secrets(d) || req_body_is_json(q))
		return false;
	p = req_pairs(q, &n);
	*ret = (struct kept){ .action = q->path, .back = kept_back(q) };
	if (*q->query)
		ret->action = arena_printf(mem, "%s?%s", q->path, q->query);
	ret->fields.v = ARENA_ARRAY(mem, struct hidden, n + 1);
	ret->words.v = ARENA_ARRAY(mem, const char *, n + 1);
	for (int i = 0; i < n; i++) {
		if (p[i].type != BODY_TEXT || strlen(p[i].value) != p[i].n)
			return false;
		bytes += strlen(p[i].name) + p[i].n;
		answered |= p[i].name[0] != '_' && p[i].n;
		if (!is_of_the_page(p[i].name))
			ret->fields.v[ret->fields.n++] = (struct hidden){ p[i].name, p[i].value };
	}
	sort_out(&q->ctx, d, ret);
	return answered && bytes <= KEPT_MAX;
}

/* ---- the box ---- */

/* Nobody's but the person's: what opens it is made of what the forms call that person. */
static void
key_of(struct ctx *c, const char *whose, unsigned char ret[crypto_secretbox_KEYBYTES])
{
	crypto_generichash_state s;

	crypto_generichash_init(
		&s, c->engine->form_key, sizeof c->engine->form_key, crypto_secretbox_KEYBYTES);
	crypto_generichash_update(&s, (const unsigned char *)"kept", 5);
	crypto_generichash_update(&s, (const unsigned char *)whose, strlen(whose));
	crypto_generichash_final(&s, ret, crypto_secretbox_KEYBYTES);
}

/* Each text with the zero behind it. */
static void
put(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s) + 1);
}

const char *
kept_close(struct req *q)
{
	struct ctx *c = &q->ctx;
	const char *whose = req_value(q, "_whose");
	struct buf plain = BUF_IN(c->mem);
	unsigned char key[crypto_secretbox_KEYBYTES], *box;
	struct kept k;
	size_t n, cap;

	if (str_empty(whose) || !kept_read(q, &k))
		return "";
	put(&plain, arena_printf(c->mem, "%lld", (long long)c->now));
	put(&plain, q->route->name);
	put(&plain, k.action);
	put(&plain, k.back);
	for (int i = 0; i < k.fields.n; i++) {
		put(&plain, k.fields.v[i].name);
		put(&plain, k.fields.v[i].value);
	}
	n = NONCE + TAG + plain.n;
	cap = sodium_base64_ENCODED_LEN(n, BASE64);
	box = arena_alloc(c->mem, n);
	key_of(c, whose, key);
	randombytes_buf(box, NONCE);
	crypto_secretbox_easy(box + NONCE, (const unsigned char *)plain.p, plain.n, box, key);
	return sodium_bin2base64(arena_alloc(c->mem, cap), cap, box, n, BASE64);
}

static const char *
take(const char **at, const char *end)
{
	const char *s = *at;
	size_t n = s < end ? strnlen(s, (size_t)(end - s)) : 0;

	*at = s + n + 1 < end ? s + n + 1 : end;
	return s < end ? s : "";
}

static const struct form_desc *
form_of(const char *route)
{
	for (int i = 0; i < routes_n; i++)
		if (str_eq(routes[i].name, route))
			return routes[i].in;
	return NULL;
}

/* What was inside, with a zero behind it. */
static bool
unlock(struct ctx *c, const char *box, int64_t person, const char **ret, size_t *ret_n)
{
	size_t n = strlen(box), got;
	unsigned char *in = arena_alloc(c->mem, n + 1), *plain = arena_alloc(c->mem, n + 1);
	unsigned char key[crypto_secretbox_KEYBYTES];

	key_of(c, kept_whose(c, person), key);
	if (sodium_base642bin(in, n, box, n, NULL, &got, NULL, BASE64) != 0 || got < NONCE + TAG ||
		crypto_secretbox_open_easy(plain, in + NONCE, got - NONCE, in, key) != 0)
		return false;
	*ret_n = got - NONCE - TAG;
	plain[*ret_n] = '\0';
	*ret = (const char *)plain;
	return true;
}

bool
kept_open(struct ctx *c, const char *box, int64_t person, struct kept *ret)
{
	const char *at, *end, *route;
	int64_t closed_at;
	size_t n;
	int most = 0;

	if (str_empty(box) || !unlock(c, box, person, &at, &n))
		return false;
	end = at + n;
	for (const char *p = at; p < end; p++)
		most += !*p;
	if (!str_to_int(take(&at, end), &closed_at) || closed_at < c->now - KEPT_LIFE)
		return false;
	route = take(&at, end);
	*ret = (struct kept){ .action = take(&at, end) };
	ret->back = take(&at, end);
	ret->fields.v = ARENA_ARRAY(c->mem, struct hidden, most + 1);
	ret->words.v = ARENA_ARRAY(c->mem, const char *, most + 1);
	while (at < end) {
		const char *name = take(&at, end);

		ret->fields.v[ret->fields.n++] = (struct hidden){ name, take(&at, end) };
	}
	sort_out(c, form_of(route), ret);
	return true;
}
