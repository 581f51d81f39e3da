-- What both sides answer before they meet for the first time.

-- The answers that the reader may see: one's own, and the partner's when both are ready.
-- json preparation_answer: question person body
-- preparation_list(relationship int, viewer int) : many preparation_answer
SELECT a.id, a.relationship, a.person, a.question, a.body
FROM preparation_answer a
WHERE a.relationship = :relationship AND (a.person = :viewer OR 2 <= (SELECT count(*)
	FROM preparation_ready r WHERE r.relationship = :relationship))
ORDER BY a.person, a.id;

-- preparation_answer_id(relationship int, person int, question text) : int
SELECT id FROM preparation_answer
WHERE relationship = :relationship AND person = :person AND question = :question;

-- preparation_answer_insert(id int, relationship int, person int, question text, body sealed(relationship, id), now int)
INSERT INTO preparation_answer (id, relationship, person, question, body, changed_at)
VALUES (:id, :relationship, :person, :question, :body, :now);

-- preparation_answer_update(id int, relationship int, body sealed(relationship, id), now int)
UPDATE preparation_answer SET body = :body, changed_at = :now
WHERE id = :id AND relationship = :relationship;

-- preparation_both(relationship int, me int) : one preparation_both
-- with mine int, theirs int
SELECT coalesce(sum(CASE WHEN person = :me THEN 1 ELSE 0 END), 0) AS mine,
	coalesce(sum(CASE WHEN person <> :me THEN 1 ELSE 0 END), 0) AS theirs
FROM preparation_ready WHERE relationship = :relationship;

-- preparation_ready_insert(relationship int, person int, now int)
INSERT INTO preparation_ready (relationship, person, ready_at) VALUES (:relationship, :person, :now)
ON CONFLICT (relationship, person) DO NOTHING;

-- preparation_letter_get(relationship int) : one preparation_letter
SELECT r.mentor, m.name AS mentor_name, m.email AS mentor_email, m.lang AS mentor_lang, m.tz AS mentor_tz,
	r.mentee, e.name AS mentee_name, e.email AS mentee_email, e.lang AS mentee_lang, e.tz AS mentee_tz
FROM relationship r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
WHERE r.id = :relationship;

-- What a person said worked and what not when looking back at another relationship (N3).
-- preparation_lesson(relationship int, person int) : one lesson
SELECT a.id, a.relationship, a.body, a.changed_at FROM sheet_answer a
WHERE a.relationship = :relationship AND a.person = :person AND a.sheet = 'looking-back'
	AND a.question = 'review-worked';

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_preparation_answer: id question body changed_at
-- mine_preparation_answer(relationship int, person int, after int) : many mine_preparation_answer
SELECT id, relationship, question, body, changed_at
FROM preparation_answer
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_preparation_ready: ready_at
-- mine_preparation_ready(relationship int, person int) : many mine_preparation_ready
SELECT ready_at
FROM preparation_ready
WHERE relationship = :relationship AND person = :person ORDER BY ready_at;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_preparation_answer(relationship int, person int)
DELETE FROM preparation_answer WHERE relationship = :relationship AND person = :person;

-- forget_preparation_ready(relationship int, person int)
DELETE FROM preparation_ready WHERE relationship = :relationship AND person = :person;
