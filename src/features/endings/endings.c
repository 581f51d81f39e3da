/* SPDX-License-Identifier: Apache-2.0 */
/* The end, and taking it up again. */
#include "features/endings/endings.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/notices/errand.h"
#include "features/notices/letter.h"
#include "features/programmes/asks.h"
#include "practice.gen.h"

/* ---- letters ---- */

static void
tell(struct ctx *c, int64_t person, const char *letter, const struct ending_pair *of,
	const char *partner, const char *manager, const char *act, const char *url)
{
	struct letter_to to;
	struct ctx reader;

	if (!person_letter_to(c, person, &to))
		return;
	reader = letter_ctx(c, &to);
	letter_send(c, letter, &to,
		(const struct practice_blank[]){ { "partner", partner },
			{ "programme", of->programme_name }, { "manager", manager },
			{ "until", *of->ends_on ? fmt_date(&reader, of->ends_on) : "" },
			{ "do", act }, { "link", whole_address(c, url) }, { NULL, NULL } },
		NULL);
}

/* Somebody of the programme whom one can speak to. */
static const char *
manager_name(struct ctx *c, int64_t programme)
{
	struct ending_manager_rows managers = sql_ending_managers(c, programme);
	struct person_reader p;

	return managers.n && sql_person_reader(c, managers.v[0].person, &p)
		       ? p.name
		       : _("the programme team");
}

void
ending_tell(
	struct ctx *c, int64_t relationship, int64_t person, const char *letter, const char *url)
{
	struct ending_pair of;

	if (sql_ending_pair(c, relationship, &of))
		tell(c, person, letter, &of, person == of.mentor ? of.mentee_name : of.mentor_name,
			manager_name(c, of.programme),
			str_eq(letter, PRACTICE_LETTER_TOUCH_DUE)
				? errand_of(c, ERRAND_TOUCH, relationship, c->now)
				: "",
			url);
}

void
ending_tell_managers(
	struct ctx *c, int64_t programme, const char *letter, const char *who, const char *url)
{
	struct ending_manager_rows managers = sql_ending_managers(c, programme);
	struct ending_pair of = { .programme_name = sql_relationship_programme_name(c, programme),
		.ends_on = "" };

	for (int i = 0; i < managers.n; i++)
		tell(c, managers.v[i].person, letter, &of, who, "", "", url);
}

/* ---- the end ---- */

static bool
offered(const char *choice, const char *word)
{
	return practice_option(practice_need("choice", choice), "options", word, "en") != NULL;
}

enum result
ending_make(struct ctx *c, int64_t relationship, const struct ending_form *f)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	bool ally = r == OK && p.ally;

	if (r != OK)
		return r;
	if (*f->reason && !offered(PRACTICE_CHOICE_ENDING_REASON, f->reason))
		return invalid(c, "reason", _("Choose an answer that is offered."));
	r = relationship_end(c, relationship, *f->ending ? f->ending : "early");
	if (r != OK)
		return r;
	if (*f->reason && !ally && sql_ending_said_first(c, p.r.programme, "reason", p.me))
		sql_ending_pattern_add(c, p.r.programme, "reason", f->reason);
	if (*f->farewell) {
		sql_farewell_drop(c, relationship, p.me);
		sql_farewell_set(c, new_id(c), relationship, p.me, f->farewell, c->now);
	}
	sql_ending_wish_clear(c, relationship);
	ending_tell(c, relationship, p.partner, PRACTICE_LETTER_RELATIONSHIP_ENDED,
		url_aftermath_show(c, relationship));
	return OK;
}

bool
ending_may_reopen(struct ctx *c, const struct pair *p)
{
	bool lately =
		p->r.ended_at + threshold(c, p->r.programme, PRACTICE_THRESHOLD_REOPEN) * DAY >
		c->now;

	return str_eq(p->r.state, "ended") && lately &&
	       (p->r.ended_by == c->who || p->r.ended_by == 0);
}

static bool
wishes(const struct ending_wish_rows *rows, int64_t person, const char *kind)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].person == person && str_eq(rows->v[i].kind, kind))
			return true;
	return false;
}

static enum result
come_true(struct ctx *c, const struct pair *p, bool ally)
{
	enum result r = ally ? relationship_ally(c, p->r.id) : relationship_reopen(c, p->r.id);

	if (r != OK)
		return r;
	sql_ending_wish_clear(c, p->r.id);
	ending_tell(c, p->r.id, p->partner,
		ally ? PRACTICE_LETTER_ALLIES : PRACTICE_LETTER_RELATIONSHIP_REOPENED,
		ally ? url_touch_show(c, p->r.id) : url_relationship_show(c, p->r.id));
	return OK;
}

enum result
ending_wish_add(struct ctx *c, int64_t relationship, const char *kind, bool *ret_done)
{
	bool ally = str_eq(kind, "ally");
	struct ending_wish_rows rows;
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r != OK)
		return r;
	if (!str_eq(p.r.state, "ended") || (ally && p.ally))
		return conflict(c, _("This relationship has not ended."));
	rows = sql_ending_wish_list(c, relationship);
	*ret_done = wishes(&rows, p.partner, kind) || (!ally && ending_may_reopen(c, &p));
	if (*ret_done)
		return come_true(c, &p, ally);
	if (!wishes(&rows, p.me, kind)) {
		sql_ending_wish_set(c, relationship, p.me, kind, c->now);
		ending_tell(c, relationship, p.partner, PRACTICE_LETTER_ENDING_WISH,
			url_aftermath_show(c, relationship));
	}
	return OK;
}

enum result
ending_wish_take_back(struct ctx *c, int64_t relationship, const char *kind)
{
	struct pair p;
	enum result r = pair_get(c, relationship, &p);

	if (r == OK)
		sql_ending_wish_drop(c, relationship, p.me, kind);
	return r;
}

/* ---- patterns ---- */

static bool
said_before(const struct texts *words, int i)
{
	for (int k = 0; k < i; k++)
		if (str_eq(words->v[k], words->v[i]))
			return true;
	return false;
}

void
ending_obstacles(struct ctx *c, const struct pair *p, const struct texts *words)
{
	if (!words->n || !sql_ending_said_first(c, p->r.programme, "obstacle", p->me))
		return;
	for (int i = 0; i < words->n; i++)
		if (offered(PRACTICE_CHOICE_ENDING_OBSTACLE, words->v[i]) && !said_before(words, i))
			sql_ending_pattern_add(c, p->r.programme, "obstacle", words->v[i]);
}

struct pattern_rows
ending_patterns(struct ctx *c, int64_t programme, const char *kind, int64_t least)
{
	struct ending_pattern_rows all = sql_ending_pattern_list(c, programme);
	const struct practice_item *words =
		practice_need("choice", str_eq(kind, "reason") ? PRACTICE_CHOICE_ENDING_REASON
							       : PRACTICE_CHOICE_ENDING_OBSTACLE);
	struct pattern_rows rows = { 0, ARENA_ARRAY(c->mem, struct pattern, all.n + 1) };
	int64_t total = 0, few = 0;

	for (int i = 0; i < all.n; i++) {
		const char *text;

		if (!str_eq(all.v[i].kind, kind))
			continue;
		total += all.v[i].n;
		text = practice_option(words, "options", all.v[i].word, c->lang->tag);
		if (all.v[i].n < least || !text || str_eq(all.v[i].word, "other"))
			few += all.v[i].n;
		else
			rows.v[rows.n++] =
				(struct pattern){ all.v[i].kind, all.v[i].word, text, all.v[i].n };
	}
	/* Of several words each, nobody knows how many people the rest are. */
	if (!str_eq(kind, "reason"))
		return rows;
	/* What is left over may not speak of a few by subtraction. */
	if (total < least || (few && few < least && rows.n < 2))
		rows.n = 0;
	else if (few && few < least)
		few += rows.v[--rows.n].count;
	if (rows.n && few)
		rows.v[rows.n++] = (struct pattern){ kind, "other", _("Something else"), few };
	return rows;
}

/* ---- fit ---- */

static struct fit_answer
fit_of(struct ctx *c, int64_t relationship, int64_t person)
{
	struct fit_answer_rows rows = sql_fit_list(c, relationship);

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].person == person)
			return rows.v[i];
	return (struct fit_answer){ .answer = "" };
}

bool
fit_due(struct ctx *c, const struct pair *p, int64_t held)
{
	struct fit_answer mine;

	if (!p->active || p->ally || held < 1)
		return false;
	mine = fit_of(c, p->r.id, p->me);
	return *mine.answer ? str_eq(mine.answer, "deciding") && mine.held < held : held <= 3;
}

enum result
fit_say(struct ctx *c, int64_t relationship, const char *answer)
{
	struct fit_answer before;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t held;

	if (r != OK)
		return r;
	held = sql_meeting_held_count(c, relationship);
	if (!held)
		return conflict(c, _("Meet once first. An hour says more than any profile."));
	before = fit_of(c, relationship, p.me);
	sql_fit_set(c, relationship, p.me, answer, held, c->now);
	if (str_eq(answer, "not") && str_eq(p.my_role, "mentor") && !str_eq(before.answer, "not"))
		ending_tell_managers(c, p.r.programme, PRACTICE_LETTER_FIT_NOT, p.my_name,
			url_relationship_status_show(c, relationship));
	return OK;
}

/* ---- after the end ---- */

void
aftermath_fill(struct ctx *c, const struct pair *p, struct aftermath *ret)
{
	struct ending_wish_rows rows = sql_ending_wish_list(c, p->r.id);
	struct sheet_state look;
	struct ending_place place;
	struct mentor_wish wish;
	struct story mine;

	sheet_state(c, p, PRACTICE_SHEET_LOOKING_BACK, &look);
	*ret = (struct aftermath){ .ending = p->r.ending,
		.ended_at = p->r.ended_at,
		.ally_since = p->r.ally_since,
		.review_mine = look.mine,
		.review_theirs = look.theirs,
		.ally_mine = wishes(&rows, p->me, "ally"),
		.ally_theirs = wishes(&rows, p->partner, "ally"),
		.reopen_mine = wishes(&rows, p->me, "reopen"),
		.reopen_theirs = wishes(&rows, p->partner, "reopen"),
		.may_reopen = ending_may_reopen(c, p),
		.match = sql_ending_place(c, p->r.programme, place_role(p), p->me, &place)
				 ? place.state
				 : "left",
		.mentor_wish = sql_mentor_wish_get(c, p->r.programme, p->me, &wish),
		.story = sql_story_mine(c, p->r.id, p->me, &mine) ? mine.state : "" };
}
