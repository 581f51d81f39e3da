/* SPDX-License-Identifier: Apache-2.0 */
#include "app/again.h"

#include "app/origin.h"
#include "app/rooms.h"
#include "engine/http/answer.h"

static bool
ask_to_sign_in(struct req *q, const char *box, bool other)
{
	rooms.sign_in_again(q, box, other);
	q->answer->status = 401;
	answer_header(q, "WWW-Authenticate", "Bearer");
	return true;
}

bool
again_no_session(struct req *q)
{
	if (q->json || method_is_safe(q->method) || !origin_ours(q))
		return false;
	return ask_to_sign_in(q, kept_close(q), false);
}

bool
again_other_session(struct req *q)
{
	bool ours = !q->json && q->session.id && origin_ours(q);
	const char *box;
	struct kept k;

	if (!ours)
		return false;
	if (!kept_is_of(q, q->session.whose)) {
		box = kept_close(q);
		return *box && ask_to_sign_in(q, box, true);
	}
	if (!kept_read(q, &k))
		return false;
	rooms.kept_page(q, &k);
	q->answer->status = 403;
	return true;
}
