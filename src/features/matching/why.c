/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/why.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"

/* ---- writing ---- */

static const struct {
	const char *said, *instead;
} among_peers[] = {
	{ "The mentor is not the line manager", N_("Neither is the other's line manager") },
	{ "The mentor is the line manager", N_("One is the other's line manager") },
	{ "The line manager cannot be the mentor",
		N_("Nobody is together with their line manager") },
	{ "Nobody can be their own mentor", N_("Nobody can be their own partner.") },
	{ "%1$s: %2$s, mentor %3$s", N_("%1$s: %2$s, the other %3$s") },
	{ "%1$s: %2$s, mentor %3$s (%4$d above)", N_("%1$s: %2$s, the other %3$s (%4$d above)") },
	{ "%1$s: %2$s, mentor %3$s (%4$d below)", N_("%1$s: %2$s, the other %3$s (%4$d below)") },
	{ "%1$s: from mentee to mentor must be %2$d to %3$d steps",
		N_("%1$s: from one to the other must be %2$d to %3$d steps") },
	{ "%1$s: the mentor must be %2$d above", N_("%1$s: the other must be %2$d above") },
	{ "%1$s: the mentor must be %2$d to %3$d above",
		N_("%1$s: the other must be %2$d to %3$d above") },
};

void
reason_among_peers(const struct match_input *in, struct reason *r)
{
	for (size_t i = 0; in->peers && i < sizeof among_peers / sizeof *among_peers; i++)
		if (str_eq(r->msgid, among_peers[i].said)) {
			r->msgid = among_peers[i].instead;
			return;
		}
}

/* A text as a part of a line. */
static void
put_text(struct buf *b, const char *s)
{
	buf_chr(b, '\t');
	for (; *s; s++)
		buf_chr(b, *s == '\t' || *s == '\n' ? ' ' : *s);
}

/* rule: NULL for a reason that is none of the rules. */
static void
put_reason(struct buf *b, const struct reason *r, const struct match_rule *rule)
{
	if (rule && rule->sensitive) {
		buf_str(b, "\tsensitive");
		return;
	}
	buf_str(b, "\tplain");
	put_text(b, rule && r->n_args ? rule->mentee_field : "");
	put_text(b, rule && r->n_args ? rule->mentor_field : "");
	put_text(b, r->msgid);
	for (int i = 1; i < r->n_args; i++)
		if (r->args[i].is_int)
			buf_printf(b, "\t#%lld", (long long)r->args[i].i);
		else
			put_text(b, arena_printf(b->mem, "=%s", r->args[i].s));
}

static int64_t
most_points(const struct criterion *x)
{
	return x->kind == CRITERION_SHARED && x->cap ? x->cap : x->points;
}

const char *
why_pair(struct ctx *c, const struct match_input *in, size_t mentee, size_t mentor)
{
	struct buf b = BUF_IN(c->mem);
	struct reason *reasons;
	size_t n = criteria_explain(
		c->mem, &in->criteria, in->roster, mentee, mentor, MANAGER, &reasons);

	for (size_t i = 0; i < n; i++) {
		const struct reason *r = &reasons[i];

		if (i)
			buf_chr(&b, '\n');
		buf_printf(&b, "%lld\t%lld\t%d", (long long)r->points,
			(long long)most_points(&in->criteria.list[r->criterion]), r->holds);
		put_reason(&b, r, &in->rules[r->criterion]);
	}
	return buf_text(&b);
}

static const char *
reason_part(struct ctx *c, const struct match_input *in, struct reason *r)
{
	struct buf b = BUF_IN(c->mem);

	reason_among_peers(in, r);
	put_reason(&b, r, &in->rules[r->criterion]);
	return buf_text(&b);
}

static void
put_line(struct buf *b, int64_t points, int64_t most, bool holds, const char *part)
{
	buf_printf(b, "%s%lld\t%lld\t%d%s", b->n ? "\n" : "", (long long)points, (long long)most,
		holds, part);
}

const char *
why_peers(struct ctx *c, const struct match_input *in, size_t a, size_t b)
{
	struct buf out = BUF_IN(c->mem);
	struct reason *there, *back;
	size_t n = criteria_explain(c->mem, &in->criteria, in->roster, a, b, MANAGER, &there);

	criteria_explain(c->mem, &in->criteria, in->roster, b, a, MANAGER, &back);
	for (size_t i = 0; i < n; i++) {
		struct reason *x = &there[i], *y = &back[i];
		const struct criterion *k = &in->criteria.list[x->criterion];
		const char *one = reason_part(c, in, x), *other = reason_part(c, in, y);
		int64_t most = most_points(k);
		bool turns = k->kind != CRITERION_STEPS && k->mentee_field == k->mentor_field;

		if (turns || str_eq(one, other)) {
			put_line(&out, x->points + y->points, most * 2, x->holds || y->holds, one);
			continue;
		}
		put_line(&out, x->points, most, x->holds, one);
		put_line(&out, y->points, most, y->holds, other);
	}
	return buf_text(&out);
}

const char *
why_mentee_left(struct ctx *c, const struct match_input *in, struct removals *removals,
	size_t mentee, int64_t others)
{
	struct removal worst;
	struct buf b = BUF_IN(c->mem);

	if (others)
		return arena_printf(c->mem, "%lld", (long long)others);
	if (!removals_worst(removals, mentee, &worst))
		return "0";
	reason_among_peers(in, &worst.why);
	buf_printf(&b, "0\t%zu\t%zu", worst.removed, in->n_mentors);
	put_reason(
		&b, &worst.why, worst.why.criterion >= 0 ? &in->rules[worst.why.criterion] : NULL);
	return buf_text(&b);
}

const char *
why_mentor_left(struct ctx *c, int64_t others)
{
	return arena_printf(c->mem, "%lld", (long long)others);
}

/* ---- reading ---- */

/* The next part of a line; "" behind the last. */
static const char *
next_part(struct ctx *c, const char **at)
{
	size_t n = strcspn(*at, "\t\n");
	const char *part = arena_strndup(c->mem, *at, n);

	*at += n + ((*at)[n] == '\t');
	return part;
}

static int64_t
next_number(struct ctx *c, const char **at)
{
	int64_t n = 0;

	str_to_int(next_part(c, at), &n);
	return n;
}

/* The rest of a line as a sentence; *at is then at its end. */
static const char *
reason_words(struct ctx *c, const struct known *k, const char **at)
{
	struct reason r = { 0 };
	const char *mentee, *mentor, *part;
	int64_t n;

	if (str_eq(next_part(c, at), "sensitive"))
		return _("A sensitive field");
	mentee = next_part(c, at);
	mentor = next_part(c, at);
	r.msgid = next_part(c, at);
	if (*mentee)
		r.args[r.n_args++] = tr_arg_s(known_label(c, k, mentee, mentor));
	for (part = next_part(c, at); *part; part = next_part(c, at)) {
		if (r.n_args == sizeof r.args / sizeof *r.args)
			continue;
		r.args[r.n_args++] = *part == '#' && str_to_int(part + 1, &n)
					     ? tr_arg_i(n)
					     : tr_arg_s(known_value(c, k, mentee, part + 1));
	}
	return reason_text(c, &r);
}

static int
count_lines(const char *s)
{
	int n = *s != '\0';

	for (; *s; s++)
		n += *s == '\n';
	return n;
}

struct why_part_rows
why_pair_read(struct ctx *c, const struct known *k, int64_t mentee, const char *why, int64_t best)
{
	struct why_part_rows rows = { .v = ARENA_ARRAY(c->mem, struct why_part, count_lines(why)) };
	int64_t x = 0;

	while (*why) {
		struct why_part p = { .points = next_number(c, &why), .x = x };

		p.most = next_number(c, &why);
		p.holds = next_number(c, &why) != 0;
		p.text = reason_words(c, k, &why);
		p.id = arena_printf(c->mem, "p%lld-%d", (long long)mentee, rows.n);
		if (p.points > 0 && best > 0)
			p.width = (p.points * WHY_BAR + best / 2) / best;
		if (x + p.width > WHY_BAR)
			p.width = WHY_BAR - x;
		x += p.width;
		rows.v[rows.n++] = p;
		why += *why == '\n';
	}
	return rows;
}

const char *
why_pair_words(struct ctx *c, const struct known *k, const char *why)
{
	struct why_part_rows rows = why_pair_read(c, k, 0, why, 0);
	struct buf b = BUF_IN(c->mem);

	for (int i = 0; i < rows.n; i++) {
		if (!rows.v[i].points)
			continue;
		if (b.n)
			buf_chr(&b, '\n');
		buf_str(&b, tr(c, _("%s: %d of %d points"), rows.v[i].text, rows.v[i].points,
				    rows.v[i].most));
	}
	return buf_text(&b);
}

static const char *
nobody_words(struct ctx *c, const struct known *k, const char *way, const char **at)
{
	int64_t removed = next_number(c, at), of = next_number(c, at);

	if (str_eq(way, "peers"))
		return removed ? tr(c,
					 _("The rules leave nobody for them. What rules out most: "
					   "%s "
					   "(%d of %d people)."),
					 reason_words(c, k, at), removed, of)
			       : _("The rules leave nobody for them.");
	if (!removed)
		return _("The rules leave no mentor for them.");
	return tr(c,
		_("The rules leave no mentor for them. What rules out most: %s (%d of %d "
		  "mentors)."),
		reason_words(c, k, at), removed, of);
}

/* Who would suit by the rules. Whether one of them, or this person, has ruled the other out or has not, is
 * not for anybody to read. */
static const char *
wished_words(struct ctx *c, const char *role, int64_t n)
{
	if (str_eq(role, "mentor"))
		return tr_n(c,
			"By the rules, %d mentee would suit. What anybody wished stays with them.",
			"By the rules, %d mentees would suit. What anybody wished stays with them.",
			n);
	return tr_n(c, "By the rules, %d mentor would suit. What anybody wished stays with them.",
		"By the rules, %d mentors would suit. What anybody wished stays with them.", n);
}

const char *
why_left_words(
	struct ctx *c, const struct known *k, const char *way, const char *role, const char *why)
{
	int64_t n = next_number(c, &why);

	if (str_eq(way, "circles"))
		return n ? tr_n(c,
				   "%d topic that they named is on offer; there was no room, too "
				   "few people, or a wish or a decision against it.",
				   "%d topics that they named are on offer; there was no room, too "
				   "few people, or a wish or a decision against it.",
				   n)
			 : _("They have named none of the topics on offer.");
	if (n && str_eq(way, "wishes"))
		return wished_words(c, role, n);
	if (n && str_eq(way, "peers"))
		return tr_n(c, "%d person would suit, and has somebody else.",
			"%d people would suit, and have somebody else.", n);
	if (str_eq(role, "mentor"))
		return n ? tr_n(c, "%d mentee would suit, and has another mentor.",
				   "%d mentees would suit, and have other mentors.", n)
			 : _("The rules leave no mentee for them.");
	if (n)
		return tr_n(c, "%d mentor would suit, but has no place left.",
			"%d mentors would suit, but have no place left.", n);
	return nobody_words(c, k, way, &why);
}
