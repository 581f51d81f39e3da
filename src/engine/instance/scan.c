/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

/* ---- texts ---- */

static bool
read_all(int fd, struct text *ret)
{
	size_t cap = 1 << 16, n = 0;
	char *p = malloc(cap), *more;

	while (p) {
		ssize_t got = read(fd, p + n, cap - n);

		if (got == 0) {
			*ret = (struct text){ .p = p, .n = n, .own = true };
			return true;
		}
		if (got < 0 && errno != EINTR)
			break;
		n += got > 0 ? (size_t)got : 0;
		if (n < cap)
			continue;
		if (!(more = realloc(p, cap *= 2)))
			break;
		p = more;
	}
	free(p);
	return false;
}

static bool
map(int fd, size_t size, struct text *ret)
{
	void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

	if (p == MAP_FAILED)
		return false;
	madvise(p, size, MADV_SEQUENTIAL);
	*ret = (struct text){ .p = p, .n = size, .mapped = p };
	return true;
}

bool
text_open(const char *path, struct text *ret)
{
	int fd = str_eq(path, "-") ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool good;

	if (fd < 0 || fstat(fd, &st) != 0)
		return false;
	if (S_ISREG(st.st_mode) && st.st_size > 0 && fd != STDIN_FILENO)
		good = map(fd, (size_t)st.st_size, ret);
	else
		good = read_all(fd, ret);
	if (fd != STDIN_FILENO)
		close(fd);
	return good;
}

void
text_close(struct text *t)
{
	if (t->mapped)
		munmap(t->mapped, t->n);
	else if (t->own)
		free((char *)t->p);
	*t = (struct text){ 0 };
}

/* ---- lines ---- */

struct scan
scan_new(const char *p, size_t n)
{
	return (struct scan){ .at = p, .end = p + n, .line = 1 };
}

bool
scan_fault(struct scan *s, const char *fmt, ...)
{
	va_list ap;

	if (s->fault[0])
		return false;
	va_start(ap, fmt);
	vsnprintf(s->fault, sizeof s->fault, fmt, ap);
	va_end(ap);
	s->fault_line = s->line;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void
skip_blanks(struct scan *s)
{
	while (s->at < s->end && is_blank(*s->at))
		s->at++;
}

static bool
ends_word(const struct scan *s, const char *at)
{
	return at == s->end || *at == '\n' || is_blank(*at);
}

static void
skip_line(struct scan *s)
{
	const char *to = memchr(s->at, '\n', (size_t)(s->end - s->at));

	s->at = to ? to + 1 : s->end;
	s->line += to != NULL;
}

char
scan_line(struct scan *s, bool comments)
{
	while (!s->fault[0] && s->at < s->end) {
		char letter;

		skip_blanks(s);
		if (s->at == s->end)
			break;
		letter = *s->at;
		if (letter == '\n') {
			s->at++;
			s->line++;
			continue;
		}
		if (!ends_word(s, s->at + 1)) {
			scan_fault(s, "a line starts with one letter and a blank");
			break;
		}
		if (letter == 'c' && comments) {
			skip_line(s);
			continue;
		}
		if (letter < 'a' || letter > 'z') {
			scan_fault(s, "a line starts with a small letter that says what it is");
			break;
		}
		s->at++;
		return letter;
	}
	return 0;
}

bool
scan_at_end(struct scan *s)
{
	skip_blanks(s);
	return s->at == s->end || *s->at == '\n';
}

bool
scan_end(struct scan *s)
{
	if (s->fault[0])
		return false;
	if (!scan_at_end(s))
		return scan_fault(s, "there is more on the line than belongs there");
	if (s->at < s->end) {
		s->at++;
		s->line++;
	}
	return true;
}

bool
scan_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	skip_blanks(s);
	if ((size_t)(s->end - s->at) < n || memcmp(s->at, word, n) != 0 || !ends_word(s, s->at + n))
		return scan_fault(s, "the header says \"p %s\" and its numbers", word);
	s->at += n;
	return true;
}

/* ---- numbers ---- */

/* Digits up to `most`; false without digits, with too many, or with something else behind them. */
static inline bool
digits(struct scan *s, uint64_t most, uint64_t *ret)
{
	const char *p = s->at;
	uint64_t value = 0;

	for (; p < s->end && (unsigned char)(*p - '0') < 10; p++)
		if (__builtin_mul_overflow(value, 10u, &value) ||
			__builtin_add_overflow(value, (uint64_t)(*p - '0'), &value))
			return false;
	if (p == s->at || !ends_word(s, p) || value > most)
		return false;
	s->at = p;
	*ret = value;
	return true;
}

bool
scan_id(struct scan *s, size_t below, const char *what, int32_t *ret)
{
	uint64_t value;

	skip_blanks(s);
	if (below == 0 || !digits(s, below - 1, &value))
		return scan_fault(s,
			below ? "a %s is a whole number from 0 to %zu"
			      : "there is no %s that could be named here",
			what, below - 1);
	*ret = (int32_t)value;
	return true;
}

bool
scan_count(struct scan *s, size_t most, const char *what, size_t *ret)
{
	uint64_t value;

	skip_blanks(s);
	if (!digits(s, most, &value))
		return scan_fault(s, "%s is a whole number from 0 to %zu", what, most);
	*ret = (size_t)value;
	return true;
}

bool
scan_int(struct scan *s, const char *what, int64_t *ret)
{
	uint64_t value;
	bool minus;

	skip_blanks(s);
	minus = s->at < s->end && *s->at == '-';
	s->at += minus;
	if (!digits(s, (uint64_t)INT64_MAX + minus, &value))
		return scan_fault(s, "%s is a whole number of at most 64 bits", what);
	*ret = (int64_t)(minus ? 0 - value : value);
	return true;
}
