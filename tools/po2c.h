/* SPDX-License-Identifier: Apache-2.0 */
/* The parts of po2c: translations (.po) to C tables. See po2c.c for the command line. */
#ifndef TOOLS_PO2C_H
#define TOOLS_PO2C_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

#define FORMS_MAX 6 /* no language of CLDR has more plural forms */

struct message {
	const char *id;
	const char *many; /* msgid_plural, or NULL */
	const char *forms[FORMS_MAX];
	int n_forms; /* 0: not translated */
	int line;
	struct message *next;
};

struct catalogue {
	const char *file;
	const char *tag;    /* Language: de */
	const char *name;   /* X-Name: Deutsch */
	const char *group;  /* X-Thousands: what stands between groups of three digits */
	const char *plural; /* C expression over n, from Plural-Forms */
	int n_plurals;
	bool rtl; /* X-Direction: rtl */
	bool test;
	struct message *first, **end;
	int n;
	struct catalogue *next;
};

/* Says "file:line: sentence" on standard error and remembers that there was an error. */
void flaw(const char *file, int line, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
extern bool flawed;

/* Fills cat->messages and the header's fields. need_all: a message that is not translated, or an
 * obsolete one, is a flaw. */
void po_read(struct arena *mem, struct catalogue *cat, bool need_all);

/* Every placeholder of the English text, with its type, is in every translated form, and no other.
 * A form of a plural may leave %d out ("one person"). */
void placeholders_check(const struct catalogue *cat, const struct message *m);
/* Bytes of the placeholder, tag or entity at s that must be kept as it is; 0 if there is none. */
size_t verbatim_length(const char *s);

/* The Plural-Forms expression as fully parenthesised C; NULL with a reason if it is not one, or if it
 * gives a form past n_plurals for some n up to 1000. */
const char *plural_to_c(struct arena *mem, const char *expr, int n_plurals, const char **ret_why);

/* "Goals" → "⟦Ĝóáļšĝó⟧", and "‏Goals‏" in right-to-left marks. */
const char *pseudo_longer(struct arena *mem, const char *english);
const char *pseudo_rtl(struct arena *mem, const char *english);

/* The C file. */
void words_write(struct buf *out, const struct catalogue *first);

#endif
