-- What the signs are worked out from: over the relationships behind :after, up to :last, in the order of their
-- ids, so that the answers can be read side by side. One pair is a range of one.

-- health_pairs(after int, limit_n int) : many health_pair
-- with cadence_days int, other_level int, other_unit int, other_place int, mentor_tz text, mentee_tz text
SELECT r.id, r.programme, r.mentor, r.mentee, r.stage, r.stage_since, r.started_at, r.checks, r.silence_mentor, r.silence_mentee,
	CASE WHEN r.cadence_days > 0 THEN r.cadence_days ELSE p.cadence_days END AS cadence_days, p.ends_on,
	CASE WHEN m.level <> e.level THEN 1 ELSE 0 END AS other_level,
	CASE WHEN m.unit <> e.unit AND m.unit <> '' AND e.unit <> '' THEN 1 ELSE 0 END AS other_unit,
	CASE WHEN m.tz <> e.tz THEN 1 ELSE 0 END AS other_place, m.tz AS mentor_tz, e.tz AS mentee_tz
FROM (SELECT * FROM relationship WHERE state = 'active' AND id > :after ORDER BY id LIMIT :limit_n) r
CROSS JOIN programme p CROSS JOIN person m CROSS JOIN person e
WHERE p.id = r.programme AND m.id = r.mentor AND e.id = r.mentee
ORDER BY r.id;

-- The same of one programme.
-- health_pairs_in(programme int, after int, limit_n int) : many health_pair
-- with cadence_days int, other_level int, other_unit int, other_place int, mentor_tz text, mentee_tz text
SELECT r.id, r.programme, r.mentor, r.mentee, r.stage, r.stage_since, r.started_at, r.checks, r.silence_mentor, r.silence_mentee,
	CASE WHEN r.cadence_days > 0 THEN r.cadence_days ELSE p.cadence_days END AS cadence_days, p.ends_on,
	CASE WHEN m.level <> e.level THEN 1 ELSE 0 END AS other_level,
	CASE WHEN m.unit <> e.unit AND m.unit <> '' AND e.unit <> '' THEN 1 ELSE 0 END AS other_unit,
	CASE WHEN m.tz <> e.tz THEN 1 ELSE 0 END AS other_place, m.tz AS mentor_tz, e.tz AS mentee_tz
FROM (SELECT * FROM relationship WHERE programme = :programme AND state = 'active' AND id > :after ORDER BY id LIMIT :limit_n) r
CROSS JOIN programme p CROSS JOIN person m CROSS JOIN person e
WHERE p.id = r.programme AND m.id = r.mentor AND e.id = r.mentee
ORDER BY r.id;

-- The same of one, which costs half as much as a batch of one.
-- health_pair_of(id int) : one health_pair
-- with cadence_days int, other_level int, other_unit int, other_place int, mentor_tz text, mentee_tz text
SELECT r.id, r.programme, r.mentor, r.mentee, r.stage, r.stage_since, r.started_at, r.checks, r.silence_mentor, r.silence_mentee,
	CASE WHEN r.cadence_days > 0 THEN r.cadence_days ELSE p.cadence_days END AS cadence_days, p.ends_on,
	CASE WHEN m.level <> e.level THEN 1 ELSE 0 END AS other_level,
	CASE WHEN m.unit <> e.unit AND m.unit <> '' AND e.unit <> '' THEN 1 ELSE 0 END AS other_unit,
	CASE WHEN m.tz <> e.tz THEN 1 ELSE 0 END AS other_place, m.tz AS mentor_tz, e.tz AS mentee_tz
FROM relationship r CROSS JOIN programme p CROSS JOIN person m CROSS JOIN person e
WHERE r.id = :id AND r.state = 'active' AND p.id = r.programme AND m.id = r.mentor AND e.id = r.mentee;

-- booked: one lies ahead, or is so fresh that nobody has closed it yet. due: its time has come since then. shifted: one of
-- them was put off or called off, ever.
-- health_meetings(after int, last int, now int, fresh int, since int) : many health_meeting
-- with held int, last_at int, booked int, due int, due_held int, shifted int
SELECT m.relationship, sum(CASE WHEN m.state = 'held' THEN 1 ELSE 0 END) AS held,
	max(CASE WHEN m.state = 'held' THEN m.starts_at ELSE 0 END) AS last_at,
	max(CASE WHEN m.state = 'planned' AND m.starts_at >= :fresh THEN 1 ELSE 0 END) AS booked,
	sum(CASE WHEN m.starts_at >= :since AND m.starts_at < :now AND (m.state <> 'planned' OR m.starts_at < :fresh)
		THEN 1 ELSE 0 END) AS due,
	sum(CASE WHEN m.starts_at >= :since AND m.state = 'held' THEN 1 ELSE 0 END) AS due_held,
	max(CASE WHEN m.moved > 0 OR m.state = 'cancelled' THEN 1 ELSE 0 END) AS shifted
FROM meeting m WHERE m.relationship > :after AND m.relationship <= :last
GROUP BY m.relationship ORDER BY m.relationship;

-- How often meetings were put off or called off since the last one that was held. Pair by pair: asked for meetings
-- alone, SQLite goes through all that are planned in the whole house, in every batch.
-- health_moves(after int, last int) : many health_move
-- with relationship int, moved int
SELECT r.id AS relationship, sum(m.moved + CASE WHEN m.state = 'cancelled' THEN 1 ELSE 0 END) AS moved
FROM relationship r CROSS JOIN meeting m
WHERE r.id > :after AND r.id <= :last AND m.relationship = r.id AND (m.state = 'cancelled' OR m.state = 'planned')
	AND NOT EXISTS (SELECT 1 FROM meeting h
		WHERE h.relationship = r.id AND h.state = 'held' AND h.starts_at >= m.starts_at)
GROUP BY r.id ORDER BY r.id;

-- What fell due since then; done_at 0: not done.
-- health_promises(after int, last int, since text, today text) : many health_promise
-- with done_at int
SELECT k.relationship, k.owner, k.due_on, CASE WHEN k.state = 'done' THEN k.closed_at ELSE 0 END AS done_at
FROM commitment k
WHERE k.relationship > :after AND k.relationship <= :last AND k.state IN ('open', 'done')
	AND k.due_on >= :since AND k.due_on <= :today
ORDER BY k.relationship;

-- The five checks as goal_outlines has them; see outline_checks in features/goals/goals_show.c. bare: has neither a
-- number nor levels; scaled: one has levels. review_at: the earliest day on which both wanted to say how it stands and not both have; 0: none.
-- health_goals(after int, last int) : many health_goal
-- with goals int, smart int, touched_at int, bare int, scaled int, review_at int
SELECT g.relationship, count(*) AS goals,
	sum(CASE WHEN length(g.title) > 0 AND length(g.specific) > 0 AND length(g.achievable) > 0
		AND length(g.relevant) > 0 AND g.due_on <> '' AND (length(g.scale) > 0 OR (length(g.metric) > 0
			AND (g.target = '' OR g.target_percent = 0 OR g.baseline <> ''))) THEN 1 ELSE 0 END) AS smart,
	max(g.changed_at) AS touched_at,
	sum(CASE WHEN g.state = 'open' AND length(g.metric) = 0 AND length(g.scale) = 0 THEN 1 ELSE 0 END) AS bare,
	max(CASE WHEN g.state = 'open' AND length(g.scale) > 0 THEN 1 ELSE 0 END) AS scaled,
	coalesce(min(CASE WHEN g.state = 'open' AND g.review_at > 0 THEN g.review_at END), 0) AS review_at
FROM goal g
WHERE g.relationship > :after AND g.relationship <= :last AND g.state IN ('open', 'done') AND g.paused_at = 0
GROUP BY g.relationship ORDER BY g.relationship;

-- What each said of the levels of a goal, in the order in which it was said.
-- health_levels(after int, last int, since int) : many health_level
SELECT g.relationship, p.goal, p.person, p.level, p.at FROM goal g CROSS JOIN goal_point p
WHERE g.relationship > :after AND g.relationship <= :last AND g.state = 'open' AND g.paused_at = 0
	AND length(g.scale) > 0 AND p.goal = g.id AND p.level > 0 AND p.at >= :since
ORDER BY g.relationship, p.goal, p.at, p.id;

-- health_pulses(after int, last int, since int) : many health_pulse
-- with points int
SELECT p.relationship, p.round, p.person, p.openness, p.openness + p.respect + p.adapts + p.comfort AS points
FROM pulse p WHERE p.relationship > :after AND p.relationship <= :last AND p.answered_at >= :since
ORDER BY p.relationship, p.round;

-- health_checks(after int, last int, since int) : many health_check
SELECT k.relationship, k.person, k.round, k.value FROM commitment_check k
WHERE k.relationship > :after AND k.relationship <= :last AND k.at >= :since
ORDER BY k.relationship, k.person, k.round;

-- How many answers differ: between the two at the start and half-way, and of either from the start.
-- health_expectations(after int, last int) : many health_expectation
-- with at_start int, half_way int, since_start int, mentor_mid int, mentee_mid int, first_at int, people int, last_at int, start_at int
SELECT x.relationship,
	sum(CASE WHEN x.moment = 'start' AND EXISTS (SELECT 1 FROM expectation o WHERE o.relationship = x.relationship
		AND o.moment = 'start' AND o.question = x.question AND o.person < x.person AND o.answer <> x.answer)
		THEN 1 ELSE 0 END) AS at_start,
	sum(CASE WHEN x.moment = 'middle' AND EXISTS (SELECT 1 FROM expectation o WHERE o.relationship = x.relationship
		AND o.moment = 'middle' AND o.question = x.question AND o.person < x.person AND o.answer <> x.answer)
		THEN 1 ELSE 0 END) AS half_way,
	sum(CASE WHEN x.moment = 'middle' AND EXISTS (SELECT 1 FROM expectation o WHERE o.relationship = x.relationship
		AND o.moment = 'start' AND o.question = x.question AND o.person = x.person AND o.answer <> x.answer)
		THEN 1 ELSE 0 END) AS since_start,
	max(CASE WHEN x.moment = 'middle' AND x.person = r.mentor THEN 1 ELSE 0 END) AS mentor_mid,
	max(CASE WHEN x.moment = 'middle' AND x.person = r.mentee THEN 1 ELSE 0 END) AS mentee_mid,
	min(x.at) AS first_at, max(x.at) AS last_at,
	max(CASE WHEN x.person = r.mentor THEN 1 ELSE 0 END) + max(CASE WHEN x.person = r.mentee THEN 1 ELSE 0 END) AS people,
	max(CASE WHEN x.moment = 'start' THEN x.at ELSE 0 END) AS start_at
FROM expectation x JOIN relationship r ON r.id = x.relationship
WHERE x.relationship > :after AND x.relationship <= :last
GROUP BY x.relationship ORDER BY x.relationship;

-- Young pairs whose profiles name a topic or an interest in common.
-- health_common(after int, last int, since int) : many health_common
SELECT r.id FROM relationship r
WHERE r.id > :after AND r.id <= :last AND r.state = 'active' AND r.stage = 1 AND r.started_at >= :since
	AND EXISTS (SELECT 1 FROM person_topic a JOIN person_topic b ON b.topic = a.topic AND b.person = r.mentor
		WHERE a.person = r.mentee)
ORDER BY r.id;

-- What each has done of what comes before the first meeting, of pairs in their first stage. Where all are of one
-- kind, both have the role of mentees.
-- health_starts(after int, last int) : many health_start
-- with mentor_prepared int, mentee_prepared int, mentor_role int, mentee_role int, mentor_signed int, mentee_signed int
SELECT r.id AS relationship,
	CASE WHEN EXISTS (SELECT 1 FROM preparation_ready a WHERE a.relationship = r.id AND a.person = r.mentor) THEN 1 ELSE 0 END AS mentor_prepared,
	CASE WHEN EXISTS (SELECT 1 FROM preparation_ready b WHERE b.relationship = r.id AND b.person = r.mentee) THEN 1 ELSE 0 END AS mentee_prepared,
	CASE WHEN EXISTS (SELECT 1 FROM role_taken x WHERE x.programme = r.programme AND x.person = r.mentor
		AND x.role = CASE WHEN p.way IN ('peers', 'circles') THEN 'mentee' ELSE 'mentor' END) THEN 1 ELSE 0 END AS mentor_role,
	CASE WHEN EXISTS (SELECT 1 FROM role_taken y WHERE y.programme = r.programme AND y.person = r.mentee
		AND y.role = 'mentee') THEN 1 ELSE 0 END AS mentee_role,
	CASE WHEN EXISTS (SELECT 1 FROM pledge c WHERE c.relationship = r.id AND c.person = r.mentor) THEN 1 ELSE 0 END AS mentor_signed,
	CASE WHEN EXISTS (SELECT 1 FROM pledge d WHERE d.relationship = r.id AND d.person = r.mentee) THEN 1 ELSE 0 END AS mentee_signed
FROM relationship r CROSS JOIN programme p
WHERE r.id > :after AND r.id <= :last AND r.state = 'active' AND r.stage = 1 AND p.id = r.programme ORDER BY r.id;

-- The signs that stand.
-- health_signs(after int, last int) : many health_sign
SELECT relationship, kind, person, programme, cause, n, m, since, help_at FROM health_sign
WHERE relationship > :after AND relationship <= :last ORDER BY relationship, kind, person;

-- health_signs_of(relationship int, kind text) : many health_sign
SELECT relationship, kind, person, programme, cause, n, m, since, help_at FROM health_sign
WHERE relationship = :relationship AND kind = :kind ORDER BY person;

-- health_sign_insert(relationship int, kind text, person int, programme int, cause text, n int, m int, told int, now int)
INSERT INTO health_sign (relationship, kind, person, programme, cause, n, m, told, since)
VALUES (:relationship, :kind, :person, :programme, :cause, :n, :m, :told, :now)
ON CONFLICT (relationship, kind, person) DO NOTHING;

-- health_sign_update(relationship int, kind text, person int, cause text, n int, m int, told int)
UPDATE health_sign SET cause = :cause, n = :n, m = :m, told = :told
WHERE relationship = :relationship AND kind = :kind AND person = :person;

-- health_sign_delete(relationship int, kind text, person int)
DELETE FROM health_sign WHERE relationship = :relationship AND kind = :kind AND person = :person;

-- What somebody had put away comes back only with a new sign.
-- health_mark_forget(relationship int, kind text)
DELETE FROM health_mark WHERE relationship = :relationship AND kind = :kind
	AND NOT EXISTS (SELECT 1 FROM health_sign s WHERE s.relationship = :relationship AND s.kind = :kind);

-- exception_mark_forget(subject int, kind text)
DELETE FROM exception_mark WHERE subject = :subject AND kind = :kind;

-- Signs of relationships that rest or have ended.
-- limit: so many at a time, until there are none
-- health_sign_stale(limit_n int) : many health_stale
-- scan: once a night over the signs alone, which are few beside what they speak of
SELECT s.relationship, s.kind, s.person FROM health_sign s JOIN relationship r ON r.id = s.relationship
WHERE r.state <> 'active' LIMIT :limit_n;

-- health_of_meeting(id int) : int
SELECT m.relationship FROM meeting m JOIN relationship r ON r.id = m.relationship WHERE m.id = :id AND r.state = 'active';

-- Of each pair one number: when the agreement became valid, support was written to, a rest was over, feedback was given, the two were
-- asked whether they go on or said so; and how many of the two have written what they see differently.
-- health_numbers(after int, last int, sheet text) : many health_number
-- with what text, n int
SELECT 'agreed' AS what, a.relationship, max(a.decided_at) AS n FROM agreement a
WHERE a.relationship > :after AND a.relationship <= :last AND a.state = 'valid' GROUP BY a.relationship
UNION ALL SELECT 'contact' AS what, s.relationship, max(s.at) AS n FROM support_contact s
WHERE s.relationship > :after AND s.relationship <= :last GROUP BY s.relationship
UNION ALL SELECT 'rested' AS what, p.relationship, p.over_at AS n FROM relationship_pause p
WHERE p.relationship > :after AND p.relationship <= :last AND p.over_at > 0
UNION ALL SELECT 'feedback' AS what, f.relationship, max(f.given_at) AS n FROM feedback f
WHERE f.relationship > :after AND f.relationship <= :last GROUP BY f.relationship
UNION ALL SELECT CASE WHEN g.answered_at > 0 THEN 'answered' ELSE 'asked' END AS what, g.relationship,
	CASE WHEN g.answered_at > 0 THEN g.answered_at ELSE g.asked_at END AS n FROM going_on g
WHERE g.relationship > :after AND g.relationship <= :last AND g.concluded_at = 0
UNION ALL SELECT 'exchanged' AS what, s.relationship, count(*) AS n FROM sheet_ready s
WHERE s.relationship > :after AND s.relationship <= :last AND s.sheet = :sheet GROUP BY s.relationship
ORDER BY relationship;
