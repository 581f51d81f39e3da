/* SPDX-License-Identifier: Apache-2.0 */
/* Headers, cookies, path and query: what a request says before its body. */
#include "engine/http/wire.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "engine/engine.h"

/* The single header of that name; *ret_n: how often it came. */
static const struct header *
find(const struct wire *w, const char *name, int *ret_n)
{
	const struct header *found = NULL;

	*ret_n = 0;
	for (int i = 0; i < w->n_headers; i++)
		if (str_ieq(w->headers[i].name, name)) {
			found = found ? found : &w->headers[i];
			++*ret_n;
		}
	return found;
}

const char *
req_header(const struct req *q, const char *name)
{
	int n;
	const struct header *h = q->wire ? find(q->wire, name, &n) : NULL;

	return h ? h->value : NULL;
}

/* RFC 9110, 5.6.2. */
static bool
is_token(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]) && (!s[i] || !strchr("!#$%&'*+-.^_`|~", s[i])))
			return false;
	return n > 0;
}

static bool
has_control(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
			return true;
	return false;
}

static int
check_headers(const struct wire *w)
{
	if (w->n_headers > HEADERS_MAX || w->headers_bytes > HEADERS_MAX_BYTES)
		return 431;
	for (int i = 0; i < w->n_headers; i++) {
		const struct header *h = &w->headers[i];

		if (!is_token(h->name, h->name_n) || has_control(h->value, h->value_n))
			return 400;
	}
	return 0;
}

static int
check_host(const struct wire *w)
{
	int n;
	const struct header *h = find(w, "Host", &n);

	if (n > 1 || (n == 0 && !str_eq(w->version, "HTTP/1.0")))
		return 400;
	if (h && h->value[strcspn(h->value, " \t/\\@?#,\"<>")])
		return 400;
	return 0;
}

/* How the body is framed: never ambiguous (RFC 9112, 6.3). */
static int
check_framing(struct wire *w)
{
	int n_length, n_coding, n;
	const struct header *length = find(w, "Content-Length", &n_length);
	const struct header *coding = find(w, "Transfer-Encoding", &n_coding);

	w->length = -1;
	if (n_length > 1 || n_coding > 1 || (n_length && n_coding))
		return 400;
	if (coding && str_eq(w->version, "HTTP/1.0"))
		return 400;
	if (coding && !str_ieq(coding->value, "chunked"))
		return 501;
	if (length) {
		if (!length->value_n || length->value_n > 15 ||
			strspn(length->value, "0123456789") != length->value_n ||
			!str_to_int(length->value, &w->length))
			return 400;
	}
	if (find(w, "Content-Encoding", &n))
		return 415;
	find(w, "Content-Type", &n);
	if (n > 1)
		return 400;
	length = find(w, "Expect", &n);
	return length && !str_ieq(length->value, "100-continue") ? 417 : 0;
}

static int
check_method(struct wire *w)
{
	static const struct {
		const char *name;
		enum method method;
	} known[] = { { "GET", METHOD_GET }, { "HEAD", METHOD_HEAD }, { "POST", METHOD_POST },
		{ "PUT", METHOD_PUT }, { "PATCH", METHOD_PATCH }, { "DELETE", METHOD_DELETE } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(known[i].name, w->method)) {
			w->q.method = known[i].method;
			return 0;
		}
	return 501;
}

static int
hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

bool
percent_decode(struct arena *mem, const char *s, size_t n, bool plus, char **ret, size_t *ret_n)
{
	char *out = arena_alloc(mem, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		if (s[i] == '+' && plus) {
			out[k++] = ' ';
		} else if (s[i] == '%') {
			if (n - i < 3 || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				return false;
			out[k++] = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		} else {
			out[k++] = s[i];
		}
	}
	out[k] = '\0';
	*ret = out;
	*ret_n = k;
	return true;
}

/* Only the origin form, "/path?query": RFC 9112, 3.2.1. */
static int
check_target(struct wire *w)
{
	const char *t = w->target;
	size_t n = strcspn(t, "?"), path_n;
	char *path;

	if (strlen(t) > LINE_MAX_BYTES)
		return 414;
	if (*t != '/')
		return 400;
	for (const char *p = t; *p; p++)
		if (*p <= 0x20 || *p >= 0x7f || *p == '#')
			return 400;
	if (!percent_decode(w->mem, t, n, false, &path, &path_n))
		return 400;
	/* An encoded slash or NUL would change what the path means behind the next reader's back. */
	for (const char *p = strchr(t, '%'); p && p < t + n; p = strchr(p + 1, '%'))
		if (strncasecmp(p, "%2f", 3) == 0 || strncasecmp(p, "%5c", 3) == 0)
			return 400;
	if (!utf8_valid(path, path_n) || has_control(path, path_n))
		return 400;
	w->q.path = path;
	w->q.query = t[n] ? t + n + 1 : "";
	return 0;
}

/* JSON is for who asks for it by name, and for programs, which come with a bearer token. */
static bool
wants_json(const struct req *q)
{
	const char *accept = req_header(q, "Accept"), *json, *html;

	if (!accept)
		return req_header(q, "Authorization") != NULL;
	html = strstr(accept, "text/html");
	json = strstr(accept, "application/json");
	if (!json)
		json = strstr(accept, "application/problem+json");
	if (json || html)
		return json && (!html || json < html);
	return req_header(q, "Authorization") != NULL;
}

int
wire_check(struct wire *w)
{
	int status;

	w->q.path = "";
	w->q.query = "";
	w->length = -1;
	if ((status = check_headers(w)))
		return status;
	if (!layout_right(w))
		return 400;
	if ((status = check_framing(w)) || (status = check_host(w)) || (status = check_target(w)))
		return status;
	w->q.json = wants_json(&w->q);
	return check_method(w);
}

/* The name that the cookie has on the wire: __Host- binds it to this host, https and the whole site. */
static const char *
cookie_prefix(const struct req *q)
{
	return str_starts(q->ctx.engine->origin, "https:") ? "__Host-" : "";
}

const char *
req_cookie(const struct req *q, const char *name)
{
	const char *s = req_header(q, "Cookie"), *prefix = cookie_prefix(q);
	size_t n, prefix_n = strlen(prefix), name_n = strlen(name);

	while (s && *s) {
		s += strspn(s, "; ");
		n = strcspn(s, ";");
		if (n > prefix_n + name_n && memcmp(s, prefix, prefix_n) == 0 &&
			memcmp(s + prefix_n, name, name_n) == 0 && s[prefix_n + name_n] == '=')
			return arena_strndup(
				q->ctx.mem, s + prefix_n + name_n + 1, n - prefix_n - name_n - 1);
		s += n;
	}
	return NULL;
}

const char *
req_query(const struct req *q, const char *name)
{
	const char *s = q->query;

	while (*s) {
		size_t n = strcspn(s, "&"), key_n = strcspn(s, "=&"), got_n;
		char *got;

		if (percent_decode(q->ctx.mem, s, key_n, true, &got, &got_n) && str_eq(got, name)) {
			size_t from = s[key_n] == '=' ? key_n + 1 : key_n;

			if (percent_decode(q->ctx.mem, s + from, n - from, true, &got, &got_n) &&
				utf8_valid(got, got_n))
				return got;
			return "";
		}
		s += n + (s[n] == '&');
	}
	return "";
}

int64_t
req_query_int(const struct req *q, const char *name, int64_t otherwise)
{
	int64_t v;

	return str_to_int(req_query(q, name), &v) ? v : otherwise;
}
