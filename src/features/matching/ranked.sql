-- What people say about whom they would like. Nobody but the person ever reads it; a run reads it to find
-- pairs, and keeps nothing of it.

-- ranking_get(programme int, role text, person int) : one ranking
SELECT id, programme, person, role, relationship, body, changed_at FROM ranking
WHERE programme = :programme AND role = :role AND person = :person;

-- ranking_all(programme int) : many ranking
SELECT id, programme, person, role, relationship, body, changed_at FROM ranking
WHERE programme = :programme ORDER BY id;

-- ranking_marks(programme int) : many ranking_mark
SELECT id, changed_at FROM ranking WHERE programme = :programme ORDER BY id;

-- ranking_insert(id int, relationship int, programme int, person int, role text, body sealed(relationship, id), now int)
INSERT INTO ranking (id, relationship, programme, person, role, body, changed_at)
VALUES (:id, :relationship, :programme, :person, :role, :body, :now);

-- ranking_update(id int, relationship int, body sealed(relationship, id), now int)
UPDATE ranking SET body = :body, changed_at = :now WHERE id = :id AND relationship = :relationship;

-- ranking_delete(id int)
DELETE FROM ranking WHERE id = :id;

-- How many of those who wait have said something: all that anybody else learns. later: since then.
-- ranking_counts(programme int, since int) : one ranking_counts
-- with mentees int, mentors int, later int
SELECT coalesce(sum(CASE WHEN k.role = 'mentee' THEN 1 ELSE 0 END), 0) AS mentees,
	coalesce(sum(CASE WHEN k.role = 'mentor' THEN 1 ELSE 0 END), 0) AS mentors,
	coalesce(sum(CASE WHEN k.changed_at > :since THEN 1 ELSE 0 END), 0) AS later
FROM ranking k JOIN participant t ON t.programme = k.programme AND t.role = k.role AND t.person = k.person
WHERE k.programme = :programme AND (t.state = 'waiting' OR (t.role = 'mentor' AND t.state = 'matched'));
