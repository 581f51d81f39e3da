/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Home answers one question for everybody: what is my next step? Exactly one primary action, chosen from
 * a person's relationships, the programmes that he or she manages, and the administration.
 */
#ifndef FEATURES_HOME_H
#define FEATURES_HOME_H

#include "engine/http/req.h"
#include "features/circles/circles.h"
#include "features/home/home.sql.h"
#include "features/concerns/concerns.h"
#include "features/ready/ready.h"
#include "features/trail/trail.h"

/* A relationship as home shows it: with whom, and what is next there. */
struct home_card {
	struct my_relationship r;
	struct next_step step;
};
struct home_card_rows {
	int n;
	struct home_card *v;
};
struct home_view {
	const char *name;
	struct next_step step; /* the one */
	struct home_card_rows cards;
	struct home_programme_rows programmes; /* that one manages */
	struct meeting_ahead_rows ahead;
	struct circle_rows circles;
	struct path_step_rows path; /* of a newcomer, in the programme where he waits */
	const char *path_name;
	const char *path_role; /* "mentor", "mentee" */
	int64_t path_programme;
};

/* The way in of c->who where he waits for a match: the programme that he joined last. False if nowhere. */
bool home_path(struct ctx *c, struct home_view *v);

/* The one next step of c->who over everything, with the cards of his running relationships and his way in.
 * v->programmes: those that he manages. */
struct next_step home_next_step(struct ctx *c, bool admin, struct home_view *v);

#endif
