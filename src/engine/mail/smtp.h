/* SPDX-License-Identifier: Apache-2.0 */
/* Handing one mail to the mail server, through libcurl. Only the files of this directory need it. */
#ifndef ENGINE_MAIL_SMTP_H
#define ENGINE_MAIL_SMTP_H

#include "engine/config.h"
#include "engine/mail/mail.sql.h"

enum smtp_result {
	SMTP_SENT,
	SMTP_LATER, /* no connection, or the server said: not now */
	SMTP_NEVER, /* the server refuses this mail or this address for good */
};

/* Waits for up to a minute. ret_why (in mem) says what went wrong, for an administrator. */
enum smtp_result smtp_send(struct arena *mem, const struct config *config,
	const struct mail_row *row, int64_t now, const char **ret_why);

#endif
