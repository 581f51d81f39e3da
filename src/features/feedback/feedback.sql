-- Feedback both ways: given, asked for, answered; encouragement beside it.

-- json feedback: id author author_name request event_on skill level situation deed effect keep change framing next answer given_at read_at answered_at
-- feedback_get(id int) : one feedback
SELECT f.id, f.relationship, f.author, p.name AS author_name, f.request, f.event_on, f.skill, f.level, f.situation, f.deed,
	f.effect, f.keep, f.change, f.framing, f.next, f.has_keep, f.has_change, f.answer, f.given_at, f.read_at, f.answered_at
FROM feedback f JOIN person p ON p.id = f.author WHERE f.id = :id;

-- skill: "" for all.
-- feedback_list(relationship int, skill text, limit_n int, offset_n int) : many feedback
SELECT f.id, f.relationship, f.author, p.name AS author_name, f.request, f.event_on, f.skill, f.level, f.situation, f.deed,
	f.effect, f.keep, f.change, f.framing, f.next, f.has_keep, f.has_change, f.answer, f.given_at, f.read_at, f.answered_at
FROM feedback f JOIN person p ON p.id = f.author
WHERE f.relationship = :relationship AND (:skill = '' OR f.skill = :skill)
ORDER BY f.given_at DESC, f.id DESC LIMIT :limit_n OFFSET :offset_n;

-- feedback_count(relationship int, skill text) : int
SELECT count(*) FROM feedback WHERE relationship = :relationship AND (:skill = '' OR skill = :skill);

-- feedback_insert(id int, relationship int, author int, request ref, event_on text, skill text, level int, situation sealed(relationship, id), deed sealed(relationship, id), effect sealed(relationship, id), keep sealed(relationship, id), change sealed(relationship, id), framing sealed(relationship, id), next sealed(relationship, id), has_keep int, has_change int, now int)
INSERT INTO feedback (id, relationship, author, request, event_on, skill, level, situation, deed, effect, keep, change, framing, next,
	has_keep, has_change, given_at)
VALUES (:id, :relationship, :author, :request, :event_on, :skill, :level, :situation, :deed, :effect, :keep, :change, :framing, :next,
	:has_keep, :has_change, :now);

-- feedback_set_read(id int, now int)
UPDATE feedback SET read_at = :now WHERE id = :id AND read_at = 0;

-- feedback_set_answer(id int, relationship int, answer sealed(relationship, id), now int)
UPDATE feedback SET answer = :answer, answered_at = :now WHERE id = :id AND relationship = :relationship;

-- feedback_relationship(id int) : one feedback_place
SELECT f.relationship, f.author, r.mentor, r.mentee FROM feedback f JOIN relationship r ON r.id = f.relationship WHERE f.id = :id;

-- How one side's feedback since then is made up.
-- feedback_balance(relationship int, author int, since int) : one feedback_balance
-- with given int, keeps int, changes int
SELECT count(*) AS given, coalesce(sum(has_keep), 0) AS keeps, coalesce(sum(has_change), 0) AS changes
FROM feedback WHERE relationship = :relationship AND author = :author AND given_at >= :since;

-- What one side has given so far, and when last.
-- feedback_by(relationship int, author int) : one feedback_by
-- with given int, last_at int
SELECT count(*) AS given, coalesce(max(given_at), 0) AS last_at FROM feedback WHERE relationship = :relationship AND author = :author;

-- How much of it, and of the advice, is about each skill; there are as many as the practice has.
-- feedback_skills(relationship int) : many feedback_skill
-- with skill text, n int, advice int
SELECT x.skill, sum(x.feedback) AS n, sum(x.advice) AS advice
FROM (SELECT f.skill, 1 AS feedback, 0 AS advice FROM feedback f WHERE f.relationship = :relationship AND f.skill <> ''
	UNION ALL SELECT a.skill, 0 AS feedback, 1 AS advice FROM advice a WHERE a.relationship = :relationship AND a.skill <> '') x
GROUP BY x.skill ORDER BY sum(x.feedback) + sum(x.advice) DESC, x.skill;

-- The level of a skill that was said first, or last; 0 if none was.
-- feedback_level_first(relationship int, skill text) : int
SELECT coalesce((SELECT level FROM feedback WHERE relationship = :relationship AND skill = :skill AND level > 0
	ORDER BY given_at, id LIMIT 1), 0);

-- feedback_level_last(relationship int, skill text) : int
SELECT coalesce((SELECT level FROM feedback WHERE relationship = :relationship AND skill = :skill AND level > 0
	ORDER BY given_at DESC, id DESC LIMIT 1), 0);

-- json skill_line: skill name items advice first last change
-- record skill_line(skill text, name text, items int, advice int, first int, last int, change int)

-- ---- what was asked for ----

-- json feedback_request: id person work event_on asked_at
-- feedback_request_list(relationship int) : many feedback_request
SELECT id, relationship, person, work, event_on, asked_at FROM feedback_request
WHERE relationship = :relationship AND closed_at = 0 ORDER BY asked_at, id;

-- feedback_request_get(id int, relationship int) : one feedback_request
SELECT id, relationship, person, work, event_on, asked_at FROM feedback_request
WHERE id = :id AND relationship = :relationship AND closed_at = 0;

-- feedback_request_insert(id int, relationship int, person int, work sealed(relationship, id), event_on text, now int)
INSERT INTO feedback_request (id, relationship, person, work, event_on, asked_at)
VALUES (:id, :relationship, :person, :work, :event_on, :now);

-- feedback_request_close(id int, now int)
UPDATE feedback_request SET closed_at = :now WHERE id = :id AND closed_at = 0;

-- Asked of me: without a day, or on a day that has come. What has just happened comes before what has waited for long.
-- feedback_asked(relationship int, me int, today text, since text) : int
SELECT coalesce(min(CASE WHEN event_on >= :since THEN id END), min(id), 0) FROM feedback_request
WHERE relationship = :relationship AND person <> :me AND closed_at = 0 AND event_on <= :today;

-- ---- encouragement ----

-- json encouragement: id author author_name kind body said_at
-- encouragement_list(relationship int, limit_n int, offset_n int) : many encouragement
SELECT e.id, e.relationship, e.author, p.name AS author_name, e.kind, e.body, e.said_at
FROM encouragement e JOIN person p ON p.id = e.author
WHERE e.relationship = :relationship ORDER BY e.said_at DESC, e.id DESC LIMIT :limit_n OFFSET :offset_n;

-- encouragement_count(relationship int) : int
SELECT count(*) FROM encouragement WHERE relationship = :relationship;

-- encouragement_insert(id int, relationship int, author int, kind text, body sealed(relationship, id), now int)
INSERT INTO encouragement (id, relationship, author, kind, body, said_at)
VALUES (:id, :relationship, :author, :kind, :body, :now);

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_feedback_request: id work event_on asked_at closed_at
-- mine_feedback_request(relationship int, person int, after int) : many mine_feedback_request
SELECT id, relationship, work, event_on, asked_at, closed_at
FROM feedback_request
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_feedback: id event_on skill level situation deed effect keep change framing next answer given_at read_at answered_at
-- mine_feedback(relationship int, person int, after int) : many mine_feedback
SELECT id, relationship, event_on, skill, level, situation, deed, effect, keep, change, framing, next, answer, given_at, read_at, answered_at
FROM feedback
WHERE relationship = :relationship AND author = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_feedback_got: id event_on skill level situation deed effect keep change framing next answer given_at read_at answered_at
-- mine_feedback_got(relationship int, person int, after int) : many mine_feedback_got
SELECT id, relationship, event_on, skill, level, situation, deed, effect, keep, change, framing, next, answer, given_at, read_at, answered_at
FROM feedback
WHERE relationship = :relationship AND author <> :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_encouragement: id kind body said_at
-- mine_encouragement(relationship int, person int, after int) : many mine_encouragement
SELECT id, relationship, kind, body, said_at
FROM encouragement
WHERE relationship = :relationship AND author = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_encouragement_got: id kind body said_at
-- mine_encouragement_got(relationship int, person int, after int) : many mine_encouragement_got
SELECT id, relationship, kind, body, said_at
FROM encouragement
WHERE relationship = :relationship AND author <> :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_feedback_request(relationship int, person int)
UPDATE feedback_request SET work = NULL WHERE relationship = :relationship AND person = :person;

-- forget_feedback_answer(relationship int, person int)
UPDATE feedback SET answer = NULL WHERE relationship = :relationship AND author <> :person;
