/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/exceptions.h"
#include "features/health/exceptions.html.h"
#include "features/programmes/asks.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(exception_form, EXCEPTION_FORM)
FORM_DEFINE(contact_form, CONTACT_FORM)

#define PEOPLE_SHOWN 50
#define AWAY_SHOWN 50
#define COUNTED_MOST 100

/* What a kind is called and what is suggested; those of people have no challenge. */
static void
words_of(struct ctx *c, const struct exception_line *x, struct exception_group *g)
{
	const struct practice_item *it = practice_find("challenge", x->kind);

	if (it) {
		g->name = practice_field(it, "name", c->lang->tag);
		g->suggestion = practice_field(it, "manager", c->lang->tag);
		g->pairs = true;
	} else if (str_eq(x->kind, "invitation")) {
		g->name = _("Invitation not accepted");
		g->suggestion = _("Ask them in person, or invite them again: mails get lost.");
	} else {
		g->name = _("Profile missing");
		g->suggestion = _("Offer to write two sentences together.");
	}
}

static void
add(struct ctx *c, struct exception_group_rows *groups, const struct exception_line *x)
{
	bool asks = x->help_at > 0;
	struct exception_group *g = groups->n ? &groups->v[groups->n - 1] : NULL;

	if (!g || !str_eq(g->kind, x->kind) || (g->rows.v[0].asks != asks)) {
		g = &groups->v[groups->n++];
		*g = (struct exception_group){ .kind = x->kind,
			.rows = { 0, ARENA_ARRAY(c->mem, struct exception_row,
					     EXCEPTIONS_ON_PAGE + PEOPLE_SHOWN) } };
		words_of(c, x, g);
		if (asks)
			g->suggestion = _("One of the two asks you for a word. Get in touch soon.");
	}
	g->rows.v[g->rows.n++] = (struct exception_row){ *x, asks, x->first == 1 };
}

static struct exception_row_rows
away_of(struct ctx *c, int64_t programme)
{
	struct exception_line_rows rows = sql_exception_away(c, programme, c->now, AWAY_SHOWN);
	struct exception_row_rows ret = { 0, ARENA_ARRAY(c->mem, struct exception_row, rows.n) };

	for (int i = 0; i < rows.n; i++)
		ret.v[ret.n++] = (struct exception_row){ .x = rows.v[i] };
	return ret;
}

/* How many wait; where there are many it is enough to know that. */
static const char *
total_words(struct ctx *c, int64_t programme, int64_t people)
{
	int64_t n = exceptions_count(c, programme, COUNTED_MOST + 1);

	if (n > COUNTED_MOST)
		return tr(c, _("More than %d are on the list"), COUNTED_MOST);
	n += people;
	return n ? tr_n(c, "%d is on the list", "%d are on the list", n) : "";
}

enum result
web_exception_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct exception_list_view v = { .programme = q->subject };
	struct exception_line_rows pairs, people, all;
	struct limits l;
	bool more;

	limits_read(c, q->subject, &l);
	v.days = l.manager;
	v.programme_name = sql_relationship_programme_name(c, q->subject);
	paging_read(q, EXCEPTIONS_ON_PAGE, &v.pages);
	pairs = exceptions_page(c, q->subject, &l, v.pages.size, paging_offset(&v.pages), &more);
	paging_more(q, pairs.n, more, &v.pages);
	people = (struct exception_line_rows){ 0 };
	if (v.pages.page == 1)
		people = sql_exception_people(c, q->subject,
			c->now - threshold(c, q->subject, PRACTICE_THRESHOLD_INVITATION_ACCEPTED) *
					 DAY,
			c->now -
				threshold(c, q->subject, PRACTICE_THRESHOLD_PROFILE_COMPLETE) * DAY,
			c->now, PEOPLE_SHOWN);
	all = (struct exception_line_rows){ pairs.n + people.n,
		ARENA_ARRAY(c->mem, struct exception_line, pairs.n + people.n) };
	v.groups.v = ARENA_ARRAY(c->mem, struct exception_group, all.n);
	for (int i = 0; i < all.n; i++) {
		all.v[i] = i < pairs.n ? pairs.v[i] : people.v[i - pairs.n];
		add(c, &v.groups, &all.v[i]);
	}
	v.total = total_words(c, q->subject, people.n);
	v.away = away_of(c, q->subject);
	return show_many(q, exception_list, &v, exception_line, &all);
}

enum result
web_exception_update(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct exception_form f;
	enum result r = INVALID;

	if (form_read(q, exception_form, &f))
		r = exception_mark(c, q->subject, &f);
	if (r == OK)
		flash(q, str_eq(f.state, "shown") ? _("It is on the list again.")
			 : str_eq(f.state, "later")
				 ? _("It comes back in three days. You find it "
				     "at the end of the page.")
				 : _("It is off the list. You find it at the end "
				     "of the page."));
	return changed(q, r, url_exception_list(c, q->subject));
}

enum result
web_contact_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct contact_form f;
	enum result r = INVALID;
	int64_t n = 0;

	if (form_read(q, contact_form, &f))
		r = contact_note(c, q->subject, &f, &n);
	if (r == OK)
		flash(q, f.letter ? tr_n(c, "We wrote to both of %d pair in your name.",
					    "We wrote to both of %d pairs in your name.", n)
				  : tr_n(c, "Noted: you were in touch with %d pair.",
					    "Noted: you were in touch with %d pairs.", n));
	return changed(q, r, url_exception_list(c, q->subject));
}
