/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody wants to learn, can offer, and is interested in. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/people/people.html.h"
#include "practice.gen.h"

FORM_DEFINE(topic_form, TOPIC_FORM)

#define TOPICS_SUGGESTED 300
#define ROWS_MOST 60 /* of one way that are read */

/* The three ways: as they are kept, and as their inputs begin. */
enum way { WANTED, OFFERED, INTEREST };
static const char *const way_words[] = { "wanted", "offered", "interest" };

static const char *
input_name(struct ctx *c, enum way way, int n, const char *what)
{
	return arena_printf(c->mem, "%s_%d%s", way_words[way], n, what);
}

static struct topic_row
row_of(struct ctx *c, enum way way, int n)
{
	struct topic_row r = { .n = n, .topic = "", .strength = "", .kept = "", .now = "" };
	const char *wrong;

	r.name = input_name(c, way, n, "");
	r.strength_name = input_name(c, way, n, "_strength");
	wrong = problem_of(c, r.name);
	r.wrong = wrong ? wrong : "";
	return r;
}

/* The rows that are there, and empty ones to fill in. */
static struct topic_row_rows
rows_kept(struct ctx *c, enum way way, const struct person_topic_rows *all)
{
	struct topic_row_rows rows = { .v = ARENA_ARRAY(
					       c->mem, struct topic_row, all->n + TOPICS_EMPTY) };

	for (int i = 0; i < all->n; i++) {
		struct topic_row *r = &rows.v[rows.n];

		if (!str_eq(all->v[i].way, way_words[way]))
			continue;
		*r = row_of(c, way, ++rows.n);
		r->topic = all->v[i].name;
		r->strength = arena_printf(c->mem, "%lld", (long long)all->v[i].strength);
		r->kept = arena_printf(c->mem, "%s %s", r->strength, r->topic);
	}
	for (int i = 0; i < TOPICS_EMPTY; i++) {
		int n = ++rows.n;

		rows.v[n - 1] = row_of(c, way, n);
	}
	return rows;
}

/* A page with fifteen empty rows looks like much work: the first ones are enough to begin with. */
static void
fold_spare(struct topic_row_rows *rows)
{
	int empty = 0;

	for (int i = 0; i < rows->n; i++) {
		struct topic_row *r = &rows->v[i];
		bool is_empty = !*r->topic && str_empty(r->wrong) && str_empty(r->kept);

		r->spare = is_empty && empty >= TOPICS_READY;
		empty += is_empty;
	}
}

/* The rows as they were sent. */
static struct topic_row_rows
rows_sent(struct req *q, enum way way)
{
	struct ctx *c = &q->ctx;
	struct topic_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct topic_row, ROWS_MOST) };

	for (int n = 1; n <= ROWS_MOST; n++) {
		struct topic_row r = row_of(c, way, n);
		const char *topic = req_value(q, r.name), *strength = req_value(q, r.strength_name);
		const char *kept = req_value(q, arena_printf(c->mem, "_kept_%s", r.name));

		if (!topic)
			continue;
		r.kept = kept ? kept : "";
		r.topic = topic;
		r.strength = strength ? strength : "";
		rows.v[rows.n++] = r;
	}
	return rows;
}

static void
view_fill(struct req *q, struct topics_view *v)
{
	struct ctx *c = &q->ctx;
	struct option_rows words = practice_options(c, PRACTICE_CHOICE_STRENGTH);

	v->self = q->subject == c->who;
	v->may_edit = (q->standing & (STANDING_SELF | STANDING_ADMIN)) != 0;
	v->known = sql_topic_names(c, TOPICS_SUGGESTED);
	v->strengths = (struct option_rows){ .n = words.n + 1,
		.v = ARENA_ARRAY(c->mem, struct option, words.n + 1) };
	v->strengths.v[0] = (struct option){ "0", _("Not said") };
	for (int i = 0; i < words.n; i++)
		v->strengths.v[i + 1] =
			(struct option){ arena_printf(c->mem, "%d", i + 1), words.v[i].label };
}

enum result
web_topic_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct topics_view v = { 0 };

	if (!sql_person_get(c, q->subject, &v.person))
		return NOT_FOUND;
	v.all = sql_person_topic_list(c, q->subject);
	v.may_edit = (q->standing & (STANDING_SELF | STANDING_ADMIN)) != 0;
	return show_many(q, topics, &v, person_topic, &v.all);
}

enum result
web_topic_edit(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct topics_view v = { 0 };

	if (!sql_person_get(c, q->subject, &v.person))
		return NOT_FOUND;
	v.all = sql_person_topic_list(c, q->subject);
	view_fill(q, &v);
	v.wanted = rows_kept(c, WANTED, &v.all);
	v.offered = rows_kept(c, OFFERED, &v.all);
	v.interests = rows_kept(c, INTEREST, &v.all);
	fold_spare(&v.wanted);
	fold_spare(&v.offered);
	fold_spare(&v.interests);
	return show_page(q, topics_edit, &v);
}

/* The rows of one way as wishes; empty ones are left out. */
static struct topic_wishes
wishes_of(struct ctx *c, const struct topic_row_rows *rows)
{
	struct topic_wish *wishes = ARENA_ARRAY(c->mem, struct topic_wish, rows->n);
	int n = 0;

	for (int i = 0; i < rows->n; i++) {
		const struct topic_row *r = &rows->v[i];
		const char *message = NULL;
		const char *name = text_clean(c, FIELD_TEXT, r->topic, strlen(r->topic), &message);
		int64_t strength = 0;

		if (!name)
			invalid(c, r->name, message);
		else if (utf8_length(name) > TOPIC_LETTERS)
			invalid(c, r->name, tr(c, _("Use at most %d characters."), TOPIC_LETTERS));
		if (*r->strength && (!str_to_int(r->strength, &strength) || strength < 0 ||
					    strength > STRENGTH_MOST))
			invalid(c, r->name, _("Choose an answer that is offered."));
		if (name && *name)
			wishes[n++] = (struct topic_wish){ name, strength };
	}
	return (struct topic_wishes){ n, wishes };
}

/* The rows of one way as they are kept: with what another window has changed meanwhile. */
static struct topic_wishes
wishes_kept(struct req *q, enum way way, struct topic_row_rows *rows,
	const struct person_topic_rows *now)
{
	struct ctx *c = &q->ctx;
	struct topic_wishes mine = wishes_of(c, rows);

	mine = topics_merge(q, way_words[way], rows, &mine, now);
	if (mine.n > TOPICS_MOST)
		invalid(c, input_name(c, way, 1, ""),
			tr(c, _("Name at most %d topics: those that matter most."), TOPICS_MOST));
	return mine;
}

static void
rows_read(struct req *q, struct topics_view *v)
{
	v->wanted = rows_sent(q, WANTED);
	v->offered = rows_sent(q, OFFERED);
	v->interests = rows_sent(q, INTEREST);
}

/* Messages stand beside their rows. seen: what is there by now is shown, so that saving again holds. */
static void
rows_wrong(struct ctx *c, struct topic_row_rows *rows, enum way way,
	const struct person_topic_rows *now, bool seen)
{
	if (seen)
		topics_seen(c, way_words[way], rows, now);
	for (int i = 0; i < rows->n; i++) {
		const char *wrong = problem_of(c, rows->v[i].name);

		rows->v[i].wrong = wrong ? wrong : "";
	}
	fold_spare(rows);
}

static bool
rows_differ(const struct topic_row_rows *rows)
{
	for (int i = 0; i < rows->n; i++)
		if (*rows->v[i].now)
			return true;
	return false;
}

enum result
web_topic_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct topics_view v = { 0 };
	struct topic_wishes wanted, offered, interests;
	enum result r = INVALID;
	struct person_data d = { PERSON_DATA, .wanted = &wanted, .offered = &offered,
		.interests = &interests };
	bool right, is_new, is_changed;
	int64_t id;

	if (!sql_person_get(c, q->subject, &v.person))
		return NOT_FOUND;
	v.all = sql_person_topic_list(c, q->subject);
	right = form_read(q, topic_form, &v.form);
	rows_read(q, &v);
	wanted = wishes_kept(q, WANTED, &v.wanted, &v.all);
	offered = wishes_kept(q, OFFERED, &v.offered, &v.all);
	interests = wishes_kept(q, INTEREST, &v.interests, &v.all);
	d.email = v.person.email;
	if (right && !c->problems)
		r = person_save(c, NULL, &d, &id, &is_new, &is_changed);
	if (r != OK) {
		if (rows_differ(&v.wanted) || rows_differ(&v.offered) || rows_differ(&v.interests))
			r = CONFLICT;
		rows_wrong(c, &v.wanted, WANTED, &v.all, r == CONFLICT);
		rows_wrong(c, &v.offered, OFFERED, &v.all, r == CONFLICT);
		rows_wrong(c, &v.interests, INTEREST, &v.all, r == CONFLICT);
		view_fill(q, &v);
		return show_invalid(q, r, topics_edit, &v);
	}
	flash(q, _("The topics are saved."));
	return changed(q, OK, url_person_show(c, q->subject));
}
