/* SPDX-License-Identifier: Apache-2.0 */
/* Three smaller programmes that match in other ways: by wishes, peers, circles. The administrator of the cast looks
 * after them. */
#include "base/day.h"
#include "base/str.h"
#include "features/circles/circles.h"
#include "features/demo/demo.h"
#include "features/matching/ranked.h"
#include "features/people/people.h"
#include "features/programmes/programmes.h"
#include "features/relationships/relationships.h"

static int64_t
of_cast(const struct demo *d, const char *who)
{
	for (size_t i = 0; i < d->people->count; i++)
		if (str_eq(practice_field(&d->people->items[i], "cast", "en"), who))
			return d->person[i];
	return 0;
}

/* People without a programme, or who still wait in one if `waiting`, of levels from `low` to `high`, whom no one
 * has been given yet. */
static size_t
idle_people(const struct demo *d, bool *taken, bool waiting, int64_t low, int64_t high, size_t most,
	int64_t *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < d->people->count && n < most; i++) {
		const struct practice_item *it = &d->people->items[i];
		int64_t level = practice_number(it, "level", 1);
		const char *takes = practice_field(it, "takes", "en");

		if (taken[i] || (*takes && !(waiting && str_eq(takes, "crossings-mentee"))) ||
			*practice_field(it, "cast", "en") || level < low || level > high)
			continue;
		taken[i] = true;
		ret[n++] = d->person[i];
	}
	return n;
}

static void
join_all(struct demo *d, int64_t programme, const char *role, const int64_t *people, size_t n)
{
	for (size_t i = 0; i < n; i++)
		sql_demo_participant_insert(
			d->c, programme, people[i], role, 1, d->c->now - 8 * DAY);
}

static int64_t
begin(struct demo *d, const char *name, const char *way)
{
	int64_t id = demo_programme(d, name);

	sql_programme_set_way(d->c, id, way);
	sql_demo_participant_insert(
		d->c, id, of_cast(d, "administrator"), "manager", 1, d->c->now - 12 * DAY);
	return id;
}

/* ---- by wishes: most have said something, and the mentee of the cast is in the middle of it ---- */

static void
say(struct demo *d, int64_t programme, int64_t who, const char *role, const char *text)
{
	struct ctx c = *d->c;
	struct said s;

	c.who = who;
	c.now -= 2 * DAY;
	said_parse(c.mem, text, &s);
	said_write(&c, programme, role, &s);
}

static void
make_wishes(struct demo *d, bool *taken)
{
	int64_t mentors[8], mentees[12], programme = begin(d, "by-choice", "wishes");
	struct arena *mem = d->c->mem;
	size_t n_mentors = idle_people(d, taken, false, 3, 9, 7, mentors);
	size_t n_mentees = idle_people(d, taken, false, 1, 2, 9, mentees);

	mentees[n_mentees++] = of_cast(d, "mentee");
	join_all(d, programme, "mentor", mentors, n_mentors);
	join_all(d, programme, "mentee", mentees, n_mentees);
	for (size_t i = 0; n_mentors > 4 && i < n_mentees; i++)
		if (i % 4 != 1 || i + 1 == n_mentees)
			say(d, programme, mentees[i], "mentee",
				arena_printf(mem, "%lld\n%lld %lld\n- %lld",
					(long long)mentors[i % n_mentors],
					(long long)mentors[(i + 1) % n_mentors],
					(long long)mentors[(i + 3) % n_mentors],
					(long long)mentors[(i + 4) % n_mentors]));
	for (size_t i = 0; n_mentees > 2 && i < n_mentors; i += 2)
		say(d, programme, mentors[i], "mentor",
			arena_printf(mem, "%lld\n%lld", (long long)mentees[(i + 2) % n_mentees],
				(long long)mentees[i % n_mentees]));
}

/* ---- peers: some together for a month, others wait ---- */

static void
make_peers(struct demo *d, bool *taken)
{
	int64_t people[10], programme = begin(d, "side-by-side", "peers"), id;
	struct ctx then = *d->c;
	size_t n = idle_people(d, taken, false, 1, 4, 9, people);

	then.now -= 30 * DAY;
	people[n++] = of_cast(d, "administrator");
	join_all(d, programme, "mentee", people, n);
	for (size_t i = n; i > 5; i -= 2)
		relationship_start_peers(&then, programme, people[i - 1], people[i - 2], &id);
	sql_demo_set_programme(d->c, programme, "running");
}

/* ---- circles: topics that many want ---- */

static const struct {
	const char *topic;
	int64_t least, most;
} offered[] = { { "Leading a team", 3, 8 }, { "Building a network", 3, 6 },
	{ "Public speaking", 3, 6 }, { "Working with data", 3, 6 },
	{ "Difficult conversations", 3, 8 } };

static void
make_circles(struct demo *d, bool *taken)
{
	int64_t people[24], programme = begin(d, "round-tables", "circles"), id;
	struct circle_topic_form f;
	size_t n = idle_people(d, taken, true, 1, 9, 22, people);

	people[n++] = of_cast(d, "manager");
	join_all(d, programme, "mentee", people, n);
	for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
		f = (struct circle_topic_form){
			.name = offered[i].topic, .least = offered[i].least, .most = offered[i].most
		};
		circle_topic_offer(d->c, programme, &f, &id);
	}
}

void
demo_ways(struct demo *d)
{
	bool *taken = ARENA_ARRAY(d->c->mem, bool, d->people->count);

	make_wishes(d, taken);
	make_peers(d, taken);
	make_circles(d, taken);
}
