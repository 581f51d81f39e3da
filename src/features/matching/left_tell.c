/* SPDX-License-Identifier: Apache-2.0 */
/* Telling those for whom a matching found nobody. Nobody hears of it but by the act of a manager, and once. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"
#include "engine/practice/practice.gen.h"
#include "features/accounts/accounts.h"
#include "features/matching/matching.h"
#include "features/notices/letter.h"

#define AT_ONCE 100 /* letters of one transaction */

enum result
match_left_tell(struct ctx *c, int64_t match, int64_t *ret_job)
{
	struct left_counts n;
	struct match m;

	if (!sql_match_get(c, match, &m))
		return NOT_FOUND;
	if (!str_eq(m.state, "published"))
		return conflict(c, _("Publish the pairs first. Then you can tell those who have "
				     "nobody."));
	sql_match_left_counts(c, match, m.programme, &n);
	if (!n.waiting)
		return conflict(c, _("Nobody is left who could be told."));
	*ret_job = job_add(c, JOB_match_left_tell, match, "", 0);
	audit_add(c, "tell-left", "match", match);
	return OK;
}

struct work {
	struct job *job;
	int64_t told; /* of what is committed */
	int n;	      /* of this transaction */
};

/* Whoever has never signed in is invited by the letter, as by that of a match. */
static const char *
link_of(struct ctx *c, const struct left_reader *x)
{
	return str_eq(x->state, "invited") ? invitation_link(c, x->person)
					   : whole_address(c, url_person_edit(c, x->person));
}

static enum result
tell_some(struct ctx *c, void *arg)
{
	struct work *w = arg;
	struct publication_facts f;
	struct left_reader_rows rows;
	struct match m;

	w->n = 0;
	if (!sql_match_get(c, w->job->subject, &m))
		return NOT_FOUND;
	sql_publication_facts(c, m.programme, &f);
	rows = sql_match_left_to_tell(c, m.id, m.programme, AT_ONCE);
	for (int i = 0; i < rows.n; i++) {
		const struct left_reader *x = &rows.v[i];
		struct letter_to to = { x->person, x->name, x->email, *x->lang ? x->lang : f.lang,
			x->tz };

		letter_send(c, PRACTICE_LETTER_NOT_MATCHED, &to,
			(const struct practice_blank[]){ { "programme", f.name },
				{ "manager", f.manager_name }, { "link", link_of(c, x) },
				{ NULL, NULL } },
			NULL);
		sql_match_left_told(c, m.id, x->role, x->person, c->now);
	}
	w->n = rows.n;
	return OK;
}

enum result
job_match_left_tell(struct job *j)
{
	struct work w = { .job = j };
	enum result r;

	do {
		r = job_write(j, tell_some, &w);
		w.told += w.n;
	} while (r == OK && w.n && !job_stopped(j));
	if (r == OK)
		job_result(j, url_unmatched_list(&j->ctx, j->subject), N_("They have been told."));
	return r;
}
