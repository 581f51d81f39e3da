-- What a manager asks before deciding: other rules, other pairs.

-- What two sets of rules lead to. matched, points …: by the rules as they are; …_then: by those tried.
-- Points are those of the rules as they are, for both.
-- json trial: programme mentees matched matched_then points points_then weakest weakest_then unused unused_then changed lost gained alone micros
-- record trial(programme int, mentees int, matched int, matched_then int, points int, points_then int, weakest int, weakest_then int, unused int, unused_then int, changed int, lost int, gained int, alone int, micros int)

-- Those whom a run is about, side by side in the order of their ids.
-- what_if_people(programme int, role text) : many what_if_person
-- with level_name text
SELECT p.id, p.name, p.unit, coalesce(l.name, '') AS level_name
FROM participant t JOIN person p ON p.id = t.person LEFT JOIN level l ON l.id = p.level
WHERE t.programme = :programme AND t.role = :role AND p.state <> 'deactivated'
	AND (t.state = 'waiting' OR (:role = 'mentor' AND t.state = 'matched'))
ORDER BY p.id;

-- The proposal that answers exactly this question.
-- what_if_run(programme int, input_digest text) : int
SELECT id FROM match_run WHERE programme = :programme AND state = 'proposed'
	AND input_digest = :input_digest ORDER BY id DESC LIMIT 1;

-- what_if_pairs(run int) : many what_if_pair
SELECT mentee, mentor, points FROM match_pair WHERE run = :run ORDER BY mentee;

-- Somebody within a proposal.

-- json alternative: person name role points eligible possible at_least pairs_fewer mentors_more points_fewer words
-- record alternative(person int, name text, role text, points int, eligible int, possible int, at_least int, pairs_fewer int, mentors_more int, points_fewer int, words text)

-- asked_pairs(run int, programme int, person int) : many asked_pair
-- with wish text
SELECT x.mentee, e.name AS mentee_name, x.mentor, m.name AS mentor_name, x.points, x.why,
	coalesce(w.kind, '') AS wish
FROM (SELECT y.mentee, y.mentor FROM match_pair y WHERE y.run = :run AND y.mentee = :person
	UNION SELECT z.mentee, z.mentor FROM match_pair z WHERE z.run = :run AND z.mentor = :person) f
JOIN match_pair x ON x.run = :run AND x.mentee = f.mentee
JOIN person e ON e.id = x.mentee JOIN person m ON m.id = x.mentor
LEFT JOIN pair_wish w ON w.programme = :programme AND w.mentee = x.mentee AND w.mentor = x.mentor
ORDER BY x.mentee;

-- asked_left(run int, person int) : one asked_left
SELECT role, why FROM match_left WHERE run = :run AND person = :person ORDER BY role LIMIT 1;

-- asked_name(id int) : text
SELECT name FROM person WHERE id = :id;

-- Of one role, by the beginning of a word.
-- limit: what a search finds first; more letters find fewer
-- asked_find(programme int, role text, word text, limit_n int) : many asked_found
SELECT p.id, p.name FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = :role AND p.state <> 'deactivated'
	AND EXISTS (SELECT 1 FROM person_words v WHERE v.person = p.id AND v.words LIKE '% ' || :word || '%')
ORDER BY p.sorted, p.id LIMIT :limit_n;
