/* SPDX-License-Identifier: Apache-2.0 */
/* Forms that arrive when their session is over: what was typed is not lost. See engine/http/kept.h. */
#ifndef APP_AGAIN_H
#define APP_AGAIN_H

#include "engine/http/req.h"

/* q needs a person and has none. True if it is a form of ours: the answer is the page for signing in, with what was
 * typed in it. */
bool again_no_session(struct req *q);

/* q does not have the token of its session. True if it is a form of ours from an earlier session: of the same
 * person, then the answer shows what was typed, or of another one, who may sign in to have it. Nothing is done yet:
 * only a form with the token of this session does something. */
bool again_other_session(struct req *q);

#endif
