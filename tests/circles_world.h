/* SPDX-License-Identifier: Apache-2.0 */
/* A programme of circles: topics on offer, people who want to learn about them, and who would be where. */
#ifndef TESTS_CIRCLES_WORLD_H
#define TESTS_CIRCLES_WORLD_H

#include "tests/match_world.h"

#include "features/circles/circles.h"
#include "features/matching/circled.h"

static inline struct match_world
circles_make(struct ctx *c)
{
	struct match_world w = match_world_make(c);

	sql_programme_set_way(c, w.programme, "circles");
	return w;
}

static inline int64_t
offer(struct ctx *c, const struct match_world *w, const char *name, int64_t least, int64_t most)
{
	int64_t id = 0;

	assert_int_equal(
		circle_topic_offer(c, w->programme,
			&(struct circle_topic_form){ .name = name, .least = least, .most = most },
			&id),
		OK);
	return id;
}

static inline int64_t
person(struct ctx *c, const struct match_world *w, const char *name, const char *unit,
	const char *wanted)
{
	return test_mentee(c, w, (struct some){ .name = name, .unit = unit, .wanted = wanted });
}

static inline struct match
get(struct ctx *c, int64_t id)
{
	struct match m;

	assert_true(sql_match_get(c, id, &m));
	return m;
}

/* The topic of somebody in a proposal, or "". */
static inline const char *
place(struct ctx *c, int64_t run, int64_t who)
{
	struct match_place_rows rows = sql_match_place_list(c, run, 100, 0);

	for (int i = 0; i < rows.n; i++)
		if (rows.v[i].person == who)
			return rows.v[i].topic_name;
	return "";
}

#endif
