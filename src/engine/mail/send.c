/* SPDX-License-Identifier: Apache-2.0 */
/* The job that sends a mail: read, send with no transaction open, note what became of it. */
#include "engine/config.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.h"
#include "engine/mail/message.h"
#include "engine/mail/smtp.h"
#include "plan/plan.gen.h"

struct sending {
	int64_t id;
	struct mail_row row;
	bool found;
	const char *state, *error;
	const char *message_id;
};

static enum result
work_read(struct ctx *c, void *arg)
{
	struct sending *s = arg;

	s->found = sql_mail_get(c, s->id, &s->row);
	return OK;
}

static enum result
work_note(struct ctx *c, void *arg)
{
	struct sending *s = arg;

	if (s->message_id)
		sql_mail_set_sent(c, s->id, s->message_id, c->now);
	else
		sql_mail_set_tried(c, s->id, s->state, s->error);
	return OK;
}

static enum result
note(struct job *j, struct sending *s, enum result r)
{
	return job_write(j, work_note, s) == OK ? r : FAILED;
}

static enum result
keep(struct job *j, struct sending *s)
{
	s->state = "kept";
	s->error = "";
	return note(j, s, OK);
}

/* The mail itself shows what became of it, so a job that has given up leaves nothing to be seen
 * among the failed jobs. */
static enum result
note_failure(struct job *j, struct sending *s, enum smtp_result sent)
{
	bool over = sent == SMTP_NEVER || j->tries >= job_descs[j->kind].tries;

	s->state = over ? "failed" : "waiting";
	j->ctx.why = s->error;
	return note(j, s, over ? OK : FAILED);
}

enum result
job_mail_send(struct job *j)
{
	struct sending s = { .id = j->subject };
	const struct config *config = j->ctx.engine->config;
	enum smtp_result sent;
	enum result r = job_read(j, work_read, &s);

	if (r != OK)
		return r;
	if (!s.found || s.row.state[0] != 'w')
		return OK;
	if (!mail_configured(j->ctx.engine))
		return keep(j, &s);
	sent = smtp_send(j->ctx.mem, config, &s.row, j->ctx.now, &s.error);
	if (sent != SMTP_SENT)
		return note_failure(j, &s, sent);
	s.message_id = message_id(j->ctx.mem, s.id, s.row.created_at,
		address_parse(j->ctx.mem, config_text(config, SET_mail_from)).addr);
	return note(j, &s, OK);
}
