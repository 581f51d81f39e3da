/* SPDX-License-Identifier: Apache-2.0 */
/* Meetings as mails and calendar files: the same entry, changed and called off by the same uid. */
#include "features/meetings/meetings.h"

#include "base/str.h"
#include "engine/calendar/calendar.h"
#include "engine/i18n/i18n.h"
#include "engine/practice/practice.gen.h"
#include "features/people/people.h"
#include "features/notices/errand.h"
#include "features/notices/letter.h"

/* The one of the two who reads, and the other one. */
struct sides {
	struct letter_to reader;
	const char *partner;
	const char *detail, *medium; /* how the partner likes to talk */
};

static struct sides
sides_of(const struct meeting_people *p, bool mentor)
{
	if (mentor)
		return (struct sides){ { p->mentor, p->mentor_name, p->mentor_email, p->mentor_lang,
					       p->mentor_tz },
			p->mentee_name, p->mentee_detail, p->mentee_medium };
	return (struct sides){ { p->mentee, p->mentee_name, p->mentee_email, p->mentee_lang,
				       p->mentee_tz },
		p->mentor_name, p->mentor_detail, p->mentor_medium };
}

/* The file for one reader, in his language and clock. It holds no agenda: calendars are read by others. */
static const char *
ics_for(struct ctx *reader, const struct meeting *m, const struct meeting_people *p,
	const struct sides *s, const char *method)
{
	const struct calendar_person both[] = { { p->mentor_name, p->mentor_email },
		{ p->mentee_name, p->mentee_email } };
	bool by_mentor = m->made_by == p->mentor;
	const struct calendar_event e = {
		.uid = m->uid,
		.sequence = (int)m->sequence,
		.start = m->starts_at,
		.end = m->starts_at + m->minutes * 60,
		.stamp = m->changed_at,
		.summary =
			tr(reader, tr_text(reader->lang, N_("Mentoring: you and %s")), s->partner),
		.location = m->place,
		.url = whole_address(reader, url_meeting_show(reader, m->id)),
		.organizer = both[by_mentor ? 0 : 1],
		.attendees = both,
		.n_attendees = 2,
		.cancelled = str_eq(m->state, "cancelled"),
		.method = method,
		.tz = reader->tz,
	};

	return calendar_text(reader->mem, &e);
}

const char *
meeting_ics(struct ctx *c, const struct meeting *m, const struct meeting_people *people,
	const char *method)
{
	struct sides s = sides_of(people, c->who == people->mentor);

	return ics_for(c, m, people, &s, method);
}

/* So that one knows it when one prepares (C6); "" if the partner has not said it. */
static const char *
likes_of(struct ctx *reader, const struct sides *s)
{
	const char *likes = fmt_likes(reader, s->detail, s->medium);

	return *likes ? tr(reader, tr_text(reader->lang, N_("How %s likes to talk: %s")),
				fmt_first(reader, s->partner), likes)
		      : "";
}

/* Who planned or moved it need not say that the time suits. */
static const char *
suits_from_mail(struct ctx *c, const struct meeting *m, const struct sides *s, int64_t was_at)
{
	return s->reader.person == (was_at ? c->who : m->made_by)
		       ? ""
		       : errand_of(c, ERRAND_SUITS, m->id, m->starts_at);
}

/* ended: it is called off because the relationship has ended. */
static void
tell_one(struct ctx *c, const struct meeting *m, const struct meeting_people *p, bool mentor,
	int64_t was_at, bool ended)
{
	struct sides s = sides_of(p, mentor);
	struct ctx reader = letter_ctx(c, &s.reader);
	bool off = str_eq(m->state, "cancelled");
	const char *method = off ? "CANCEL" : "REQUEST";
	const char *letter = ended    ? PRACTICE_LETTER_MEETING_ENDED
			     : off    ? PRACTICE_LETTER_MEETING_CANCELLED
			     : was_at ? PRACTICE_LETTER_MEETING_MOVED
				      : PRACTICE_LETTER_MEETING_BOOKED;
	const char *nowhere = tr_text(reader.lang, N_("not said yet"));
	const struct letter_ics ics = { ics_for(&reader, m, p, &s, method), method, m->starts_at };

	letter_send(c, letter, &s.reader,
		(const struct practice_blank[]){ { "partner", s.partner },
			{ "when", fmt_when(&reader, m->starts_at) },
			{ "when_before", was_at ? fmt_when(&reader, was_at) : "" },
			{ "likes", likes_of(&reader, &s) },
			{ "place", *m->place ? m->place : nowhere },
			{ "do", off ? "" : suits_from_mail(c, m, &s, was_at) },
			{ "link", whole_address(&reader,
					  ended ? url_aftermath_show(&reader, m->relationship)
					  : off ? url_relationship_show(&reader, m->relationship)
						: url_meeting_show(&reader, m->id)) },
			{ NULL, NULL } },
		&ics);
}

static void
tell(struct ctx *c, int64_t meeting, int64_t was_at, bool ended)
{
	struct meeting_people people;
	struct meeting m;

	if (!sql_meeting_get(c, meeting, &m) || !sql_meeting_people_get(c, m.relationship, &people))
		return;
	/* What lies behind needs no date in a calendar: who notes down a meeting that was held writes no letters. */
	if (m.starts_at + m.minutes * 60 <= c->now && was_at <= c->now)
		return;
	tell_one(c, &m, &people, true, was_at, ended);
	tell_one(c, &m, &people, false, was_at, ended);
}

void
meeting_tell(struct ctx *c, int64_t meeting, int64_t was_at)
{
	tell(c, meeting, was_at, false);
}

void
meeting_tell_ended(struct ctx *c, int64_t meeting, int64_t was_at)
{
	tell(c, meeting, was_at, true);
}
