/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a verb of the product ends. One table in app/door maps each to an HTTP status, a JSON problem
 * and a page, so that a rule only says what happened.
 */
#ifndef BASE_RESULT_H
#define BASE_RESULT_H

enum result {
	OK = 0,
	INVALID,   /* what was sent is wrong; ctx carries field -> message    422 */
	NOT_FOUND, /* there is no such thing, or its existence is private     404 */
	FORBIDDEN, /* the thing is known to the person, the act is not his    403 */
	CONFLICT,  /* the state of the thing does not allow it; ctx says why  409 */
	BUSY,	   /* too much at once: try again later                       429 */
	FAILED,	   /* a fault of ours, already logged where it happened       500 */
	GONE,	   /* it was there for a time only, and that is over             410 */
};

/* "ok", "invalid" … for logs. Static storage. */
const char *result_name(enum result r);

#endif
