/* SPDX-License-Identifier: Apache-2.0 */
/* Mails whose words come from practice/letters.yml, in the language of whoever gets them. */
#ifndef FEATURES_NOTICES_LETTER_H
#define FEATURES_NOTICES_LETTER_H

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
	int64_t at; /* when that begins: a mail about it does not wait until it is too late */
};

/*
 * Tells somebody: letter id (PRACTICE_LETTER_…) becomes a notice on their page and, as they chose, a mail in
 * the outbox, in the transaction of c. What practice/letters.yml says of the letter (notice, when) decides
 * what can be chosen; see notices.h. blanks: what its text leaves open. {name}, the first name, is filled in
 * here, {link} is where the notice leads to, {do} an errand (errand.h) or "". The HTML part is made of the same
 * text: paragraphs, and a link for a line that is nothing but an address. ics may be NULL.
 */
void letter_send(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, const struct letter_ics *ics);

/* The same for a reminder about a relationship, which is not wanted while a meeting of the two is planned.
 * A person gets one a day at most, whatever it is about. False if nobody was told. */
bool letter_nudge(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, int64_t relationship);

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
