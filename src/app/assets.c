/* SPDX-License-Identifier: Apache-2.0 */
#include "app/assets.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "engine/http/answer.h"
#include "plan/plan.gen.h"

static int
by_name(const void *name, const void *asset)
{
	return strcmp(name, ((const struct asset *)asset)->name);
}

/* With its version in the query (?v=…) a file never changes; without, the browser asks each time whether
 * it has, and mostly hears that it has not. */
enum result
web_asset_show(struct req *q)
{
	const struct asset *a = bsearch(q->words[0], assets, assets_n, sizeof *assets, by_name);
	struct answer *answer = q->answer;
	const char *v = req_query(q, "v");

	if (!a)
		return NOT_FOUND;
	answer->status = 200;
	answer->type = a->type;
	answer->etag = a->etag;
	answer->cache = *v && strncmp(a->etag + 1, v, strlen(v)) == 0
				? "public, max-age=31536000, immutable"
				: "public, no-cache";
	answer->packed = a->packed_n && accepts_gzip(req_header(q, "Accept-Encoding"));
	answer->fixed.p = answer->packed ? a->packed : a->bytes;
	answer->fixed.n = answer->packed ? a->packed_n : a->n;
	return OK;
}
