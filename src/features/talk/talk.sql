-- Questions that wait, what was heard, roadblocks, introductions.

-- json question: id relationship person person_name body ideas answer state item asked_at ideas_read_at answered_at
-- question_list(relationship int, state text, limit_n int, offset_n int) : many question
SELECT q.id, q.relationship, q.person, p.name AS person_name, q.body, q.ideas, q.answer, q.state, q.item, q.asked_at, q.ideas_read_at, q.answered_at
FROM question q JOIN person p ON p.id = q.person
WHERE q.relationship = :relationship AND (q.state = :state OR :state = '')
ORDER BY q.id DESC LIMIT :limit_n OFFSET :offset_n;

-- What of it waits for one of the two, and what waits for the other one; today: on the clock of who reads.
-- talk_waiting(relationship int, person int, today text) : one talk_waiting
-- with questions int, asked int, heard int, roadblocks int
SELECT r.id,
	(SELECT count(*) FROM question q WHERE q.relationship = r.id AND q.state = 'open' AND q.person <> :person) AS questions,
	(SELECT count(*) FROM question a WHERE a.relationship = r.id AND a.state = 'open' AND a.person = :person) AS asked,
	(SELECT count(*) FROM heard h WHERE h.relationship = r.id AND h.state = 'open' AND h.person <> :person) AS heard,
	(SELECT count(*) FROM roadblock b WHERE b.relationship = r.id AND b.state = 'open' AND b.review_on <= :today) AS roadblocks
FROM relationship r WHERE r.id = :relationship;

-- question_count(relationship int, state text) : int
SELECT count(*) FROM question WHERE relationship = :relationship AND state = :state;

-- question_get(id int) : one question
SELECT q.id, q.relationship, q.person, p.name AS person_name, q.body, q.ideas, q.answer, q.state, q.item, q.asked_at, q.ideas_read_at, q.answered_at
FROM question q JOIN person p ON p.id = q.person WHERE q.id = :id;

-- question_place(id int) : one question_place
SELECT relationship, person FROM question WHERE id = :id;

-- question_insert(id int, relationship int, person int, body sealed(relationship, id), ideas sealed(relationship, id), now int)
INSERT INTO question (id, relationship, person, body, ideas, asked_at)
VALUES (:id, :relationship, :person, :body, :ideas, :now);

-- question_set_read(id int, now int)
UPDATE question SET ideas_read_at = :now WHERE id = :id AND ideas_read_at = 0;

-- question_set_answer(id int, relationship int, answer sealed(relationship, id), now int)
UPDATE question SET answer = :answer, state = 'answered', answered_at = :now WHERE id = :id AND relationship = :relationship;

-- question_set_item(id int, item int)
UPDATE question SET item = :item WHERE id = :id;

-- question_delete(id int)
DELETE FROM question WHERE id = :id AND state = 'open';

-- question_set_nudged(id int, now int)
UPDATE question SET nudged_at = :now WHERE id = :id;

-- Whom others wait for, oldest question first.
-- As many days as the programme has set; days: else.
-- question_waiting(before int, now int, days int, after int) : many question_waiting
-- with partner text
SELECT q.id, q.relationship, q.asked_at, p.id AS person, p.name, p.email, p.lang, p.tz, a.name AS partner
FROM question q
JOIN relationship r ON r.id = q.relationship AND (r.state = 'active' OR r.ally_since > 0)
JOIN person a ON a.id = q.person
JOIN person p ON p.id = r.mentor + r.mentee - q.person AND p.state <> 'deactivated'
WHERE q.state = 'open' AND q.nudged_at = 0 AND q.asked_at <= :before AND q.id > :after
	AND q.asked_at <= :now - coalesce((SELECT t.value FROM programme_threshold t
		WHERE t.programme = r.programme AND t.threshold = 'question-waits'), :days) * 86400
ORDER BY q.id LIMIT 100;

-- talk_item_ahead(item int) : int
SELECT count(*) FROM agenda_item a JOIN meeting m ON m.id = a.meeting WHERE a.id = :item AND m.state = 'planned';

-- json heard: id relationship person person_name body meant state heard_at answered_at
-- heard_list(relationship int, limit_n int, offset_n int) : many heard
SELECT h.id, h.relationship, h.person, p.name AS person_name, h.body, h.meant, h.state, h.heard_at, h.answered_at
FROM heard h JOIN person p ON p.id = h.person WHERE h.relationship = :relationship
ORDER BY h.id DESC LIMIT :limit_n OFFSET :offset_n;

-- heard_count(relationship int) : int
SELECT count(*) FROM heard WHERE relationship = :relationship;

-- heard_get(id int) : one heard
SELECT h.id, h.relationship, h.person, p.name AS person_name, h.body, h.meant, h.state, h.heard_at, h.answered_at
FROM heard h JOIN person p ON p.id = h.person WHERE h.id = :id;

-- heard_insert(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO heard (id, relationship, person, body, heard_at) VALUES (:id, :relationship, :person, :body, :now);

-- heard_set_answer(id int, relationship int, state text, meant sealed(relationship, id), now int)
UPDATE heard SET state = :state, meant = :meant, answered_at = :now WHERE id = :id AND relationship = :relationship;

-- json roadblock: id relationship person person_name kind body step review_on state named_at closed_at
-- roadblock_list(relationship int, state text, limit_n int, offset_n int) : many roadblock
SELECT b.id, b.relationship, b.person, p.name AS person_name, b.kind, b.body, b.step, b.review_on, b.state, b.item, b.named_at, b.closed_at
FROM roadblock b JOIN person p ON p.id = b.person
WHERE b.relationship = :relationship AND (b.state = :state OR :state = '')
ORDER BY CASE WHEN b.closed_at = 0 THEN 0 ELSE 1 END, b.closed_at DESC, b.review_on, b.id LIMIT :limit_n OFFSET :offset_n;

-- roadblock_count(relationship int, state text) : int
SELECT count(*) FROM roadblock WHERE relationship = :relationship AND state = :state;

-- roadblock_get(id int) : one roadblock
SELECT b.id, b.relationship, b.person, p.name AS person_name, b.kind, b.body, b.step, b.review_on, b.state, b.item, b.named_at, b.closed_at
FROM roadblock b JOIN person p ON p.id = b.person WHERE b.id = :id;

-- roadblock_insert(id int, relationship int, person int, kind text, body sealed(relationship, id), step sealed(relationship, id), review_on text, now int)
INSERT INTO roadblock (id, relationship, person, kind, body, step, review_on, named_at)
VALUES (:id, :relationship, :person, :kind, :body, :step, :review_on, :now);

-- roadblock_update(id int, relationship int, kind text, body sealed(relationship, id), step sealed(relationship, id), review_on text)
UPDATE roadblock SET kind = :kind, body = :body, step = :step, review_on = :review_on WHERE id = :id AND relationship = :relationship;

-- roadblock_set_state(id int, state text, closed_at int)
UPDATE roadblock SET state = :state, closed_at = :closed_at WHERE id = :id;

-- roadblock_set_item(id int, item int)
UPDATE roadblock SET item = :item WHERE id = :id;

-- json introduction: id relationship owner owner_name commitment contact purpose consent state created_at changed_at
-- introduction_list(relationship int, limit_n int, offset_n int) : many introduction
SELECT i.id, i.relationship, i.owner, p.name AS owner_name, i.commitment, i.contact, i.purpose, i.consent, i.state, i.created_at, i.changed_at
FROM introduction i JOIN person p ON p.id = i.owner WHERE i.relationship = :relationship
ORDER BY i.id DESC LIMIT :limit_n OFFSET :offset_n;

-- introduction_count(relationship int) : int
SELECT count(*) FROM introduction WHERE relationship = :relationship;

-- introduction_get(id int) : one introduction
SELECT i.id, i.relationship, i.owner, p.name AS owner_name, i.commitment, i.contact, i.purpose, i.consent, i.state, i.created_at, i.changed_at
FROM introduction i JOIN person p ON p.id = i.owner WHERE i.id = :id;

-- introduction_insert(id int, relationship int, owner int, commitment int, contact sealed(relationship, id), purpose sealed(relationship, id), consent int, now int)
INSERT INTO introduction (id, relationship, owner, commitment, contact, purpose, consent, created_at, changed_at)
VALUES (:id, :relationship, :owner, :commitment, :contact, :purpose, :consent, :now, :now);

-- introduction_set_state(id int, consent int, state text, now int)
UPDATE introduction SET consent = :consent, state = :state, changed_at = :now WHERE id = :id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_question: id body ideas answer state asked_at answered_at
-- mine_question(relationship int, person int, after int) : many mine_question
SELECT id, relationship, body, ideas, answer, state, asked_at, answered_at
FROM question
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_question_answer: id answer answered_at
-- mine_question_answer(relationship int, person int, after int) : many mine_question_answer
SELECT id, relationship, answer, answered_at
FROM question
WHERE relationship = :relationship AND person <> :person AND state = 'answered' AND id > :after ORDER BY id LIMIT 100;

-- json mine_heard: id body state heard_at
-- mine_heard(relationship int, person int, after int) : many mine_heard
SELECT id, relationship, body, state, heard_at
FROM heard
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_heard_meant: id meant answered_at
-- mine_heard_meant(relationship int, person int, after int) : many mine_heard_meant
SELECT id, relationship, meant, answered_at
FROM heard
WHERE relationship = :relationship AND person <> :person AND state <> 'open' AND id > :after ORDER BY id LIMIT 100;

-- json mine_roadblock: id kind body step review_on state named_at closed_at
-- mine_roadblock(relationship int, person int, after int) : many mine_roadblock
SELECT id, relationship, kind, body, step, review_on, state, named_at, closed_at
FROM roadblock
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_introduction: id contact purpose consent state created_at changed_at
-- mine_introduction(relationship int, person int, after int) : many mine_introduction
SELECT id, relationship, contact, purpose, consent, state, created_at, changed_at
FROM introduction
WHERE relationship = :relationship AND owner = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_own_question: id body moment created_at
-- mine_own_question(relationship int, person int, after int) : many mine_own_question
SELECT id, relationship, body, moment, created_at
FROM own_question
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_own_question(relationship int, person int)
DELETE FROM own_question WHERE relationship = :relationship AND person = :person;

-- forget_question(relationship int, person int)
UPDATE question SET body = NULL, ideas = NULL WHERE relationship = :relationship AND person = :person;

-- forget_question_answer(relationship int, person int)
UPDATE question SET answer = NULL WHERE relationship = :relationship AND person <> :person;

-- forget_heard(relationship int, person int)
UPDATE heard SET body = NULL WHERE relationship = :relationship AND person = :person;

-- forget_heard_meant(relationship int, person int)
UPDATE heard SET meant = NULL WHERE relationship = :relationship AND person <> :person;

-- forget_roadblock(relationship int, person int)
DELETE FROM roadblock WHERE relationship = :relationship AND person = :person;

-- forget_introduction(relationship int, person int)
DELETE FROM introduction WHERE relationship = :relationship AND owner = :person;

-- ---- the library ----

-- json library_question: question own shelf text hint moments asker item
-- record library_question(question text, own int, shelf text, text text, hint text, moments text, asker text, item int, person int)

-- limit: OWN_QUESTIONS_MOST: two people keep no more than these
-- own_question_list(relationship int) : many own_question
SELECT id, relationship, person, body, moment, item, created_at FROM own_question
WHERE relationship = :relationship ORDER BY id DESC LIMIT 200;

-- own_question_get(id int) : one own_question
SELECT id, relationship, person, body, moment, item, created_at FROM own_question WHERE id = :id;

-- own_question_place(id int) : one own_question_place
SELECT id, relationship, person FROM own_question WHERE id = :id;

-- own_question_count(relationship int) : int
SELECT count(*) FROM own_question WHERE relationship = :relationship;

-- own_question_insert(id int, relationship int, person int, body sealed(relationship, id), moment text, now int)
INSERT INTO own_question (id, relationship, person, body, moment, created_at)
VALUES (:id, :relationship, :person, :body, :moment, :now);

-- own_question_set_item(id int, item int)
UPDATE own_question SET item = :item WHERE id = :id;

-- own_question_delete(id int)
DELETE FROM own_question WHERE id = :id;

-- A point that waits for a meeting, or is on the agenda of one ahead.
-- talk_item_open(item int) : int
SELECT count(*) FROM agenda_item a LEFT JOIN meeting m ON m.id = a.meeting
WHERE a.id = :item AND (a.meeting IS NULL OR m.state = 'planned');
