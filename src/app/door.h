/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journey of a request, as a table of phases in door.c. The door is the http_app of the program: it
 * knows routes, rights, sessions and transactions, and no feature.
 */
#ifndef APP_DOOR_H
#define APP_DOOR_H

#include "engine/http/server.h"

extern const struct http_app door;

/* Before the server starts: builds the router, starts the threads for slow parts. */
void door_open(struct engine *e);

/* After the server has drained: stops them. */
void door_close(void);

#endif
