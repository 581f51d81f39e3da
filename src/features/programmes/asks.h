/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a programme asks of its pairs (gates: off, remind, require), and its own rules of thumb (thresholds).
 * Guide, don't gate: each is a setting, seen and changed by the managers of the programme. What they have not
 * set is as the practice has it (practice/gates.yml, practice/thresholds.yml).
 */
#ifndef FEATURES_ASKS_H
#define FEATURES_ASKS_H

#include "engine/html/form.h"
#include "engine/http/req.h"
#include "features/programmes/asks.sql.h"
#include "features/programmes/programmes.h"

enum gate_mode { GATE_OFF, GATE_REMIND, GATE_REQUIRE };

/* How much a programme insists on gate (PRACTICE_GATE_…). OFF if there is no such programme. */
enum gate_mode gate_mode(struct ctx *c, int64_t programme, const char *gate);

/* All of them, in words, as they are in *p. */
struct gate_ask_rows gate_asks(struct ctx *c, const struct programme *p);

/* Changes it; mode is "off", "remind" or "require". NOT_FOUND if there is no such gate. */
enum result gate_set(struct ctx *c, int64_t programme, const char *gate, const char *mode);

/* The number of a rule of thumb (PRACTICE_THRESHOLD_…): the programme's own, else the practice's. Only
 * those with "scope: programme" have one of their own. */
int64_t threshold(struct ctx *c, int64_t programme, const char *id);

/* Gives the programme its own number; that of the practice takes it back. INVALID at "value" if it is
 * beyond least and most; NOT_FOUND if no programme has a number of its own there. */
enum result threshold_set(struct ctx *c, int64_t programme, const char *id, int64_t value);

/* How many pairs or people of the programme that number would concern today; -1 where it is not counted here. Those
 * that a sign goes by are counted with the sign, see features/health/preview.h. */
int64_t threshold_concerned(struct ctx *c, int64_t programme, const char *id, int64_t value);

#define GATE_FORM(F, S) F(S, ONE, mode, .of = "off|remind|require")
FORM_DECLARE(gate_form, GATE_FORM)

#define THRESHOLD_FORM(F, S) F(S, INT, value, .min = 0, .max = 100000)
FORM_DECLARE(threshold_form, THRESHOLD_FORM)

/* For templates: what a gate is set to, in words. */
const char *fmt_gate_mode(struct ctx *c, const char *mode);

struct ask_list_view {
	int64_t programme;
	const char *name;
	struct gate_ask_rows gates;
	const char *wrong_gate,
		*wrong;		  /* the one that could not be saved as it was chosen, and why */
	const char *chosen, *now; /* of that: what was chosen, and what it is by now */
};

#endif
