/* SPDX-License-Identifier: Apache-2.0 */
/* What two people of the demonstration ask each other, hear, and have in the way (practice/demo/talk.yml). */
#include "base/day.h"
#include "base/str.h"
#include "features/advice/advice.h"
#include "features/demo/demo.h"
#include "features/talk/library.h"

static void
questions(const struct demo_pair *m)
{
	struct ctx asked = demo_ago(m, m->mentee, 9), read = demo_ago(m, m->mentor, 8),
		   open = demo_ago(m, m->mentee, 2);
	int64_t id;

	if (question_ask(&asked, m->id,
		    &(struct question_form){ .body = demo_says(m, "talk-question", 0),
			    .ideas = demo_says(m, "talk-ideas", 0) },
		    &id) == OK &&
		question_read(&read, id) == OK)
		question_answer(&read, id, demo_says(m, "talk-answer", 0));
	question_ask(&open, m->id,
		&(struct question_form){ .body = demo_says(m, "talk-question", 1),
			.ideas = demo_says(m, "talk-ideas", 1) },
		&id);
}

static void
heard(const struct demo_pair *m)
{
	struct ctx first = demo_ago(m, m->mentor, 12), second = demo_ago(m, m->mentor, 3);
	struct ctx answers = demo_ago(m, m->mentee, 11);
	int64_t id;

	if (heard_say(&first, m->id, demo_says(m, "talk-heard", 0), &id) == OK)
		heard_answer(&answers, id, m->n % 2 ? "" : demo_says(m, "talk-meant", 0));
	heard_say(&second, m->id, demo_says(m, "talk-heard", 1), &id);
}

/* One was tried, one lies there for long, one is new. */
static void
advice(const struct demo_pair *m)
{
	static const int64_t ago[] = { 64, 47, 8 };
	static const char *const about[] = { "communication", "", "leadership" };

	for (size_t k = 0; k < 3; k++) {
		struct ctx given = demo_ago(m, k == 2 ? m->mentee : m->mentor, ago[k]);
		struct ctx tried = demo_ago(m, m->mentee, 40);
		struct advice_form f = { .body = demo_says(m, "talk-advice", k),
			.given_on = day_text(given.mem, given.now / DAY),
			.skill = about[k] };
		struct tried_form came = { .tried_on = day_text(tried.mem, tried.now / DAY),
			.result = demo_says(m, "talk-came-of-it", 0) };
		int64_t id;

		if (advice_note(&given, m->id, &f, &id) == OK && k == 0)
			advice_try(&tried, id, &came);
	}
}

void
demo_talk(const struct demo_pair *m)
{
	struct ctx named = demo_ago(m, m->mentee, 6), promised = demo_ago(m, m->mentor, 5);
	/* In the order of the lines of talk-roadblock. */
	static const char *const kinds[] = { "time", "skill", "support" };
	int64_t today = m->d->c->now / DAY, id;

	questions(m);
	heard(m);
	advice(m);
	roadblock_name(&named, m->id,
		&(struct roadblock_form){ .kind = kinds[m->n % (*m->suffix ? 2 : 3)],
			.body = demo_says(m, "talk-roadblock", 0),
			.step = demo_says(m, "talk-step", 0),
			.review_on = day_text(m->d->c->mem, today + 9) },
		&id);
	introduction_promise(&promised, m->id,
		&(struct introduction_form){ .contact = demo_says(m, "talk-contact", 0),
			.purpose = demo_says(m, "talk-purpose", 0),
			.consent = m->n % 2,
			.due_on = day_text(m->d->c->mem, today + 12) },
		&id);
	own_question_add(&named, m->id,
		&(struct own_question_form){
			.body = demo_says(m, "talk-own", 0), .moment = "session" },
		&id);
}
