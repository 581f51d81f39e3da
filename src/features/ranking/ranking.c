/* SPDX-License-Identifier: Apache-2.0 */
#include "features/ranking/ranking.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "engine/i18n/fold.h"
#include "engine/i18n/i18n.h"
#include "features/programmes/programmes.h"

FORM_DEFINE(ranking_form, RANKING_FORM)
FORM_DEFINE(ranking_move_form, RANKING_MOVE_FORM)

static const char *
other_side(const char *role)
{
	return str_eq(role, "mentor") ? "mentee" : "mentor";
}

enum result
ranking_role(struct ctx *c, int64_t programme, const char *wanted, const char **ret_role)
{
	struct ranking_role_rows roles = sql_ranking_roles(c, programme, c->who);
	struct programme p;

	if (!sql_programme_get(c, programme, &p))
		return NOT_FOUND;
	for (int i = 0; i < roles.n; i++) {
		if (!str_empty(wanted) && !str_eq(roles.v[i].role, wanted))
			continue;
		if (!str_eq(p.way, "wishes"))
			return conflict(c, _("In this programme, people are not matched by their "
					     "own wishes."));
		if (str_eq(p.state, "ended"))
			return conflict(c, _("This programme has ended."));
		*ret_role = roles.v[i].role;
		return OK;
	}
	return NOT_FOUND;
}

/* ---- one change ---- */

static int
index_of(const struct said *s, int64_t person)
{
	for (int i = 0; i < s->n; i++)
		if (s->v[i].person == person)
			return i;
	return -1;
}

static void
take_off(struct said *s, int64_t person)
{
	int n = 0;

	for (int i = 0; i < s->n; i++)
		if (s->v[i].person != person)
			s->v[n++] = s->v[i];
	s->n = n;
	for (int i = n = 0; i < s->n_not; i++)
		if (s->not_for_me[i] != person)
			s->not_for_me[n++] = s->not_for_me[i];
	s->n_not = n;
}

static bool
is_tied(const struct said *s, int at)
{
	return (at && s->v[at - 1].place == s->v[at].place) ||
	       (at + 1 < s->n && s->v[at + 1].place == s->v[at].place);
}

/* Puts the list in order after places were changed, and numbers them without gaps. */
static void
put_in_order(struct said *s)
{
	int64_t before = 0, place = 0;

	for (int i = 1; i < s->n; i++)
		for (int k = i; k && s->v[k].place < s->v[k - 1].place; k--) {
			struct ranked_one x = s->v[k];

			s->v[k] = s->v[k - 1];
			s->v[k - 1] = x;
		}
	for (int i = 0; i < s->n; i++) {
		if (!i || s->v[i].place != before)
			place++;
		before = s->v[i].place;
		s->v[i].place = place;
	}
}

/* Between two places there is room at odd numbers once all are doubled. */
static void
double_places(struct said *s)
{
	for (int i = 0; i < s->n; i++)
		s->v[i].place *= 2;
}

static void
move_to(struct said *s, int64_t person, int64_t place)
{
	take_off(s, person);
	put_in_order(s);
	double_places(s);
	s->v[s->n++] = (struct ranked_one){ person, place * 2 - 1 };
	put_in_order(s);
}

static void
shift(struct said *s, int at, const char *what)
{
	bool tied = is_tied(s, at);
	int64_t *place = &s->v[at].place;

	double_places(s);
	if (str_eq(what, "up"))
		*place -= tied ? 1 : 3;
	else if (str_eq(what, "down"))
		*place += tied ? 1 : 3;
	else if (str_eq(what, "alone"))
		*place += tied;
	else if (*place > 2)
		*place -= 2; /* with */
	put_in_order(s);
}

static enum result
name_person(struct ctx *c, struct said *s, const struct ranking_move_form *f)
{
	bool against = str_eq(f->what, "not");

	take_off(s, f->person);
	put_in_order(s);
	if (against ? s->n_not == NOT_FOR_ME_MOST : s->n == RANKED_MOST)
		return conflict(c, _("The list is full. Take somebody off first."));
	if (against)
		s->not_for_me[s->n_not++] = f->person;
	else
		s->v[s->n++] = (struct ranked_one){ f->person, INT64_MAX / 4 };
	put_in_order(s);
	return OK;
}

static enum result
change(struct ctx *c, struct said *s, const struct ranking_move_form *f)
{
	int at = index_of(s, f->person);

	if (str_eq(f->what, "add") || str_eq(f->what, "not"))
		return name_person(c, s, f);
	if (str_eq(f->what, "off")) {
		take_off(s, f->person);
		put_in_order(s);
	} else if (str_eq(f->what, "only") || str_eq(f->what, "anybody")) {
		s->only = str_eq(f->what, "only");
	} else if (at < 0) {
		return conflict(c, _("This person is not on your list any more."));
	} else if (str_eq(f->what, "place")) {
		move_to(s, f->person, f->place ? f->place : 1);
	} else {
		shift(s, at, f->what);
	}
	s->only = s->only && s->n;
	return OK;
}

enum result
ranking_move(struct ctx *c, int64_t programme, const struct ranking_move_form *f)
{
	const char *role;
	enum result r = ranking_role(c, programme, f->role, &role);
	bool alone = str_eq(f->what, "only") || str_eq(f->what, "anybody");
	struct said s;

	if (r != OK)
		return r;
	if (!alone && !str_eq(f->what, "off") &&
		(f->person == c->who ||
			!sql_ranking_can(c, programme, other_side(role), f->person)))
		return NOT_FOUND;
	said_read(c, programme, role, &s);
	r = change(c, &s, f);
	if (r == OK)
		said_write(c, programme, role, &s);
	return r;
}

/* ---- all of it ---- */

/* Does every number in the texts stand for somebody of the other side? */
static void
check_people(struct ctx *c, int64_t programme, const char *role, const char *field,
	const struct texts *list)
{
	const char *const *words;

	for (int i = 0; i < list->n; i++) {
		int n = word_split(c->mem, list->v[i], &words);
		int64_t id;

		for (int k = 0; k < n; k++)
			if (!str_to_int(words[k], &id) || id == c->who ||
				!sql_ranking_can(c, programme, other_side(role), id)) {
				invalid(c, field, _("Somebody on the list does not take part."));
				return;
			}
	}
}

static void
put_list(struct buf *b, const char *before, const struct texts *list, const char *between)
{
	for (int i = 0; i < list->n; i++)
		buf_printf(b, "%s%s", i ? between : before, list->v[i]);
}

enum result
ranking_set(struct ctx *c, int64_t programme, const struct ranking_form *f)
{
	struct buf b = BUF_IN(c->mem);
	const char *role;
	enum result r = ranking_role(c, programme, f->role, &role);
	struct said s;

	if (r != OK)
		return r;
	check_people(c, programme, role, "order", &f->order);
	check_people(c, programme, role, "not_for_me", &f->not_for_me);
	if (c->problems)
		return INVALID;
	put_list(&b, "", &f->order, "\n");
	put_list(&b, b.n ? "\n- " : "- ", &f->not_for_me, " ");
	said_parse(c->mem, buf_text(&b), &s);
	s.only = f->only && s.n;
	said_write(c, programme, role, &s);
	return OK;
}

static struct ranking_said
said_of(struct ctx *c, int64_t programme, const char *role)
{
	struct buf order = BUF_IN(c->mem), against = BUF_IN(c->mem);
	struct said s;

	said_read(c, programme, role, &s);
	for (int i = 0; i < s.n; i++) {
		if (i)
			buf_chr(&order, s.v[i].place == s.v[i - 1].place ? ' ' : '\n');
		buf_printf(&order, "%lld", (long long)s.v[i].person);
	}
	for (int i = 0; i < s.n_not; i++)
		buf_printf(&against, "%s%lld", i ? " " : "", (long long)s.not_for_me[i]);
	return (struct ranking_said){ role, buf_text(&order), buf_text(&against), s.only };
}

enum result
ranking_said_fill(struct ctx *c, int64_t programme, struct ranking_said_rows *ret)
{
	struct ranking_role_rows roles = sql_ranking_roles(c, programme, c->who);
	const char *role;
	enum result r = ranking_role(c, programme, NULL, &role);

	if (r != OK)
		return r;
	*ret = (struct ranking_said_rows){ 0, ARENA_ARRAY(c->mem, struct ranking_said, roles.n) };
	for (int i = 0; i < roles.n; i++)
		ret->v[ret->n++] = said_of(c, programme, roles.v[i].role);
	return OK;
}

/* ---- showing ---- */

/* Points of everybody on the other side whom the rules allow; -1: they do not, or there is no place. */
static int64_t *
fits_of(struct ctx *c, struct ranking_view *v, const struct ranked_rows *all)
{
	struct programme_choice choice = { .aim = "everyone", .fair = "none", .way = "wishes" };
	int64_t *fits = ARENA_ARRAY(c->mem, int64_t, all->n);
	size_t me, n, at = 0;
	const int64_t *ids, *mine;
	struct match_input in;

	match_input_read(c, v->programme, &choice, &in);
	v->fault = in.fault != NULL;
	for (int i = 0; i < all->n; i++)
		fits[i] = -1;
	if (v->fault)
		return fits;
	mine = v->mentor ? in.mentors : in.mentees;
	n = v->mentor ? in.n_mentors : in.n_mentees;
	for (me = 0; me < n && mine[me] != c->who;)
		me++;
	if (me == n)
		return fits; /* has no place free, or somebody already */
	ids = v->mentor ? in.mentees : in.mentors;
	n = v->mentor ? in.n_mentees : in.n_mentors;
	for (int i = 0; i < all->n; i++) {
		while (at < n && ids[at] < all->v[i].person)
			at++;
		if (at < n && ids[at] == all->v[i].person &&
			!criteria_pair(&in.criteria, in.roster, v->mentor ? at : me,
				v->mentor ? me : at, &fits[i]))
			fits[i] = -1;
	}
	return fits;
}

static struct ranked_row
row_of(struct ctx *c, const struct ranking_view *v, const struct ranked *r, int64_t fit)
{
	struct ranking_topic_rows topics =
		sql_ranking_topics(c, r->person, v->mentor ? "wanted" : "offered");
	struct ranked_row row = {
		.r = *r, .fit = fit, .topics = { .v = ARENA_ARRAY(c->mem, const char *, topics.n) }
	};

	for (int i = 0; i < topics.n && i < 5; i++)
		row.topics.v[row.topics.n++] = topics.v[i].name;
	return row;
}

static int
find_row(const struct ranked_rows *all, int64_t person)
{
	for (int i = 0; i < all->n; i++)
		if (all->v[i].person == person)
			return i;
	return -1;
}

static void
mine_fill(struct ctx *c, struct ranking_view *v, const struct said *s, struct ranked_rows *all)
{
	v->mine.v = ARENA_ARRAY(c->mem, struct ranked_row, s->n);
	v->against.v = ARENA_ARRAY(c->mem, struct ranked_row, s->n_not);
	v->places.v = ARENA_ARRAY(c->mem, struct place_row, s->n);
	for (int i = 0; i < s->n; i++) {
		int at = find_row(all, s->v[i].person);
		struct ranked_row *row = &v->mine.v[v->mine.n];

		if (at < 0)
			continue;
		all->v[at].place = s->v[i].place;
		*row = row_of(c, v, &all->v[at], 0);
		row->tied = i && s->v[i - 1].place == s->v[i].place;
		row->shares = is_tied(s, i);
		row->first = s->v[i].place == 1;
		row->last = s->v[i].place == s->v[s->n - 1].place;
		v->mine.n++;
		if (!row->tied)
			v->places.v[v->places.n++] = (struct place_row){ s->v[i].place };
	}
	for (int i = 0; i < s->n_not; i++) {
		int at = find_row(all, s->not_for_me[i]);

		if (at < 0)
			continue;
		all->v[at].place = -1;
		v->against.v[v->against.n++] = row_of(c, v, &all->v[at], 0);
	}
}

struct candidate {
	int at;
	int64_t fit;
};

static int
by_fit(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->fit != y->fit)
		return x->fit > y->fit ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Whom the person could name, who fits best first. */
static void
others_fill(
	struct ctx *c, struct ranking_view *v, const struct ranked_rows *all, const int64_t *fits)
{
	struct candidate *list = ARENA_ARRAY(c->mem, struct candidate, all->n);
	const char *word = fold(c->mem, v->q);
	int n = 0, from = (int)paging_offset(&v->pages);

	for (int i = 0; i < all->n; i++) {
		if (all->v[i].place || fits[i] < 0 || all->v[i].person == c->who)
			continue;
		v->others_n++;
		if (!*word || strstr(fold(c->mem, all->v[i].name), word))
			list[n++] = (struct candidate){ i, fits[i] };
	}
	qsort(list, (size_t)n, sizeof *list, by_fit);
	v->pages.total = n;
	v->others.v = ARENA_ARRAY(c->mem, struct ranked_row, OTHERS_ON_PAGE);
	for (int i = from; i < n && v->others.n < OTHERS_ON_PAGE; i++)
		v->others.v[v->others.n++] = row_of(c, v, &all->v[list[i].at], list[i].fit);
}

void
ranking_fill(struct ctx *c, struct ranking_view *v, struct ranked_rows *ret_all)
{
	struct ranking_role_rows roles = sql_ranking_roles(c, v->programme, c->who);
	struct ranked_rows all = sql_ranking_others(c, v->programme, other_side(v->role));
	int64_t *fits;
	struct said s;
	int n = 0;

	v->name = sql_programme_name(c, v->programme);
	v->mentor = str_eq(v->role, "mentor");
	v->second = roles.n > 1 ? other_side(v->role) : "";
	fits = fits_of(c, v, &all);
	said_read(c, v->programme, v->role, &s);
	v->only = s.only;
	mine_fill(c, v, &s, &all);
	for (int i = 0; i < all.n; i++)
		all.v[i].possible = fits[i] >= 0;
	for (int i = 0; i < v->mine.n; i++)
		v->mine.v[i].r.possible = all.v[find_row(&all, v->mine.v[i].r.person)].possible;
	others_fill(c, v, &all, fits);
	for (int i = 0; i < all.n; i++)
		if (all.v[i].place || all.v[i].possible)
			all.v[n++] = all.v[i];
	all.n = n;
	*ret_all = all;
}
