/* SPDX-License-Identifier: Apache-2.0 */
#include "features/sheets/sheets.h"

#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/jobs/jobs.h"

static bool
is(const struct practice_item *sheet, const char *opens)
{
	return str_eq(practice_field(sheet, "opens", ""), opens);
}

/* One of the marks of a sheet: "some", "late". */
static bool
marked(const struct practice_item *sheet, const char *mark)
{
	return str_eq(practice_field(sheet, mark, ""), "yes");
}

bool
sheet_is_late(const struct practice_item *sheet)
{
	return marked(sheet, "late");
}

void
sheet_state(struct ctx *c, const struct pair *p, const char *sheet, struct sheet_state *ret)
{
	const struct practice_item *it = practice_find("sheet", sheet);
	struct sheet_both ready = { 0 };

	sql_sheet_both(c, p->r.id, sheet, p->me, &ready);
	ret->mine = ready.mine > 0;
	ret->theirs = ready.theirs > 0;
	ret->asked = it && practice_suits(it, p->my_role, NULL);
}

/* But for capitals, accents, spaces and marks. */
static bool
same_words(struct ctx *c, const char *a, const char *b)
{
	const char *const *x, *const *y;
	int n = word_split(c->mem, a, &x), m = word_split(c->mem, b, &y);

	for (int i = 0; i < n && n == m; i++)
		if (!str_eq(x[i], y[i]))
			return false;
	return n == m;
}

static void
answers_fill(struct sheet_question *x, const struct sheet_answer_rows *rows, int64_t me)
{
	for (int i = 0; i < rows->n; i++) {
		if (!str_eq(rows->v[i].question, x->id))
			continue;
		if (rows->v[i].person == me) {
			x->mine = rows->v[i].body;
			x->shared = rows->v[i].shared;
		} else {
			x->theirs = rows->v[i].body;
		}
	}
}

struct sheet_question_rows
sheet_questions(struct ctx *c, const struct pair *p, const struct practice_item *sheet)
{
	const struct practice_field *prompts = practice_values(sheet, "prompts");
	struct sheet_answer_rows rows = sql_sheet_answer_list(c, p->r.id, sheet->id, c->who);
	struct sheet_question_rows ret = { 0,
		ARENA_ARRAY(c->mem, struct sheet_question, prompts->count + prompts->hidden) };

	for (size_t i = 0; i < prompts->count + prompts->hidden; i++) {
		const struct practice_item *it = practice_need("prompt", prompts->entries[i].key);
		struct sheet_question *x = &ret.v[ret.n++];

		*x = (struct sheet_question){ .id = it->id,
			.asked = practice_suits(it, p->my_role, NULL),
			.name = arena_printf(c->mem, "answer_%s", it->id),
			.share = arena_printf(c->mem, "shared_%s", it->id),
			.text = practice_field(it, "text", c->lang->tag),
			.hint = pair_hint(c, p, it),
			.mine = "",
			.theirs = "",
			.wrong = "",
			.was = "",
			.now = "" };
		answers_fill(x, &rows, p->me);
		x->same = *x->mine && same_words(c, x->mine, x->theirs);
		if (!x->asked && !*x->theirs)
			ret.n--; /* for the other side, who has said nothing that may be read */
		else if (i >= prompts->count && !*x->mine && !*x->theirs)
			ret.n--; /* asked no more, and nobody has said anything */
	}
	return ret;
}

static void
answer_set(struct ctx *c, const struct pair *p, const struct practice_item *sheet,
	const struct sheet_question *x)
{
	int64_t id = sql_sheet_answer_id(c, p->r.id, sheet->id, p->me, x->id);
	int64_t shared = is(sheet, "partner") || (is(sheet, "each") && x->shared);

	if (id && !*x->mine)
		sql_sheet_answer_delete(c, id);
	else if (id)
		sql_sheet_answer_update(c, id, p->r.id, x->mine, shared, c->now);
	else if (*x->mine)
		sql_sheet_answer_insert(
			c, new_id(c), p->r.id, p->me, sheet->id, x->id, x->mine, shared, c->now);
}

/* All of them, or of a sheet that leaves it open which ones, at least one. */
static enum result
answers_complete(
	struct ctx *c, const struct sheet_question_rows *answers, bool one_will_do, bool some)
{
	enum result r = OK;

	for (int i = 0; i < answers->n && !(one_will_do && some); i++) {
		const struct sheet_question *x = &answers->v[i];

		if (!x->asked || *x->mine)
			continue;
		r = invalid_at(c, x->name, x->text,
			one_will_do ? _("Answer at least one of them. A sentence is enough.")
				    : _("Write a few words here. One sentence is enough to begin "
					"with."));
		if (one_will_do)
			break;
	}
	return r;
}

enum result
sheet_save(struct ctx *c, int64_t relationship, const struct practice_item *sheet,
	const struct sheet_question_rows *answers, bool ready)
{
	struct pair p;
	enum result r = sheet_is_late(sheet) ? pair_get(c, relationship, &p)
					     : pair_open(c, relationship, &p);
	bool was_ready, some = false;

	if (r != OK)
		return r;
	if (!practice_suits(sheet, p.my_role, NULL))
		return NOT_FOUND;
	was_ready = sql_sheet_is_ready(c, relationship, sheet->id, p.me) > 0;
	for (int i = 0; i < answers->n; i++)
		some = some || *answers->v[i].mine;
	if ((ready || was_ready) && is(sheet, "ready"))
		r = answers_complete(c, answers, marked(sheet, "some"), some);
	if (r != OK)
		return r;
	for (int i = 0; i < answers->n; i++)
		if (answers->v[i].asked)
			answer_set(c, &p, sheet, &answers->v[i]);
	if (ready && is(sheet, "ready"))
		sql_sheet_ready_insert(c, relationship, sheet->id, p.me, c->now);
	event_add(c, EVENT_sheet_shown, relationship);
	return OK;
}

/* ---- the list of them ---- */

/* How many questions of sheet person has answered; *ret_shared: how many the partner may read. */
static int64_t
answered(
	const struct sheet_count_rows *rows, const char *sheet, int64_t person, int64_t *ret_shared)
{
	for (int i = 0; i < rows->n; i++)
		if (rows->v[i].person == person && str_eq(rows->v[i].sheet, sheet)) {
			*ret_shared = rows->v[i].shared;
			return rows->v[i].answered;
		}
	*ret_shared = 0;
	return 0;
}

static const char *
line_state(struct ctx *c, const struct pair *p, const struct practice_item *it, int64_t shared)
{
	const char *name = fmt_first(c, p->partner_name);
	struct sheet_state s;

	sheet_state(c, p, it->id, &s);
	if (is(it, "ready"))
		return s.mine && s.theirs ? _("Open to both of you")
		       : s.mine		  ? tr(c, _("Waits for %s"), name)
		       : s.theirs	  ? tr(c, _("%s is done and waits for you"), name)
					  : "";
	return shared ? tr_n(c, "%2$s lets you read %1$d answer", "%2$s lets you read %1$d answers",
				shared, name)
		      : "";
}

bool
sheet_is_theirs(const struct pair *p, const struct practice_item *sheet)
{
	const char *other = str_eq(p->my_role, "mentor")   ? "mentee"
			    : str_eq(p->my_role, "mentee") ? "mentor"
							   : p->my_role;

	return practice_suits(sheet, p->my_role, NULL) || practice_suits(sheet, other, NULL);
}

/* How many of its questions are for that role. */
static int64_t
questions_asked(const struct practice_item *sheet, const char *role)
{
	const struct practice_field *prompts = practice_values(sheet, "prompts");
	int64_t n = 0;

	for (size_t i = 0; i < prompts->count; i++)
		n += practice_suits(practice_need("prompt", prompts->entries[i].key), role, NULL);
	return n;
}

struct sheet_line_rows
sheet_lines(struct ctx *c, const struct pair *p)
{
	const struct practice_kind *sheets = practice_kind("sheet");
	struct sheet_count_rows counts = sql_sheet_counts(c, p->r.id);
	struct sheet_line_rows ret = { 0, ARENA_ARRAY(c->mem, struct sheet_line, sheets->count) };

	for (size_t i = 0; i < sheets->count; i++) {
		const struct practice_item *it = &sheets->items[i];
		int64_t shared, unused;

		if (practice_suits(it, NULL, "evaluation") || !sheet_is_theirs(p, it))
			continue; /* has a page of its own; or asks neither of the two */
		answered(&counts, it->id, p->partner, &shared);
		ret.v[ret.n++] = (struct sheet_line){ .id = it->id,
			.name = practice_field(it, "name", c->lang->tag),
			.about = practice_field(it, "about", c->lang->tag),
			.state = line_state(c, p, it, shared),
			.answered = answered(&counts, it->id, p->me, &unused),
			.questions = questions_asked(it, p->my_role),
			.mine = practice_suits(it, p->my_role, NULL) };
	}
	return ret;
}
