/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one thing that a letter asks for, done from the mail: a link that works without signing in, for some days
 * (threshold mail-link-days), for one person, one act and one thing as it was when the mail went out. It lets
 * nobody in and shows nothing that the mail did not tell. What the acts do stands in the room errands; why they are
 * so few, in docs/decisions/010-done-from-a-mail.md.
 *
 * Nothing of it is stored: the link carries what it is about and a keyed hash over that and over when the person
 * last changed the password.
 */
#ifndef FEATURES_NOTICES_ERRAND_H
#define FEATURES_NOTICES_ERRAND_H

#include "engine/ctx/ctx.h"
#include "features/notices/notices.sql.h"

/* The acts, with what "stamp" holds: where the thing has another one by now, the link is about what is no more. */
#define ERRAND_MET "met"	 /* a meeting took place; when it begins */
#define ERRAND_SUITS "suits"	 /* the time of a meeting suits; the same */
#define ERRAND_KEPT "kept"	 /* a promise is done; the day on which it is due */
#define ERRAND_COMPANY "company" /* yes to somebody who asks for company; when it was asked */
#define ERRAND_GO_ON "goon"	 /* we go on; when the two were asked */
#define ERRAND_TOUCH "touch"	 /* we have been in touch; when the two were asked */
#define ERRAND_CHECK "check"	 /* how much one wants to go on; the month of the relationship */

struct errand {
	const char *what;
	int64_t thing, person, until, stamp;
};

/* What a room passes as the blank "do" of a letter. */
const char *errand_of(struct ctx *c, const char *what, int64_t thing, int64_t stamp);

/* The paragraph of a mail that leads there, in the language of reader: what the letter calls it ("act" in
 * practice/letters.yml), and below it the address. "" for "", and for somebody who has no account to sign in to. */
const char *errand_words(
	struct ctx *reader, const char *letter, int64_t person, const char *errand);

/* Where that leads; for errand_words and tests. "" as there. */
const char *errand_path(struct ctx *c, int64_t person, const char *errand);

/* OK. NOT_FOUND: it was not made here, or the person's account is closed or has another password since. CONFLICT:
 * its days are over; *ret and *ret_reader are filled all the same. */
enum result errand_read(
	struct ctx *c, const char *token, struct errand *ret, struct errand_reader *ret_reader);

/* text with the addresses of errands cut short: for those who see mails of others. */
const char *errands_hidden(struct ctx *c, const char *text);

#endif
