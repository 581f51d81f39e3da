-- Relationships: that they are, since when, in which stage.

-- json relationship: id programme programme_name mode state stage started_at ended_at ending ally_since mentor mentor_name mentee mentee_name
-- relationship_get(id int) : one relationship
-- with cadence_days int
SELECT r.id, r.programme, r.mode, r.state, r.stage, r.stage_since, r.started_at, r.ended_at,
	r.ending, r.ended_by, r.ally_since, r.mentor, m.name AS mentor_name, m.tz AS mentor_tz,
	r.mentee, e.name AS mentee_name, e.tz AS mentee_tz,
	p.name AS programme_name, p.ends_on, p.readiness, r.meeting_minutes,
	CASE WHEN r.cadence_days > 0 THEN r.cadence_days ELSE p.cadence_days END AS cadence_days
FROM relationship r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
JOIN programme p ON p.id = r.programme
WHERE r.id = :id;

-- relationship_standing(id int, person int) : one relationship_standing
-- with manages int, line int, admin int
SELECT r.mentor, r.mentee,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = r.programme
		AND t.role = 'manager' AND t.person = :person) THEN 1 ELSE 0 END AS manages,
	CASE WHEN m.manager = :person OR e.manager = :person THEN 1 ELSE 0 END AS line,
	CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :person AND a.admin = 1) THEN 1 ELSE 0 END AS admin
FROM relationship r JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee WHERE r.id = :id;

-- json my_relationship: id state stage started_at ended_at ally_since partner partner_name my_role programme_name
-- relationship_mine(person int, active int) : many my_relationship
-- with partner int, partner_name text, my_role text
SELECT r.id, r.state, r.stage, r.started_at, r.ended_at, r.ally_since, o.id AS partner, o.name AS partner_name,
	CASE r.mode WHEN 'peers' THEN 'peer' ELSE r.my_role END AS my_role,
	p.name AS programme_name
FROM (SELECT a.id, a.mode, a.state, a.stage, a.started_at, a.ended_at, a.ally_since, a.programme, a.mentee AS partner, 'mentor' AS my_role
		FROM relationship a WHERE a.mentor = :person
	UNION ALL SELECT b.id, b.mode, b.state, b.stage, b.started_at, b.ended_at, b.ally_since, b.programme, b.mentor AS partner, 'mentee' AS my_role
		FROM relationship b WHERE b.mentee = :person) r
JOIN programme p ON p.id = r.programme
JOIN person o ON o.id = r.partner
WHERE (:active = 1 AND (r.state <> 'ended' OR r.ally_since > 0))
	OR (:active = 0 AND r.state = 'ended' AND r.ally_since = 0)
ORDER BY r.started_at DESC, r.id DESC;

-- relationship_running(programme int, mentor int, mentee int) : int
SELECT id FROM relationship
WHERE mentee = :mentee AND mentor = :mentor AND programme = :programme AND state <> 'ended';

-- relationship_insert(programme int, mentor int, mentee int, now int) : id
INSERT INTO relationship (programme, mentor, mentee, stage_since, started_at)
VALUES (:programme, :mentor, :mentee, :now, :now) RETURNING id;

-- Of two of one kind it does not matter which column somebody stands in.
-- relationship_insert_peers(programme int, a int, b int, now int) : id
INSERT INTO relationship (programme, mentor, mentee, mode, stage_since, started_at)
VALUES (:programme, :a, :b, 'peers', :now, :now) RETURNING id;

-- relationship_running_peers(programme int, a int, b int) : int
SELECT coalesce(max(r.id), 0) FROM (
	SELECT x.id FROM relationship x WHERE x.mentee = :a AND x.mentor = :b AND x.state <> 'ended' AND x.programme = :programme
	UNION ALL SELECT y.id FROM relationship y WHERE y.mentee = :b AND y.mentor = :a AND y.state <> 'ended'
		AND y.programme = :programme) r;

-- relationship_matched_peer(programme int, person int)
UPDATE participant SET state = 'matched'
WHERE state = 'waiting' AND programme = :programme AND role = 'mentee' AND person = :person;

-- relationship_set_stage(id int, stage int, now int)
UPDATE relationship SET stage = :stage, stage_since = :now
WHERE id = :id AND stage < :stage AND state <> 'ended';

-- Written before the stage is changed.
-- stage_move_note(id int, relationship int, stage int, now int)
INSERT INTO stage_move (id, relationship, was, stage, at)
SELECT :id, r.id, r.stage, :stage, :now FROM relationship r
WHERE r.id = :relationship AND r.stage < :stage AND r.state <> 'ended';

-- relationship_set_ended(id int, ending text, who int, now int)
UPDATE relationship SET state = 'ended', ended_at = :now, ending = :ending, ended_by = :who
WHERE id = :id AND state <> 'ended';

-- relationship_set_ally(id int, since int)
UPDATE relationship SET ally_since = :since WHERE id = :id AND state = 'ended';

-- relationship_set_open(id int)
UPDATE relationship SET state = 'active', ended_at = 0, ending = '', ended_by = 0, ally_since = 0
WHERE id = :id AND state = 'ended';

-- Another pair of the same mentee in that programme that runs.
-- relationship_other(id int, programme int, mentee int) : int
SELECT id FROM relationship
WHERE mentee = :mentee AND state <> 'ended' AND programme = :programme AND id <> :id;

-- stage_step_insert(relationship int, stage int, now int)
INSERT INTO stage_step (relationship, stage, reached_at) VALUES (:relationship, :stage, :now)
ON CONFLICT (relationship, stage) DO NOTHING;

-- stage_step_list(relationship int) : many stage_step
SELECT stage, reached_at FROM stage_step WHERE relationship = :relationship ORDER BY stage;

-- Who has promised the three points when he joined has signed on the day on which the two begin (A11).
-- relationship_promised(id int, programme int, a int, b int, now int)
INSERT INTO pledge (relationship, person, words, signed_at)
SELECT :id, x.person, x.words, :now FROM promise_ahead x WHERE x.programme = :programme AND x.person IN (:a, :b);

-- relationship_matched(programme int, mentor int, mentee int)
UPDATE participant SET state = 'matched'
WHERE state = 'waiting' AND ((programme = :programme AND role = 'mentor' AND person = :mentor)
	OR (programme = :programme AND role = 'mentee' AND person = :mentee));

-- relationship_freed(programme int, role text, person int)
UPDATE participant SET state = 'waiting'
WHERE programme = :programme AND role = :role AND person = :person AND state = 'matched'
	AND NOT EXISTS (SELECT 1 FROM relationship r WHERE r.programme = :programme AND r.state <> 'ended'
		AND ((:role = 'mentor' AND r.mentor = :person) OR (:role = 'mentee' AND r.mentee = :person)
			OR (:role = 'mentee' AND r.mode = 'peers' AND r.mentor = :person)));

-- Dates and counts: what managers may know.
-- json relationship_status: id mode mentor_name mentee_name programme_name state stage started_at ended_at held cancelled last_held_at next_at goals
-- relationship_status_get(id int, now int) : one relationship_status
-- with held int, cancelled int, last_held_at int, next_at int, goals int
SELECT r.id, r.programme, r.mentor, m.name AS mentor_name, r.mentee, e.name AS mentee_name,
	p.name AS programme_name, r.mode, r.state, r.stage, r.started_at, r.ended_at,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'held'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS held,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'cancelled'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS cancelled,
	(SELECT coalesce(max(x.starts_at), 0) FROM meeting x WHERE x.relationship = r.id AND x.state = 'held'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS last_held_at,
	(SELECT coalesce(min(x.starts_at), 0) FROM meeting x WHERE x.relationship = r.id AND x.state = 'planned' AND x.starts_at >= :now
		AND r.ended_at = 0) AS next_at,
	(SELECT count(*) FROM goal g WHERE g.relationship = r.id AND (g.state = 'open' OR (r.ended_at > 0 AND g.closed_at > r.ended_at))
		AND (r.ended_at = 0 OR g.created_at <= r.ended_at)) AS goals
FROM relationship r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
JOIN programme p ON p.id = r.programme
WHERE r.id = :id;

-- Titles that their owner has let the programme team read.
-- relationship_goal_shown(relationship int) : many relationship_goal
SELECT g.id, g.relationship, g.title FROM goal g JOIN relationship r ON r.id = g.relationship
WHERE g.relationship = :relationship AND g.state = 'open' AND g.share_title = 1
	AND (r.ended_at = 0 OR g.created_at <= r.ended_at)
ORDER BY g.created_at, g.id;

-- relationship_status_list(programme int, now int, limit_n int, offset_n int) : many relationship_status
-- with held int, cancelled int, last_held_at int, next_at int, goals int
SELECT r.id, r.programme, r.mentor, m.name AS mentor_name, r.mentee, e.name AS mentee_name,
	p.name AS programme_name, r.mode, r.state, r.stage, r.started_at, r.ended_at,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'held'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS held,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'cancelled'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS cancelled,
	(SELECT coalesce(max(x.starts_at), 0) FROM meeting x WHERE x.relationship = r.id AND x.state = 'held'
		AND (r.ended_at = 0 OR x.starts_at <= r.ended_at)) AS last_held_at,
	(SELECT coalesce(min(x.starts_at), 0) FROM meeting x WHERE x.relationship = r.id AND x.state = 'planned' AND x.starts_at >= :now
		AND r.ended_at = 0) AS next_at,
	(SELECT count(*) FROM goal g WHERE g.relationship = r.id AND (g.state = 'open' OR (r.ended_at > 0 AND g.closed_at > r.ended_at))
		AND (r.ended_at = 0 OR g.created_at <= r.ended_at)) AS goals
FROM (SELECT * FROM relationship WHERE programme = :programme ORDER BY state, id LIMIT :limit_n OFFSET :offset_n) r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
JOIN programme p ON p.id = r.programme
ORDER BY r.state, r.id;

-- relationship_count(programme int) : int
SELECT count(*) FROM relationship WHERE programme = :programme;

-- relationship_programme_name(id int) : text
SELECT name FROM programme WHERE id = :id;

-- In how many pairs of a programme that have met something about limits is unclear (C4), of how many.
-- relationship_unclear(programme int) : one relationship_unclear
-- with met int, unclear int
SELECT count(*) AS met, coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM agreement a WHERE a.relationship = r.id
	AND a.state = 'valid' AND a.gaps = 0) THEN 0 ELSE 1 END), 0) AS unclear
FROM relationship r
WHERE r.programme = :programme AND r.state = 'active'
	AND EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state = 'held');

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_stage_step: stage reached_at
-- mine_stage_step(relationship int) : many mine_stage_step
SELECT stage, reached_at
FROM stage_step
WHERE relationship = :relationship ORDER BY stage;
