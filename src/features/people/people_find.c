/* SPDX-License-Identifier: Apache-2.0 */
/* The directory's search; the two ways to a page are explained in people_find.sql. */
#include <stdlib.h>

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/batch.h"
#include "features/people/slips.h"
#include "features/people/word_index.h"

#define WORDS 4	     /* of a query; the longest are taken */
#define COUNTED 1000 /* beyond it a total is "at least" */
#define OFFERS_SHOWN 3
#define LOOK_UP 6      /* looking a person up costs as much as so many names of a walk */
#define STEP_LEAST 256 /* names that are read at once */
#define STEP_MOST 8192
#define MEANT_MOST 4		  /* words that one with a slip is tried as */
#define BEHIND "\xf4\x8f\xbf\xbf" /* the last character there is: behind all that begin alike */
#define WHOLE "\x01"		  /* behind the word itself, before all that are longer */

/* A word that is asked for, and who has it. */
struct asked {
	const char *word;
	struct people_set who;
	bool nobody;
};

struct search {
	struct ctx *c;
	const struct people_query *query;
	struct asked words[WORDS];
	int n;
};

static struct asked
ask(struct ctx *c, const char *word, const char *from, const char *end)
{
	struct asked a = { .word = word };

	a.who = index_find(c, from, arena_printf(c->mem, "%s%s", from, end));
	a.nobody = people_set_next(&a.who, 0) < 0;
	return a;
}

static struct asked
ask_whole(struct ctx *c, const char *word)
{
	return ask(c, word, word, WHOLE);
}

/* Words that begin with it; up to two letters stand for themselves in the index. */
static struct asked
ask_beginning(struct ctx *c, const char *word)
{
	char beginning[BEGINNING_ROOM];
	size_t n = strlen(word);

	if (utf8_prefix(word, 2) < n)
		return ask(c, word, word, BEHIND);
	word_of_beginning(word, n, beginning);
	return ask(c, word, beginning, WHOLE);
}

/* The longest words of q; returns how many. */
static int
longest_words(struct ctx *c, const char *q, const char *ret[WORDS])
{
	const char *const *words;
	int n = word_split(c->mem, q, &words), kept = 0;

	for (int i = 0; i < n; i++) {
		int at = kept;

		if (kept == WORDS) {
			at = 0;
			for (int j = 1; j < WORDS; j++)
				if (strlen(ret[j]) < strlen(ret[at]))
					at = j;
			if (strlen(words[i]) <= strlen(ret[at]))
				continue;
		} else {
			kept++;
		}
		ret[at] = words[i];
	}
	return kept;
}

static void
read_words(struct search *s, const char *q)
{
	const char *words[WORDS];

	s->n = longest_words(s->c, q, words);
	for (int i = 0; i < s->n; i++)
		s->words[i] = ask_beginning(s->c, words[i]);
}

/* Who has all that is asked for; something is. */
static struct people_set
who_has_all(const struct search *s)
{
	struct ctx *c = s->c;
	struct people_set other[2], all = { 0 };
	const struct people_set *sets[WORDS + 2];
	int n = 0, n_other = 0;

	for (int i = 0; i < s->n; i++)
		sets[n++] = &s->words[i].who;
	if (s->query->level)
		other[n_other++] = ask_whole(c, word_of_level(c->mem, s->query->level)).who;
	if (s->query->topic)
		other[n_other++] = ask_whole(c, word_of_topic(c->mem, s->query->topic)).who;
	for (int i = 0; i < n_other; i++)
		sets[n++] = &other[i];
	/* The sets of words are asked again when one is tried as another. */
	all = *sets[0];
	all.v = arena_memdup(c->mem, all.v, (size_t)all.words * sizeof *all.v);
	for (int i = 1; i < n; i++)
		people_set_keep(&all, sets[i]);
	return all;
}

/* ---- the page ---- */

static void
add_card(struct search *s, int64_t id, struct people_found *ret)
{
	if (sql_person_card_get(s->c, id, &ret->people.v[ret->people.n]))
		ret->people.n++;
}

static int
by_name(const void *a, const void *b)
{
	const struct person_place *x = a, *y = b;
	int way = strcmp(x->sorted, y->sorted);

	return way ? way : (x->id > y->id) - (x->id < y->id);
}

/* Looks all of them up. */
static void
gather(struct search *s, const struct people_set *all, int64_t n, struct people_found *ret)
{
	struct person_place *places = ARENA_ARRAY(s->c->mem, struct person_place, n);

	for (int64_t id = people_set_next(all, 0); id >= 0; id = people_set_next(all, id + 1))
		if (sql_person_place(s->c, id, &places[ret->total]))
			ret->total++;
	qsort(places, (size_t)ret->total, sizeof *places, by_name);
	for (int64_t i = s->query->offset; i < ret->total && ret->people.n < PEOPLE_ON_PAGE; i++)
		add_card(s, places[i].id, ret);
}

/* How many of n are not deactivated. */
static void
count_all(struct search *s, struct people_set *all, int64_t n, struct people_found *ret)
{
	struct person_gone_rows gone = { 0 };

	if (n > COUNTED)
		gone = sql_people_gone(s->c, n - COUNTED);
	if (gone.n < n - COUNTED) {
		ret->total = COUNTED;
		ret->total_is = TOTAL_AT_LEAST;
		return;
	}
	gone = sql_people_gone(s->c, INT64_MAX);
	for (int i = 0; i < gone.n; i++)
		people_set_remove(all, gone.v[i].id);
	ret->total = people_set_count(all);
	if (ret->total > COUNTED) {
		ret->total = COUNTED;
		ret->total_is = TOTAL_AT_LEAST;
	}
}

/* Walks the names until the page is full; n of all people are in the set. */
static void
walk(struct search *s, const struct people_set *all, int64_t n, struct people_found *ret)
{
	int64_t skip = s->query->offset, most;
	struct person_place last = { 0, "" };

	while (ret->people.n < PEOPLE_ON_PAGE) {
		struct person_place_rows names;

		most = (skip + PEOPLE_ON_PAGE - ret->people.n) * (all->words * 64 / n + 1);
		most = most < STEP_LEAST ? STEP_LEAST : most > STEP_MOST ? STEP_MOST : most;
		names = sql_people_after(s->c, last.sorted, last.id, most);
		for (int i = 0; i < names.n && ret->people.n < PEOPLE_ON_PAGE; i++) {
			last = names.v[i];
			if (!people_set_has(all, last.id))
				continue;
			if (skip > 0)
				skip--;
			else
				add_card(s, last.id, ret);
		}
		if (names.n < most)
			return;
	}
}

static void
everybody(struct search *s, struct people_found *ret)
{
	/* Not counted where they are surely more than that, whoever of them is deactivated. */
	int64_t gone = sql_people_gone(s->c, COUNTED + 1).n;
	int64_t there = gone <= COUNTED && sql_found_more(s->c, COUNTED + gone)
				? COUNTED + 1
				: sql_found_at_all(s->c, COUNTED + 1);

	ret->people = sql_people_page(s->c, PEOPLE_ON_PAGE, s->query->offset);
	ret->total = there > COUNTED ? COUNTED : there;
	ret->total_is = there > COUNTED ? TOTAL_AT_LEAST : TOTAL_EXACT;
}

static void
find(struct search *s, struct people_found *ret)
{
	struct people_set all;
	int64_t n;

	*ret = (struct people_found){ .meant = ret->meant };
	if (!s->n && !s->query->topic && !s->query->level) {
		everybody(s, ret);
		return;
	}
	all = who_has_all(s);
	n = people_set_count(&all);
	if (n == 0)
		return;
	/* A page behind the last one is empty, however far behind. */
	if (s->query->offset >= n) {
		count_all(s, &all, n, ret);
		return;
	}
	ret->people.v = ARENA_ARRAY(s->c->mem, struct person_card, PEOPLE_ON_PAGE);
	if (n * LOOK_UP <= (s->query->offset + PEOPLE_ON_PAGE) * (all.words * 64 / n + 1)) {
		gather(s, &all, n, ret);
		return;
	}
	count_all(s, &all, n, ret);
	walk(s, &all, n, ret);
}

bool
people_with_words(struct ctx *c, const char *q, struct people_ids *ret)
{
	struct people_query query = { .q = q };
	struct search s = { .c = c, .query = &query };
	struct people_set all;

	read_words(&s, q);
	if (!s.n)
		return false;
	all = who_has_all(&s);
	*ret = (struct people_ids){ .v = ARENA_ARRAY(c->mem, int64_t, people_set_count(&all)) };
	for (int64_t id = people_set_next(&all, 0); id >= 0; id = people_set_next(&all, id + 1))
		ret->v[ret->n++] = id;
	return true;
}

/* ---- slips of typing ---- */

struct guess {
	const char *word;
	int slips;
};

/* A bit for each letter; different letters may share one. */
static uint64_t
letters_in(const char *word)
{
	uint64_t bits = 0;

	for (uint32_t l; (l = utf8_next(&word));)
		bits |= UINT64_C(1) << (l & 63);
	return bits;
}

/* The closest known words, closest first. */
static int
guess(struct ctx *c, const char *word, struct guess best[MEANT_MOST])
{
	const char *first = arena_strndup(c->mem, word, utf8_prefix(word, 1));
	int most = slips_forgiven(word), n = 0;
	int64_t letters = (int64_t)utf8_length(word);
	uint64_t mine = letters_in(word);
	struct search_word_rows known = { 0 };

	if (most)
		known = sql_words_near(c, letters - most, letters + most, first,
			arena_printf(c->mem, "%s" BEHIND, first));
	for (int i = 0; i < known.n; i++) {
		const struct search_word *k = &known.v[i];
		int far = most + 1, at;

		/* Each letter that is missing there is a slip of its own. */
		if (__builtin_popcountll(mine & ~letters_in(k->word)) > most)
			continue;
		if (k->letters <= letters + most)
			far = slips(word, k->word, most);
		if (far > most && k->word[0] == word[0])
			far = slips_in_beginning(word, k->word, most);
		if (far > most)
			continue;
		for (at = n; at > 0 && best[at - 1].slips > far; at--)
			if (at < MEANT_MOST)
				best[at] = best[at - 1];
		if (at < MEANT_MOST)
			best[at] = (struct guess){ k->word, far };
		n = n < MEANT_MOST ? n + 1 : MEANT_MOST;
	}
	return n;
}

static bool
has_person(const struct person_card_rows *rows, int64_t id)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].id == id)
			return true;
	return false;
}

static void
add_found(struct people_found *to, const struct people_found *more)
{
	for (int i = 0; i < more->people.n && to->people.n < PEOPLE_ON_PAGE; i++)
		if (!has_person(&to->people, more->people.v[i].id))
			to->people.v[to->people.n++] = more->people.v[i];
	to->total = to->people.n;
}

static const char *
words_text(const struct search *s)
{
	struct buf b = BUF_IN(s->c->mem);

	for (int i = 0; i < s->n; i++) {
		if (i)
			buf_chr(&b, ' ');
		buf_str(&b, s->words[i].word);
	}
	return buf_text(&b);
}

/* Tries the words of `doubtful` as what they may have meant: the closest guesses of all of them
 * together, then the next closest. */
static void
find_meant(struct search *s, const bool doubtful[WORDS], struct people_found *ret)
{
	struct search tried = *s;
	struct guess best[WORDS][MEANT_MOST];
	int n[WORDS] = { 0 }, rounds = 0;

	for (int i = 0; i < s->n; i++) {
		if (!doubtful[i])
			continue;
		n[i] = guess(s->c, s->words[i].word, best[i]);
		if (n[i] == 0)
			return;
		rounds = n[i] > rounds ? n[i] : rounds;
	}
	for (int round = 0; round < rounds; round++) {
		struct people_found more = { 0 };

		for (int i = 0; i < s->n; i++)
			if (doubtful[i])
				tried.words[i] = ask_whole(
					s->c, best[i][round < n[i] ? round : n[i] - 1].word);
		find(&tried, &more);
		if (more.people.n && !*ret->meant)
			ret->meant = words_text(&tried);
		add_found(ret, &more);
	}
}

static void
forgive(struct search *s, struct people_found *ret)
{
	bool doubtful[WORDS] = { false };
	bool any = false;

	ret->people.v = ARENA_ARRAY(s->c->mem, struct person_card, PEOPLE_ON_PAGE);
	for (int i = 0; i < s->n; i++) {
		doubtful[i] = s->words[i].nobody;
		any |= doubtful[i];
	}
	if (any) {
		find_meant(s, doubtful, ret);
		return;
	}
	/* Each word is somebody's, but not all of them together: one of them may be meant to be another. */
	for (int i = 0; i < s->n && !ret->people.n; i++) {
		bool only[WORDS] = { false };

		only[i] = true;
		find_meant(s, only, ret);
	}
}

static const char *
offers_of(struct ctx *c, int64_t person)
{
	struct person_offer_rows rows = sql_person_offers(c, person);
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < rows.n && i < OFFERS_SHOWN; i++) {
		if (i)
			buf_str(&b, " · ");
		buf_str(&b, rows.v[i].name);
	}
	return buf_text(&b);
}

void
people_find(struct ctx *c, const struct people_query *query, struct people_found *ret)
{
	struct search s = { .c = c, .query = query };

	*ret = (struct people_found){ .meant = "" };
	read_words(&s, query->q);
	find(&s, ret);
	if (!ret->people.n && s.n && !query->offset)
		forgive(&s, ret);
	for (int i = 0; i < ret->people.n; i++)
		ret->people.v[i].offered = offers_of(c, ret->people.v[i].id);
}
