/* SPDX-License-Identifier: Apache-2.0 */
/* The words by which people are found; see person_word and search_word in schema/0002_people.sql. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "features/people/batch.h"

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

void
words_save(
	struct ctx *c, struct people_batch *b, int64_t person, bool known, const struct texts *from)
{
	struct texts want = { .v = ARENA_ARRAY(c->mem, const char *, WORDS_MOST) }, have = { 0 };
	struct person_word_rows rows = { 0 };

	for (int i = 0; i < from->n; i++)
		add_words(c, &want, from->v[i]);
	if (known)
		rows = sql_person_word_list(c, person);
	have.v = ARENA_ARRAY(c->mem, const char *, rows.n);
	for (int i = 0; i < rows.n; i++) {
		have.v[have.n++] = rows.v[i].word;
		if (!texts_have(&want, rows.v[i].word))
			sql_person_word_delete(c, person, rows.v[i].word);
	}
	for (int i = 0; i < want.n; i++) {
		if (texts_have(&have, want.v[i]))
			continue;
		sql_person_word_insert(c, person, want.v[i]);
		remember_word(c, b, want.v[i]);
	}
}
