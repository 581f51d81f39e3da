-- What a manager decides about single people in circles. Nobody but managers and administrators learns of it.

-- circle_pins(programme int) : many circle_pin
SELECT person, topic FROM circle_pin WHERE programme = :programme ORDER BY person;

-- circle_pin_of(programme int, person int) : int
SELECT topic FROM circle_pin WHERE programme = :programme AND person = :person;

-- circle_pin_put(programme int, person int, topic int)
INSERT INTO circle_pin (programme, person, topic) VALUES (:programme, :person, :topic)
ON CONFLICT (programme, person) DO UPDATE SET topic = excluded.topic;

-- circle_pin_delete(programme int, person int)
DELETE FROM circle_pin WHERE programme = :programme AND person = :person;

-- What was decided: about one person, or, with 0, about all. offered: the topic is on offer.
-- json placement: kind person name topic topic_name other other_name
-- placement_list(programme int, person int) : many placement
-- with kind text, person int, topic int, topic_name text, offered int, other int, other_name text
SELECT x.kind, x.person, p.name, x.topic, coalesce(t.name, '') AS topic_name, x.offered, x.other, coalesce(o.name, '') AS other_name
FROM (SELECT 'pin' AS kind, k.person, k.topic, 0 AS other,
		CASE WHEN EXISTS (SELECT 1 FROM circle_topic c WHERE c.programme = k.programme AND c.topic = k.topic)
			THEN 1 ELSE 0 END AS offered
		FROM circle_pin k WHERE k.programme = :programme AND (:person = 0 OR k.person = :person)
	UNION ALL SELECT 'apart' AS kind, CASE WHEN w.mentor = :person THEN w.mentor ELSE w.mentee END AS person, 0 AS topic,
		CASE WHEN w.mentor = :person THEN w.mentee ELSE w.mentor END AS other, 1 AS offered
		FROM pair_wish w WHERE w.programme = :programme AND w.kind = 'ban'
			AND (:person = 0 OR w.mentee = :person OR w.mentor = :person)) x
JOIN person p ON p.id = x.person LEFT JOIN topic t ON t.id = x.topic LEFT JOIN person o ON o.id = x.other
WHERE 1 = 1 ORDER BY x.kind DESC, p.sorted, p.id, x.other;

-- way: "wanted", "interest", or ''.
-- placement_topics(programme int, person int) : many placement_topic
-- with way text
SELECT o.topic, t.name, o.least, o.most,
	CASE WHEN EXISTS (SELECT 1 FROM person_topic a WHERE a.person = :person AND a.topic = o.topic AND a.way = 'wanted') THEN 'wanted'
		WHEN EXISTS (SELECT 1 FROM person_topic b WHERE b.person = :person AND b.topic = o.topic AND b.way = 'interest') THEN 'interest'
		ELSE '' END AS way
FROM circle_topic o JOIN topic t ON t.id = o.topic WHERE o.programme = :programme ORDER BY t.folded;

-- Where somebody would be in the newest proposal, and with whom.
-- placement_proposed(programme int, person int) : one placement_proposed
SELECT x.run, x.topic, t.name AS topic_name FROM match_run r JOIN match_place x ON x.run = r.id AND x.person = :person
JOIN topic t ON t.id = x.topic WHERE r.programme = :programme AND r.state = 'proposed' ORDER BY r.id DESC LIMIT 1;

-- Those who are kept apart already are left out, here and below.
-- placement_beside(programme int, run int, topic int, person int) : many placement_other
SELECT x.person, p.name, p.unit FROM match_place x JOIN person p ON p.id = x.person
WHERE x.run = :run AND x.topic = :topic AND x.person <> :person
	AND NOT EXISTS (SELECT 1 FROM pair_wish w WHERE w.programme = :programme AND w.kind = 'ban'
		AND ((w.mentee = :person AND w.mentor = x.person) OR (w.mentee = x.person AND w.mentor = :person)))
ORDER BY p.sorted, p.id;

-- limit: what a search finds first; more letters find fewer
-- placement_found(programme int, person int, word text, limit_n int) : many placement_other
SELECT t.person, p.name, p.unit FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = 'mentee' AND t.state <> 'left' AND p.state <> 'deactivated' AND t.person <> :person
	AND EXISTS (SELECT 1 FROM person_words v WHERE v.person = t.person AND v.words LIKE '% ' || :word || '%')
	AND NOT EXISTS (SELECT 1 FROM pair_wish w WHERE w.programme = :programme AND w.kind = 'ban'
		AND ((w.mentee = :person AND w.mentor = t.person) OR (w.mentee = t.person AND w.mentor = :person)))
ORDER BY p.sorted, p.id LIMIT :limit_n;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_circle_pin(person int)
DELETE FROM circle_pin WHERE programme IN (SELECT p.programme FROM participant p WHERE p.person = :person)
	AND person = :person;
