/* SPDX-License-Identifier: Apache-2.0 */
/* Where somebody should be, and with whom not; all that was decided so. */
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/matching/placements.h"
#include "features/matching/placements.html.h"
#include "features/matching/rules.sql.h"
#include "features/programmes/programmes.h"

enum result
web_placement_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct placement_list_view v = { .programme = q->subject };

	v.name = sql_programme_name(c, q->subject);
	v.items = sql_placement_list(c, q->subject, 0);
	return show_many(q, placement_list, &v, placement, &v.items);
}

/* "Law, 3 to 8 people: wants to learn about it" */
static const char *
topic_words(struct ctx *c, const struct placement_topic *t)
{
	const char *size = tr(c, _("%s: %d to %d people"), t->name, t->least, t->most);

	if (!*t->way)
		return size;
	return arena_printf(c->mem, "%s · %s", size,
		str_eq(t->way, "wanted") ? _("wants to learn about it") : _("is interested"));
}

static struct option_rows
topic_options(struct ctx *c, int64_t programme, int64_t person)
{
	struct placement_topic_rows all = sql_placement_topics(c, programme, person);
	struct option_rows rows = { .v = ARENA_ARRAY(c->mem, struct option, all.n + 1) };

	rows.v[rows.n++] = (struct option){ "", _("Wherever it fits best") };
	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] =
			(struct option){ arena_printf(c->mem, "%lld", (long long)all.v[i].topic),
				topic_words(c, &all.v[i]) };
	return rows;
}

static enum result
edit_fill(struct req *q, struct placement_edit_view *v)
{
	struct ctx *c = &q->ctx;
	struct placement_proposed at;
	const char *const *words;
	int n;

	v->programme = q->subject;
	v->person = q->ids[1];
	if (!sql_wish_takes_part(c, v->programme, v->person, "mentee"))
		return NOT_FOUND;
	v->name = sql_programme_name(c, v->programme);
	v->person_name = sql_match_person_name(c, v->person);
	v->topics = topic_options(c, v->programme, v->person);
	v->apart = sql_placement_list(c, v->programme, v->person);
	v->pin = sql_circle_pin_of(c, v->programme, v->person);
	form_show(placement_form, &v->form);
	v->form.topic = v->pin;
	v->proposed = "";
	if (sql_placement_proposed(c, v->programme, v->person, &at)) {
		v->run = at.run;
		v->proposed = at.topic_name;
		v->beside = sql_placement_beside(c, v->programme, at.run, at.topic, v->person);
	}
	v->q = req_query(q, "q");
	n = word_split(c->mem, v->q, &words);
	if (n)
		v->found =
			sql_placement_found(c, v->programme, v->person, words[0], PLACEMENT_FOUND);
	return OK;
}

enum result
web_placement_edit(struct req *q)
{
	struct placement_edit_view v = { 0 };
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	form_watch(&q->ctx, &v.form);
	return q->json ? show_json(q, placement_items, &v.apart) : show_page(q, placement_edit, &v);
}

enum result
web_placement_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct placement_edit_view v = { 0 };
	struct placement_form now;
	enum result r = edit_fill(q, &v);

	if (r != OK)
		return r;
	now = v.form;
	r = form_read(q, placement_form, &v.form) ? form_settle(q, &v.form, &now) : INVALID;
	if (r == OK)
		r = placement_set(c, q->subject, q->ids[1], v.form.topic);
	if (c->problems)
		return show_invalid(q, r, placement_edit, &v);
	if (r == OK && !q->json)
		flash(q, _("Noted. It counts when the best circles are found again."));
	return changed(q, r, url_placement_list(c, q->subject));
}
