/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_TESTS_REQUEST_H
#define ENGINE_TESTS_REQUEST_H

#include "engine/http/body.h"
#include "engine/http/req.h"

#define SENT_MAX 40

extern struct body_pair sent[SENT_MAX];
extern int sent_n;
extern bool sent_json;

#endif
