/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/mail/mail.h"

#include "base/str.h"
#include "engine/config.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/mail/mail.sql.h"

/* Header fields hold no control bytes: a line break in a name would start a header of its own. */
static const char *
without_controls(struct arena *mem, const char *s)
{
	char *copy = arena_strdup(mem, s), *to = copy;

	for (const char *from = copy; *from; from++)
		if ((unsigned char)*from >= ' ' && *from != 0x7f)
			*to++ = *from;
	*to = '\0';
	return copy;
}

static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

bool
mail_configured(const struct engine *e)
{
	return e->config && !str_empty(config_text(e->config, SET_smtp_url)) &&
	       !str_empty(config_text(e->config, SET_mail_from));
}

int64_t
mail_add(struct ctx *c, const struct mail *m)
{
	bool send = mail_configured(c->engine);
	int64_t id = sql_mail_insert(c, m->person, without_controls(c->mem, m->to_name),
		without_controls(c->mem, m->to), without_controls(c->mem, m->subject),
		or_empty(m->text), or_empty(m->html), or_empty(m->ics),
		without_controls(c->mem, m->ics_method), without_controls(c->mem, m->kind),
		without_controls(c->mem, m->unsubscribe), send ? "waiting" : "kept", m->not_before,
		c->now);

	if (send)
		job_add(c, JOB_mail_send, id, "", m->not_before);
	return id;
}

enum result
mail_send_again(struct ctx *c, int64_t id)
{
	if (!mail_configured(c->engine))
		return conflict(c, _("There is no mail server to send this by: set smtp_url and "
				     "mail_from in the configuration."));
	if (sql_mail_set_waiting(c, id) == 0)
		return conflict(c, _("This mail was sent already, or is waiting to be sent."));
	job_add(c, JOB_mail_send, id, "", 0);
	return OK;
}
