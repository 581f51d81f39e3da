/* SPDX-License-Identifier: Apache-2.0 */
/* Steps and tiles about how two people work together and trust each other. */
#include "features/trail/trail.h"

#include "base/str.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/trail/steps.h"

/* After so many meetings nobody is asked any more to write an agreement: they manage without. */
#define ASK_TO_AGREE 3

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
pulse_step(struct ctx *c, const struct pair *p)
{
	return (struct next_step){
		.title = tr(c, _("How is it between you and %s?"), fmt_first(c, p->partner_name)),
		.text = _("Four sentences, from 1 to 5. It takes a minute, four times a year."),
		.action = _("Answer them"),
		.url = url_trust_show(c, p->r.id),
	};
}

static const char *
agreement_word(struct ctx *c, const struct agreement_facts *a)
{
	if (a->proposed)
		return a->proposed_by_me ? _("proposed") : _("waits for you");
	if (a->unclear)
		return _("unclear");
	return a->version ? tr(c, _("version %d"), a->version) : "";
}

struct tile_rows
pair_tiles(struct ctx *c, const struct pair *p, const struct pair_facts *f)
{
	struct tile_rows t = { 0, ARENA_ARRAY(c->mem, struct tile, 8) };
	const struct agreement_facts *a = &f->agreement;

	t.v[t.n++] = (struct tile){ _("How we work together"), url_agreement_list(c, p->r.id),
		agreement_word(c, a), (a->proposed && !a->proposed_by_me) || a->unclear };
	if (a->offer)
		t.v[t.n++] = (struct tile){ _("Talking in another way"), url_style_list(c, p->r.id),
			_("new"), true };
	t.v[t.n++] = (struct tile){ _("Getting to know each other"), url_sheet_list(c, p->r.id), "",
		false };
	t.v[t.n++] = (struct tile){ _("How it is between us"), url_trust_show(c, p->r.id),
		f->pulse ? _("one minute") : "", f->pulse };
	t.v[t.n++] = (struct tile){ _("Raise a concern"), url_concern_list(c, p->r.id),
		f->concerns ? _("waits for you") : "", f->concerns > 0 };
	return t;
}
