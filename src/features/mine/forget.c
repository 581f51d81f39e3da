/* SPDX-License-Identifier: Apache-2.0 */
/* What is really deleted; forget.def says what of which table. */
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/crypt/seal.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/advice/advice.sql.h"
#include "features/agreement/agreement.sql.h"
#include "features/circles/circles.sql.h"
#include "features/concerns/concerns.sql.h"
#include "features/endings/endings.sql.h"
#include "features/feedback/feedback.sql.h"
#include "features/follow/follow.sql.h"
#include "features/goals/goals.sql.h"
#include "features/health/health.sql.h"
#include "features/journal/journal.sql.h"
#include "features/matching/matching.sql.h"
#include "features/matching/placements.sql.h"
#include "features/meetings/meetings.sql.h"
#include "features/messages/messages.sql.h"
#include "features/mine/mine.h"
#include "features/minutes/minutes.sql.h"
#include "features/notices/notices.sql.h"
#include "features/onboarding/onboarding.sql.h"
#include "features/people/people.h"
#include "features/preparation/preparation.sql.h"
#include "features/programmes/programmes.sql.h"
#include "features/ready/ready.sql.h"
#include "features/sheets/sheets.sql.h"
#include "features/talk/talk.sql.h"
#include "features/trust/trust.sql.h"

void
forget_words(struct ctx *c, int64_t relationship, int64_t person)
{
	struct opening_pair pair;

#define WORDS(what, table) sql_forget_##what(c, relationship, person);
#define ALL_OF(what, table)
#define KEPT(table, why)
#include "features/mine/forget.def"
#undef WORDS
#undef ALL_OF
	if (!sql_opening_pair(c, relationship, &pair))
		return;
	/* Nobody is left who could read what the two kept: without its keys nobody ever will. */
	if (sql_account_erased(c, pair.mentor == person ? pair.mentee : pair.mentor))
		seal_destroy(c, relationship);
}

/* Nothing of the person stays in the row that others point to. */
static void
empty_row(struct ctx *c, int64_t person)
{
	const struct lang *lang = lang_find(sql_forget_language_of(c));
	const char *word = tr_text(lang ? lang : c->lang, N_("Former member"));
	struct buf name = BUF_IN(c->mem);

	/* Held together, so that nobody is called by the first word of it. */
	for (; *word; word++)
		buf_str(&name, *word == ' ' ? "\u00a0" : (char[]){ *word, '\0' });
	sql_forget_person(c, person,
		arena_printf(c->mem, "former-%lld@member.invalid", (long long)person),
		buf_text(&name), "", c->now);
	sql_forget_mark(c, person, c->now);
	person_index(c, person);
}

void
forget_person(struct ctx *c, int64_t person)
{
	struct mine_pair_id_rows pairs = sql_mine_pairs(c, person);
	struct forget_ranking_rows rankings = sql_forget_rankings(c, person);
	struct forget_self_rating_rows ratings = sql_forget_self_ratings(c, person);
	struct journal journal;

	for (int i = 0; i < pairs.n; i++)
		forget_words(c, pairs.v[i].id, person);
	for (int i = 0; i < rankings.n; i++) {
		seal_destroy(c, rankings.v[i].relationship);
		sql_forget_ranking(c, rankings.v[i].id);
	}
	for (int i = 0; i < ratings.n; i++) {
		seal_destroy(c, ratings.v[i].relationship);
		sql_forget_self_rating(c, ratings.v[i].id);
	}
	if (sql_journal_get(c, person, &journal))
		seal_destroy(c, journal.relationship);
#define WORDS(what, table)
#define ALL_OF(what, table) sql_forget_##what(c, person);
#include "features/mine/forget.def"
#undef WORDS
#undef ALL_OF
#undef KEPT
	sql_forget_circle_member(c, person, c->now);
	sql_session_delete_others(c, person, 0);
	sql_token_delete_all(c, person);
	sql_opening_forget(c, person);
	empty_row(c, person);
	sql_forget_erasure(c, person);
	audit_add(c, "erase", "person", person);
}

#define WORDS(what, table) { table, NULL },
#define ALL_OF(what, table) { table, NULL },
#define KEPT(table, why) { table, why },
const struct forgotten forgottens[] = {
#include "features/mine/forget.def"
};
const int forgottens_n = sizeof forgottens / sizeof *forgottens;
