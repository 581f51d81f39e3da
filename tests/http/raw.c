/* SPDX-License-Identifier: Apache-2.0 */
#include "raw.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

int
raw_dial(const char *path, int port)
{
	struct sockaddr_in in = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_un un = { .sun_family = AF_UNIX };
	int fd = socket(path ? AF_UNIX : AF_INET, SOCK_STREAM, 0);

	if (path)
		snprintf(un.sun_path, sizeof un.sun_path, "%s", path);
	if (connect(fd, path ? (struct sockaddr *)&un : (struct sockaddr *)&in,
		    path ? sizeof un : sizeof in) < 0)
		return -1;
	return fd;
}

void
say_bytes(int fd, const void *p, size_t n)
{
	while (n > 0) {
		ssize_t k = send(fd, p, n, MSG_NOSIGNAL);

		if (k <= 0)
			return; /* the server may have closed already; what it said is still to be heard */
		p = (const char *)p + k;
		n -= (size_t)k;
	}
}

void
say(int fd, const char *text)
{
	say_bytes(fd, text, strlen(text));
}

const char *
hear(int fd, int ms)
{
	static char heard[1 << 17];
	size_t n = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };

	while (n < sizeof heard - 1 && poll(&p, 1, ms) > 0) {
		ssize_t k = recv(fd, heard + n, sizeof heard - 1 - n, 0);

		if (k <= 0)
			break;
		n += (size_t)k;
	}
	heard[n] = '\0';
	return heard;
}

int
status_of(const char *heard)
{
	return strncmp(heard, "HTTP/1.", 7) == 0 ? atoi(heard + 9) : 0;
}

const char *
missing_in(const char *heard)
{
	static const char *const must[] = { "Content-Security-Policy: default-src 'none'; ",
		"; frame-ancestors 'none'\r\n", "X-Content-Type-Options: nosniff\r\n",
		"Referrer-Policy: same-origin\r\n", "Cross-Origin-Opener-Policy: same-origin\r\n",
		"Cross-Origin-Resource-Policy: same-origin\r\n",
		"Permissions-Policy: ", "Cache-Control: no-store\r\n" };
	const char *end = strstr(heard, "\r\n\r\n");

	for (size_t i = 0; i < sizeof must / sizeof *must; i++) {
		const char *at = strstr(heard, must[i]);

		if (!at || !end || at > end)
			return must[i];
	}
	return NULL;
}

int
answers_in(const char *heard)
{
	int n = status_of(heard) ? 1 : 0;

	while ((heard = strstr(heard, "\nHTTP/1.1 "))) {
		heard++;
		n++;
	}
	return n;
}
