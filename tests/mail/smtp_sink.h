/* SPDX-License-Identifier: Apache-2.0 */
/* A mail server of one thread for tests: it takes mails and keeps them, or refuses as it is told. */
#ifndef TESTS_SMTP_SINK_H
#define TESTS_SMTP_SINK_H

struct sink;

/* On a free port of 127.0.0.1. */
struct sink *sink_start(void);
void sink_stop(struct sink *s);
int sink_port(const struct sink *s);

/* What is answered to RCPT from now on: "250 ok", "550 no such user". */
void sink_answer(struct sink *s, const char *reply);

/* How many mails were taken, how many connections there were. */
int sink_mails(struct sink *s);
int sink_connections(struct sink *s);
/* The last mail as it came: MAIL, RCPT and AUTH lines, an empty line, the message. */
const char *sink_last(struct sink *s);

#endif
