/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks for which page: real people of the database, each signed in, asking for what is theirs. */
#include <stdio.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/fatal.h"
#include "base/str.h"
#include "bench/fill.h"
#include "bench/visits.sql.h"
#include "engine/crypt/secret.h"
#include "engine/http/req.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/notices/letter.h"
#include "features/notices/notices.h"
#include "features/people/people.h"

#define CLOSED_EACH                                                                                \
	9 /* times as many pairs as there are visits to a page, because a meeting is closed once */
#define OFTEN 300 /* who has such a word is not looked for by it */

struct visitor {
	const char *cookie;
	const char *token; /* of his forms */
};

static struct visitor
sign_in(struct ctx *c, int64_t person)
{
	struct req q = { .ctx = *c };
	struct visitor v;
	struct session_row row;

	if (session_start(c, person, "bench", &v.cookie) != OK ||
		!sql_session_find(c, token_hash(c->mem, v.cookie), c->now, &row))
		fatal("person %lld cannot sign in", (long long)person);
	q.session.token = token_for(c->mem, c->engine, "form", row.id);
	v.token = form_token(&q);
	return v;
}

static FILE *
file_of(struct ctx *c, const struct visits *v, const char *page)
{
	const char *path = arena_printf(c->mem, "%s/%s.txt", v->dir, page);
	FILE *f = fopen(path, "we");

	if (!f)
		fatal("%s cannot be written", path);
	return f;
}

/* form: the fields that are sent, but for the token and the key; "" if the page is only read. */
static void
visit_with(FILE *f, const struct visitor *v, const char *path, const char *form)
{
	fprintf(f, "%s\t%s\t%s\t%s\n", v->cookie, v->token, path, form);
}

static void
visit(FILE *f, const struct visitor *v, const char *path)
{
	visit_with(f, v, path, "");
}

/* Each side of these pairs closes the meeting that was ahead, once. */
static void
visits_of_closers(struct ctx *c, const struct visits *v, const struct bench_pair_rows *pairs)
{
	const char *form = arena_printf(c->mem,
		"useful=We+looked+at+the+draft+together+and+found+what+it+is+about"
		"&step1=Send+the+second+version+to+three+readers&due1=%s&change=Begin+with+the+"
		"questions",
		day_text(c->mem, c->now / DAY + 14));
	FILE *close = file_of(c, v, "close");

	for (int i = v->each; i < pairs->n; i++)
		sql_bench_meeting_now(c, pairs->v[i].meeting, c->now - 2 * 3600);
	for (int side = 0; side < 2; side++)
		for (int i = v->each; i < pairs->n; i++) {
			const struct bench_pair *p = &pairs->v[i];
			struct visitor who = sign_in(c, side ? p->mentor : p->mentee);

			visit_with(close, &who, url_closing_create(c, p->meeting), form);
		}
	fclose(close);
}

/* The pages of two people who are in a relationship, and what they write. */
static void
visits_of_pairs(struct ctx *c, const struct visits *v)
{
	static const char point[] = "body=Bring+the+draft+along";
	static const char note[] =
		"_method=put&version=0&page=bench&body=What+helps+is+number+NUMBER";
	struct bench_pair_rows pairs = sql_bench_pairs(c, CLOSED_EACH * v->each);
	FILE *home = file_of(c, v, "home"), *page = file_of(c, v, "relationship");
	FILE *write = file_of(c, v, "write"), *profile = file_of(c, v, "profile");
	FILE *meeting = file_of(c, v, "meeting"), *notes = file_of(c, v, "note");

	visits_of_closers(c, v, &pairs);
	for (int i = 0; i < pairs.n && i < v->each; i++) {
		const struct bench_pair *p = &pairs.v[i];
		struct visitor who = sign_in(c, i % 2 ? p->mentor : p->mentee);

		visit(home, &who, url_home_show(c));
		visit(page, &who, url_relationship_show(c, p->id));
		visit(profile, &who, url_person_show(c, i % 2 ? p->mentee : p->mentor));
		visit(meeting, &who, url_meeting_show(c, p->meeting));
		visit_with(write, &who, url_agenda_create(c, p->meeting), point);
		/* Each time another line, put together with those that are there. */
		visit_with(notes, &who, url_note_update(c, p->meeting, "shared"), note);
	}
	fclose(meeting);
	fclose(notes);
	fclose(home);
	fclose(page);
	fclose(profile);
	fclose(write);
}

/* A slip of the kind that fingers make: two letters in the middle of a long word change places. */
static const char *
slip(struct ctx *c, const char *word)
{
	char *s = arena_strdup(c->mem, word);
	size_t n = strlen(s), at = n / 2;
	char was = s[at];

	s[at] = s[at - 1];
	s[at - 1] = was;
	return s;
}

static const char *
search_for(struct ctx *c, const char *words)
{
	struct buf b = BUF_IN(c->mem);

	buf_printf(&b, "%s?q=", url_person_list(c));
	for (const char *s = words; *s; s++)
		buf_printf(&b, (*s >= 'a' && *s <= 'z') ? "%c" : "%%%02X", (unsigned char)*s);
	return buf_text(&b);
}

/* Surnames as they are, with a slip, the first two letters of them, and common words together. */
static void
visits_of_searchers(struct ctx *c, const struct visits *v)
{
	static const char *const common[] = { "engineer", "nurse", "economist", "planner" };
	static const char *const places[] = { "harbour", "lakeside", "delta", "north" };
	struct bench_name_rows names = sql_bench_names(c, 2 * v->each);
	struct visitor who = sign_in(c, 1);
	FILE *all = file_of(c, v, "directory"), *name = file_of(c, v, "search-name");
	FILE *slips = file_of(c, v, "search-slip"), *begin = file_of(c, v, "search-beginning");
	FILE *two = file_of(c, v, "search-two-words");

	visit(all, &who, url_person_list(c));
	for (int i = 0; i < names.n; i++) {
		const char *word = names.v[i].word;
		struct people_ids people;

		if (!people_with_words(c, word, &people) || people.n >= OFTEN)
			continue;
		visit(name, &who, search_for(c, word));
		visit(slips, &who, search_for(c, slip(c, word)));
		visit(begin, &who, search_for(c, arena_strndup(c->mem, word, 2)));
		visit(two, &who,
			search_for(c,
				arena_printf(c->mem, "%s %s", common[i % 4], places[i / 4 % 4])));
	}
	fclose(all);
	fclose(name);
	fclose(slips);
	fclose(begin);
	fclose(two);
}

/* The lists of those who run a programme, page by page. */
static void
visits_of_managers(struct ctx *c, const struct visits *v)
{
	struct bench_manager_rows managers = sql_bench_managers(c);
	FILE *list = file_of(c, v, "manager-list"), *home = file_of(c, v, "manager-home");
	struct visitor *who = ARENA_ARRAY(c->mem, struct visitor, managers.n);

	for (int i = 0; i < managers.n; i++)
		who[i] = sign_in(c, managers.v[i].person);
	for (int i = 0; i < v->each; i++) {
		const struct bench_manager *m = &managers.v[i % managers.n];

		visit(home, &who[i % managers.n], url_home_show(c));
		visit(list, &who[i % managers.n],
			arena_printf(c->mem, "%s?page=%d", url_relationship_list(c, m->programme),
				1 + i / managers.n));
	}
	fclose(list);
	fclose(home);
}

enum result
write_news(struct ctx *c, void *arg)
{
	const struct news *news = arg;
	struct bench_person_rows people = sql_bench_people(c, news->to - news->from, news->from);

	for (int i = 0; i < people.n; i++) {
		const struct bench_person *p = &people.v[i];
		const struct letter_to to = { p->id, p->name, p->email, p->lang, p->tz };

		sql_notice_setting_make(c, p->id);
		sql_notice_choices_save(
			c, p->id, "digest", "once", "digest", "digest", "digest", "digest");
		for (int k = 1; k <= 3; k++) {
			const struct practice_blank blanks[] = { { "partner", "Amara Okafor" },
				{ "link", whole_address(c, url_goal_show(c, k)) }, { NULL, NULL } };

			letter_send(c, PRACTICE_LETTER_GOAL_DONE, &to, blanks, NULL);
		}
	}
	sql_bench_notices_now(c, news->now);
	sql_bench_digests_now(c, news->now);
	return OK;
}

enum result
write_visits(struct ctx *c, void *arg)
{
	const struct visits *v = arg;

	visits_of_pairs(c, v);
	visits_of_searchers(c, v);
	visits_of_managers(c, v);
	return OK;
}
