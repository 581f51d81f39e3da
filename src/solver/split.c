/* SPDX-License-Identifier: Apache-2.0 */
#include "solver/split.h"

#include <pthread.h>
#include <stdbool.h>

#define MOST_THREADS 16

struct piece {
	void (*fn)(void *arg, size_t from, size_t to);
	void *arg;
	size_t from, to;
	pthread_t thread;
	bool started;
};

static void *
run_piece(void *arg)
{
	struct piece *p = arg;

	p->fn(p->arg, p->from, p->to);
	return NULL;
}

void
split_run(unsigned threads, size_t n, void (*fn)(void *arg, size_t from, size_t to), void *arg)
{
	struct piece pieces[MOST_THREADS];
	unsigned k;

	threads = threads < 1 ? 1 : threads > MOST_THREADS ? MOST_THREADS : threads;
	for (k = 0; k < threads; k++) {
		struct piece *p = &pieces[k];

		*p = (struct piece){ fn, arg, n / threads * k,
			k + 1 < threads ? n / threads * (k + 1) : n, 0, false };
		p->started = k > 0 && pthread_create(&p->thread, NULL, run_piece, p) == 0;
	}
	for (k = 0; k < threads; k++)
		if (!pieces[k].started)
			run_piece(&pieces[k]);
	for (k = 0; k < threads; k++)
		if (pieces[k].started)
			pthread_join(pieces[k].thread, NULL);
}
