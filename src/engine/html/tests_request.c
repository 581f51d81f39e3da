/* SPDX-License-Identifier: Apache-2.0 */
/* What the library of forms and pages asks of the server, for tests without one: the body is what the
 * test puts here. */
#include "engine/html/tests_request.h"

#include "engine/crypt/secret.h"

struct body_pair sent[SENT_MAX];
int sent_n;
bool sent_json;

const struct body_pair *
req_pairs(const struct req *q, int *ret_n)
{
	(void)q;
	*ret_n = sent_n;
	return sent;
}

bool
req_body_is_json(const struct req *q)
{
	(void)q;
	return sent_json;
}

const char *
form_token(struct req *q)
{
	return q->session.token;
}

const char *
token_new(struct arena *a)
{
	(void)a;
	return "fresh";
}
