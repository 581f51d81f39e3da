/* SPDX-License-Identifier: Apache-2.0 */
#include "app/errors.h"

#include "app/origin.h"
#include "app/rooms.h"
#include "engine/http/answer.h"
#include "engine/i18n/i18n.h"

static const struct error {
	int status;
	const char *code;
	const char *title;
	const char *message;
} errors[] = {
	{ 400, "bad-request", N_("This request was not understood"),
		N_("The address or what was sent is damaged. Go back and try again.") },
	{ 401, "sign-in", N_("Please sign in"),
		N_("Sign in, then do it again. What you typed is still in the form you came "
		   "from.") },
	{ 403, "forbidden", N_("This is not yours to do"),
		N_("Your account may not do this. If it should, ask your administrator.") },
	{ 404, "not-found", N_("There is nothing here"),
		N_("The page was moved or removed, or it is not for you to see.") },
	{ 405, "method", N_("This cannot be done here"),
		N_("The address is right, but not for this. Go back and try again.") },
	{ 408, "too-slow", N_("That took too long"), N_("The connection is too slow. Try again.") },
	{ 409, "conflict", N_("That does not fit any more"),
		N_("Somebody may have changed something in the meantime. Go back, load the page "
		   "again "
		   "and look.") },
	{ 412, "changed", N_("That does not fit any more"),
		N_("Somebody was faster: it is not what you have read. Read it again, then change "
		   "it.") },
	{ 410, "gone", N_("This is over"), N_("It was there for some time only.") },
	{ 413, "too-large", N_("That is too large"),
		N_("Send less at once: a text up to 1 MB, a file up to 64 MB.") },
	{ 414, "too-long", N_("This address is too long"), N_("Go back and try a shorter one.") },
	{ 415, "type", N_("This kind of content is not understood"),
		N_("Send a form or JSON, not packed.") },
	{ 417, "expectation", N_("This request was not understood"),
		N_("The server cannot meet what it asks for.") },
	{ 422, "invalid", N_("Something needs your attention"),
		N_("Go back and look at what you entered.") },
	{ 429, "busy", N_("That was too much at once"), N_("Wait a moment, then try again.") },
	{ 431, "too-long", N_("Your browser sent too much"),
		N_("Delete the cookies of this site and try again.") },
	{ 500, "failed", N_("Something went wrong on our side"),
		N_("Nothing was changed. Try again; if it happens again, tell your "
		   "administrator.") },
	{ 501, "unknown", N_("This request was not understood"),
		N_("The server does not know this method.") },
	{ 503, "closing", N_("The server is restarting"), N_("Try again in a minute.") },
};

static const struct error *
find(int status)
{
	size_t n = sizeof errors / sizeof *errors;

	for (size_t i = 0; i < n; i++)
		if (errors[i].status == status)
			return &errors[i];
	return find(500);
}

/* What a form brought that its own person sent, so that it can be shown to that person once more. */
static struct kept
what_was_typed(struct req *q)
{
	struct kept k = { .action = "", .back = "" };
	bool theirs = q->route && !method_is_safe(q->method) && q->session.id && origin_ours(q) &&
		      kept_is_of(q, q->session.whose);

	if (!theirs || !kept_read(q, &k) || !k.words.n)
		return (struct kept){ .action = "", .back = "" };
	return k;
}

static void
answer(struct req *q, int status, const char *why)
{
	const struct error *e = find(status);
	struct ctx *c = &q->ctx;
	const char *message = why ? why : tr_text(c->lang, e->message);

	answer_reset(q);
	if (q->json) {
		answer_problem(q, status, e->code, tr_text(c->lang, e->title), message);
	} else {
		struct kept typed = what_was_typed(q);

		rooms.error_page(
			page_begin(q), status, tr_text(c->lang, e->title), message, &typed);
		page_end(q);
		q->answer->status = status;
	}
	if (status == 401)
		answer_header(q, "WWW-Authenticate", "Bearer");
	if (status == 429 || status == 503)
		answer_header(q, "Retry-After", "30");
}

void
error_answer(struct req *q, int status)
{
	answer(q, status, NULL);
}

void
error_result(struct req *q, enum result r)
{
	bool told = r == CONFLICT || r == GONE || r == BUSY || r == FORBIDDEN || r == FAILED;

	answer(q, result_status(r), told ? q->ctx.why : NULL);
}
