/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/stay.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct stay {
	const struct engine *engine;
	int64_t id;
	struct arena *mem; /* of this, too */
	const void *what;
	int users;
	bool gone; /* the last user frees it */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct stay *here;

static void
drop_locked(void)
{
	struct stay *s = here;

	here = NULL;
	if (!s)
		return;
	s->gone = true;
	if (!s->users)
		arena_free(s->mem);
}

struct stay *
stay_put(struct engine *e, int64_t id, struct arena *mem, const void *what, bool alone)
{
	struct stay *s = ARENA_NEW(mem, struct stay);

	*s = (struct stay){
		.engine = e, .id = id, .mem = mem, .what = what, .users = 1, .gone = alone
	};
	if (alone)
		return s;
	pthread_mutex_lock(&lock);
	drop_locked();
	here = s;
	pthread_mutex_unlock(&lock);
	return s;
}

struct stay *
stay_find(const struct engine *e, int64_t id)
{
	struct stay *s;

	pthread_mutex_lock(&lock);
	s = here && here->engine == e && here->id == id ? here : NULL;
	if (s)
		s->users++;
	pthread_mutex_unlock(&lock);
	return s;
}

const void *
stay_what(const struct stay *s)
{
	return s->what;
}

void
stay_let_go(struct stay *s)
{
	bool last;

	if (!s)
		return;
	pthread_mutex_lock(&lock);
	last = !--s->users && s->gone;
	pthread_mutex_unlock(&lock);
	if (last)
		arena_free(s->mem);
}

void
stay_forget(const struct engine *e, int64_t id)
{
	pthread_mutex_lock(&lock);
	if (here && here->engine == e && here->id == id)
		drop_locked();
	pthread_mutex_unlock(&lock);
}
