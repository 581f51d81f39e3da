/* SPDX-License-Identifier: Apache-2.0 */
/*
 * As text: a line for each place, ids with spaces between; a line that begins with "-": not for me; "only". Before
 * the id of a topic stands a "t".
 */
#include "features/matching/ranked.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

static const char *
text_of(struct arena *mem, const struct said *s, const char *mark)
{
	struct buf b = BUF_IN(mem);

	for (int i = 0; i < s->n; i++) {
		if (i)
			buf_chr(&b, s->v[i].place == s->v[i - 1].place ? ' ' : '\n');
		buf_printf(&b, "%s%lld", mark, (long long)s->v[i].person);
	}
	for (int i = 0; i < s->n_not; i++)
		buf_printf(&b, "%s%s%lld",
			i     ? " "
			: b.n ? "\n- "
			      : "- ",
			mark, (long long)s->not_for_me[i]);
	if (s->only && s->n)
		buf_str(&b, "\nonly");
	return buf_text(&b);
}

const char *
said_text(struct arena *mem, const struct said *s)
{
	return text_of(mem, s, "");
}

const char *
said_text_topics(struct arena *mem, const struct said *s)
{
	return text_of(mem, s, "t");
}

static bool
is_there(const struct said *s, int64_t person)
{
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == person)
			return true;
	for (int i = 0; i < s->n_not; i++)
		if (s->not_for_me[i] == person)
			return true;
	return false;
}

static void
take(struct said *s, int64_t person, int64_t place)
{
	if (person <= 0 || is_there(s, person))
		return;
	if (!place && s->n_not < NOT_FOR_ME_MOST)
		s->not_for_me[s->n_not++] = person;
	else if (place && s->n < RANKED_MOST)
		s->v[s->n++] = (struct ranked_one){ person, place };
}

static void
parse_line(struct arena *mem, const char *line, size_t n, bool topics, struct said *s)
{
	bool against = n && *line == '-';
	int64_t place = against ? 0 : (s->n ? s->v[s->n - 1].place : 0) + 1, id;

	if (n == 4 && !memcmp(line, "only", 4)) {
		s->only = true;
		return;
	}
	for (size_t at = against; at < n;) {
		size_t len = strcspn(line + at, " \n");

		bool topic = len && line[at] == 't';

		if (topic == topics &&
			str_to_int(arena_strndup(mem, line + at + topic, len - topic), &id))
			take(s, id, place);
		at += len + 1;
	}
}

static void
parse(struct arena *mem, const char *text, bool topics, struct said *ret)
{
	*ret = (struct said){ .v = ARENA_ARRAY(mem, struct ranked_one, RANKED_MOST),
		.not_for_me = ARENA_ARRAY(mem, int64_t, NOT_FOR_ME_MOST) };
	while (*text) {
		size_t n = strcspn(text, "\n");

		parse_line(mem, text, n, topics, ret);
		text += n + (text[n] == '\n');
	}
	ret->only = ret->only && ret->n;
}

/* A list in memory of its own, no longer than it is: there may be a million of them. */
static void
keep_short(struct arena *mem, const struct said *s, struct said *ret)
{
	*ret = *s;
	ret->v = arena_memdup(mem, s->v, (size_t)s->n * sizeof *s->v);
	ret->not_for_me =
		arena_memdup(mem, s->not_for_me, (size_t)s->n_not * sizeof *s->not_for_me);
}

void
said_parse(struct arena *mem, const char *text, struct said *ret)
{
	parse(mem, text, false, ret);
}

void
said_parse_topics(struct arena *mem, const char *text, struct said *ret)
{
	parse(mem, text, true, ret);
}

void
said_read(struct ctx *c, int64_t programme, const char *role, struct said *ret)
{
	struct ranking k;

	said_parse(c->mem, sql_ranking_get(c, programme, role, c->who, &k) ? k.body : "", ret);
}

void
said_read_topics(struct ctx *c, int64_t programme, struct said *ret)
{
	struct ranking k;

	said_parse_topics(
		c->mem, sql_ranking_get(c, programme, "mentee", c->who, &k) ? k.body : "", ret);
}

static void
keep_said(struct ctx *c, int64_t programme, const char *role, const char *text)
{
	struct ranking k;
	bool is_new = !sql_ranking_get(c, programme, role, c->who, &k);
	int64_t id;

	if (!is_new && !*text)
		sql_ranking_delete(c, k.id);
	else if (!is_new)
		sql_ranking_update(c, k.id, k.relationship, text, c->now);
	else if (*text) {
		id = new_id(c);
		sql_ranking_insert(c, id, id, programme, c->who, role, text, c->now);
	}
}

void
said_write(struct ctx *c, int64_t programme, const char *role, const struct said *s)
{
	keep_said(c, programme, role, said_text(c->mem, s));
}

void
said_write_topics(struct ctx *c, int64_t programme, const struct said *s)
{
	keep_said(c, programme, "mentee", said_text_topics(c->mem, s));
}

static void
place_said(
	struct arena *mem, const struct ranking *k, const int64_t *ids, size_t n, struct said *to)
{
	ptrdiff_t at = id_place(ids, n, k->person);
	struct arena *work;
	struct said s;

	if (at < 0)
		return;
	work = arena_new(1 << 13);
	said_parse(work, k->body, &s);
	keep_short(mem, &s, &to[at]);
	arena_free(work);
}

void
said_read_all(struct ctx *c, int64_t programme, const struct match_input *in, struct all_said *ret)
{
	struct ranking_rows all = sql_ranking_all(c, programme);
	struct said *mentees = ARENA_ARRAY(c->mem, struct said, in->n_mentees);
	struct said *mentors = ARENA_ARRAY(c->mem, struct said, in->n_mentors);

	for (int i = 0; i < all.n; i++)
		if (str_eq(all.v[i].role, "mentor"))
			place_said(c->mem, &all.v[i], in->mentors, in->n_mentors, mentors);
		else
			place_said(c->mem, &all.v[i], in->mentees, in->n_mentees, mentees);
	*ret = (struct all_said){ mentees, mentors };
}
