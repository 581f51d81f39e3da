-- Circles of a proposal: what a run reads, and who would be where.

-- circled_people(programme int) : many circled_person
-- with level int
SELECT t.person, p.unit, coalesce(p.level, 0) AS level
FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = 'mentee' AND t.state = 'waiting' AND p.state <> 'deactivated'
ORDER BY t.person;

-- circled_topics(programme int) : many circled_topic
SELECT topic, least, most FROM circle_topic WHERE programme = :programme ORDER BY topic;

-- What they want to learn about or are interested in, of what is on offer.
-- circled_wants(programme int) : many circled_want
SELECT t.person, x.topic, x.way FROM participant t JOIN person_topic x ON x.person = t.person
JOIN circle_topic o ON o.programme = t.programme AND o.topic = x.topic
WHERE t.programme = :programme AND t.role = 'mentee' AND t.state = 'waiting' AND x.way IN ('wanted', 'interest')
ORDER BY t.person, x.topic, x.way;

-- circled_mixture(programme int) : one circled_mixture
SELECT alike, alike_most FROM programme WHERE id = :programme;

-- match_place_insert(run int, person int, topic int, fit int)
INSERT INTO match_place (run, person, topic, fit) VALUES (:run, :person, :topic, :fit);

-- json match_place: topic_name person name fit
-- match_place_list(run int, limit_n int, offset_n int) : many match_place
SELECT x.topic, t.name AS topic_name, x.person, p.name, x.fit
FROM match_place x JOIN topic t ON t.id = x.topic JOIN person p ON p.id = x.person
WHERE x.run = :run ORDER BY t.folded, x.topic, p.sorted, p.id LIMIT :limit_n OFFSET :offset_n;

-- The next circle of a proposal that has not begun: its topic, or 0.
-- circled_next(run int) : int
SELECT coalesce(min(x.topic), 0) FROM match_place x
WHERE x.run = :run AND NOT EXISTS (SELECT 1 FROM circle k WHERE k.run = :run AND k.topic = x.topic);

-- Those of one circle; here: they still wait.
-- circled_members(run int, programme int, topic int) : many circled_member
-- with here int, topic_name text
SELECT x.person, p.name, p.email, p.lang, p.tz, p.state, o.name AS topic_name,
	CASE WHEN p.state <> 'deactivated' AND EXISTS (SELECT 1 FROM participant t WHERE t.programme = :programme
		AND t.role = 'mentee' AND t.person = x.person AND t.state = 'waiting') THEN 1 ELSE 0 END AS here
FROM match_place x JOIN person p ON p.id = x.person JOIN topic o ON o.id = x.topic
WHERE x.run = :run AND x.topic = :topic ORDER BY x.person;

-- match_place_drop(run int, person int)
DELETE FROM match_place WHERE run = :run AND person = :person;
