/* SPDX-License-Identifier: Apache-2.0 */
/* A letter becomes a notice and, as its reader chose, a mail: now, after the night, or with the digest. */
#include "base/day.h"
#include "base/str.h"
#include "engine/engine.h"
#include "engine/i18n/i18n.h"
#include "engine/mail/mail.h"
#include "features/notices/mail_out.h"
#include "features/notices/notices.h"

/* A mail about something that begins sooner than this after the night does not wait for the morning. */
#define IN_TIME 3600

/* One letter on its way. */
struct sending {
	const char *id, *type, *when;
	const struct letter_to *to;
	const struct letter_ics *ics;
	struct letter_words words;
	const char *path;
	const char *errand; /* what can be done from the mail, or "" */
	int64_t after;	    /* seconds that it may be taken back in */
	bool gathers;
	bool off; /* the organisation sends no such mail */
	struct notice_choices n;
};

/* Where the letter leads to, on this site. A link that lets somebody in is a secret of the mail. */
static const char *
path_of(struct ctx *c, const struct practice_blank *blanks)
{
	const char *origin = c->engine->origin;

	for (; blanks->name; blanks++)
		if (str_eq(blanks->name, "link") && str_starts(blanks->value, origin)) {
			const char *path = blanks->value + strlen(origin);

			return str_starts(path, "/welcome/") ? "/" : path;
		}
	return "/";
}

static const char *
errand_in(const struct practice_blank *blanks)
{
	while (blanks->name && !str_eq(blanks->name, "do"))
		blanks++;
	return blanks->name ? blanks->value : "";
}

static void
send_now(struct ctx *c, const struct sending *s, int64_t not_before, int64_t *ret_outbox)
{
	*ret_outbox = mail_out(c, &(struct mail_out){
					  .kind = s->id,
					  .type = s->type,
					  .to = s->to,
					  .words = s->words,
					  .ics = s->ics,
					  .not_before = not_before,
				  });
}

/* When it may leave: at once (0), or when the night where the person lives is over. */
static int64_t
not_before(struct ctx *c, const struct sending *s)
{
	int64_t at = c->now + s->after;
	int64_t morning = quiet_end(c, &s->n.hours, s->to->tz, at);

	if (s->ics && s->ics->at && s->ics->at < morning + IN_TIME)
		morning = at;
	return morning > c->now ? morning : 0;
}

/* "once", "digest" or "off". */
static const char *
way_of(struct ctx *c, const struct sending *s)
{
	const char *choice = notice_choice(&s->n, s->type);

	if (s->off || s->n.s.left_at || str_eq(choice, "off"))
		return "off";
	if (s->n.s.paused_until > c->now)
		return "digest";
	return str_eq(s->when, "now") ? "once" : choice;
}

static void
tell(struct ctx *c, const struct sending *s)
{
	const char *way = way_of(c, s);
	int64_t outbox = 0, paused = s->n.s.paused_until;
	int64_t same = s->gathers ? sql_notice_unread_same(c, s->to->person, s->id, s->path) : 0;

	if (same) {
		sql_notice_again(c, same, s->words.subject, c->now);
		return;
	}
	if (str_eq(way, "once"))
		send_now(c, s, not_before(c, s), &outbox);
	sql_notice_insert(c, s->to->person, s->id, s->type, s->words.subject, s->path, s->errand,
		str_eq(way, "digest") ? "waits"
		: outbox	      ? "gone"
				      : "none",
		outbox, paused > c->now ? paused : c->now, c->now);
	if (str_eq(way, "digest"))
		digest_plan(c, s->to->person);
}

static struct sending
begin(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, const struct letter_ics *ics)
{
	const struct practice_item *letter = practice_need("letter", id);

	return (struct sending){
		.id = id,
		.type = practice_field(letter, "notice", "en"),
		.when = practice_field(letter, "when", "en"),
		.to = to,
		.ics = ics,
		.words = letter_words(c, id, to, blanks),
		.path = path_of(c, blanks),
		.errand = errand_in(blanks),
		.after = 60 * practice_number(letter, "after", 0),
		.gathers = *practice_field(letter, "gathers", "en") != '\0',
		.off = letter->off,
	};
}

/* Takes the one nudge of the day where the person lives. */
static bool
nudge_take(struct ctx *c, const struct letter_to *to)
{
	sql_notice_setting_make(c, to->person);
	return sql_notice_nudge_take(c, to->person, day_text(c->mem, local_day(to->tz, c->now))) ==
	       1;
}

void
letter_send(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, const struct letter_ics *ics)
{
	struct sending s = begin(c, id, to, blanks, ics);
	int64_t outbox;

	if (!to->person || str_eq(s.type, "account")) {
		send_now(c, &s, 0, &outbox);
		return;
	}
	if (str_eq(s.when, "nudge") && (s.off || !nudge_take(c, to)))
		return;
	s.n = notice_choices_of(c, to->person);
	if (!str_eq(s.when, "always")) {
		tell(c, &s);
		return;
	}
	send_now(c, &s, 0, &outbox);
	sql_notice_insert(c, to->person, s.id, s.type, s.words.subject, s.path, s.errand, "gone",
		outbox, 0, c->now);
}

bool
letter_nudge(struct ctx *c, const char *id, const struct letter_to *to,
	const struct practice_blank *blanks, int64_t relationship)
{
	struct sending s = begin(c, id, to, blanks, NULL);

	if (s.off || sql_notice_booked(c, relationship, c->now) || !nudge_take(c, to))
		return false;
	s.n = notice_choices_of(c, to->person);
	tell(c, &s);
	return true;
}
