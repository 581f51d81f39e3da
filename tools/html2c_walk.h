/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of reading one definition's HTML, shared by html2c_walk.c (nodes and branches) and
 * html2c_markup.c (bytes). The reader's whole state is one value (struct spot), so that conditions
 * and loops are checked by walking each branch from a copy and comparing where the branches arrive.
 */
#ifndef TOOLS_HTML2C_WALK_H
#define TOOLS_HTML2C_WALK_H

#include "html2c.h"

enum state { IN_TEXT, IN_TAG, IN_VALUE, IN_COMMENT, IN_DOCTYPE };

struct spot {
	enum state state;
	struct open *top;
	const char *tag; /* IN_TAG, IN_VALUE */
	int tag_line;
	int tag_branches;   /* conditions around it */
	struct attr *attrs; /* of that tag, latest first */
	const char *name;   /* IN_VALUE: of the attribute */
	char quote;
	const char *value; /* so far: literal text, values as {…} */
	bool dynamic;
	bool spaced; /* IN_TAG: a space stands before what comes */
	bool ws;     /* IN_TEXT: the last byte was white space */
	struct name_list *ids;
};

struct walk {
	struct tpl *t;
	struct spot at;
	struct buf out; /* the text being rewritten */
	int line;
	int loops;
	int branches;
	int loop_branches;		     /* branches directly in the innermost loop */
	size_t value_start;		     /* in out, of the attribute's value */
	const char *method;		     /* of the form tag that is open; NULL: get */
	struct name_list *controls, *labels; /* ids of inputs without a name; what labels are for */
	struct node **tail;		     /* where rewritten nodes go */
};

/* Reads a text in the state w->at and puts what it becomes behind w->tail. */
void walk_text(struct walk *w, const struct node *x);

/* Something to read stands here: the elements around it are not empty. */
void content(struct walk *w);

/* Notes an id that stands in the page; it may be there once, and not where a loop repeats it. */
void id_add(struct walk *w, const char *id, int line, bool repeated);

void name_add(struct walk *w, struct name_list **list, const char *name, int line);
const struct name_list *name_find(const struct name_list *list, const char *name);

#endif
