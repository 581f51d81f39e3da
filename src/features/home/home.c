/* SPDX-License-Identifier: Apache-2.0 */
#include "features/home/home.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "engine/practice/practice.h"
#include "features/health/exceptions.h"
#include "features/programmes/programmes.h"

/* Steps of this urgency and below are things to do; above, a person waits or is all set. */
#define TO_DO 6
#define NOTHING 99
#define MANY 100 /* pairs are not counted any further */

static struct next_step
programme_step(struct ctx *c, const struct home_programme *p)
{
	if (p->proposal)
		return (struct next_step){ tr(c, _("A proposal is ready for %s"), p->name),
			_("Nobody has been told. Look at the pairs, then publish them."),
			_("Look at the pairs"), url_match_show(c, p->proposal) };
	if (way_of_one_kind(p->way) && p->mentees > 1)
		return (struct next_step){ tr(c, _("%s can be matched"), p->name),
			tr_n(c, "%d person waits.", "%d people wait.", p->mentees),
			_("Go to matching"), url_matching_show(c, p->id) };
	if (p->mentors && p->mentees)
		return (struct next_step){ tr(c, _("%s can be matched"), p->name),
			tr_n(c, "%d mentee waits for a mentor.", "%d mentees wait for a mentor.",
				p->mentees),
			_("Go to matching"), url_matching_show(c, p->id) };
	if (!p->pairs && !p->mentors && !p->mentees)
		return (struct next_step){ tr(c, _("Bring people into %s"), p->name),
			_("A file from your spreadsheet is enough to begin with."),
			_("Import people"), url_import_new(c, p->id) };
	return (struct next_step){ .url = "" };
}

/* Pairs of which the team hears by now; after everything that only the team can do. */
static struct next_step
look_after_step(struct ctx *c, const struct home_programme *p)
{
	int64_t n = exceptions_count(c, p->id, MANY + 1);

	if (!n)
		return (struct next_step){ .url = "" };
	return (struct next_step){ tr(c, _("%s: worth a look"), p->name),
		n > MANY ? tr(c,
				   _("More than %d pairs may need a hand. Each comes with a "
				     "suggestion."),
				   MANY)
			 : tr_n(c, "%d pair may need a hand. Each comes with a suggestion.",
				   "%d pairs may need a hand. Each comes with a suggestion.", n),
		_("See the list"), url_exception_list(c, p->id) };
}

/* What a manager should do in the first programme that needs something. */
static bool
manager_step(struct ctx *c, const struct home_programme_rows *rows, struct next_step *ret)
{
	for (int i = 0; i < 2 * rows->n; i++) {
		const struct home_programme *p = &rows->v[i % rows->n];
		struct next_step s = i < rows->n ? programme_step(c, p) : look_after_step(c, p);

		if (*s.url) {
			*ret = s;
			return true;
		}
	}
	return false;
}

bool
home_path(struct ctx *c, struct home_view *v)
{
	struct home_place_rows rows = sql_home_waiting(c, c->who);

	if (!rows.n)
		return false;
	v->path_programme = rows.v[0].id;
	v->path_name = rows.v[0].name;
	v->path_role = rows.v[0].role;
	v->path = newcomer_path(c, rows.v[0].id);
	return true;
}

/* What comes next on the way in; or, in words of the practice, that somebody is being looked for. */
static bool
waiting_step(struct ctx *c, struct home_view *v, bool only_to_do, struct next_step *ret)
{
	const struct practice_item *it;
	struct path_step next;

	if (!home_path(c, v) || !newcomer_next(&v->path, &next))
		return false;
	if (str_eq(next.state, "next")) {
		*ret = (struct next_step){ next.name, next.text, next.action, next.url };
		return true;
	}
	if (only_to_do)
		return false;
	it = practice_need("empty", way_of_one_kind(programme_way(c, v->path_programme))
					    ? PRACTICE_EMPTY_HOME_PEER_UNMATCHED
				    : str_eq(v->path_role, "mentor")
					    ? PRACTICE_EMPTY_HOME_MENTOR_UNMATCHED
					    : PRACTICE_EMPTY_HOME_MENTEE_UNMATCHED);
	*ret = (struct next_step){
		.title = practice_field(it, "title", c->lang->tag),
		.text = practice_fill(c->mem, practice_field(it, "text", c->lang->tag),
			(const struct practice_blank[]){
				{ "programme", v->path_name }, { NULL, NULL } }),
		.action = next.action,
		.url = next.url,
	};
	return true;
}

/* A mentor is asked now and then how he sees himself; when nothing else is to be done. */
static struct next_step
traits_step(struct ctx *c)
{
	return (struct next_step){ _("How are you as a mentor?"),
		_("Four things to look at in yourself, twice a year. Nobody else reads it."),
		_("Look at myself"), url_trait_list(c) };
}

static struct next_step
quiet_step(struct ctx *c)
{
	const struct practice_item *it = practice_need("empty", PRACTICE_EMPTY_HOME_NOTHING);
	const char *tag = c->lang->tag;

	return (struct next_step){ practice_field(it, "title", tag),
		practice_field(it, "text", tag), practice_field(it, "action", tag),
		url_person_edit(c, c->who) };
}

static struct next_step
admin_step(struct ctx *c)
{
	if (sql_home_programme_count(c) == 0)
		return (struct next_step){ _("Set up your first programme"),
			_("A template brings purpose, roles, letters and a rhythm. You can change "
			  "all of it."),
			_("New programme"), url_programme_new(c) };
	return (struct next_step){ _("Everything runs"),
		_("Programmes, people and mails are in the administration."),
		_("Go to the administration"), url_admin_show(c) };
}

/* Somebody is waiting for a word: before everything else. */
static struct next_step
concern_step(struct ctx *c)
{
	return (struct next_step){ _("A concern waits for you"),
		_("Somebody has written to you in private. Say that you are on it."), _("Read it"),
		url_concern_handling_list(c) };
}

/* The running relationships with what comes next in each; *ret_best: the most pressing of them. */
static int
cards_fill(struct ctx *c, struct home_view *v, struct next_step *ret_best)
{
	struct my_relationship_rows mine = sql_relationship_mine(c, c->who, 1);
	int best = NOTHING, urgency;

	v->cards.v = ARENA_ARRAY(c->mem, struct home_card, mine.n);
	*ret_best = (struct next_step){ .url = "" };
	for (int i = 0; i < mine.n; i++) {
		struct home_card *card = &v->cards.v[v->cards.n];
		struct pair_facts facts = { 0 };
		struct pair p;

		if (pair_get(c, mine.v[i].id, &p) != OK)
			continue;
		card->r = mine.v[i];
		card->step = pair_next_step(c, &p, &facts, &urgency);
		if (urgency < best) {
			best = urgency;
			*ret_best = card->step;
		}
		v->cards.n++;
	}
	return best;
}

struct next_step
home_next_step(struct ctx *c, bool admin, struct home_view *v)
{
	struct next_step best, other;
	int urgency = cards_fill(c, v, &best);

	if (sql_concern_waiting(c, c->who))
		return concern_step(c);
	if (urgency <= TO_DO)
		return best;
	if (manager_step(c, &v->programmes, &other))
		return other;
	if (waiting_step(c, v, v->cards.n > 0, &other))
		return other;
	if (v->cards.n && urgency < NEXT_WAITS)
		return best;
	if (traits_due(c))
		return traits_step(c);
	if (v->cards.n)
		return best;
	return admin ? admin_step(c) : quiet_step(c);
}
