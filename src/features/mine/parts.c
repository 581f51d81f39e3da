/* SPDX-License-Identifier: Apache-2.0 */
#include "features/mine/parts.h"
#include "features/minutes/minutes.sql.h"

#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.sql.h"
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
#include "features/meetings/meetings.sql.h"
#include "features/messages/messages.sql.h"
#include "features/mine/mine.sql.h"
#include "features/notices/notices.sql.h"
#include "features/onboarding/onboarding.sql.h"
#include "features/people/people.sql.h"
#include "features/plan/plan.sql.h"
#include "features/preparation/preparation.sql.h"
#include "features/programmes/programmes.sql.h"
#include "features/ranking/ranking.sql.h"
#include "features/ready/ready.sql.h"
#include "features/relationships/relationships.sql.h"
#include "features/sheets/sheets.sql.h"
#include "features/talk/talk.sql.h"
#include "features/trust/trust.sql.h"

/* The function that reads a part and tells its rows: the same for all but for what is asked of which. */
#define ROWS(what, ask, page, next)                                                                \
	static int rows_##what(struct ctx *c, int64_t relationship, int64_t person,                \
		int64_t *after, bool *more, void (*row)(void *arg, struct json *j, bool begins),   \
		void *arg, struct json *j)                                                         \
	{                                                                                          \
		struct mine_##what##_rows rows = ask;                                              \
                                                                                                   \
		(void)relationship, (void)person;                                                  \
		for (int i = 0; i < rows.n; i++) {                                                 \
			row(arg, j, true);                                                         \
			json_mine_##what(j, &rows.v[i]);                                           \
			row(arg, j, false);                                                        \
		}                                                                                  \
		*more = (page) && rows.n == PART_PAGE;                                             \
		if (rows.n)                                                                        \
			*after = next;                                                             \
		return rows.n;                                                                     \
	}
#define BY_ID rows.v[rows.n - 1].id
#define SELF(what, key, table, title) ROWS(what, sql_mine_##what(c, person, *after), true, BY_ID)
#define SELF_ALL(what, key, table, title) ROWS(what, sql_mine_##what(c, person), false, 1)
#define OURS(what, key, table, title)                                                              \
	ROWS(what, sql_mine_##what(c, relationship, *after), true, BY_ID)
#define OURS_ALL(what, key, table, title) ROWS(what, sql_mine_##what(c, relationship), false, 1)
#define MINE(what, key, table, title)                                                              \
	ROWS(what, sql_mine_##what(c, relationship, person, *after), true, BY_ID)
#define MINE_ALL(what, key, table, title)                                                          \
	ROWS(what, sql_mine_##what(c, relationship, person), false, 1)
#define LEFT_OUT(table, why)
#include "features/mine/parts.def"
#undef SELF
#undef SELF_ALL
#undef OURS
#undef OURS_ALL
#undef MINE
#undef MINE_ALL
#undef LEFT_OUT

#define PART(what, key, table, title, pair)                                                        \
	{ #key, table, title, pair, &json_mine_##what##_desc, rows_##what },
#define SELF(what, key, table, title) PART(what, key, table, title, false)
#define SELF_ALL(what, key, table, title) PART(what, key, table, title, false)
#define OURS(what, key, table, title) PART(what, key, table, title, true)
#define OURS_ALL(what, key, table, title) PART(what, key, table, title, true)
#define MINE(what, key, table, title) PART(what, key, table, title, true)
#define MINE_ALL(what, key, table, title) PART(what, key, table, title, true)
#define LEFT_OUT(table, why)
const struct part parts[] = {
#include "features/mine/parts.def"
};
const int parts_n = sizeof parts / sizeof *parts;
#undef SELF
#undef SELF_ALL
#undef OURS
#undef OURS_ALL
#undef MINE
#undef MINE_ALL
#undef LEFT_OUT

#define SELF(what, key, table, title)
#define SELF_ALL(what, key, table, title)
#define OURS(what, key, table, title)
#define OURS_ALL(what, key, table, title)
#define MINE(what, key, table, title)
#define MINE_ALL(what, key, table, title)
#define LEFT_OUT(table, why) { table, why },
const struct left_out left_outs[] = {
#include "features/mine/parts.def"
};
const int left_outs_n = sizeof left_outs / sizeof *left_outs;
