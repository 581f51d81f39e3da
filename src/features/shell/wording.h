/* SPDX-License-Identifier: Apache-2.0 */
/* Hints of the practice (kind "wording") on how something is said. They never hold anybody up. */
#ifndef FEATURES_WORDING_H
#define FEATURES_WORDING_H

#include "engine/ctx/ctx.h"

#define WORDING_MOST 12

struct wording {
	const char *text;
	const char *sample;
};
struct wording_rows {
	int n;
	struct wording *v; /* room for WORDING_MOST */
};

/* Hints on what stands in that place ("keep", "deed", "change", "question"): an item whose phrases, in the
 * language of c or in English, stand in it as whole words, in any case; one that is about how a sentence
 * begins looks only there, and one that is about whoever reads it only where that is said of them. */
struct wording_rows wording_hints(struct ctx *c, const char *place, const char *text);

/* The same, behind what is there; and one more hint. */
void wording_add(struct ctx *c, const char *place, const char *text, struct wording_rows *rows);
void wording_say(struct wording_rows *rows, const char *text, const char *sample);

#endif
