/* SPDX-License-Identifier: Apache-2.0 */
/* Circles begin one after the other, each with the letters of its people. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/circles/circles.h"
#include "features/matching/circled.h"
#include "features/notices/letter.h"
#include "features/programmes/programmes.h"

static void
write_letter(struct ctx *c, const struct publication_facts *f, const struct circled_member *x,
	size_t n, int64_t circle, struct invited *guests)
{
	struct letter_to to = { x->person, x->name, x->email, *x->lang ? x->lang : f->lang, x->tz };
	struct ctx reader = letter_ctx(c, &to);
	const char *link = str_eq(x->state, "invited")
				   ? publish_guest_link(c, guests, x->person)
				   : whole_address(&reader, url_circle_show(&reader, circle));

	letter_send(c, PRACTICE_LETTER_CIRCLE_BEGINS, &to,
		(const struct practice_blank[]){ { "programme", f->name },
			{ "place", x->topic_name }, { "n", arena_printf(c->mem, "%zu", n) },
			{ "manager", f->manager_name }, { "link", link }, { NULL, NULL } },
		NULL);
}

/* Who no longer waits is left out; of one person alone there is no circle. */
static void
begin(struct ctx *c, const struct match *m, int64_t topic, const struct publication_facts *f,
	struct publishing *p)
{
	struct circled_member_rows all = sql_circled_members(c, m->id, m->programme, topic);
	int64_t *people = ARENA_ARRAY(c->mem, int64_t, all.n), id;
	size_t n = 0;

	for (int i = 0; i < all.n; i++)
		if (all.v[i].here)
			people[n++] = all.v[i].person;
	if (n < 2)
		n = 0;
	for (int i = 0; i < all.n; i++)
		if (!n || !all.v[i].here) {
			sql_match_place_drop(c, m->id, all.v[i].person);
			sql_match_dropped(c, m->id, 0);
			p->dropped++;
		}
	if (!n)
		return;
	id = circle_start(c, m->programme, topic, m->id, people, n);
	for (int i = 0; i < all.n; i++)
		if (all.v[i].here)
			write_letter(c, f, &all.v[i], n, id, &p->guests);
	p->begun += (int64_t)n;
}

void
circled_publish(struct ctx *c, const struct match *m, int64_t most, struct publishing *p)
{
	struct publication_facts facts;
	int64_t topic;

	sql_publication_facts(c, m->programme, &facts);
	if (!*facts.manager_name)
		facts.manager_name = sql_match_person_name(c, c->who);
	while (most-- > 0 && (topic = sql_circled_next(c, m->id)) && !db_faulty(c))
		begin(c, m, topic, &facts, p);
	p->over = !sql_circled_next(c, m->id);
	if (!p->over || !sql_publication_set(c, m->id, c->now))
		return;
	programme_run(c, m->programme);
	event_add(c, EVENT_match_published, m->id);
	audit_add(c, "publish", "match", m->id);
}
