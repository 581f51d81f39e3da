/* SPDX-License-Identifier: Apache-2.0 */
/* Signs as the two see them: one sentence each, one thing to do, put away by each for himself. */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/health.h"
#include "features/meetings/meetings.h"
#include "features/notices/letter.h"

/* ---- the sentence ---- */

/* A number of a sentence, in words: most are as they are. */
static const char *
number(struct ctx *c, const struct sign *s, int64_t n)
{
	if (str_eq(s->kind, PRACTICE_CHALLENGE_PULSE))
		return tr(c, _("%d.%d"), n / 10, n % 10);
	if (str_eq(s->kind, PRACTICE_CHALLENGE_FOLLOW_THROUGH))
		return n % 1000 ? tr(c, _("%d of %d"), n / 1000, n % 1000) : _("none was due");
	return arena_printf(c->mem, "%d", (int)n);
}

/* Of these each of the two has a number: the reader's comes first. */
static bool
sided(const struct sign *s)
{
	return s->person == 0 &&
	       (str_eq(s->kind, PRACTICE_CHALLENGE_PULSE) || str_eq(s->cause, "apart") ||
		       str_eq(s->kind, PRACTICE_CHALLENGE_MISCOMMUNICATION) ||
		       str_eq(s->kind, PRACTICE_CHALLENGE_FOLLOW_THROUGH));
}

/* The sentence of a cause; where its number is one, the one for that, if there is any. */
static const char *
why_of(struct ctx *c, const struct practice_item *it, const struct sign *s)
{
	const char *key = arena_printf(c->mem, "%s-one", s->cause), *text = NULL;

	if ((str_eq(s->kind, PRACTICE_CHALLENGE_GOING_ON) ? s->m : s->n) == 1)
		text = practice_option(it, "why", key, c->lang->tag);
	return text ? text : practice_option(it, "why", s->cause, c->lang->tag);
}

static const char *
sentence(struct ctx *c, const struct pair *p, const struct practice_item *it, const struct sign *s)
{
	const char *text = why_of(c, it, s);
	bool turned = sided(s) && str_eq(p->my_role, "mentee");
	const struct practice_blank blanks[] = { { "n", number(c, s, turned ? s->m : s->n) },
		{ "m", number(c, s, turned ? s->n : s->m) },
		{ "partner", fmt_first(c, p->partner_name) }, { NULL, NULL } };

	return text ? practice_fill(c->mem, text, blanks) : "";
}

/* ---- which are shown ---- */

static const char *const weights[] = { "high", "mid", "low" };

static bool
put_away(const struct health_mark_rows *marks, const char *kind, int64_t now)
{
	for (int i = 0; i < marks->n; i++)
		if (str_eq(marks->v[i].kind, kind))
			return !marks->v[i].until || marks->v[i].until > now;
	return false;
}

static const struct health_sign *
kept_of(const struct health_sign_rows *kept, const char *kind, int64_t person)
{
	for (int i = 0; i < kept->n; i++)
		if (str_eq(kept->v[i].kind, kind) && kept->v[i].person == person)
			return &kept->v[i];
	return NULL;
}

static struct sign_card
card_of(struct ctx *c, const struct pair *p, const struct practice_item *it, const struct sign *s,
	const struct health_sign *kept)
{
	struct way todo = way_of(c, p, it, practice_field(it, "place", "en"));

	return (struct sign_card){
		.kind = it->id,
		.name = practice_field(it, "name", c->lang->tag),
		.text = s ? sentence(c, p, it, s) : "",
		.todo = practice_field(it, "todo", c->lang->tag),
		.url = todo.url,
		.post = todo.post,
		.since = kept ? kept->since : c->now,
		.help = kept && kept->help_at,
	};
}

bool
health_team(struct ctx *c, const struct pair *p)
{
	return !p->ally && sql_health_managers(c, p->r.programme).n > 0;
}

/* Whom one cannot ask is no card. */
static bool
can_be_done(struct ctx *c, const struct pair *p, const char *kind)
{
	return !str_eq(kind, PRACTICE_CHALLENGE_SUPPORT) || health_team(c, p);
}

/* A sign that the reader may see, and how much it presses: less is more. */
struct shown {
	size_t rank;
	const struct practice_item *it;
	const struct sign *s;
};

static bool
shown_of(const struct sign *s, struct shown *ret)
{
	const struct practice_kind *kinds = practice_kind("challenge");
	const struct practice_item *it = kinds->items, *end = it + kinds->count;

	while (it < end && !str_eq(it->id, s->kind))
		it++;
	for (size_t w = 0; it < end && w < sizeof weights / sizeof *weights; w++)
		if (str_eq(practice_field(it, "weight", "en"), weights[w])) {
			*ret = (struct shown){ w * kinds->count + (size_t)(it - kinds->items), it,
				s };
			return true;
		}
	return false;
}

/* Those of found that c->who may see and (unless all) has not put away, the most pressing first. */
static int
shown_list(struct ctx *c, const struct pair *p, const struct signs *found, bool all,
	struct shown list[SIGNS_MOST])
{
	struct health_mark_rows marks = { 0 };
	struct shown x;
	int n = 0, at;

	if (!all)
		marks = sql_health_mark_list(c, p->r.id, p->me);
	for (int i = 0; i < found->n; i++) {
		const struct sign *s = &found->v[i];

		if ((s->person && s->person != p->me) || put_away(&marks, s->kind, c->now) ||
			!shown_of(s, &x))
			continue;
		for (at = n++; at && list[at - 1].rank > x.rank; at--)
			list[at] = list[at - 1];
		list[at] = x;
	}
	return n;
}

/* The first `most` of them as cards. */
static struct sign_card_rows
cards(struct ctx *c, const struct pair *p, bool all, int most)
{
	struct sign_card_rows rows = { 0 };
	struct shown list[SIGNS_MOST];
	struct health_sign_rows kept = { 0 };
	struct limits l;
	struct signs found;
	struct facts f;
	int n;

	if (!facts_of(c, p->r.id, &f))
		return rows;
	limits_of_pair(c, &f, &l);
	signs_find(&f, &l, c->now, &found);
	n = found.n ? shown_list(c, p, &found, all, list) : 0;
	if (most > 1 && n)
		kept = sql_health_signs(c, p->r.id - 1, p->r.id);
	rows.v = ARENA_ARRAY(c->mem, struct sign_card, n);
	for (int i = 0; i < n && rows.n < most; i++) {
		const struct shown *x = &list[i];

		if (!can_be_done(c, p, x->it->id))
			continue;
		if (most == 1)
			kept = sql_health_signs_of(c, p->r.id, x->it->id);
		rows.v[rows.n++] =
			card_of(c, p, x->it, x->s, kept_of(&kept, x->it->id, x->s->person));
	}
	return rows;
}

struct sign_card_rows
sign_cards(struct ctx *c, const struct pair *p, bool all)
{
	return cards(c, p, all, SIGNS_MOST);
}

struct sign_card_rows
sign_first(struct ctx *c, const struct pair *p)
{
	return cards(c, p, false, 1);
}

/* ---- what one does with a card ---- */

enum result
sign_mark(struct ctx *c, int64_t relationship, const char *kind, const char *state)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	if (!practice_find("challenge", kind))
		return NOT_FOUND;
	if (str_eq(state, "shown"))
		sql_health_mark_delete(c, relationship, kind, c->who);
	else
		sql_health_mark_save(c, relationship, kind, c->who,
			str_eq(state, "later") ? c->now + LATER_DAYS * DAY : 0, c->now);
	return OK;
}

/* A sign that both see is asked about by both; anything else is the asker's own. */
static int64_t
asker_of(struct ctx *c, const struct pair *p, const char *kind, struct sign *ret)
{
	struct signs found;
	struct limits l;
	struct facts f;

	*ret = (struct sign){ .kind = kind, .cause = "plain", .person = p->me };
	if (!facts_of(c, p->r.id, &f))
		return p->me;
	limits_of_pair(c, &f, &l);
	signs_find(&f, &l, c->now, &found);
	for (int i = 0; i < found.n; i++)
		if (str_eq(found.v[i].kind, kind) &&
			(!found.v[i].person || found.v[i].person == p->me))
			*ret = found.v[i];
	return ret->person;
}

static void
tell_team(struct ctx *c, const struct pair *p)
{
	struct health_manager_rows team = sql_health_managers(c, p->r.programme);

	for (int i = 0; i < team.n; i++) {
		const struct health_manager *m = &team.v[i];

		if (m->id == p->me || m->id == p->partner)
			continue;
		letter_send(c, PRACTICE_LETTER_HELP_ASKED,
			&(struct letter_to){ m->id, m->name, m->email, m->lang, m->tz },
			(const struct practice_blank[]){ { "partner", p->my_name },
				{ "programme", p->r.programme_name },
				{ "link", whole_address(c, url_exception_list(c, p->r.programme)) },
				{ NULL, NULL } },
			NULL);
	}
}

enum result
help_ask(struct ctx *c, int64_t relationship, const char *kind)
{
	struct pair p;
	struct sign s;
	const struct health_sign *kept;
	struct health_sign_rows rows;
	enum result r = pair_open(c, relationship, &p);
	int64_t person;

	if (r != OK)
		return r;
	if (!practice_find("challenge", kind))
		return NOT_FOUND;
	if (p.ally)
		return conflict(
			c, _("You are allies: no programme looks after the two of you any "
			     "more. If something happened that must not, raise a concern."));
	if (!sql_health_managers(c, p.r.programme).n)
		return conflict(c, _("Nobody looks after this programme at the moment. Raise a "
				     "concern instead: it always finds somebody."));
	person = asker_of(c, &p, kind, &s);
	rows = sql_health_signs(c, relationship - 1, relationship);
	kept = kept_of(&rows, kind, person);
	if (kept && kept->help_at)
		return OK;
	sql_health_help_set(
		c, relationship, kind, person, p.r.programme, s.cause, s.n, s.m, c->now);
	tell_team(c, &p);
	return OK;
}

enum result
help_withdraw(struct ctx *c, int64_t relationship, const char *kind)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		sql_health_help_clear(c, relationship, kind, c->who);
	return r;
}

enum result
challenge_to_agenda(struct ctx *c, int64_t relationship, const char *kind)
{
	const struct practice_item *it = practice_find("challenge", kind), *agenda;
	const struct practice_field *points;
	struct meeting next;
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	int64_t meeting, position;

	if (r != OK)
		return r;
	if (!it || !*practice_field(it, "agenda", "en"))
		return NOT_FOUND;
	agenda = practice_need("agenda", practice_field(it, "agenda", "en"));
	points = practice_values(agenda, "items");
	meeting = sql_meeting_next(c, relationship, c->now - 3600, &next) ? next.id : 0;
	position = meeting ? sql_agenda_last_position(c, meeting) : 0;
	for (size_t i = 0; i < points->count; i++)
		if (!sql_health_on_agenda(c, relationship, meeting, points->entries[i].key))
			sql_agenda_insert(c, new_id(c), relationship, meeting, 0, "practice", 0,
				points->entries[i].key, "", position += 10, c->now);
	return OK;
}
