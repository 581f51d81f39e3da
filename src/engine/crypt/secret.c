/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/crypt/secret.h"

#include <endian.h>
#include <pthread.h>
#include <semaphore.h>
#include <string.h>

#include <sodium.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/crypt/password.h"
#include "engine/engine.h"

#define OPS 2
#define MEMORY (64 << 20)
#define AT_ONCE 2 /* hashes in the process: each takes 64 MiB and a core */
#define TOKEN_SIZE 32
#define TOKEN_DIGITS 43

/* What an account that does not exist is compared with. Any hash of today's settings will do: no
 * password has it. */
static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
			     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static sem_t places;

static void
start(void)
{
	if (sodium_init() < 0)
		fatal("libsodium does not start");
	sem_init(&places, 0, AT_ONCE);
}

static void
take_place(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start);
	while (sem_wait(&places))
		; /* a signal came in between */
}

/* The same password typed on two systems may come as different bytes; NFC makes them one. */
static const char *
normal(struct arena *mem, const char *password)
{
	const char *nfc = password_nfc(mem, password);

	return nfc ? nfc : password;
}

const char *
password_hash(struct arena *mem, const char *password)
{
	char *hash = arena_alloc(mem, crypto_pwhash_STRBYTES);
	const char *nfc = normal(mem, password);
	int rc;

	take_place();
	rc = crypto_pwhash_str(hash, nfc, strlen(nfc), OPS, MEMORY);
	sem_post(&places);
	if (rc)
		fatal("no memory for hashing a password");
	return hash;
}

bool
password_matches(const char *hash, const char *password)
{
	struct arena *mem = arena_new(0);
	const char *nfc = normal(mem, password);
	bool known = !str_empty(hash), same;

	take_place();
	same = crypto_pwhash_str_verify(known ? hash : nobody, nfc, strlen(nfc)) == 0;
	sem_post(&places);
	arena_free(mem);
	return known && same;
}

bool
password_stale(const char *hash)
{
	return crypto_pwhash_str_needs_rehash(hash, OPS, MEMORY) != 0;
}

static const char *
base64url(struct arena *mem, const unsigned char bytes[TOKEN_SIZE])
{
	char *text = arena_alloc(mem, TOKEN_DIGITS + 1);

	return sodium_bin2base64(text, TOKEN_DIGITS + 1, bytes, TOKEN_SIZE,
		sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

const char *
token_new(struct arena *mem)
{
	unsigned char bytes[TOKEN_SIZE];

	randombytes_buf(bytes, sizeof bytes);
	return base64url(mem, bytes);
}

const char *
token_hash(struct arena *mem, const char *token)
{
	unsigned char bytes[TOKEN_SIZE];
	char *text = arena_alloc(mem, 2 * TOKEN_SIZE + 1);

	crypto_generichash(
		bytes, sizeof bytes, (const unsigned char *)token, strlen(token), NULL, 0);
	return sodium_bin2hex(text, 2 * TOKEN_SIZE + 1, bytes, sizeof bytes);
}

const char *
token_for(struct arena *mem, struct engine *e, const char *purpose, int64_t id)
{
	uint64_t number = htole64((uint64_t)id);
	unsigned char bytes[TOKEN_SIZE];
	crypto_generichash_state state;

	crypto_generichash_init(&state, e->form_key, sizeof e->form_key, sizeof bytes);
	crypto_generichash_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_generichash_update(&state, (const unsigned char *)&number, sizeof number);
	crypto_generichash_final(&state, bytes, sizeof bytes);
	return base64url(mem, bytes);
}

/* Hashes are compared, so that the time it takes tells nothing. */
bool
token_right(struct arena *mem, struct engine *e, const char *purpose, int64_t id, const char *given)
{
	const char *right = token_hash(mem, token_for(mem, e, purpose, id));

	return sodium_memcmp(right, token_hash(mem, given), 2 * (size_t)TOKEN_SIZE) == 0;
}
