-- What one advised the other, and what became of it; and how the two work.

-- What is not tried yet and stands there for long comes first. before: a day; what was given on it or earlier
-- is old.
-- json advice: id relationship person person_name question skill body given_on state tried_on result old created_at
-- advice_list(relationship int, before text, limit_n int, offset_n int) : many advice
-- with old int
SELECT a.id, a.relationship, a.person, p.name AS person_name, a.question, a.skill, a.body, a.given_on, a.state, a.tried_on, a.result, a.result_by,
	CASE WHEN a.state = 'open' AND a.given_on <= :before THEN 1 ELSE 0 END AS old, a.created_at
FROM advice a JOIN person p ON p.id = a.person
WHERE a.relationship = :relationship
ORDER BY CASE a.state WHEN 'open' THEN 0 WHEN 'tried' THEN 1 ELSE 2 END, a.given_on, a.id
LIMIT :limit_n OFFSET :offset_n;

-- advice_count(relationship int) : int
SELECT count(*) FROM advice WHERE relationship = :relationship;

-- What is about one skill, last ones first.
-- advice_of_skill(relationship int, skill text, before text) : many advice
-- with old int
SELECT a.id, a.relationship, a.person, p.name AS person_name, a.question, a.skill, a.body, a.given_on, a.state, a.tried_on, a.result, a.result_by,
	CASE WHEN a.state = 'open' AND a.given_on <= :before THEN 1 ELSE 0 END AS old, a.created_at
FROM advice a JOIN person p ON p.id = a.person
WHERE a.relationship = :relationship AND a.skill = :skill ORDER BY a.given_on DESC, a.id DESC;

-- advice_get(id int, before text) : one advice
-- with old int
SELECT a.id, a.relationship, a.person, p.name AS person_name, a.question, a.skill, a.body, a.given_on, a.state, a.tried_on, a.result, a.result_by,
	CASE WHEN a.state = 'open' AND a.given_on <= :before THEN 1 ELSE 0 END AS old, a.created_at
FROM advice a JOIN person p ON p.id = a.person WHERE a.id = :id;

-- advice_place(id int) : one advice_place
SELECT id, relationship, person FROM advice WHERE id = :id;

-- advice_insert(id int, relationship int, person int, question int, skill text, body sealed(relationship, id), given_on text, now int)
INSERT INTO advice (id, relationship, person, question, skill, body, given_on, created_at, changed_at)
VALUES (:id, :relationship, :person, :question, :skill, :body, :given_on, :now, :now);

-- advice_set_state(id int, relationship int, state text, tried_on text, result sealed(relationship, id), result_by int, now int)
UPDATE advice SET state = :state, tried_on = :tried_on, result = :result, result_by = :result_by, changed_at = :now
WHERE id = :id AND relationship = :relationship;

-- advice_delete(id int)
DELETE FROM advice WHERE id = :id;

-- Its words, where somebody else's words on what became of it stay.
-- advice_clear(id int, now int)
UPDATE advice SET body = NULL, changed_at = :now WHERE id = :id;

-- advice_old(relationship int, before text) : int
SELECT count(*) FROM advice WHERE relationship = :relationship AND state = 'open' AND given_on <= :before;

-- advice_of_question(question int, relationship int) : int
SELECT coalesce(max(id), 0) FROM advice WHERE relationship = :relationship AND question = :question;

-- json pair_mode: relationship mode name by_name at
-- record pair_mode(relationship int, mode text, name text, by_name text, at int)

-- mode_set(relationship int, mode text, who int, now int)
UPDATE relationship SET mode = :mode, mode_by = :who, mode_at = :now WHERE id = :relationship AND mode <> :mode;

-- mode_chosen(relationship int) : one mode_chosen
-- with by_name text
SELECT r.mode, r.mode_at, coalesce(p.name, '') AS by_name FROM relationship r LEFT JOIN person p ON p.id = r.mode_by
WHERE r.id = :relationship;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_advice: id skill body given_on state tried_on result created_at
-- mine_advice(relationship int, after int) : many mine_advice
SELECT id, relationship, skill, body, given_on, state, tried_on, result, created_at
FROM advice
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.def ----

-- Words go with who wrote them: the advice where nobody else said what became of it, else only its words.
-- forget_advice(relationship int, person int)
DELETE FROM advice WHERE relationship = :relationship AND person = :person AND result_by IN (0, :person);

-- forget_advice_words(relationship int, person int)
UPDATE advice SET body = NULL WHERE relationship = :relationship AND person = :person;

-- forget_advice_result(relationship int, person int)
UPDATE advice SET result = NULL WHERE relationship = :relationship AND result_by = :person;
