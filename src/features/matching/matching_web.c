/* SPDX-License-Identifier: Apache-2.0 */
/* Before matching: is the programme ready, what is missing, and the button that starts a run. */
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "features/matching/circled.sql.h"
#include "features/matching/match_show.h"
#include "features/matching/matching.html.h"
#include "features/matching/ranked.sql.h"
#include "features/programmes/programmes.h"

unsigned
standing_match(struct ctx *c, int64_t id)
{
	struct match_standing s;

	if (!c->who || !sql_match_standing(c, id, c->who, &s))
		return 0;
	return (s.manages ? STANDING_MANAGER : 0) | (s.admin ? STANDING_ADMIN : 0);
}

/* What the statement match_lacking calls a field; NULL: everybody has one. */
static const char *
lacking_word(const struct known_field *f)
{
	switch (f->source) {
	case KNOWN_LEVEL:
	case KNOWN_UNIT:
	case KNOWN_LANGUAGES:
	case KNOWN_HOURS:
	case KNOWN_DETAIL:
	case KNOWN_MEDIUM:
		return f->word;
	case KNOWN_TOPICS:
		return f->way;
	case KNOWN_FIELD:
		return "field";
	case KNOWN_ZONE:
		break;
	}
	return NULL;
}

static const char *
lacking_words(struct ctx *c, const char *role, int64_t n, const char *label)
{
	if (str_eq(role, "peer"))
		return tr_n(c, "%1$d person says nothing about: %2$s",
			"%1$d people say nothing about: %2$s", n, label);
	if (str_eq(role, "mentor"))
		return tr_n(c, "%1$d mentor says nothing about: %2$s",
			"%1$d mentors say nothing about: %2$s", n, label);
	return tr_n(c, "%1$d mentee says nothing about: %2$s",
		"%1$d mentees say nothing about: %2$s", n, label);
}

static void
add_lacking(struct ctx *c, int64_t programme, const char *role, const struct known *k, int field,
	struct lacking_rows *rows)
{
	const struct known_field *f = &k->v[field];
	const char *word = lacking_word(f);
	struct match_lacking_rows people;
	struct lacking_row *row = &rows->v[rows->n];
	int64_t total;

	if (!word)
		return;
	people = sql_match_lacking(c, programme, str_eq(role, "peer") ? "mentee" : role, word,
		f->field, LACKING_SHOWN);
	if (!people.n)
		return;
	total = people.v[0].total;
	*row = (struct lacking_row){ .role = str_eq(role, "peer") ? "mentee" : role,
		.more = "",
		.words = lacking_words(c, role, total, k->fields[field].label),
		.names = { .v = ARENA_ARRAY(c->mem, const char *, people.n) } };
	rows->n++;
	if (k->fields[field].sensitive)
		return; /* that somebody keeps silent about it is nobody's business either */
	for (int i = 0; i < people.n; i++)
		row->names.v[row->names.n++] = people.v[i].name;
	if (total > people.n)
		row->more = tr_n(c, "and %d more", "and %d more", total - people.n);
}

/* Who says nothing about what a rule asks for. Such a rule cannot hold, or gives no points. */
static struct lacking_rows
lacking_of(struct ctx *c, int64_t programme, const struct rule_rows *rules, bool peers)
{
	struct known k = known_read(c);
	struct lacking_rows rows = { .v = ARENA_ARRAY(c->mem, struct lacking_row, k.n * 2) };
	bool *asked = ARENA_ARRAY(c->mem, bool, k.n * 2);

	for (int i = 0; i < rules->n; i++) {
		int a = known_find(&k, rules->v[i].mentee_field);
		int b = known_find(&k, rules->v[i].mentor_field);

		if (a >= 0 && !str_eq(rules->v[i].kind, "different"))
			asked[a] = true;
		if (b >= 0 && !str_eq(rules->v[i].kind, "different"))
			asked[peers ? b : k.n + b] = true;
	}
	for (int f = 0; f < k.n; f++) {
		if (asked[f])
			add_lacking(c, programme, peers ? "peer" : "mentee", &k, f, &rows);
		if (asked[k.n + f])
			add_lacking(c, programme, "mentor", &k, f, &rows);
	}
	return rows;
}

const char *
match_state_words(struct ctx *c, const struct match *m)
{
	if (match_publishing(m))
		return _("Is being published");
	if (str_eq(m->state, "proposed"))
		return _("Proposal");
	if (str_eq(m->state, "published"))
		return _("Published");
	if (str_eq(m->state, "discarded"))
		return _("Replaced by a newer one");
	if (str_eq(m->state, "running") &&
		(str_eq(m->job_state, "waiting") || str_eq(m->job_state, "running")))
		return _("At work");
	return str_eq(m->state, "failed") ? _("Did not work") : _("Stopped");
}

static struct run_row_rows
runs_of(struct ctx *c, int64_t programme, int64_t size, int64_t offset)
{
	struct match_rows all = sql_match_list(c, programme, size, offset);
	struct run_row_rows rows = { .v = ARENA_ARRAY(c->mem, struct run_row, all.n) };

	for (int i = 0; i < all.n; i++)
		rows.v[rows.n++] = (struct run_row){ .m = all.v[i],
			.words = match_state_words(c, &all.v[i]),
			.proposed = str_eq(all.v[i].state, "proposed"),
			.published = str_eq(all.v[i].state, "published") };
	return rows;
}

/* How many have said something: all that anybody learns of it. */
static const char *
said_words(struct ctx *c, int64_t programme, const struct match_counts *counts)
{
	struct ranking_counts k = { 0 };

	sql_ranking_counts(c, programme, 0, &k);
	return tr(c,
		_("%d of %d mentees and %d of %d mentors have said whom they would like. Whoever "
		  "says nothing is content with anybody whom the rules allow."),
		k.mentees, counts->mentees, k.mentors, counts->mentors);
}

static const char *
chosen_words(struct ctx *c, int64_t programme, const struct match_counts *counts)
{
	struct ranking_counts k = { 0 };

	sql_ranking_counts(c, programme, 0, &k);
	return tr(c,
		_("%d of %d people have said which circles they would like. For the others, their "
		  "profile counts."),
		k.mentees, counts->mentees);
}

/* The runs of a page; the newest proposal among the latest of them waits for somebody. */
static void
runs_fill(struct req *q, struct matching_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t size = RUNS_SHOWN;
	struct run_row_rows latest;
	bool more;

	paging_read(q, size, &v->pages);
	v->runs = runs_of(c, v->programme, size + 1, paging_offset(&v->pages));
	more = v->runs.n > size;
	v->runs.n -= more;
	paging_more(q, v->runs.n, more, &v->pages);
	latest = v->pages.page == 1 ? v->runs : runs_of(c, v->programme, size, 0);
	for (int i = latest.n; i-- > 0;)
		if (latest.v[i].proposed)
			v->ready = latest.v[i].m.id;
}

static void
view_fill(struct req *q, struct matching_view *v)
{
	struct ctx *c = &q->ctx;
	int64_t programme = q->subject;
	struct rule_rows rules = sql_rule_list(c, programme);

	v->programme = programme;
	v->name = sql_programme_name(c, programme);
	sql_match_counts(c, programme, &v->counts);
	v->way = programme_way(c, programme);
	v->peers = str_eq(v->way, "peers");
	v->circles = str_eq(v->way, "circles");
	v->topics = v->circles ? sql_circled_topics(c, programme).n : 0;
	if (v->circles)
		v->said = chosen_words(c, programme, &v->counts);
	if (str_eq(v->way, "wishes"))
		v->said = said_words(c, programme, &v->counts);
	v->rules = rules.n;
	for (int i = 0; i < rules.n; i++)
		v->hard += rules.v[i].hard;
	v->short_of = v->peers ? 0 : v->counts.mentees - v->counts.places;
	v->lacking = lacking_of(c, programme, &rules, v->peers);
	runs_fill(q, v);
	v->at_work = sql_match_at_work(c, programme);
	v->can = v->circles ? v->topics && v->counts.mentees > 1
		 : v->peers ? v->counts.mentees > 1
			    : v->counts.mentees > 0 && v->counts.places > 0;
}

enum result
web_matching_show(struct req *q)
{
	struct matching_view v = { 0 };
	struct match_rows all;

	if (q->json) {
		paging_read(q, ROWS_OF_JSON, &v.pages);
		all = sql_match_list(&q->ctx, q->subject, v.pages.size, paging_offset(&v.pages));
		for (int k = 0; k < all.n; k++)
			all.v[k].fault = match_fault_words(&q->ctx, &all.v[k]);
		return show_json(q, match_items, &all);
	}
	view_fill(q, &v);
	return show_page(q, matching_show, &v);
}

enum result
web_match_create(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct matching_view v = { 0 };
	struct match_form f;
	int64_t id = 0, job = 0;
	enum result r = INVALID;

	if (form_read(q, match_form, &f))
		r = match_start(c, q->subject, f.aim, &id, &job);
	if (r == INVALID) {
		view_fill(q, &v);
		return show_invalid(q, r, matching_show, &v);
	}
	return created(q, r, id, url_job_show(c, job));
}
