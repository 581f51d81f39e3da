/* SPDX-License-Identifier: Apache-2.0 */
/* Points and refusals in words. The words are message ids here and become a language in reason_text. */
#include "features/matching/criteria.h"

#include "base/buf.h"
#include "features/matching/roster.h"

const char *
reason_text(struct ctx *c, const struct reason *r)
{
	return tr_args(c, tr_text(c->lang, r->msgid), r->args, r->n_args);
}

static void
say(struct reason *r, const char *msgid)
{
	r->msgid = msgid;
	r->n_args = 0;
}

static void
say_text(struct reason *r, const char *text)
{
	r->args[r->n_args++] = tr_arg_s(text);
}

static void
say_number(struct reason *r, int64_t number)
{
	r->args[r->n_args++] = tr_arg_i(number);
}

/* What the criterion is about, once where both sides call it the same. */
static const char *
subject(struct arena *mem, const struct criteria *k, const struct criterion *x)
{
	const struct match_field *a = &k->fields[x->mentee_field], *b = &k->fields[x->mentor_field];

	return a == b ? a->label : arena_printf(mem, "%s / %s", a->label, b->label);
}

static bool
is_sensitive(const struct criteria *k, const struct criterion *x)
{
	return x->kind != CRITERION_NOT_MANAGER &&
	       (k->fields[x->mentee_field].sensitive || k->fields[x->mentor_field].sensitive);
}

static const char *
number_text(struct arena *mem, int64_t thousandths)
{
	int64_t whole = thousandths / THOUSAND, part = thousandths % THOUSAND;
	const char *sign = thousandths < 0 ? "-" : "";
	struct buf b = BUF_IN(mem);

	if (thousandths < 0) {
		whole = -whole;
		part = -part;
	}
	if (part)
		buf_printf(&b, "%s%lld.%03lld", sign, (long long)whole, (long long)part);
	else
		buf_printf(&b, "%s%lld", sign, (long long)whole);
	while (part && b.p[b.n - 1] == '0')
		b.n--;
	return buf_text(&b);
}

static const char *
value_text(struct arena *mem, const struct criteria *k, const struct roster *r, enum side side,
	size_t person, int field)
{
	const struct column *c = &r->side[side].columns[field];

	if (k->fields[field].kind == VALUE_ORDERED)
		return k->fields[field].order[c->codes[person]];
	if (k->fields[field].kind == VALUE_TEXT)
		return r->words.shown[c->codes[person]];
	return number_text(mem, c->numbers[person]);
}

static void
list_codes(struct buf *b, const struct roster *r, const struct column *c, size_t person,
	const struct column *other, size_t other_person)
{
	size_t n = c->sets ? c->sets[person].n : 1,
	       m = other->sets ? other->sets[other_person].n : 1;
	const int32_t *mine = c->sets ? c->sets[person].codes : &c->codes[person];
	const int32_t *theirs =
		other->sets ? other->sets[other_person].codes : &other->codes[other_person];
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < m; j++)
			if (mine[i] == theirs[j] && mine[i] != NO_CODE) {
				if (b->n)
					buf_str(b, ", ");
				buf_str(b, r->words.shown[mine[i]]);
			}
}

static void
say_both_values(struct arena *mem, const struct criteria *k, const struct roster *r,
	const struct criterion *x, size_t i, size_t j, struct reason *ret)
{
	say_text(ret, value_text(mem, k, r, MENTEE, i, x->mentee_field));
	say_text(ret, value_text(mem, k, r, MENTOR, j, x->mentor_field));
}

static void
describe_pair(struct arena *mem, const struct criteria *k, const struct roster *r,
	const struct criterion *x, size_t i, size_t j, int64_t m, struct reason *ret)
{
	struct buf items = BUF_IN(mem);
	bool both = x->kind == CRITERION_SAME || x->kind == CRITERION_DIFFERENT ? m == 1 : m == 0;

	if (x->kind == CRITERION_NOT_MANAGER) {
		say(ret, m ? N_("The mentor is not the line manager")
			   : N_("The mentor is the line manager"));
		return;
	}
	say(ret, N_("%1$s: not known for both"));
	say_text(ret, subject(mem, k, x));
	if (m == UNKNOWN)
		return;
	if (x->kind == CRITERION_SHARED) {
		list_codes(&items, r, &r->side[MENTEE].columns[x->mentee_field], i,
			&r->side[MENTOR].columns[x->mentor_field], j);
		ret->msgid = m ? N_("%1$s in common: %2$s") : N_("%1$s: nothing in common");
		say_text(ret, buf_text(&items));
	} else if (x->kind == CRITERION_HOURS) {
		ret->msgid = N_("%1$s: hours in common each week: %2$d");
		say_number(ret, m);
	} else {
		say_both_values(mem, k, r, x, i, j, ret);
		ret->msgid = both ? N_("%1$s: both %2$s") : N_("%1$s: %2$s, mentor %3$s");
	}
	if (x->kind == CRITERION_STEPS && m) {
		ret->msgid = m > 0 ? N_("%1$s: %2$s, mentor %3$s (%4$d above)")
				   : N_("%1$s: %2$s, mentor %3$s (%4$d below)");
		say_number(ret, m > 0 ? m : -m);
	}
}

size_t
criteria_explain(struct arena *mem, const struct criteria *k, const struct roster *r, size_t mentee,
	size_t mentor, enum audience audience, struct reason **ret)
{
	struct reason *list = ARENA_ARRAY(mem, struct reason, k->n);
	size_t n = 0, c;

	for (c = 0; c < k->n; c++) {
		const struct criterion *x = &k->list[c];
		int64_t m;

		if (x->hard || (audience == PERSON && is_sensitive(k, x)))
			continue;
		m = criterion_measure(x, r, mentee, mentor);
		list[n].criterion = (int)c;
		list[n].holds = criterion_holds(x, m);
		list[n].points = criterion_points(x, m);
		describe_pair(mem, k, r, x, mentee, mentor, m, &list[n++]);
	}
	*ret = list;
	return n;
}

static void
describe_steps(const struct criterion *x, struct reason *ret)
{
	if (x->lo < 0)
		ret->msgid = N_("%1$s: from mentee to mentor must be %2$d to %3$d steps");
	else if (x->lo == x->hi)
		ret->msgid = N_("%1$s: the mentor must be %2$d above");
	else
		ret->msgid = N_("%1$s: the mentor must be %2$d to %3$d above");
	say_number(ret, x->lo);
	say_number(ret, x->hi);
}

/* The rule itself, whoever the people are. */
void
reason_of_rule(struct arena *mem, const struct criteria *k, size_t at, struct reason *ret)
{
	const struct criterion *x = &k->list[at];

	*ret = (struct reason){ .criterion = (int)at };
	if (x->kind == CRITERION_NOT_MANAGER) {
		say(ret, N_("The line manager cannot be the mentor"));
		return;
	}
	say_text(ret, subject(mem, k, x));
	switch (x->kind) {
	case CRITERION_SAME:
		ret->msgid = N_("%1$s must be the same");
		break;
	case CRITERION_DIFFERENT:
		ret->msgid = N_("%1$s must not be the same");
		break;
	case CRITERION_STEPS:
		describe_steps(x, ret);
		break;
	case CRITERION_SHARED:
		ret->msgid = N_("%1$s in common: at least %2$d");
		say_number(ret, x->lo > 1 ? x->lo : 1);
		break;
	case CRITERION_DISTANCE:
		ret->msgid = N_("%1$s: at most %2$d apart");
		say_number(ret, x->hi);
		break;
	case CRITERION_HOURS:
		ret->msgid = N_("%1$s: hours in common each week: at least %2$d");
		say_number(ret, x->lo > 1 ? x->lo : 1);
		break;
	case CRITERION_NOT_MANAGER:
		break;
	}
}

static const char *const obstacles[] = {
	[OBSTACLE_SELF] = N_("Nobody can be their own mentor"),
	[OBSTACLE_FULL] = N_("The mentor has no place free"),
	[OBSTACLE_APART] = N_("The programme manager keeps these two apart"),
};

struct reason
reason_of_obstacle(enum obstacle o)
{
	return (struct reason){ .criterion = -1, .msgid = obstacles[o] };
}

/* Nobody learns of what the manager arranged or of what is sensitive. */
static void
describe_secret(struct reason *ret)
{
	*ret = (struct reason){ .criterion = -1, .msgid = N_("Another rule of the programme") };
}

bool
criteria_obstacle(struct arena *mem, const struct criteria *k, const struct roster *r,
	size_t mentee, size_t mentor, enum audience audience, struct reason *ret)
{
	enum obstacle o = obstacle_of(r, mentee, mentor);
	size_t c;

	if (o == OBSTACLE_APART && audience == PERSON) {
		describe_secret(ret);
		return true;
	}
	if (o != NO_OBSTACLE) {
		*ret = reason_of_obstacle(o);
		return true;
	}
	for (c = 0; c < k->n; c++) {
		const struct criterion *x = &k->list[c];

		if (!x->hard || criterion_holds(x, criterion_measure(x, r, mentee, mentor)))
			continue;
		if (audience == PERSON && is_sensitive(k, x))
			describe_secret(ret);
		else
			reason_of_rule(mem, k, c, ret);
		return true;
	}
	return false;
}

struct tally {
	struct removal *list;
	size_t n;
	struct removal secret;
	bool has_secret;
};

static void
note(struct tally *t, const struct reason *why, bool secret, size_t removed, size_t failing)
{
	if (secret) {
		t->has_secret |= failing > 0;
		t->secret.removed += removed;
		t->secret.failing = t->secret.failing > failing ? t->secret.failing : failing;
	} else {
		t->list[t->n++] = (struct removal){ *why, removed, failing };
	}
}

static size_t
tally_obstacles(
	struct tally *t, const struct roster *r, size_t mentee, enum audience audience, bool *out)
{
	size_t left = r->side[MENTOR].n, j;
	int o;

	for (o = OBSTACLE_SELF; o <= OBSTACLE_APART; o++) {
		struct reason why = reason_of_obstacle((enum obstacle)o);
		size_t removed = 0;

		for (j = 0; j < r->side[MENTOR].n; j++)
			if (obstacle_of(r, mentee, j) == (enum obstacle)o) {
				out[j] = true;
				removed++;
			}
		left -= removed;
		if (removed)
			note(t, &why, o == OBSTACLE_APART && audience == PERSON, removed, removed);
	}
	return left;
}

size_t
criteria_removals(struct arena *mem, const struct criteria *k, const struct roster *r,
	size_t mentee, enum audience audience, struct removal **ret, size_t *ret_left)
{
	struct tally t = { .list = ARENA_ARRAY(mem, struct removal, k->n + 4) };
	bool *out = ARENA_ARRAY(mem, bool, r->side[MENTOR].n);
	size_t left = tally_obstacles(&t, r, mentee, audience, out), c, j;

	for (c = 0; c < k->n; c++) {
		const struct criterion *x = &k->list[c];
		size_t removed = 0, failing = 0;
		struct reason why;

		if (!x->hard)
			continue;
		for (j = 0; j < r->side[MENTOR].n; j++) {
			if (criterion_holds(x, criterion_measure(x, r, mentee, j)))
				continue;
			failing++;
			removed += !out[j];
			out[j] = true;
		}
		left -= removed;
		reason_of_rule(mem, k, c, &why);
		note(&t, &why, audience == PERSON && is_sensitive(k, x), removed, failing);
	}
	if (t.has_secret) {
		describe_secret(&t.secret.why);
		t.list[t.n++] = t.secret;
	}
	*ret = t.list;
	*ret_left = left;
	return t.n;
}
