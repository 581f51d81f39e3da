/* SPDX-License-Identifier: Apache-2.0 */
/* plan.gen.h: what everyone may know of the plan. */
#include "plan2c.h"

#include "base/str.h"

static const char *const fixed = "/* Made by plan2c from src/plan. */\n"
				 "#ifndef PLAN_GEN_H\n"
				 "#define PLAN_GEN_H\n\n"
				 "#include <stdbool.h>\n"
				 "#include <stdint.h>\n\n"
				 "#include \"engine/http/req.h\"\n\n"
				 "struct job;\n\n"
				 "/* What a person can be to a thing. */\n";

static const char *const rights_types =
	"\n/* Who may: a standing in mask, towards a thing of this kind (NULL: towards the site). "
	"A\n"
	" * standing of 0 means that the thing does not exist for this person. */\n"
	"struct right_desc {\n"
	"\tconst char *name;\n"
	"\tconst char *subject; /* \"relationship\", or \"site\" */\n"
	"\tunsigned mask;\n"
	"\tunsigned (*standing)(struct ctx *c, int64_t id);\n"
	"};\n"
	"extern const struct right_desc rights[];\n"
	"extern const int rights_n;\n\n";

static const char *const routes_types =
	"\nenum route_out { OUT_NOTHING, OUT_ONE, OUT_MANY, OUT_ID, OUT_CHANGED };\n"
	"enum { ROUTE_SLOW = 1, ROUTE_UPLOAD = 2, ROUTE_STREAM = 4, ROUTE_OPEN = 8, ROUTE_FILE = "
	"16,\n\tROUTE_PAGES = 32, ROUTE_AFTER = 64 };\n\n"
	"struct route {\n"
	"\tenum method method;\n"
	"\tconst char *path;  /* \"/relationships/:relationship/goals\" */\n"
	"\tconst char *name;  /* \"goal_list\" */\n"
	"\tenum right right;\n"
	"\tconst struct form_desc *in;   /* NULL: reads no body */\n"
	"\tenum route_out out_kind;\n"
	"\tconst struct json_desc *out;  /* NULL unless OUT_ONE or OUT_MANY */\n"
	"\tunsigned flags;\n"
	"\tenum result (*web)(struct req *q);\n"
	"\tenum result (*slow)(struct req *q); /* NULL unless ROUTE_SLOW */\n"
	"\tint subject_index; /* which of req.ids the right speaks of; -1: the site */\n"
	"\tconst char *read;  /* where what it changes is read; NULL: at its own address */\n"
	"};\n"
	"extern const struct route routes[];\n"
	"extern const int routes_n;\n\n";

static const char *const jobs_types =
	"\n/* A kind of job; index = enum job_kind. every 0: only by job_add. */\n"
	"struct job_desc {\n"
	"\tconst char *name;\n"
	"\tint lease, tries, every; /* seconds, times, seconds */\n"
	"\tenum result (*run)(struct job *j);\n"
	"};\n"
	"extern const struct job_desc job_descs[];\n"
	"extern const int job_descs_n;\n\n";

static const char *const events_types =
	"\n/* A kind of event; index = enum event_kind. */\n"
	"struct listener_desc {\n"
	"\tconst char *name;\n"
	"\tenum result (*run)(struct ctx *c, int64_t subject, int64_t who);\n"
	"};\n"
	"struct event_desc {\n"
	"\tconst char *name;\n"
	"\tint n;\n"
	"\tconst struct listener_desc *listeners;\n"
	"};\n"
	"extern const struct event_desc event_descs[];\n"
	"extern const int event_descs_n;\n\n";

static const char *const settings_types =
	"\nenum setting_kind { SETTING_TEXT, SETTING_INT, SETTING_BOOL, SETTING_SECRET };\n"
	"struct setting_desc {\n"
	"\tconst char *key;\n"
	"\tenum setting_kind kind;\n"
	"\tconst char *otherwise; /* the default; BOOL is \"yes\" or \"no\" */\n"
	"\tconst char *help;\n"
	"};\n"
	"extern const struct setting_desc setting_descs[];\n"
	"extern const int setting_descs_n;\n";

static void
line(struct buf *b, struct place at)
{
	buf_printf(b, "#line %d \"%s\"\n", at.line, at.file);
}

static void
write_rights(struct plan *p, struct buf *b)
{
	buf_str(b, "enum {\n");
	for (int i = 0; standing_names[i]; i++)
		buf_printf(b, "\tSTANDING_%s = 1 << %d,\n", standing_names[i], i);
	buf_str(b, "};\n\nenum right {\n");
	for (int i = 0; i < p->n_rights; i++)
		buf_printf(b, "\tRIGHT_%s,\n", p->rights[i].name);
	buf_str(b, p->n_rights ? "};\n" : "\tRIGHT_NONE\n};\n");
	buf_str(b, rights_types);
	for (int i = 0; i < p->n_subjects; i++) {
		line(b, p->subjects[i].at);
		buf_printf(b, "unsigned standing_%s(struct ctx *c, int64_t id);\n",
			p->subjects[i].name);
	}
}

static void
write_url(struct buf *b, const struct route *r)
{
	buf_printf(b, "const char *url_%s(struct ctx *c", r->name);
	for (int i = 0; i < r->n; i++)
		if (r->segments[i].kind != SEGMENT_LITERAL)
			buf_printf(b, ", %s%s",
				r->segments[i].kind == SEGMENT_ID ? "int64_t " : "const char *",
				r->segments[i].name);
	buf_str(b, ");\n");
}

/* A form or list is declared once, however many routes use it. */
static bool
first_use(const struct plan *p, int row, const char *name, bool is_form)
{
	for (int i = 0; i < row; i++) {
		const char *other = is_form ? p->routes[i].in : p->routes[i].out;

		if (other && str_eq(other, name))
			return false;
	}
	return true;
}

static void
write_routes(struct plan *p, struct buf *b)
{
	buf_str(b, "\nenum route_id {\n");
	for (int i = 0; i < p->n_routes; i++)
		buf_printf(b, "\tROUTE_%s,\n", p->routes[i].name);
	buf_str(b, "\tROUTE_COUNT\n};\n");
	buf_str(b, routes_types);
	for (int i = 0; i < p->n_routes; i++) {
		const struct route *r = &p->routes[i];

		line(b, r->at);
		buf_printf(b, "enum result web_%s(struct req *q);\n", r->name);
		if (r->slow)
			buf_printf(b, "enum result slow_%s(struct req *q);\n", r->name);
		if (r->in && first_use(p, i, r->in, true))
			buf_printf(b, "extern const struct form_desc %s_desc;\n", r->in);
		if (r->out && first_use(p, i, r->out, false))
			buf_printf(b, "extern const struct json_desc json_%s_desc;\n", r->out);
		line(b, r->at);
		write_url(b, r);
	}
}

static bool
first_listener(const struct plan *p, int row, int n, const char *name)
{
	for (int i = 0; i <= row; i++)
		for (int k = 0; k < (i == row ? n : p->events[i].n); k++)
			if (str_eq(p->events[i].listeners[k], name))
				return false;
	return true;
}

static void
write_jobs(struct plan *p, struct buf *b)
{
	buf_str(b, "\nenum job_kind {\n");
	for (int i = 0; i < p->n_jobs; i++)
		buf_printf(b, "\tJOB_%s,\n", p->jobs[i].name);
	buf_str(b, "\tJOB_COUNT\n};\n");
	buf_str(b, jobs_types);
	for (int i = 0; i < p->n_jobs; i++) {
		line(b, p->jobs[i].at);
		buf_printf(b, "enum result job_%s(struct job *j);\n", p->jobs[i].name);
	}
	buf_str(b, "\nenum event_kind {\n");
	for (int i = 0; i < p->n_events; i++)
		buf_printf(b, "\tEVENT_%s,\n", p->events[i].name);
	buf_str(b, "\tEVENT_COUNT\n};\n");
	buf_str(b, events_types);
	for (int i = 0; i < p->n_events; i++)
		for (int k = 0; k < p->events[i].n; k++)
			if (first_listener(p, i, k, p->events[i].listeners[k])) {
				line(b, p->events[i].at);
				buf_printf(b,
					"enum result on_%s(struct ctx *c, int64_t subject, int64_t "
					"who);\n",
					p->events[i].listeners[k]);
			}
}

void
plan_write_header(struct plan *p, struct buf *b)
{
	buf_str(b, fixed);
	write_rights(p, b);
	write_routes(p, b);
	write_jobs(p, b);
	buf_str(b, "\nenum setting {\n");
	for (int i = 0; i < p->n_settings; i++)
		buf_printf(b, "\tSET_%s,\n", p->settings[i].key);
	buf_str(b, "\tSET_COUNT\n};\n");
	buf_str(b, settings_types);
	buf_str(b, "\n#endif\n");
}
