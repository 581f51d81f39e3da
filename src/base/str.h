/* SPDX-License-Identifier: Apache-2.0 */
/* Small questions about texts. All texts are UTF-8 and terminated; none of these allocate. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline bool
str_eq(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static inline bool
str_empty(const char *s)
{
	return !s || !*s;
}

bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);

/* Equal but for the case of ASCII letters. */
bool str_ieq(const char *a, const char *b);

/* A whole decimal number with an optional sign and nothing around it, in 64 bits. */
bool str_to_int(const char *s, int64_t *ret);

/* Well-formed UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF, no NUL). */
bool utf8_valid(const char *s, size_t n);

/* Number of characters (code points) of a valid text. */
size_t utf8_length(const char *s);

/* Bytes of the first at most max characters of a valid text. */
size_t utf8_prefix(const char *s, size_t max);

/* One code point of a valid text; *s moves behind it. 0 at the end. */
uint32_t utf8_next(const char **s);

/* The same comparison time for every pair of texts of n bytes. */
bool same_bytes(const void *a, const void *b, size_t n);

#endif
