/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mail. mail_add writes a row of the outbox in the transaction of c; a job sends it by SMTP through
 * libcurl, if SMTP is configured, with a stable Message-ID, as plain text and HTML. Without SMTP, mails
 * stay readable in the administrator's outbox.
 */
#ifndef ENGINE_MAIL_H
#define ENGINE_MAIL_H

#include "engine/ctx/ctx.h"

struct mail {
	const char *to_name;
	const char *to;
	const char *subject; /* translated */
	const char *text;    /* plain text */
	const char *html;    /* the same as HTML, or NULL */
	const char *ics;     /* a calendar part, or NULL */
	const char *ics_method; /* "REQUEST", "CANCEL" */
	int64_t person;      /* to whom, 0 if not a person yet */
	const char *kind;    /* "invitation", "match-letter" …: for the outbox list and for switches */
};

/* Returns the id of the outbox row. Control bytes in header fields are removed. */
int64_t mail_add(struct ctx *c, const struct mail *m);

#endif
