/* SPDX-License-Identifier: Apache-2.0 */
/* The head of a request: what is answered, and what a strict server refuses. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "base/str.h"
#include "engine/http/answer.h"
#include "http_test.h"

static int
up(void **state)
{
	(void)state;
	server_up(&(struct http_options){ 0 });
	return 0;
}

static int
down(void **state)
{
	(void)state;
	server_down();
	return 0;
}

#define HOST "Host: x\r\n"
#define END "\r\n"

struct exchange {
	const char *what;
	const char *send;
	int status;
};

static const struct exchange exchanges[] = {
	{ "a plain request", "GET /echo HTTP/1.1\r\n" HOST END, 200 },
	{ "HTTP/1.0 without Host", "GET /echo HTTP/1.0\r\n" END, 200 },
	{ "no Host in 1.1", "GET /echo HTTP/1.1\r\n" END, 400 },
	{ "two Hosts", "GET /echo HTTP/1.1\r\n" HOST HOST END, 400 },
	{ "a Host with a path", "GET /echo HTTP/1.1\r\nHost: x/y\r\n" END, 400 },
	{ "the absolute form", "GET http://x/echo HTTP/1.1\r\n" HOST END, 400 },
	{ "the asterisk form", "OPTIONS * HTTP/1.1\r\n" HOST END, 400 },
	{ "an unknown method", "BREW /echo HTTP/1.1\r\n" HOST END, 501 },
	{ "CONNECT", "CONNECT x:80 HTTP/1.1\r\n" HOST END, 400 },
	{ "a control byte in a value", "GET /echo HTTP/1.1\r\n" HOST "A: b\001c\r\n" END, 400 },
	{ "DEL in a value", "GET /echo HTTP/1.1\r\n" HOST "A: b\177c\r\n" END, 400 },
	{ "a space before the colon", "GET /echo HTTP/1.1\r\n" HOST "A : b\r\n" END, 400 },
	{ "a header without a colon", "GET /echo HTTP/1.1\r\n" HOST "nonsense\r\n" END, 400 },
	{ "a header without a name", "GET /echo HTTP/1.1\r\n" HOST ": b\r\n" END, 400 },
	{ "a strange byte in a name", "GET /echo HTTP/1.1\r\n" HOST "A(b): c\r\n" END, 400 },
	{ "a fragment in the target", "GET /echo#a HTTP/1.1\r\n" HOST END, 400 },
	{ "a raw non-ASCII byte in the target", "GET /\303\244 HTTP/1.1\r\n" HOST END, 400 },
	{ "an encoded slash", "GET /a%2Fb HTTP/1.1\r\n" HOST END, 400 },
	{ "an encoded NUL", "GET /a%00b HTTP/1.1\r\n" HOST END, 400 },
	{ "a broken escape", "GET /a%zz HTTP/1.1\r\n" HOST END, 400 },
	{ "bad UTF-8 in the path", "GET /a%ff HTTP/1.1\r\n" HOST END, 400 },
	{ "an unknown expectation", "GET /echo HTTP/1.1\r\n" HOST "Expect: tea\r\n" END, 417 },
	/* framing */
	{ "both framing headers",
		"POST /echo HTTP/1.1\r\n" HOST
		"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		400 },
	{ "both, the other way round",
		"POST /echo HTTP/1.1\r\n" HOST
		"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
		400 },
	{ "two lengths",
		"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 0\r\n" END,
		400 },
	{ "a list of lengths", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0, 0\r\n" END, 400 },
	{ "a negative length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: -1\r\n" END, 400 },
	{ "a signed length", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: +0\r\n" END, 400 },
	{ "a length in hex", "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 0x0\r\n" END, 400 },
	{ "an endless length",
		"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999999\r\n" END,
		413 },
	{ "two codings",
		"POST /echo HTTP/1.1\r\n" HOST
		"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		400 },
	{ "a coding behind chunked",
		"POST /echo HTTP/1.1\r\n" HOST
		"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
		501 },
	{ "an unknown coding",
		"POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
		501 },
	{ "chunked in 1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		400 },
	{ "a packed body",
		"POST /echo HTTP/1.1\r\n" HOST
		"Content-Encoding: gzip\r\nContent-Length: 0\r\n" END,
		415 },
	{ "a folded header", "GET /echo HTTP/1.1\r\n" HOST "A: b\r\n c\r\nB: c\r\n" END, 400 },
	{ "a fold at the end", "GET /echo HTTP/1.1\r\n" HOST "A: b\r\n c\r\n" END, 400 },
	{ "bare line feeds", "GET /echo HTTP/1.1\nHost: x\n\n", 400 },
	{ "one bare line feed", "GET /echo HTTP/1.1\r\n" HOST "A: b\nB: c\r\n" END, 400 },
	{ "a bare carriage return", "GET /echo HTTP/1.1\r\n" HOST "A: b\rContent-Length: 5\r\n" END,
		400 },
	{ "an empty header name", "GET /echo HTTP/1.1\r\n" HOST ": b\r\nB: c\r\n" END, 400 },
	{ "another protocol", "GET /echo HTTP/2.0\r\n" HOST END, 505 },
	{ "TLS on a plain port", "\026\003\001\002\r\n\r\n", 0 },
	{ "HTTP/0.9", "GET /echo\r\n" END, 400 },
};

static void
every_exchange(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++) {
		const struct exchange *x = &exchanges[i];
		const char *heard = talk(x->send);

		if (status_of(heard) != x->status)
			fail_msg("%s: %d, not %d", x->what, status_of(heard), x->status);
		if (x->status && missing_in(heard))
			fail_msg("%s: no %s", x->what, missing_in(heard));
		if (x->status != 200 && strstr(heard, "path="))
			fail_msg("%s: it reached the application", x->what);
	}
}

/* A NUL cannot stand in a C text, so these come with their length. */
static void
refuses_nul(void **state)
{
	static const struct {
		const char *p;
		size_t n;
	} cases[] = {
#define BYTES(s) { s, sizeof(s) - 1 }
		BYTES("GET /ec\0ho HTTP/1.1\r\n" HOST END),
		BYTES("GET /echo HTTP/1.1\r\n" HOST "A: b\0c\r\nB: c\r\n" END),
		BYTES("GET /echo HTTP/1.1\r\n" HOST "A: b\0\r\nB: c\r\n" END),
		BYTES("GET /echo HTTP/1.1\r\n" HOST "A: b\0c\r\n" END),
		BYTES("GET /echo HTTP/1.1\r\n" HOST "A\0b: c\r\n" END),
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int fd = dial();
		const char *heard;

		say_bytes(fd, cases[i].p, cases[i].n);
		heard = hear(fd, 300);
		assert_int_equal(status_of(heard), 400);
		assert_null(missing_in(heard));
		close(fd);
	}
}

/* A request of `n` bytes in its first line, or in a header. */
static int
long_request(size_t line, size_t header)
{
	size_t room = line + header + 100;
	char *text = test_malloc(room);
	const char *heard;

	snprintf(text, room, "GET /echo?%0*d HTTP/1.1\r\nHost: x\r\nA: %0*d\r\n\r\n", (int)line, 0,
		(int)header, 0);
	heard = talk(text);
	test_free(text);
	assert_null(missing_in(heard));
	return status_of(heard);
}

static void
keeps_limits(void **state)
{
	char many[4096] = "GET /echo HTTP/1.1\r\nHost: x\r\n";

	(void)state;
	assert_int_equal(long_request(4000, 10), 200);
	assert_int_equal(long_request(4100, 10), 414);
	assert_int_equal(long_request(60000, 10), 414);
	assert_int_equal(long_request(10, 8000), 200);
	assert_int_equal(long_request(10, 8300), 431);
	assert_int_equal(long_request(10, 60000), 431);
	assert_int_equal(long_request(4000, 8000), 200);
	for (int i = 0; i < 99; i++)
		strcat(many, "A: b\r\n");
	strcat(many, "\r\n");
	assert_int_equal(status_of(talk(many)), 200);
	strcpy(many + strlen(many) - 2, "A: b\r\nA: c\r\n\r\n");
	assert_int_equal(status_of(talk(many)), 431);
}

static void
head_has_no_body(void **state)
{
	const char *heard = talk("HEAD /long HTTP/1.1\r\n" HOST END);

	(void)state;
	assert_int_equal(status_of(heard), 200);
	assert_non_null(strstr(heard, "Content-Length: 20000\r\n"));
	assert_true(str_ends(heard, "\r\n\r\n"));
}

static void
carries_security_headers(void **state)
{
	static const char *const requests[] = { "GET /echo HTTP/1.1\r\n" HOST END,
		"GET /echo HTTP/1.1\r\n" HOST HOST END,
		"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 99999999\r\n" END };

	(void)state;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		const char *heard = talk(requests[i]);

		assert_null(missing_in(heard));
		assert_non_null(strstr(heard, "X-Request-Id: "));
		assert_null(strstr(heard, "Server:"));
	}
}

static void
packs_when_asked(void **state)
{
	static const struct {
		const char *accept;
		bool packed;
	} cases[] = { { "gzip", true }, { "br, gzip;q=0.5", true }, { "gzip;q=0, br", false },
		{ "gzip;q=0.0", false }, { "identity", false } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[200];
		const char *heard;

		snprintf(text, sizeof text,
			"HEAD /long HTTP/1.1\r\n" HOST "Accept-Encoding: %s\r\n\r\n",
			cases[i].accept);
		heard = talk(text);
		assert_int_equal(strstr(heard, "Content-Encoding: gzip") != NULL, cases[i].packed);
	}
	assert_null(strstr(talk("HEAD /echo HTTP/1.1\r\n" HOST "Accept-Encoding: gzip\r\n" END),
		"Content-Encoding"));
}

/* One thread packs one answer after the other, also behind one that would only have become larger. */
static void
packs_one_after_another(void **state)
{
	struct arena *mem = arena_new(0);
	char text[20000], noise[4096], back[sizeof text];
	uint64_t x = 88172645463325252; /* xorshift64 (Marsaglia 2003) */

	(void)state;
	for (size_t i = 0; i < sizeof noise; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		noise[i] = (char)x;
	}
	for (int round = 0; round < 5; round++) {
		size_t n = sizeof text - (size_t)round * 3000;
		z_stream z = { 0 };
		struct buf small;

		for (size_t i = 0; i < n; i++)
			text[i] = (char)('a' + i * i % (size_t)(7 + round));
		assert_true(gzip_pack(mem, text, n, &small));
		assert_true(small.n < n / 2);
		assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
		z.next_in = (unsigned char *)small.p;
		z.avail_in = (unsigned)small.n;
		z.next_out = (unsigned char *)back;
		z.avail_out = sizeof back;
		assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
		assert_int_equal(z.total_out, n);
		assert_memory_equal(back, text, n);
		inflateEnd(&z);
		assert_false(gzip_pack(mem, noise, sizeof noise, &small));
	}
	arena_free(mem);
}

/* A connection that waits for its answer does not go on with the next request. */
static void
serves_one_after_another(void **state)
{
	int fd = dial();

	(void)state;
	say(fd, "GET /echo HTTP/1.1\r\n" HOST END "GET /slow HTTP/1.1\r\n" HOST END
		"GET /echo HTTP/1.1\r\n" HOST "Connection: close\r\n" END);
	assert_int_equal(answers_in(hear(fd, 1000)), 3);
	close(fd);
}

static void
decodes_path_and_query(void **state)
{
	const char *heard = talk("GET /caf%C3%A9?a=1&q=x%20y+z&q=2 HTTP/1.1\r\n" HOST END);

	(void)state;
	assert_non_null(strstr(heard, "path=/caf\303\251 q=x y z address=127.0.0.1"));
}

const struct CMUnitTest head_tests[] = {
	cmocka_unit_test_setup_teardown(every_exchange, up, down),
	cmocka_unit_test_setup_teardown(refuses_nul, up, down),
	cmocka_unit_test_setup_teardown(keeps_limits, up, down),
	cmocka_unit_test_setup_teardown(head_has_no_body, up, down),
	cmocka_unit_test_setup_teardown(carries_security_headers, up, down),
	cmocka_unit_test_setup_teardown(packs_when_asked, up, down),
	cmocka_unit_test_setup_teardown(packs_one_after_another, up, down),
	cmocka_unit_test_setup_teardown(serves_one_after_another, up, down),
	cmocka_unit_test_setup_teardown(decodes_path_and_query, up, down),
};
const size_t head_tests_n = sizeof head_tests / sizeof *head_tests;
