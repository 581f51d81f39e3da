/* SPDX-License-Identifier: Apache-2.0 */
/* As much of an engine as generated code calls: a database in memory, sealing that one can read. */
#ifndef FAKE_ENGINE_H
#define FAKE_ENGINE_H

#include "engine/ctx/ctx.h"

/* Opens the database and applies the generated steps to it. */
void fake_open(void);
void fake_close(void);

/* The first column of the first row of any SQL, as text in c->mem. */
const char *fake_look(struct ctx *c, const char *sql);

/* Results that were neither read to their end nor closed. */
int fake_open_rows(void);

#endif
