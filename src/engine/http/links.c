/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connections and their deadlines. The library's own timeout starts anew with every byte, so a sender of
 * one byte a second would never meet it; here the clock runs from the first byte of a request.
 */
#include <netdb.h>
#include <netinet/in.h>
#include <linux/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "base/fatal.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/http/answer.h"
#include "engine/http/inside.h"

#define IDLE_MS 60000	 /* kept open between requests */
#define ANSWER_MS 300000 /* for a reader that takes its time */

int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

int64_t
now_ms(void)
{
	return now_us() / 1000;
}

void
link_set(struct link *l, enum link_state state)
{
	atomic_store(&l->since, now_ms());
	atomic_store(&l->state, (int)state);
}

static void
note_address(struct link *l, struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *i =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr *at = i ? i->client_addr : NULL;
	socklen_t n = at && at->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
						      : sizeof(struct sockaddr_in);

	memcpy(l->address, "local", 6);
	l->is_tcp = at && (at->sa_family == AF_INET || at->sa_family == AF_INET6);
	if (l->is_tcp &&
		getnameinfo(at, n, l->address, sizeof l->address, NULL, 0, NI_NUMERICHOST) != 0)
		memcpy(l->address, "unknown", 8);
}

void
links_on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
	enum MHD_ConnectionNotificationCode code)
{
	struct http *h = cls;
	struct link *l = *socket_context;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		l = calloc(1, sizeof *l);
		if (!l)
			fatal("out of memory: a connection");
		l->http = h;
		l->fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		note_address(l, c);
		link_set(l, LINK_HEAD);
		pthread_mutex_lock(&h->links_lock);
		l->next = h->links;
		if (l->next)
			l->next->prev = l;
		h->links = l;
		pthread_mutex_unlock(&h->links_lock);
		atomic_fetch_add(&h->connections, 1);
		*socket_context = l;
	} else if (l) {
		pthread_mutex_lock(&h->links_lock);
		if (l->prev)
			l->prev->next = l->next;
		else
			h->links = l->next;
		if (l->next)
			l->next->prev = l->prev;
		pthread_mutex_unlock(&h->links_lock);
		atomic_fetch_sub(&h->connections, 1);
		*socket_context = NULL;
		free(l);
	}
}

/* Bytes received so far; 0 where the system does not say (unix sockets: our own proxy, whose idle
 * connections may be slow for IDLE_MS). */
static uint64_t
received(const struct link *l)
{
	struct tcp_info info = { 0 };
	socklen_t n = sizeof info;

	if (!l->is_tcp || getsockopt(l->fd, IPPROTO_TCP, TCP_INFO, &info, &n) < 0)
		return 0;
	return info.tcpi_bytes_received;
}

void
link_idle(struct link *l)
{
	atomic_store(&l->bytes, received(l));
	link_set(l, LINK_IDLE);
}

static int64_t
patience(const struct http *h, enum link_state state)
{
	switch (state) {
	case LINK_IDLE:
		return IDLE_MS;
	case LINK_HEAD:
	case LINK_BODY:
		return h->o.request_seconds * INT64_C(1000);
	case LINK_UPLOAD:
		return h->o.upload_seconds * INT64_C(1000);
	case LINK_ANSWER:
		return ANSWER_MS;
	case LINK_WORK:
	case LINK_STREAM:
		break;
	}
	return INT64_MAX;
}

static void
add_line(void *head, const char *name, const char *value)
{
	buf_printf(head, "%s: %s\r\n", name, value);
}

/* The library is waiting for bytes and writes nothing, so the answer can go out beside it. */
static void
tell_late(const struct link *l)
{
	struct arena *mem = arena_new(0);
	struct buf late = BUF_IN(mem);

	buf_str(&late, "HTTP/1.1 408 Request Timeout\r\n");
	security_headers(l->http->engine, add_line, &late);
	add_line(&late, "Cache-Control", "no-store");
	add_line(&late, "Connection", "close");
	buf_str(&late, "Content-Length: 0\r\n\r\n");
	/* Whoever is late may also be gone; nobody can be told then. */
	if (send(l->fd, late.p, late.n, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		log_debug("http: %s did not hear that it was late", l->address);
	arena_free(mem);
}

void
links_check(struct http *h)
{
	int64_t now = now_ms();

	pthread_mutex_lock(&h->links_lock);
	for (struct link *l = h->links; l; l = l->next) {
		enum link_state state = (enum link_state)atomic_load(&l->state);
		int64_t since = atomic_load(&l->since);

		if (state == LINK_IDLE && received(l) != atomic_load(&l->bytes)) {
			int idle = LINK_IDLE;

			atomic_store(&l->since, now);
			/* The request may just have become complete; then it has a state of its own. */
			atomic_compare_exchange_strong(&l->state, &idle, LINK_HEAD);
			continue;
		}
		if (now - since <= patience(h, state))
			continue;
		if (state == LINK_HEAD || state == LINK_BODY || state == LINK_UPLOAD)
			tell_late(l);
		shutdown(l->fd, SHUT_RDWR);
		atomic_fetch_add(&h->cut, 1);
	}
	pthread_mutex_unlock(&h->links_lock);
}
