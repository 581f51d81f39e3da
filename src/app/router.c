/* SPDX-License-Identifier: Apache-2.0 */
#include "app/router.h"

#include <string.h>

#include "base/buf.h"
#include "base/fatal.h"
#include "base/str.h"

#define METHODS (METHOD_DELETE + 1)

struct node {
	const char *literal;
	size_t n;		   /* bytes of it */
	struct node *first, *next; /* children that are literals, and the next of the same parent */
	struct node *id, *word;
	const struct route *routes[METHODS];
};

struct router {
	struct node root;
};

static struct node *
literal_child(struct arena *mem, struct node *at, const char *s, size_t n)
{
	struct node *child;

	for (child = at->first; child; child = child->next)
		if (child->n == n && memcmp(child->literal, s, n) == 0)
			return child;
	child = ARENA_NEW(mem, struct node);
	child->literal = s;
	child->n = n;
	child->next = at->first;
	at->first = child;
	return child;
}

static void
add(struct arena *mem, struct node *at, const struct route *route)
{
	const char *s = route->path;

	while (*s == '/' && s[1]) {
		size_t n = strcspn(++s, "/");

		if (*s == ':')
			at = at->id ? at->id : (at->id = ARENA_NEW(mem, struct node));
		else if (*s == '=')
			at = at->word ? at->word : (at->word = ARENA_NEW(mem, struct node));
		else
			at = literal_child(mem, at, s, n);
		s += n;
	}
	MUST(!at->routes[route->method]);
	at->routes[route->method] = route;
}

struct router *
router_new(struct arena *mem, const struct route *table, int n)
{
	struct router *r = ARENA_NEW(mem, struct router);

	for (int i = 0; i < n; i++)
		add(mem, &r->root, &table[i]);
	return r;
}

static bool
to_id(const char *s, size_t n, int64_t *ret)
{
	int64_t v = 0;

	if (n == 0 || n > 18 || *s == '0')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (s[i] - '0');
	}
	*ret = v;
	return true;
}

static bool
is_word(const char *s, size_t n)
{
	return n > 0 && n <= 128 && *s != '.' &&
	       strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.") >= n;
}

/* The node of the path s behind at, which begins with a slash or is empty. A literal is tried first. */
static const struct node *
walk(const struct node *at, struct req *q, const char *s, int ids, int words)
{
	const struct node *child, *found;
	size_t n;

	if (!*s)
		return at;
	n = strcspn(++s, "/");
	for (child = at->first; child; child = child->next)
		if (child->n == n && memcmp(child->literal, s, n) == 0 &&
			(found = walk(child, q, s + n, ids, words)))
			return found;
	if (at->id && ids < 4 && to_id(s, n, &q->ids[ids]) &&
		(found = walk(at->id, q, s + n, ids + 1, words)))
		return found;
	if (at->word && words < 4 && is_word(s, n)) {
		q->words[words] = arena_strndup(q->ctx.mem, s, n);
		return walk(at->word, q, s + n, ids, words + 1);
	}
	return NULL;
}

static const struct node *
find(const struct router *r, struct req *q)
{
	return str_eq(q->path, "/") ? &r->root : walk(&r->root, q, q->path, 0, 0);
}

enum result
router_find(const struct router *r, struct req *q, const char **ret_allow)
{
	static const char *const names[] = { "GET, HEAD", NULL, "POST", "PUT", "PATCH", "DELETE" };
	const struct node *at = find(r, q);
	struct buf allow = BUF_IN(q->ctx.mem);

	q->route = at ? at->routes[q->method == METHOD_HEAD ? METHOD_GET : q->method] : NULL;
	if (q->route)
		return OK;
	for (int i = 0; at && i < METHODS; i++)
		if (at->routes[i])
			buf_printf(&allow, "%s%s", allow.n ? ", " : "", names[i]);
	*ret_allow = buf_text(&allow);
	return allow.n ? CONFLICT : NOT_FOUND;
}

const struct route *
router_find_upload(const struct router *r, struct req *q)
{
	const struct node *at = find(r, q);

	for (int i = 0; at && i < METHODS; i++)
		if (at->routes[i] && at->routes[i]->flags & ROUTE_UPLOAD)
			return at->routes[i];
	return NULL;
}
