/* SPDX-License-Identifier: Apache-2.0 */
/* What the door needs of the rooms, in one table, so that the door itself knows none of them. */
#ifndef APP_ROOMS_H
#define APP_ROOMS_H

#include "engine/http/req.h"

struct rooms {
	/* Fills q->session and the person's part of q->ctx. False if what was sent is no longer good. */
	bool (*session_load)(struct req *q);
	/* Notes that the session of the struct req in arg was used; in a write. */
	enum result (*session_touch)(struct ctx *c, void *arg);
	const char *session_cookie;
	const char *(*sign_in_url)(struct ctx *c);
	/* The page for what went wrong; title and message are translated. */
	void (*error_page)(struct html *h, int status, const char *title, const char *message);
};

extern const struct rooms rooms;

#endif
