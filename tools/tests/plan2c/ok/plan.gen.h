/* Made by plan2c from src/plan. */
#ifndef PLAN_GEN_H
#define PLAN_GEN_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/http/req.h"

struct job;

/* What a person can be to a thing. */
enum {
	STANDING_ANYONE = 1 << 0,
	STANDING_MEMBER = 1 << 1,
	STANDING_ADMIN = 1 << 2,
	STANDING_SELF = 1 << 3,
	STANDING_PARTICIPANT = 1 << 4,
	STANDING_MENTOR = 1 << 5,
	STANDING_MENTEE = 1 << 6,
	STANDING_MANAGER = 1 << 7,
	STANDING_LINE_MANAGER = 1 << 8,
};

enum right {
	RIGHT_public,
	RIGHT_goal_read,
};

/* Who may: a standing in mask, towards a thing of this kind (NULL: towards the site). A
 * standing of 0 means that the thing does not exist for this person. */
struct right_desc {
	const char *name;
	const char *subject; /* "relationship", or "site" */
	unsigned mask;
	unsigned (*standing)(struct ctx *c, int64_t id);
};
extern const struct right_desc rights[];
extern const int rights_n;

#line 2 "ok/rights.def"
unsigned standing_goal(struct ctx *c, int64_t id);

enum route_id {
	ROUTE_home_show,
	ROUTE_goal_show,
	ROUTE_goal_new,
	ROUTE_goal_update,
	ROUTE_goal_create,
	ROUTE_aim_update,
	ROUTE_goal_file_show,
	ROUTE_COUNT
};

enum route_out { OUT_NOTHING, OUT_ONE, OUT_MANY, OUT_ID, OUT_CHANGED };
enum { ROUTE_SLOW = 1, ROUTE_UPLOAD = 2, ROUTE_STREAM = 4, ROUTE_OPEN = 8, ROUTE_FILE = 16,
	ROUTE_PAGES = 32, ROUTE_AFTER = 64 };

struct route {
	enum method method;
	const char *path;  /* "/relationships/:relationship/goals" */
	const char *name;  /* "goal_list" */
	enum right right;
	const struct form_desc *in;   /* NULL: reads no body */
	enum route_out out_kind;
	const struct json_desc *out;  /* NULL unless OUT_ONE or OUT_MANY */
	unsigned flags;
	enum result (*web)(struct req *q);
	enum result (*slow)(struct req *q); /* NULL unless ROUTE_SLOW */
	int subject_index; /* which of req.ids the right speaks of; -1: the site */
	const char *read;  /* where what it changes is read; NULL: at its own address */
};
extern const struct route routes[];
extern const int routes_n;

#line 1 "ok/routes.def"
enum result web_home_show(struct req *q);
#line 1 "ok/routes.def"
const char *url_home_show(struct ctx *c);
#line 2 "ok/routes.def"
enum result web_goal_show(struct req *q);
extern const struct json_desc json_goal_desc;
#line 2 "ok/routes.def"
const char *url_goal_show(struct ctx *c, int64_t goal);
#line 3 "ok/routes.def"
enum result web_goal_new(struct req *q);
#line 3 "ok/routes.def"
const char *url_goal_new(struct ctx *c);
#line 4 "ok/routes.def"
enum result web_goal_update(struct req *q);
enum result slow_goal_update(struct req *q);
extern const struct form_desc goal_form_desc;
#line 4 "ok/routes.def"
const char *url_goal_update(struct ctx *c, int64_t goal);
#line 5 "ok/routes.def"
enum result web_goal_create(struct req *q);
enum result slow_goal_create(struct req *q);
#line 5 "ok/routes.def"
const char *url_goal_create(struct ctx *c);
#line 7 "ok/routes.def"
enum result web_aim_update(struct req *q);
#line 7 "ok/routes.def"
const char *url_aim_update(struct ctx *c, int64_t goal);
#line 8 "ok/routes.def"
enum result web_goal_file_show(struct req *q);
#line 8 "ok/routes.def"
const char *url_goal_file_show(struct ctx *c, int64_t goal, const char *name);

enum job_kind {
	JOB_goal_remind,
	JOB_COUNT
};

/* A kind of job; index = enum job_kind. every 0: only by job_add. */
struct job_desc {
	const char *name;
	int lease, tries, every; /* seconds, times, seconds */
	enum result (*run)(struct job *j);
};
extern const struct job_desc job_descs[];
extern const int job_descs_n;

#line 1 "ok/other.def"
enum result job_goal_remind(struct job *j);

enum event_kind {
	EVENT_goal_done,
	EVENT_goal_added,
	EVENT_COUNT
};

/* A kind of event; index = enum event_kind. */
struct listener_desc {
	const char *name;
	enum result (*run)(struct ctx *c, int64_t subject, int64_t who);
};
struct event_desc {
	const char *name;
	int n;
	const struct listener_desc *listeners;
};
extern const struct event_desc event_descs[];
extern const int event_descs_n;

#line 2 "ok/other.def"
enum result on_partner_tell(struct ctx *c, int64_t subject, int64_t who);
#line 2 "ok/other.def"
enum result on_score_count(struct ctx *c, int64_t subject, int64_t who);

enum setting {
	SET_port,
	SET_COUNT
};

enum setting_kind { SETTING_TEXT, SETTING_INT, SETTING_BOOL, SETTING_SECRET };
struct setting_desc {
	const char *key;
	enum setting_kind kind;
	const char *otherwise; /* the default; BOOL is "yes" or "no" */
	const char *help;
};
extern const struct setting_desc setting_descs[];
extern const int setting_descs_n;

#endif
