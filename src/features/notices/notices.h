/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened for a person, and how they hear of it. Every letter (letter.h) becomes a notice on the page
 * of whom it is for; by mail it goes at once, in the one mail of the day, or not at all, as that person
 * chose for its type. Mails wait while it is night where the person lives. Letters about one's account and
 * about concerns always go: nothing holds them back.
 *
 * A notice holds the subject of its letter and where it leads to; no word that somebody wrote.
 */
#ifndef FEATURES_NOTICES_H
#define FEATURES_NOTICES_H

#include <string.h>

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/notices/letter.h"
#include "features/notices/notices.sql.h"
#include "features/shell/shell.h"
#include "plan/plan.gen.h"

/* The types with a choice; the same as in practice/notices.yml and as the columns of notice_setting. */
#define NOTICE_TYPES(X) X(pairs) X(meetings) X(together) X(messages) X(companions) X(reminders)

#define NOTICES_ON_PAGE 30
/* A notice is kept for a year. */
#define NOTICE_LIFE ((int64_t)366 * 86400)
/* Between two digests, however the clock or the chosen hour changes. */
#define DIGEST_APART (12 * 3600)
#define DIGEST_LINES 20
#define DIGEST_BATCH 100

#define HOURS_OF_DAY "0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23"
#define NOTICE_SETTING_FORM(F, S)                                                                  \
	F(S, ONE, pairs, .of = "once|digest|off")                                                  \
	F(S, ONE, meetings, .of = "once|off")                                                      \
	F(S, ONE, together, .of = "once|digest|off")                                               \
	F(S, ONE, messages, .of = "once|digest|off")                                               \
	F(S, ONE, companions, .of = "once|digest|off")                                             \
	F(S, ONE, reminders, .of = "once|digest|off")                                              \
	F(S, ONE, digest_hour, .of = HOURS_OF_DAY)                                                 \
	F(S, ONE, quiet_from, .of = HOURS_OF_DAY)                                                  \
	F(S, ONE, quiet_to, .of = HOURS_OF_DAY)
FORM_DECLARE(notice_setting_form, NOTICE_SETTING_FORM)

#define MAIL_AGAIN_FORM(F, S) F(S, ONE, what, .of = "off|pause|leave")
FORM_DECLARE(mail_again_form, MAIL_AGAIN_FORM)

#define PAUSE_FORM(F, S) F(S, DATE, until)
FORM_DECLARE(pause_form, PAUSE_FORM)

/* ---- the clock ---- */

struct notice_hours {
	int digest_hour, quiet_from,
		quiet_to;      /* of the local day, 0 to 23; from = to: never quiet */
	const char *digest_on; /* the local day of the last digest, or "" */
	int64_t digest_sent_at;
	const char *digest_zone; /* on whose clock it came; "" if that is not known */
};

/* That hour of that local day. */
int64_t local_moment(struct ctx *c, const char *tz, int64_t day, int hour);
/* The end of the night that `at` lies in, or `at` itself. */
int64_t quiet_end(struct ctx *c, const struct notice_hours *h, const char *tz, int64_t at);
/* When the next digest may go: at its hour, at most once on each day as its reader lives it. Who has moved to where that hour of
 * the day has passed gets it as soon as it is not night. due: from when on something waits. */
int64_t digest_next(
	struct ctx *c, const struct notice_hours *h, const char *tz, int64_t due, int64_t now);

/* ---- the choices of a person ---- */

/* As they hold: what was not chosen is filled in with what is usual. */
struct notice_choices {
	struct notice_setting s;
	struct notice_hours hours;
};
struct notice_choices notice_choices_of(struct ctx *c, int64_t person);
/* "once", "digest", "off"; for a type without a choice "always". */
const char *notice_choice(const struct notice_choices *n, const char *type);

/* INVALID if the digest would come in the night. */
enum result notice_choices_save(struct ctx *c, int64_t person, const struct notice_setting_form *f);

/* No mails of that type any more / none until that day begins where the person lives / none at all. What
 * has not left yet is taken back; after a pause it comes in the first digest. */
enum result notices_off(struct ctx *c, int64_t person, const char *type);
/* Those of that type again, as is usual. */
void notices_on(struct ctx *c, int64_t person, const char *type);
enum result notices_pause(struct ctx *c, int64_t person, const char *until);
enum result notices_leave(struct ctx *c, int64_t person);
/* Ends a pause, or comes back. */
enum result notices_resume(struct ctx *c, int64_t person);

/* ---- notices ---- */

/* Those of kind (a letter) about the thing at path are read, and what has not left yet stays here. */
void notices_seen(struct ctx *c, const char *kind, const char *path);
/* What it is about was taken back: nobody need hear of it any more. */
void notice_withdraw(struct ctx *c, int64_t person, const char *kind, const char *path);
enum result notice_read(struct ctx *c, int64_t id);
enum result notice_put_off(struct ctx *c, int64_t id);
/* Plans the digest of a person anew, for what waits. */
void digest_plan(struct ctx *c, int64_t person);
/* Sends a batch of those that are due; how many people it looked at, 0 when there are no more. */
int digests_send(struct ctx *c);

/* ---- links of mails ---- */

/* What stands in the address of a link that works without signing in: for whom, and which type of mail.
 * It lets one change what mails go out, nothing else. */
const char *mail_token(struct ctx *c, int64_t person, const char *type);
/* False for a token that was not made here. */
bool mail_token_read(struct ctx *c, const char *token, int64_t *ret_person, const char **ret_type);

/* ---- views ---- */

struct notice_line {
	struct notice n;
	bool unread;
};
struct notice_line_rows {
	int n;
	struct notice_line *v;
};
struct notices_view {
	struct notice_line_rows lines;
	struct paging pages;
	int64_t unread;
	int64_t snooze;	   /* days */
	const char *state; /* "paused", "left", "" */
	int64_t paused_until;
};
struct notice_type_row {
	const char *id, *name, *hint, *chosen;
	const char *wrong, *now; /* where another window has chosen otherwise, in words; or "" */
	struct option_rows options;
};
struct notice_type_row_rows {
	int n;
	struct notice_type_row *v;
};
struct notice_settings_view {
	struct notice_setting_form form;
	struct pause_form pause;
	struct notice_type_row_rows types;
	struct option_rows hours;
	const char *always; /* what always comes, one sentence */
	const char *tz;
	const char *state;
	int64_t paused_until, next_at;
};
struct mail_link_view {
	const char *token;
	const char *type; /* its name */
	const char *what; /* "off", "pause", "leave" */
	struct pause_form pause;
	const char *first; /* of the person */
	bool done, known, choice;
	const char *until; /* paused until that day */
};

#endif
