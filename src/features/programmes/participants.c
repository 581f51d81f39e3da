/* SPDX-License-Identifier: Apache-2.0 */
/* Who takes part. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/db/db.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/notices/letter.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(participant_form, PARTICIPANT_FORM)
FORM_DEFINE(participant_state_form, PARTICIPANT_STATE_FORM)

/* Waiting or matched: what somebody is who takes part. */
static const char *
present_state(struct ctx *c, int64_t programme, const char *role, int64_t person)
{
	return sql_participant_is_matched(c, programme, role, person) ? "matched" : "waiting";
}

/* Whoever has an account hears of it; who has none yet is led there when coming in. */
static void
tell_enrolled(struct ctx *c, int64_t programme, int64_t person)
{
	struct person_reader who;
	struct letter_to to;

	if (!c->who || person == c->who || !str_eq(sql_account_state(c, person), "active") ||
		!person_letter_to(c, person, &to) || !sql_person_reader(c, c->who, &who))
		return;
	letter_send(c, PRACTICE_LETTER_ENROLLED, &to,
		(const struct practice_blank[]){ { "programme", sql_programme_name(c, programme) },
			{ "manager", who.name },
			{ "link", whole_address(c, url_path_list(c, programme)) }, { NULL, NULL } },
		NULL);
}

static enum result
join(struct ctx *c, int64_t programme, int64_t person, const char *role, int64_t places,
	int64_t *ret_id)
{
	bool managed = str_eq(role, "manager");
	struct participant_chance as;
	struct participant_row x = { .id = 0 };

	if (!sql_participant_chance(c, programme, person, role, &as))
		return NOT_FOUND;
	sql_participant_insert(
		c, programme, person, role, as.state, places < 0 ? as.places : places, c->now);
	if (ret_id || managed)
		sql_participant_find(c, programme, role, person, &x);
	if (managed)
		audit_add(c, "manager-on", "participant", x.id);
	else
		tell_enrolled(c, programme, person);
	if (ret_id)
		*ret_id = x.id;
	return OK;
}

/* Others who keep what is known of him notice it by his time, as with every change of a person. */
static void
change(struct ctx *c, int64_t participant, int64_t person, const char *state, int64_t places)
{
	sql_participant_change(c, participant, state, places);
	sql_person_touch(c, person, c->now);
}

enum result
participant_save(struct ctx *c, int64_t programme, int64_t person, const char *role, int64_t places,
	int64_t *ret_id, bool *ret_new, bool *ret_changed)
{
	struct participant_row x;
	bool is_new, changes = true;

	if (str_eq(role, "mentor") && way_of_one_kind(programme_way(c, programme)))
		role = "mentee";

	is_new = !sql_participant_find(c, programme, role, person, &x);
	if (is_new) {
		if (join(c, programme, person, role, places, ret_id) != OK)
			return NOT_FOUND;
	} else {
		bool left = str_eq(x.state, "left");

		if (places < 0)
			places = x.places;
		changes = left || places != x.places;
		if (changes)
			change(c, x.id, person,
				left ? present_state(c, programme, role, person) : x.state, places);
		if (ret_id)
			*ret_id = x.id;
	}
	if (ret_new)
		*ret_new = is_new;
	if (ret_changed)
		*ret_changed = changes;
	return OK;
}

/* Managers are there or not: who leaves is no manager any longer, whatever reads the table. */
static enum result
manager_leaves(struct ctx *c, const struct participant *x, const char *state)
{
	if (!str_eq(state, "left"))
		return OK;
	if (sql_participant_managers(c, x->programme) < 2)
		return conflict(c, _("A programme needs somebody who looks after it. Add another "
				     "manager first."));
	sql_participant_delete(c, x->id);
	audit_add(c, "manager-off", "participant", x->id);
	return OK;
}

enum result
participant_set(
	struct ctx *c, int64_t programme, int64_t participant, const char *state, int64_t places)
{
	struct participant x;

	if (!sql_participant_get(c, participant, &x) || x.programme != programme)
		return NOT_FOUND;
	if (str_eq(x.role, "manager"))
		return manager_leaves(c, &x, state);
	if (str_eq(state, "waiting"))
		state = present_state(c, programme, x.role, x.person);
	change(c, x.id, x.person, state,
		str_eq(x.role, "mentor") && places >= 0 ? places : x.places);
	return OK;
}
