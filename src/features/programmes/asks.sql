-- What a programme asks of its pairs, and its own rules of thumb.

-- json gate_ask: id name text mode usual
-- record gate_ask(id text, name text, text text, mode text, usual text, off text, remind text, require text)

-- json rule_of_thumb: id name text basis value usual least most unit concerned
-- record rule_of_thumb(id text, name text, text text, basis text, value int, usual int, least int, most int, unit text, concerned int)

-- gate_get(programme int, gate text) : text
SELECT mode FROM programme_gate WHERE programme = :programme AND gate = :gate;

-- gate_save(programme int, gate text, mode text, now int)
INSERT INTO programme_gate (programme, gate, mode, changed_at) VALUES (:programme, :gate, :mode, :now)
ON CONFLICT (programme, gate) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at;

-- gate_prepared_save(programme int, mode text, now int)
UPDATE programme SET readiness = :mode, changed_at = :now WHERE id = :programme;

-- threshold_get(programme int, threshold text) : one threshold_own
SELECT value FROM programme_threshold WHERE programme = :programme AND threshold = :threshold;

-- threshold_save(programme int, threshold text, value int, now int)
INSERT INTO programme_threshold (programme, threshold, value, changed_at) VALUES (:programme, :threshold, :value, :now)
ON CONFLICT (programme, threshold) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;

-- threshold_delete(programme int, threshold text)
DELETE FROM programme_threshold WHERE programme = :programme AND threshold = :threshold;

-- Whom a number would concern today. Each takes the programme, the number in question and the moment, so that
-- the table in asks.c can call them all alike.

-- Have not met for so many days, and have nothing planned.
-- concerned_days_silent(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * 86400
	AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND (m.state = 'planned' AND m.starts_at > :now
		OR m.state = 'held' AND m.starts_at > :now - :value * 86400));

-- The same, as a share of the time between meetings.
-- concerned_percent_silent(programme int, value int, now int) : int
SELECT count(*) FROM relationship r JOIN programme p ON p.id = r.programme
WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * p.cadence_days * 864
	AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND (m.state = 'planned' AND m.starts_at > :now
		OR m.state = 'held' AND m.starts_at > :now - :value * p.cadence_days * 864));

-- Have been brought together so long ago, and have neither met nor planned to.
-- concerned_never_met(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * 86400
	AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state IN ('held', 'planned'));

-- Have met, and would be asked for their pulse today because one of them has not answered for so long.
-- concerned_pulse(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state = 'held')
	AND (SELECT count(*) FROM pulse u WHERE u.relationship = r.id AND u.answered_at > :now - :value * 86400) < 2;

-- Have been together for so many days.
-- concerned_together(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * 86400;

-- Nobody of the team has been in touch with them for so many days.
-- concerned_contact(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * 86400
	AND NOT EXISTS (SELECT 1 FROM support_contact s WHERE s.relationship = r.id AND s.at > :now - :value * 86400);

-- Have a sign that would be on the list of the team.
-- concerned_signs(programme int, value int, now int) : int
SELECT count(DISTINCT s.relationship) FROM health_sign s JOIN relationship r ON r.id = s.relationship
WHERE s.programme = :programme AND r.state = 'active' AND s.told = 1
	AND s.since <= :now - :value * 86400 AND r.stage_since <= :now - :value * 86400;

-- Have a question that has waited for so many days.
-- concerned_questions(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND EXISTS (SELECT 1 FROM question q WHERE q.relationship = r.id AND q.state = 'open' AND q.asked_at <= :now - :value * 86400);

-- Have met, and neither of them has given the other feedback for so many days.
-- concerned_feedback(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND r.started_at <= :now - :value * 86400
	AND EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state = 'held')
	AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.relationship = r.id AND f.given_at > :now - :value * 86400);

-- Have a goal of which nobody has said for so many days where it stands.
-- concerned_goals(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND EXISTS (SELECT 1 FROM goal g WHERE g.relationship = r.id AND g.state = 'open' AND g.paused_at = 0
		AND g.created_at <= :now - :value * 86400
		AND NOT EXISTS (SELECT 1 FROM goal_point x WHERE x.goal = g.id AND x.at > :now - :value * 86400));
