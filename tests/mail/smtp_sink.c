/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/mail/smtp_sink.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fatal.h"

#define MAIL_MAX (1 << 20)

struct sink {
	pthread_t thread;
	pthread_mutex_t lock;
	int socket, port;
	char reply[128];
	int mails, connections;
	char *last;
	char *coming; /* envelope and message of the mail that is being received */
	size_t n;
};

static void
keep(struct sink *s, const char *line)
{
	size_t n = strlen(line);

	if (s->n + n < MAIL_MAX) {
		memcpy(s->coming + s->n, line, n + 1);
		s->n += n;
	}
}

static void
receive_message(struct sink *s, FILE *in)
{
	char line[2048];

	keep(s, "\r\n");
	while (fgets(line, sizeof(line), in) && strcmp(line, ".\r\n") != 0)
		keep(s, line[0] == '.' ? line + 1 : line);
	pthread_mutex_lock(&s->lock);
	memcpy(s->last, s->coming, s->n + 1);
	s->mails++;
	s->n = 0;
	pthread_mutex_unlock(&s->lock);
}

static const char *
answer(struct sink *s, const char *line, char *reply, size_t n)
{
	if (strncasecmp(line, "EHLO", 4) == 0)
		return "250-sink\r\n250-AUTH PLAIN\r\n250 8BITMIME\r\n";
	if (strncasecmp(line, "QUIT", 4) == 0)
		return "221 bye\r\n";
	if (strncasecmp(line, "AUTH", 4) == 0) {
		keep(s, line);
		return "235 welcome\r\n";
	}
	if (strncasecmp(line, "MAIL", 4) == 0)
		keep(s, line);
	if (strncasecmp(line, "RCPT", 4) == 0) {
		keep(s, line);
		pthread_mutex_lock(&s->lock);
		snprintf(reply, n, "%s\r\n", s->reply);
		pthread_mutex_unlock(&s->lock);
		return reply;
	}
	if (strncasecmp(line, "RSET", 4) == 0)
		s->n = 0;
	return strncasecmp(line, "DATA", 4) == 0 ? "354 go on\r\n" : "250 ok\r\n";
}

static void
serve(struct sink *s, int client)
{
	FILE *in = fdopen(client, "r+");
	char line[2048], reply[160];

	if (!in)
		fatal("fdopen");
	s->n = 0;
	fputs("220 sink\r\n", in);
	fflush(in);
	while (fgets(line, sizeof(line), in)) {
		fseek(in, 0, SEEK_CUR);
		fputs(answer(s, line, reply, sizeof(reply)), in);
		fflush(in);
		if (strncasecmp(line, "DATA", 4) == 0) {
			receive_message(s, in);
			fputs("250 taken\r\n", in);
			fflush(in);
		}
		if (strncasecmp(line, "QUIT", 4) == 0)
			break;
	}
	fclose(in);
}

static void *
accept_all(void *arg)
{
	struct sink *s = arg;
	int client;

	while ((client = accept(s->socket, NULL, NULL)) >= 0) {
		pthread_mutex_lock(&s->lock);
		s->connections++;
		pthread_mutex_unlock(&s->lock);
		serve(s, client);
	}
	return NULL;
}

struct sink *
sink_start(void)
{
	struct sink *s = calloc(1, sizeof(*s));
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t n = sizeof(at);

	if (!s || !(s->last = calloc(1, MAIL_MAX)) || !(s->coming = calloc(1, MAIL_MAX)))
		fatal("out of memory");
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->socket < 0 || bind(s->socket, (struct sockaddr *)&at, n) || listen(s->socket, 8) ||
		getsockname(s->socket, (struct sockaddr *)&at, &n))
		fatal("the mail server of the test does not start");
	s->port = ntohs(at.sin_port);
	pthread_mutex_init(&s->lock, NULL);
	sink_answer(s, "250 ok");
	if (pthread_create(&s->thread, NULL, accept_all, s))
		fatal("no thread");
	return s;
}

/* Clients must have hung up: a served connection is served to its end. */
void
sink_stop(struct sink *s)
{
	shutdown(s->socket, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->socket);
	pthread_mutex_destroy(&s->lock);
	free(s->last);
	free(s->coming);
	free(s);
}

int
sink_port(const struct sink *s)
{
	return s->port;
}

void
sink_answer(struct sink *s, const char *reply)
{
	pthread_mutex_lock(&s->lock);
	snprintf(s->reply, sizeof(s->reply), "%s", reply);
	pthread_mutex_unlock(&s->lock);
}

int
sink_mails(struct sink *s)
{
	int n;

	pthread_mutex_lock(&s->lock);
	n = s->mails;
	pthread_mutex_unlock(&s->lock);
	return n;
}

int
sink_connections(struct sink *s)
{
	int n;

	pthread_mutex_lock(&s->lock);
	n = s->connections;
	pthread_mutex_unlock(&s->lock);
	return n;
}

const char *
sink_last(struct sink *s)
{
	const char *last;

	pthread_mutex_lock(&s->lock);
	last = s->last;
	pthread_mutex_unlock(&s->lock);
	return last;
}
