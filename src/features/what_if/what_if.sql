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
