/* SPDX-License-Identifier: Apache-2.0 */
/* Inside of form_read_desc. */
#ifndef ENGINE_FORM_READ_H
#define ENGINE_FORM_READ_H

#include "engine/html/form.h"
#include "engine/http/body.h"

/* One field while it is read. */
struct read {
	struct ctx *c;
	const struct form_field *f;
	const struct body_pair **v; /* what came under its name */
	int n;
	bool json;
	char *out; /* the member of the struct */
};

/* Looks at what came and writes the member, or notes a problem. Not for FIELD_OPEN. */
void read_field(struct read *r);

#endif
