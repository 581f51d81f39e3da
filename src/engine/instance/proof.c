/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/instance/proof.h"

uint64_t
proof_mix(uint64_t kind, uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t x = kind * UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ a) * UINT64_C(0xff51afd7ed558ccd);
	x = (x ^ x >> 32 ^ b) * UINT64_C(0xc4ceb9fe1a85ec53);
	x = (x ^ x >> 29 ^ c) * UINT64_C(0x9e3779b97f4a7c15);
	return x ^ x >> 32;
}

uint64_t
proof_mix_prices(uint64_t kind, const __int128 *price, size_t n)
{
	uint64_t sum = 0;

	for (size_t i = 0; price && i < n; i++)
		if (price[i])
			sum += proof_mix(kind, i, (uint64_t)price[i], (uint64_t)(price[i] >> 64));
	return sum;
}

char *
proof_put_value(char *to, __int128 v)
{
	unsigned __int128 left = v < 0 ? 0 - (unsigned __int128)v : (unsigned __int128)v;
	char digits[44];
	int n = 0;

	if (v < 0)
		*to++ = '-';
	for (; left > UINT64_MAX; left /= 10)
		digits[n++] = (char)('0' + (int)(left % 10));
	for (uint64_t low = (uint64_t)left; low || !n; low /= 10)
		digits[n++] = (char)('0' + low % 10);
	while (n)
		*to++ = digits[--n];
	return to;
}

void
proof_put_prices(char letter, const __int128 *price, size_t n,
	void (*put)(void *arg, const char *text, size_t n), void *arg)
{
	char line[128], *at;

	for (size_t i = 0; i < n; i++) {
		if (!price[i])
			continue;
		at = line;
		*at++ = letter;
		*at++ = ' ';
		at = proof_put_value(at, (__int128)i);
		*at++ = ' ';
		at = proof_put_value(at, price[i]);
		*at++ = '\n';
		put(arg, line, (size_t)(at - line));
	}
}

bool
proof_read_value(struct scan *s, __int128 *ret)
{
	__int128 v = 0;
	bool minus;
	const char *from;

	while (s->at < s->end && (*s->at == ' ' || *s->at == '\t'))
		s->at++;
	minus = s->at < s->end && *s->at == '-';
	from = s->at += minus;
	for (; s->at < s->end && (unsigned char)(*s->at - '0') < 10; s->at++)
		if (__builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, *s->at - '0', &v))
			return scan_fault(s, "a price is too large");
	if (s->at == from || (s->at < s->end && *s->at != ' ' && *s->at != '\t' && *s->at != '\r' &&
				     *s->at != '\n'))
		return scan_fault(s, "a price is a whole number");
	*ret = minus ? -v : v;
	return true;
}

bool
proof_read_choice(struct scan *s, const char *const *names, int n, int *ret)
{
	for (*ret = 0; *ret < n; ++*ret) {
		if (scan_word(s, names[*ret]))
			return true;
		if (*ret < n - 1)
			s->fault[0] = 0;
	}
	return false;
}

bool
proof_read_price(struct scan *s, size_t n, const char *what, __int128 *price)
{
	int32_t i;

	if (!scan_id(s, n, what, &i))
		return false;
	if (price[i])
		return scan_fault(s, "this %s had a price before", what);
	return proof_read_value(s, &price[i]) && scan_end(s);
}
