/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/crypt/keys.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sodium.h>

#include "base/fatal.h"
#include "base/str.h"

#define ENTRIES 128
#define LIFE 60 /* seconds */

struct entry {
	int64_t scope, version;
	int64_t born; /* monotonic seconds */
	uint64_t used;
	unsigned char key[KEY_SIZE];
};

/* All of it lies in locked pages with guards around them, and is left out of core dumps. */
struct keys {
	unsigned char master[KEY_SIZE];
	unsigned char wrap[KEY_SIZE]; /* derived: the master key itself encrypts nothing */
	pthread_mutex_t lock;
	struct entry entries[ENTRIES];
	int n;
	uint64_t count;
	int64_t empty_until;
};

static int64_t
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* ---- the master key ---- */

struct keys *
keys_of(const unsigned char master[KEY_SIZE])
{
	struct keys *k;

	if (sodium_init() < 0)
		fatal("libsodium does not start");
	k = sodium_malloc(sizeof *k);
	if (!k)
		fatal("out of memory");
	memset(k, 0, sizeof *k);
	memcpy(k->master, master, KEY_SIZE);
	pthread_mutex_init(&k->lock, NULL);
	keys_derive(k, "wrap", k->wrap);
	return k;
}

void
keys_free(struct keys *k)
{
	if (!k)
		return;
	pthread_mutex_destroy(&k->lock);
	sodium_free(k); /* overwrites it */
}

void
keys_derive(const struct keys *k, const char *purpose, unsigned char ret[KEY_SIZE])
{
	crypto_generichash(ret, KEY_SIZE, (const unsigned char *)purpose, strlen(purpose),
		k->master, KEY_SIZE);
}

/* Exactly 64 digits, and nothing but white space behind them. */
static struct keys *
from_digits(const char *text)
{
	unsigned char master[KEY_SIZE];
	const char *end = NULL;
	size_t n = 0;
	struct keys *k = NULL;

	if (sodium_hex2bin(master, sizeof master, text, strlen(text), NULL, &n, &end) == 0 &&
		n == KEY_SIZE && end == text + KEY_DIGITS && !end[strspn(end, " \r\n")])
		k = keys_of(master);
	sodium_memzero(master, sizeof master);
	return k;
}

/* Made beside its name and then linked to it, so that it is never seen half written, and the second of
 * two servers finds that of the first. */
static bool
make_file(const char *path, struct arena *mem)
{
	const char *part = arena_printf(mem, "%s.%d", path, (int)getpid());
	unsigned char master[KEY_SIZE];
	char digits[KEY_DIGITS + 2];
	int fd = open(part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600), saved;
	bool good;

	if (fd < 0)
		return false;
	randombytes_buf(master, sizeof master);
	sodium_bin2hex(digits, sizeof digits, master, sizeof master);
	digits[KEY_DIGITS] = '\n';
	good = write(fd, digits, KEY_DIGITS + 1) == KEY_DIGITS + 1 && fsync(fd) == 0;
	close(fd);
	sodium_memzero(master, sizeof master);
	sodium_memzero(digits, sizeof digits);
	good = good && (link(part, path) == 0 || errno == EEXIST);
	saved = errno;
	unlink(part);
	errno = saved;
	return good;
}

static struct keys *
from_file(int fd, const char *path, struct arena *mem, const char **ret_why)
{
	char text[KEY_DIGITS + 16] = "";
	struct keys *k = NULL;
	struct stat st;

	if (fstat(fd, &st) == 0 && st.st_mode & 077)
		*ret_why = arena_printf(mem,
			"the key file %s can be read by others than its owner: chmod 600 %s", path,
			path);
	else if (read(fd, text, sizeof text - 1) < 0)
		*ret_why =
			arena_printf(mem, "cannot read the key file %s: %s", path, strerror(errno));
	else if (!(k = from_digits(text)))
		*ret_why = arena_printf(mem,
			"the key file %s must hold %d hexadecimal digits and nothing else", path,
			KEY_DIGITS);
	sodium_memzero(text, sizeof text);
	return k;
}

struct keys *
keys_open(const char *path, const char *text, bool make, struct arena *mem, const char **ret_why)
{
	struct keys *k;
	int fd;

	if (sodium_init() < 0)
		fatal("libsodium does not start");
	if (!str_empty(text)) {
		k = from_digits(text);
		if (!k)
			*ret_why = arena_printf(
				mem, "the master key must be %d hexadecimal digits", KEY_DIGITS);
		return k;
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && make && make_file(path, mem))
		fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		*ret_why =
			arena_printf(mem, "cannot open the key file %s: %s", path, strerror(errno));
		return NULL;
	}
	k = from_file(fd, path, mem, ret_why);
	close(fd);
	return k;
}

/* ---- data keys ---- */

/* What a wrapped key is bound to. */
static size_t
bound_to(unsigned char ret[32], int64_t scope, int64_t version)
{
	memcpy(ret, "seal_key", 8);
	memcpy(ret + 8, &(uint64_t){ htole64((uint64_t)scope) }, 8);
	memcpy(ret + 16, &(uint64_t){ htole64((uint64_t)version) }, 8);
	return 24;
}

void
keys_wrap(const struct keys *k, int64_t scope, int64_t version, const unsigned char key[KEY_SIZE],
	unsigned char ret[WRAPPED_SIZE])
{
	unsigned char ad[32];
	size_t n = bound_to(ad, scope, version);

	randombytes_buf(ret, 24);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		ret + 24, NULL, key, KEY_SIZE, ad, n, NULL, ret, k->wrap);
}

bool
keys_unwrap(const struct keys *k, int64_t scope, int64_t version,
	const unsigned char wrapped[WRAPPED_SIZE], unsigned char ret[KEY_SIZE])
{
	unsigned char ad[32];
	size_t n = bound_to(ad, scope, version);

	return crypto_aead_xchacha20poly1305_ietf_decrypt(ret, NULL, NULL, wrapped + 24,
		       WRAPPED_SIZE - 24, ad, n, wrapped, k->wrap) == 0;
}

/* ---- the cache ---- */

bool
keys_recall(struct keys *k, int64_t scope, int64_t version, unsigned char ret[KEY_SIZE])
{
	int64_t now = seconds();
	bool found = false;
	int i;

	pthread_mutex_lock(&k->lock);
	for (i = 0; i < k->n && !found; i++) {
		struct entry *e = &k->entries[i];

		if (e->scope != scope || e->version != version || e->born + LIFE <= now)
			continue;
		e->used = ++k->count;
		memcpy(ret, e->key, KEY_SIZE);
		found = true;
	}
	pthread_mutex_unlock(&k->lock);
	return found;
}

/* The place of this key, else a free one, else the one that was not used for longest. */
static struct entry *
place_for(struct keys *k, int64_t scope, int64_t version)
{
	struct entry *oldest = &k->entries[0];
	int i;

	for (i = 0; i < k->n; i++) {
		struct entry *e = &k->entries[i];

		if (e->scope == scope && e->version == version)
			return e;
		if (e->used < oldest->used)
			oldest = e;
	}
	return k->n < ENTRIES ? &k->entries[k->n++] : oldest;
}

void
keys_remember(struct keys *k, int64_t scope, int64_t version, const unsigned char key[KEY_SIZE])
{
	int64_t now = seconds();
	struct entry *e;

	pthread_mutex_lock(&k->lock);
	if (now >= k->empty_until) {
		e = place_for(k, scope, version);
		e->scope = scope;
		e->version = version;
		e->born = now;
		e->used = ++k->count;
		memcpy(e->key, key, KEY_SIZE);
	}
	pthread_mutex_unlock(&k->lock);
}

void
keys_forget(struct keys *k)
{
	pthread_mutex_lock(&k->lock);
	sodium_memzero(k->entries, sizeof k->entries);
	k->n = 0;
	k->empty_until = seconds() + LIFE;
	pthread_mutex_unlock(&k->lock);
}
