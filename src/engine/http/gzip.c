/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <string.h>

#include <libdeflate.h>

#include "base/fatal.h"
#include "engine/http/answer.h"

/* Somebody waits: higher levels take up to twice the time for a page that is 2 % smaller. */
#define LEVEL 1

bool
accepts_gzip(const char *header)
{
	const char *s = header ? strstr(header, "gzip") : NULL, *weight, *end;

	if (!s)
		return false;
	end = s + strcspn(s, ",");
	weight = strstr(s, "q=");
	/* "gzip;q=0" refuses it. */
	return !weight || weight > end || strcspn(weight, "123456789") < (size_t)(end - weight);
}

/* ---- one packer for each thread ---- */

/* It is some 100 kB; making and freeing it for each answer costs more than packing a page. */
static pthread_key_t kept;

static void
drop(void *packer)
{
	libdeflate_free_compressor(packer);
}

static void
make_key(void)
{
	if (pthread_key_create(&kept, drop) != 0)
		fatal("no room for what packs the answers of a thread");
}

/* NULL if there is no memory for it. */
static struct libdeflate_compressor *
packer(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct libdeflate_compressor *z;

	pthread_once(&once, make_key);
	z = pthread_getspecific(kept);
	if (z)
		return z;
	z = libdeflate_alloc_compressor(LEVEL);
	if (z && pthread_setspecific(kept, z) != 0) {
		drop(z);
		return NULL;
	}
	return z;
}

bool
gzip_pack(struct arena *mem, const void *p, size_t n, struct buf *ret)
{
	size_t cap = n - n / 16;
	struct libdeflate_compressor *z = packer();

	if (!z)
		return false;
	*ret = BUF_IN(mem);
	/* 0: it does not become that much smaller. */
	ret->n = libdeflate_gzip_compress(z, p, n, buf_room(ret, cap), cap);
	return ret->n > 0;
}
