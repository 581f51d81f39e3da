/* SPDX-License-Identifier: Apache-2.0 */
/* What went wrong, as a page or as a JSON problem. */
#ifndef APP_ERRORS_H
#define APP_ERRORS_H

#include "engine/http/req.h"

/* Replaces whatever answer was made. */
void error_answer(struct req *q, int status);

/* The same for the result of a verb; uses q->ctx.why where it fits. */
void error_result(struct req *q, enum result r);

#endif
