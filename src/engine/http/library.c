/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library answers by itself. A head that it cannot read (a line without a colon, HTTP/2.0, more
 * than its memory holds) and a broken chunk it refuses with a page of its own, and it has no setting for
 * the headers of that. But like everybody it sends by MHD_queue_response, and a shared library takes a
 * function from the program where the program has one of that name. So this is the one place through
 * which all answers go, and none leaves without the headers that all must carry.
 */
#include <dlfcn.h>
#include <pthread.h>

#include "base/fatal.h"
#include "engine/http/answer.h"
#include "engine/http/inside.h"

typedef enum MHD_Result queue_response(
	struct MHD_Connection *c, unsigned status, struct MHD_Response *r);

static queue_response *theirs;

static void
find_theirs(void)
{
	void *at = dlsym(RTLD_NEXT, "MHD_queue_response");

	if (!at)
		fatal("the HTTP library has no MHD_queue_response");
	memcpy(&theirs, &at, sizeof theirs);
}

static void
add(void *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

enum MHD_Result
MHD_queue_response(struct MHD_Connection *c, unsigned status, struct MHD_Response *r)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const union MHD_ConnectionInfo *i =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	const struct link *l = i ? i->socket_context : NULL;

	pthread_once(&once, find_theirs);
	if (l && !MHD_get_response_header(r, "Content-Security-Policy")) {
		security_headers(l->http->engine, add, r);
		add(r, "Cache-Control", "no-store");
	}
	return theirs(c, status, r);
}
