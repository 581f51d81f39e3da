/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two programs at once. What is read as JSON carries a mark (ETag); who changes it may say by If-Match which
 * state of it was read. If somebody was faster nothing is changed, and the answer is 412 (RFC 9110, 13.1.1). It is
 * for programs what form_watch and form_settle are for the windows of a browser.
 */
#ifndef APP_IF_MATCH_H
#define APP_IF_MATCH_H

#include "app/router.h"

/* Marks the answer that a GET just made, if it can be held against a change of the same address. */
void if_match_mark(struct req *q);

/*
 * Inside the write, before its handler: true if the request makes no condition, or if what GET would answer
 * by now is what the request has read. Makes no answer. The rights of the GET are asked for, too. It is the GET
 * of the same address, or the one that the route names by READ.
 */
bool if_match_holds(const struct router *r, struct req *q);

#endif
