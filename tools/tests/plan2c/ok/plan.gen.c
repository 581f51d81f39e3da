/* Made by plan2c from src/plan. */
#include "plan.gen.h"

#include <inttypes.h>

#include "base/arena.h"

const struct right_desc rights[] = {
#line 3 "ok/rights.def"
	{ "public", "site", STANDING_ANYONE, 0 },
#line 4 "ok/rights.def"
	{ "goal_read", "goal", STANDING_SELF | STANDING_PARTICIPANT, standing_goal },
};
const int rights_n = 2;

const struct route routes[] = {
#line 1 "ok/routes.def"
	{ METHOD_GET, "/", "home_show", RIGHT_public, 0, OUT_NOTHING, 0, 0, web_home_show, 0, -1, 0 },
#line 2 "ok/routes.def"
	{ METHOD_GET, "/goals/:goal", "goal_show", RIGHT_goal_read, 0, OUT_ONE, &json_goal_desc, 0, web_goal_show, 0, 0, 0 },
#line 3 "ok/routes.def"
	{ METHOD_GET, "/goals/new", "goal_new", RIGHT_public, 0, OUT_NOTHING, 0, 0, web_goal_new, 0, -1, 0 },
#line 4 "ok/routes.def"
	{ METHOD_PUT, "/goals/:goal", "goal_update", RIGHT_goal_read, &goal_form_desc, OUT_CHANGED, 0, 0 | ROUTE_SLOW, web_goal_update, slow_goal_update, 0, 0 },
#line 5 "ok/routes.def"
	{ METHOD_POST, "/goals", "goal_create", RIGHT_public, &goal_form_desc, OUT_ID, 0, 0 | ROUTE_SLOW | ROUTE_UPLOAD, web_goal_create, slow_goal_create, -1, 0 },
#line 7 "ok/routes.def"
	{ METHOD_PUT, "/goals/:goal/aim", "aim_update", RIGHT_goal_read, 0, OUT_CHANGED, 0, 0, web_aim_update, 0, 0, "/goals/:goal" },
#line 8 "ok/routes.def"
	{ METHOD_GET, "/goals/:goal/files/=name", "goal_file_show", RIGHT_goal_read, 0, OUT_NOTHING, 0, 0 | ROUTE_STREAM, web_goal_file_show, 0, 0, 0 },
};
const int routes_n = 7;

const char *
url_home_show(struct ctx *c)
{
	(void)c;
	return "/";
}

const char *
url_goal_show(struct ctx *c, int64_t goal)
{
	return arena_around(c->mem, "/goals/", goal, "");
}

const char *
url_goal_new(struct ctx *c)
{
	(void)c;
	return "/goals/new";
}

const char *
url_goal_update(struct ctx *c, int64_t goal)
{
	return arena_around(c->mem, "/goals/", goal, "");
}

const char *
url_goal_create(struct ctx *c)
{
	(void)c;
	return "/goals";
}

const char *
url_aim_update(struct ctx *c, int64_t goal)
{
	return arena_around(c->mem, "/goals/", goal, "/aim");
}

const char *
url_goal_file_show(struct ctx *c, int64_t goal, const char *name)
{
	return arena_printf(c->mem, "/goals/%" PRId64 "/files/%s", goal, name);
}

const struct job_desc job_descs[] = {
#line 1 "ok/other.def"
	{ "goal_remind", 60, 3, 3600, job_goal_remind },
};
const int job_descs_n = 1;

#line 2 "ok/other.def"
static const struct listener_desc listeners_goal_done[] = {
#line 2 "ok/other.def"
	{ "partner_tell", on_partner_tell },
#line 2 "ok/other.def"
	{ "score_count", on_score_count },
};
const struct event_desc event_descs[] = {
#line 2 "ok/other.def"
	{ "goal_done", 2, listeners_goal_done },
#line 3 "ok/other.def"
	{ "goal_added", 0, 0 },
};
const int event_descs_n = 2;

const struct setting_desc setting_descs[] = {
#line 4 "ok/other.def"
	{ "port", SETTING_INT, "8080", "The port to listen on" },
};
const int setting_descs_n = 1;
