-- How two people keep their word, how each takes part, and who keeps one of them company.

-- What has fallen due since then, of both.
-- promise_due_list(relationship int, since text, today text) : many promise_due
SELECT k.owner, p.tz AS owner_tz, k.due_on, k.state, k.closed_at FROM commitment k JOIN person p ON p.id = k.owner
WHERE k.relationship = :relationship AND k.state <> 'dropped' AND k.due_on >= :since AND k.due_on <= :today AND k.due_on <> '';

-- promise_update(id int, due_on text, confidence int)
UPDATE commitment SET due_on = :due_on, confidence = :confidence WHERE id = :id AND state = 'open';

-- json participation: person name points questions notes answers promises steps reports
-- record participation(person int, name text, points int, questions int, notes int, answers int, promises int, steps int, reports int)

-- notes: of how many meetings somebody wrote in the notes of both; what one writes for himself alone is not counted.
-- participation_counts(relationship int, person int, since int) : one participation_counts
-- with points int, questions int, notes int, answers int, promises int, steps int, reports int
SELECT
	(SELECT count(*) FROM agenda_item a WHERE a.relationship = :relationship AND a.author = :person AND a.source = 'person' AND a.created_at >= :since) AS points,
	(SELECT count(*) FROM question q WHERE q.relationship = :relationship AND q.person = :person AND q.asked_at >= :since) AS questions,
	(SELECT count(DISTINCT v.note) FROM meeting_note_version v JOIN meeting_note n ON n.id = v.note
		WHERE v.relationship = :relationship AND n.owner = 0 AND v.person = :person AND v.saved_at >= :since) AS notes,
	(SELECT count(*) FROM closing_answer x WHERE x.relationship = :relationship AND x.person = :person AND x.created_at >= :since) AS answers,
	(SELECT count(*) FROM commitment k WHERE k.relationship = :relationship AND k.owner = :person AND k.created_at >= :since) AS promises,
	(SELECT count(*) FROM plan_step s WHERE s.relationship = :relationship AND s.owner = :person AND s.created_at >= :since) AS steps,
	(SELECT count(*) FROM goal g JOIN goal_point x ON x.goal = g.id WHERE g.relationship = :relationship AND x.person = :person AND x.at >= :since) AS reports;

-- json follow_rate: person name due kept percent
-- record follow_rate(person int, name text, due int, kept int, percent int)

-- json companion: id relationship owner owner_name peer peer_name state created_at
-- companion_get(id int) : one companion
SELECT x.id, x.relationship, x.owner, o.name AS owner_name, x.peer, p.name AS peer_name, x.state, x.told_at, x.created_at
FROM companion x JOIN person o ON o.id = x.owner JOIN person p ON p.id = x.peer WHERE x.id = :id;

-- companion_of_owner(relationship int, owner int) : many companion
SELECT x.id, x.relationship, x.owner, o.name AS owner_name, x.peer, p.name AS peer_name, x.state, x.told_at, x.created_at
FROM companion x JOIN person o ON o.id = x.owner JOIN person p ON p.id = x.peer
WHERE x.relationship = :relationship AND x.owner = :owner AND x.state <> 'ended' ORDER BY x.id;

-- companion_of_peer(peer int) : many companion
SELECT x.id, x.relationship, x.owner, o.name AS owner_name, x.peer, p.name AS peer_name, x.state, x.told_at, x.created_at
FROM companion x JOIN person o ON o.id = x.owner JOIN person p ON p.id = x.peer
WHERE x.peer = :peer AND x.state <> 'ended' ORDER BY x.id;

-- Who has kept somebody company with a yes, or was kept company: they know each other.
-- limit: ideas before anybody is searched for; the search finds everybody
-- companion_known(me int, most int) : many companion_known
SELECT p.id FROM person p
WHERE p.state <> 'deactivated' AND p.id IN (
	SELECT peer FROM companion WHERE relationship IN (SELECT id FROM relationship WHERE mentor = :me OR mentee = :me)
		AND owner = :me AND state = 'accepted'
	UNION SELECT owner FROM companion WHERE peer = :me AND state = 'accepted')
ORDER BY p.sorted, p.id LIMIT :most;

-- companion_to_tell(before int) : many companion
SELECT x.id, x.relationship, x.owner, o.name AS owner_name, x.peer, p.name AS peer_name, x.state, x.told_at, x.created_at
FROM companion x JOIN person o ON o.id = x.owner JOIN person p ON p.id = x.peer
WHERE x.state = 'accepted' AND x.told_at <= :before ORDER BY x.told_at, x.id LIMIT 200;

-- companion_insert(relationship int, owner int, peer int, now int) : id
INSERT INTO companion (relationship, owner, peer, created_at) VALUES (:relationship, :owner, :peer, :now) RETURNING id;

-- companion_set_accepted(id int, now int)
UPDATE companion SET state = 'accepted', told_at = :now WHERE id = :id AND state = 'invited';

-- companion_set_ended(id int, now int)
UPDATE companion SET state = 'ended', ended_at = :now WHERE id = :id AND state <> 'ended';

-- companion_set_told(id int, now int)
UPDATE companion SET told_at = :now WHERE id = :id;

-- companion_end_all(relationship int, now int)
UPDATE companion SET state = 'ended', ended_at = :now WHERE relationship = :relationship AND state <> 'ended';

-- companion_action_insert(companion int, commitment int)
INSERT INTO companion_action (companion, commitment) VALUES (:companion, :commitment)
ON CONFLICT (companion, commitment) DO NOTHING;

-- companion_action_clear(companion int)
DELETE FROM companion_action WHERE companion = :companion;

-- json companion_action: id body due_on state closed_at
-- companion_action_list(companion int) : many companion_action
SELECT k.id, k.relationship, p.tz AS owner_tz, k.body, k.due_on, k.state, k.closed_at
FROM companion_action a JOIN commitment k ON k.id = a.commitment JOIN person p ON p.id = k.owner
WHERE a.companion = :companion ORDER BY k.id;

-- ---- reminders ----

-- Those that are so many hours ahead as the programme has set; hours: else; until: no programme asks earlier.
-- limit: a handful at a time; who was reminded is no longer among them
-- remind_meetings(now int, until int, hours int, settled int) : many remind_meeting
-- with person int, name text, email text, lang text, tz text, partner text
SELECT m.id, m.relationship, m.starts_at, m.place, p.id AS person, p.name, p.email, p.lang, p.tz, o.name AS partner
FROM meeting m
JOIN relationship r ON r.id = m.relationship AND (r.state = 'active' OR r.ally_since > 0)
JOIN person p ON p.id IN (r.mentor, r.mentee) AND p.state <> 'deactivated'
JOIN person o ON o.id = r.mentor + r.mentee - p.id
WHERE m.state = 'planned' AND m.starts_at > :now AND m.starts_at <= :until AND m.changed_at <= :settled
	AND m.starts_at <= :now + coalesce((SELECT t.value FROM programme_threshold t
		WHERE t.programme = r.programme AND t.threshold = 'meeting-reminder'), :hours) * 3600
	AND NOT EXISTS (SELECT 1 FROM reminded x WHERE x.about = 'meeting' AND x.subject = m.id AND x.person = p.id
		AND x.at = m.starts_at)
ORDER BY m.starts_at, m.id LIMIT 100;

-- Due on a day from first to last: which of them is tomorrow depends on where their owner lives.
-- remind_commitments(first text, last text, skip int) : many remind_commitment
-- with person int, name text, email text, lang text, tz text, partner text
SELECT k.id, k.relationship, k.due_on, p.id AS person, p.name, p.email, p.lang, p.tz, o.name AS partner
FROM commitment k
JOIN relationship r ON r.id = k.relationship AND (r.state = 'active' OR r.ally_since > 0)
JOIN person p ON p.id = k.owner AND p.state <> 'deactivated'
JOIN person o ON o.id = r.mentor + r.mentee - p.id
WHERE k.state = 'open' AND k.due_on >= :first AND k.due_on <= :last
	AND NOT EXISTS (SELECT 1 FROM reminded x WHERE x.about = 'commitment' AND x.subject = k.id AND x.person = p.id)
ORDER BY k.due_on, k.id LIMIT 100 OFFSET :skip;

-- remind_commitment_same(owner int, due_on text) : int
SELECT count(*) FROM commitment WHERE owner = :owner AND due_on = :due_on AND state = 'open';

-- One of the two is ready and the other is not yet, before they have met.
-- remind_preparations(since int, before int, now int, days int) : many remind_preparation
-- with person int, name text, email text, lang text, tz text, partner text
SELECT r.id, p.id AS person, p.name, p.email, p.lang, p.tz, o.name AS partner
FROM preparation_ready y
JOIN relationship r ON r.id = y.relationship AND r.state = 'active'
JOIN person p ON p.id = r.mentor + r.mentee - y.person AND p.state <> 'deactivated'
JOIN person o ON o.id = y.person
WHERE y.ready_at > :since AND y.ready_at <= :before
	AND y.ready_at <= :now - coalesce((SELECT t.value FROM programme_threshold t
		WHERE t.programme = r.programme AND t.threshold = 'preparation-days'), :days) * 86400
	AND NOT EXISTS (SELECT 1 FROM preparation_ready n WHERE n.relationship = r.id AND n.person = p.id)
	AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state = 'held')
	AND NOT EXISTS (SELECT 1 FROM reminded x WHERE x.about = 'preparation' AND x.subject = r.id AND x.person = p.id)
ORDER BY y.ready_at, r.id LIMIT 100;

-- It is over, and nobody has said how it was.
-- remind_closings(since int, before int) : many remind_meeting
-- with person int, name text, email text, lang text, tz text, partner text
SELECT m.id, m.relationship, m.starts_at, m.place, p.id AS person, p.name, p.email, p.lang, p.tz, o.name AS partner
FROM meeting m
JOIN relationship r ON r.id = m.relationship AND (r.state = 'active' OR r.ally_since > 0)
JOIN person p ON p.id IN (r.mentor, r.mentee) AND p.state <> 'deactivated'
JOIN person o ON o.id = r.mentor + r.mentee - p.id
WHERE m.state = 'planned' AND m.starts_at > :since AND m.starts_at <= :before
	AND NOT EXISTS (SELECT 1 FROM closing_asked x WHERE x.meeting = m.id AND x.person = p.id)
ORDER BY m.starts_at, m.id LIMIT 100;

-- closing_asked_note(meeting int, person int, now int)
INSERT INTO closing_asked (meeting, person, at) VALUES (:meeting, :person, :now);

-- reminded_note(about text, subject int, person int, at int)
INSERT INTO reminded (about, subject, person, at) VALUES (:about, :subject, :person, :at)
ON CONFLICT (about, subject, person) DO UPDATE SET at = excluded.at;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_companion: id name state created_at ended_at
-- mine_companion(relationship int, person int) : many mine_companion
SELECT k.id, p.name AS name, k.state, k.created_at, k.ended_at
FROM companion k JOIN person p ON p.id = k.peer
WHERE k.relationship = :relationship AND k.owner = :person ORDER BY k.id;

-- json mine_companion_action: companion commitment
-- mine_companion_action(relationship int, person int) : many mine_companion_action
SELECT a.companion, a.commitment
FROM companion k JOIN companion_action a ON a.companion = k.id
WHERE k.relationship = :relationship AND k.owner = :person ORDER BY a.companion, a.commitment;

-- json mine_companion_of: id name state created_at ended_at
-- mine_companion_of(person int) : many mine_companion_of
SELECT k.id, p.name AS name, k.state, k.created_at, k.ended_at
FROM companion k JOIN person p ON p.id = k.owner
WHERE k.peer = :person ORDER BY k.id;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_companion_action(relationship int, person int)
DELETE FROM companion_action WHERE companion IN (SELECT k.id FROM companion k
	WHERE k.relationship = :relationship AND k.owner = :person);

-- forget_companion(relationship int, person int)
DELETE FROM companion WHERE relationship = :relationship AND owner = :person;

-- forget_companion_of_action(person int)
DELETE FROM companion_action WHERE companion IN (SELECT k.id FROM companion k WHERE k.peer = :person);

-- forget_companion_of(person int)
DELETE FROM companion WHERE peer = :person;
