/* SPDX-License-Identifier: Apache-2.0 */
/* Changing a profile: by the person himself, or by an administrator. */
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/i18n/i18n.h"
#include "features/accounts/accounts.h"
#include "features/people/people.html.h"
#include "practice.gen.h"

FORM_DEFINE(person_form, PERSON_FORM)

/* ---- working hours, as times of day ---- */

static const char *
day_input_name(struct ctx *c, int day, const char *end)
{
	return arena_printf(c->mem, "hours_%d_%s", day, end);
}

static const char *
clock_of(struct ctx *c, int minutes)
{
	/* An input of the type time ends at 23:59; the end of the day is shown as that. */
	minutes = minutes > 1439 ? 1439 : minutes;
	return arena_printf(c->mem, "%02d:%02d", minutes / 60, minutes % 60);
}

/* The rows of the form: as kept, or as they were sent in q. */
static struct weekday_input_rows
day_inputs(struct ctx *c, const char *hours, struct req *q)
{
	struct weekday_input_rows rows = { .n = 7,
		.v = ARENA_ARRAY(c->mem, struct weekday_input, 7) };
	struct hours h = { 0 };

	hours_parse(hours, &h);
	for (int i = 0; i < 7; i++) {
		struct weekday_input *in = &rows.v[i];
		bool works = h.day[i].from < h.day[i].to;

		in->day = i + 1;
		in->name = fmt_weekday(c, i);
		in->from_name = day_input_name(c, i + 1, "from");
		in->to_name = day_input_name(c, i + 1, "to");
		in->from = works ? clock_of(c, h.day[i].from) : "";
		in->to = works ? clock_of(c, h.day[i].to) : "";
		if (q && req_value(q, in->from_name))
			in->from = req_value(q, in->from_name);
		if (q && req_value(q, in->to_name))
			in->to = req_value(q, in->to_name);
		in->wrong = problem_of(c, in->from_name);
		in->wrong = in->wrong ? in->wrong : "";
	}
	return rows;
}

/* "09:30" or "09:30:00" in minutes; false if it is neither. */
static bool
read_clock(const char *s, int *ret)
{
	static const char shape[] = "00:00";
	size_t n = strlen(s);

	if (n != 5 && !(n == 8 && str_eq(s + 5, ":00")))
		return false;
	for (size_t i = 0; i < 5; i++)
		if (shape[i] == ':' ? s[i] != ':' : s[i] < '0' || s[i] > '9')
			return false;
	*ret = ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
	return *ret < 1440 && s[3] < '6';
}

static void
read_day(struct req *q, int day, struct hours *h)
{
	struct ctx *c = &q->ctx;
	const char *from_name = day_input_name(c, day + 1, "from");
	const char *from = req_value(q, from_name);
	const char *to = req_value(q, day_input_name(c, day + 1, "to"));
	int a, b;

	if (str_empty(from) && str_empty(to))
		return;
	if (!read_clock(from ? from : "", &a) || !read_clock(to ? to : "", &b)) {
		invalid(c, from_name, _("Give both times, such as 09:00 and 17:00, or neither."));
		return;
	}
	b = b == 1439 ? 1440 : b;
	if (a >= b) {
		invalid(c, from_name, _("The second time must be later than the first."));
		return;
	}
	h->day[day].from = a;
	h->day[day].to = b;
}

/* One kept form for the same hours: nothing at all rather than seven free days. */
static const char *
read_hours(struct req *q, const struct person_form *f)
{
	static const struct hours none;
	struct ctx *c = &q->ctx;
	struct hours h = none;

	if (f->week)
		for (int day = 0; day < 7; day++)
			read_day(q, day, &h);
	else if (!hours_parse(f->hours, &h))
		return f->hours; /* person_save says what is wrong with it */
	return memcmp(&h, &none, sizeof h) == 0 ? "" : hours_text(c->mem, &h);
}

/* ---- the page ---- */

static void
options_fill(struct ctx *c, struct profile_edit_view *v)
{
	v->zones = tz_options(c);
	v->details = practice_options(c, PRACTICE_CHOICE_DETAIL);
	v->media = practice_options(c, PRACTICE_CHOICE_MEDIUM);
	v->levels = level_options(c, _("Not said"));
	v->languages = language_options(c, &v->form.languages);
	v->hours_kept = hours_in_words(c, v->person.hours);
	v->hours_open = !v->hours_kept.n || problem_of(c, "hours");
	v->yes_no = (struct option_rows){ .n = 2, .v = ARENA_ARRAY(c->mem, struct option, 2) };
	v->yes_no.v[0] = (struct option){ "yes", _("Yes: sees and changes all people, programmes "
						   "and settings") };
	v->yes_no.v[1] = (struct option){ "no", _("No") };
}

static void
form_fill(struct ctx *c, struct profile_edit_view *v)
{
	const struct person *p = &v->person;
	struct person_language_rows rows = sql_person_language_list(c, p->id);
	struct person_form *f = &v->form;

	form_show(person_form, f);
	f->name = p->name;
	f->pronouns = p->pronouns;
	f->headline = p->headline;
	f->about = p->about;
	f->tz = p->tz;
	f->hours = p->hours;
	f->detail = p->detail;
	f->medium = p->medium;
	f->mentees_max = p->mentees_max;
	f->email = p->email;
	f->unit = p->unit;
	f->level = p->level ? arena_printf(c->mem, "%lld", (long long)p->level) : "";
	f->manager = p->manager_email;
	f->admin = p->admin ? "yes" : "no";
	f->languages = (struct texts){ .v = ARENA_ARRAY(c->mem, const char *, rows.n) };
	for (int i = 0; i < rows.n; i++)
		f->languages.v[f->languages.n++] = rows.v[i].tag;
	/* What only administrators change is on no page of anybody else. */
	if (!v->admin)
		f->email = f->unit = f->level = f->manager = f->admin = "";
	form_watch(c, f);
}

enum result
web_person_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct profile_edit_view v = { .admin = (q->standing & STANDING_ADMIN) != 0,
		.self = q->subject == c->who };

	if (!sql_person_get(c, q->subject, &v.person))
		return NOT_FOUND;
	form_fill(c, &v);
	options_fill(c, &v);
	v.days = day_inputs(c, v.person.hours, NULL);
	v.hours_wrong = "";
	v.fields = field_inputs(c, q->subject, NULL);
	return show_page(q, profile_edit, &v);
}

/* ---- the change ---- */

/* What belongs to the organisation: only an administrator says it. */
static void
read_facts(struct ctx *c, const struct profile_edit_view *v, struct person_data *d)
{
	const struct person_form *f = &v->form;

	if (v->admin) {
		d->unit = f->unit;
		d->manager = f->manager;
		level_read(c, f->level, &d->level);
		return;
	}
	if (*f->email || *f->unit || *f->level || *f->manager || *f->admin)
		invalid(c,
			*f->email     ? "email"
			: *f->unit    ? "unit"
			: *f->level   ? "level"
			: *f->manager ? "manager"
				      : "admin",
			_("Only an administrator can change this. Ask yours."));
}

/* Adds the languages that were written in, by their names with commas between. */
static struct texts
read_languages(struct ctx *c, const struct person_form *f)
{
	const char *s = f->more_languages;
	size_t most = (size_t)f->languages.n + strlen(s) / 2 + 1;
	struct texts t = { .v = ARENA_ARRAY(c->mem, const char *, most) };

	for (int i = 0; i < f->languages.n; i++)
		t.v[t.n++] = f->languages.v[i];
	while (*s) {
		size_t n = strcspn(s, ",;");
		const char *message, *name = arena_strndup(c->mem, s, n);
		const char *tag = "";

		name = text_clean(c, FIELD_TEXT, name, n, &message);
		if (name && *name)
			tag = language_tag(c, name);
		if (*tag)
			t.v[t.n++] = tag;
		else if (name && *name)
			invalid(c, "more_languages",
				tr(c, _("“%s” is not a language we know."), name));
		s += n + (s[n] != '\0');
	}
	return t;
}

/* What the form says about the person, but for what has inputs of its own. */
static void
take_form(const struct person_form *f, struct person_data *d)
{
	d->name = f->name;
	d->pronouns = f->pronouns;
	d->headline = f->headline;
	d->about = f->about;
	d->tz = f->tz;
	d->detail = f->detail;
	d->medium = f->medium;
	d->mentees_max = f->mentees_max;
}

/* right: the form could be read. If not, the rest is looked at all the same, so that everything that is
 * wrong is said at once. */
static enum result
profile_change(struct req *q, struct profile_edit_view *v, bool right)
{
	struct ctx *c = &q->ctx;
	const struct person_form *f = &v->form;
	struct person_data d = { PERSON_DATA, .email = v->person.email };
	struct texts languages = read_languages(c, f);
	bool is_new, is_changed;
	int64_t id;
	enum result r;

	if (right)
		take_form(f, &d);
	d.languages = &languages;
	d.hours = f->hours;
	d.answers = field_answers_read(q, v->person.id, &d.n_answers);
	read_facts(c, v, &d);
	r = person_save(c, NULL, &d, &id, &is_new, &is_changed);
	if (c->problems)
		return INVALID;
	if (r == OK && v->admin && *f->email)
		r = person_set_email(c, v->person.id, f->email);
	if (r == OK && v->admin && *f->admin)
		r = person_set_admin(c, v->person.id, str_eq(f->admin, "yes"));
	return r;
}

/* What is wrong with the hours as a whole. */
static void
hours_again(struct ctx *c, struct profile_edit_view *v, const struct person_form *now)
{
	const char *wrong = problem_of(c, "hours");

	v->hours_wrong = wrong ? wrong : "";
	if (wrong && v->form.form.now)
		v->hours_now = hours_in_words(c, now->hours);
}

enum result
web_person_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct profile_edit_view v = { .admin = (q->standing & STANDING_ADMIN) != 0,
		.self = q->subject == c->who };
	struct person_form now;
	enum result r = OK;
	bool right;

	if (!sql_person_get(c, q->subject, &v.person))
		return NOT_FOUND;
	form_fill(c, &v);
	now = v.form;
	right = form_read(q, person_form, &v.form);
	v.form.hours = read_hours(q, &v.form);
	if (right)
		r = form_settle(q, &v.form, &now);
	if (r == OK)
		r = profile_change(q, &v, right);
	if (r == INVALID || c->problems) {
		options_fill(c, &v);
		hours_again(c, &v, &now);
		/* Settled, they may be those of the other window: as typed they would be its undoing. */
		v.days = r == CONFLICT && !problem_of(c, "hours")
				 ? day_inputs(c, v.form.hours, NULL)
				 : day_inputs(c, v.person.hours, q);
		v.fields = field_inputs(c, q->subject, q);
		for (int i = 0; i < v.fields.n; i++)
			r = *v.fields.v[i].now ? CONFLICT : r;
		return show_invalid(q, r, profile_edit, &v);
	}
	if (r == OK)
		flash(q, v.self ? _("Your profile is saved.")
				: tr(c, _("The profile of %s is saved."), v.form.name));
	return changed(q, r, url_person_show(c, q->subject));
}
