/* SPDX-License-Identifier: Apache-2.0 */
/* The listening socket: an address, a unix socket, or one that systemd opened. */
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <unistd.h>

#include "base/str.h"
#include "engine/http/inside.h"

#define BACKLOG 1024

static int
fail(struct http *h, const char **ret_why, int fd, const char *reason)
{
	*ret_why = arena_printf(h->engine->mem, "cannot listen on %s: %s", h->o.listen, reason);
	if (fd >= 0)
		close(fd);
	return -1;
}

/* sd_listen_fds(3): the first handed-over socket is descriptor 3. */
static int
handed_over(void)
{
	const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
	int64_t want, count;

	if (!pid || !n || !str_to_int(pid, &want) || !str_to_int(n, &count) || want != getpid() ||
		count < 1)
		return -1;
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	fcntl(3, F_SETFD, FD_CLOEXEC);
	fcntl(3, F_SETFL, fcntl(3, F_GETFL) | O_NONBLOCK);
	return 3;
}

/* A socket file that nobody listens on is left over from a crash. */
static bool
left_over(const struct sockaddr_un *at)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool dead = fd >= 0 && connect(fd, (const struct sockaddr *)at, sizeof *at) < 0 &&
		    errno == ECONNREFUSED;

	if (fd >= 0)
		close(fd);
	return dead;
}

static int
listen_unix(struct http *h, const char *path, const char **ret_why)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd;

	if (strlen(path) >= sizeof at.sun_path)
		return fail(h, ret_why, -1, "the path is too long");
	memcpy(at.sun_path, path, strlen(path));
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return fail(h, ret_why, fd, strerror(errno));
	if (left_over(&at))
		unlink(path);
	if (bind(fd, (struct sockaddr *)&at, sizeof at) < 0)
		return fail(h, ret_why, fd, strerror(errno));
	/* The proxy's group may connect; who may reach the file is the directory's business. */
	if (chmod(path, 0660) < 0 || listen(fd, BACKLOG) < 0)
		return fail(h, ret_why, fd, strerror(errno));
	h->unix_path = path;
	return fd;
}

static int
listen_address(struct http *h, const char **ret_why)
{
	const char *colon = strrchr(h->o.listen, ':');
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV };
	struct addrinfo *at;
	char host[256];
	size_t n;
	int fd, on = 1, e;

	if (!colon || (n = (size_t)(colon - h->o.listen)) >= sizeof host)
		return fail(h, ret_why, -1, "it must be address:port or unix:/path");
	memcpy(host, h->o.listen, n);
	host[n] = '\0';
	if (host[0] == '[' && n > 1 && host[n - 1] == ']') {
		memmove(host, host + 1, n - 2);
		host[n - 2] = '\0';
	}
	if (str_eq(host, "localhost"))
		memcpy(host, "127.0.0.1", 10);
	e = getaddrinfo(*host ? host : NULL, colon + 1, &hints, &at);
	if (e)
		return fail(h, ret_why, -1, gai_strerror(e));
	fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	e = fd < 0 || bind(fd, at->ai_addr, at->ai_addrlen) < 0 || listen(fd, BACKLOG) < 0;
	freeaddrinfo(at);
	return e ? fail(h, ret_why, fd, strerror(errno)) : fd;
}

static int
bound_port(int fd)
{
	struct sockaddr_storage at;
	socklen_t n = sizeof at;

	if (getsockname(fd, (struct sockaddr *)&at, &n) < 0)
		return 0;
	if (at.ss_family == AF_INET)
		return ntohs(((struct sockaddr_in *)&at)->sin_port);
	if (at.ss_family == AF_INET6)
		return ntohs(((struct sockaddr_in6 *)&at)->sin6_port);
	return 0;
}

int
listen_open(struct http *h, const char **ret_why)
{
	h->listen_fd = handed_over();
	h->adopted = h->listen_fd >= 0;
	if (!h->adopted)
		h->listen_fd = str_starts(h->o.listen, "unix:")
				       ? listen_unix(h, h->o.listen + 5, ret_why)
				       : listen_address(h, ret_why);
	if (h->listen_fd >= 0)
		h->port = bound_port(h->listen_fd);
	return h->listen_fd;
}

void
listen_close(struct http *h)
{
	if (h->listen_fd < 0)
		return;
	close(h->listen_fd);
	h->listen_fd = -1;
	if (h->unix_path && !h->adopted)
		unlink(h->unix_path);
}
