/* SPDX-License-Identifier: Apache-2.0 */
/* What two people of the demonstration ask each other, hear, and have in the way (practice/demo/talk.yml). */
#include "base/day.h"
#include "base/str.h"
#include "features/demo/demo.h"
#include "features/talk/library.h"

/* Of one pair. n chooses its lines; suffix: "-de" where the two write German. */
struct talking {
	const struct demo *d;
	size_t n;
	const char *suffix;
};

static const char *
line(const struct talking *t, const char *id, size_t k)
{
	const char *whole = arena_printf(t->d->c->mem, "%s%s", id, t->suffix);
	const struct practice_item *it = practice_find("demo-text", whole);

	return demo_line(it ? it : practice_need("demo-text", id), "lines", t->n + k);
}

static struct ctx
when(const struct talking *t, int64_t who, int64_t days_ago)
{
	struct ctx c = *t->d->c;

	c.who = who;
	c.now -= days_ago * DAY;
	return c;
}

static void
questions(const struct talking *t, int64_t pair, int64_t mentor, int64_t mentee)
{
	struct ctx asked = when(t, mentee, 9), read = when(t, mentor, 8), open = when(t, mentee, 2);
	int64_t id;

	if (question_ask(&asked, pair,
		    &(struct question_form){ .body = line(t, "talk-question", 0),
			    .ideas = line(t, "talk-ideas", 0) },
		    &id) == OK &&
		question_read(&read, id) == OK)
		question_answer(&read, id, line(t, "talk-answer", 0));
	question_ask(&open, pair,
		&(struct question_form){
			.body = line(t, "talk-question", 1), .ideas = line(t, "talk-ideas", 1) },
		&id);
}

static void
heard(const struct talking *t, int64_t pair, int64_t mentor, int64_t mentee)
{
	struct ctx first = when(t, mentor, 12), second = when(t, mentor, 3);
	struct ctx answers = when(t, mentee, 11);
	int64_t id;

	if (heard_say(&first, pair, line(t, "talk-heard", 0), &id) == OK)
		heard_answer(&answers, id, t->n % 2 ? "" : line(t, "talk-meant", 0));
	heard_say(&second, pair, line(t, "talk-heard", 1), &id);
}

void
demo_talk(const struct demo *d, size_t n, const char *suffix, int64_t pair, int64_t mentor,
	int64_t mentee)
{
	const struct talking t = { d, n, suffix };
	struct ctx named = when(&t, mentee, 6), promised = when(&t, mentor, 5);
	/* In the order of the lines of talk-roadblock. */
	static const char *const kinds[] = { "time", "skill", "support" };
	int64_t today = d->c->now / DAY, id;

	questions(&t, pair, mentor, mentee);
	heard(&t, pair, mentor, mentee);
	roadblock_name(&named, pair,
		&(struct roadblock_form){ .kind = kinds[n % (*suffix ? 2 : 3)],
			.body = line(&t, "talk-roadblock", 0),
			.step = line(&t, "talk-step", 0),
			.review_on = day_text(d->c->mem, today + 9) },
		&id);
	introduction_promise(&promised, pair,
		&(struct introduction_form){ .contact = line(&t, "talk-contact", 0),
			.purpose = line(&t, "talk-purpose", 0),
			.consent = n % 2,
			.due_on = day_text(d->c->mem, today + 12) },
		&id);
	own_question_add(&named, pair,
		&(struct own_question_form){ .body = line(&t, "talk-own", 0), .moment = "session" },
		&id);
}
