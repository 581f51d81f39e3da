-- What home needs besides the relationships.

-- home_programmes(person int) : many home_programme
-- with mentors int, mentees int, pairs int, proposal int
SELECT p.id, p.name, p.state, p.way,
	(SELECT count(*) FROM participant a WHERE a.programme = p.id AND a.role = 'mentor' AND a.state = 'waiting') AS mentors,
	(SELECT count(*) FROM participant b WHERE b.programme = p.id AND b.role = 'mentee' AND b.state = 'waiting') AS mentees,
	(SELECT count(*) FROM relationship r WHERE r.programme = p.id AND r.state = 'active') AS pairs,
	(SELECT coalesce(max(m.id), 0) FROM match_run m WHERE m.programme = p.id AND m.state = 'proposed') AS proposal
FROM participant t JOIN programme p ON p.id = t.programme
WHERE t.person = :person AND t.role = 'manager' AND p.state <> 'ended'
ORDER BY p.id DESC;

-- home_waiting(person int) : many home_place
SELECT t.role, p.id, p.name, p.way FROM participant t JOIN programme p ON p.id = t.programme
WHERE t.person = :person AND t.state = 'waiting' AND t.role <> 'manager' AND p.state <> 'ended'
ORDER BY t.id DESC;

-- The few of one person; CROSS JOIN begins with his relationships, not with what everybody has planned.
-- home_meetings(person int, since int) : many meeting_ahead
-- with partner_name text
SELECT m.id, m.starts_at, m.minutes, o.name AS partner_name
FROM (SELECT a.id, a.mentee AS partner FROM relationship a WHERE a.mentor = :person AND (a.state = 'active' OR a.ally_since > 0)
	UNION ALL SELECT b.id, b.mentor AS partner FROM relationship b WHERE b.mentee = :person AND (b.state = 'active' OR b.ally_since > 0)) r
CROSS JOIN meeting m JOIN person o ON o.id = r.partner
WHERE m.relationship = r.id AND m.state = 'planned' AND m.starts_at >= :since
ORDER BY m.starts_at, m.id;

-- home_programme_count() : int
-- scan: there are never many programmes
SELECT count(*) FROM programme;
