/* SPDX-License-Identifier: Apache-2.0 */
/* From a proposal to relationships and letters. All of it happens in one transaction or not at all, and
 * only a proposal can be published, so it happens once. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/matching/circled.h"
#include "features/matching/publish.h"
#include "features/matching/people_in.h"
#include "features/programmes/programmes.h"
#include "features/relationships/relationships.h"
#include "features/notices/letter.h"
#include "features/matching/standing.h"

#define ALL INT64_C(1000000)

bool
match_stale(struct ctx *c, const struct match *m)
{
	return str_eq(m->state, "proposed") &&
	       !str_eq(m->rules_digest, match_rules_digest(c, m->programme));
}

/* The letter that the programme's template names for a role. */
static const char *
letter_of(const struct publication_facts *f, bool mentor)
{
	const struct practice_item *t = programme_template(f->template);
	const char *id = practice_field(t, mentor ? "letter_mentor" : "letter_mentee", "en");

	if (*id && practice_find("letter", id))
		return id;
	return mentor ? PRACTICE_LETTER_MATCH_MENTOR : PRACTICE_LETTER_MATCH_MENTEE;
}

static struct letter_to
reader_of(const struct publication_facts *f, const struct publication_pair *p, bool mentor)
{
	const char *lang = mentor ? p->mentor_lang : p->mentee_lang;

	if (!*lang)
		lang = f->lang;
	if (mentor)
		return (struct letter_to){ p->mentor, p->mentor_name, p->mentor_email, lang,
			p->mentor_tz };
	return (struct letter_to){ p->mentee, p->mentee_name, p->mentee_email, lang, p->mentee_tz };
}

/* What stands in the blanks: two names, the programme, whom to ask, and where to go on. No word about
 * why these two: reasons may rest on what the other side never said in public. */
static const struct practice_blank *
blanks_of(struct ctx *c, const struct publication_facts *f, const struct publication_pair *p,
	bool mentor, const char *link)
{
	struct practice_blank *b = ARENA_ARRAY(c->mem, struct practice_blank, 5);

	b[0] = (struct practice_blank){ "programme", f->name };
	b[1] = (struct practice_blank){ "partner", mentor ? p->mentee_name : p->mentor_name };
	b[2] = (struct practice_blank){ "manager", f->manager_name };
	b[3] = (struct practice_blank){ "link", link };
	return b;
}

const char *
publish_guest_link(struct ctx *c, struct invited *guests, int64_t person)
{
	for (int i = 0; i < guests->n; i++)
		if (guests->v[i].person == person)
			return guests->v[i].link;
	if (guests->n == guests->room) {
		int wider = guests->room ? guests->room * 2 : 64;

		guests->v = arena_grow(c->mem, guests->v, (size_t)guests->room * sizeof *guests->v,
			(size_t)wider * sizeof *guests->v);
		guests->room = wider;
	}
	guests->v[guests->n] = (struct guest){ person, invitation_link(c, person) };
	return guests->v[guests->n++].link;
}

static void
send_one(struct ctx *c, const struct publication_facts *f, const struct publication_pair *p,
	bool mentor, int64_t relationship, struct invited *guests)
{
	struct letter_to to = reader_of(f, p, mentor);
	struct ctx reader = letter_ctx(c, &to);
	bool guest = str_eq(mentor ? p->mentor_state : p->mentee_state, "invited");
	const char *link =
		guest ? publish_guest_link(c, guests, to.person)
		      : whole_address(&reader, url_relationship_show(&reader, relationship));

	letter_send(c, letter_of(f, mentor), &to, blanks_of(c, f, p, mentor, link), NULL);
}

static struct match_letter
preview(struct ctx *c, const struct publication_facts *f, const struct publication_pair *p,
	bool mentor)
{
	struct letter_to to = reader_of(f, p, mentor);
	struct letter_words w = letter_words(c, letter_of(f, mentor), &to,
		blanks_of(c, f, p, mentor, _("(the address of their page)")));

	return (struct match_letter){ to.name, w.subject, w.text };
}

void
match_circle_preview(struct ctx *c, const struct match *m, const struct publication_facts *facts,
	struct match_letter *ret)
{
	struct circled_member_rows all =
		sql_circled_members(c, m->id, m->programme, sql_circled_next(c, m->id));
	struct letter_to to;
	struct letter_words w;

	if (!all.n)
		return;
	to = (struct letter_to){ all.v[0].person, all.v[0].name, all.v[0].email,
		*all.v[0].lang ? all.v[0].lang : facts->lang, all.v[0].tz };
	w = letter_words(c, PRACTICE_LETTER_CIRCLE_BEGINS, &to,
		(const struct practice_blank[]){ { "programme", facts->name },
			{ "place", all.v[0].topic_name },
			{ "n", arena_printf(c->mem, "%d", all.n) },
			{ "manager", facts->manager_name },
			{ "link", _("(the address of their page)") }, { NULL, NULL } });
	*ret = (struct match_letter){ to.name, w.subject, w.text };
}

void
match_letters_preview(struct ctx *c, const struct publication_facts *facts,
	const struct publication_pair *p, struct match_letter *ret_mentor,
	struct match_letter *ret_mentee)
{
	*ret_mentor = preview(c, facts, p, true);
	*ret_mentee = preview(c, facts, p, false);
}

/* The first pair that cannot begin any more. */
static bool
hindrance_of(struct ctx *c, const struct match *m, struct publication_hindrance *ret)
{
	if (str_eq(m->way, "peers"))
		return sql_publication_hindrance_peers(c, m->id, m->programme, ret);
	return sql_publication_hindrance(c, m->id, m->programme, ret);
}

enum result
match_hindrance(struct ctx *c, const struct match *m)
{
	struct publication_hindrance h;

	if (str_eq(m->state, "published"))
		return conflict(c, _("This proposal has been published already. Everybody has "
				     "their letter."));
	if (match_publishing(m))
		return conflict(c, _("This proposal is being published right now."));
	if (!str_eq(m->state, "proposed"))
		return conflict(
			c, _("This is not the latest proposal. Find the best pairs again."));
	if (!m->matched)
		return conflict(c, _("There is no pair to publish. Change the rules, then find the "
				     "best pairs again."));
	if (match_stale(c, m))
		return conflict(
			c, _("You have changed the rules or your wishes since this proposal. "
			     "Find the best pairs again before you publish."));
	if (!str_eq(m->way, "circles") && hindrance_of(c, m, &h))
		return conflict(
			c, tr(c,
				   _("%s or %s is no longer free. Find the best pairs again "
				     "before you publish."),
				   h.mentee_name, h.mentor_name));
	return OK;
}

enum result
match_publish(struct ctx *c, int64_t match, int64_t *ret_job)
{
	struct match m;
	enum result r;
	int64_t job;

	if (!sql_match_get(c, match, &m))
		return NOT_FOUND;
	r = m.publication && str_eq(m.state, "proposed") && !match_publishing(&m)
		    ? OK
		    : match_hindrance(c, &m);
	if (r != OK)
		return r;
	job = job_add(c, JOB_match_publish, match, "", 0);
	/* Two servers may have come this far: the row decides who goes on. */
	if (!sql_publication_set_job(c, match, job, m.publication))
		return conflict(c, _("This proposal is being published right now."));
	*ret_job = job;
	return OK;
}

bool
match_publishing(const struct match *m)
{
	return str_eq(m->state, "proposed") &&
	       (str_eq(m->publication_state, "waiting") || str_eq(m->publication_state, "running"));
}

/* ---- pair by pair ---- */

static void
drop(struct ctx *c, int64_t match, int64_t mentee, int64_t points)
{
	sql_match_pair_drop(c, match, mentee);
	sql_match_dropped(c, match, points);
}

/* Somebody may have left, or begun elsewhere, since the manager published. */
static int64_t
drop_hindered(struct ctx *c, const struct match *m)
{
	struct publication_hindrance h;
	int64_t n = 0;

	for (; hindrance_of(c, m, &h) && !db_faulty(c); n++)
		drop(c, m->id, h.mentee, h.points);
	return n;
}

static enum result
begin(struct ctx *c, const struct match *m, const struct publication_pair *x, int64_t *ret_id)
{
	if (str_eq(m->way, "peers"))
		return relationship_start_peers(c, m->programme, x->mentor, x->mentee, ret_id);
	return relationship_start(c, m->programme, x->mentor, x->mentee, ret_id);
}

void
publish_some(struct ctx *c, const struct match *m, int64_t most, struct publishing *p)
{
	struct publication_pair_rows pairs;
	struct publication_facts facts;

	if (str_eq(m->way, "circles")) {
		circled_publish(c, m, most, p);
		return;
	}
	sql_publication_facts(c, m->programme, &facts);
	if (!*facts.manager_name)
		facts.manager_name = sql_match_person_name(c, c->who);
	p->dropped += drop_hindered(c, m);
	pairs = sql_publication_pairs(c, m->id, most);
	for (int i = 0; i < pairs.n; i++) {
		const struct publication_pair *x = &pairs.v[i];
		int64_t id;

		if (begin(c, m, x, &id) != OK) {
			drop(c, m->id, x->mentee, x->points);
			p->dropped++;
			continue;
		}
		sql_match_pair_set_relationship(c, m->id, x->mentee, id);
		send_one(c, &facts, x, true, id, &p->guests);
		send_one(c, &facts, x, false, id, &p->guests);
		p->begun++;
	}
	p->over = !sql_publication_todo(c, m->id);
	if (!p->over || !sql_publication_set(c, m->id, c->now))
		return;
	sql_match_prices_drop(c, m->id);
	stay_forget(c->engine, m->id);
	programme_run(c, m->programme);
	event_add(c, EVENT_match_published, m->id);
	audit_add(c, "publish", "match", m->id);
}
