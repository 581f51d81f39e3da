/* SPDX-License-Identifier: Apache-2.0 */
/* Raw sockets: what a strict server must refuse cannot be sent with a well-behaved client. */
#ifndef TESTS_HTTP_RAW_H
#define TESTS_HTTP_RAW_H

#include <stddef.h>

/* A connection to 127.0.0.1:port, or to a unix socket if path is not NULL. -1 if it is refused. */
int raw_dial(const char *path, int port);

void say(int fd, const char *text);
void say_bytes(int fd, const void *p, size_t n);

/* All that comes until the other side closes, or nothing has come for `ms`. Static storage. */
const char *hear(int fd, int ms);

/* The status of the first answer in what was heard, 0 if there is none. */
int status_of(const char *heard);
/* The name of a header that every answer must carry and the first one does not; NULL if it has all. */
const char *missing_in(const char *heard);
/* How many answers there are. */
int answers_in(const char *heard);

#endif
