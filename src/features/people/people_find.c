/* SPDX-License-Identifier: Apache-2.0 */
/* The directory's search; the two ways to a page are explained in people_find.sql. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/people.h"
#include "features/people/slips.h"

#define WORDS 4		   /* of a query; the longest are taken */
#define GATHER_MOST 1000   /* so many are gathered and sorted without looking for a shorter way */
#define COUNTED_MOST 40000 /* the rarest of what many have is looked for among so many */
#define REACH 8000	   /* so many names are walked when several things are asked for at once */
#define COUNTED 1000	   /* beyond it a total is "at least" */
#define OFFERS_SHOWN 3
#define MEANT_MOST 4		  /* words that one with a slip is tried as */
#define BEHIND "\xf4\x8f\xbf\xbf" /* the last character there is: behind all that begin alike */
#define WHOLE "\x01"		  /* behind the word itself, before all that are longer */

/* The words from `from` on and before `to`, and those two if there are no more of them. */
struct range {
	const char *from, *to;
	bool few;
	const char *one, *other;
};

struct search {
	struct ctx *c;
	const struct people_query *query;
	struct range words[WORDS];
	int n;
};

static struct range
range_of(struct ctx *c, const char *word, const char *end)
{
	struct range r = {
		.from = word, .to = arena_printf(c->mem, "%s%s", word, end), .one = "", .other = ""
	};
	struct search_word_rows known = sql_words_between(c, r.from, r.to, 3);

	r.few = known.n == 1 || known.n == 2;
	if (r.few) {
		r.one = known.v[0].word;
		r.other = known.n > 1 ? known.v[1].word : "";
	}
	return r;
}

static void
read_words(struct search *s, const char *q)
{
	const char *const *words;
	int n = word_split(s->c->mem, q, &words);

	for (int i = 0; i < n; i++) {
		int at = s->n;

		if (s->n == WORDS) {
			at = 0;
			for (int j = 1; j < WORDS; j++)
				if (strlen(s->words[j].from) < strlen(s->words[at].from))
					at = j;
			if (strlen(words[i]) <= strlen(s->words[at].from))
				continue;
		} else {
			s->n++;
		}
		s->words[at] = range_of(s->c, words[i], BEHIND);
	}
}

/* How many have the rarest thing that is asked for, and which it is. */
struct rarest {
	int64_t n;
	int word; /* index, or -1 */
	bool topic, level;
};

/* Counting stops at most. */
static struct rarest
rarest_of(struct search *s, int64_t most)
{
	struct rarest r = { .n = most, .word = -1 };
	int64_t n;

	for (int i = 0; i < s->n; i++) {
		n = sql_found_by_word(s->c, s->words[i].from, s->words[i].to, most);
		if (n < r.n || (i == 0 && n == most))
			r = (struct rarest){ n, i, false, false };
	}
	if (s->query->topic) {
		n = sql_found_by_topic(s->c, s->query->topic, most);
		if (n < r.n || !s->n)
			r = (struct rarest){ n, -1, true, false };
	}
	if (s->query->level) {
		n = sql_found_by_level(s->c, s->query->level, most);
		if (n < r.n || (!s->n && !r.topic))
			r = (struct rarest){ n, -1, false, true };
	}
	return r;
}

/* What a statement asks of everybody besides what it walks along: for each word its :x, :y, :a and :z. Of
 * the word `skip` nothing. */
static void
conditions(const struct search *s, int skip, struct range ret[WORDS])
{
	int n = 0;

	for (int i = 0; i < s->n; i++) {
		if (i == skip)
			continue;
		ret[n] = s->words[i];
		if (ret[n].few)
			ret[n].from = ret[n].to = "";
		n++;
	}
	while (n < WORDS)
		ret[n++] = (struct range){ .from = "", .to = "", .one = "", .other = "" };
}

static void
gather(struct search *s, const struct rarest *r, struct people_found *ret)
{
	struct range w[WORDS], driver = { .from = "", .to = "" };

	conditions(s, r->word, w);
	if (r->word >= 0)
		driver = s->words[r->word];
	ret->people = sql_people_gather(s->c, driver.from, driver.to, s->query->topic,
		s->query->level, r->word >= 0, r->topic, r->level, w[0].one, w[0].other, w[0].from,
		w[0].to, w[1].one, w[1].other, w[1].from, w[1].to, w[2].one, w[2].other, w[2].from,
		w[2].to, w[3].one, w[3].other, w[3].from, w[3].to, PEOPLE_ON_PAGE,
		s->query->offset);
	ret->total = ret->people.n ? ret->people.v[0].total : 0;
	ret->total_is = TOTAL_EXACT;
}

/* Walks the names up to `until`. What is asked for is frequent, or nothing is asked for. */
static void
walk(struct search *s, const char *until, struct people_found *ret)
{
	struct range w[WORDS];

	conditions(s, -1, w);
	/* One more than is shown, to know whether there are more. */
	ret->people = sql_people_walk(s->c, until, s->query->topic, s->query->level, w[0].one,
		w[0].other, w[0].from, w[0].to, w[1].one, w[1].other, w[1].from, w[1].to, w[2].one,
		w[2].other, w[2].from, w[2].to, w[3].one, w[3].other, w[3].from, w[3].to,
		PEOPLE_ON_PAGE + 1, s->query->offset);
	ret->total = s->query->offset + ret->people.n;
	ret->total_is = ret->people.n > PEOPLE_ON_PAGE ? TOTAL_AT_LEAST : TOTAL_EXACT;
	if (ret->people.n > PEOPLE_ON_PAGE)
		ret->people.n = PEOPLE_ON_PAGE;
}

static void
walk_all(struct search *s, int64_t there, struct people_found *ret)
{
	walk(s, BEHIND, ret);
	ret->total = there > COUNTED ? COUNTED : there;
	ret->total_is = there > COUNTED ? TOTAL_AT_LEAST : TOTAL_EXACT;
}

/* Several frequent things at once may be frequent together or hardly ever meet. The first names tell:
 * they fill the page, or the rarest of the things is gathered after all. */
static void
walk_or_gather(struct search *s, struct people_found *ret)
{
	struct rarest r;

	walk(s, sql_name_after(s->c, REACH), ret);
	if (ret->total_is == TOTAL_AT_LEAST)
		return;
	r = rarest_of(s, COUNTED_MOST);
	gather(s, &r, ret);
}

static void
find(struct search *s, struct people_found *ret)
{
	int asked = s->n + (s->query->topic != 0) + (s->query->level != 0);
	struct rarest r = { 0 };

	ret->people = (struct person_card_rows){ 0 };
	ret->total = 0;
	ret->total_is = TOTAL_EXACT;
	if (asked == 0) {
		walk_all(s, sql_found_at_all(s->c, COUNTED + 1), ret);
		return;
	}
	r = rarest_of(s, GATHER_MOST + 1);
	if (r.n == 0)
		return;
	if (r.n <= GATHER_MOST)
		gather(s, &r, ret);
	else if (asked == 1)
		walk_all(s, r.n, ret);
	else
		walk_or_gather(s, ret);
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
		buf_str(&b, s->words[i].from);
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
		n[i] = guess(s->c, s->words[i].from, best[i]);
		if (n[i] == 0)
			return;
		rounds = n[i] > rounds ? n[i] : rounds;
	}
	for (int round = 0; round < rounds; round++) {
		struct people_found more;

		for (int i = 0; i < s->n; i++)
			if (doubtful[i])
				tried.words[i] = range_of(
					s->c, best[i][round < n[i] ? round : n[i] - 1].word, WHOLE);
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
		doubtful[i] = sql_found_by_word(s->c, s->words[i].from, s->words[i].to, 1) == 0;
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
