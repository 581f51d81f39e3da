/* SPDX-License-Identifier: Apache-2.0 */
#include "features/agreement/agreement.h"

#include <stdlib.h>

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/own.h"
#include "engine/practice/practice.gen.h"
#include "features/notices/letter.h"
#include "features/people/people.h"

unsigned
standing_agreement(struct ctx *c, int64_t id)
{
	struct agreement_standing s;

	if (!c->who || !sql_agreement_standing(c, id, &s))
		return 0;
	if (s.mentor == c->who)
		return STANDING_PARTICIPANT | STANDING_MENTOR;
	return s.mentee == c->who ? STANDING_PARTICIPANT | STANDING_MENTEE : 0;
}

void
agreement_brief(struct ctx *c, const struct pair *p, int64_t held, struct agreement_facts *ret)
{
	struct agreement_outline_rows both = sql_agreement_outlines(c, p->r.id);
	struct agreement_facts f = { .unclear = held > 0 };

	for (int i = 0; i < both.n; i++) {
		const struct agreement_outline *a = &both.v[i];

		if (str_eq(a->state, "proposed")) {
			f.proposed = a->id;
			f.proposed_by_me = a->proposed_by == p->me;
			continue;
		}
		f.version = a->version;
		f.since = a->decided_at;
		f.realign = a->turned && !a->aligned_at;
		f.unclear = held && a->gaps > 0;
	}
	if (!f.version)
		sheet_state(c, p, PRACTICE_SHEET_BOUNDARIES, &f.boundaries);
	*ret = f;
}

void
agreement_facts(struct ctx *c, const struct pair *p, int64_t held, struct agreement_facts *ret)
{
	agreement_brief(c, p, held, ret);
	if (ret->version)
		sheet_state(c, p, PRACTICE_SHEET_BOUNDARIES, &ret->boundaries);
	ret->offer = sql_style_offer_open(c, p->r.id);
}

/* ---- its points ---- */

/* In the words of the form, which are those of both and not of one. */
static const struct {
	const char *name;
	const char *label;
	size_t at;
	bool needed;
} terms[] = {
	{ "direction", N_("Our new direction"), offsetof(struct agreement, direction), false },
	{ "role", N_("Our roles"), offsetof(struct agreement, role), false },
	{ "expectations", N_("What we expect of each other"),
		offsetof(struct agreement, expectations), false },
	{ "areas", N_("What our talks are about, and what not"), offsetof(struct agreement, areas),
		false },
	{ "meetings", N_("Limits around our meetings"), offsetof(struct agreement, meetings),
		false },
	{ "contact", N_("When and how we can be reached"), offsetof(struct agreement, contact),
		false },
	{ "how_often", PRACTICE_PROMPT_LOGISTICS_HOW_OFTEN, offsetof(struct agreement, how_often),
		true },
	{ "times", PRACTICE_PROMPT_LOGISTICS_WHEN, offsetof(struct agreement, times), true },
	{ "place", PRACTICE_PROMPT_LOGISTICS_WHERE, offsetof(struct agreement, place), true },
	{ "channel", PRACTICE_PROMPT_LOGISTICS_CONTACT, offsetof(struct agreement, channel), true },
	{ "lateness", N_("When one of us is late or cannot come"),
		offsetof(struct agreement, lateness), false },
	{ "outsiders", N_("When somebody asks one of us about the other"),
		offsetof(struct agreement, outsiders), false },
};
#define TERMS (sizeof terms / sizeof *terms)

static const char *
term_text(const struct agreement *a, size_t i)
{
	return a ? *(const char *const *)(const void *)((const char *)a + terms[i].at) : "";
}

/* The four that are needed are questions of the practice; whoever accepted answers keeps their questions. */
static const char *
term_label(struct ctx *c, const struct agreement *a, size_t i)
{
	return terms[i].needed
		       ? practice_field(practice_as_kept(c, a->words, "prompt", terms[i].label),
				 "text", c->lang->tag)
		       : tr_text(c->lang, terms[i].label);
}

/* What both see when they say yes, besides what they wrote. */
static const char *
words_now(struct ctx *c)
{
	static const char *const prompts[] = { PRACTICE_PROMPT_LOGISTICS_HOW_OFTEN,
		PRACTICE_PROMPT_LOGISTICS_WHEN, PRACTICE_PROMPT_LOGISTICS_WHERE,
		PRACTICE_PROMPT_LOGISTICS_CONTACT, NULL };
	static const char *const rules[] = { PRACTICE_GROUND_RULES_TOGETHER,
		PRACTICE_GROUND_RULES_PRIVATE, NULL };

	return arena_printf(c->mem, "%s%s", practice_keep(c, "prompt", prompts),
		practice_keep(c, "ground-rules", rules));
}

static const char *
rhythm_text(struct ctx *c, const struct agreement *a)
{
	if (!a || !a->cadence_days)
		return "";
	return tr_n(c, "Every %d week", "Every %d weeks", a->cadence_days / 7);
}

static const char *
notice_text(struct ctx *c, const struct agreement *a)
{
	return a ? tr_n(c, "At least %d hour before", "At least %d hours before", a->notice_hours)
		 : "";
}

struct term_rows
agreement_terms(struct ctx *c, const struct agreement *a, const struct agreement *before)
{
	struct term_rows ret = { 0, ARENA_ARRAY(c->mem, struct term, TERMS + 2) };
	const char *rhythm = rhythm_text(c, a), *was_rhythm = rhythm_text(c, before);

	for (size_t i = 0; i < TERMS; i++) {
		const char *text = term_text(a, i), *was = term_text(before, i);

		if (*text || *was || terms[i].needed)
			ret.v[ret.n++] = (struct term){ terms[i].name, term_label(c, a, i), text,
				was, before && !str_eq(text, was), terms[i].needed && !*text };
	}
	if (*rhythm || *was_rhythm)
		ret.v[ret.n++] = (struct term){ "rhythm", _("The rhythm of our meetings"), rhythm,
			was_rhythm, before && !str_eq(rhythm, was_rhythm), false };
	ret.v[ret.n++] = (struct term){ "notice_hours", _("A meeting is called off in time"),
		notice_text(c, a), notice_text(c, before),
		before && a->notice_hours != before->notice_hours, false };
	return ret;
}

/* ---- proposing and accepting ---- */

static int64_t
gaps_of(const struct agreement_form *f)
{
	return !*f->role + !*f->expectations + !*f->areas + !*f->meetings + !*f->contact;
}

enum result
agreement_propose(
	struct ctx *c, int64_t relationship, const struct agreement_form *f, int64_t *ret_id)
{
	struct agreement newest = { 0 };
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (!sql_agreement_in(c, relationship, "proposed", &newest) &&
		!sql_agreement_in(c, relationship, "valid", &newest))
		newest.id = 0;
	if (f->base != newest.id)
		return invalid(c, "",
			_("There is a newer proposal. Compare it with yours, which is kept below, "
			  "and send again."));
	sql_agreement_withdraw(c, relationship, c->who, c->now);
	*ret_id = new_id(c);
	sql_agreement_insert(c, *ret_id, relationship,
		sql_agreement_last_version(c, relationship) + 1, c->who, c->now, f->role,
		f->expectations, f->areas, f->meetings, f->contact, f->how_often, f->times,
		f->place, f->channel, f->lateness, f->outsiders, f->direction, f->notice_hours,
		f->rhythm ? atoi(f->rhythm) : 0, gaps_of(f));
	event_add(c, EVENT_agreement_proposed, *ret_id);
	return OK;
}

/* A proposal of a relationship that is still open. */
static enum result
proposal(struct ctx *c, int64_t agreement, struct agreement *a, struct pair *p)
{
	enum result r;

	if (!sql_agreement_get(c, agreement, a))
		return NOT_FOUND;
	r = pair_open(c, a->relationship, p);
	if (r == OK && !str_eq(a->state, "proposed"))
		return conflict(
			c, _("This proposal is not open any more. Look at the newest one."));
	return r;
}

/* Whoever proposed it hears that there is an answer; not which. */
static void
tell_answered(struct ctx *c, const struct agreement *a, const struct pair *p)
{
	struct letter_to to;

	if (person_letter_to(c, a->proposed_by, &to))
		letter_send(c, PRACTICE_LETTER_AGREEMENT_ANSWERED, &to,
			(const struct practice_blank[]){ { "partner", p->my_name },
				{ "link",
					whole_address(c, url_agreement_list(c, a->relationship)) },
				{ NULL, NULL } },
			NULL);
}

enum result
agreement_accept(struct ctx *c, int64_t agreement)
{
	struct agreement a;
	struct pair p;
	enum result r = proposal(c, agreement, &a, &p);

	if (r != OK)
		return r;
	if (a.proposed_by == c->who)
		return conflict(c, tr(c, _("You proposed it. It is valid when %s accepts."),
					   fmt_first(c, p.partner_name)));
	for (size_t i = 0; i < TERMS; i++)
		if (terms[i].needed && !*term_text(&a, i))
			return conflict(
				c, tr(c, _("One answer is still missing: %s Change the proposal."),
					   term_label(c, &a, i)));
	sql_agreement_retire(c, a.relationship);
	sql_agreement_set_valid(c, agreement, words_now(c), c->who, c->now);
	if (a.cadence_days)
		sql_agreement_set_rhythm(c, a.relationship, a.cadence_days);
	tell_answered(c, &a, &p);
	event_add(c, EVENT_agreement_accepted, agreement);
	return OK;
}

enum result
agreement_withdraw(struct ctx *c, int64_t agreement)
{
	struct agreement a;
	struct pair p;
	enum result r = proposal(c, agreement, &a, &p);

	if (r != OK)
		return r;
	sql_agreement_withdraw(c, a.relationship, c->who, c->now);
	if (a.proposed_by != c->who)
		tell_answered(c, &a, &p);
	return OK;
}

enum result
agreement_align(struct ctx *c, int64_t relationship)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		sql_agreement_set_aligned(c, relationship, c->now);
	return r;
}

/* The other one is told that there is a proposal; not what it says. */
enum result
on_agreement_letters(struct ctx *c, int64_t agreement, int64_t who)
{
	struct agreement_people l;
	struct agreement a;
	bool by_mentor;

	(void)who;
	if (!sql_agreement_get(c, agreement, &a) || !str_eq(a.state, "proposed") ||
		!sql_agreement_people_get(c, a.relationship, &l))
		return OK;
	by_mentor = a.proposed_by == l.mentor;
	letter_send(c, PRACTICE_LETTER_AGREEMENT_PROPOSED,
		by_mentor ? &(struct letter_to){ l.mentee, l.mentee_name, l.mentee_email,
				    l.mentee_lang, l.mentee_tz }
			  : &(struct letter_to){ l.mentor, l.mentor_name, l.mentor_email,
				    l.mentor_lang, l.mentor_tz },
		(const struct practice_blank[]){
			{ "partner", by_mentor ? l.mentor_name : l.mentee_name },
			{ "link", whole_address(c, url_agreement_list(c, a.relationship)) },
			{ NULL, NULL } },
		NULL);
	return OK;
}
