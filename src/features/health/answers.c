/* SPDX-License-Identifier: Apache-2.0 */
#include "features/health/answers.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/audit/audit.h"
#include "engine/i18n/i18n.h"

/* ---- how much one wants to go on ---- */

static int64_t
month_of(struct ctx *c, const struct pair *p)
{
	return c->now < p->r.started_at ? 0 : (c->now - p->r.started_at) / (MONTH_DAYS * DAY);
}

bool
check_due_now(struct ctx *c, const struct pair *p)
{
	int64_t month = month_of(c, p);

	return str_eq(p->r.state, "active") && month > 0 && !sql_check_in(c, p->r.id, p->me, month);
}

enum result
check_answer(struct ctx *c, int64_t relationship, int64_t value)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r == OK)
		sql_check_save(c, relationship, c->who, month_of(c, &p), value, c->now);
	return r;
}

/* ---- what each expects ---- */

const char *
expectation_moment(struct ctx *c, const struct pair *p)
{
	const struct facts f = { .r = { .started_at = p->r.started_at, .ends_on = p->r.ends_on } };

	return half_way(&f, c->now) && sql_expectation_count(c, p->r.id, "start", p->me) ? "middle"
											 : "start";
}

static const char *
answer_of(const struct expectation_rows *rows, const char *moment, const char *question,
	int64_t person)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].person == person && str_eq(rows->v[i].moment, moment) &&
			str_eq(rows->v[i].question, question))
			return rows->v[i].answer;
	return "";
}

static const char *
in_words(struct ctx *c, const struct practice_item *it, const char *answer)
{
	const char *text = *answer ? practice_option(it, "options", answer, c->lang->tag) : NULL;

	return text ? text : "";
}

static struct option_rows
options_of(struct ctx *c, const struct practice_item *it)
{
	const struct practice_field *f = practice_values(it, "options");
	struct option_rows rows = { 0, ARENA_ARRAY(c->mem, struct option, f->count) };

	for (size_t i = 0; i < f->count; i++)
		rows.v[rows.n++] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

static bool
all_of(struct ctx *c, const struct pair *p, const char *moment)
{
	return sql_expectation_count(c, p->r.id, moment, p->me) &&
	       sql_expectation_count(c, p->r.id, moment, p->partner);
}

struct expectation_line_rows
expectation_lines(struct ctx *c, const struct pair *p)
{
	const struct practice_kind *kind = practice_kind("expectation");
	struct expectation_rows rows = sql_expectation_list(c, p->r.id);
	struct expectation_line_rows lines = { 0,
		ARENA_ARRAY(c->mem, struct expectation_line, kind->count + kind->hidden) };
	const char *moment = expectation_moment(c, p);
	bool both = all_of(c, p, "start"), both_now = all_of(c, p, "middle");

	for (size_t i = 0; i < kind->count + kind->hidden; i++) {
		const struct practice_item *it = &kind->items[i];
		const char *a = answer_of(&rows, "start", it->id, p->me);
		const char *b = both ? answer_of(&rows, "start", it->id, p->partner) : "";
		const char *a2 = answer_of(&rows, "middle", it->id, p->me);
		const char *b2 = both_now ? answer_of(&rows, "middle", it->id, p->partner) : "";

		if (it->off && !*a && !*b && !*a2 && !*b2)
			continue; /* asked no more, and nobody has said anything */
		lines.v[lines.n++] = (struct expectation_line){ .id = it->id,
			.asked = !it->off,
			.name = arena_printf(c->mem, "answer_%s", it->id),
			.text = practice_field(it, "text", c->lang->tag),
			.options = options_of(c, it),
			.wrong = "",
			.chosen = answer_of(&rows, moment, it->id, p->me),
			.mine = in_words(c, it, a),
			.theirs = in_words(c, it, b),
			.mine_now = in_words(c, it, a2),
			.theirs_now = in_words(c, it, b2),
			.differ = both_now ? !str_eq(a2, b2) : both && !str_eq(a, b),
			.moved = both_now && ((*a && !str_eq(a, a2)) || (*b && !str_eq(b, b2))) };
	}
	return lines;
}

enum result
expectations_save(struct ctx *c, int64_t relationship, const struct expectation_line_rows *lines)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);
	const char *moment;

	if (r != OK)
		return r;
	for (int i = 0; i < lines->n; i++) {
		const struct practice_item *it = practice_find("expectation", lines->v[i].id);

		if (it && it->off && !*lines->v[i].chosen)
			continue;
		if (!it || !*in_words(c, it, lines->v[i].chosen))
			r = invalid_at(
				c, lines->v[i].name, lines->v[i].text, _("Choose an answer."));
	}
	if (r != OK)
		return r;
	moment = expectation_moment(c, &p);
	for (int i = 0; i < lines->n; i++)
		if (*lines->v[i].chosen)
			sql_expectation_save(c, relationship, moment, lines->v[i].id, c->who,
				lines->v[i].chosen, c->now);
	return OK;
}

/* ---- rhythm ---- */

enum result
cadence_set(struct ctx *c, int64_t relationship, int64_t days, int64_t minutes)
{
	struct pair p;
	enum result r = pair_open(c, relationship, &p);

	if (r != OK)
		return r;
	sql_cadence_set(c, relationship, days, minutes);
	audit_add(c, "rhythm", "relationship", relationship);
	return OK;
}
