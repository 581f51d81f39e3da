-- What a programme of circles offers, and the circles that run.

-- json circle_topic: id topic name least most wanted interested
-- circle_topic_list(programme int) : many circle_topic
-- with wanted int, interested int
SELECT o.id, o.topic, t.name, o.least, o.most,
	(SELECT count(*) FROM participant a JOIN person_topic x ON x.person = a.person AND x.way = 'wanted' AND x.topic = o.topic
		WHERE a.programme = :programme AND a.role = 'mentee' AND a.state = 'waiting') AS wanted,
	(SELECT count(*) FROM participant b JOIN person_topic y ON y.person = b.person AND y.way = 'interest' AND y.topic = o.topic
		WHERE b.programme = :programme AND b.role = 'mentee' AND b.state = 'waiting') AS interested
FROM circle_topic o JOIN topic t ON t.id = o.topic WHERE o.programme = :programme ORDER BY t.folded;

-- circle_topic_get(programme int, id int) : one circle_topic
-- with wanted int, interested int
SELECT o.id, o.topic, t.name, o.least, o.most,
	(SELECT count(*) FROM participant a JOIN person_topic x ON x.person = a.person AND x.way = 'wanted' AND x.topic = o.topic
		WHERE a.programme = :programme AND a.role = 'mentee' AND a.state = 'waiting') AS wanted,
	(SELECT count(*) FROM participant b JOIN person_topic y ON y.person = b.person AND y.way = 'interest' AND y.topic = o.topic
		WHERE b.programme = :programme AND b.role = 'mentee' AND b.state = 'waiting') AS interested
FROM circle_topic o JOIN topic t ON t.id = o.topic WHERE o.programme = :programme AND o.id = :id;

-- circle_topic_put(programme int, topic int, least int, most int)
INSERT INTO circle_topic (programme, topic, least, most) VALUES (:programme, :topic, :least, :most)
ON CONFLICT (programme, topic) DO UPDATE SET least = excluded.least, most = excluded.most;

-- circle_topic_id(programme int, topic int) : int
SELECT id FROM circle_topic WHERE programme = :programme AND topic = :topic;

-- circle_topic_delete(programme int, id int)
DELETE FROM circle_topic WHERE programme = :programme AND id = :id;

-- What those who wait want to learn about and nobody offers yet, most wanted first.
-- limit: a few that are often wished for, as suggestions; none of them is lost with its people
-- circle_asked(programme int, limit_n int) : many circle_asked
-- with wanted int
SELECT t.name, count(*) AS wanted
FROM participant a JOIN person_topic x ON x.person = a.person AND x.way = 'wanted' JOIN topic t ON t.id = x.topic
WHERE a.programme = :programme AND a.role = 'mentee' AND a.state = 'waiting'
	AND NOT EXISTS (SELECT 1 FROM circle_topic o WHERE o.programme = :programme AND o.topic = x.topic)
GROUP BY t.id, t.name, t.folded ORDER BY count(*) DESC, t.folded LIMIT :limit_n;

-- json mixture: alike alike_most
-- circle_mixture(programme int) : one mixture
SELECT alike, alike_most FROM programme WHERE id = :programme;

-- circle_set_mixture(programme int, alike text, most int, now int)
UPDATE programme SET alike = :alike, alike_most = :most, changed_at = :now WHERE id = :programme;

-- Circles

-- circle_standing(id int, person int) : one circle_standing
-- with member int, manages int, admin int
SELECT k.programme,
	CASE WHEN EXISTS (SELECT 1 FROM circle_member m WHERE m.circle = k.id AND m.person = :person AND m.left_at = 0)
		THEN 1 ELSE 0 END AS member,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = k.programme AND t.role = 'manager'
		AND t.person = :person) THEN 1 ELSE 0 END AS manages,
	CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :person AND a.admin = 1 AND a.state = 'active')
		THEN 1 ELSE 0 END AS admin
FROM circle k WHERE k.id = :id;

-- circle_insert(programme int, topic int, run int, now int) : id
INSERT INTO circle (programme, topic, run, started_at) VALUES (:programme, :topic, :run, :now) RETURNING id;

-- circle_member_insert(circle int, person int, now int)
INSERT INTO circle_member (circle, person, joined_at) VALUES (:circle, :person, :now);

-- circle_matched(programme int, person int)
UPDATE participant SET state = 'matched'
WHERE state = 'waiting' AND programme = :programme AND role = 'mentee' AND person = :person;

-- circle_freed(programme int, person int)
UPDATE participant SET state = 'waiting' WHERE state = 'matched' AND programme = :programme AND role = 'mentee'
	AND person = :person AND NOT EXISTS (SELECT 1 FROM circle_member m JOIN circle k ON k.id = m.circle
		WHERE m.person = :person AND m.left_at = 0 AND k.programme = :programme AND k.state = 'active');

-- circle_member_left(circle int, person int, now int)
UPDATE circle_member SET left_at = :now WHERE circle = :circle AND person = :person AND left_at = 0;

-- circle_end(id int, now int)
UPDATE circle SET state = 'ended', ended_at = :now WHERE id = :id AND state = 'active';

-- json circle: id programme programme_name topic_name state members started_at ended_at
-- circle_get(id int) : one circle
-- with members int
SELECT k.id, k.programme, p.name AS programme_name, t.name AS topic_name, k.state, k.started_at, k.ended_at,
	(SELECT count(*) FROM circle_member m WHERE m.circle = k.id AND m.left_at = 0) AS members
FROM circle k JOIN programme p ON p.id = k.programme JOIN topic t ON t.id = k.topic WHERE k.id = :id;

-- circle_list(programme int) : many circle
-- with members int
SELECT k.id, k.programme, p.name AS programme_name, t.name AS topic_name, k.state, k.started_at, k.ended_at,
	(SELECT count(*) FROM circle_member m WHERE m.circle = k.id AND m.left_at = 0) AS members
FROM circle k JOIN programme p ON p.id = k.programme JOIN topic t ON t.id = k.topic
WHERE k.programme = :programme ORDER BY k.state, t.folded, k.id;

-- circle_mine(person int) : many circle
-- with members int
SELECT k.id, k.programme, p.name AS programme_name, t.name AS topic_name, k.state, k.started_at, k.ended_at,
	(SELECT count(*) FROM circle_member m WHERE m.circle = k.id AND m.left_at = 0) AS members
FROM circle_member x JOIN circle k ON k.id = x.circle JOIN programme p ON p.id = k.programme
JOIN topic t ON t.id = k.topic
WHERE x.person = :person AND x.left_at = 0 AND k.state = 'active' ORDER BY k.started_at DESC, k.id DESC;

-- json circle_member: person name headline joined_at
-- circle_members(circle int) : many circle_member
SELECT m.person, p.name, p.headline, p.unit, p.tz, m.joined_at
FROM circle_member m JOIN person p ON p.id = m.person
WHERE m.circle = :circle AND m.left_at = 0 ORDER BY p.sorted, p.id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_circle_member: circle programme_name topic joined_at left_at
-- mine_circle_member(person int) : many mine_circle_member
SELECT k.circle, p.name AS programme_name, t.name AS topic, k.joined_at, k.left_at
FROM circle_member k JOIN circle x ON x.id = k.circle JOIN programme p ON p.id = x.programme JOIN topic t ON t.id = x.topic
WHERE k.person = :person ORDER BY k.circle;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_circle_member(person int, now int)
UPDATE circle_member SET left_at = :now WHERE person = :person AND left_at = 0;
