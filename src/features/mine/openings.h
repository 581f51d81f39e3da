/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who opened what is about somebody. A page about one person or one pair that a manager, an administrator or
 * a line manager opens is noted for the people whom it is about, before it is sent: what cannot be noted is
 * not shown. One row a day for each reader and page, kept for a year, so that it costs little and stays small.
 * What the two of a pair open themselves, and lists of many people, are not noted.
 *
 * The door asks for every page that is read, in one place: opening_of finds in the path of the route whom a
 * page is about. A test walks over all routes.
 */
#ifndef FEATURES_MINE_OPENINGS_H
#define FEATURES_MINE_OPENINGS_H

#include "engine/http/req.h"
#include "features/mine/openings.sql.h"

#define OPENING_LIFE ((int64_t)366 * 86400)
#define OPENINGS_ON_PAGE 30

struct opening {
	int64_t person;	      /* about whom */
	int64_t other;	      /* the other one of a pair, or 0 */
	int64_t relationship; /* the pair, or 0: about a person alone */
	const char *standing; /* what the reader is to them */
	const char *route;
};

/* The word of a path (of routes.def) that says whom a page is about: "person", "relationship" …; *ret_at: which
 * of the ids it is. NULL where it is about nobody in particular. */
const char *opening_about(const char *path, int *ret_at);

/* Is what q has just read about somebody else, read by somebody who looks after them? In the snapshot. */
bool opening_of(struct req *q, struct opening *ret);

/* Notes it. arg: the struct opening; c->who has read. */
enum result opening_note(struct ctx *c, void *arg);

/* "Administrator". */
const char *fmt_opening_standing(struct ctx *c, const char *standing);
/* "Your profile", of a route; with: the name of the partner, "" for a page about a person alone. */
const char *fmt_opening_page(struct ctx *c, const char *route, const char *with);

#endif
