/* SPDX-License-Identifier: Apache-2.0 */
/* Does an unsafe request come from a page of this site? */
#ifndef APP_ORIGIN_H
#define APP_ORIGIN_H

#include "engine/http/req.h"

static inline bool
method_is_safe(enum method m)
{
	return m == METHOD_GET || m == METHOD_HEAD;
}

/* First layer: Sec-Fetch-Site, which no page can forge, else Origin against the configured address.
 * Second layer, for sessions by cookie: the form token. A bearer token is sent by no browser on its
 * own, so it needs neither. */
bool origin_right(struct req *q);

/* The first layer alone. */
bool origin_ours(const struct req *q);

#endif
