-- Answers to the questions of a sheet, and who is done with it.

-- What the viewer may read: one's own, what the partner shared, and all where both are done.
-- json sheet_answer: sheet question person body shared
-- sheet_answer_list(relationship int, sheet text, viewer int) : many sheet_answer
SELECT a.id, a.relationship, a.person, a.sheet, a.question, a.body, a.shared, a.changed_at
FROM sheet_answer a
WHERE a.relationship = :relationship AND a.sheet = :sheet AND (a.person = :viewer OR a.shared = 1
	OR 2 <= (SELECT count(*) FROM sheet_ready r WHERE r.relationship = :relationship AND r.sheet = :sheet))
ORDER BY a.person, a.id;

-- How many are answered, by whom, without what: the partner of the viewer may know that.
-- sheet_counts(relationship int) : many sheet_count
-- with answered int, shared int
SELECT sheet, person, count(*) AS answered, sum(shared) AS shared
FROM sheet_answer WHERE relationship = :relationship GROUP BY sheet, person ORDER BY sheet, person;

-- sheet_answer_id(relationship int, sheet text, person int, question text) : int
SELECT id FROM sheet_answer
WHERE relationship = :relationship AND sheet = :sheet AND person = :person AND question = :question;

-- sheet_answer_insert(id int, relationship int, person int, sheet text, question text, body sealed(relationship, id), shared int, now int)
INSERT INTO sheet_answer (id, relationship, person, sheet, question, body, shared, changed_at)
VALUES (:id, :relationship, :person, :sheet, :question, :body, :shared, :now);

-- sheet_answer_update(id int, relationship int, body sealed(relationship, id), shared int, now int)
UPDATE sheet_answer SET body = :body, shared = :shared, changed_at = :now
WHERE id = :id AND relationship = :relationship;

-- sheet_answer_delete(id int)
DELETE FROM sheet_answer WHERE id = :id;

-- sheet_is_ready(relationship int, sheet text, person int) : int
SELECT count(*) FROM sheet_ready
WHERE relationship = :relationship AND sheet = :sheet AND person = :person;

-- sheet_both(relationship int, sheet text, me int) : one sheet_both
-- with mine int, theirs int
SELECT coalesce(sum(CASE WHEN person = :me THEN 1 ELSE 0 END), 0) AS mine,
	coalesce(sum(CASE WHEN person <> :me THEN 1 ELSE 0 END), 0) AS theirs
FROM sheet_ready WHERE relationship = :relationship AND sheet = :sheet;

-- sheet_ready_insert(relationship int, sheet text, person int, now int)
INSERT INTO sheet_ready (relationship, sheet, person, ready_at)
VALUES (:relationship, :sheet, :person, :now)
ON CONFLICT (relationship, sheet, person) DO NOTHING;

-- A sheet in a list, in the words of the reader.
-- json sheet_line: id name state answered questions mine
-- record sheet_line(id text, name text, about text, state text, answered int, questions int, mine int)

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_sheet_answer: id sheet question body shared changed_at
-- mine_sheet_answer(relationship int, person int, after int) : many mine_sheet_answer
SELECT id, relationship, sheet, question, body, shared, changed_at
FROM sheet_answer
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_sheet_ready: sheet ready_at
-- mine_sheet_ready(relationship int, person int) : many mine_sheet_ready
SELECT sheet, ready_at
FROM sheet_ready
WHERE relationship = :relationship AND person = :person ORDER BY sheet;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_sheet_answer(relationship int, person int)
DELETE FROM sheet_answer WHERE relationship = :relationship AND person = :person;

-- forget_sheet_ready(relationship int, person int)
DELETE FROM sheet_ready WHERE relationship = :relationship AND person = :person;
