/* SPDX-License-Identifier: Apache-2.0 */
/* Mails whose words come from practice/letters.yml, in the language of whoever gets them. */
#ifndef FEATURES_SHELL_LETTER_H
#define FEATURES_SHELL_LETTER_H

#include "engine/ctx/ctx.h"
#include "engine/practice/practice.h"

/* To whom. */
struct letter_to {
	int64_t person;
	const char *name;
	const char *email;
	const char *lang; /* tag; "" = that of the organisation */
	const char *tz;
};

/* A calendar part, or nothing. */
struct letter_ics {
	const char *text;
	const char *method;
};

/*
 * Puts letter id (PRACTICE_LETTER_…) into the outbox in the transaction of c. blanks: what stands for its
 * placeholders; {name} is filled in here. The HTML part is made of the same text: paragraphs, and a
 * button for a line that is nothing but an address. kind: for the outbox list. ics may be NULL.
 */
void letter_send(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, const struct letter_ics *ics);

/* The words of that letter, for whoever looks at it before it goes out. */
struct letter_words {
	const char *subject;
	const char *text;
};
struct letter_words letter_words(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks);

/* A ctx like c but in the language and time zone of the reader, for formats inside blanks. */
struct ctx letter_ctx(struct ctx *c, const struct letter_to *to);

/* path of this site with the public address in front. */
const char *whole_address(struct ctx *c, const char *path);

#endif
