/* SPDX-License-Identifier: Apache-2.0 */
/* The threads that share the seekers. */
#include "solver/candidates.h"

#include "solver/candidates_core.h"
#include "solver/split.h"

#define CHUNKS 256
#define MOST_THREADS 16

struct work {
	const struct plan *plan;
	struct search *searches;
	atomic_uint next_search, next_chunk;
	atomic_bool stopped;
};

static void
run_thread(void *arg, size_t from, size_t to)
{
	struct work *w = arg;
	struct search *s = &w->searches[atomic_fetch_add(&w->next_search, 1)];
	const struct plan *plan = w->plan;
	size_t each = plan->n_order / CHUNKS + 1;

	(void)to;
	for (;;) {
		size_t k = atomic_fetch_add(&w->next_chunk, 1) * each;
		size_t end = k + each < plan->n_order ? k + each : plan->n_order;

		if (k >= plan->n_order)
			return;
		if (!from && plan->p->alive) /* the first piece has no thread of its own */
			plan->p->alive(plan->p->alive_arg);
		for (; k < end; k++) {
			if (plan->p->stop &&
				atomic_load_explicit(plan->p->stop, memory_order_relaxed)) {
				atomic_store(&w->stopped, true);
				return;
			}
			search_find(s, plan->order[k]);
		}
	}
}

bool
cand_best(const struct cand_problem *p)
{
	struct arena *work = arena_new(0);
	unsigned threads = p->threads ? p->threads : 2;
	struct plan *plan = ARENA_NEW(work, struct plan);
	struct work w = { .plan = plan };

	threads = threads > MOST_THREADS ? MOST_THREADS : threads;
	cand_plan(work, p, plan);
	w.searches = ARENA_ARRAY(work, struct search, threads);
	for (unsigned k = 0; k < threads; k++)
		search_init(work, plan, &w.searches[k]);
	split_run(threads, threads, run_thread, &w);
	arena_free(work);
	return !w.stopped;
}
