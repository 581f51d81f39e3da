/* SPDX-License-Identifier: Apache-2.0 */
#include "http_test.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "engine/http/answer.h"
#include "engine/http/body.h"

struct engine test_engine = { .origin = "http://127.0.0.1" };
struct http *test_http;
static const char *unix_path;

/* ---- the application: /echo gives back what came, /slow answers after a moment, /big takes files ---- */

static size_t
head(struct req *q)
{
	return str_eq(q->path, "/big") ? 8 << 20 : 1 << 20;
}

static void
echo(struct req *q)
{
	int n;
	const struct body_pair *pairs = req_pairs(q, &n);
	struct buf b = BUF_IN(q->ctx.mem);

	buf_printf(&b, "path=%s q=%s address=%s\n", q->path, req_query(q, "q"), q->address);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s=%zu:%s\n", pairs[i].name, pairs[i].n,
			pairs[i].type == BODY_FILE ? pairs[i].filename : pairs[i].value);
	answer_text(q, 200, "text/plain; charset=utf-8", buf_text(&b));
}

static void *
answer_later(void *arg)
{
	struct req *q = arg;
	struct timespec moment = { .tv_nsec = 400000000 };

	nanosleep(&moment, NULL);
	answer_text(q, 200, "text/plain", "slow\n");
	http_ready(q);
	return NULL;
}

static void
handle(struct req *q)
{
	pthread_t t;

	if (str_eq(q->path, "/slow")) {
		http_later(q);
		pthread_create(&t, NULL, answer_later, q);
		pthread_detach(t);
	} else if (str_eq(q->path, "/long")) {
		char *text = arena_alloc(q->ctx.mem, 20001);

		memset(text, 'x', 20000);
		answer_text(q, 200, "text/plain", text);
	} else {
		echo(q);
	}
}

static void
refuse(struct req *q, int status)
{
	answer_text(q, status, "text/plain", "refused\n");
}

static void
done(struct req *q, const struct http_done *d)
{
	(void)q, (void)d;
}

static const struct http_app app = { head, handle, refuse, done };

void
server_up(const struct http_options *o)
{
	struct http_options all = *o;
	const char *why = NULL;

	if (!all.listen)
		all.listen = "127.0.0.1:0";
	if (!all.connections)
		all.connections = 1000;
	if (!all.request_seconds)
		all.request_seconds = 10;
	if (!all.upload_seconds)
		all.upload_seconds = 60;
	all.threads = 2;
	unix_path = str_starts(all.listen, "unix:") ? all.listen + 5 : NULL;
	test_engine.mem = arena_new(0);
	test_http = http_start(&test_engine, &app, &all, &why);
	if (!test_http)
		fail_msg("%s", why);
}

void
server_down(void)
{
	http_drain(test_http, 5);
	http_free(test_http);
	arena_free(test_engine.mem);
}

int
dial(void)
{
	return raw_dial(unix_path, http_port(test_http));
}

const char *
talk(const char *text)
{
	int fd = dial();
	const char *heard;

	assert_true(fd >= 0);
	say(fd, text);
	heard = hear(fd, 300);
	close(fd);
	return heard;
}

int
main(void)
{
	return _cmocka_run_group_tests("http head", head_tests, head_tests_n, NULL, NULL) +
	       _cmocka_run_group_tests("http body", body_tests, body_tests_n, NULL, NULL) +
	       _cmocka_run_group_tests("http time", time_tests, time_tests_n, NULL, NULL);
}
