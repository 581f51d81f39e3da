-- The list of exceptions of a programme. Types and days only: causes and numbers of signs are not read here.

-- The list is walked in pieces, each a piece of an index and already in order, and a page begins with the last line of
-- the one before (kind, since, subject): it costs no more than what stands on it. Whose sign it is of the two orders lines,
-- and is not read. See exceptions_page. before: a sign that has stood since then, in a stage that has lasted as long, comes
-- to the team.
-- json exception_line: kind subject name since help_at mark
-- Those who have asked for a hand: few.
-- exception_asked(programme int, now int, kind text, since int, subject int, limit_n int) : many exception_line
-- with subject int, name text, first int, mark text
SELECT s.kind, s.relationship AS subject, e.name || ' – ' || m.name AS name, s.since, s.help_at, 0 AS first, '' AS mark
FROM health_sign s JOIN relationship r ON r.id = s.relationship
JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
WHERE s.programme = :programme AND s.help_at > 0 AND r.state <> 'ended'
	AND (s.kind, s.since, s.relationship) >= (:kind, :since, :subject)
	AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.kind = s.kind
		AND x.subject = s.relationship AND (x.until = 0 OR x.until > :now))
ORDER BY s.kind, s.since, s.relationship, s.person LIMIT :limit_n;

-- Those of one kind that nobody has asked about, of pairs that began after `later` and not after `latest`.
-- exception_of_kind(programme int, kind text, before int, later int, latest int, now int, since int, subject int, limit_n int) : many exception_line
-- with subject int, name text, first int, mark text
SELECT s.kind, s.relationship AS subject, e.name || ' – ' || m.name AS name, s.since, s.help_at, 2 AS first, '' AS mark
FROM health_sign s CROSS JOIN relationship r CROSS JOIN person m CROSS JOIN person e
WHERE s.programme = :programme AND s.kind = :kind AND s.help_at = 0 AND s.since >= :since
	AND (s.since, s.relationship) >= (:since, :subject)
	AND (s.told = 2 OR (s.told = 1 AND s.since <= :before))
	AND r.id = s.relationship AND r.state <> 'ended' AND (s.told = 2 OR r.stage_since <= :before)
	AND r.started_at > :later AND r.started_at <= :latest AND m.id = r.mentor AND e.id = r.mentee
	AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.kind = s.kind
		AND x.subject = s.relationship AND (x.until = 0 OR x.until > :now))
ORDER BY s.since, s.relationship, s.person LIMIT :limit_n;

-- All of it, counted no further than `most`: those told at once, those told by now, those who have asked. Each is a
-- piece of an index, where with OR every sign of the programme would be looked at.
-- exception_pair_some(programme int, before int, now int, most int) : int
SELECT count(*) FROM (SELECT 1
	FROM (SELECT a.relationship, a.kind, a.told, a.help_at FROM health_sign a WHERE a.programme = :programme AND a.told = 2
		UNION ALL SELECT b.relationship, b.kind, b.told, b.help_at FROM health_sign b
			WHERE b.programme = :programme AND b.told = 1 AND b.since <= :before
		UNION ALL SELECT h.relationship, h.kind, h.told, h.help_at FROM health_sign h
			WHERE h.programme = :programme AND h.help_at > 0 AND (h.told = 0 OR (h.told = 1 AND h.since > :before))) s
	CROSS JOIN relationship r
	WHERE r.id = s.relationship AND r.state <> 'ended' AND (s.told <> 1 OR s.help_at > 0 OR r.stage_since <= :before)
		AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.kind = s.kind
			AND x.subject = s.relationship AND (x.until = 0 OR x.until > :now))
	LIMIT :most) counted;

-- Invited so long ago and not there yet; or there, and nothing about him. In the same way from a line on.
-- exception_people(programme int, invited int, empty int, now int, kind text, since int, subject int, limit_n int) : many exception_line
-- with kind text, subject int, name text, since int, help_at int, first int, mark text
SELECT y.kind, y.subject, y.name, y.since, 0 AS help_at, 4 AS first, '' AS mark
FROM (SELECT CASE WHEN p.state = 'invited' THEN 'invitation' ELSE 'profile' END AS kind, t.id AS subject, p.name AS name,
		t.joined_at AS since
	FROM participant t JOIN person p ON p.id = t.person
	WHERE t.programme = :programme AND t.role IN ('mentor', 'mentee') AND t.state IN ('waiting', 'matched')
		AND ((p.state = 'invited' AND t.joined_at <= :invited)
			OR (p.state = 'active' AND t.joined_at <= :empty AND p.headline = '' AND p.about = ''
				AND NOT EXISTS (SELECT 1 FROM person_topic w WHERE w.person = p.id)))) y
WHERE (y.kind, y.since, y.subject) >= (:kind, :since, :subject)
	AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.subject = y.subject
		AND x.kind = y.kind AND (x.until = 0 OR x.until > :now))
ORDER BY y.kind, y.since, y.subject LIMIT :limit_n;

-- exception_people_some(programme int, invited int, empty int, now int, most int) : int
SELECT count(*) FROM (SELECT 1
	FROM participant t JOIN person p ON p.id = t.person
	WHERE t.programme = :programme AND t.role IN ('mentor', 'mentee') AND t.state IN ('waiting', 'matched')
		AND ((p.state = 'invited' AND t.joined_at <= :invited)
			OR (p.state = 'active' AND t.joined_at <= :empty AND p.headline = '' AND p.about = ''
				AND NOT EXISTS (SELECT 1 FROM person_topic w WHERE w.person = p.id)))
		AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.subject = t.id
			AND x.kind = CASE WHEN p.state = 'invited' THEN 'invitation' ELSE 'profile' END
			AND (x.until = 0 OR x.until > :now))
	LIMIT :most) counted;

-- exception_away(programme int, now int, limit_n int, offset_n int) : many exception_line
-- with name text, first int, since int, help_at int, mark text
SELECT x.kind, x.subject, coalesce(e.name || ' – ' || m.name, p.name, '') AS name, x.until AS since, 0 AS help_at,
	5 AS first, '' AS mark
FROM exception_mark x
LEFT JOIN relationship r ON r.id = x.subject AND x.kind NOT IN ('invitation', 'profile')
LEFT JOIN person m ON m.id = r.mentor LEFT JOIN person e ON e.id = r.mentee
LEFT JOIN participant t ON t.id = x.subject AND x.kind IN ('invitation', 'profile')
LEFT JOIN person p ON p.id = t.person
WHERE x.programme = :programme AND (x.until = 0 OR x.until > :now)
ORDER BY x.at DESC, x.kind, x.subject LIMIT :limit_n OFFSET :offset_n;

-- exception_save(programme int, kind text, subject int, until int, person int, now int)
INSERT INTO exception_mark (programme, kind, subject, until, person, at)
VALUES (:programme, :kind, :subject, :until, :person, :now)
ON CONFLICT (programme, kind, subject) DO UPDATE SET until = excluded.until, person = excluded.person, at = excluded.at;

-- exception_clear(programme int, kind text, subject int)
DELETE FROM exception_mark WHERE programme = :programme AND kind = :kind AND subject = :subject;

-- exception_of_pair(id int) : int
SELECT programme FROM relationship WHERE id = :id;

-- exception_of_participant(id int) : int
SELECT programme FROM participant WHERE id = :id;

-- limit: those whom one letter reaches; the page says with how many one was in touch, and the rest stays on the list
-- exception_kind_pairs(programme int, kind text, before int, now int, limit_n int) : many exception_pair
SELECT s.relationship FROM health_sign s JOIN relationship r ON r.id = s.relationship
WHERE s.programme = :programme AND s.kind = :kind AND r.state <> 'ended'
	AND (s.help_at > 0 OR s.told = 2 OR (s.told = 1 AND s.since <= :before AND r.stage_since <= :before))
	AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = :programme AND x.kind = s.kind
		AND x.subject = s.relationship AND (x.until = 0 OR x.until > :now))
ORDER BY s.since, s.relationship LIMIT :limit_n;

-- contact_insert(relationship int, person int, now int)
INSERT INTO support_contact (relationship, person, at) VALUES (:relationship, :person, :now);

-- Being in touch answers what was asked for, and the sign that nobody was.
-- contact_answers(relationship int)
UPDATE health_sign SET help_at = 0 WHERE relationship = :relationship AND help_at > 0;

-- contact_signs(relationship int)
DELETE FROM health_sign WHERE relationship = :relationship AND kind = 'support';

-- contact_person(id int) : text
SELECT name FROM person WHERE id = :id;
