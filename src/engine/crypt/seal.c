/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sealed text is: 1 byte 1 (this layout), 4 bytes key version, 24 bytes nonce, the ciphertext, 16
 * bytes tag. Numbers are little-endian.
 */
#include "engine/crypt/seal.h"

#include <endian.h>
#include <string.h>

#include <sodium.h>

#include "engine/crypt/keys.h"
#include "engine/crypt/seal.sql.h"
#include "engine/engine.h"

#define LAYOUT 1
#define HEAD 5
#define NONCE 24
#define TAG 16
#define AROUND (HEAD + NONCE + TAG)

struct data_key {
	int64_t version; /* 0: there is none */
	bool destroyed;
	unsigned char key[KEY_SIZE];
};

static struct keys *
keys_in(struct ctx *c)
{
	if (c->engine && c->engine->keys)
		return c->engine->keys;
	db_fault(c, "there is no master key");
	return NULL;
}

/* False after a fault. */
static bool
unwrap(struct ctx *c, struct keys *k, int64_t scope, const struct seal_key_row *row,
	struct data_key *ret)
{
	ret->version = row->version;
	ret->destroyed = row->wrapped.n == 0;
	if (ret->destroyed)
		return true;
	if (row->wrapped.n == WRAPPED_SIZE &&
		keys_unwrap(k, scope, row->version, row->wrapped.p, ret->key))
		return true;
	db_fault(c, "key %lld of %lld does not open: it is damaged, or the master key is another",
		(long long)row->version, (long long)scope);
	return false;
}

/* Makes the key that comes after version `after`. A second server that does the same at the same
 * moment is refused by the database and runs its transaction again. */
static bool
make_key(struct ctx *c, struct keys *k, int64_t scope, int64_t after, struct data_key *ret)
{
	unsigned char wrapped[WRAPPED_SIZE];

	ret->version = after + 1;
	ret->destroyed = false;
	randombytes_buf(ret->key, KEY_SIZE);
	keys_wrap(k, scope, ret->version, ret->key, wrapped);
	if (sql_seal_key_insert(c, scope, ret->version,
		    (struct bytes){ .p = wrapped, .n = WRAPPED_SIZE }, c->now) == 1)
		return true;
	db_fault(c, "a key of %lld could not be made", (long long)scope);
	return false;
}

/* The key for new texts. Always asked of the database: a key that this transaction has made may be
 * rolled back, and one in the cache may have been followed by a newer. */
static bool
newest_key(struct ctx *c, struct keys *k, int64_t scope, struct data_key *ret)
{
	struct seal_key_row row = { .version = 0 };

	if (sql_seal_key_newest(c, scope, &row)) {
		if (!unwrap(c, k, scope, &row, ret))
			return false;
		if (!ret->destroyed)
			return true;
	}
	return !db_faulty(c) && make_key(c, k, scope, row.version, ret);
}

static bool
key_of_version(struct ctx *c, struct keys *k, int64_t scope, int64_t version, struct data_key *ret)
{
	struct seal_key_row row;

	*ret = (struct data_key){ .version = version };
	if (keys_recall(k, scope, version, ret->key))
		return true;
	if (!sql_seal_key_get(c, scope, version, &row)) {
		db_fault(c, "key %lld of %lld is missing", (long long)version, (long long)scope);
		return false;
	}
	if (!unwrap(c, k, scope, &row, ret))
		return false;
	/* What a transaction that writes sees may be rolled back; what a snapshot sees is committed. */
	if (!ret->destroyed && !db_writing(c))
		keys_remember(k, scope, version, ret->key);
	return true;
}

struct bound {
	unsigned char *p;
	size_t n;
};

static struct bound
bound_to(struct ctx *c, const char *place, int64_t scope, int64_t row, int64_t version)
{
	size_t n = strlen(place) + 1; /* with its end, so that no two places run together */
	unsigned char *p = arena_alloc(c->mem, n + 24);

	memcpy(p, place, n);
	memcpy(p + n, &(uint64_t){ htole64((uint64_t)scope) }, 8);
	memcpy(p + n + 8, &(uint64_t){ htole64((uint64_t)row) }, 8);
	memcpy(p + n + 16, &(uint64_t){ htole64((uint64_t)version) }, 8);
	return (struct bound){ .p = p, .n = n + 24 };
}

struct bytes
seal_text(struct ctx *c, const char *place, int64_t scope, int64_t row, const char *text)
{
	const struct bytes none = { .p = "", .n = 0 };
	struct keys *k;
	struct data_key key;
	struct bound ad;
	unsigned char *p;
	size_t n;

	if (!text || !*text || !(k = keys_in(c)) || !newest_key(c, k, scope, &key))
		return none;
	n = strlen(text);
	p = arena_alloc(c->mem, n + AROUND);
	p[0] = LAYOUT;
	memcpy(p + 1, &(uint32_t){ htole32((uint32_t)key.version) }, 4);
	randombytes_buf(p + HEAD, NONCE);
	ad = bound_to(c, place, scope, row, key.version);
	crypto_aead_xchacha20poly1305_ietf_encrypt(p + HEAD + NONCE, NULL,
		(const unsigned char *)text, n, ad.p, ad.n, NULL, p + HEAD, key.key);
	sodium_memzero(&key, sizeof key);
	return (struct bytes){ .p = p, .n = n + AROUND };
}

const char *
seal_open(struct ctx *c, const char *place, int64_t scope, int64_t row, struct bytes b)
{
	const unsigned char *p = b.p;
	struct keys *k;
	struct data_key key;
	struct bound ad;
	uint32_t version;
	char *text;
	int rc;

	if (b.n == 0 || !(k = keys_in(c)))
		return "";
	if (b.n <= AROUND || p[0] != LAYOUT) {
		db_fault(c, "%s of row %lld is damaged", place, (long long)row);
		return "";
	}
	memcpy(&version, p + 1, 4);
	version = le32toh(version);
	if (!key_of_version(c, k, scope, version, &key) || key.destroyed)
		return "";
	text = arena_alloc(c->mem, b.n - AROUND + 1);
	ad = bound_to(c, place, scope, row, version);
	rc = crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)text, NULL, NULL,
		p + HEAD + NONCE, b.n - HEAD - NONCE, ad.p, ad.n, p + HEAD, key.key);
	sodium_memzero(&key, sizeof key);
	if (rc == 0)
		return text;
	db_fault(c, "%s of row %lld does not open: it is damaged or was moved", place,
		(long long)row);
	return "";
}

void
seal_destroy(struct ctx *c, int64_t scope)
{
	struct keys *k = keys_in(c);

	if (!k)
		return;
	sql_seal_key_destroy(c, scope, (struct bytes){ .p = "", .n = 0 });
	keys_forget(k);
}

void
seal_rotate(struct ctx *c, int64_t scope)
{
	struct keys *k = keys_in(c);
	struct seal_key_row row = { .version = 0 };
	struct data_key key;

	if (!k)
		return;
	sql_seal_key_newest(c, scope, &row);
	if (!db_faulty(c))
		make_key(c, k, scope, row.version, &key);
	sodium_memzero(&key, sizeof key);
}

/* ---- does the master key belong to the database? ---- */

enum fit { FIT_UNKNOWN, FIT_NONE, FIT_YES, FIT_NO };

static enum result
make_proof(struct ctx *c, void *arg)
{
	struct keys *k = c->engine->keys;
	unsigned char key[KEY_SIZE], wrapped[WRAPPED_SIZE];

	(void)arg;
	randombytes_buf(key, sizeof key);
	keys_wrap(k, 0, 1, key, wrapped);
	sql_seal_key_insert(c, 0, 1, (struct bytes){ .p = wrapped, .n = WRAPPED_SIZE }, c->now);
	return OK;
}

static enum fit
look_at_proof(struct ctx *c)
{
	unsigned char key[KEY_SIZE];
	struct seal_key_row row;

	if (!sql_seal_key_get(c, 0, 1, &row))
		return db_faulty(c) ? FIT_UNKNOWN : FIT_NONE;
	return row.wrapped.n == WRAPPED_SIZE &&
			       keys_unwrap(c->engine->keys, 0, 1, row.wrapped.p, key)
		       ? FIT_YES
		       : FIT_NO;
}

enum result
keys_match(struct engine *e, bool note, struct arena *mem, const char **ret_why)
{
	struct ctx c = engine_ctx(e, mem);
	enum fit fit = FIT_NONE;
	int n;

	/* A second look, because another server may have been faster. */
	for (n = 0; n < (note ? 2 : 1) && fit == FIT_NONE; n++) {
		if (n)
			db_write(e->db, &c, make_proof, NULL);
		if (db_read_begin(e->db, &c) != OK) {
			fit = FIT_UNKNOWN;
			break;
		}
		fit = look_at_proof(&c);
		if (db_faulty(&c))
			fit = FIT_UNKNOWN;
		db_read_end(&c);
	}
	if (fit == FIT_YES || (fit == FIT_NONE && !note))
		return OK;
	*ret_why = fit == FIT_NO
			   ? "the master key does not belong to this database: give the key file "
			     "that was made with it"
			   : "the database could not be asked for its proof of the master key";
	return fit == FIT_NO ? FORBIDDEN : FAILED;
}
