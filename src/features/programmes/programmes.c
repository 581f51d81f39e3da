/* SPDX-License-Identifier: Apache-2.0 */
#include "features/programmes/programmes.h"

#include "base/day.h"
#include "base/str.h"
#include "engine/db/db.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"

FORM_DEFINE(programme_form, PROGRAMME_FORM)

unsigned
standing_programme(struct ctx *c, int64_t id)
{
	struct programme_standing s;
	unsigned bits = 0;

	if (!c->who || !sql_programme_standing(c, id, c->who, &s))
		return 0;
	if (s.takes_part)
		bits |= STANDING_PARTICIPANT;
	if (s.manages)
		bits |= STANDING_MANAGER;
	if (s.admin)
		bits |= STANDING_ADMIN;
	return bits;
}

const struct practice_item *
programme_template(const char *id)
{
	const struct practice_item *t = practice_find("programme", id);

	return t ? t : practice_need("programme", PRACTICE_PROGRAMME_FORMAL_ONE_TO_ONE);
}

/* Today, where the person is. */
/* The last day of a programme that starts then and takes as long as its template says. */
static const char *
usual_end(struct ctx *c, const struct practice_item *t, const char *starts_on)
{
	return day_add(c->mem,
		day_add_months(c->mem, starts_on, (int)practice_number(t, "months", 12)), -1);
}

void
programme_defaults(struct ctx *c, const char *template, struct programme_form *ret)
{
	const struct practice_item *t = programme_template(template);

	form_show(programme_form, ret);
	ret->template = t->id;
	ret->name = "";
	ret->about = "";
	ret->purpose = (struct texts){ 0 };
	ret->level = practice_field(t, "level", c->lang->tag);
	ret->setting = practice_field(t, "setting", c->lang->tag);
	ret->starts_on = today_on(c);
	ret->ends_on = usual_end(c, t, ret->starts_on);
	ret->cadence_days = practice_number(t, "cadence_days", 28);
	ret->readiness = practice_field(t, "readiness", c->lang->tag);
	ret->aim = "everyone";
	ret->way = "";
	ret->state = "open";
}

/* Is word an answer to that choice of the practice? Notes a problem at field if not. */
static void
check_choice(struct ctx *c, const char *field, const char *choice, const char *word)
{
	if (!practice_option(practice_need("choice", choice), "options", word, c->lang->tag))
		invalid(c, field, _("Choose one of the answers."));
}

/* Fills the end of *f if it is empty, and looks at what the form alone cannot see. */
static enum result
check(struct ctx *c, const struct practice_item *t, struct programme_form *f)
{
	int64_t first, last;

	if (f->purpose.n == 0)
		invalid(c, "purpose", _("Choose at least one purpose."));
	for (int i = 0; i < f->purpose.n; i++)
		check_choice(c, "purpose", PRACTICE_CHOICE_PURPOSE, f->purpose.v[i]);
	check_choice(c, "level", PRACTICE_CHOICE_LEVEL, f->level);
	check_choice(c, "setting", PRACTICE_CHOICE_SETTING, f->setting);
	if (!str_empty(f->readiness))
		check_choice(c, "readiness", PRACTICE_CHOICE_READINESS, f->readiness);
	if (!day_parse(f->starts_on, &first))
		invalid(c, "starts_on", _("Enter a date."));
	else if (str_empty(f->ends_on))
		f->ends_on = usual_end(c, t, f->starts_on);
	else if (!day_parse(f->ends_on, &last) || last < first)
		invalid(c, "ends_on", _("Choose a day after the start."));
	return c->problems ? INVALID : OK;
}

/* "leadership-development,other": each once, in the order of the practice, so that the same answer is
 * kept as the same text. */
static const char *
purposes_text(struct ctx *c, const struct texts *purposes)
{
	const struct practice_field *all =
		practice_values(practice_need("choice", PRACTICE_CHOICE_PURPOSE), "options");
	struct buf b = BUF_IN(c->mem);

	for (size_t i = 0; i < all->count; i++) {
		for (int j = 0; j < purposes->n; j++) {
			if (!str_eq(purposes->v[j], all->entries[i].key))
				continue;
			buf_str(&b, b.n ? "," : "");
			buf_str(&b, purposes->v[j]);
			break;
		}
	}
	return buf_text(&b);
}

struct texts
programme_purposes(struct ctx *c, const char *purpose)
{
	struct texts t = { 0 };

	t.v = ARENA_ARRAY(c->mem, const char *, strlen(purpose) / 2 + 1);
	while (*purpose) {
		size_t n = strcspn(purpose, ",");

		t.v[t.n++] = arena_strndup(c->mem, purpose, n);
		purpose += n + (purpose[n] == ',');
	}
	return t;
}

bool
programme_read(struct ctx *c, int64_t programme, struct programme *ret)
{
	static const char what[] = "programme";
	const struct programme *kept = memo_find(c, what, programme);
	struct programme *read;

	if (kept) {
		*ret = *kept;
		return true;
	}
	if (!sql_programme_get(c, programme, ret))
		return false;
	read = ARENA_NEW(c->mem, struct programme);
	*read = *ret;
	memo_add(c, what, programme, read);
	return true;
}

enum result
programme_create(struct ctx *c, const struct programme_form *form, int64_t *ret_id)
{
	struct programme_form f = *form;
	const struct practice_item *t = programme_template(f.template ? f.template : "");
	int64_t id;

	if (str_empty(f.readiness))
		f.readiness = practice_field(t, "readiness", c->lang->tag);
	if (check(c, t, &f) != OK)
		return INVALID;
	id = sql_programme_insert(c, t->id, f.name, f.about ? f.about : "",
		purposes_text(c, &f.purpose), f.level, f.setting, f.starts_on, f.ends_on,
		f.cadence_days, f.readiness, f.aim, c->now);
	sql_programme_set_way(
		c, id, str_empty(f.way) ? practice_field(t, "way", c->lang->tag) : f.way);
	if (c->who)
		sql_participant_insert(c, id, c->who, "manager", "waiting", 0, c->now);
	programme_usual_rules(c, id);
	*ret_id = id;
	return OK;
}

enum result
programme_update(struct ctx *c, int64_t id, const struct programme_form *form)
{
	struct programme_form f = *form;
	struct programme p;

	if (!sql_programme_get(c, id, &p))
		return NOT_FOUND;
	if (str_empty(f.readiness))
		f.readiness = p.readiness; /* kept: it is set among what is asked of pairs */
	if (check(c, programme_template(p.template), &f) != OK)
		return INVALID;
	sql_programme_change(c, id, f.name, f.about ? f.about : "", purposes_text(c, &f.purpose),
		f.level, f.setting, f.starts_on, f.ends_on, f.cadence_days, f.readiness, f.aim,
		f.state ? f.state : "", c->now);
	return OK;
}

int64_t
programme_find(struct ctx *c, const char *what)
{
	struct programme_name_row_rows all = sql_programme_names(c);
	const char *wanted = fold(c->mem, what);
	int64_t id, found = 0;

	if (str_to_int(what, &id))
		for (int i = 0; i < all.n; i++)
			if (all.v[i].id == id)
				return id;
	for (int i = 0; i < all.n; i++) {
		if (!str_eq(fold(c->mem, all.v[i].name), wanted))
			continue;
		if (found)
			return 0;
		found = all.v[i].id;
	}
	return found;
}

const char *
programme_way(struct ctx *c, int64_t id)
{
	const char *way = sql_programme_way(c, id);

	return str_empty(way) ? "rules" : way;
}

bool
way_of_one_kind(const char *way)
{
	return str_eq(way, "peers") || str_eq(way, "circles");
}

void
programme_run(struct ctx *c, int64_t id)
{
	sql_programme_set_running(c, id, c->now);
}
