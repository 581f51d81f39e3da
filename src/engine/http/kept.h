/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody typed into a form whose session had ended before it arrived. Nothing of it is stored: it
 * travels with the page for signing in, in a box that opens for nobody but the person who had been signed in
 * when the form was shown. After that it is shown again, with one button that sends it.
 *
 * Every form of a page names its person by req.session.whose, a code that tells nobody who it is.
 */
#ifndef ENGINE_HTTP_KEPT_H
#define ENGINE_HTTP_KEPT_H

#include "engine/http/req.h"

struct kept {
	const char *action; /* where the form goes */
	const char *back;   /* the page it stood on: a path, or "" */
	struct hidden_rows fields;
	struct texts words; /* those of the fields that somebody wrote */
};

/* What forms call the person; the same in all sessions. */
const char *kept_whose(struct ctx *c, int64_t person);

/* True if q is a form that names its person, and it is this one. */
bool kept_is_of(const struct req *q, const char *whose);

/* The path of the page that q was sent from, or "". */
const char *kept_back(const struct req *q);

/* What q brought; false if there is nothing that could be sent again: no answers, a password, a file. */
bool kept_read(struct req *q, struct kept *ret);

/* The same in a box for the person whom the form names; "" if there is nothing to keep. */
const char *kept_close(struct req *q);

/* Opens a box for person. False if it is not theirs, damaged, or older than a week. */
bool kept_open(struct ctx *c, const char *box, int64_t person, struct kept *ret);

#endif
