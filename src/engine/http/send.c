/* SPDX-License-Identifier: Apache-2.0 */
/* From an answer to the library's response. */
#include <string.h>

#include "base/str.h"
#include "engine/http/inside.h"

#define WORTH_PACKING 1024

static void
add(void *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

static bool
is_packable(const char *type)
{
	static const char *const types[] = { "text/", "application/json",
		"application/problem+json", "image/svg+xml", "application/javascript" };

	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (str_starts(type, types[i]))
			return true;
	return false;
}

static bool
unchanged(const struct wire *w)
{
	const char *seen = req_header(&w->q, "If-None-Match");

	return seen && w->answer.etag && w->answer.status == 200 &&
	       (str_eq(seen, "*") || strstr(seen, w->answer.etag));
}

/* The body, packed if the client takes it and it is worth it. */
static struct MHD_Response *
body_response(struct wire *w)
{
	struct answer *a = &w->answer;
	const void *p = a->fixed.p ? a->fixed.p : a->body.p;
	size_t n = a->fixed.p ? a->fixed.n : a->body.n;
	struct MHD_Response *r;
	struct buf small;
	bool packed = a->packed;

	if (unchanged(w)) {
		a->status = 304;
		n = 0;
		packed = false;
	} else if (!packed && n > WORTH_PACKING && is_packable(a->type) &&
		   accepts_gzip(req_header(&w->q, "Accept-Encoding")) &&
		   gzip_pack(w->mem, p, n, &small)) {
		p = small.p;
		n = small.n;
		packed = true;
	}
	/* The bytes live as long as the request, which ends after the last of them was sent. */
	r = MHD_create_response_from_buffer(
		n, n ? (void *)(uintptr_t)p : (void *)"", MHD_RESPMEM_PERSISTENT);
	if (r && packed)
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	return r;
}

enum MHD_Result
send_answer(struct wire *w)
{
	struct answer *a = &w->answer;
	struct MHD_Response *r = a->stream ? stream_response(w) : body_response(w);
	enum MHD_Result ok;

	w->stage = STAGE_ANSWERED;
	link_set(w->link, a->stream && !a->parts ? LINK_STREAM : LINK_ANSWER);
	if (!r)
		return MHD_NO;
	answer_headers(&w->q, add, r);
	if (w->close || atomic_load(&w->http->draining))
		MHD_add_response_header(r, "Connection", "close");
	ok = MHD_queue_response(w->connection, (unsigned)a->status, r);
	MHD_destroy_response(r);
	return ok;
}
