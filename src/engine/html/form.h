/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Input. A form is declared once, as a table in the room's header:
 *
 *   #define GOAL_FORM(F, S)                                \
 *           F(S, TEXT, title, .min = 1, .max = 200)        \
 *           F(S, LONG, why, .max = 2000)                   \
 *           F(S, DATE, due_on, .optional = true)           \
 *           F(S, INT, points, .min = 0, .max = 100)        \
 *           F(S, BOOL, shared)                             \
 *           F(S, ONE, aim, .of = "everyone|fit")           \
 *           F(S, MANY, level, .max = 10)
 *   FORM_DECLARE(goal_form, GOAL_FORM)         in the header:   struct goal_form
 *   FORM_DEFINE(goal_form, GOAL_FORM)          in one .c file:  const struct form_desc goal_form_desc
 *
 * The same table reads forms and JSON bodies, gives pages their limits and OpenAPI its schemas.
 */
#ifndef ENGINE_FORM_H
#define ENGINE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/ctx/ctx.h"

/*
 * OPEN allows names that are made at run time, such as custom fields: they are read by req_value.
 * Without it a JSON body may hold the declared names only.
 */
enum field_kind {
	FIELD_TEXT,   /* const char *: one line, trimmed, NFC; min and max count characters */
	FIELD_LONG,   /* const char *: many lines, line ends become \n */
	FIELD_EMAIL,  /* const char *: one address, lower case */
	FIELD_SECRET, /* const char *: as it is but NFC; never shown again, never logged */
	FIELD_DATE,   /* const char *: YYYY-MM-DD */
	FIELD_MOMENT, /* const char *: local wall clock, YYYY-MM-DDTHH:MM */
	FIELD_INT,    /* int64_t: min and max are limits of the value */
	FIELD_REF,    /* int64_t: the id of something; 0 = none */
	FIELD_BOOL,   /* bool: a checkbox, or true/false */
	FIELD_ONE,    /* const char *: one word of .of; with .of NULL any that the page offered */
	FIELD_MANY,   /* struct texts: repeated values; min and max count them */
	FIELD_FILE,   /* struct upload; max: bytes; .of: what the dialog offers, ".csv,text/csv" */
	FIELD_OPEN,   /* bool: whether fields whose names begin with .of came, see above */
};

struct texts {
	int n;
	const char **v;
};

struct upload {
	const char *name; /* as sent; never used as a path */
	const char *p;
	size_t n;
};

struct form_field {
	enum field_kind kind;
	const char *name;
	size_t offset;
	int64_t min, max; /* see the kinds; max 0: the default of form_max */
	bool optional;	  /* may be left empty; see form_optional */
	bool folded;	  /* a choice that is a select, however few its options are */
	bool usual; /* a choice of which a page has always one: what is usual, if it is left out */
	const char *none; /* what leaving a choice out is called, N_("…"); NULL: "No answer" */
	const char *of;	  /* see the kinds; of texts: a word for autocomplete="…" */
};

struct form_desc {
	const char *name;
	size_t size;
	int n;
	const struct form_field *fields;
};

/* First member of every form struct. */
struct form {
	const struct form_desc *desc;
	const struct texts *raw; /* what was typed, one per field; NULL: show the struct's values */
	const char *was;	 /* marks of what the page was filled with; NULL: nobody watches */
	const struct texts
		*now;	   /* what each says by now, where it was changed meanwhile; or NULL */
	const char *needs; /* "a|b": fields that a rule does not let be empty this time; or NULL */
};

#define FORM_TYPE_TEXT const char *
#define FORM_TYPE_LONG const char *
#define FORM_TYPE_EMAIL const char *
#define FORM_TYPE_SECRET const char *
#define FORM_TYPE_DATE const char *
#define FORM_TYPE_MOMENT const char *
#define FORM_TYPE_INT int64_t
#define FORM_TYPE_REF int64_t
#define FORM_TYPE_BOOL bool
#define FORM_TYPE_ONE const char *
#define FORM_TYPE_MANY struct texts
#define FORM_TYPE_FILE struct upload
#define FORM_TYPE_OPEN bool

#define FORM_MEMBER(S, kind, name, ...) FORM_TYPE_##kind name;
#define FORM_DECLARE(form_name, TABLE)                                                             \
	struct form_name {                                                                         \
		struct form form;                                                                  \
		TABLE(FORM_MEMBER, form_name)                                                      \
	};                                                                                         \
	extern const struct form_desc form_name##_desc;

#define FORM_ROW(S, k, n, ...)                                                                     \
	{ .kind = FIELD_##k, .name = #n, .offset = offsetof(struct S, n), __VA_ARGS__ },
#define FORM_DEFINE(form_name, TABLE)                                                              \
	static const struct form_field form_name##_fields[] = { TABLE(FORM_ROW, form_name) };      \
	const struct form_desc form_name##_desc = { #form_name, sizeof(struct form_name),          \
		sizeof form_name##_fields / sizeof *form_name##_fields, form_name##_fields };

/* The limit that holds: characters of a text, items of a list, bytes of a file; 0: none. If max is 0:
 * 200 for TEXT and ONE, 20000 for LONG, 254 for EMAIL, 1024 for SECRET, 1000 items for MANY. */
int64_t form_max(const struct form_field *f);

/* True if the field may be left empty: so declared, or TEXT, LONG or MANY with min 0, or
 * BOOL. */
bool form_optional(const struct form_field *f);

/* The same for a page: what form->needs names is asked for there, whatever the table lets be empty. The rule itself
 * is in the room: it answers with a problem of its own. */
bool form_may_be_empty(const struct form *form, const struct form_field *f);

/* True if word is one of "a|b|c"; of NULL: never. */
bool word_in(const char *of, const char *word);

/* The row of that name, or NULL. */
const struct form_field *form_field_of(const struct form_desc *desc, const char *name);

/*
 * A text as it is kept: valid UTF-8, NFC, without control characters, trimmed. kind: FIELD_TEXT,
 * FIELD_LONG, FIELD_EMAIL or FIELD_SECRET. NULL if it cannot be: then *ret_message is a translated
 * sentence. Limits are not looked at. Also for texts that come from files.
 */
const char *text_clean(
	struct ctx *c, enum field_kind kind, const char *p, size_t n, const char **ret_message);

/* One address with a domain that has a dot; what text_clean makes of FIELD_EMAIL. */
bool email_valid(const char *s);

struct req;

/*
 * Reads the body of q (form or JSON, by its type) into *out (desc->size bytes, a form struct). True if
 * every field is right; else the problems are in q->ctx.problems and out->form.raw holds what was
 * typed. Unknown names are refused in JSON and ignored in forms (dynamic fields read req_value).
 */
bool form_read_desc(struct req *q, const struct form_desc *desc, struct form *out);
#define form_read(q, form_name, out) form_read_desc((q), &form_name##_desc, &(out)->form)

/* Prepares a form to be shown with the struct's own values. */
#define form_show(form_name, out) ((out)->form = (struct form){ .desc = &form_name##_desc })

/*
 * Two windows. A form that changes what is there already is watched: once form_show was called and the
 * values stand in it, form_watch lets the page say what it was filled with. When it comes back, form_settle
 * holds it against `now`, a form filled from what is there by then. What only the other window changed is
 * taken over; where both changed the same field in different ways the result is CONFLICT: each such field has a
 * problem and shows both, and what is saved after that holds. Programs that send JSON have no page: for them
 * it is OK always.
 */
void form_watch_desc(struct ctx *c, struct form *form);
#define form_watch(c, view_form) form_watch_desc((c), &(view_form)->form)
enum result form_settle_desc(struct req *q, struct form *mine, struct form *now);
#define form_settle(q, mine, now)                                                                  \
	({                                                                                         \
		_Static_assert(                                                                    \
			__builtin_types_compatible_p(__typeof__(*(mine)), __typeof__(*(now))),     \
			"two forms of one kind");                                                  \
		form_settle_desc((q), &(mine)->form, &(now)->form);                                \
	})

/*
 * The same for a text whose name is made at run time. The page has its mark as a hidden field _was_<name>;
 * text_settle says what is saved: `mine`, or `now` where only the other window changed it. Where both did it notes
 * a problem for name; `mine` is kept.
 */
const char *text_mark(struct ctx *c, const char *text);
/* For templates: {{ mark(x.mode) }} */
static inline const char *
fmt_mark(struct ctx *c, const char *text)
{
	return text_mark(c, text);
}
const char *text_settle(struct req *q, const char *name, const char *mine, const char *now);
/* The mark of a page that is shown again before text_settle had its say, because something else is wrong with
 * the text: the one it came with, so that the next save is still held against what was there then. */
const char *text_mark_sent(struct req *q, const char *name, const char *now);

#endif
