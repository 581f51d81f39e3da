/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PAGE_VIEW_H
#define PAGE_VIEW_H

#include "engine/html/html.h"

#define GOAL_OPEN 1

struct goal {
	int64_t id;
	const char *title, *due_on;
	int state;
	bool shared;
};
struct goal_rows {
	int n;
	struct goal *v;
};
struct person {
	const char *name, *home;
};
struct page_form {
	struct form form;
	const char *title, *why, *aim;
};
struct page_view {
	const char *title, *note, *empty, *query;
	int64_t id, n;
	struct person partner;
	const struct person *mentor;
	struct goal_rows goals, none;
	struct texts words;
	struct option_rows aims;
	struct page_form form;
};

const char *fmt_date(struct ctx *c, const char *date);

#endif
