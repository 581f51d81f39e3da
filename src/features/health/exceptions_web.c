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

/* n: there are at most so many of one kind. */
static void
add(struct ctx *c, struct exception_group_rows *groups, const struct exception_line *x, int n)
{
	bool asks = x->help_at > 0;
	struct exception_group *g = groups->n ? &groups->v[groups->n - 1] : NULL;

	if (!g || !str_eq(g->kind, x->kind) || (g->rows.v[0].asks != asks)) {
		g = &groups->v[groups->n++];
		*g = (struct exception_group){ .kind = x->kind,
			.rows = { 0, ARENA_ARRAY(c->mem, struct exception_row, n) } };
		words_of(c, x, g);
		if (asks)
			g->suggestion = _("One of the two asks you for a word. Get in touch soon.");
	}
	g->rows.v[g->rows.n++] = (struct exception_row){ *x, asks, x->first == 1 };
}

/* What is put away, the latest first; ?away= has those behind the first ones. */
static void
away_fill(struct req *q, struct exception_list_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t from = req_query_int(q, "away", 0);
	struct exception_line_rows rows;

	if (from < 0 || from > 1000000)
		from = 0;
	rows = sql_exception_away(c, v->programme, c->now, AWAY_SHOWN + 1, from);
	v->away.v = ARENA_ARRAY(c->mem, struct exception_row, rows.n);
	v->more_away = "";
	v->away_open = from > 0;
	for (int i = 0; i < rows.n && i < AWAY_SHOWN; i++)
		v->away.v[v->away.n++] = (struct exception_row){ .x = rows.v[i] };
	if (rows.n > AWAY_SHOWN)
		v->more_away = arena_printf(c->mem, "%s?away=%lld",
			url_exception_list(c, v->programme), (long long)(from + AWAY_SHOWN));
}

/* How many wait; where there are many it is enough to know that. */
static const char *
total_words(struct ctx *c, int64_t programme, const struct exception_people *p)
{
	int64_t n = exceptions_count(c, programme, COUNTED_MOST + 1) +
		    sql_exception_people_some(
			    c, programme, p->invited, p->empty, c->now, COUNTED_MOST + 1);

	if (n > COUNTED_MOST)
		return tr(c, _("More than %d are on the list"), COUNTED_MOST);
	return n ? tr_n(c, "%d is on the list", "%d are on the list", n) : "";
}

enum result
web_exception_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct exception_list_view v = { .programme = q->subject, .first = "", .next = "" };
	const char *after = req_query(q, "after"), *url = url_exception_list(c, q->subject);
	struct exception_people p = {
		c->now - threshold(c, q->subject, PRACTICE_THRESHOLD_INVITATION_ACCEPTED) * DAY,
		c->now - threshold(c, q->subject, PRACTICE_THRESHOLD_PROFILE_COMPLETE) * DAY
	};
	struct exception_line_rows all;
	struct limits l;
	bool more;

	limits_read(c, q->subject, &l);
	all = exceptions_page(
		c, q->subject, &l, q->json ? ROWS_OF_JSON : EXCEPTIONS_ON_PAGE, after, &p, &more);
	if (q->json)
		return show_json(q, exception_line_items, &all);
	v.days = l.manager;
	v.programme_name = sql_relationship_programme_name(c, q->subject);
	v.groups.v = ARENA_ARRAY(c->mem, struct exception_group, all.n);
	for (int i = 0; i < all.n; i++)
		add(c, &v.groups, &all.v[i], all.n);
	if (*after)
		v.first = url;
	if (more)
		v.next = arena_printf(c->mem, "%s?after=%s", url, all.v[all.n - 1].mark);
	v.total = total_words(c, q->subject, &p);
	away_fill(q, &v);
	return show_page(q, exception_list, &v);
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
