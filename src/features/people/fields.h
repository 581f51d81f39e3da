/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of the organisation, as this room edits and shows them; people.h has what others need. */
#ifndef PEOPLE_FIELDS_H
#define PEOPLE_FIELDS_H

#include "features/people/people.h"

#define FIELD_WORD_MOST 40
#define ANSWER_LETTERS 1000

/* A field with what somebody has answered, ready for a form. */
struct field_input {
	struct field field;
	const char *name;	    /* of the input: "field_7" */
	struct texts values;	    /* what stands in it */
	struct option_rows options; /* for one and many */
	const char *was;	    /* the mark of what is kept, see text_mark */
	const char *wrong;	    /* the message beside it, or "" */
	const char *now;	    /* what another window has answered meanwhile, or "" */
	const char *audience;	    /* a sentence: who can read the answer */
};
struct field_input_rows {
	int n;
	struct field_input *v;
};

/* The lines of f->choices. */
struct texts field_choices(struct ctx *c, const struct field *f);
struct option_rows field_options(struct ctx *c, const struct field *f);
/* True for one and many. */
bool field_has_choices(const char *kind);

/* A new field; its word is made of the label, with a number behind it if another field has it. INVALID
 * without choices, or for a sensitive field that everyone could see. */
enum result field_add(struct ctx *c, const struct field_form *f, int64_t *ret_id);

/* Changes a field; its word stays, because rules and files name it. INVALID if an answer that somebody
 * gave would no longer be one. */
enum result field_change(struct ctx *c, int64_t field, const struct field_form *f);

/* Deletes a field and all answers to it. */
enum result field_remove(struct ctx *c, int64_t field);

/* All fields as inputs for a person. own: what he has answered; from q if it is not NULL, because a
 * form came back. */
struct field_input_rows field_inputs(struct ctx *c, int64_t person, struct req *q);

/* What q answers to the fields: for person_data.answers. Every field, so that an answer that was taken
 * out is taken away; but what only another window has changed stays, and a problem is noted where both did. */
struct field_answer *field_answers_read(struct req *q, int64_t person, int *ret_n);

#endif
