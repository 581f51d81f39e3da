/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/i18n/zone_file.h"

#include <string.h>

#include "base/day.h"

struct header {
	char version;
	size_t is_utc, is_std, leaps, times, types, chars;
};

#define HEADER_SIZE 44

static int64_t
read_big_endian(const unsigned char *p, int bytes)
{
	uint64_t v = p[0] & 0x80 ? ~(uint64_t)0 : 0;

	for (int i = 0; i < bytes; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

static bool
read_header(const unsigned char *p, size_t n, struct header *h)
{
	size_t *const counts[] = { &h->is_utc, &h->is_std, &h->leaps, &h->times, &h->types,
		&h->chars };

	if (n < HEADER_SIZE || memcmp(p, "TZif", 4) != 0)
		return false;
	h->version = (char)p[4];
	for (size_t i = 0; i < 6; i++) {
		int64_t v = read_big_endian(p + 20 + 4 * i, 4);

		if (v < 0 || v > 100000)
			return false;
		*counts[i] = (size_t)v;
	}
	return h->types >= 1 && h->types <= 254 && h->chars >= 1;
}

static size_t
block_size(const struct header *h, size_t time_size)
{
	return h->times * (time_size + 1) + h->types * 6 + h->chars + h->leaps * (time_size + 4) +
	       h->is_std + h->is_utc;
}

/* Offsets without letters, "+03", are called "UTC+03". */
static const char *
abbreviation(struct arena *mem, const char *s, size_t n)
{
	size_t length = strnlen(s, n);
	const char *prefix = *s == '+' || *s == '-' ? "UTC" : "";

	return arena_printf(mem, "%s%.*s", prefix, (int)length, s);
}

static bool
read_types(struct arena *mem, const struct header *h, const unsigned char *p, struct zone *z)
{
	const char *chars = (const char *)p + h->types * 6;

	for (size_t i = 0; i < h->types; i++) {
		size_t at = p[6 * i + 5];

		z->types[i].offset = (int)read_big_endian(p + 6 * i, 4);
		if (at >= h->chars || z->types[i].offset < -DAY || z->types[i].offset > DAY)
			return false;
		z->types[i].abbreviation = abbreviation(mem, chars + at, h->chars - at);
	}
	return true;
}

/* Writes the footer's rule out, behind the n changes of the file. */
static void
add_rule(struct arena *mem, const struct zone_rule *r, const struct header *h, int64_t *at,
	uint8_t *type, struct zone *z)
{
	int64_t last = z->n ? at[z->n - 1] : INT64_MIN;
	int year = 1970, month, day;
	const uint8_t standard = (uint8_t)h->types, summer = (uint8_t)(h->types + 1);

	for (int i = 0; i < 2; i++) {
		z->types[standard + i].offset = r->offsets[i];
		z->types[standard + i].abbreviation =
			abbreviation(mem, r->names[i], sizeof(r->names[i]));
	}
	if (z->n)
		day_parts(last / DAY, &year, &month, &day);
	for (; r->summer && year <= ZONE_LAST_YEAR; year++) {
		int64_t when[2];
		int first;

		zone_rule_year(r, year, &when[0], &when[1]);
		first = when[0] > when[1];
		for (int i = 0; i < 2; i++) {
			int which = i ^ first;

			if (when[which] <= last)
				continue;
			at[z->n] = when[which];
			type[z->n++] = which == 0 ? summer : standard;
		}
	}
}

static bool
read_block(struct arena *mem, const struct header *h, const unsigned char *p, size_t time_size,
	const char *footer, struct zone *z)
{
	size_t room = h->times + 2 * (ZONE_LAST_YEAR - 1900 + 1);
	int64_t *at = ARENA_ARRAY(mem, int64_t, room);
	uint8_t *type = ARENA_ARRAY(mem, uint8_t, room);
	struct zone_rule rule;

	for (size_t i = 0; i < h->times; i++) {
		at[i] = read_big_endian(p + i * time_size, (int)time_size);
		type[i] = p[h->times * time_size + i];
		if (type[i] >= h->types || (i > 0 && at[i] <= at[i - 1]))
			return false;
	}
	z->at = at;
	z->type = type;
	z->n = (int)h->times;
	if (!read_types(mem, h, p + h->times * (time_size + 1), z))
		return false;
	if (footer && zone_rule_parse(footer, &rule) && (z->n == 0 || at[z->n - 1] > -2208988800))
		add_rule(mem, &rule, h, at, type, z);
	return true;
}

bool
zone_parse(struct arena *mem, const unsigned char *p, size_t n, struct zone *z)
{
	struct header h;
	size_t first, footer, length;

	if (!read_header(p, n, &h))
		return false;
	first = HEADER_SIZE + block_size(&h, 4);
	if (first > n)
		return false;
	if (!h.version)
		return read_block(mem, &h, p + HEADER_SIZE, 4, NULL, z);
	if (!read_header(p + first, n - first, &h))
		return false;
	footer = first + HEADER_SIZE + block_size(&h, 8);
	if (footer >= n || p[footer] != '\n')
		return false;
	length = strnlen((const char *)p + footer + 1, n - footer - 1);
	if (length && p[footer + length] == '\n')
		length--;
	return read_block(mem, &h, p + first + HEADER_SIZE, 8,
		arena_strndup(mem, (const char *)p + footer + 1, length), z);
}
