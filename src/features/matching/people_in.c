/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/people_in.h"

#include "base/buf.h"
#include "base/day.h"
#include "base/str.h"
#include "engine/calendar/hours.h"
#include "engine/crypt/secret.h"
#include "features/matching/idle.h"
#include "features/matching/circled.sql.h"
#include "features/matching/people_in.sql.h"
#include "features/matching/placements.sql.h"
#include "features/matching/ranked.sql.h"
#include "features/people/people.h"

/* One side while it is read. */
struct party_in {
	enum side side;
	const char *role;
	size_t n;
	int64_t *ids;
	struct match_person_rows rows; /* row of person i is at at[i] */
	int *at;
};

struct reading {
	struct ctx *c;
	struct ctx
		rows; /* the same for what is only looked at here: a million rows need not stay */
	int64_t programme;
	struct known known;
	bool used[KNOWN_SOURCES];
	struct match_input *in;
	struct party_in side[2];
	struct buf seen; /* all that was read, for the digest */
};

/* What a programme of circles offers; of the others, nothing. */
static void
digest_topics(struct ctx *c, struct buf *b, int64_t programme)
{
	struct circled_topic_rows topics = sql_circled_topics(c, programme);
	struct circle_pin_rows pins = sql_circle_pins(c, programme);
	struct circled_mixture mix;

	if (!topics.n)
		return;
	for (int i = 0; i < topics.n; i++)
		buf_printf(b, "topic %lld %lld %lld\n", (long long)topics.v[i].topic,
			(long long)topics.v[i].least, (long long)topics.v[i].most);
	if (sql_circled_mixture(c, programme, &mix))
		buf_printf(b, "mixture %s %lld\n", mix.alike, (long long)mix.alike_most);
	for (int i = 0; i < pins.n; i++)
		buf_printf(b, "pin %lld %lld\n", (long long)pins.v[i].person,
			(long long)pins.v[i].topic);
}

static void
digest_rules(struct ctx *c, struct buf *b, const struct rule_rows *rules, int64_t programme)
{
	struct wish_rows wishes = sql_wish_list(c, programme);

	for (int i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];

		buf_printf(b, "rule %lld %lld %s %s %s %lld %lld %lld %lld\n", (long long)r->id,
			(long long)r->hard, r->kind, r->mentee_field, r->mentor_field,
			(long long)r->lo, (long long)r->hi, (long long)r->points,
			(long long)r->cap);
	}
	digest_topics(c, b, programme);
	for (int i = 0; i < wishes.n; i++)
		buf_printf(b, "wish %s %lld %lld\n", wishes.v[i].kind,
			(long long)wishes.v[i].mentee, (long long)wishes.v[i].mentor);
}

const char *
match_rules_digest(struct ctx *c, int64_t programme)
{
	struct rule_rows rules = sql_rule_list(c, programme);
	struct buf b = BUF_IN(c->mem);

	digest_rules(c, &b, &rules, programme);
	return token_hash(c->mem, buf_text(&b));
}

bool
match_criteria(struct ctx *c, const struct known *k, const struct rule_rows *rules,
	struct criteria *ret, const struct match_rule **ret_rules)
{
	struct criterion *list = ARENA_ARRAY(c->mem, struct criterion, rules->n);
	struct match_rule *names = ARENA_ARRAY(c->mem, struct match_rule, rules->n);

	for (int i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->v[i];
		struct criterion *x = &list[i];

		*x = (struct criterion){ .hard = r->hard != 0,
			.lo = r->lo,
			.hi = r->hi,
			.points = r->points,
			.cap = r->cap };
		names[i] = (struct match_rule){ r->id, r->mentee_field, r->mentor_field,
			known_sensitive(k, r->mentee_field, r->mentor_field) };
		if (!criterion_kind_of(r->kind, &x->kind))
			return false;
		if (x->kind == CRITERION_NOT_MANAGER)
			continue;
		x->mentee_field = known_find(k, r->mentee_field);
		x->mentor_field = known_find(k, r->mentor_field);
		if (x->mentee_field < 0 || x->mentor_field < 0 ||
			!criterion_compares(x->kind, k->fields[x->mentee_field].kind,
				k->fields[x->mentor_field].kind))
			return false;
	}
	*ret = (struct criteria){
		.fields = k->fields, .n_fields = (size_t)k->n, .list = list, .n = (size_t)rules->n
	};
	*ret_rules = names;
	return true;
}

/* ---- people ---- */

static void
read_party(struct reading *r, enum side side)
{
	struct party_in *p = &r->side[side];

	p->side = side;
	p->role = side == MENTEE || r->in->peers ? "mentee" : "mentor";
	p->rows = sql_match_people(&r->rows, r->programme, p->role);
	p->ids = ARENA_ARRAY(r->c->mem, int64_t, p->rows.n);
	p->at = ARENA_ARRAY(r->rows.mem, int, p->rows.n);
	for (int i = 0; i < p->rows.n; i++)
		if (side == MENTEE || r->in->peers || p->rows.v[i].seats > 0) {
			p->at[p->n] = i;
			p->ids[p->n++] = p->rows.v[i].person;
		}
}

ptrdiff_t
id_place(const int64_t *ids, size_t n, int64_t id)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && ids[low] == id ? (ptrdiff_t)low : -1;
}

/* Place of a person on a side, or -1. */
static ptrdiff_t
find_person(const struct party_in *p, int64_t id)
{
	return id_place(p->ids, p->n, id);
}

static void
set(struct reading *r, const struct party_in *p, size_t person, int field, const char *value)
{
	buf_printf(&r->seen, "%zu %d %s\n", person, field, value);
	roster_set(r->in->roster, p->side, person, field, value);
}

static void
set_hours(struct reading *r, const struct party_in *p, size_t person, int field,
	const struct match_person *x)
{
	struct week_bits bits;
	struct hours hours;

	if (!*x->hours || !hours_parse(x->hours, &hours))
		return;
	bits = hours_bits(&hours, x->tz, r->c->now);
	buf_printf(&r->seen, "%zu %d", person, field);
	for (size_t i = 0; i < sizeof bits.v / sizeof *bits.v; i++)
		buf_printf(&r->seen, " %llx", (unsigned long long)bits.v[i]);
	buf_chr(&r->seen, '\n');
	roster_set_hours(r->in->roster, p->side, person, field, &bits);
}

static const char *
level_of(const struct level_name_rows *levels, int64_t id)
{
	for (int i = 0; i < levels->n; i++)
		if (levels->v[i].id == id)
			return levels->v[i].name;
	return "";
}

/* Hours from UTC, as they are today: "5.5". */
static const char *
zone_of(struct ctx *c, const char *tz)
{
	int offset = tz_offset(tz, c->now);
	const char *sign = offset < 0 ? "-" : "";

	if (offset < 0)
		offset = -offset;
	return arena_printf(c->mem, "%s%d.%02d", sign, offset / 3600, offset % 3600 / 36);
}

/* The values that stand in the row of the person. */
static void
set_row(struct reading *r, const struct party_in *p, size_t person,
	const struct level_name_rows *levels)
{
	const struct match_person *x = &p->rows.v[p->at[person]];
	int64_t seats = p->side == MENTEE ? 0 : r->in->peers ? 1 : x->seats;

	buf_printf(&r->seen, "%s %lld %lld %lld\n", p->role, (long long)x->person,
		(long long)x->manager, (long long)seats);
	roster_person(r->in->roster, p->side, person, x->person, x->manager, (int32_t)seats);
	for (int f = 0; f < r->known.n; f++) {
		enum known_source source = r->known.v[f].source;

		if (!r->used[source])
			continue;
		if (source == KNOWN_LEVEL)
			set(r, p, person, f, level_of(levels, x->level));
		else if (source == KNOWN_UNIT)
			set(r, p, person, f, x->unit);
		else if (source == KNOWN_DETAIL)
			set(r, p, person, f, x->detail);
		else if (source == KNOWN_MEDIUM)
			set(r, p, person, f, x->medium);
		else if (source == KNOWN_ZONE)
			set(r, p, person, f, zone_of(&r->rows, x->tz));
		else if (source == KNOWN_HOURS)
			set_hours(r, p, person, f, x);
	}
}

static void
set_languages(struct reading *r, const struct party_in *p)
{
	struct match_language_rows rows;
	int field = known_find(&r->known, "languages");

	if (!r->used[KNOWN_LANGUAGES])
		return;
	rows = sql_match_languages(&r->rows, r->programme, p->role);
	for (int i = 0; i < rows.n; i++) {
		ptrdiff_t at = find_person(p, rows.v[i].person);

		if (at >= 0)
			set(r, p, (size_t)at, field, rows.v[i].tag);
	}
}

static int
field_of_way(const struct known *k, const char *way)
{
	for (int f = 0; f < k->n; f++)
		if (k->v[f].source == KNOWN_TOPICS && str_eq(k->v[f].way, way))
			return f;
	return -1;
}

static void
set_topics(struct reading *r, const struct party_in *p)
{
	struct match_topic_rows rows;

	if (!r->used[KNOWN_TOPICS])
		return;
	rows = sql_match_topics(&r->rows, r->programme, p->role);
	for (int i = 0; i < rows.n; i++) {
		ptrdiff_t at = find_person(p, rows.v[i].person);
		int field = field_of_way(&r->known, rows.v[i].way);

		if (at >= 0 && field >= 0)
			set(r, p, (size_t)at, field, rows.v[i].name);
	}
}

static void
set_answer(struct reading *r, const struct party_in *p, const struct match_answer *x)
{
	ptrdiff_t at = find_person(p, x->person);
	const char *value = x->value;
	int64_t day;

	for (int f = 0; at >= 0 && f < r->known.n; f++) {
		if (r->known.v[f].source != KNOWN_FIELD || r->known.v[f].field != x->field)
			continue;
		if (r->known.v[f].date)
			value = day_parse(value, &day)
					? arena_printf(r->rows.mem, "%lld", (long long)day)
					: "";
		set(r, p, (size_t)at, f, value);
	}
}

static void
set_answers(struct reading *r, const struct party_in *p)
{
	struct match_answer_rows rows;

	if (!r->used[KNOWN_FIELD])
		return;
	rows = sql_match_answers(&r->rows, r->programme, p->role);
	for (int i = 0; i < rows.n; i++)
		set_answer(r, p, &rows.v[i]);
}

/* ---- wishes ---- */

/* That somebody has said something, and when; what it is goes into no digest. */
static void
digest_said(struct reading *r)
{
	struct ranking_mark_rows all = sql_ranking_marks(r->c, r->programme);

	for (int i = 0; i < all.n; i++)
		buf_printf(&r->seen, "said %lld %lld\n", (long long)all.v[i].id,
			(long long)all.v[i].changed_at);
}

/* These two are not put together; among peers, in neither direction. */
static void
keep_apart(struct reading *r, size_t mentee, size_t mentor)
{
	roster_keep_apart(r->in->roster, mentee, mentor);
	if (r->in->peers)
		roster_keep_apart(r->in->roster, mentor, mentee);
}

/* A pin that the places of its mentor do not allow is a fault: it must not go unnoticed. */
static void
add_pin(struct reading *r, size_t mentee, size_t mentor)
{
	struct match_input *in = r->in;
	struct assign_pair pin = { (int32_t)mentee, (int32_t)mentor, 0 };
	int32_t taken = 0;

	for (size_t i = 0; i < in->n_pins; i++) {
		const struct assign_pair *x = &in->pins[i];

		taken += x->mentor == pin.mentor;
		if (in->peers && (x->mentor == pin.mentee || x->mentee == pin.mentor ||
					 x->mentor == pin.mentor || x->mentee == pin.mentee))
			in->fault = N_("Somebody is pinned to two people. Undo one of the pins, "
				       "then try again.");
		else if (x->mentee == pin.mentee)
			in->fault = N_("Somebody is pinned to two mentors. Undo one of the pins, "
				       "then try again.");
	}
	if (taken >= roster_places(in->roster)[mentor])
		in->fault = N_("More mentees are pinned to a mentor than there are places. Undo a "
			       "pin, then try again.");
	criteria_pair(&in->criteria, in->roster, mentee, mentor, &pin.score);
	in->pins[in->n_pins++] = pin;
}

static void
read_wishes(struct reading *r)
{
	struct wish_rows wishes = sql_wish_list(r->c, r->programme);
	struct match_former_rows former = sql_match_former(r->c, r->programme);

	r->in->pins = ARENA_ARRAY(r->c->mem, struct assign_pair, wishes.n);
	for (int i = 0; i < former.n; i++) {
		ptrdiff_t mentee = find_person(&r->side[MENTEE], former.v[i].mentee);
		ptrdiff_t mentor = find_person(&r->side[MENTOR], former.v[i].mentor);

		if (mentee < 0 || mentor < 0)
			continue;
		buf_printf(&r->seen, "former %td %td\n", mentee, mentor);
		keep_apart(r, (size_t)mentee, (size_t)mentor);
	}
	for (int i = 0; i < wishes.n; i++) {
		ptrdiff_t mentee = find_person(&r->side[MENTEE], wishes.v[i].mentee);
		ptrdiff_t mentor = find_person(&r->side[MENTOR], wishes.v[i].mentor);

		if (mentee < 0 || mentor < 0)
			continue;
		if (str_eq(wishes.v[i].kind, "pin"))
			add_pin(r, (size_t)mentee, (size_t)mentor);
		else
			keep_apart(r, (size_t)mentee, (size_t)mentor);
	}
}

/* ---- all of it ---- */

static void
note_used(struct reading *r)
{
	const struct criteria *k = &r->in->criteria;

	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].kind != CRITERION_NOT_MANAGER) {
			r->used[r->known.v[k->list[i].mentee_field].source] = true;
			r->used[r->known.v[k->list[i].mentor_field].source] = true;
		}
}

/* Steps depend on the order of the values, too. */
static void
digest_orders(struct reading *r)
{
	for (int f = 0; f < r->known.n; f++)
		for (size_t i = 0; i < r->known.fields[f].n_order; i++)
			buf_printf(&r->seen, "order %d %s\n", f, r->known.fields[f].order[i]);
}

static void
fill_roster(struct reading *r)
{
	struct level_name_rows levels = sql_level_names(r->c);
	struct match_input *in = r->in;

	digest_orders(r);
	in->roster = roster_new(r->c->mem, &in->criteria, in->n_mentees, in->n_mentors);
	for (int side = MENTEE; side <= MENTOR; side++) {
		struct party_in *p = &r->side[side];

		for (size_t i = 0; i < p->n; i++)
			set_row(r, p, i, &levels);
		set_languages(r, p);
		set_topics(r, p);
		set_answers(r, p);
	}
	for (size_t i = 0; i < in->n_mentors; i++)
		in->places += roster_places(in->roster)[i];
}

void
match_input_read(struct ctx *c, int64_t programme, const struct programme_choice *choice,
	struct match_input *ret)
{
	struct reading r = {
		.c = c, .programme = programme, .known = known_read(c), .in = ret, .rows = *c
	};
	struct arena *work = arena_new(0);
	struct rule_rows rules = sql_rule_list(c, programme);
	const char *way = choice->way ? choice->way : "rules";

	r.rows.mem = work;
	r.rows.memo = NULL;
	r.seen = BUF_IN(work);
	*ret = (struct match_input){ .peers = str_eq(way, "peers") };
	digest_rules(c, &r.seen, &rules, programme);
	ret->rules_digest = token_hash(c->mem, buf_text(&r.seen));
	if (!match_criteria(c, &r.known, &rules, &ret->criteria, &ret->rules)) {
		ret->fault = N_("A rule compares something that is no longer there. Change or "
				"delete this rule, then try again.");
		arena_free(work);
		return;
	}
	note_used(&r);
	read_party(&r, MENTEE);
	read_party(&r, MENTOR);
	ret->n_mentees = r.side[MENTEE].n;
	ret->n_mentors = r.side[MENTOR].n;
	ret->mentees = r.side[MENTEE].ids;
	ret->mentors = r.side[MENTOR].ids;
	buf_printf(&r.seen, "choice %s %s %lld %lld\n", choice->aim, choice->fair,
		(long long)choice->quota, (long long)choice->spread);
	if (!str_eq(way, "rules"))
		buf_printf(&r.seen, "way %s\n", way);
	if (str_eq(way, "wishes"))
		digest_said(&r);
	fill_roster(&r);
	idle_drop(c->mem, ret);
	read_wishes(&r);
	ret->input_digest = token_hash(c->mem, buf_text(&r.seen));
	arena_free(work);
}
