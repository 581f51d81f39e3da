/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include <zlib.h>

#include "engine/http/answer.h"

/* Of the answers being compressed, most are a page that waits: speed before size. */
#define LEVEL 2

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

bool
gzip_pack(struct arena *mem, const void *p, size_t n, struct buf *ret)
{
	z_stream z = { 0 };
	size_t cap = n - n / 16;
	bool fits;

	if (n > 1 << 30 ||
		deflateInit2(&z, LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	*ret = BUF_IN(mem);
	z.next_in = (unsigned char *)(uintptr_t)p;
	z.avail_in = (unsigned)n;
	z.next_out = (unsigned char *)buf_room(ret, cap);
	z.avail_out = (unsigned)cap;
	fits = deflate(&z, Z_FINISH) == Z_STREAM_END;
	ret->n = z.total_out;
	deflateEnd(&z);
	return fits;
}
