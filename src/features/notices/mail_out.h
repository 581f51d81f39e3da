/* SPDX-License-Identifier: Apache-2.0 */
/* Between the files of this room: a letter as it stands in the outbox, with the lines below every mail. */
#ifndef FEATURES_NOTICES_MAIL_OUT_H
#define FEATURES_NOTICES_MAIL_OUT_H

#include "engine/html/html.h"
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

/* A paragraph. A line that is nothing but an address is a button; below a line of words it is what those say,
 * and the button of the mail if it does what the mail asks for. */
struct letter_part {
	const char *text;    /* or what the link says; "" where it has no words */
	const char *address; /* or "" */
	bool act;	     /* it does what the mail asks for */
};
struct letter_part_rows {
	int n;
	struct letter_part *v;
};
/* The style of every mail, for its head. */
void html_letter_look(struct html *h);

struct letter_body_view {
	struct letter_part_rows parts;
	const char *lang;
	const char *dir;
	const char *about; /* what this kind of mail is called */
	const char *off;   /* addresses; "" where there is none */
	const char *pause;
	const char *leave;
	bool acts; /* one of the parts is an act */
};

#endif
