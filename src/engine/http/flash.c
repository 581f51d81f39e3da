/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two small secrets of a browser's session: the sentence that the next page shows once, which travels in
 * a signed cookie, and the form token, which is masked anew for every answer, so that its compressed
 * length tells nothing (BREACH).
 */
#include <string.h>

#include <sodium.h>

#include "base/str.h"
#include "engine/engine.h"
#include "engine/http/answer.h"

#define FLASH_SECONDS 60
#define FLASH_MAX 600 /* bytes */
#define MAC 16
#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static const char *
base64(struct arena *mem, const void *p, size_t n)
{
	size_t cap = sodium_base64_ENCODED_LEN(n, BASE64);

	return sodium_bin2base64(arena_alloc(mem, cap), cap, p, n, BASE64);
}

/* Decoded bytes with a NUL behind them; NULL if s is not base64. */
static unsigned char *
unbase64(struct arena *mem, const char *s, size_t *ret_n)
{
	size_t n = strlen(s);
	unsigned char *out = arena_alloc(mem, n + 1);

	return sodium_base642bin(out, n, s, n, NULL, ret_n, NULL, BASE64) == 0 ? out : NULL;
}

static void
sign(const struct req *q, const void *text, size_t n, unsigned char mac[MAC])
{
	crypto_generichash_state s;
	const unsigned char *key = q->ctx.engine->form_key;

	crypto_generichash_init(&s, key, sizeof q->ctx.engine->form_key, MAC);
	crypto_generichash_update(&s, (const unsigned char *)"flash", 5);
	crypto_generichash_update(&s, text, n);
	crypto_generichash_final(&s, mac, MAC);
}

void
flash(struct req *q, const char *message)
{
	size_t n = strlen(message);
	unsigned char *packed;

	if (n > FLASH_MAX)
		return;
	packed = arena_alloc(q->ctx.mem, MAC + n);
	sign(q, message, n, packed);
	memcpy(packed + MAC, message, n);
	q->answer->flash = message;
	answer_flash_cookie(q, base64(q->ctx.mem, packed, MAC + n), FLASH_SECONDS);
}

const char *
req_flash(struct req *q)
{
	const char *cookie = req_cookie(q, "flash");
	unsigned char mac[MAC], *packed;
	size_t n;

	if (!cookie)
		return "";
	answer_flash_cookie(q, NULL, 0);
	packed = unbase64(q->ctx.mem, cookie, &n);
	if (!packed || n < MAC)
		return "";
	sign(q, packed + MAC, n - MAC, mac);
	packed[n] = '\0';
	return same_bytes(mac, packed, MAC) ? (const char *)packed + MAC : "";
}

const char *
form_token(struct req *q)
{
	const char *token = q->session.token ? q->session.token : "";
	size_t n = strlen(token);
	unsigned char *packed;

	if (!n)
		return "";
	/* One mask for all forms of an answer: it only has to differ from answer to answer. */
	if (q->session.masked)
		return q->session.masked;
	packed = arena_alloc(q->ctx.mem, 2 * n);
	randombytes_buf(packed, n);
	for (size_t i = 0; i < n; i++)
		packed[n + i] = packed[i] ^ (unsigned char)token[i];
	q->session.masked = base64(q->ctx.mem, packed, 2 * n);
	return q->session.masked;
}

bool
form_token_right(const struct req *q, const char *masked)
{
	const char *token = q->session.token ? q->session.token : "";
	size_t n = strlen(token), got;
	unsigned char *packed = masked ? unbase64(q->ctx.mem, masked, &got) : NULL;

	if (!packed || !n || got != 2 * n)
		return false;
	for (size_t i = 0; i < n; i++)
		packed[n + i] ^= packed[i];
	return same_bytes(packed + n, token, n);
}
