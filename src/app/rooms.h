/* SPDX-License-Identifier: Apache-2.0 */
/* What the door needs of the rooms, in one table, so that the door itself knows none of them. */
#ifndef APP_ROOMS_H
#define APP_ROOMS_H

#include "engine/http/kept.h"
#include "engine/http/req.h"

struct rooms {
	/* Fills q->session and the person's part of q->ctx. False if what was sent is no longer good. */
	bool (*session_load)(struct req *q);
	/* Notes that the session of the struct req in arg was used; in a write. */
	enum result (*session_touch)(struct ctx *c, void *arg);
	const char *session_cookie;
	const char *(*sign_in_url)(struct ctx *c);
	/* Asks somebody to sign in whose session ended while a form was filled in, or (other) whose form
	 * comes from somebody else's page. box: what was typed, or "". */
	void (*sign_in_again)(struct req *q, const char *box, bool other);
	/* Shows what was typed, with a button that sends it. */
	void (*kept_page)(struct req *q, const struct kept *k);
	/* The page for what went wrong; title and message are translated. kept: what was typed, or empty. */
	void (*error_page)(struct html *h, int status, const char *title, const char *message,
		const struct kept *kept);
};

extern const struct rooms rooms;

#endif
