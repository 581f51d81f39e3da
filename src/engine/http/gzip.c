/* SPDX-License-Identifier: Apache-2.0 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "base/fatal.h"
#include "engine/http/answer.h"

/* Somebody waits: as small as it gets before it takes longer. */
#define LEVEL 3

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

/* ---- one stream for each thread ---- */

/* Making and freeing one costs more than packing a page: it is 260 kB, which go back to the system. */
static pthread_key_t kept;

static void
drop(void *stream)
{
	deflateEnd(stream);
	free(stream);
}

static void
make_key(void)
{
	if (pthread_key_create(&kept, drop) != 0)
		fatal("no room for what packs the answers of a thread");
}

/* Ready for another text; NULL if there is no memory for it. */
static z_stream *
stream_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	z_stream *z;

	pthread_once(&once, make_key);
	z = pthread_getspecific(kept);
	if (z)
		return deflateReset(z) == Z_OK ? z : NULL;
	z = calloc(1, sizeof *z);
	if (!z || deflateInit2(z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(z);
		return NULL;
	}
	if (pthread_setspecific(kept, z) != 0) {
		drop(z);
		return NULL;
	}
	return z;
}

bool
gzip_pack(struct arena *mem, const void *p, size_t n, struct buf *ret)
{
	size_t cap = n - n / 16;
	z_stream *z = n > 1 << 30 ? NULL : stream_ready();
	bool fits;

	if (!z)
		return false;
	*ret = BUF_IN(mem);
	z->next_in = (unsigned char *)(uintptr_t)p;
	z->avail_in = (unsigned)n;
	z->next_out = (unsigned char *)buf_room(ret, cap);
	z->avail_out = (unsigned)cap;
	fits = deflate(z, Z_FINISH) == Z_STREAM_END;
	ret->n = z->total_out;
	return fits;
}
