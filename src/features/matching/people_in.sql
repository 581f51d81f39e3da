-- What a run reads about the people of a programme, side by side in the order of their ids.

-- match_people(programme int, role text) : many match_person
-- with seats int
SELECT t.person, p.level, p.unit, p.manager, p.hours, p.tz, p.detail, p.medium,
	t.places - (SELECT count(*) FROM relationship r WHERE r.mentor = t.person
		AND r.programme = :programme AND r.state <> 'ended') AS seats
FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = :role AND p.state <> 'deactivated'
	AND (t.state = 'waiting' OR (:role = 'mentor' AND t.state = 'matched'))
ORDER BY t.person;

-- match_languages(programme int, role text) : many match_language
SELECT l.person, l.tag FROM participant t JOIN person_language l ON l.person = t.person
WHERE t.programme = :programme AND t.role = :role ORDER BY l.person, l.tag;

-- match_topics(programme int, role text) : many match_topic
SELECT x.person, x.way, o.name FROM participant t JOIN person_topic x ON x.person = t.person
JOIN topic o ON o.id = x.topic
WHERE t.programme = :programme AND t.role = :role ORDER BY x.person, x.way, x.topic;

-- match_answers(programme int, role text) : many match_answer
SELECT v.person, v.field, v.value FROM participant t JOIN field_value v ON v.person = t.person
WHERE t.programme = :programme AND t.role = :role ORDER BY v.person, v.field, v.value;

-- Two who have been together here are not proposed to each other again.
-- match_former(programme int) : many match_former
SELECT DISTINCT mentee, mentor FROM relationship
WHERE programme = :programme AND state = 'ended' ORDER BY mentee, mentor;
