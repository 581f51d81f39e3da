/* SPDX-License-Identifier: Apache-2.0 */
/* Accept-Language: RFC 9110 12.5.4 for the form, RFC 4647 3.4 (lookup) for the choice. */
#include <ctype.h>
#include <strings.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"

#define RANGES_MAX 32 /* browsers send fewer than ten */

struct range {
	const char *s;
	size_t n;
	int q; /* thousandths */
};

static const char *
skip_space(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* ";q=0.8" in thousandths; 1000 if there is none, 0 for what is not a weight. */
static int
read_weight(const char **s)
{
	int q = 1000, digit = 100;

	*s = skip_space(*s);
	if (**s != ';')
		return q;
	*s = skip_space(*s + 1);
	if ((**s != 'q' && **s != 'Q') || (*s)[1] != '=')
		return 0;
	*s += 2;
	if (**s != '0' && **s != '1')
		return 0;
	q = (*(*s)++ - '0') * 1000;
	if (**s == '.')
		for ((*s)++; isdigit((unsigned char)**s); (*s)++, digit /= 10)
			q += (**s - '0') * digit;
	return q <= 1000 ? q : 1000;
}

static int
read_ranges(const char *header, struct range *ranges)
{
	const char *s = header;
	int n = 0;

	while (*s && n < RANGES_MAX) {
		struct range r;

		s = skip_space(s);
		r.s = s;
		while (isalnum((unsigned char)*s) || *s == '-' || *s == '*')
			s++;
		r.n = (size_t)(s - r.s);
		r.q = read_weight(&s);
		s = skip_space(s);
		if (r.n && r.q && (!*s || *s == ','))
			ranges[n++] = r;
		s = strchr(s, ',');
		if (!s)
			break;
		s++;
	}
	return n;
}

static const struct lang *
exact(const char *tag, size_t n)
{
	for (const struct lang *const *l = lang_all(); *l; l++)
		if (strlen((*l)->tag) == n && strncasecmp((*l)->tag, tag, n) == 0)
			return *l;
	return NULL;
}

/* The range, then the range without its last subtag, and so on; a single letter that would then
 * stand last goes with it (RFC 4647 3.4). */
static const struct lang *
look_up(const struct range *r)
{
	for (size_t n = r->n; n > 0;) {
		const struct lang *l = exact(r->s, n);

		if (l)
			return l;
		while (n > 0 && r->s[n - 1] != '-')
			n--;
		if (n > 0)
			n--;
		if (n > 1 && r->s[n - 2] == '-')
			n -= 2;
	}
	return NULL;
}

const struct lang *
lang_accept(const char *header)
{
	struct range ranges[RANGES_MAX];
	const struct lang *best = NULL;
	int n = header ? read_ranges(header, ranges) : 0, best_q = 0;

	for (int i = 0; i < n; i++) {
		const struct lang *l = ranges[i].q > best_q ? look_up(&ranges[i]) : NULL;

		if (l) {
			best = l;
			best_q = ranges[i].q;
		}
	}
	return best ? best : &lang_en;
}
