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

extern struct engine test_engine;
extern struct http *test_http;

/* Starts the server on a free port, or as o says where listen is set. */
void server_up(const struct http_options *o);
void server_down(void);

int dial(void);
void say(int fd, const char *text);
void say_bytes(int fd, const void *p, size_t n);

/* All that comes until the other side closes, or `ms` have passed. Static storage. */
const char *hear(int fd, int ms);

/* Sends text on a new connection and returns what came back. */
const char *talk(const char *text);

/* The status of the first answer in what was heard, 0 if there is none. */
int status_of(const char *heard);
/* How many answers there are. */
int answers_in(const char *heard);

extern const struct CMUnitTest head_tests[], body_tests[], time_tests[];
extern const size_t head_tests_n, body_tests_n, time_tests_n;

#endif
