/* SPDX-License-Identifier: Apache-2.0 */
/* A job that somebody waits for: its page, the same as JSON for polling, and as events. */
#include <string.h>

#include "app/app.sql.h"
#include "base/str.h"
#include "engine/http/sse.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/shell/shell.h"
#include "features/shell/shell.html.h"
#include "plan/plan.gen.h"

/* Told again at least so often, so that the watcher knows that we are there. */
#define TOLD_SECONDS 5

unsigned
standing_job(struct ctx *c, int64_t id)
{
	struct job_watcher w;

	if (!c->who || !sql_job_watcher(c, id, c->who, &w))
		return 0;
	return (w.own ? STANDING_SELF : 0) | (w.admin ? STANDING_ADMIN : 0);
}

static const char *
heading(struct ctx *c, const char *kind)
{
	static const char *const words[][2] = {
		{ "match_run", N_("Matching people") },
		{ "match_publish", N_("Publishing the pairs") },
		{ "import_check", N_("Reading your file") },
		{ "import_run", N_("Bringing people in") },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(words[i][0], kind))
			return tr_text(c->lang, words[i][1]);
	return _("Work in progress");
}

/* The sentence of the moment, in the language of whoever watches. */
static const char *
sentence(struct ctx *c, const struct job_state *j)
{
	if (str_eq(j->state, "done"))
		return *j->result_message ? tr_text(c->lang, j->result_message) : _("Done.");
	if (str_eq(j->state, "cancelled") && str_eq(j->kind, "import_run"))
		return _("This was stopped. Who is in stays in, and you can go on at any time.");
	if (str_eq(j->state, "cancelled") && str_eq(j->kind, "match_publish"))
		return _("This was stopped. Pairs that have begun stay, and you can go on at any "
			 "time.");
	if (str_eq(j->state, "cancelled"))
		return _("This was stopped. Nothing of it was kept.");
	if (str_eq(j->state, "failed"))
		return _("This did not work. An administrator can look at it and try again.");
	if (*j->message)
		return tr_text(c->lang, j->message);
	return str_eq(j->state, "waiting") ? _("It starts in a moment.") : _("It is running.");
}

static bool
read_state(struct ctx *c, int64_t id, struct job_state *ret)
{
	if (!sql_job_state_get(c, id, ret))
		return false;
	ret->message = sentence(c, ret);
	/* What did not come to its end is gone on with on its own page. */
	if (!str_empty(ret->url) ||
		!(str_eq(ret->state, "cancelled") || str_eq(ret->state, "failed")))
		return true;
	if (str_starts(ret->kind, "import_"))
		ret->url = url_import_show(c, ret->subject);
	else if (str_eq(ret->kind, "match_publish"))
		ret->url = url_match_show(c, ret->subject);
	return true;
}

enum result
web_job_show(struct req *q)
{
	struct job_state j;
	struct job_view v;

	if (!read_state(&q->ctx, q->subject, &j))
		return NOT_FOUND;
	v = (struct job_view){
		.id = j.id,
		.title = heading(&q->ctx, j.kind),
		.heading = heading(&q->ctx, j.kind),
		.message = j.message,
		.url = j.url,
		.done = j.done,
		.total = j.total,
		.running = str_eq(j.state, "waiting") || str_eq(j.state, "running"),
	};
	if (v.running && !q->json)
		answer_header(q, "Refresh", "5");
	return show_one(q, job_page, &v, job_state, &j);
}

struct watch {
	int64_t job;
	int64_t done, total;
	int64_t told_at;
	char state[16], message[256];
};

static bool
tell(struct ctx *c, void *arg, struct buf *b)
{
	struct watch *w = arg;
	struct job_state j;
	struct buf text = BUF_IN(c->mem);
	struct json json = { .b = &text };
	bool there = read_state(c, w->job, &j), over;

	if (!there)
		j = (struct job_state){
			.id = w->job, .state = "done", .message = _("Done."), .url = ""
		};
	over = !str_eq(j.state, "waiting") && !str_eq(j.state, "running");
	if (!over && c->now - w->told_at < TOLD_SECONDS && j.done == w->done &&
		j.total == w->total && str_eq(j.state, w->state) && str_eq(j.message, w->message))
		return true;
	w->told_at = c->now;
	w->done = j.done;
	w->total = j.total;
	w->state[0] = w->message[0] = '\0';
	memcpy(w->state, j.state, strnlen(j.state, sizeof w->state - 1) + 1);
	if (strlen(j.message) < sizeof w->message)
		memcpy(w->message, j.message, strlen(j.message) + 1);
	json_job_state(&json, &j);
	event_text(b, NULL, buf_text(&text));
	return !over;
}

enum result
web_job_event_list(struct req *q)
{
	struct watch *w = ARENA_NEW(q->ctx.mem, struct watch);

	w->job = q->subject;
	return stream_answer(q, tell, w);
}

enum result
web_job_cancellation_create(struct req *q)
{
	return changed(q, job_cancel(&q->ctx, q->subject), url_job_show(&q->ctx, q->subject));
}
