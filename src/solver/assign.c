/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/assign_core.h"

static void
report(const struct core *c, struct assign_result *r, assign_value *ret_total)
{
	const struct assign_problem *p = c->p;
	size_t i;

	*ret_total = 0;
	for (i = 0; i < c->n_mentees; i++) {
		const struct option *o;

		r->mentor[i] = -1;
		if (c->chosen[i] == NONE)
			continue;
		o = &c->options[c->chosen[i]];
		r->mentor[i] = o->mentor;
		r->points[i] = o->score;
		r->proof.mentee[i] = c->worth[i] - c->price[o->mentor];
		*ret_total += o->score;
		r->count++;
	}
	for (i = 0; i < p->n_pins; i++) {
		r->mentor[p->pins[i].mentee] = p->pins[i].mentor;
		r->points[p->pins[i].mentee] = p->pins[i].score;
		*ret_total += p->pins[i].score;
		r->count++;
	}
}

enum assign_status
assign_solve(struct arena *mem, const struct assign_problem *p, struct assign_result *ret)
{
	struct arena *work = arena_new(1 << 16);
	struct assign_result r = { 0 };
	struct core c;
	assign_value total;
	enum assign_status status = assign_prepare(work, p, &c);

	if (status == ASSIGN_OK && (!assign_bid(work, &c) || !assign_augment(work, &c)))
		status = ASSIGN_STOPPED;
	if (status == ASSIGN_OK) {
		r.mentor = ARENA_ARRAY(mem, int32_t, p->n_mentees);
		r.points = ARENA_ARRAY(mem, int64_t, p->n_mentees);
		r.proof.weight = c.weight;
		r.proof.bonus = c.bonus;
		r.proof.mentee = ARENA_ARRAY(mem, assign_value, p->n_mentees);
		r.proof.seat = arena_memdup(mem, c.price, p->n_mentors * sizeof *c.price);
		report(&c, &r, &total);
		r.score = (int64_t)total;
		if (r.score != total)
			status = ASSIGN_TOO_LARGE;
	}
	if (status == ASSIGN_OK) {
		if (p->progress)
			p->progress(p->progress_arg, p->n_mentees, p->n_mentees);
		*ret = r;
	}
	arena_free(work);
	return status;
}

const char *
assign_status_text(enum assign_status s)
{
	switch (s) {
	case ASSIGN_OK:
		return "The best answer was found.";
	case ASSIGN_STOPPED:
		return "The search was stopped.";
	case ASSIGN_TOO_MANY:
		return "There are more people than can be matched at once.";
	case ASSIGN_BAD_CAPACITY:
		return "A mentor has a negative number of places.";
	case ASSIGN_BAD_ID:
		return "A pair names somebody who does not take part.";
	case ASSIGN_PIN_TWICE:
		return "A mentee is pinned to two mentors.";
	case ASSIGN_PIN_FULL:
		return "More mentees are pinned to a mentor than there are places.";
	case ASSIGN_PIN_BANNED:
		return "A pair is both pinned and forbidden.";
	case ASSIGN_TOO_LARGE:
		return "The points are so high that their sum cannot be counted.";
	}
	return "";
}
