/* SPDX-License-Identifier: Apache-2.0 */
#include "features/admin/admin.h"

#include "engine/config.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "features/admin/admin.html.h"
#include "features/notices/errand.h"

static bool
smtp_configured(struct ctx *c)
{
	return *config_text(c->engine->config, SET_smtp_url) != '\0';
}

enum result
web_admin_show(struct req *q)
{
	struct admin_view v = { .smtp = smtp_configured(&q->ctx) };

	sql_admin_counts(&q->ctx, &v.counts);
	return show_page(q, admin, &v);
}

enum result
web_outbox_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct outbox_list_view v = { .smtp = smtp_configured(c) };

	paging_read(q, OUTBOX_ON_PAGE, &v.pages);
	v.mails = sql_outbox_list(c, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_outbox_count(c), &v.pages);
	return show_many(q, outbox_list, &v, outbox_item, &v.mails);
}

enum result
web_outbox_show(struct req *q)
{
	struct outbox_view v;

	if (!sql_outbox_get(&q->ctx, q->ids[0], &v.mail))
		return NOT_FOUND;
	/* Who reads somebody's mails acts in nobody's name. */
	v.mail.body_text = errands_hidden(&q->ctx, v.mail.body_text);
	return show_one(q, outbox_show, &v, outbox_mail, &v.mail);
}

enum result
web_admin_job_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct job_list_view v = { 0 };

	paging_read(q, JOBS_ON_PAGE, &v.pages);
	v.jobs = sql_admin_job_list(c, v.pages.size, paging_offset(&v.pages));
	paging_total(q, sql_admin_job_count(c), &v.pages);
	return show_many(q, job_list, &v, job_line, &v.jobs);
}

enum result
web_retry_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	enum result r = job_retry(c, q->ids[0]);

	if (r == OK && !q->json)
		flash(q, _("The job is in the queue again."));
	return changed(q, r, url_admin_job_list(c));
}
