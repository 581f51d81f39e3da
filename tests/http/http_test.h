/* SPDX-License-Identifier: Apache-2.0 */
/* A server with a small application of its own, and raw sockets to it: what a strict server must refuse
 * cannot be sent with a well-behaved client. */
#ifndef TESTS_HTTP_TEST_H
#define TESTS_HTTP_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/http/server.h"
#include "raw.h"

extern struct engine test_engine;
extern struct http *test_http;

/* Starts the server on a free port, or as o says where listen is set. */
void server_up(const struct http_options *o);
void server_down(void);

/* A new connection to it. */
int dial(void);

/* Sends text on a new connection and returns what came back. */
const char *talk(const char *text);

extern const struct CMUnitTest head_tests[], body_tests[], time_tests[];
extern const size_t head_tests_n, body_tests_n, time_tests_n;

#endif
