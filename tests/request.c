/* SPDX-License-Identifier: Apache-2.0 */
/* What the library of forms and pages asks of the server, for tests without one: the body is what the
 * test puts here. */
#include "tests/request.h"

#include "engine/crypt/secret.h"
#include "engine/i18n/i18n.h"

struct arena *mem;
struct req q;
struct body_pair sent[SENT_MAX];
int sent_n;
bool sent_json;

int
request_setup(void **state)
{
	(void)state;
	mem = arena_new(0);
	q = (struct req){ .ctx = { .mem = mem, .lang = &lang_en } };
	sent_n = 0;
	sent_json = false;
	return 0;
}

int
request_teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

const struct body_pair *
req_pairs(const struct req *r, int *ret_n)
{
	(void)r;
	*ret_n = sent_n;
	return sent;
}

bool
req_body_is_json(const struct req *r)
{
	(void)r;
	return sent_json;
}

const char *
form_token(struct req *r)
{
	return r->session.token;
}

const char *
token_new(struct arena *a)
{
	(void)a;
	return "fresh";
}
