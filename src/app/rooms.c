/* SPDX-License-Identifier: Apache-2.0 */
#include "app/rooms.h"

#include "features/accounts/accounts.h"
#include "features/shell/shell.h"
#include "features/shell/shell.html.h"

static void
error_page(
	struct html *h, int status, const char *title, const char *message, const struct kept *kept)
{
	struct error_view v = { .status = status,
		.title = title,
		.message = message,
		.request = h->c->request,
		.typed = kept->words.n > 0,
		.words = kept->words,
		.action = kept->action,
		.back = kept->back,
		.fields = kept->fields,
		.again = status == 409 || status == 429 || status >= 500 };

	html_error_page(h, &v);
}

const struct rooms rooms = {
	.session_load = session_load,
	.session_touch = session_touch,
	.session_cookie = SESSION_COOKIE,
	.sign_in_url = url_session_new,
	.sign_in_again = sign_in_again,
	.kept_page = kept_page,
	.error_page = error_page,
};
