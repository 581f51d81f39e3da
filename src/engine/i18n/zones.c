/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time zones. A zone is read once, into a table that never changes, and hung into a list that only
 * grows, so that looking takes no lock. The changes are those of the system's zone files: an operator
 * who updates tzdata and restarts has the new rules.
 */
#include <ctype.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/day.h"
#include "base/log.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/i18n/words.h"
#include "engine/i18n/zone_file.h"

#define BUCKETS 256
#define FILE_MAX (256 * 1024) /* the largest of tzdata has 4 kB */

static struct zone *_Atomic buckets[BUCKETS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct arena
	*memory; /* of all zones and of the list of names; lives as long as the process */
static const char *const *_Atomic all_names;

static const char *
directory(void)
{
	const char *dir = getenv("TZDIR");

	return str_empty(dir) ? "/usr/share/zoneinfo" : dir;
}

/* Real zones begin with a capital letter; right/, posix/ and localtime do not. */
static bool
name_possible(const char *tz)
{
	size_t n = strlen(tz);

	return n > 0 && n < 64 && isupper((unsigned char)tz[0]) &&
	       strspn(tz, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") ==
		       n;
}

static const unsigned char *
read_file(struct arena *mem, const char *name, size_t *ret_n)
{
	FILE *f = fopen(arena_printf(mem, "%s/%s", directory(), name), "re");
	unsigned char *p;

	if (!f)
		return NULL;
	p = arena_alloc(mem, FILE_MAX);
	*ret_n = fread(p, 1, FILE_MAX, f);
	if (ferror(f))
		*ret_n = 0;
	fclose(f);
	return p;
}

/* UTC is known even where no zone files are installed. */
static bool
zone_read(struct arena *scratch, const char *name, struct zone *z)
{
	size_t n;
	const unsigned char *p = read_file(scratch, name, &n);

	if (p && zone_parse(memory, p, n, z))
		return true;
	if (!str_eq(name, "UTC"))
		return false;
	z->n = 0;
	z->types[0] = (struct zone_type){ 0, "UTC" };
	return true;
}

static const struct zone *
find(struct zone *list, const char *tz)
{
	while (list && !str_eq(list->name, tz))
		list = list->next;
	return list;
}

static const struct zone *
load(const char *tz, struct zone *_Atomic *bucket)
{
	struct arena *scratch;
	const struct zone *found;

	if (!name_possible(tz))
		return NULL;
	pthread_mutex_lock(&lock);
	found = find(*bucket, tz);
	if (!found) {
		struct zone *z;

		memory = memory ? memory : arena_new(0);
		scratch = arena_new(FILE_MAX + 4096);
		z = ARENA_NEW(scratch, struct zone);
		if (zone_read(scratch, tz, z)) {
			z = arena_memdup(memory, z, sizeof(*z));
			z->name = arena_strdup(memory, tz);
			z->next = *bucket;
			*bucket = z;
			found = z;
		}
		arena_free(scratch);
	}
	pthread_mutex_unlock(&lock);
	return found;
}

static const struct zone *
zone_of(const char *tz)
{
	struct zone *_Atomic *bucket = &buckets[words_hash(tz) % BUCKETS];
	const struct zone *z = find(*bucket, tz);

	return z ? z : load(tz, bucket);
}

static const struct zone_type *
type_at(const struct zone *z, int64_t at)
{
	int low = 0, high = z->n; /* the number of changes up to and including at */

	while (low < high) {
		int middle = low + (high - low) / 2;

		if (z->at[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return &z->types[low ? z->type[low - 1] : 0];
}

bool
tz_valid(const char *tz)
{
	return zone_of(tz) != NULL;
}

int
tz_offset(const char *tz, int64_t at)
{
	const struct zone *z = zone_of(tz);

	return z ? type_at(z, at)->offset : 0;
}

const char *
tz_abbreviation(const char *tz, int64_t at)
{
	const struct zone *z = zone_of(tz);

	return z ? type_at(z, at)->abbreviation : "UTC";
}

int
tz_changes(const char *tz, int64_t from, int64_t to, struct tz_change *ret, int max)
{
	const struct zone *z = zone_of(tz);
	int n = 0;

	for (int i = 0; z && i < z->n && n < max && z->at[i] < to; i++) {
		const struct zone_type *type = &z->types[z->type[i]];

		if (z->at[i] >= from)
			ret[n++] = (struct tz_change){ z->at[i],
				z->types[i ? z->type[i - 1] : 0].offset, type->offset,
				type->abbreviation };
	}
	return n;
}

/* "16:00" or "16:00:30" in seconds, or -1. */
static int
clock_parse(const char *s)
{
	size_t n = strlen(s);
	int part[3] = { 0 };

	if (n != 5 && n != 8)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (i % 3 == 2 ? s[i] != ':' : !isdigit((unsigned char)s[i]))
			return -1;
		if (i % 3 != 2)
			part[i / 3] = part[i / 3] * 10 + (s[i] - '0');
	}
	return part[0] < 24 && part[1] < 60 && part[2] < 60
		       ? part[0] * 3600 + part[1] * 60 + part[2]
		       : -1;
}

bool
local_to_utc(const char *local, const char *tz, int64_t *ret_at)
{
	const struct zone *z = zone_of(tz);
	char date[11];
	int64_t number, wall;
	int seconds, before, after;

	if (!z || strlen(local) < 16 || local[10] != 'T')
		return false;
	memcpy(date, local, 10);
	date[10] = '\0';
	seconds = clock_parse(local + 11);
	if (!day_parse(date, &number) || seconds < 0)
		return false;
	wall = number * DAY + seconds;
	before = type_at(z, wall - DAY)->offset;
	after = type_at(z, wall + DAY)->offset;
	/* With the offset from before the change: the first of two, and past a gap. With the one from
	 * behind it: only if the former does not come back to the same wall clock, and this does. */
	*ret_at = wall - before;
	if (type_at(z, wall - before)->offset != before &&
		type_at(z, wall - after)->offset == after)
		*ret_at = wall - after;
	return true;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The third column of zone.tab: every country's own zones. */
static const char *const *
read_names(void)
{
	struct arena *scratch = arena_new(FILE_MAX + 4096);
	size_t n = 0, count = 0;
	const unsigned char *p = read_file(scratch, "zone.tab", &n);
	char *line = p ? arena_strndup(scratch, (const char *)p, n) : arena_strdup(scratch, "");
	const char **names = ARENA_ARRAY(memory, const char *, n / 8 + 2);

	if (!p)
		log_warn("i18n zone.tab is missing directory=%s", directory());
	for (char *next; line; line = next) {
		char *tab = *line == '#' ? NULL : strchr(line, '\t');

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		tab = tab ? strchr(tab + 1, '\t') : NULL;
		if (tab)
			names[count++] = arena_strndup(memory, tab + 1, strcspn(tab + 1, "\t\n"));
	}
	names[count++] = "UTC";
	qsort(names, count, sizeof(*names), by_name);
	arena_free(scratch);
	return names;
}

const char *const *
tz_all(void)
{
	if (!all_names) {
		pthread_mutex_lock(&lock);
		memory = memory ? memory : arena_new(0);
		if (!all_names)
			all_names = read_names();
		pthread_mutex_unlock(&lock);
	}
	return all_names;
}
