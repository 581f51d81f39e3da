/* SPDX-License-Identifier: Apache-2.0 */
/* Any head is refused with a status or gives a request whose parts are what they promise to be; any body
 * of a form is refused or gives pairs that end where they say. The first byte chooses: a head, an empty
 * line and a body; or a body alone, of one of the two kinds of forms. */
#include <stdint.h>
#include <string.h>

#include "base/fatal.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/http/parse.h"
#include "engine/http/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static char *
next_line(struct arena *mem, const char **s, const char *end)
{
	const char *nl = memchr(*s, '\n', (size_t)(end - *s)), *stop = nl ? nl : end;
	char *line = arena_strndup(mem, *s, (size_t)(stop - *s));

	*s = nl ? nl + 1 : end;
	return line;
}

/* The library hands out the head in this shape; gaps between its texts are tested over real sockets. */
static void
read_head(struct wire *w, const char **s, const char *end)
{
	char *line = next_line(w->mem, s, end), *space = strchr(line, ' '), *all, *colon;
	size_t n;

	w->method = line;
	w->target = "";
	if (space) {
		*space = '\0';
		w->target = space + 1;
	}
	/* One text after the other, as they lie in the library's buffer. */
	all = arena_alloc(w->mem, (size_t)(end - *s) * 2 + 64);
	w->target_end = all;
	w->version = memcpy(all + 1, "HTTP/1.1", 9);
	all += 9;
	while (*s < end && w->n_headers <= HEADERS_MAX) {
		line = next_line(w->mem, s, end);
		if (!*line)
			break;
		colon = strchr(line, ':');
		n = strlen(line);
		memcpy(all + 2, line, n + 1);
		w->headers[w->n_headers++] = (struct header){
			.name = all + 2,
			.name_n = colon ? (size_t)(colon - line) : n,
			.value = colon ? all + 2 + (colon - line) + 1 : all + 2 + n,
			.value_n = colon ? n - (size_t)(colon - line) - 1 : 0,
		};
		if (colon)
			all[2 + (colon - line)] = '\0';
		w->headers_bytes += n + 4;
		all += 2 + n;
	}
}

static void
check_pairs(const struct body_pair *v, int n)
{
	MUST(n <= BODY_PAIRS_MAX);
	for (int i = 0; i < n; i++) {
		MUST(v[i].name && v[i].value);
		MUST(v[i].value[v[i].n] == '\0');
		MUST((v[i].type == BODY_FILE) == (v[i].filename != NULL));
	}
}

static void
try_request(struct arena *mem, const char *s, const char *end)
{
	struct engine engine = { .mem = mem, .origin = "https://example.org" };
	struct wire *w = ARENA_NEW(mem, struct wire);
	int status;

	w->mem = mem;
	w->body = BUF_IN(mem);
	w->q.wire = w;
	w->q.ctx = (struct ctx){ .mem = mem, .engine = &engine };
	read_head(w, &s, end);
	status = wire_check(w);
	MUST(status == 0 || (status >= 400 && status <= 501));
	if (status)
		return;
	MUST(w->q.path[0] == '/' && utf8_valid(w->q.path, strlen(w->q.path)));
	MUST(utf8_valid(req_query(&w->q, "q"), strlen(req_query(&w->q, "q"))));
	req_query_int(&w->q, "n", 0);
	req_cookie(&w->q, "waymark");
	buf_add(&w->body, s, (size_t)(end - s));
	if (body_parse(w) == 0)
		check_pairs(w->pairs, w->n_pairs);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *mem = arena_new(4096);
	struct pairs p = { .mem = mem };
	const char *s = (const char *)data + 1;

	switch (n ? data[0] % 3 : 3) {
	case 0:
		try_request(mem, s, s + n - 1);
		break;
	case 1:
		if (parse_urlencoded(&p, s, n - 1))
			check_pairs(p.v, p.n);
		break;
	case 2:
		if (parse_multipart(&p, "multipart/form-data; boundary=AB",
			    arena_memdup(mem, s, n - 1), n - 1))
			check_pairs(p.v, p.n);
		break;
	}
	arena_free(mem);
	return 0;
}
