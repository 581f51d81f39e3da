/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of this room: a letter as it stands in the outbox, with the lines below every mail. */
#ifndef FEATURES_NOTICES_MAIL_OUT_H
#define FEATURES_NOTICES_MAIL_OUT_H

#include "features/notices/letter.h"

struct mail_out {
	const char *kind; /* of the letter */
	const char *type; /* of the notice */
	const struct letter_to *to;
	struct letter_words words;
	const struct letter_ics *ics; /* or NULL */
	int64_t not_before;	      /* 0: at once */
};

/* Puts it into the outbox; returns the id of the row. */
int64_t mail_out(struct ctx *c, const struct mail_out *m);

/* ---- what its templates read ---- */

struct letter_part {
	const char *text;
	bool is_address;
};
struct letter_part_rows {
	int n;
	struct letter_part *v;
};
struct letter_body_view {
	struct letter_part_rows parts;
	const char *lang;
	const char *dir;
	const char *about; /* what this kind of mail is called */
	const char *off;   /* addresses; "" where there is none */
	const char *pause;
	const char *leave;
};

#endif
