/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers about requests, counted as they end, and everything /metrics shows. */
#ifndef APP_METRICS_H
#define APP_METRICS_H

#include "engine/http/server.h"

void metrics_count(const struct req *q, const struct http_done *d);

/* The server whose connections are shown; NULL before it starts and after it stopped. */
void metrics_server(struct http *h);

#endif
