/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/idle.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/roster.h"

/* Of the organisation's fields, and of what everybody has, nothing is idle. */
static const char *
word_of(const struct known_field *f)
{
	if (f->source == KNOWN_FIELD || f->source == KNOWN_ZONE)
		return NULL;
	return f->source == KNOWN_TOPICS ? f->way : f->word;
}

static bool
says_something(const struct column *c, size_t person)
{
	if (c->codes)
		return c->codes[person] != NO_CODE;
	if (c->numbers)
		return c->numbers[person] != NO_NUMBER;
	return c->sets ? c->sets[person].n > 0 : c->weeks[person].known;
}

static bool
nobody_says(const struct roster *r, enum side side, int field)
{
	for (size_t i = 0; i < r->side[side].n; i++)
		if (says_something(&r->side[side].columns[field], i))
			return false;
	return true;
}

static bool
is_own(const char *word)
{
	return !str_starts(word, "field:") && !str_eq(word, "zone");
}

static bool
is_idle(const struct match_input *in, size_t at)
{
	const struct criterion *x = &in->criteria.list[at];

	return x->hard && x->kind != CRITERION_NOT_MANAGER && x->kind != CRITERION_DIFFERENT &&
	       is_own(in->rules[at].mentee_field) && is_own(in->rules[at].mentor_field) &&
	       nobody_says(in->roster, MENTEE, x->mentee_field) &&
	       nobody_says(in->roster, MENTOR, x->mentor_field);
}

void
idle_drop(struct arena *mem, struct match_input *in)
{
	struct criterion *list = ARENA_ARRAY(mem, struct criterion, in->criteria.n);
	struct match_rule *rules = ARENA_ARRAY(mem, struct match_rule, in->criteria.n);
	size_t n = 0;

	for (size_t i = 0; i < in->criteria.n; i++)
		if (!is_idle(in, i)) {
			list[n] = in->criteria.list[i];
			rules[n++] = in->rules[i];
		}
	in->criteria.list = list;
	in->criteria.n = n;
	in->rules = rules;
}

/* Of `people` in that role, does nobody say anything? */
static bool
all_lack(struct ctx *c, int64_t programme, const char *role, int64_t people,
	const struct known_field *f)
{
	struct match_lacking_rows lacking;

	if (!word_of(f))
		return false;
	lacking = sql_match_lacking(c, programme, role, word_of(f), 0, 1);
	return !people || (lacking.n && lacking.v[0].total >= people);
}

const char *
idle_words(struct ctx *c, int64_t programme, const struct match_counts *counts,
	const struct known *k, const struct rule *r)
{
	int a = known_find(k, r->mentee_field), b = known_find(k, r->mentor_field);

	if (!r->hard || a < 0 || b < 0 || str_eq(r->kind, "different") ||
		counts->mentees + counts->mentors == 0 ||
		!all_lack(c, programme, "mentee", counts->mentees, &k->v[a]) ||
		!all_lack(c, programme, "mentor", counts->mentors, &k->v[b]))
		return NULL;
	return tr(c, _("not in use: nobody has filled in %s"),
		known_label(c, k, r->mentee_field, r->mentor_field));
}
