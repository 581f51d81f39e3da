/* SPDX-License-Identifier: Apache-2.0 */
/* plan.gen.c: the tables themselves, and the builders of addresses. Every row carries the line of its
 * entry, so that a handler or form that is missing is reported there. */
#include "plan2c.h"

#include "base/str.h"

static void
line(struct buf *b, struct place at)
{
	buf_printf(b, "#line %d \"%s\"\n", at.line, at.file);
}

/* Back to the lines of the file being written. */
static void
own_line(struct buf *b, const char *self)
{
	int n = 2;

	for (size_t i = 0; i < b->n; i++)
		n += b->p[i] == '\n';
	buf_printf(b, "#line %d \"%s\"\n", n, self);
}

static void
write_rights(struct plan *p, struct buf *b)
{
	buf_str(b, "const struct right_desc rights[] = {\n");
	for (int i = 0; i < p->n_rights; i++) {
		const struct right *r = &p->rights[i];
		const char *join = "";

		line(b, r->at);
		buf_printf(b, "\t{ \"%s\", \"%s\", ", r->name,
			r->subject < 0 ? "site" : p->subjects[r->subject].name);
		for (int k = 0; standing_names[k]; k++)
			if (r->mask & 1u << k) {
				buf_printf(b, "%sSTANDING_%s", join, standing_names[k]);
				join = " | ";
			}
		buf_printf(b, ", %s%s },\n", r->subject < 0 ? "0" : "standing_",
			r->subject < 0 ? "" : p->subjects[r->subject].name);
	}
	buf_printf(b, "};\nconst int rights_n = %d;\n\n", p->n_rights);
}

static void
write_route(struct plan *p, struct buf *b, const struct route *r)
{
	line(b, r->at);
	buf_printf(b, "\t{ METHOD_%s, \"%s\", \"%s\", RIGHT_%s, ", r->method, r->path, r->name,
		p->rights[r->right].name);
	if (r->in)
		buf_printf(b, "&%s_desc, ", r->in);
	else
		buf_str(b, "0, ");
	buf_printf(b, "OUT_%s, ", r->out_kind);
	if (r->out)
		buf_printf(b, "&json_%s_desc, ", r->out);
	else
		buf_str(b, "0, ");
	buf_printf(b, "0%s%s%s%s%s%s%s, web_%s, ", r->slow ? " | ROUTE_SLOW" : "",
		r->upload ? " | ROUTE_UPLOAD" : "", r->stream ? " | ROUTE_STREAM" : "",
		r->open ? " | ROUTE_OPEN" : "", r->file ? " | ROUTE_FILE" : "",
		r->pages ? " | ROUTE_PAGES" : "", r->after ? " | ROUTE_AFTER" : "", r->name);
	buf_printf(
		b, "%s%s, %d, ", r->slow ? "slow_" : "0", r->slow ? r->name : "", r->subject_index);
	if (r->read_path)
		buf_printf(b, "\"%s\" },\n", r->read_path);
	else
		buf_str(b, "0 },\n");
}

/* Nearly all addresses are a number between two texts: without printf, which a page with forty of them feels. */
static bool
write_url_around(struct buf *b, const struct route *r)
{
	int at = -1;

	for (int i = 0; i < r->n; i++) {
		if (r->segments[i].kind == SEGMENT_WORD ||
			(r->segments[i].kind == SEGMENT_ID && at >= 0))
			return false;
		if (r->segments[i].kind == SEGMENT_ID)
			at = i;
	}
	buf_str(b, "\treturn arena_around(c->mem, \"");
	for (int i = 0; i < at; i++)
		buf_printf(b, "/%s", r->segments[i].name);
	buf_printf(b, "/\", %s, \"", r->segments[at].name);
	for (int i = at + 1; i < r->n; i++)
		buf_printf(b, "/%s", r->segments[i].name);
	buf_str(b, "\");\n}\n");
	return true;
}

static void
write_url(struct buf *b, const struct route *r)
{
	bool plain = true;

	buf_printf(b, "\nconst char *\nurl_%s(struct ctx *c", r->name);
	for (int i = 0; i < r->n; i++)
		if (r->segments[i].kind != SEGMENT_LITERAL) {
			plain = false;
			buf_printf(b, ", %s%s",
				r->segments[i].kind == SEGMENT_ID ? "int64_t " : "const char *",
				r->segments[i].name);
		}
	buf_str(b, ")\n{\n");
	if (plain) {
		buf_printf(b, "\t(void)c;\n\treturn \"%s\";\n}\n", r->path);
		return;
	}
	if (write_url_around(b, r))
		return;
	buf_str(b, "\treturn arena_printf(c->mem, \"");
	for (int i = 0; i < r->n; i++)
		switch (r->segments[i].kind) {
		case SEGMENT_LITERAL:
			buf_printf(b, "/%s", r->segments[i].name);
			break;
		case SEGMENT_ID:
			buf_str(b, "/%\" PRId64 \"");
			break;
		case SEGMENT_WORD:
			buf_str(b, "/%s");
		}
	buf_str(b, "\"");
	for (int i = 0; i < r->n; i++)
		if (r->segments[i].kind != SEGMENT_LITERAL)
			buf_printf(b, ", %s", r->segments[i].name);
	buf_str(b, ");\n}\n");
}

static void
write_jobs(struct plan *p, struct buf *b)
{
	buf_str(b, "\nconst struct job_desc job_descs[] = {\n");
	for (int i = 0; i < p->n_jobs; i++) {
		line(b, p->jobs[i].at);
		buf_printf(b, "\t{ \"%s\", %ld, %ld, %ld, job_%s },\n", p->jobs[i].name,
			p->jobs[i].lease, p->jobs[i].tries, p->jobs[i].every, p->jobs[i].name);
	}
	if (!p->n_jobs)
		buf_str(b, "\t{ 0 },\n");
	buf_printf(b, "};\nconst int job_descs_n = %d;\n\n", p->n_jobs);
}

static void
write_events(struct plan *p, struct buf *b)
{
	for (int i = 0; i < p->n_events; i++) {
		if (!p->events[i].n)
			continue;
		line(b, p->events[i].at);
		buf_printf(b, "static const struct listener_desc listeners_%s[] = {\n",
			p->events[i].name);
		for (int k = 0; k < p->events[i].n; k++) {
			line(b, p->events[i].at);
			buf_printf(b, "\t{ \"%s\", on_%s },\n", p->events[i].listeners[k],
				p->events[i].listeners[k]);
		}
		buf_str(b, "};\n");
	}
	buf_str(b, "const struct event_desc event_descs[] = {\n");
	for (int i = 0; i < p->n_events; i++) {
		const struct event *v = &p->events[i];

		line(b, v->at);
		buf_printf(b, "\t{ \"%s\", %d, %s%s },\n", v->name, v->n, v->n ? "listeners_" : "0",
			v->n ? v->name : "");
	}
	if (!p->n_events)
		buf_str(b, "\t{ 0 },\n");
	buf_printf(b, "};\nconst int event_descs_n = %d;\n\n", p->n_events);
}

static void
write_settings(struct plan *p, struct buf *b)
{
	buf_str(b, "const struct setting_desc setting_descs[] = {\n");
	for (int i = 0; i < p->n_settings; i++) {
		const struct setting *s = &p->settings[i];

		line(b, s->at);
		buf_printf(b, "\t{ \"%s\", SETTING_%s, \"%s\", \"%s\" },\n", s->key, s->kind,
			s->otherwise, s->help);
	}
	if (!p->n_settings)
		buf_str(b, "\t{ 0 },\n");
	buf_printf(b, "};\nconst int setting_descs_n = %d;\n", p->n_settings);
}

void
plan_write_source(struct plan *p, struct buf *b, const char *header, const char *self)
{
	buf_printf(b, "/* Made by plan2c from src/plan. */\n#include \"%s\"\n\n", header);
	buf_str(b, "#include <inttypes.h>\n\n#include \"base/arena.h\"\n\n");
	write_rights(p, b);
	buf_str(b, "const struct route routes[] = {\n");
	for (int i = 0; i < p->n_routes; i++)
		write_route(p, b, &p->routes[i]);
	if (!p->n_routes)
		buf_str(b, "\t{ 0 },\n");
	buf_printf(b, "};\nconst int routes_n = %d;\n", p->n_routes);
	own_line(b, self);
	for (int i = 0; i < p->n_routes; i++)
		write_url(b, &p->routes[i]);
	write_jobs(p, b);
	write_events(p, b);
	write_settings(p, b);
}
