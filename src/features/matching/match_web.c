/* SPDX-License-Identifier: Apache-2.0 */
/* A proposal: how good it is, pair by pair with its reasons, who is left over and why. */
#include "base/buf.h"
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/matching/match_show.h"
#include "features/matching/matching.html.h"
#include "features/programmes/programmes.h"

/* "Finance · HEO": what is known of somebody beside the name. */
static const char *
place_of(struct ctx *c, const char *unit, const char *level)
{
	if (*unit && *level)
		return arena_printf(c->mem, "%s · %s", unit, level);
	return *unit ? unit : level;
}

static struct pair_row
pair_row_of(struct ctx *c, const struct known *k, const struct match *m, const struct match_pair *p)
{
	return (struct pair_row){ .p = *p,
		.parts = why_pair_read(c, k, p->mentee, p->why, m->best_score),
		.from = place_of(c, p->mentee_unit, p->mentee_level),
		.to = place_of(c, p->mentor_unit, p->mentor_level),
		.pinned = str_eq(p->wish, "pin"),
		.banned = str_eq(p->wish, "ban") };
}

/* q: the beginning of a word of a name, or "". */
static struct match_pair_rows
pairs_read(struct ctx *c, const struct match *m, const char *q, int64_t limit, int64_t offset)
{
	const char *const *words;
	int n = word_split(c->mem, q, &words);

	return sql_match_pair_list(c, m->id, m->programme, n ? words[0] : "", limit, offset);
}

struct pair_row_rows
pair_rows_of(struct ctx *c, const struct match *m, const char *q, int64_t limit, int64_t offset,
	int64_t *ret_total)
{
	struct match_pair_rows all = pairs_read(c, m, q, limit, offset);
	struct pair_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct pair_row, all.n) };
	struct known k = known_read(c);

	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] = pair_row_of(c, &k, m, &all.v[i]);
	*ret_total = all.n ? all.v[0].total : 0;
	return rows;
}

struct left_row_rows
left_rows_of(struct ctx *c, const struct match *m, const char *role, int64_t limit, int64_t offset,
	int64_t *ret_total)
{
	struct match_left_rows all = sql_match_left_list(c, m->id, role, limit, offset);
	struct left_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct left_row, all.n) };
	struct known k = known_read(c);

	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] = (struct left_row){ .x = all.v[i],
			.words = why_left_words(c, &k, m->way, all.v[i].role, all.v[i].why) };
	*ret_total = all.n ? all.v[0].total : 0;
	return rows;
}

/* ---- the lists on pages of their own ---- */

enum result
web_pair_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct pair_list_view v = { .q = req_query(q, "q") };
	struct match_pair_rows all;
	struct known k;
	int64_t total;

	if (!sql_match_get(c, q->subject, &v.m))
		return NOT_FOUND;
	paging_read(q, PAIRS_ON_PAGE, &v.pages);
	if (q->json) {
		k = known_read(c);
		all = pairs_read(c, &v.m, v.q, PAIRS_ON_PAGE, paging_offset(&v.pages));
		for (int i = 0; i < all.n; i++)
			all.v[i].reasons = why_pair_words(c, &k, all.v[i].why);
		return show_json(q, match_pair_items, &all);
	}
	v.may_decide = str_eq(v.m.state, "proposed") && !v.m.publication;
	v.pairs = pair_rows_of(c, &v.m, v.q, PAIRS_ON_PAGE, paging_offset(&v.pages), &total);
	paging_total(q, total, &v.pages);
	return show_page(q, pair_list, &v);
}

enum result
web_unmatched_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct unmatched_view v = { .role = req_query(q, "role") };
	struct match_left_rows all;
	struct known k;
	int64_t total;

	if (!sql_match_get(c, q->subject, &v.m))
		return NOT_FOUND;
	if (!str_eq(v.role, "mentor") && !str_eq(v.role, "mentee"))
		v.role = q->json ? "" : "mentee";
	paging_read(q, LEFT_ON_PAGE, &v.pages);
	if (q->json) {
		k = known_read(c);
		all = sql_match_left_list(c, v.m.id, v.role, LEFT_ON_PAGE, paging_offset(&v.pages));
		for (int i = 0; i < all.n; i++)
			all.v[i].reasons =
				why_left_words(c, &k, v.m.way, all.v[i].role, all.v[i].why);
		return show_json(q, match_left_items, &all);
	}
	v.left = left_rows_of(c, &v.m, v.role, LEFT_ON_PAGE, paging_offset(&v.pages), &total);
	paging_total(q, total, &v.pages);
	v.published = str_eq(v.m.state, "published");
	sql_match_left_counts(c, v.m.id, v.m.programme, &v.tell);
	return show_page(q, unmatched_list, &v);
}

enum result
web_unmatched_letter_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	int64_t job = 0;
	enum result r = match_left_tell(c, q->subject, &job);

	return created(q, r, job, url_job_show(c, job));
}

/* ---- deciding ---- */

/* They stand on the page of the rules, or of the circles. */
enum result
web_wish_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct wish_named_rows rows;

	if (!q->json)
		return changed(q, OK,
			str_eq(programme_way(c, q->subject), "circles")
				? url_placement_list(c, q->subject)
				: url_rule_list(c, q->subject));
	rows = sql_wish_named(c, q->subject);
	return show_json(q, wish_named_items, &rows);
}

enum result
web_wish_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct match m = { 0 };
	struct wish_form f;
	int64_t again, job;
	enum result r;

	if (!form_read(q, wish_form, &f))
		return q->json ? problem_answer(q, INVALID) : INVALID;
	if (f.match && (!sql_match_get(c, f.match, &m) || m.programme != q->subject))
		return NOT_FOUND;
	r = wish_set(c, q->subject, f.mentee, f.mentor, f.kind);
	/* On the page of a proposal the answer follows at once, if nobody else is at work. */
	if (r == OK && !q->json && m.id && match_start(c, q->subject, "", &again, &job) == OK)
		return changed(q, r, url_job_show(c, job));
	c->why = r == OK ? NULL : c->why;
	if (r == OK && !q->json)
		flash(q, str_eq(f.kind, "none")
				 ? _("Undone. It counts when the best pairs are found again.")
				 : _("Noted. It counts when the best pairs are found again."));
	return changed(q, r,
		m.id ? url_match_show(c, m.id)
		: str_eq(programme_way(c, q->subject), "circles")
			? url_placement_list(c, q->subject)
			: url_rule_list(c, q->subject));
}
