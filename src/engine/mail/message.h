/* SPDX-License-Identifier: Apache-2.0 */
/* The headers of a mail (RFC 5322, RFC 2047). Only the files of this directory need it. */
#ifndef ENGINE_MAIL_MESSAGE_H
#define ENGINE_MAIL_MESSAGE_H

#include <stdint.h>

#include "base/arena.h"

struct address {
	const char *name; /* "" if none */
	const char *addr;
};

/* "Mentoring <m@example.org>" or "m@example.org" */
struct address address_parse(struct arena *mem, const char *s);

/* As it stands in From and To: quoted or encoded where it must be. */
const char *address_text(struct arena *mem, const struct address *a);

/* Text of a header: itself if it is plain and short, else as encoded words, folded. */
const char *header_text(struct arena *mem, const char *s);

/* "Thu, 04 Mar 2027 15:00:00 +0000" */
const char *header_date(struct arena *mem, int64_t at);

/* The same for the same mail, however often it is sent: "<17.1804172400.waymark@example.org>". */
const char *message_id(struct arena *mem, int64_t id, int64_t created_at, const char *from_addr);

/* Line ends as mail wants them: CR LF. */
const char *crlf_text(struct arena *mem, const char *s);

#endif
