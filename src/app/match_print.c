/* SPDX-License-Identifier: Apache-2.0 */
#include "app/match_print.h"

#include "engine/json/json.h"

const char *
match_summary(struct arena *mem, const struct match_answer *a)
{
	return arena_printf(mem, "matched %zu of %zu, score %lld", a->r->count, a->p->n_mentees,
		(long long)a->r->score);
}

void
match_count_taken(struct arena *mem, struct match_answer *a)
{
	size_t i;

	a->taken = ARENA_ARRAY(mem, int32_t, a->p->n_mentors);
	for (i = 0; i < a->p->n_mentees; i++)
		if (a->r->mentor[i] >= 0)
			a->taken[a->r->mentor[i]]++;
}

static const char *
say(struct arena *mem, const struct reason *r)
{
	struct ctx c = { .mem = mem, .lang = &lang_en };

	return reason_text(&c, r);
}

static bool
is_pinned(const struct match_answer *a, size_t mentee)
{
	size_t i;

	for (i = 0; i < a->p->n_pins; i++)
		if ((size_t)a->p->pins[i].mentee == mentee)
			return true;
	return false;
}

static size_t
reasons_of(struct arena *mem, const struct match_answer *a, size_t mentee, struct reason **ret)
{
	return criteria_explain(mem, &a->f->rules.criteria, a->f->roster, mentee,
		(size_t)a->r->mentor[mentee], MANAGER, ret);
}

/* "Grade: HEO, mentor SEO (1 above): 9; Profession: both Policy: 10" */
static const char *
points_text(struct arena *mem, const struct match_answer *a, size_t mentee)
{
	struct buf b = BUF_IN(mem);
	struct reason *reasons;
	size_t n = reasons_of(mem, a, mentee, &reasons), i;

	if (is_pinned(a, mentee))
		buf_str(&b, "together by the rules");
	for (i = 0; i < n; i++)
		if (reasons[i].points)
			buf_printf(&b, "%s%s: %lld", b.n ? "; " : "", say(mem, &reasons[i]),
				(long long)reasons[i].points);
	return buf_text(&b);
}

/* Would one of the eligible mentors have had a seat? Then only points were against it. */
static bool
points_were_against(const struct match_answer *a, size_t mentee)
{
	int64_t points;
	size_t j;

	for (j = 0; j < a->p->n_mentors; j++)
		if (criteria_pair(&a->f->rules.criteria, a->f->roster, mentee, j, &points) &&
			a->taken[j] < a->p->capacity[j])
			return true;
	return false;
}

static const char *
unmatched_text(struct arena *mem, const struct match_answer *a, size_t mentee)
{
	struct buf b = BUF_IN(mem);
	struct removal *list;
	size_t left, n, i;

	n = criteria_removals(
		mem, &a->f->rules.criteria, a->f->roster, mentee, MANAGER, &list, &left);
	if (left) {
		buf_printf(&b, "Eligible mentors: %zu. %s", left,
			points_were_against(a, mentee) ? "None of them would add points."
						       : "All of them are matched with others.");
		return buf_text(&b);
	}
	buf_str(&b, "No mentor is eligible.");
	for (i = 0; i < n; i++)
		if (list[i].removed)
			buf_printf(&b, " %s: %zu.", say(mem, &list[i].why), list[i].removed);
	return buf_text(&b);
}

void
match_print_csv(struct arena *mem, struct buf *b, const struct match_answer *a)
{
	size_t i;

	buf_printf(b, "mentee,mentor,points%s\n", a->explain ? ",why" : "");
	for (i = 0; i < a->p->n_mentees; i++) {
		bool matched = a->r->mentor[i] >= 0;

		if (!matched && !a->explain)
			continue;
		csv_write_field(b, match_id(a->f, MENTEE, i));
		buf_chr(b, ',');
		if (matched) {
			csv_write_field(b, match_id(a->f, MENTOR, (size_t)a->r->mentor[i]));
			buf_chr(b, ',');
			buf_int(b, a->r->points[i]);
		} else {
			buf_chr(b, ',');
		}
		if (a->explain) {
			buf_chr(b, ',');
			csv_write_field(
				b, matched ? points_text(mem, a, i) : unmatched_text(mem, a, i));
		}
		buf_chr(b, '\n');
	}
	buf_printf(b, "%s\n", match_summary(mem, a));
}

static void
json_reasons(struct arena *mem, struct json *j, const struct match_answer *a, size_t mentee)
{
	struct reason *reasons;
	size_t n = reasons_of(mem, a, mentee, &reasons), i;

	json_open_list(j, "reasons");
	for (i = 0; i < n; i++) {
		json_open(j, NULL);
		json_text(j, "text", say(mem, &reasons[i]));
		json_int(j, "points", reasons[i].points);
		json_close(j);
	}
	json_close_list(j);
}

static void
json_pairs(struct arena *mem, struct json *j, const struct match_answer *a)
{
	size_t i;

	json_open_list(j, "pairs");
	for (i = 0; i < a->p->n_mentees; i++) {
		if (a->r->mentor[i] < 0)
			continue;
		json_open(j, NULL);
		json_text(j, "mentee", match_id(a->f, MENTEE, i));
		json_text(j, "mentor", match_id(a->f, MENTOR, (size_t)a->r->mentor[i]));
		json_int(j, "points", a->r->points[i]);
		json_bool(j, "pinned", is_pinned(a, i));
		if (a->explain)
			json_reasons(mem, j, a, i);
		json_close(j);
	}
	json_close_list(j);
}

static void
json_unmatched(struct arena *mem, struct json *j, const struct match_answer *a)
{
	size_t i;

	json_open_list(j, "unmatched");
	for (i = 0; i < a->p->n_mentees; i++) {
		if (a->r->mentor[i] >= 0)
			continue;
		json_open(j, NULL);
		json_text(j, "mentee", match_id(a->f, MENTEE, i));
		if (a->explain)
			json_text(j, "why", unmatched_text(mem, a, i));
		json_close(j);
	}
	json_close_list(j);
}

void
match_print_json(struct arena *mem, struct buf *b, const struct match_answer *a)
{
	struct json j = { .b = b };

	json_open(&j, NULL);
	json_text(&j, "aim", a->p->aim == ASSIGN_FIT ? "fit" : "everyone");
	json_pairs(mem, &j, a);
	json_unmatched(mem, &j, a);
	json_open(&j, "summary");
	json_int(&j, "matched", (int64_t)a->r->count);
	json_int(&j, "of", (int64_t)a->p->n_mentees);
	json_int(&j, "score", a->r->score);
	json_int(&j, "eligible_pairs", (int64_t)a->p->n_pairs);
	json_bool(&j, "proven_optimal", true);
	json_text(&j, "text", match_summary(mem, a));
	json_close(&j);
	json_close(&j);
	buf_chr(b, '\n');
}
