/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The demonstration: an invented organisation in the middle of its work, made from practice/demo, and a
 * page on which one is whoever one likes with one click. Loopback only, and never in `waymark serve`.
 * The same clock makes the same demonstration.
 */
#ifndef FEATURES_DEMO_H
#define FEATURES_DEMO_H

#include "engine/http/req.h"
#include "engine/practice/practice.h"
#include "features/demo/demo.sql.h"
#include "features/goals/goals.h"
#include "features/shell/shell.h"

/* Fills an empty database, in the transaction of c. CONFLICT if there is an organisation already. */
enum result demo_fill(struct ctx *c);

/* ---- between the files of this room ---- */

/* Ids of what was made, by the ids of the practice. */
struct demo {
	struct ctx *c;
	const struct practice_kind *people; /* demo-person */
	int64_t *person;		    /* by index in people */
	int64_t *pair;			    /* by index in demo-relationship; 0: not made */
	int64_t pathways, crossings;
	int64_t start;	 /* when pathways began */
	int64_t manager; /* who looks after the programmes */
};

/* The id in the database of a person of the practice. */
int64_t demo_person(const struct demo *d, const char *id);
const struct practice_item *demo_item(const struct demo *d, const char *id);

void demo_people(struct demo *d);
void demo_programmes(struct demo *d);
void demo_pairs(struct demo *d);
void demo_ways(struct demo *d);
void demo_practice(struct demo *d);
/* After everything else: the nights and mornings of the last weeks. */
void demo_nights(struct demo *d);

/* One pair being made. */
struct demo_pair {
	struct demo *d;
	const struct practice_item *it;	   /* demo-relationship */
	const struct practice_item *theme; /* what they talk about */
	size_t n;	    /* of the pair: chooses lines, so that no two are alike */
	const char *suffix; /* "-de" where the two write German */
	int64_t id, mentor, mentee;
	int64_t began, last_held;
	const char *twist;
	bool rich; /* one of those that have more to show */
};

/* A ctx in which somebody does something at another time, or so many days ago. */
struct ctx demo_then(const struct demo_pair *m, int64_t who, int64_t when);
struct ctx demo_ago(const struct demo_pair *m, int64_t who, int64_t days);
/* The k-th thing that this pair says of a demo-text, in its language where there is that. */
const char *demo_says(const struct demo_pair *m, const char *id, size_t k);

/* Questions, what was heard, advice, a roadblock and an introduction. */
void demo_talk(const struct demo_pair *m);
/* What they settled, hope for and plan, told each other, and how it is between them. */
void demo_together(const struct demo_pair *m);
void demo_feedback(struct demo_pair *m);
/* What became of it: goals that changed, feedback that is not easy, how they see each other grow. */
void demo_more(const struct demo_pair *m);
/* The k-th goal of a pair, and what both have said of it since. */
void demo_goal(const struct demo_pair *m, const char *id, size_t k);
void demo_goal_changed(const struct demo_pair *m, int64_t goal);
struct goal_form demo_goal_form(const char *title);
/* What is the matter with some; those who rest, have ended early, or go on as allies. */
bool demo_is(const struct demo_pair *m, const char *twist);
void demo_twist(const struct demo_pair *m);
void demo_rest(const struct demo_pair *m);
void demo_end_early(const struct demo_pair *m);
void demo_allies(const struct demo_pair *m);
/* What each of the two wrote for himself; of it the mentee shares one page. */
void demo_journal(struct demo_pair *m);
/* One of the two has taken the role on and signed what two promise each other. */
void demo_begun(const struct demo_pair *m, int64_t who, int64_t when);
/* How the mentor saw himself since the pair began. */
void demo_traits(const struct demo_pair *m);
/* Who keeps whom company with promises. */
void demo_companions(struct demo *d);
/* Those who wait for a match. */
void demo_newcomers(struct demo *d);

/* Makes a programme of the practice. */
int64_t demo_programme(struct demo *d, const char *name);

/* The n-th value of a list field, going round. */
const char *demo_line(const struct practice_item *it, const char *field, size_t n);

/* ---- whom one can be ---- */

struct demo_card {
	int64_t id;
	const char *name;
	const char *headline;
	const char *role; /* "administrator", "manager", "mentor", "mentee", "newcomer" */
};
struct demo_card_rows {
	int n;
	struct demo_card *v;
};

/* ---- the mails that would have gone out ---- */

#define DEMO_MAILS 100

struct demo_mail_list_view {
	const char *name; /* whose they are */
	struct demo_mail_line_rows mails;
};

/* A line of the plain text; address: the same, where it is one and so leads somewhere. */
struct demo_mail_text {
	const char *text, *address;
};
struct demo_mail_text_rows {
	int n;
	struct demo_mail_text *v;
};
struct demo_mail_view {
	struct demo_mail mail;
	struct demo_mail_text_rows lines;
};

/* A page that is the mail's own HTML; what its style says comes from an address beside it. */
void html_demo_document(struct html *h, const struct demo_mail_view *v);

/* ---- views ---- */

/* A pair in a special situation, and who of the two one is there. */
struct demo_scene {
	int64_t id, pair;
	const char *person;
	const char *name, *text; /* of the situation */
};
struct demo_scene_rows {
	int n;
	struct demo_scene *v;
};
struct demo_view {
	struct demo_scene_rows scenes;
	const char *name; /* who one is, or "" */
	int64_t mails;	  /* of that person */
	struct demo_card_rows cast;
	const char *organisation;
	const char *about;
};

#endif
