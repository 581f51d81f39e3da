/* SPDX-License-Identifier: Apache-2.0 */
/* What somebody who looks after others has opened about a person is noted before it is sent. */
#ifndef APP_OPENED_H
#define APP_OPENED_H

#include "engine/http/req.h"

/* What has to be noted of the page that q has just read; NULL if there is nothing, or nothing new today. In the
 * snapshot of q. */
void *opened_now(struct req *q);

/* Notes it, in a write; arg is what opened_now gave. */
enum result opened_note(struct ctx *c, void *arg);

/* It is in the database now: the same page of the same day need not be noted again. */
void opened_noted(const struct req *q, const void *opened);

/* Another database: nothing is noted there yet. */
void opened_begin(void);

#endif
