/* SPDX-License-Identifier: Apache-2.0 */
/* Rights: the one place where "may this person?" is asked. What rights.def does not grant is denied. */
#ifndef APP_ACCESS_H
#define APP_ACCESS_H

#include "engine/http/req.h"
#include "plan/plan.gen.h"

/* True if nobody who has not signed in can have the right of q's route: the answer to the public is
 * then to sign in. */
bool access_needs_person(const struct req *q);

/* Fills q->subject and q->standing. OK; NOT_FOUND where the person is nothing to the thing, so that not
 * even its existence shows; FORBIDDEN. Inside a transaction. */
enum result access_check(struct req *q);

#endif
