/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Mail. mail_add writes a row of the outbox in the transaction of c; a job sends it by SMTP through
 * libcurl, if SMTP is configured, with a stable Message-ID, as plain text and HTML. Without SMTP, mails
 * stay readable in the administrator's outbox.
 */
#ifndef ENGINE_MAIL_H
#define ENGINE_MAIL_H

#include <stdbool.h>

#include "engine/ctx/ctx.h"
#include "engine/engine.h"

struct mail {
	const char *to_name;
	const char *to;
	const char *subject;	/* translated */
	const char *text;	/* plain text */
	const char *html;	/* the same as HTML, or NULL */
	const char *ics;	/* a calendar part, or NULL */
	const char *ics_method; /* "REQUEST", "CANCEL" */
	int64_t person;		/* to whom, 0 if not a person yet */
	int64_t not_before;	/* held back until then; 0: it leaves at once */
	/* Where this kind of mail is switched off by one request (RFC 8058); NULL: it cannot be. */
	const char *unsubscribe;
	const char *kind; /* "invitation", "match-letter" …: for the outbox list and for switches */
};

/* Returns the id of the outbox row. Control bytes in header fields are removed. The pages of the outbox
 * read it by the functions of mail.sql (sql_mail_list, sql_mail_get). */
int64_t mail_add(struct ctx *c, const struct mail *m);

/* True if there is a server to send mails by. */
bool mail_configured(const struct engine *e);

/* A mail that failed or was kept is sent after all. CONFLICT if it was sent already, is waiting, or
 * there is no server to send it by. */
enum result mail_send_again(struct ctx *c, int64_t id);

#endif
