-- What a programme asks of its pairs, and its own rules of thumb.

-- json gate_ask: id name text mode usual
-- record gate_ask(id text, name text, text text, mode text, usual text, off text, remind text, require text)

-- gate_get(programme int, gate text) : text
SELECT mode FROM programme_gate WHERE programme = :programme AND gate = :gate;

-- gate_kept_list(programme int) : many gate_kept
SELECT gate, mode FROM programme_gate WHERE programme = :programme ORDER BY gate;

-- gate_save(programme int, gate text, mode text, now int)
INSERT INTO programme_gate (programme, gate, mode, changed_at) VALUES (:programme, :gate, :mode, :now)
ON CONFLICT (programme, gate) DO UPDATE SET mode = excluded.mode, changed_at = excluded.changed_at;

-- gate_prepared_save(programme int, mode text, now int)
UPDATE programme SET readiness = :mode, changed_at = :now WHERE id = :programme;

-- threshold_get(programme int, threshold text) : one threshold_own
SELECT value FROM programme_threshold WHERE programme = :programme AND threshold = :threshold;

-- threshold_list(programme int) : many threshold_kept
SELECT threshold, value FROM programme_threshold WHERE programme = :programme ORDER BY threshold;

-- threshold_save(programme int, threshold text, value int, now int)
INSERT INTO programme_threshold (programme, threshold, value, changed_at) VALUES (:programme, :threshold, :value, :now)
ON CONFLICT (programme, threshold) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;

-- threshold_delete(programme int, threshold text)
DELETE FROM programme_threshold WHERE programme = :programme AND threshold = :threshold;

-- Whom a number would concern today. Each takes the programme, the number in question and the moment, so that
-- the table in asks.c can call them all alike.

-- Have a question that has waited for so many days.
-- concerned_questions(programme int, value int, now int) : int
SELECT count(*) FROM relationship r WHERE r.programme = :programme AND r.state = 'active'
	AND EXISTS (SELECT 1 FROM question q WHERE q.relationship = r.id AND q.state = 'open' AND q.asked_at <= :now - :value * 86400);

-- Were invited so long ago and have not come.
-- concerned_invited(programme int, value int, now int) : int
SELECT count(*) FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role IN ('mentor', 'mentee') AND t.state IN ('waiting', 'matched')
	AND p.state = 'invited' AND t.joined_at <= :now - :value * 86400;

-- Have been here so long and say nothing of themselves.
-- concerned_empty(programme int, value int, now int) : int
SELECT count(*) FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role IN ('mentor', 'mentee') AND t.state IN ('waiting', 'matched')
	AND p.state = 'active' AND t.joined_at <= :now - :value * 86400 AND p.headline = '' AND p.about = ''
	AND NOT EXISTS (SELECT 1 FROM person_topic w WHERE w.person = p.id);
