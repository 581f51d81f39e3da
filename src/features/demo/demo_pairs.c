/* SPDX-License-Identifier: Apache-2.0 */
/* Half a year in the lives of seventy pairs: what they prepared, met for, promised and reached. */
#include "base/day.h"
#include "base/str.h"
#include "engine/practice/practice.gen.h"
#include "features/demo/demo.h"
#include "features/endings/endings.h"
#include "features/health/exceptions.h"
#include "features/meetings/meetings.h"
#include "features/messages/messages.h"
#include "features/mine/openings.h"
#include "features/preparation/preparation.h"
#include "features/relationships/relationships.h"

static void
answer(struct demo_pair *m, int64_t who, int64_t when, const char *question, const char *body)
{
	struct ctx c = demo_then(m, who, when);

	sql_preparation_answer_insert(&c, new_id(&c), m->id, who, question, body, when);
}

static void
mentee_prepares(struct demo_pair *m)
{
	int64_t when = m->began + (2 + (int64_t)(m->n % 4)) * DAY;

	answer(m, m->mentee, when, PRACTICE_PROMPT_PREWORK_WANTS,
		demo_line(m->theme, "wants", m->n));
	answer(m, m->mentee, when, PRACTICE_PROMPT_PREWORK_BRINGS,
		demo_says(m, "mentee-brings", 0));
	answer(m, m->mentee, when, PRACTICE_PROMPT_PREWORK_EXPECTS,
		demo_says(m, "mentee-expects", 1));
	sql_preparation_ready_insert(m->d->c, m->id, m->mentee, when);
}

static void
mentor_prepares(struct demo_pair *m)
{
	int64_t when = m->began + (4 + (int64_t)(m->n % 5)) * DAY;

	answer(m, m->mentor, when, PRACTICE_PROMPT_PREWORK_WANTS, demo_says(m, "mentor-wants", 0));
	answer(m, m->mentor, when, PRACTICE_PROMPT_PREWORK_BRINGS,
		demo_says(m, "mentor-brings", 1));
	answer(m, m->mentor, when, PRACTICE_PROMPT_PREWORK_EXPECTS,
		demo_says(m, "mentor-expects", 2));
	answer(m, m->mentor, when, PRACTICE_PROMPT_PREWORK_GAINS, demo_says(m, "mentor-gains", 3));
	sql_preparation_ready_insert(m->d->c, m->id, m->mentor, when);
}

/* Half past ten or half past two, on a weekday. */
static int64_t
at_work(int64_t when, size_t n)
{
	int64_t day = when / DAY;

	while (day_weekday(day) > 4)
		day++;
	return day * DAY + (n % 2 ? 10 : 14) * 3600 + 1800;
}

static int64_t
meeting_make(struct demo_pair *m, int64_t when, const char *place)
{
	int64_t who = m->n % 3 ? m->mentee : m->mentor;
	struct ctx c = demo_then(m, who, when - 10 * DAY < m->began ? m->began : when - 10 * DAY);
	int64_t id = new_id(&c);

	sql_meeting_insert(&c, id, m->id, when, m->n % 4 ? 60 : 45, place,
		arena_printf(c.mem, "demo-%zu-%lld@waymark", m->n, (long long)(when / DAY)), who,
		c.now);
	return id;
}

static void
point_make(struct demo_pair *m, int64_t meeting, int64_t who, const char *prompt, const char *body,
	int position)
{
	struct ctx c = demo_then(m, who, m->d->c->now - 3 * DAY);

	sql_agenda_insert(&c, new_id(&c), m->id, meeting, who, who ? "person" : "practice", 0,
		prompt, body, position, c.now);
}

static void
agenda_make(struct demo_pair *m, int64_t meeting, size_t k, bool first)
{
	const struct practice_item *agenda =
		practice_need("agenda", first ? PRACTICE_AGENDA_FIRST : PRACTICE_AGENDA_LATER);
	const struct practice_field *points = practice_values(agenda, "items");

	point_make(m, meeting, m->mentee, "", demo_line(m->theme, "agenda", m->n + k), 1);
	if (k % 2)
		point_make(
			m, meeting, m->mentor, "", demo_line(m->theme, "questions", m->n + k), 2);
	for (size_t i = 0; i < points->count; i++)
		point_make(m, meeting, 0, points->entries[i].key, "", 10 + 10 * (int)i);
}

static void
promise(struct demo_pair *m, int64_t meeting, int64_t owner, const char *body, int64_t held,
	bool last)
{
	struct ctx c = demo_then(m, owner, held);
	int64_t id = new_id(&c), due = held + 14 * DAY;

	sql_commitment_insert(
		&c, id, m->id, meeting, owner, body, day_text(c.mem, due / DAY), held);
	/* The latest stay open, and some of them are late; of the older ones nearly all were kept, and so was all
	 * where the two have parted. */
	if (!str_eq(practice_field(m->it, "state", "en"), "active"))
		last = false;
	if (demo_is(m, "owing") ? held < m->d->c->now - 100 * DAY
				: !last || (m->n && (m->n + (size_t)owner) % 5 == 0))
		sql_commitment_set_state(&c, id, "done", held + (3 + owner % 10) * DAY);
}

/* What the two wrote down while they talked, and what one of them wrote for himself. */
static void
notes_make(struct demo_pair *m, int64_t meeting, size_t k, int64_t when)
{
	struct ctx mentee = demo_then(m, m->mentee, when + 1200),
		   mentor = demo_then(m, m->mentor, when + 2400);
	const char *point = demo_line(m->theme, "agenda", m->n + k);
	struct note_form f = { .body = point, .page = "" };
	struct note_saved saved = { 0 };

	note_save(&mentee, meeting, NOTE_SHARED, &f, &saved);
	f.version = saved.version;
	f.body = arena_printf(m->d->c->mem, "%s\n%s", point, demo_says(m, "note-shared", k));
	note_save(&mentor, meeting, NOTE_SHARED, &f, &saved);
	f = (struct note_form){ .body = demo_says(m, "note-private", k), .page = "" };
	note_save((m->n + k) % 3 ? &mentee : &mentor, meeting, NOTE_PRIVATE, &f, &saved);
}

static void
meeting_hold(struct demo_pair *m, size_t k, int64_t when, bool last)
{
	int64_t id = meeting_make(m, when, "");
	struct ctx mentee = demo_then(m, m->mentee, when + 3600),
		   mentor = demo_then(m, m->mentor, when + 5400);

	agenda_make(m, id, k, k == 0);
	notes_make(m, id, k, when);
	sql_closing_insert(&mentee, new_id(&mentee), m->id, id, m->mentee,
		demo_line(m->theme, "useful_mentee", m->n + k),
		k % 2 ? demo_line(m->theme, "changes", m->n + k) : "", mentee.now);
	/* The last meeting of some was not closed by the mentor yet: home asks. */
	if (!last || m->n % 4)
		sql_closing_insert(&mentor, new_id(&mentor), m->id, id, m->mentor,
			demo_line(m->theme, "useful_mentor", m->n + k), "", mentor.now);
	promise(m, id, m->mentee, demo_line(m->theme, "steps_mentee", m->n + k), when, last);
	if (k % 2 == m->n % 2)
		promise(m, id, m->mentor, demo_line(m->theme, "steps_mentor", m->n + k), when,
			last);
	sql_meeting_set_held(m->d->c, id, when + 3600);
}

/* All meetings that were held: from the first, two weeks in, evenly to the last. */
static void
meetings_make(struct demo_pair *m, int64_t held)
{
	int64_t now = m->d->c->now, first = m->began + 14 * DAY;
	int64_t last = now - (3 + (int64_t)(m->n * 5 % 20)) * DAY;

	if (demo_is(m, "silent"))
		last = now - 75 * DAY;
	if (demo_is(m, "quiet"))
		last = now - 98 * DAY;
	if (demo_is(m, "busy"))
		last = now - 40 * DAY;
	if (demo_is(m, "undated"))
		last = now - 17 * DAY;
	if (!str_eq(practice_field(m->it, "state", "en"), "active"))
		last = now - 50 * DAY;
	for (int64_t k = 0; k < held; k++) {
		int64_t when =
			held > 1 ? first + (last - first) * k / (held - 1) : (first + last) / 2;

		when = at_work(when, m->n);
		if (when > now - 7200) /* a weekend may have pushed it past today */
			when -= 4 * DAY;
		meeting_hold(m, (size_t)k, when, k == held - 1);
		m->last_held = when;
	}
}

/* One that was due the other day, and a mail has asked about it. */
static void
promise_due(struct demo_pair *m)
{
	struct ctx c = demo_ago(m, m->mentee, 9);
	int64_t id = new_id(&c), due = (m->d->c->now - 36 * 3600) / DAY + 1;

	sql_commitment_insert(&c, id, m->id, 0, m->mentee,
		demo_line(m->theme, "steps_mentee", m->n + 5), day_text(c.mem, due), c.now);
}

static void
meeting_ahead(struct demo_pair *m, int64_t held)
{
	static const char *const places[] = { "Room Alder", "Video call", "Canteen, window side",
		"Phone" };
	int64_t when = at_work(m->d->c->now + (1 + (int64_t)(m->n * 3 % 17)) * DAY, m->n);
	int64_t id = meeting_make(m, when, places[m->n % 4]);

	struct ctx then = demo_then(m, m->mentee, m->d->c->now - (1 + (int64_t)(m->n % 4)) * DAY);

	agenda_make(m, id, m->n, held == 0);
	meeting_tell(&then, id, 0);
}

/* They met the working day before yesterday, and nobody has said so yet: a mail asks. */
static void
meeting_unclosed(struct demo_pair *m)
{
	int64_t day = m->d->c->now / DAY - 2;

	while (day_weekday(day) > 4)
		day--;
	agenda_make(m, meeting_make(m, day * DAY + 10 * 3600, ""), m->n + 1, false);
}

/* A few lines to and fro since they last met. The newest of some has not been read yet. */
static void
messages_make(struct demo_pair *m)
{
	int64_t when = m->last_held + 20 * 3600;
	size_t n = 2 + m->n % 4;

	for (size_t k = 0; k < n && when < m->d->c->now - 3600; k++) {
		bool mentor = k % 2;
		struct ctx then = demo_then(m, mentor ? m->mentor : m->mentee, when);
		struct message_form f = {
			.body = demo_says(m, mentor ? "message-mentor" : "message-mentee", k / 2)
		};
		int64_t id;

		if (message_send(&then, m->id, &f, &id) != OK)
			return;
		when += (5 + (int64_t)((m->n + k) * 7 % 31)) * 3600;
	}
}

/* How the two parted, and what came of it: some are allies, one story is told, somebody wants to go on as
 * a mentor. */
static void
ending_show(struct demo_pair *m, int64_t end, bool ally)
{
	struct ctx mentee = demo_then(m, m->mentee, end),
		   mentor = demo_then(m, m->mentor, end + DAY);
	int64_t story = new_id(&mentee);
	const char *told = demo_says(m, PRACTICE_DEMO_TEXT_STORY, 0);

	sql_farewell_set(&mentee, new_id(&mentee), m->id, m->mentee,
		demo_says(m, PRACTICE_DEMO_TEXT_THANKS, 0), end);
	sql_farewell_set(&mentor, new_id(&mentor), m->id, m->mentor,
		demo_says(m, PRACTICE_DEMO_TEXT_THANKS, 1), end + DAY);
	sql_ending_pattern_add(&mentee, m->d->pathways, "reason", "reached");
	if (ally)
		return;
	sql_story_insert(&mentee, story, m->id, m->d->pathways, m->mentee, true, told, end);
	sql_story_agree(&mentor, story, told, end + 2 * DAY);
	sql_story_publish(&mentor, story, "published", "agreed", end + 3 * DAY);
	sql_mentor_wish_set(&mentee, m->d->pathways, m->mentee, end + 2 * DAY);
}

static void
stages_make(struct demo_pair *m, int64_t stage, const char *state)
{
	int64_t now = m->d->c->now, since = m->began;
	int64_t end = str_eq(state, "active") ? now : now - 45 * DAY;
	bool ally = demo_is(m, "ally");

	for (int64_t k = 2; k <= stage; k++) {
		since = m->began + (end - m->began) * (k - 1) / (stage + 1);
		sql_stage_step_insert(m->d->c, m->id, k, since);
	}
	sql_demo_set_relationship(m->d->c, m->id, state, stage, since,
		str_eq(state, "ended") ? end : 0, str_eq(state, "ended") ? "planned" : "",
		ally ? end + 6 * DAY : 0);
	if (str_eq(state, "ended"))
		ending_show(m, end, ally);
}

/* The manager has looked at the dates of each pair, and at some of the people. */
static void
looked_after(struct demo_pair *m)
{
	const int64_t day = m->d->c->now / DAY - 1 - (int64_t)(m->n % 6);
	struct ctx c =
		demo_then(m, m->d->manager, day * DAY + 9 * 3600 + (int64_t)(m->n % 40) * 600);
	struct opening pair = { m->mentor, m->mentee, m->id, "manager",
		"relationship_status_show" };
	struct opening person = {
		.person = m->mentee, .standing = "manager", .route = "person_show"
	};

	if (!m->d->manager || c.now < m->began)
		return;
	opening_note(&c, &pair);
	if (m->n % 2 == 0)
		opening_note(&c, &person);
}

static int64_t
pair_began(const struct demo_pair *m)
{
	int64_t now = m->d->c->now;

	if (demo_is(m, "unprepared") || demo_is(m, "half-prepared"))
		return now - (3 + (int64_t)(m->n % 9)) * DAY; /* a little while ago */
	if (demo_is(m, "strangers"))
		return now - 18 * DAY;
	if (demo_is(m, "booked"))
		return now - (11 + (int64_t)(m->n % 9)) * DAY;
	if (demo_is(m, "year"))
		return now - 392 * DAY; /* the two brought it with them */
	return m->d->start + (int64_t)(m->n % 6) * DAY + 9 * 3600;
}

/* How it stands with them now: the stage that they have reached, a rest, an end. */
static void
state_make(struct demo_pair *m, const char *state)
{
	bool paused = str_eq(state, "paused"), early = demo_is(m, "early");

	stages_make(m, practice_number(m->it, "stage", 1), paused || early ? "active" : state);
	if (paused)
		demo_rest(m);
	if (early)
		demo_end_early(m);
	if (demo_is(m, "ally"))
		demo_allies(m);
}

static bool
meets_again(const struct demo_pair *m)
{
	static const char *const not [] = { "unprepared", "half-prepared", "silent", "quiet",
		"undated", "busy", "year" };

	for (size_t i = 0; i < sizeof not / sizeof *not ; i++)
		if (demo_is(m, not [i]))
			return false;
	return str_eq(practice_field(m->it, "state", "en"), "active");
}

static void
pair_make(struct demo *d, const struct practice_item *it, size_t n)
{
	const char *tag = "en", *state = practice_field(it, "state", tag);
	int64_t held = practice_number(it, "meetings", 0);
	const struct practice_field *goals = practice_values(it, "goals");
	struct demo_pair m = { .d = d, .it = it, .n = n };
	bool unprepared, half;
	struct ctx then;

	m.theme = practice_need("demo-theme", practice_field(it, "theme", tag));
	m.suffix = str_eq(practice_field(m.theme, "language", tag), "de") ? "-de" : "";
	m.twist = practice_field(it, "twist", tag);
	m.mentor = demo_person(d, practice_field(it, "mentor", tag));
	m.mentee = demo_person(d, practice_field(it, "mentee", tag));
	m.began = pair_began(&m);
	m.rich = held > 1 && (n % 3 == 0 || *m.suffix || held > 6);
	unprepared = demo_is(&m, "unprepared");
	half = demo_is(&m, "half-prepared");
	then = demo_then(&m, 0, m.began);
	if (relationship_start(&then, d->pathways, m.mentor, m.mentee, &m.id) != OK)
		return;
	d->pair[n] = m.id;
	if (!unprepared)
		mentee_prepares(&m);
	if (!unprepared && !half)
		mentor_prepares(&m);
	if (held || demo_is(&m, "booked")) {
		demo_begun(&m, m.mentor, m.began + 3 * DAY);
		demo_begun(&m, m.mentee, m.began + 5 * DAY);
	}
	if (n % 3 != 1)
		demo_traits(&m);
	meetings_make(&m, held);
	for (size_t k = 0; k < goals->count; k++)
		demo_goal(&m, goals->entries[k].key, k);
	if (meets_again(&m))
		meeting_ahead(&m, held);
	if (demo_is(&m, "unclosed"))
		meeting_unclosed(&m);
	if (demo_is(&m, "undated"))
		promise_due(&m);
	if (str_eq(state, "active") && m.last_held)
		messages_make(&m);
	if (held > 1)
		demo_together(&m);
	if (str_eq(state, "active") && held > 2)
		demo_talk(&m);
	if (held && n % 8 != 5) /* the others have the sign that says so */
		demo_feedback(&m);
	if (held > 2 && !*m.suffix && n % 3 == 0 && str_eq(state, "active"))
		demo_journal(&m);
	if (m.rich && str_eq(state, "active"))
		demo_more(&m);
	demo_twist(&m);
	state_make(&m, state);
	looked_after(&m);
	if (n % 9 && d->manager) /* the team asked nearly everybody this month */
		sql_contact_insert(
			d->c, m.id, d->manager, d->c->now - (2 + (int64_t)(n % 20)) * DAY);
}

void
demo_pairs(struct demo *d)
{
	const struct practice_kind *pairs = practice_kind("demo-relationship");

	for (size_t i = 0; i < pairs->count; i++)
		pair_make(d, &pairs->items[i], i);
}
