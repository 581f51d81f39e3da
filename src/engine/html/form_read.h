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

/* The struct's own value of a field as texts; one text as texts. */
struct texts form_value(struct arena *mem, const struct form *form, const struct form_field *f);
struct texts one_text(struct arena *mem, const char *s);

/* Looks at what came and writes the member, or notes a problem. Not for FIELD_OPEN. */
void read_field(struct read *r);

#endif
