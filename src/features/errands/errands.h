/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errands: the one thing that a mail asks for, done from the mail without signing in (features/notices/errand.h).
 * The link shows what the mail told and one button. What it does is what the same person could do on the page of
 * the thing, by the same rule; it is harmless in the hands of somebody the mail was forwarded to, and can be
 * changed by whoever it belongs to. What has been done already is done, however often the button is pressed.
 */
#ifndef FEATURES_ERRANDS_H
#define FEATURES_ERRANDS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/notices/errand.h"
#include "features/shell/shell.h"

/* value: only for the one that asks how much somebody wants to go on. */
#define ERRAND_FORM(F, S) F(S, INT, value, .min = 1, .max = 10, .optional = true)
FORM_DECLARE(errand_form, ERRAND_FORM)

enum errand_state {
	ERRAND_OPEN, /* the button does it */
	ERRAND_DONE, /* it is done already */
	ERRAND_GONE, /* the thing has changed since, or has ended */
};

/* How it stands, in the language of its reader. */
struct errand_about {
	enum errand_state state;
	const char *title;  /* what it is about, as the mail said */
	const char *button; /* as the mail calls it */
	const char *done;   /* what is said when it is done */
	const char *more;   /* what else there is, after signing in */
	const char *page;   /* and where */
};

/* c->who is the person of the errand. NOT_FOUND if the thing is not there, or not that person's. */
enum result errand_look(struct ctx *c, const struct errand *e, struct errand_about *ret);
/* Does it, if it is open; OK if it is done already; CONFLICT if it is gone; INVALID without a value that it needs. */
enum result errand_do(struct ctx *c, const struct errand *e, int64_t value);

/* True if it needs a value. */
bool errand_asks(const struct errand *e);

/* Links that were not made here, from one address: some at once, more in an hour. */
#define ERRAND_MISSES 60, 20

struct errand_view {
	struct errand_form form;
	const char *token;
	const char *first; /* of the person */
	const char *state; /* "open", "done", "gone", "over", "other", "unknown", "tired" */
	struct errand_about about;
	bool asks; /* for a value */
	bool in;   /* whoever looks at it has signed in */
};

#endif
