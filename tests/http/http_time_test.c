/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines, limits of connections, sockets of other kinds, and the end. */
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "http_test.h"

static void
pause_ms(int ms)
{
	nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000L }, NULL);
}

static bool
is_closed(int fd, int ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	char c;

	return poll(&p, 1, ms) > 0 && read(fd, &c, 1) <= 0;
}

/* One byte every 100 ms never lets the line fall silent, and is cut all the same. */
static const char *
drip(const char *start)
{
	int fd = dial();
	const char *heard;

	say(fd, start);
	for (int i = 0; i < 35; i++) {
		say(fd, "a");
		pause_ms(100);
	}
	heard = hear(fd, 500);
	close(fd);
	return heard;
}

static void
cuts_slow_senders(void **state)
{
	struct http_stats s;
	const char *heard;

	(void)state;
	server_up(&(struct http_options){ .request_seconds = 1 });
	heard = drip("GET /echo HTTP/1.1\r\nHost: x\r\nA: ");
	assert_int_equal(status_of(heard), 408);
	assert_null(missing_in(heard));
	assert_int_equal(
		status_of(drip("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n")),
		408);
	http_stats(test_http, &s);
	assert_true(s.cut >= 2);
	server_down();
}

static void
is_patient_with_uploads_and_idlers(void **state)
{
	int idle, upload;

	(void)state;
	server_up(&(struct http_options){ .request_seconds = 1 });
	idle = dial();
	say(idle, "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(status_of(hear(idle, 200)), 200);
	upload = dial();
	say(upload, "POST /big HTTP/1.1\r\nHost: x\r\nContent-Type: "
		    "application/x-www-form-urlencoded\r\n"
		    "Content-Length: 3\r\n\r\na");
	pause_ms(3000);
	say(upload, "=b");
	assert_int_equal(status_of(hear(upload, 300)), 200);
	say(idle, "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(status_of(hear(idle, 300)), 200);
	/* But once a request has begun on the old connection, it has to end. */
	say(idle, "GET /ec");
	assert_int_equal(status_of(hear(idle, 4500)), 408);
	close(idle);
	close(upload);
	server_down();
}

static void
bounds_connections_per_address(void **state)
{
	int fd[5];

	(void)state;
	server_up(&(struct http_options){ .per_address = 4 });
	for (int i = 0; i < 5; i++)
		fd[i] = dial();
	assert_true(is_closed(fd[4], 5000));
	say(fd[3], "GET /echo HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(status_of(hear(fd[3], 300)), 200);
	for (int i = 0; i < 5; i++)
		close(fd[i]);
	server_down();
}

static void
listens_on_a_unix_socket(void **state)
{
	char dir[] = "/tmp/waymark-http-XXXXXX", listen[64];
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(listen, sizeof listen, "unix:%s/s", dir);
	/* Twice: a file that was left behind is in nobody's way. */
	for (int i = 0; i < 2; i++) {
		server_up(&(struct http_options){ .listen = listen, .per_address = 1 });
		assert_non_null(
			strstr(talk("GET /echo HTTP/1.1\r\nHost: x\r\n\r\n"), "address=local"));
		server_down();
		assert_int_equal(stat(listen + 5, &st), -1);
	}
	rmdir(dir);
}

static void
believes_a_trusted_proxy_only(void **state)
{
	static const char text[] = "GET /echo HTTP/1.1\r\nHost: x\r\n"
				   "X-Forwarded-For: 192.0.2.1, 198.51.100.7\r\n\r\n";

	(void)state;
	server_up(&(struct http_options){ 0 });
	assert_non_null(strstr(talk(text), "address=127.0.0.1"));
	server_down();
	server_up(&(struct http_options){ .trusted_proxy = true });
	assert_non_null(strstr(talk(text), "address=198.51.100.7"));
	server_down();
}

static void *
drain(void *arg)
{
	*(bool *)arg = http_drain(test_http, 5);
	return NULL;
}

/* What runs is finished and told; what comes anew is not accepted. */
static void
drains(void **state)
{
	bool all = false;
	int busy, idle;
	pthread_t t;

	(void)state;
	server_up(&(struct http_options){ 0 });
	idle = dial();
	busy = dial();
	say(busy, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
	pause_ms(100);
	pthread_create(&t, NULL, drain, &all);
	pause_ms(100);
	assert_int_equal(dial(), -1);
	assert_non_null(strstr(hear(busy, 1000), "\r\n\r\nslow\n"));
	pthread_join(t, NULL);
	assert_true(all);
	http_free(test_http);
	assert_true(is_closed(idle, 5000));
	close(busy);
	close(idle);
	arena_free(test_engine.mem);
}

/* A request that outlasts the patience of the drain is not waited for. */
static void
gives_up_draining(void **state)
{
	int busy;

	(void)state;
	server_up(&(struct http_options){ 0 });
	busy = dial();
	say(busy, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
	pause_ms(100);
	assert_false(http_drain(test_http, 0));
	pause_ms(600);
	http_free(test_http);
	close(busy);
	arena_free(test_engine.mem);
}

const struct CMUnitTest time_tests[] = {
	cmocka_unit_test(cuts_slow_senders),
	cmocka_unit_test(is_patient_with_uploads_and_idlers),
	cmocka_unit_test(bounds_connections_per_address),
	cmocka_unit_test(listens_on_a_unix_socket),
	cmocka_unit_test(believes_a_trusted_proxy_only),
	cmocka_unit_test(drains),
	cmocka_unit_test(gives_up_draining),
};
const size_t time_tests_n = sizeof time_tests / sizeof *time_tests;
