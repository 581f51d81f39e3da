/* SPDX-License-Identifier: Apache-2.0 */
#include "app/slow.h"

#include <pthread.h>
#include <stddef.h>

#include "base/fatal.h"

#define THREADS 2

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static struct slow_task *first, *last;
static int waiting, threads_n;
static bool stopping;
static pthread_t threads[THREADS];

static void *
run(void *arg)
{
	struct slow_task *t;

	(void)arg;
	pthread_mutex_lock(&lock);
	for (;;) {
		while (!first && !stopping)
			pthread_cond_wait(&work, &lock);
		t = first;
		if (!t)
			break;
		first = t->next;
		waiting--;
		pthread_mutex_unlock(&lock);
		t->run(t->arg);
		pthread_mutex_lock(&lock);
	}
	pthread_mutex_unlock(&lock);
	return NULL;
}

void
slow_start(void)
{
	stopping = false;
	for (threads_n = 0; threads_n < THREADS; threads_n++)
		if (pthread_create(&threads[threads_n], NULL, run, NULL) != 0)
			fatal("a thread did not start");
}

bool
slow_add(struct slow_task *t)
{
	bool room;

	pthread_mutex_lock(&lock);
	room = waiting < SLOW_QUEUE && !stopping;
	if (room) {
		t->next = NULL;
		if (first)
			last->next = t;
		else
			first = t;
		last = t;
		waiting++;
		pthread_cond_signal(&work);
	}
	pthread_mutex_unlock(&lock);
	return room;
}

void
slow_stop(void)
{
	pthread_mutex_lock(&lock);
	stopping = true;
	pthread_cond_broadcast(&work);
	pthread_mutex_unlock(&lock);
	while (threads_n)
		pthread_join(threads[--threads_n], NULL);
}
