/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/ranking/ranking.h"
#include "features/ranking/ranking.html.h"

/* Reading everybody of a programme is for a thread of its own. */
enum result
slow_ranking_list(struct req *q)
{
	(void)q;
	return OK;
}

static const char *
address(struct ctx *c, int64_t programme, const char *role)
{
	return arena_printf(c->mem, "%s?role=%s", url_ranking_list(c, programme), role);
}

enum result
web_ranking_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ranking_view v = { .programme = q->subject, .q = req_query(q, "q") };
	struct ranked_rows all;
	enum result r = ranking_role(c, q->subject, req_query(q, "role"), &v.role);

	if (r != OK)
		return r;
	paging_read(q, OTHERS_ON_PAGE, &v.pages);
	ranking_fill(c, &v, &all);
	paging_total(q, v.pages.total, &v.pages);
	return show_many(q, ranking_list, &v, ranked, &all);
}

/* What is put, without everybody who could be named: a program that changes it asks for the mark of this. */
enum result
web_ranking_said_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ranking_said_rows rows = { 0 };
	enum result r = ranking_said_fill(c, q->subject, &rows);

	if (r != OK)
		return r;
	if (!q->json)
		return changed(q, OK, url_ranking_list(c, q->subject));
	json_ranking_said_items(json_begin(q), &rows);
	return json_end(q);
}

enum result
web_ranking_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ranking_form f;
	const char *role = "";
	enum result r = INVALID;

	if (form_read(q, ranking_form, &f))
		r = ranking_set(c, q->subject, &f);
	if (r == INVALID)
		return q->json ? problem_answer(q, r) : r;
	if (r == OK)
		r = ranking_role(c, q->subject, f.role, &role);
	return changed(q, r, address(c, q->subject, role));
}

enum result
web_ranking_move_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct ranking_move_form f;
	const char *role = "", *url;
	enum result r = INVALID;

	if (form_read(q, ranking_move_form, &f))
		r = ranking_move(c, q->subject, &f);
	if (r == INVALID)
		return q->json ? problem_answer(q, r) : r;
	if (r == OK)
		r = ranking_role(c, q->subject, f.role, &role);
	if (r != OK)
		return r;
	flash(q, _("Saved. Only you can see it."));
	url = address(c, q->subject, role);
	return changed(
		q, r, f.person ? arena_printf(c->mem, "%s#p%lld", url, (long long)f.person) : url);
}
