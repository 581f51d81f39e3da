/* SPDX-License-Identifier: Apache-2.0 */
/* How the people of the demonstration were made ready: what they took on and promised, how they see themselves, what
 * they have learnt. Of those who wait for a match some are far, some have just come. */
#include "base/day.h"
#include "base/str.h"
#include "features/demo/demo.h"
#include "features/onboarding/onboarding.h"
#include "features/ready/ready.h"

static const char *const marks[] = { "1", "2", "3", "4", "5" };

/* Three to five, and another mix for everybody. */
static const char *
mark(size_t n)
{
	return marks[2 + n % 3];
}

void
demo_begun(const struct demo_pair *m, int64_t who, int64_t when)
{
	struct ctx c = demo_then(m, who, when);

	beginning_sign(&c, m->id,
		&(struct beginning_form){ .role = true, .limits = true, .points = true });
}

/* Twice or three times, and what was lowest has grown. */
void
demo_traits(const struct demo_pair *m)
{
	for (size_t k = 0; k < 3; k++) {
		struct ctx c =
			demo_then(m, m->mentor, m->began + (int64_t)(k * 80 + m->n % 9) * DAY);
		bool empathy = m->n % 4 == 3;
		struct traits_form f = { .communication = mark(m->n + (k > 0)),
			.empathy = marks[empathy ? 2 + k : 3],
			.adaptability = marks[empathy ? 3 : 2 + k],
			.learning = mark(m->n / 2) };

		if (c.now < m->d->c->now)
			traits_rate(&c, &f);
	}
}

/* Who waits has done the first so many steps of the way in. */
static void
come_so_far(struct demo *d, size_t n, int64_t who, const char *role, size_t steps)
{
	const struct practice_field *guide = practice_values(guide_of(role), "steps");
	struct ctx c = demo_ago(&(struct demo_pair){ .d = d }, who, (int64_t)(1 + n % 6));
	struct self_check_form check = { .trust = mark(n),
		.motivation = mark(n + 1),
		.learning = mark(n / 3),
		.hours = marks[1 + n % 4],
		.gains = "" };

	if (steps > 0)
		self_check_save(&c, role, &check);
	if (steps > 1)
		enrolment_take(&c, d->crossings, &(struct enrolment_form){ .role = true });
	if (steps > 2)
		promise_ahead(&c, d->crossings,
			&(struct promise_ahead_form){ .limits = true, .points = true });
	for (size_t k = 0; k < guide->count && steps > 2 && k < n % 8; k++)
		learnt_mark(&c, "steps", guide->entries[k].key, true);
}

void
demo_newcomers(struct demo *d)
{
	for (size_t i = 0; i < d->people->count; i++) {
		const struct practice_item *it = &d->people->items[i];
		const struct practice_field *takes = practice_values(it, "takes");

		for (size_t k = 0; k < takes->count; k++) {
			const char *what = takes->entries[k].key;
			/* The newcomer of the cast has begun, and finds the next step. */
			bool cast = str_eq(practice_field(it, "cast", "en"), "newcomer");

			if (str_starts(what, "crossings"))
				come_so_far(d, i, d->person[i],
					str_ends(what, "mentor") ? "mentor" : "mentee",
					cast ? 1 : i * 7 % 5);
		}
	}
}
