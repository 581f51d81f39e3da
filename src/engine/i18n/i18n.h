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

struct i18n_entry;

struct lang {
	const char *tag;   /* "en", "de", "en-XL", "ar-XB" */
	const char *name;  /* its own name: "English", "Deutsch" */
	const char *group; /* between groups of three digits: "," in English */
	bool rtl;
	bool test;			/* offered only where settings allow test languages */
	int (*plural)(int64_t n);	/* index of the form for n */
	const struct i18n_entry *table; /* see words.h; NULL for English */
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

const char *tr_text(const struct lang *lang, const char *msgid);

/* Typed arguments of messages. */
struct tr_arg {
	bool is_int;
	int64_t i;
	const char *s;
};
#define TR_ARG(x) _Generic((x), char * : tr_arg_s, const char * : tr_arg_s, default : tr_arg_i)(x)
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
 * Fills a translated message into c->mem: tr(c, _("%s has joined"), name). Texts and integers of any
 * width, at most 8, each with its own type, so that a wrong placeholder cannot read wild memory. Only
 * %s, %d, %1$s, %1$d and %% mean something. An argument that is not there is shown as "?" and logged.
 */
#define tr(c, translated, ...)                                                                     \
	tr_args((c), (translated), TR_LIST(__VA_ARGS__), TR_COUNT(__VA_ARGS__))

/*
 * Plural: tr_n(c, "%d person", "%d people", n). n is argument 1, what follows are 2 and so on:
 * tr_n(c, "%2$s has %1$d goal", "%2$s has %1$d goals", n, name). The two texts stand there as plain
 * literals without _() or N_(): xgettext takes them as msgid and msgid_plural. n is written as the language writes
 * large numbers: "1,234 people".
 */
#define tr_n(c, one, many, n, ...)                                                                 \
	tr_n_args((c), (one), (many), (n), TR_LIST(__VA_ARGS__), TR_COUNT(__VA_ARGS__))

/* The same for generated code. args of tr_n_args: those after n. */
const char *tr_args(struct ctx *c, const char *translated, const struct tr_arg *args, int n);
const char *tr_n_args(struct ctx *c, const char *one, const char *many, int64_t n,
	const struct tr_arg *args, int n_args);
/* The form of a plural, not yet filled in. */
const char *tr_form(const struct lang *lang, const char *one, const char *many, int64_t n);

#define TR_COUNT(...) TR_NINTH_(0, ##__VA_ARGS__, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define TR_NINTH_(z, a, b, c, d, e, f, g, h, n, ...) n
#define TR_LIST(...)                                                                               \
	((const struct tr_arg[]){                                                                  \
		 { .i = 0 }, TR_JOIN_(TR_EACH_, TR_COUNT(__VA_ARGS__))(__VA_ARGS__) } +            \
		1)
#define TR_JOIN_(a, b) TR_JOIN2_(a, b)
#define TR_JOIN2_(a, b) a##b
#define TR_EACH_0()
#define TR_EACH_1(a) TR_ARG(a)
#define TR_EACH_2(a, ...) TR_ARG(a), TR_EACH_1(__VA_ARGS__)
#define TR_EACH_3(a, ...) TR_ARG(a), TR_EACH_2(__VA_ARGS__)
#define TR_EACH_4(a, ...) TR_ARG(a), TR_EACH_3(__VA_ARGS__)
#define TR_EACH_5(a, ...) TR_ARG(a), TR_EACH_4(__VA_ARGS__)
#define TR_EACH_6(a, ...) TR_ARG(a), TR_EACH_5(__VA_ARGS__)
#define TR_EACH_7(a, ...) TR_ARG(a), TR_EACH_6(__VA_ARGS__)
#define TR_EACH_8(a, ...) TR_ARG(a), TR_EACH_7(__VA_ARGS__)

/*
 * Formats, all in c->mem, in the language and time zone of c. Called in templates as date(v.due_on),
 * when(v.at) …: html2c turns name(args) into fmt_name(h->c, args).
 */
const char *fmt_date(struct ctx *c, const char *date); /* "4 March 2027", "" for "" */
const char *fmt_day(struct ctx *c, int64_t at);	       /* date of a moment, local */
const char *fmt_when(struct ctx *c, int64_t at);       /* "Thursday, 4 March 2027, 16:00" */
const char *fmt_when_in(
	struct ctx *c, int64_t at, const char *tz); /* the same in another zone, with its name */
const char *fmt_clock(struct ctx *c, int64_t at);   /* "16:00" */
const char *fmt_ago(struct ctx *c, int64_t at);	    /* "3 days ago", "in 2 hours" */
const char *fmt_number(struct ctx *c, int64_t n);   /* "12,345", "12.345" */
const char *fmt_iso(struct ctx *c, int64_t at);	    /* "2027-03-04T15:00:00Z" */
const char *fmt_local(struct ctx *c, int64_t at);   /* "2027-03-04T16:00" for datetime-local */

/* A local wall-clock text "2027-03-04T16:00" in zone tz to UTC seconds. A time that a clock change
 * skips moves forward; one that happens twice is the first. False if it is not such a text. */
bool local_to_utc(const char *local, const char *tz, int64_t *ret_at);

/* True for a zone that the system's zone files know. */
bool tz_valid(const char *tz);
/* All zone names, sorted, NULL at the end; static. */
const char *const *tz_all(void);
/* Seconds to add to UTC for the local time of zone tz at that moment; 0 for a zone that is unknown.
 * From tables that are read once per zone and never change: any thread, well below 1 µs. */
int tz_offset(const char *tz, int64_t at);
/* Days since 1970 on the clock of zone tz. */
int64_t local_day(const char *tz, int64_t at);
/* Which day it is for the person of c; the same as a date. What is due is due on somebody's own day. */
int64_t day_today(const struct ctx *c);
const char *today_on(struct ctx *c);
/* "CET", "CEST", "GMT+3": what people there call the time at that moment. Static. */
const char *tz_abbreviation(const char *tz, int64_t at);

/* A clock change of a zone. */
struct tz_change {
	int64_t at;
	int before, after;	  /* seconds to add to UTC */
	const char *abbreviation; /* from then on */
};

/* The changes in [from, to), at most max of them; returns how many. */
int tz_changes(const char *tz, int64_t from, int64_t to, struct tz_change *ret_changes, int max);

#endif
