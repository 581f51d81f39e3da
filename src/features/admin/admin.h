/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What administrators look after: mails that leave (or are kept, without SMTP), jobs that failed, the
 * organisation. Nothing private is here: mails hold no text that a person wrote in a relationship.
 */
#ifndef FEATURES_ADMIN_H
#define FEATURES_ADMIN_H

#include "engine/http/req.h"
#include "features/admin/admin.sql.h"
#include "features/shell/shell.h"

#define OUTBOX_ON_PAGE 50
#define JOBS_ON_PAGE 50

struct admin_view {
	struct admin_counts counts;
	bool smtp; /* mails leave */
};
struct outbox_list_view {
	struct outbox_item_rows mails;
	struct paging pages;
	bool smtp;
};
struct outbox_view {
	struct outbox_mail mail;
};
struct job_list_view {
	struct job_line_rows jobs;
	struct paging pages;
};

#endif
