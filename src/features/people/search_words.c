/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which people are found; see schema/0008_search.sql. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/batch.h"
#include "features/people/word_index.h"

/* A word that is searched for by its beginning needs no more letters, a person no more words. */
#define WORD_LETTERS 40
#define WORDS_MOST 80

bool
texts_have(const struct texts *t, const char *s)
{
	for (int i = 0; i < t->n; i++)
		if (str_eq(t->v[i], s))
			return true;
	return false;
}

static void
add_words(struct ctx *c, struct texts *to, const char *text)
{
	const char *const *words;
	int n = word_split(c->mem, text, &words);

	for (int i = 0; i < n && to->n < WORDS_MOST; i++) {
		const char *word = words[i];

		if (utf8_length(word) > WORD_LETTERS)
			word = arena_strndup(c->mem, word, utf8_prefix(word, WORD_LETTERS));
		if (!texts_have(to, word))
			to->v[to->n++] = word;
	}
}

static void
remember_word(struct ctx *c, struct people_batch *b, const char *word)
{
	int64_t *known = batch_slot(b, KNOWN_WORD, word);

	if (!*known)
		sql_search_word_insert(c, (int64_t)utf8_length(word), word);
	*known = 1;
}

/* ---- what is no word ---- */

const char *
word_of_level(struct arena *mem, int64_t level)
{
	return arena_printf(mem, "=level%lld", (long long)level);
}

const char *
word_of_topic(struct arena *mem, int64_t topic)
{
	return arena_printf(mem, "=topic%lld", (long long)topic);
}

void
word_of_beginning(const char *word, size_t n, char ret[BEGINNING_ROOM])
{
	n = n < BEGINNING_ROOM - 2 ? n : BEGINNING_ROOM - 2;
	memcpy(ret, word, n);
	memcpy(ret + n, "*", 2);
}

/* ---- what changes ---- */

static bool
any_begins(const struct texts *t, int n, const char *with, size_t bytes)
{
	for (int i = 0; i < n; i++)
		if (strncmp(t->v[i], with, bytes) == 0)
			return true;
	return false;
}

/* Tells the index of the words that one has and the other has not, and of their beginnings. */
static void
tell(struct people_batch *b, int64_t person, const struct texts *one, const struct texts *other,
	void (*say)(struct people_batch *b, const char *word, int64_t person))
{
	for (int i = 0; i < one->n; i++) {
		const char *word = one->v[i];
		char beginning[BEGINNING_ROOM];
		size_t before = 0;

		if (texts_have(other, word))
			continue;
		say(b, word, person);
		for (size_t letters = 1; letters <= 2 && *word != '='; letters++) {
			size_t n = utf8_prefix(word, letters);

			if (n > before && !any_begins(other, other->n, word, n) &&
				!any_begins(one, i, word, n)) {
				word_of_beginning(word, n, beginning);
				say(b, beginning, person);
			}
			before = n;
		}
	}
}

static struct texts
read_kept(struct ctx *c, int64_t person)
{
	const char *s = sql_person_words_get(c, person);
	struct texts have = { .v = ARENA_ARRAY(c->mem, const char *, strlen(s) / 2 + 1) };

	while (*s) {
		size_t n = strcspn(++s, " ");

		have.v[have.n++] = arena_strndup(c->mem, s, n);
		s += n;
	}
	return have;
}

static void
keep(struct ctx *c, int64_t person, const struct texts *words)
{
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < words->n; i++) {
		buf_chr(&b, ' ');
		buf_str(&b, words->v[i]);
	}
	sql_person_words_set(c, person, buf_text(&b));
}

void
words_save(struct ctx *c, struct people_batch *b, int64_t person, bool known,
	const struct texts *from, const struct texts *as_is)
{
	struct texts want = { .v = ARENA_ARRAY(c->mem, const char *, WORDS_MOST + as_is->n) };
	struct texts have = { 0 };

	for (int i = 0; i < from->n; i++)
		add_words(c, &want, from->v[i]);
	if (known)
		have = read_kept(c, person);
	for (int i = 0; i < want.n; i++)
		if (!texts_have(&have, want.v[i]))
			remember_word(c, b, want.v[i]);
	for (int i = 0; i < as_is->n; i++)
		if (!texts_have(&want, as_is->v[i]))
			want.v[want.n++] = as_is->v[i];
	tell(b, person, &have, &want, index_remove);
	tell(b, person, &want, &have, index_add);
	keep(c, person, &want);
}
