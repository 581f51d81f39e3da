/* SPDX-License-Identifier: Apache-2.0 */
/* A request without a server, for tests of forms and pages. */
#ifndef TESTS_REQUEST_H
#define TESTS_REQUEST_H

#include "engine/http/body.h"
#include "engine/http/req.h"

#define SENT_MAX 40

/* What a test works with, made new for each by request_setup: in English, with an empty body. */
extern struct arena *mem;
extern struct req q;
int request_setup(void **state);
int request_teardown(void **state);

/* The body. */
extern struct body_pair sent[SENT_MAX];
extern int sent_n;
extern bool sent_json;

#endif
