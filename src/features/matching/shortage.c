/* SPDX-License-Identifier: Apache-2.0 */
#include "features/matching/shortage.h"

/* Everybody who is reached by swapping, starting from those who are left over. */
struct search {
	const struct match_input *in;
	const struct assign_pair *pairs;
	const int32_t *mentor;
	size_t *from;	 /* [n_mentees + 1] the pairs of a mentee */
	int32_t *places; /* of each mentor, without those of pinned mentees */
	size_t *of;	 /* [n_mentors + 1] the mentees of a mentor */
	size_t *mentees; /* grouped by mentor */
	bool *pinned, *seen_mentee, *seen_mentor;
	size_t *queue, n_queue;
};

static void
index_pairs(struct search *s, size_t n_pairs)
{
	for (size_t i = 0; i < n_pairs; i++)
		s->from[s->pairs[i].mentee + 1]++;
	for (size_t i = 0; i < s->in->n_mentees; i++)
		s->from[i + 1] += s->from[i];
}

static void
index_mentors(struct arena *mem, struct search *s)
{
	size_t n = s->in->n_mentors, *next = ARENA_ARRAY(mem, size_t, n + 1);

	for (size_t j = 0; j < n; j++)
		s->places[j] = roster_places(s->in->roster)[j];
	for (size_t i = 0; i < s->in->n_pins; i++) {
		s->pinned[s->in->pins[i].mentee] = true;
		s->places[s->in->pins[i].mentor]--;
	}
	for (size_t i = 0; i < s->in->n_mentees; i++)
		if (s->mentor[i] >= 0 && !s->pinned[i])
			s->of[s->mentor[i] + 1]++;
	for (size_t j = 0; j < n; j++)
		next[j + 1] = s->of[j + 1] += s->of[j];
	for (size_t i = 0; i < s->in->n_mentees; i++)
		if (s->mentor[i] >= 0 && !s->pinned[i])
			s->mentees[next[s->mentor[i]]++] = i;
}

static void
reach(struct search *s, size_t mentee)
{
	if (s->seen_mentee[mentee])
		return;
	s->seen_mentee[mentee] = true;
	s->queue[s->n_queue++] = mentee;
}

void
shortage_find(struct arena *mem, const struct match_input *in, const struct assign_pair *pairs,
	size_t n_pairs, const int32_t *mentor, struct shortage *ret)
{
	struct search s = { .in = in,
		.pairs = pairs,
		.mentor = mentor,
		.from = ARENA_ARRAY(mem, size_t, in->n_mentees + 1),
		.places = ARENA_ARRAY(mem, int32_t, in->n_mentors),
		.of = ARENA_ARRAY(mem, size_t, in->n_mentors + 1),
		.mentees = ARENA_ARRAY(mem, size_t, in->n_mentees),
		.pinned = ARENA_ARRAY(mem, bool, in->n_mentees),
		.seen_mentee = ARENA_ARRAY(mem, bool, in->n_mentees),
		.seen_mentor = ARENA_ARRAY(mem, bool, in->n_mentors),
		.queue = ARENA_ARRAY(mem, size_t, in->n_mentees) };
	struct shortage found = { 0 };

	index_pairs(&s, n_pairs);
	index_mentors(mem, &s);
	for (size_t i = 0; i < in->n_mentees; i++)
		if (mentor[i] < 0 && s.from[i] < s.from[i + 1])
			reach(&s, i);
	for (size_t q = 0; q < s.n_queue; q++)
		for (size_t p = s.from[s.queue[q]]; p < s.from[s.queue[q] + 1]; p++) {
			size_t j = (size_t)pairs[p].mentor;

			if (s.seen_mentor[j])
				continue;
			s.seen_mentor[j] = true;
			found.mentors++;
			found.places += s.places[j];
			for (size_t e = s.of[j]; e < s.of[j + 1]; e++)
				reach(&s, s.mentees[e]);
		}
	found.mentees = (int64_t)s.n_queue;
	*ret = found;
}

void
shortage_of_scarce(struct arena *mem, const struct match_input *in,
	const struct match_answer *everyone, const int64_t *choices, struct shortage *ret)
{
	bool *pinned = ARENA_ARRAY(mem, bool, in->n_mentees), any = false;
	struct shortage found = { 0 };

	for (size_t i = 0; i < in->n_pins; i++) {
		pinned[in->pins[i].mentee] = true;
		found.places -= everyone->scarce[in->pins[i].mentor];
	}
	for (size_t i = 0; i < in->n_mentees; i++) {
		int32_t j = everyone->mentor[i];

		if (pinned[i] || (j < 0 && !choices[i]))
			continue;
		any |= j < 0;
		found.mentees += j < 0 || everyone->scarce[j];
	}
	for (size_t j = 0; j < in->n_mentors; j++)
		if (everyone->scarce[j]) {
			found.mentors++;
			found.places += roster_places(in->roster)[j];
		}
	*ret = any ? found : (struct shortage){ 0 };
}
