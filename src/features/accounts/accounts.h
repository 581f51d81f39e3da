/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may come in, and how: the first administrator, invitations, signing in, sessions, access tokens,
 * forgotten passwords. A known and an unknown account get the same answer, in the same time.
 */
#ifndef FEATURES_ACCOUNTS_H
#define FEATURES_ACCOUNTS_H

#include "engine/html/form.h"
#include "engine/http/kept.h"
#include "engine/http/req.h"
#include "features/accounts/accounts.sql.h"
#include "plan/plan.gen.h"

#define SESSION_COOKIE "waymark"
#define SESSION_IDLE (14 * 86400)    /* not used for so long: over */
#define SESSION_LONGEST (60 * 86400) /* over, however much it was used */
#define SESSION_TOUCH 3600	     /* how exactly "last used" is kept */
#define INVITATION_LIFE (14 * 86400)
#define RESET_LIFE (2 * 3600)
#define SETUP_LIFE (7 * 86400)

#define SETUP_FORM(F, S)                                                                           \
	F(S, TEXT, organisation, .min = 1, .max = 120)                                             \
	F(S, TEXT, name, .min = 1, .max = 120)                                                     \
	F(S, EMAIL, email)                                                                         \
	F(S, SECRET, password, .min = 1, .max = 256)                                               \
	F(S, ONE, tz)
FORM_DECLARE(setup_form, SETUP_FORM)

#define SIGN_IN_FORM(F, S)                                                                         \
	F(S, EMAIL, email)                                                                         \
	F(S, SECRET, password, .min = 1, .max = 256)                                               \
	F(S, TEXT, to, .max = 500, .optional = true)
FORM_DECLARE(sign_in_form, SIGN_IN_FORM)

#define RESET_FORM(F, S) F(S, EMAIL, email)
FORM_DECLARE(reset_form, RESET_FORM)

#define PASSAGE_FORM(F, S) F(S, SECRET, password, .min = 1, .max = 256)
FORM_DECLARE(passage_form, PASSAGE_FORM)

#define PASSWORD_FORM(F, S)                                                                        \
	F(S, SECRET, old_password, .min = 1, .max = 256)                                           \
	F(S, SECRET, password, .min = 1, .max = 256)
FORM_DECLARE(password_form, PASSWORD_FORM)

#define SETTING_FORM(F, S)                                                                         \
	F(S, ONE, lang, .optional = true)                                                          \
	F(S, ONE, tz)                                                                              \
	F(S, BOOL, keys_off)
FORM_DECLARE(setting_form, SETTING_FORM)

#define TOKEN_FORM(F, S) F(S, TEXT, name, .min = 1, .max = 80)
FORM_DECLARE(token_form, TOKEN_FORM)

/* ---- for the door ---- */

/* It was not used for too long, or is too old. */
bool session_over(const struct session_row *r, int64_t now);

/* Fills q->session and the person's part of q->ctx from the cookie or the bearer token. False if one was
 * sent and is not (any longer) good: a bearer token then gets 401, a cookie is forgotten. In a read. */
bool session_load(struct req *q);

/* q goes on as that session, which has just begun. False if there is none. */
bool session_is(struct req *q, const char *token);

/* Notes that the session of q was used just now; the door calls it after the answer, in a write, where
 * q->session.stale says so. */
enum result session_touch(struct ctx *c, void *q);

/* The page for signing in, of a form whose session had ended, or (other) of somebody else's form. box: what was
 * typed, see kept.h, or "". */
void sign_in_again(struct req *q, const char *box, bool other);

/* What was typed, with a button that sends it. */
void kept_page(struct req *q, const struct kept *k);

/* ---- for other rooms and verbs ---- */

/* True once there is an organisation. */
bool organisation_exists(struct ctx *c);

/* A one-time address that makes the first administrator. Earlier ones stop working. */
const char *setup_link(struct ctx *c);

/* Makes the organisation and its first administrator. INVALID with problems (field tz, password). */
enum result setup(struct ctx *c, const struct setup_form *f, const char *hash, int64_t *ret_person);

/* Lets person in: a session and its token for the cookie. */
enum result session_start(struct ctx *c, int64_t person, const char *agent, const char **ret_token);

/* Invites a person who has never signed in: a new link, and a mail with it. Earlier links stop working.
 * CONFLICT if the person has signed in before. */
enum result invite(struct ctx *c, int64_t person, const char **ret_link);

/* The link of an invitation for a letter of another room. Earlier links stop working. */
const char *invitation_link(struct ctx *c, int64_t person);

/* A link with which an active person chooses a new password; sent by mail too. CONFLICT if he is not. */
enum result reset_link(struct ctx *c, int64_t person, const char **ret_link);

/* Ends all that lets person in, without asking whether that is right. */
void account_close(struct ctx *c, int64_t person);
bool account_is_last_administrator(struct ctx *c, int64_t person);

/* The same for administrators. CONFLICT for the last one and for oneself. */
enum result account_deactivate(struct ctx *c, int64_t person);
/* CONFLICT if the account was deleted. */
enum result account_reactivate(struct ctx *c, int64_t person);

/* Sets a password that was hashed before, and ends all other sessions and all tokens. */
enum result password_set(struct ctx *c, int64_t person, const char *hash, int64_t keep_session);

/* Token bucket: takes one from the bucket of key (hashed here), which holds up to burst and gains
 * per_hour an hour. False when it is empty. Kept in the database, so a restart forgets nothing. */
bool rate_take(struct ctx *c, const char *what, const char *key, double per_hour, double burst);

/* The same question without taking, for the part of a request that cannot write. */
bool rate_left(struct ctx *c, const char *what, const char *key, double per_hour, double burst);

/* "Firefox on Linux", of a User-Agent header. */
const char *agent_in_words(struct ctx *c, const char *agent);

/* Languages and time zones to choose from, for forms. first: label of the empty choice, or NULL. */
struct option_rows lang_options(struct ctx *c, const char *first);
struct option_rows tz_options(struct ctx *c);

/* ---- views ---- */

struct setup_view {
	struct setup_form form;
	struct option_rows zones;
	const char *token;
};
struct sign_in_view {
	struct sign_in_form form;
	const char *kept; /* what was typed before, in its box */
	bool out;	  /* the session had ended */
	bool other;	  /* the form was somebody else's */
	bool sent;	  /* a link for a new password is on its way */
	bool demo;
};
struct reset_view {
	struct reset_form form;
	const char *to;	  /* what the page for signing in had, and has again */
	const char *kept; /* as there */
	bool sent;
};
struct passage_view {
	struct passage_form form;
	const char *token;
	const char *name;
	const char *email;
	bool invitation;
};
struct account_view {
	struct account account;
	struct setting_form setting;
	struct password_form password;
	struct option_rows langs, zones;
};
struct sessions_view {
	struct session_info_rows sessions;
	int64_t current;
};
struct tokens_view {
	struct token_form form;
	struct token_info_rows tokens;
	const char *fresh; /* the new token, shown once; or "" */
};
struct invited_view {
	const char *name;
	const char *link;
};

#endif
