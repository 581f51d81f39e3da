/* SPDX-License-Identifier: Apache-2.0 */
#include "features/health/preview.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"

#define BATCH 2000

/* One pair, with the signs that the team may hear of. */
struct looked {
	const struct facts *f;
	const struct preview_sign *kept;
	int n_kept;
	int64_t now;
};

/* Does a rule hold for a pair? */
typedef bool (*rule)(const struct looked *x, const struct limits *l);

static bool
asks(const struct looked *x, const struct limits *l)
{
	return going_on_asks(x->f, l, x->now);
}

static bool
closes(const struct looked *x, const struct limits *l)
{
	return going_on_closes(x->f, l, x->now);
}

static bool
listed_now(const struct looked *x, const struct limits *l, int i)
{
	int64_t before = x->now - l->manager * DAY;

	return x->kept[i].told == 2 ||
	       (x->kept[i].since <= before && x->f->r.stage_since <= before);
}

/* A sign that waits for its days before it comes to the team. */
static bool
listed(const struct looked *x, const struct limits *l)
{
	for (int i = 0; i < x->n_kept; i++)
		if (x->kept[i].told == 1 && listed_now(x, l, i))
			return true;
	return false;
}

/* Silent and young: first on the list. */
static bool
first(const struct looked *x, const struct limits *l)
{
	if (x->f->r.started_at <= x->now - l->young * DAY)
		return false;
	for (int i = 0; i < x->n_kept; i++)
		if (listed_now(x, l, i) &&
			(str_eq(x->kept[i].kind, PRACTICE_CHALLENGE_SILENCE) ||
				str_eq(x->kept[i].kind, PRACTICE_CHALLENGE_FIRST_MEETING)))
			return true;
	return false;
}

#define MEETINGS (FACTS_MEETINGS | FACTS_AROUND)

/* What each number decides, and what has to be known for it: a sign, or a rule of its own. */
static const struct number {
	const char *threshold;
	const char *sign;
	unsigned facts;
	rule decides;
	bool kept; /* it goes by the signs that stand */
} numbers[] = {
	{ PRACTICE_THRESHOLD_GAP_BETWEEN_MEETINGS, PRACTICE_CHALLENGE_SILENCE, MEETINGS },
	{ PRACTICE_THRESHOLD_LONGEST_GAP, PRACTICE_CHALLENGE_SILENCE, MEETINGS },
	{ PRACTICE_THRESHOLD_FIRST_MEETING_BOOKED, PRACTICE_CHALLENGE_FIRST_MEETING, MEETINGS },
	{ PRACTICE_THRESHOLD_NEXT_MEETING_BOOKED, PRACTICE_CHALLENGE_NEXT_DATE, MEETINGS },
	{ PRACTICE_THRESHOLD_MEETINGS_HELD, PRACTICE_CHALLENGE_TIME_CONSTRAINTS, FACTS_MEETINGS },
	{ PRACTICE_THRESHOLD_MEETINGS_MOVED, PRACTICE_CHALLENGE_TIME_CONSTRAINTS, FACTS_MEETINGS },
	{ PRACTICE_THRESHOLD_FOLLOW_THROUGH, PRACTICE_CHALLENGE_FOLLOW_THROUGH, FACTS_PROMISES },
	{ PRACTICE_THRESHOLD_GOAL_BY_MEETING, PRACTICE_CHALLENGE_UNDEFINED_GOALS,
		FACTS_MEETINGS | FACTS_WORK },
	{ PRACTICE_THRESHOLD_GOAL_UPDATE, PRACTICE_CHALLENGE_UNDEFINED_GOALS,
		FACTS_MEETINGS | FACTS_WORK },
	{ PRACTICE_THRESHOLD_RATING_LATE, PRACTICE_CHALLENGE_SUBJECTIVE_PROGRESS,
		FACTS_MEETINGS | FACTS_WORK },
	{ PRACTICE_THRESHOLD_FEEDBACK_EVERY, PRACTICE_CHALLENGE_FEEDBACK, MEETINGS },
	{ PRACTICE_THRESHOLD_SUPPORT_FIRST, PRACTICE_CHALLENGE_SUPPORT, FACTS_AROUND },
	{ PRACTICE_THRESHOLD_SUPPORT_LATER, PRACTICE_CHALLENGE_SUPPORT, FACTS_AROUND },
	{ PRACTICE_THRESHOLD_LONG_PAIR, PRACTICE_CHALLENGE_YEAR, 0 },
	{ PRACTICE_THRESHOLD_START_OPEN, PRACTICE_CHALLENGE_UNTRAINED_START,
		FACTS_START | FACTS_AROUND },
	{ PRACTICE_THRESHOLD_ASK_TO_CONCLUDE, NULL, MEETINGS, asks },
	{ PRACTICE_THRESHOLD_CONCLUDE_AFTER_ASKING, NULL, MEETINGS, closes },
	{ PRACTICE_THRESHOLD_STAGE_BEFORE_MANAGER, NULL, 0, listed, true },
	{ PRACTICE_THRESHOLD_YOUNG_PAIR, NULL, 0, first, true },
};

/* What people answer alone decides these. */
static const char *const private_numbers[] = { PRACTICE_THRESHOLD_PULSE_EVERY,
	PRACTICE_THRESHOLD_PULSE_LOW, PRACTICE_THRESHOLD_PULSE_GAP, PRACTICE_THRESHOLD_PULSE_DROP,
	PRACTICE_THRESHOLD_COMMUNICATION_LOW, PRACTICE_THRESHOLD_COMMITMENT_LOW,
	PRACTICE_THRESHOLD_COMMITMENT_DROP, PRACTICE_THRESHOLD_LEVELS_APART };

static const struct number *
number_of(const char *threshold)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (str_eq(numbers[i].threshold, threshold))
			return &numbers[i];
	return NULL;
}

static bool
holds(const struct number *n, const struct looked *x, const struct limits *l)
{
	struct signs found;

	if (n->decides)
		return n->decides(x, l);
	signs_find(x->f, l, x->now, &found);
	for (int i = 0; i < found.n; i++)
		if (str_eq(found.v[i].kind, n->sign))
			return true;
	return false;
}

static void
count_one(const struct number *n, const struct looked *x, const struct limits *now,
	const struct limits *then, struct preview *ret)
{
	bool before = holds(n, x, now), after = holds(n, x, then);

	ret->all += after;
	ret->newly += after && !before;
	ret->no_longer += before && !after;
}

/* In memory of one batch, however many pairs there are. Returns behind which pair it goes on, or 0. */
static int64_t
count_batch(struct ctx *c, const struct number *n, const struct limits *now,
	const struct limits *then, int64_t after, struct preview *ret)
{
	struct facts_rows rows = facts_in(c, now->programme, after, BATCH, n->facts);
	int64_t last = rows.n ? rows.v[rows.n - 1].r.id : after;
	struct preview_sign_rows kept = { 0 };
	int at = 0;

	if (n->kept && rows.n)
		kept = sql_preview_signs(c, now->programme, after, last, c->now);
	for (int i = 0; i < rows.n; i++) {
		struct looked x = { .f = &rows.v[i], .now = c->now };

		while (at < kept.n && kept.v[at].relationship < x.f->r.id)
			at++;
		x.kept = kept.v + at;
		while (at < kept.n && kept.v[at].relationship == x.f->r.id)
			at++, x.n_kept++;
		count_one(n, &x, now, then, ret);
	}
	return rows.n == BATCH ? last : 0;
}

/* Of these the more days, the fewer: what another number changes is the difference. */
static struct preview
counted(struct ctx *c, int64_t programme, const char *threshold_id, int64_t value,
	enum preview_way way)
{
	int64_t all = threshold_concerned(c, programme, threshold_id, value);
	int64_t more = all - threshold_concerned(c, programme, threshold_id,
				     threshold(c, programme, threshold_id));

	return (struct preview){ way, all, more > 0 ? more : 0, more < 0 ? -more : 0 };
}

struct preview
threshold_preview(struct ctx *c, int64_t programme, const char *id, int64_t value)
{
	const struct number *n = number_of(id);
	struct preview p = { .way = PREVIEW_PAIRS };
	struct limits now, then;
	struct ctx own = *c;
	int64_t after = 0;

	for (size_t i = 0; i < sizeof private_numbers / sizeof *private_numbers; i++)
		if (str_eq(private_numbers[i], id))
			return (struct preview){ .way = PREVIEW_PRIVATE };
	if (str_eq(id, PRACTICE_THRESHOLD_QUESTION_WAITS))
		return counted(c, programme, id, value, PREVIEW_PAIRS);
	if (str_eq(id, PRACTICE_THRESHOLD_INVITATION_ACCEPTED) ||
		str_eq(id, PRACTICE_THRESHOLD_PROFILE_COMPLETE))
		return counted(c, programme, id, value, PREVIEW_PEOPLE);
	if (!n)
		return (struct preview){ .way = PREVIEW_NONE };
	limits_read(c, programme, &now);
	then = now;
	*limit_of(&then, id) = value;
	do {
		own.mem = arena_new(1 << 20);
		after = count_batch(&own, n, &now, &then, after, &p);
		arena_free(own.mem);
	} while (after);
	return p;
}

const char *
preview_about(struct ctx *c, const char *id)
{
	const struct number *n = number_of(id);

	if (n && n->sign)
		return tr(c, _("The sign \"%s\""),
			practice_field(practice_need("challenge", n->sign), "name", c->lang->tag));
	if (str_eq(id, PRACTICE_THRESHOLD_ASK_TO_CONCLUDE))
		return _("Being asked tonight whether they go on");
	if (str_eq(id, PRACTICE_THRESHOLD_CONCLUDE_AFTER_ASKING))
		return _("Being concluded tonight");
	if (str_eq(id, PRACTICE_THRESHOLD_YOUNG_PAIR))
		return _("Standing first on your list");
	if (str_eq(id, PRACTICE_THRESHOLD_QUESTION_WAITS))
		return _("A question that waits");
	return _("Standing on your list");
}
