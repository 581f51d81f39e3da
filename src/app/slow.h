/* SPDX-License-Identifier: Apache-2.0 */
/* Two threads for the slow parts of requests (password hashing and the like), away from the threads that
 * read and write the network and from every transaction. */
#ifndef APP_SLOW_H
#define APP_SLOW_H

#include <stdbool.h>

/* More than this waiting is answered with BUSY. */
#define SLOW_QUEUE 64

struct slow_task {
	struct slow_task *next;
	void (*run)(void *arg);
	void *arg;
};

void slow_start(void);
/* False if too many wait. t belongs to the queue until run was called. */
bool slow_add(struct slow_task *t);
/* Runs what waits, then stops. */
void slow_stop(void);

#endif
