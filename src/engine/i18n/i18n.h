/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words. The English text is the key; catalogues are compiled in by po2c. Languages: en, de, and two
 * for tests: en-XL (40 % longer) and ar-XB (right to left).
 */
#ifndef ENGINE_I18N_H
#define ENGINE_I18N_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "engine/ctx/ctx.h"

struct lang {
	const char *tag;  /* "en", "de", "en-XL", "ar-XB" */
	const char *name; /* its own name: "English", "Deutsch" */
	bool rtl;
	bool test;        /* offered only where settings allow test languages */
	int (*plural)(int64_t n); /* index of the form for n */
	const struct i18n_entry *table; /* open addressing by hash of the key; NULL for English */
	uint32_t mask;
};

extern const struct lang lang_en;

/* All languages that were compiled in; ends with NULL. */
const struct lang *const *lang_all(void);

/* By tag, or NULL. */
const struct lang *lang_find(const char *tag);

/* The best for an Accept-Language header (RFC 9110, RFC 4647 lookup); English if none fits. */
const struct lang *lang_accept(const char *header);

/* Marks a text for extraction and translates it: _("Goals"). c must be in reach by that name. */
#define _(msgid) tr_text(c->lang, (msgid))
/* Marks only; translate later with tr_text(c->lang, …). For tables. */
#define N_(msgid) msgid

const char *tr_text(const struct lang *lang, const char *msgid) __attribute__((format_arg(2)));

/* printf into c->mem; use as tr(c, _("%s has joined"), name). Only %s, %d (int64_t via PRId64 is not
 * for translators: %d takes an int64_t here), %1$s …, %%. */
const char *tr(struct ctx *c, const char *translated, ...);

/* Plural: tr_n(c, N_("%d person"), N_("%d people"), n, …): %d is n. Extracted as msgid, msgid_plural. */
const char *tr_n(struct ctx *c, const char *one, const char *many, int64_t n, ...);

/* Typed arguments, for generated code. */
struct tr_arg {
	bool is_int;
	int64_t i;
	const char *s;
};
const char *tr_args(struct ctx *c, const char *translated, const struct tr_arg *args, int n);
const char *tr_n_args(struct ctx *c, const char *one, const char *many, int64_t n,
	const struct tr_arg *args, int n_args);

#define TR_ARG(x)                                                                                  \
	_Generic((x), char *: tr_arg_s, const char *: tr_arg_s, default: tr_arg_i)(x)
static inline struct tr_arg
tr_arg_s(const char *s)
{
	return (struct tr_arg){ .s = s };
}
static inline struct tr_arg
tr_arg_i(int64_t i)
{
	return (struct tr_arg){ .is_int = true, .i = i };
}

/*
 * Formats, all in c->mem, in the language and time zone of c. Called in templates as date(v.due_on),
 * when(v.at) …: html2c turns name(args) into fmt_name(h->c, args).
 */
const char *fmt_date(struct ctx *c, const char *date);          /* "4 March 2027", "" for "" */
const char *fmt_day(struct ctx *c, int64_t at);                 /* date of a moment, local */
const char *fmt_when(struct ctx *c, int64_t at);                /* "Thursday, 4 March 2027, 16:00" */
const char *fmt_when_in(struct ctx *c, int64_t at, const char *tz); /* the same in another zone, with its name */
const char *fmt_clock(struct ctx *c, int64_t at);               /* "16:00" */
const char *fmt_ago(struct ctx *c, int64_t at);                 /* "3 days ago", "in 2 hours" */
const char *fmt_number(struct ctx *c, int64_t n);               /* "12,345", "12.345" */
const char *fmt_iso(struct ctx *c, int64_t at);                 /* "2027-03-04T15:00:00Z" */
const char *fmt_local(struct ctx *c, int64_t at);               /* "2027-03-04T16:00" for datetime-local */

/* A local wall-clock text "2027-03-04T16:00" in zone tz to UTC seconds. A time that a clock change
 * skips moves forward; one that happens twice is the first. False if it is not such a text. */
bool local_to_utc(const char *local, const char *tz, int64_t *ret_at);

/* True for a zone that the system's zone files know. */
bool tz_valid(const char *tz);
/* All zone names, sorted, NULL at the end; static. */
const char *const *tz_all(void);

#endif
