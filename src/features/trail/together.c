/* SPDX-License-Identifier: Apache-2.0 */
/* Steps and tiles about how two people work together and trust each other. */
#include "features/trail/trail.h"

#include "base/fatal.h"
#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/health/stages.h"
#include "features/trail/steps.h"
#include "features/trail/trail.html.h"

/* After so many meetings nobody is asked any more to write an agreement: they manage without. */
#define ASK_TO_AGREE 3

struct next_step
begin_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("A good beginning with %s"), fmt_first(c, p->partner_name)),
		.text = _("Read what your role means and what you two promise each other. It takes "
			  "two minutes."),
		.action = _("Read and sign"),
		.url = url_beginning_show(c, p->r.id),
	};
}

struct next_step
proposal_step(struct ctx *c, const struct pair *p)
{
	const char *name = fmt_first(c, p->partner_name);

	return (struct next_step){
		.title = tr(c, _("%s proposes how you work together"), name),
		.text = _("Read it, and accept it or change it. It takes three minutes."),
		.action = _("Read the proposal"),
		.url = url_agreement_list(c, p->r.id),
	};
}

static struct next_step
agree_step(struct ctx *c, const struct pair *p, const struct agreement_facts *a)
{
	return (struct next_step){
		.title = _("Settle how you work together"),
		.text = a->boundaries.mine
				? _("You have both answered. Write down what suits you both.")
				: _("Five short questions about roles and limits, each alone. What "
				    "is clear now needs no guessing later."),
		.action = a->boundaries.mine ? _("Find the middle ground")
					     : _("Answer the questions"),
		.url = a->boundaries.mine ? url_agreement_edit(c, p->r.id)
					  : url_sheet_show(c, p->r.id, PRACTICE_SHEET_BOUNDARIES),
	};
}

bool
agreement_step(
	struct ctx *c, const struct pair *p, const struct pair_facts *f, struct next_step *ret)
{
	const struct agreement_facts *a = &f->agreement;
	bool turn = !a->boundaries.mine || a->boundaries.theirs;

	if (a->realign) {
		*ret = (struct next_step){ .title = _("You go in a new direction"),
			.text = _("Do your goals still fit? Look at them together."),
			.action = _("Look at the agreement"),
			.url = url_agreement_list(c, p->r.id) };
		return true;
	}
	if (f->held && f->held <= ASK_TO_AGREE && !a->version && !a->proposed && turn) {
		*ret = agree_step(c, p, a);
		return true;
	}
	return false;
}

struct next_step
message_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	return (struct next_step){
		.title = tr(c, _("%s wrote to you"), fmt_first(c, p->partner_name)),
		.text = tr_n(
			c, "One message waits for you.", "%d messages wait for you.", f->unread),
		.action = _("Read it"),
		.url = url_message_list(c, p->r.id),
	};
}

struct next_step
feedback_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	const char *name = fmt_first(c, p->partner_name);

	if (f->asked)
		return (struct next_step){
			.title = tr(c, _("%s asks you for feedback"), name),
			.text = _(
				"Two sentences within two days help more than a page next month."),
			.action = _("Give feedback"),
			.url = arena_printf(c->mem, "%s?request=%lld", url_feedback_new(c, p->r.id),
				(long long)f->asked),
		};
	return (struct next_step){
		.title = tr(c, _("How is it to be mentored by %s?"), name),
		.text = _(
			"Mentors rarely hear it, and grow from it too. Two sentences are enough."),
		.action = _("Give feedback"),
		.url = url_feedback_new(c, p->r.id),
	};
}

struct next_step
pulse_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("How is it between you and %s?"), fmt_first(c, p->partner_name)),
		.text = _("Four sentences, from 1 to 5. It takes a minute, four times a year."),
		.action = _("Answer them"),
		.url = url_trust_show(c, p->r.id),
	};
}

struct next_step
check_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("How much do you want to go on with %s?"),
			fmt_first(c, p->partner_name)),
		.text = _("One number, once a month, for you alone."),
		.action = _("Answer it"),
		.url = url_check_list(c, p->r.id),
	};
}

struct next_step
journal_step(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	if (f->decision)
		return (struct next_step){
			.title = _("What became of your decision?"),
			.text = _("You wanted to look at it again by now."),
			.action = _("Look at it again"),
			.url = url_decision_show(c, f->decision),
		};
	return (struct next_step){
		.title = _("Two minutes for yourself"),
		.text = tr(c,
			_("What do you take from your meeting with %s? What you write is for you "
			  "alone."),
			fmt_first(c, p->partner_name)),
		.action = _("Write it down"),
		.url = url_shared_entry_list(c, p->r.id),
	};
}

static const char *
agreement_word(struct ctx *c, const struct pair *p, const struct agreement_facts *a)
{
	if (a->proposed && p->active)
		return a->proposed_by_me ? _("proposed") : _("waits for you");
	if (a->unclear && p->active)
		return _("unclear");
	return a->version ? tr(c, _("version %d"), a->version) : "";
}

static void
tile_add(struct tile_rows *t, struct tile tile)
{
	MUST(t->n < TILES_MOST);
	t->v[t->n++] = tile;
}

static void
ending_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f, struct tile_rows *t)
{
	int64_t r = p->r.id;
	bool ended = str_eq(p->r.state, "ended");

	if (p->active)
		tile_add(t, (struct tile){ "private", _("Staying in touch"), url_touch_show(c, r),
				    f->touch ? _("not settled") : "", f->touch });
	tile_add(t, (struct tile){ "private", _("Looking back together"), url_review_show(c, r),
			    f->looked_back ? "" : _("waits for you"), !f->looked_back });
	if (ended)
		tile_add(t, (struct tile){ "private", _("What comes after"),
				    url_aftermath_show(c, r), "", false });
	if (p->active)
		tile_add(t, (struct tile){ "private", _("Ending it well"), url_ending_new(c, r), "",
				    false });
}

static void
journal_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f, struct tile_rows *t)
{
	tile_add(t, (struct tile){ "trust", _("Your journal about this"),
			    url_shared_entry_list(c, p->r.id),
			    f->decision	 ? _("a decision waits")
			    : f->reflect ? _("two minutes")
					 : "",
			    f->decision || f->reflect });
	if (!str_eq(p->my_role, "peer"))
		tile_add(t, (struct tile){ "trust", _("Who leads"),
				    url_independence_list(c, p->r.id), "", false });
}

/* What has ended needs no other rhythm and no pause; allies are reminded only of what they planned themselves. */
static void
hard_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f, struct tile_rows *t)
{
	int64_t r = p->r.id;

	if (p->active) {
		tile_add(t, (struct tile){ "hard", _("What is hard at the moment?"),
				    url_challenge_list(c, r), "", false });
		tile_add(t, (struct tile){ "hard", _("Meet shorter or less often"),
				    url_cadence_edit(c, r), "", false });
	}
	if (p->active && !p->ally)
		tile_add(t, (struct tile){ "hard", _("Pause until a day"), url_pause_new(c, r),
				    f->paused ? _("you pause") : "", false });
	tile_add(t, (struct tile){ "hard", _("Raise a concern"), url_concern_list(c, r),
			    f->concerns ? _("waits for you") : "", f->concerns > 0 });
}

static bool
advice_is_first(struct ctx *c, const struct mode_tool_rows *tools, const struct pair *p)
{
	for (int i = 0; i < tools->n; i++)
		if (str_eq(tools->v[i].url, url_advice_list(c, p->r.id)))
			return true;
	return false;
}

/* What fits how the two work stands first: in mentoring stories, advice, introductions and where a career may
 * lead; in coaching goals, the plan and promises (A7, A8). */
static void
first_tiles(struct ctx *c, const struct pair *p, bool waiting, struct tile_rows *t)
{
	struct mode_tool_rows tools;
	int64_t old = advice_waiting(c, p);

	if (waiting && (!old || str_eq(p->my_role, "mentor")))
		return;
	tools = mode_tools(c, p);
	for (int i = 0; i < tools.n; i++) {
		bool advice = old && str_eq(tools.v[i].url, url_advice_list(c, p->r.id));

		tile_add(t, (struct tile){ "first", tools.v[i].name, tools.v[i].url,
				    advice ? tr_n(c, "%d not tried", "%d not tried", old) : "",
				    advice && !str_eq(p->my_role, "mentor") });
	}
	if (!advice_is_first(c, &tools, p))
		tile_add(t, (struct tile){ "work", _("Advice, and what became of it"),
				    url_advice_list(c, p->r.id),
				    old ? tr_n(c, "%d not tried", "%d not tried", old) : "",
				    old && !str_eq(p->my_role, "mentor") });
	if (tools.n)
		tile_add(t, (struct tile){ "start", _("Mentoring or coaching"),
				    url_mode_show(c, p->r.id), mode_name(c, p), false });
}

static const char *
waits_word(struct ctx *c, int64_t n)
{
	return n ? tr_n(c, "%d waits for you", "%d wait for you", n) : "";
}

/* waiting: those that cannot be marked may be left out, or say less. */
static struct tile_rows
tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f, bool waiting)
{
	bool starting = !waiting && p->active && p->r.stage < 4;
	struct tile_rows t = { 0, ARENA_ARRAY(c->mem, struct tile, TILES_MOST) };
	const struct agreement_facts *a = &f->agreement;
	int64_t r = p->r.id;

	first_tiles(c, p, waiting, &t);
	tile_add(&t, (struct tile){ "start", _("Your role, and what we promise"),
			     url_beginning_show(c, r), f->sign ? _("two minutes") : "", f->sign });
	tile_add(&t, (struct tile){ "start", _("What we both bring"), url_preparation_show(c, r),
			     f->preparation.mine ? _("done") : "",
			     p->active && !f->preparation.mine && !f->held });
	tile_add(&t,
		(struct tile){ "work", _("Messages"), url_message_list(c, r),
			f->unread ? tr_n(c, "%d new", "%d new", f->unread) : "", f->unread > 0 });
	tile_add(&t, (struct tile){ "start", _("A good start"), url_start_list(c, r),
			     starting ? start_word(c, p) : "", false });
	tile_add(&t, (struct tile){ "start", _("Our stages"), url_stage_list(c, r),
			     tr(c, _("%d of %d"), p->r.stage, (int64_t)4), false });
	tile_add(&t, (struct tile){
			     "work", _("What we expect"), url_expectation_list(c, r), "", false });
	tile_add(&t, (struct tile){ "work", _("How we work together"), url_agreement_list(c, r),
			     agreement_word(c, p, a),
			     p->active && ((a->proposed && !a->proposed_by_me) || a->unclear) });
	tile_add(&t, (struct tile){ "work", _("Talking in another way"), url_style_list(c, r),
			     a->offer ? _("new") : "", a->offer });
	tile_add(&t, (struct tile){ "work", _("Respect for each other's time"),
			     url_attendance_list(c, r), "", false });
	tile_add(&t, (struct tile){ "know", _("Getting to know each other"), url_sheet_list(c, r),
			     "", false });
	tile_add(&t, (struct tile){ "work", _("Questions"), url_question_list(c, r),
			     waits_word(c, f->talk.questions), f->talk.questions > 0 });
	tile_add(&t,
		(struct tile){ "work", _("Roadblocks"), url_roadblock_list(c, r),
			f->talk.roadblocks ? _("look again now") : "", f->talk.roadblocks > 0 });
	tile_add(&t, (struct tile){ "know", _("What I heard"), url_heard_list(c, r),
			     waits_word(c, f->talk.heard), f->talk.heard > 0 });
	tile_add(&t, (struct tile){
			     "work", _("Introductions"), url_introduction_list(c, r), "", false });
	tile_add(&t, (struct tile){ "trust", _("How it is between us"), url_trust_show(c, r),
			     f->pulse ? _("one minute") : "", f->pulse });
	tile_add(&t, (struct tile){ "trust", _("How we follow through"), url_follow_show(c, r), "",
			     false });
	if (f->held && p->active && !p->ally)
		tile_add(&t, (struct tile){ "trust", _("Do you two suit each other?"),
				     url_fit_show(c, r), f->fit ? _("one click") : "", f->fit });
	tile_add(&t, (struct tile){ "trust", _("How much I want to go on"), url_check_list(c, r),
			     f->check ? _("one number") : "", f->check });
	journal_tiles(c, p, f, &t);
	hard_tiles(c, p, f, &t);
	tile_add(&t, (struct tile){ "private", _("What managers see"),
			     url_relationship_status_show(c, r), "", false });
	ending_tiles(c, p, f, &t);
	return t;
}

/* What stands first is not shown once more in its part. */
static bool
shown_first(const struct tile_rows *tiles, const struct tile *x)
{
	for (int i = 0; i < tiles->n && str_eq(tiles->v[i].part, "first"); i++)
		if (x != &tiles->v[i] && str_eq(tiles->v[i].url, x->url))
			return true;
	return false;
}

/* The same tiles in their parts; a part without any is left out. */
static struct tile_group_rows
tile_groups(struct ctx *c, struct tile_rows tiles)
{
#define PART_WORDS(word, title) { word, title },
	const struct {
		const char *part;
		const char *title;
	} parts[] = { TILE_PARTS(PART_WORDS) };
	int n = sizeof parts / sizeof *parts;
	struct tile_group_rows rows = { 0, ARENA_ARRAY(c->mem, struct tile_group, n) };

	for (int k = 0; k < n; k++) {
		struct tile_group g = { parts[k].title,
			{ 0, ARENA_ARRAY(c->mem, struct tile, tiles.n) } };

		for (int i = 0; i < tiles.n; i++)
			if (str_eq(tiles.v[i].part, parts[k].part) &&
				!shown_first(&tiles, &tiles.v[i]))
				g.tiles.v[g.tiles.n++] = tiles.v[i];
		if (g.tiles.n)
			rows.v[rows.n++] = g;
	}
	return rows;
}

struct tile_rows
pair_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	return tiles(c, p, f, false);
}

struct tile_rows
tiles_waiting(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	struct tile_rows all = tiles(c, p, f, true), t = { 0, all.v };

	for (int i = 0; i < all.n; i++)
		if (all.v[i].mark)
			t.v[t.n++] = all.v[i];
	return t;
}

enum result
web_together_list(struct req *q)
{
	struct ctx *c = &q->ctx;
	struct together_view v = { 0 };
	struct pair_facts facts;
	enum result r = pair_get(c, q->subject, &v.pair);

	if (r != OK)
		return r;
	pair_facts(c, &v.pair, &facts);
	v.tiles = pair_tiles(c, &v.pair, &facts);
	v.groups = tile_groups(c, v.tiles);
	return show_many(q, together_page, &v, tile, &v.tiles);
}
