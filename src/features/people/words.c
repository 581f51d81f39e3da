/* SPDX-License-Identifier: Apache-2.0 */
/* What is kept as a word or a number, as people read it. */
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.h"
#include "features/people/people.h"
#include "practice.gen.h"

struct option_rows
practice_options(struct ctx *c, const char *choice)
{
	const struct practice_field *f =
		practice_values(practice_need("choice", choice), "options");
	struct option_rows rows = { .n = (int)f->count,
		.v = ARENA_ARRAY(c->mem, struct option, f->count) };

	for (int i = 0; i < rows.n; i++)
		rows.v[i] = (struct option){ f->entries[i].key,
			practice_text(&f->entries[i], c->lang->tag) };
	return rows;
}

static const char *
option_text(struct ctx *c, const char *choice, const char *key)
{
	const char *text =
		practice_option(practice_need("choice", choice), "options", key, c->lang->tag);

	return text ? text : "";
}

const char *
fmt_strength(struct ctx *c, int64_t strength)
{
	const struct practice_field *f =
		practice_values(practice_need("choice", PRACTICE_CHOICE_STRENGTH), "options");

	if (strength < 1 || strength > (int64_t)f->count)
		return "";
	return practice_text(&f->entries[strength - 1], c->lang->tag);
}

const char *
fmt_detail(struct ctx *c, const char *detail)
{
	return option_text(c, PRACTICE_CHOICE_DETAIL, detail);
}

const char *
fmt_medium(struct ctx *c, const char *medium)
{
	return option_text(c, PRACTICE_CHOICE_MEDIUM, medium);
}

const char *
fmt_likes(struct ctx *c, const char *detail, const char *medium)
{
	const char *by = "", *how = "";

	if (str_eq(medium, "written"))
		by = _("Would rather write than talk.");
	else if (str_eq(medium, "call"))
		by = _("Likes calls best.");
	else if (str_eq(medium, "face"))
		by = _("Likes to meet face to face.");
	if (str_eq(detail, "detailed"))
		how = _("Wants the details.");
	else if (str_eq(detail, "overview"))
		how = _("The big picture first.");
	return *by && *how ? arena_printf(c->mem, "%s %s", by, how) : *by ? by : how;
}

struct word {
	const char *key, *text;
};

static const char *
word_text(struct ctx *c, const struct word *words, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i].key, key))
			return tr_text(c->lang, words[i].text);
	return key;
}

const char *
fmt_person_state(struct ctx *c, const char *state)
{
	static const struct word words[] = { { "invited", N_("Invited, has not signed in yet") },
		{ "active", N_("Active") }, { "deactivated", N_("Deactivated") } };

	return word_text(c, words, sizeof words / sizeof *words, state);
}

const char *
fmt_field_kind(struct ctx *c, const char *kind)
{
	static const struct word words[] = { { "text", N_("Text") }, { "number", N_("A number") },
		{ "one", N_("One from a list") }, { "many", N_("Several from a list") },
		{ "date", N_("A date") } };

	return word_text(c, words, sizeof words / sizeof *words, kind);
}

const char *
fmt_audience(struct ctx *c, const char *audience)
{
	static const struct word words[] = { { "everyone", N_("Everyone in the organisation") },
		{ "managers", N_("The person, managers of their programmes, administrators") },
		{ "self", N_("The person and administrators") } };

	return word_text(c, words, sizeof words / sizeof *words, audience);
}

const char *
fmt_weekday(struct ctx *c, int64_t day)
{
	static const char *const days[] = { N_("Monday"), N_("Tuesday"), N_("Wednesday"),
		N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday") };

	return day >= 0 && day < 7 ? tr_text(c->lang, days[day]) : "";
}

static const char *
clock_text(struct ctx *c, int minutes)
{
	return arena_printf(c->mem, "%02d:%02d", minutes / 60, minutes % 60);
}

struct texts
hours_in_words(struct ctx *c, const char *hours)
{
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, 7) };
	struct hours h = { 0 };

	hours_parse(hours, &h);
	for (int i = 0, end; i < 7; i = end) {
		const char *from = clock_text(c, h.day[i].from), *to = clock_text(c, h.day[i].to);

		end = i + 1;
		while (end < 7 && h.day[end].from == h.day[i].from && h.day[end].to == h.day[i].to)
			end++;
		if (h.day[i].from >= h.day[i].to)
			continue;
		t.v[t.n++] = end == i + 1 ? tr(c, _("%s, %s to %s"), fmt_weekday(c, i), from, to)
					  : tr(c, _("%s to %s, %s to %s"), fmt_weekday(c, i),
						    fmt_weekday(c, end - 1), from, to);
	}
	return t;
}
