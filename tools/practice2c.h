/* SPDX-License-Identifier: Apache-2.0 */
/*
 * practice2c: content files (YAML) in, C tables (src/engine/practice/practice.h) out.
 *
 * practice2c.c        the run over all files
 * practice2c_kinds.c  kinds.yml
 * practice2c_write.c  the C
 *
 * The items are read by src/engine/practice/pack_*.c, which also read what an organisation brings along.
 */
#ifndef TOOLS_PRACTICE2C_H
#define TOOLS_PRACTICE2C_H

#include <stdio.h>

#include "engine/practice/pack.h"

/* practice2c_kinds.c: reads kinds.yml into what the items are checked against. */
void kinds_read(struct pack *p, const struct pack_node *file, struct practice_table *ret);

/* practice2c_write.c: the two generated files. */
void write_source(FILE *out, const struct pack *p);
void write_header(FILE *out, const struct pack *p);

#endif
