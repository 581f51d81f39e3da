-- Meetings, their agendas, how they were closed, and what was promised.

-- Whoever planned it (made_by) is not asked whether the time suits, unless it was moved; the others say so, and when.
-- json meeting: id relationship starts_at minutes place state sequence made_by mentor_suits_at mentee_suits_at closed_at
-- meeting_get(id int) : one meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE id = :id;

-- meeting_list(relationship int, state text) : many meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE relationship = :relationship AND state = :state ORDER BY starts_at, id;

-- meeting_since(relationship int, since int) : many meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE relationship = :relationship AND starts_at >= :since ORDER BY starts_at, id;

-- For those who read page by page: all, first ones first; those that were held, last ones first.
-- meeting_page(relationship int, limit_n int, offset_n int) : many meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE relationship = :relationship ORDER BY starts_at, id LIMIT :limit_n OFFSET :offset_n;

-- meeting_held_page(relationship int, limit_n int, offset_n int) : many meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE relationship = :relationship AND state = 'held'
ORDER BY starts_at DESC, id DESC LIMIT :limit_n OFFSET :offset_n;

-- meeting_next(relationship int, since int) : one meeting
-- with mentor_suits_at int, mentee_suits_at int
SELECT m.id, m.relationship, m.starts_at, m.minutes, m.place, m.uid, m.sequence, m.state, m.made_by, m.created_at, m.changed_at, m.closed_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentor = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentor_suits_at,
	coalesce((SELECT y.at FROM meeting_yes y JOIN relationship r ON r.mentee = y.person WHERE y.meeting = m.id AND y.starts_at = m.starts_at AND r.id = m.relationship), 0) AS mentee_suits_at
FROM meeting m WHERE relationship = :relationship AND state = 'planned' AND starts_at >= :since
ORDER BY starts_at, id LIMIT 1;

-- What else of mine lies in that time, with whom.
-- meeting_clash_find(who int, meeting int, from_at int, to_at int) : one meeting_clash
SELECT m.id, m.starts_at, p.name AS partner_name
FROM relationship r
JOIN meeting m ON m.relationship = r.id AND m.state = 'planned' AND m.starts_at > :from_at - 86400
	AND m.starts_at < :to_at AND m.starts_at + m.minutes * 60 > :from_at AND m.id <> :meeting
JOIN person p ON p.id = CASE WHEN r.mentor = :who THEN r.mentee ELSE r.mentor END
WHERE r.mentor = :who OR r.mentee = :who
ORDER BY m.starts_at, m.id LIMIT 1;

-- Whether a person has another meeting in that time; nothing of it is told but that.
-- meeting_taken(person int, relationship int, from_at int, to_at int) : int
SELECT 1 FROM relationship r
JOIN meeting m ON m.relationship = r.id AND m.state = 'planned' AND m.starts_at > :from_at - 86400
	AND m.starts_at < :to_at AND m.starts_at + m.minutes * 60 > :from_at
WHERE (r.mentor = :person OR r.mentee = :person) AND r.id <> :relationship LIMIT 1;

-- meeting_people_get(relationship int) : one meeting_people
SELECT r.mentor, m.name AS mentor_name, m.email AS mentor_email, m.lang AS mentor_lang, m.tz AS mentor_tz,
	m.detail AS mentor_detail, m.medium AS mentor_medium,
	r.mentee, e.name AS mentee_name, e.email AS mentee_email, e.lang AS mentee_lang, e.tz AS mentee_tz,
	e.detail AS mentee_detail, e.medium AS mentee_medium
FROM relationship r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
WHERE r.id = :relationship;

-- meeting_standing(id int) : one meeting_standing
SELECT r.mentor, r.mentee FROM meeting m JOIN relationship r ON r.id = m.relationship WHERE m.id = :id;

-- meeting_insert(id int, relationship int, starts_at int, minutes int, place text, uid text, who int, now int)
INSERT INTO meeting (id, relationship, starts_at, minutes, place, uid, made_by, created_at, changed_at)
VALUES (:id, :relationship, :starts_at, :minutes, :place, :uid, :who, :now, :now);

-- meeting_set_time(id int, starts_at int, minutes int, place text, now int)
UPDATE meeting SET moved = moved + CASE WHEN starts_at = :starts_at THEN 0 ELSE 1 END,
	starts_at = :starts_at, minutes = :minutes, place = :place, sequence = sequence + 1, changed_at = :now,
	ready_at = CASE WHEN starts_at = :starts_at THEN ready_at ELSE 0 END
WHERE id = :id AND state = 'planned';

-- meeting_set_cancelled(id int, now int)
UPDATE meeting SET state = 'cancelled', sequence = sequence + 1, changed_at = :now, closed_at = :now
WHERE id = :id AND state = 'planned';

-- meeting_set_held(id int, now int)
UPDATE meeting SET state = 'held', changed_at = :now, closed_at = :now WHERE id = :id AND state = 'planned';

-- meeting_yes_set(meeting int, person int, starts_at int, now int)
INSERT INTO meeting_yes (meeting, person, starts_at, at) VALUES (:meeting, :person, :starts_at, :now)
ON CONFLICT (meeting, person) DO UPDATE SET starts_at = excluded.starts_at, at = excluded.at;

-- meeting_yes_drop(meeting int, person int)
DELETE FROM meeting_yes WHERE meeting = :meeting AND person = :person;

-- When that person said that this time suits; 0: not.
-- meeting_yes_at(meeting int, person int, starts_at int) : int
SELECT coalesce(max(at), 0) FROM meeting_yes WHERE meeting = :meeting AND person = :person AND starts_at = :starts_at;

-- The meeting of a day, for somebody who notes that it was held.
-- meeting_on_day(relationship int, from_at int, until_at int) : int
SELECT id FROM meeting WHERE relationship = :relationship AND state IN ('planned', 'held')
	AND starts_at >= :from_at AND starts_at < :until_at ORDER BY starts_at, id LIMIT 1;

-- All of the two, without what stands in them: in the order of the index, so that nothing is sorted here, and only those
-- that were not held are looked up beyond it. moved: how often; of one that was held, 0.
-- meeting_lines(relationship int) : many meeting_line
-- with moved int
SELECT id, state, starts_at, CASE WHEN state = 'held' THEN 0 ELSE moved END AS moved FROM meeting WHERE relationship = :relationship ORDER BY state, starts_at, id;

-- meeting_held_count(relationship int) : int
SELECT count(*) FROM meeting WHERE relationship = :relationship AND state = 'held';

-- meeting_held_before(relationship int, at int) : int
SELECT count(*) FROM meeting WHERE relationship = :relationship AND state = 'held' AND starts_at < :at;

-- What is worked on, as every meeting shows it: its last report, and how many there were since then.
-- limit: the latest point of each goal
-- meeting_goals(relationship int, since int) : many meeting_goal
-- with reported_at int, value text, level int, fresh int
SELECT g.id, g.relationship, g.title, g.unit,
	coalesce((SELECT max(x.at) FROM goal_point x WHERE x.goal = g.id), 0) AS reported_at,
	coalesce((SELECT x.value FROM goal_point x WHERE x.goal = g.id ORDER BY x.at DESC, x.id DESC LIMIT 1), '') AS value,
	coalesce((SELECT x.level FROM goal_point x WHERE x.goal = g.id ORDER BY x.at DESC, x.id DESC LIMIT 1), 0) AS level,
	(SELECT count(*) FROM goal_point x WHERE x.goal = g.id AND x.at >= :since) AS fresh
FROM goal g WHERE g.relationship = :relationship AND g.state = 'open' AND g.paused_at = 0
ORDER BY g.created_at, g.id;

-- meeting_ready_count(relationship int) : int
SELECT count(*) FROM preparation_ready WHERE relationship = :relationship;

-- Who has signed at the beginning, and who has taken on a role.
-- meeting_pledge_count(relationship int) : int
SELECT count(*) FROM pledge WHERE relationship = :relationship;

-- meeting_role_count(relationship int) : int
SELECT count(*) FROM relationship r JOIN role_taken t ON t.programme = r.programme
WHERE r.id = :relationship AND (t.person = r.mentor AND t.role = CASE r.mode WHEN 'peers' THEN 'mentee' ELSE 'mentor' END
	OR t.person = r.mentee AND t.role = 'mentee');

-- Meetings whose agenda is to be brought up to date, the nearest first.
-- hours: where a programme has not set when its people are reminded. until: the longest that it could set.
-- limit: a handful at a time; one that is ready is no longer among them
-- meeting_near(now int, until int, hours int, ahead int) : many meeting_near
SELECT m.id FROM meeting m JOIN relationship r ON r.id = m.relationship
WHERE m.state = 'planned' AND m.starts_at > :now AND m.starts_at <= :until AND m.ready_at = 0
	AND m.starts_at <= :now + :ahead + coalesce((SELECT t.value FROM programme_threshold t
		WHERE t.programme = r.programme AND t.threshold = 'meeting-reminder'), :hours) * 3600
ORDER BY m.starts_at, m.id LIMIT 100;

-- meeting_set_ready(id int, now int)
UPDATE meeting SET ready_at = :now WHERE id = :id;

-- Promises on an agenda that are none any more: kept, dropped, or taken away.
-- agenda_drop_kept(meeting ref)
DELETE FROM agenda_item WHERE meeting = :meeting AND source = 'commitment'
	AND NOT EXISTS (SELECT 1 FROM commitment k WHERE k.id = agenda_item.reference AND k.state = 'open');

-- agenda_drop_goals(meeting ref)
DELETE FROM agenda_item WHERE meeting = :meeting AND source = 'goal';

-- agenda_list(meeting int) : many agenda_row
-- with author_name text
SELECT a.id, a.relationship, a.meeting, a.author, coalesce(p.name, '') AS author_name, a.source, a.reference,
	a.prompt, a.body, a.position
FROM agenda_item a LEFT JOIN person p ON p.id = a.author
WHERE a.meeting = :meeting ORDER BY a.position, a.id;

-- The theme of a meeting on the roadmap: that of a held one, and the open ones in their order.
-- agenda_theme_held(meeting ref) : one agenda_theme
SELECT id, relationship, prompt, body FROM theme WHERE meeting = :meeting;

-- agenda_theme_ahead(relationship int, skip_n int) : one agenda_theme
SELECT id, relationship, prompt, body FROM theme WHERE relationship = :relationship AND state = 'open'
ORDER BY position, id LIMIT 1 OFFSET :skip_n;

-- What waits for a meeting or stands on the agenda of one ahead, of the practice's questions.
-- agenda_prompts_ahead(relationship int) : many agenda_prompt
SELECT a.id, a.prompt FROM agenda_item a LEFT JOIN meeting m ON m.id = a.meeting
WHERE a.relationship = :relationship AND a.prompt <> '' AND (a.meeting IS NULL OR m.state = 'planned') ORDER BY a.id;

-- agenda_get(id int) : one agenda_place
-- with state text
SELECT a.id, a.relationship, a.meeting, a.author, coalesce(m.state, '') AS state
FROM agenda_item a LEFT JOIN meeting m ON m.id = a.meeting WHERE a.id = :id;

-- agenda_standing(id int) : one agenda_standing
SELECT r.mentor, r.mentee FROM agenda_item a JOIN relationship r ON r.id = a.relationship WHERE a.id = :id;

-- json agenda_item: id text note
-- record agenda_item(id int, text text, note text)

-- agenda_insert(id int, relationship int, meeting ref, author ref, source text, reference int, prompt text, body sealed(relationship, id), position int, now int)
INSERT INTO agenda_item (id, relationship, meeting, author, source, reference, prompt, body, position, created_at)
VALUES (:id, :relationship, :meeting, :author, :source, :reference, :prompt, :body, :position, :now);

-- agenda_delete(id int)
DELETE FROM agenda_item WHERE id = :id;

-- agenda_take_waiting(relationship int, meeting ref)
UPDATE agenda_item SET meeting = :meeting WHERE relationship = :relationship AND meeting IS NULL;

-- agenda_release(meeting ref)
UPDATE agenda_item SET meeting = NULL WHERE meeting = :meeting AND source IN ('carried', 'person');

-- agenda_last_position(meeting int) : int
SELECT coalesce(max(position), 0) FROM agenda_item WHERE meeting = :meeting;

-- closing_list(meeting int) : many closing
SELECT id, relationship, person, useful, change, created_at FROM closing_answer WHERE meeting = :meeting ORDER BY id;

-- closing_exists(meeting int, person int) : int
SELECT count(*) FROM closing_answer WHERE meeting = :meeting AND person = :person;

-- closing_insert(id int, relationship int, meeting int, person int, useful sealed(relationship, id), change sealed(relationship, id), now int)
INSERT INTO closing_answer (id, relationship, meeting, person, useful, change, created_at)
VALUES (:id, :relationship, :meeting, :person, :useful, :change, :now);

-- What was useful last; no other answer is opened, and none that is empty.
-- limit: the last few, on the page of the two; each stands at its meeting
-- closing_useful(relationship int, limit_n int) : many closing_useful
SELECT id, relationship, person, useful FROM closing_answer
WHERE relationship = :relationship AND length(useful) > 0 ORDER BY created_at DESC, id DESC LIMIT :limit_n;

-- json commitment: id relationship meeting owner owner_name body due_on confidence state created_at closed_at
-- commitment_list(relationship int, owner int, state text) : many commitment
SELECT k.id, k.relationship, k.meeting, k.owner, p.name AS owner_name, p.tz AS owner_tz, k.body, k.due_on, k.confidence, k.state, k.created_at, k.closed_at
FROM commitment k JOIN person p ON p.id = k.owner
WHERE k.relationship = :relationship AND (k.owner = :owner OR :owner = 0) AND (k.state = :state OR :state = '')
ORDER BY CASE WHEN k.due_on = '' THEN 1 ELSE 0 END, k.due_on, k.id;

-- For those who read page by page: all; those that were kept, last ones first.
-- commitment_page(relationship int, limit_n int, offset_n int) : many commitment
SELECT k.id, k.relationship, k.meeting, k.owner, p.name AS owner_name, p.tz AS owner_tz, k.body, k.due_on, k.confidence, k.state, k.created_at, k.closed_at
FROM commitment k JOIN person p ON p.id = k.owner WHERE k.relationship = :relationship
ORDER BY CASE WHEN k.due_on = '' THEN 1 ELSE 0 END, k.due_on, k.id LIMIT :limit_n OFFSET :offset_n;

-- commitment_done_page(relationship int, limit_n int, offset_n int) : many commitment
SELECT k.id, k.relationship, k.meeting, k.owner, p.name AS owner_name, p.tz AS owner_tz, k.body, k.due_on, k.confidence, k.state, k.created_at, k.closed_at
FROM commitment k JOIN person p ON p.id = k.owner WHERE k.relationship = :relationship AND k.state = 'done'
ORDER BY k.closed_at DESC, k.id DESC LIMIT :limit_n OFFSET :offset_n;

-- commitment_done_count(relationship int) : int
SELECT count(*) FROM commitment WHERE relationship = :relationship AND state = 'done';

-- commitment_of_meeting(meeting ref) : many commitment
SELECT k.id, k.relationship, k.meeting, k.owner, p.name AS owner_name, p.tz AS owner_tz, k.body, k.due_on, k.confidence, k.state, k.created_at, k.closed_at
FROM meeting m JOIN commitment k ON k.relationship = m.relationship AND k.meeting = m.id JOIN person p ON p.id = k.owner
WHERE m.id = :meeting ORDER BY k.id;

-- commitment_get(id int) : one commitment
SELECT k.id, k.relationship, k.meeting, k.owner, p.name AS owner_name, p.tz AS owner_tz, k.body, k.due_on, k.confidence, k.state, k.created_at, k.closed_at
FROM commitment k JOIN person p ON p.id = k.owner WHERE k.id = :id;

-- commitment_owner(id int) : int
SELECT owner FROM commitment WHERE id = :id;

-- commitment_insert(id int, relationship int, meeting ref, owner int, body sealed(relationship, id), due_on text, now int)
INSERT INTO commitment (id, relationship, meeting, owner, body, due_on, created_at)
VALUES (:id, :relationship, :meeting, :owner, :body, :due_on, :now);

-- commitment_set_state(id int, state text, closed_at int)
UPDATE commitment SET state = :state, closed_at = :closed_at WHERE id = :id AND state <> :state;

-- meeting_planned_ids(relationship int) : many meeting_id
SELECT id FROM meeting WHERE relationship = :relationship AND state = 'planned' ORDER BY id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_meeting_yes: starts_at at
-- mine_meeting_yes(relationship int, person int) : many mine_meeting_yes
SELECT y.starts_at, y.at FROM meeting m JOIN meeting_yes y ON y.meeting = m.id
WHERE m.relationship = :relationship AND y.person = :person ORDER BY y.starts_at;

-- json mine_meeting: id starts_at minutes place state moved created_at closed_at
-- mine_meeting(relationship int, after int) : many mine_meeting
SELECT id, starts_at, minutes, place, state, moved, created_at, closed_at
FROM meeting
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_agenda_item: id meeting prompt body created_at
-- mine_agenda_item(relationship int, person int, after int) : many mine_agenda_item
SELECT id, relationship, meeting, prompt, body, created_at
FROM agenda_item
WHERE relationship = :relationship AND author = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_closing_answer: id meeting useful change created_at
-- mine_closing_answer(relationship int, person int, after int) : many mine_closing_answer
SELECT id, relationship, meeting, useful, change, created_at
FROM closing_answer
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_commitment: id meeting body due_on confidence state created_at closed_at
-- mine_commitment(relationship int, person int, after int) : many mine_commitment
SELECT id, relationship, meeting, body, due_on, confidence, state, created_at, closed_at
FROM commitment
WHERE relationship = :relationship AND owner = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_closing_answer(relationship int, person int)
DELETE FROM closing_answer WHERE relationship = :relationship AND person = :person;

-- forget_agenda_item(relationship int, person int)
DELETE FROM agenda_item WHERE relationship = :relationship AND author = :person AND source = 'person';

-- forget_commitment(relationship int, person int)
DELETE FROM commitment WHERE relationship = :relationship AND owner = :person;

-- forget_meeting_yes(person int)
DELETE FROM meeting_yes WHERE person = :person;
