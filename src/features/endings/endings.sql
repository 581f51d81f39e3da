-- Endings, and what comes after them.

-- ---- saying goodbye ----

-- json farewell: person body said_at
-- farewell_list(relationship int) : many farewell
SELECT id, relationship, person, body, said_at FROM farewell WHERE relationship = :relationship ORDER BY said_at, id;

-- farewell_set(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO farewell (id, relationship, person, body, said_at) VALUES (:id, :relationship, :person, :body, :now);

-- farewell_drop(relationship int, person int)
DELETE FROM farewell WHERE relationship = :relationship AND person = :person;

-- ---- counted by nobody in particular ----

-- ending_pattern_add(programme int, kind text, word text)
INSERT INTO ending_pattern (programme, kind, word, n) VALUES (:programme, :kind, :word, 1)
ON CONFLICT (programme, kind, word) DO UPDATE SET n = ending_pattern.n + 1;

-- Whether that person says something of that kind for the first time.
-- ending_said_first(programme int, kind text, person int)
INSERT INTO ending_said (programme, kind, person) VALUES (:programme, :kind, :person)
ON CONFLICT (programme, kind, person) DO NOTHING;

-- ending_pattern_list(programme int) : many ending_pattern
SELECT kind, word, n FROM ending_pattern WHERE programme = :programme ORDER BY kind, n DESC, word;

-- json pattern: kind word text count
-- record pattern(kind text, word text, text text, count int)

-- ---- wishes of the two ----

-- ending_wish_set(relationship int, person int, kind text, now int)
INSERT INTO ending_wish (relationship, person, kind, wished_at) VALUES (:relationship, :person, :kind, :now)
ON CONFLICT (relationship, kind, person) DO NOTHING;

-- ending_wish_drop(relationship int, person int, kind text)
DELETE FROM ending_wish WHERE relationship = :relationship AND kind = :kind AND person = :person;

-- ending_wish_clear(relationship int)
DELETE FROM ending_wish WHERE relationship = :relationship;

-- ending_wish_list(relationship int) : many ending_wish
SELECT person, kind, wished_at FROM ending_wish WHERE relationship = :relationship ORDER BY kind, person;

-- What is open after an ending, for one of the two.
-- json aftermath: ending ended_at ally_since review_mine review_theirs ally_mine ally_theirs reopen_mine reopen_theirs may_reopen match mentor_wish story
-- record aftermath(ending text, ended_at int, ally_since int, review_mine int, review_theirs int, ally_mine int, ally_theirs int, reopen_mine int, reopen_theirs int, may_reopen int, match text, mentor_wish int, story text)

-- ---- fit ----

-- json fit_answer: person answer held said_at
-- fit_list(relationship int) : many fit_answer
SELECT person, answer, held, said_at FROM fit_answer WHERE relationship = :relationship ORDER BY person;

-- fit_set(relationship int, person int, answer text, held int, now int)
INSERT INTO fit_answer (relationship, person, answer, held, said_at) VALUES (:relationship, :person, :answer, :held, :now)
ON CONFLICT (relationship, person) DO UPDATE SET answer = excluded.answer, held = excluded.held, said_at = excluded.said_at;

-- ---- staying in touch ----

-- json keeping_touch: interval_days person set_at touched_at
-- keeping_touch_get(relationship int) : one keeping_touch
SELECT interval_days, person, set_at, touched_at FROM keeping_touch WHERE relationship = :relationship;

-- keeping_touch_set(relationship int, interval_days int, person int, now int)
INSERT INTO keeping_touch (relationship, interval_days, person, set_at, touched_at)
VALUES (:relationship, :interval_days, :person, :now, :now)
ON CONFLICT (relationship) DO UPDATE SET interval_days = excluded.interval_days, person = excluded.person, set_at = excluded.set_at;

-- keeping_touch_touched(relationship int, now int)
UPDATE keeping_touch SET touched_at = :now WHERE relationship = :relationship;

-- keeping_touch_asked(relationship int, now int)
UPDATE keeping_touch SET asked_at = :now WHERE relationship = :relationship;

-- touch_support_list(relationship int) : many touch_support
SELECT id, relationship, person, body FROM touch_support WHERE relationship = :relationship ORDER BY person;

-- touch_support_id(relationship int, person int) : int
SELECT id FROM touch_support WHERE relationship = :relationship AND person = :person;

-- touch_support_insert(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO touch_support (id, relationship, person, body, changed_at) VALUES (:id, :relationship, :person, :body, :now);

-- touch_support_update(id int, relationship int, body sealed(relationship, id), now int)
UPDATE touch_support SET body = :body, changed_at = :now WHERE id = :id AND relationship = :relationship;

-- Pairs that wanted to hear from each other by now: nothing planned, nobody met or wrote that they did since
-- then, and the last reminder is an interval ago.
-- touch_due(now int, after int) : many touch_due
SELECT k.relationship FROM keeping_touch k JOIN relationship r ON r.id = k.relationship
WHERE k.relationship > :after AND k.touched_at + k.interval_days * 86400 <= :now
	AND k.asked_at + k.interval_days * 86400 <= :now
	AND (r.ally_since > 0 OR (r.state = 'active' AND r.stage = 4))
	AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = k.relationship
		AND ((m.state = 'planned' AND m.starts_at >= :now)
			OR (m.state = 'held' AND m.starts_at + k.interval_days * 86400 > :now)))
ORDER BY k.relationship LIMIT 200;

-- ---- the last stretch ----

-- Running programmes that end by then.
-- programmes_ending(until text) : many programme_ending
-- scan: there are never many programmes
SELECT id, ends_on FROM programme WHERE ends_on <> '' AND ends_on <= :until AND state <> 'ended' ORDER BY id;

-- limit: a night takes these, the next one the rest
-- last_stretch_new(programme int) : many stretch_pair
SELECT r.id AS relationship FROM relationship r
WHERE r.programme = :programme AND r.state = 'active'
	AND NOT EXISTS (SELECT 1 FROM last_stretch s WHERE s.relationship = r.id)
ORDER BY r.id LIMIT 200;

-- limit: a night takes these, the next one the rest
-- last_stretch_without_plan(programme int) : many stretch_pair
SELECT r.id AS relationship FROM relationship r JOIN last_stretch s ON s.relationship = r.id
WHERE r.programme = :programme AND r.state = 'active' AND s.reminded_at = 0
	AND NOT EXISTS (SELECT 1 FROM keeping_touch k WHERE k.relationship = r.id)
ORDER BY r.id LIMIT 200;

-- last_stretch_tell(relationship int, now int)
INSERT INTO last_stretch (relationship, told_at) VALUES (:relationship, :now) ON CONFLICT (relationship) DO NOTHING;

-- last_stretch_remind(relationship int, now int)
UPDATE last_stretch SET reminded_at = :now WHERE relationship = :relationship;

-- ---- who is written to ----

-- ending_pair(id int) : one ending_pair
SELECT r.id, r.programme, p.name AS programme_name, p.ends_on, r.mentor, m.name AS mentor_name, r.mentee, e.name AS mentee_name
FROM relationship r JOIN programme p ON p.id = r.programme JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
WHERE r.id = :id;

-- ending_managers(programme int) : many ending_manager
SELECT t.person FROM participant t JOIN person p ON p.id = t.person AND p.state = 'active'
WHERE t.programme = :programme AND t.role = 'manager' ORDER BY t.id;

-- ---- going on ----

-- My own place in the programme that brought us together.
-- ending_place(programme int, role text, person int) : one ending_place
SELECT id, state FROM participant WHERE programme = :programme AND role = :role AND person = :person;

-- mentor_wish_get(programme int, person int) : one mentor_wish
SELECT person, wished_at, taken_at FROM mentor_wish WHERE programme = :programme AND person = :person;

-- mentor_wish_set(programme int, person int, now int)
INSERT INTO mentor_wish (programme, person, wished_at) VALUES (:programme, :person, :now)
ON CONFLICT (programme, person) DO NOTHING;

-- mentor_wish_drop(programme int, person int)
DELETE FROM mentor_wish WHERE programme = :programme AND person = :person AND taken_at = 0;

-- mentor_wish_taken(programme int, person int, now int)
UPDATE mentor_wish SET taken_at = :now WHERE programme = :programme AND person = :person AND taken_at = 0;

-- json wish_card: person name headline wished_at
-- mentor_wish_list(programme int, limit_n int, offset_n int) : many wish_card
SELECT w.person, p.name, p.headline, w.wished_at FROM mentor_wish w JOIN person p ON p.id = w.person
WHERE w.programme = :programme AND w.taken_at = 0 ORDER BY w.wished_at, w.person
LIMIT :limit_n OFFSET :offset_n;

-- mentor_wish_count(programme int) : int
SELECT count(*) FROM mentor_wish WHERE programme = :programme AND taken_at = 0;

-- ---- stories ----

-- json story: id person person_name named state body changed_at
-- story_mine(relationship int, person int) : one story
SELECT s.id, s.relationship, s.programme, s.person, p.name AS person_name, s.named, s.state, s.body, s.told, s.changed_at
FROM story s JOIN person p ON p.id = s.person WHERE s.relationship = :relationship AND s.person = :person;

-- story_get(id int) : one story
SELECT s.id, s.relationship, s.programme, s.person, p.name AS person_name, s.named, s.state, s.body, s.told, s.changed_at
FROM story s JOIN person p ON p.id = s.person WHERE s.id = :id;

-- story_standing(id int, viewer int) : one story_standing
-- with manages int, takes_part int
SELECT s.person, r.mentor, r.mentee, s.state,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = s.programme AND t.role = 'manager'
		AND t.person = :viewer) THEN 1 ELSE 0 END AS manages,
	CASE WHEN EXISTS (SELECT 1 FROM participant u WHERE u.programme = s.programme AND u.person = :viewer
		AND u.state <> 'left') THEN 1 ELSE 0 END AS takes_part
FROM story s JOIN relationship r ON r.id = s.relationship WHERE s.id = :id;

-- story_insert(id int, relationship int, programme int, person int, named int, body sealed(relationship, id), now int)
INSERT INTO story (id, relationship, programme, person, named, body, changed_at)
VALUES (:id, :relationship, :programme, :person, :named, :body, :now);

-- A changed story has to be agreed to anew.
-- story_update(id int, relationship int, named int, body sealed(relationship, id), now int)
UPDATE story SET named = :named, body = :body, told = '', state = 'asked', changed_at = :now
WHERE id = :id AND relationship = :relationship;

-- story_agree(id int, told text, now int)
UPDATE story SET state = 'agreed', told = :told, changed_at = :now WHERE id = :id AND state = 'asked';

-- story_publish(id int, state text, was text, now int)
UPDATE story SET state = :state, changed_at = :now WHERE id = :id AND state = :was;

-- story_delete(id int)
DELETE FROM story WHERE id = :id;

-- What both have agreed to: for managers all of it, for those who take part what is published. Who does not want to be
-- named is named to nobody.
-- json story_card: id state named mentor_name mentee_name told changed_at
-- story_list(programme int, manager int, limit_n int, offset_n int) : many story_card
-- with mentor_name text, mentee_name text
SELECT s.id, s.state, s.named, CASE WHEN s.named = 1 THEN m.name ELSE '' END AS mentor_name,
	CASE WHEN s.named = 1 THEN e.name ELSE '' END AS mentee_name, s.told, s.changed_at
FROM story s JOIN relationship r ON r.id = s.relationship JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
WHERE s.programme = :programme AND (s.state = 'published' OR (:manager = 1 AND s.state = 'agreed'))
ORDER BY s.changed_at DESC, s.id DESC LIMIT :limit_n OFFSET :offset_n;

-- story_count(programme int, manager int) : int
SELECT count(*) FROM story WHERE programme = :programme AND (state = 'published' OR (:manager = 1 AND state = 'agreed'));

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_farewell: id body said_at
-- mine_farewell(relationship int, person int, after int) : many mine_farewell
SELECT id, relationship, body, said_at
FROM farewell
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_farewell_got: id body said_at
-- mine_farewell_got(relationship int, person int, after int) : many mine_farewell_got
SELECT id, relationship, body, said_at
FROM farewell
WHERE relationship = :relationship AND person <> :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_ending_wish: kind wished_at
-- mine_ending_wish(relationship int, person int) : many mine_ending_wish
SELECT kind, wished_at
FROM ending_wish
WHERE relationship = :relationship AND person = :person ORDER BY kind;

-- json mine_keeping_touch: interval_days set_at touched_at asked_at
-- mine_keeping_touch(relationship int) : many mine_keeping_touch
SELECT interval_days, set_at, touched_at, asked_at
FROM keeping_touch
WHERE relationship = :relationship ORDER BY interval_days;

-- json mine_touch_support: id body changed_at
-- mine_touch_support(relationship int, person int, after int) : many mine_touch_support
SELECT id, relationship, body, changed_at
FROM touch_support
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_last_stretch: told_at reminded_at
-- mine_last_stretch(relationship int) : many mine_last_stretch
SELECT told_at, reminded_at
FROM last_stretch
WHERE relationship = :relationship ORDER BY told_at;

-- json mine_fit_answer: answer held said_at
-- mine_fit_answer(relationship int, person int) : many mine_fit_answer
SELECT answer, held, said_at
FROM fit_answer
WHERE relationship = :relationship AND person = :person ORDER BY answer;

-- json mine_story: id named state body told changed_at
-- mine_story(relationship int, person int, after int) : many mine_story
SELECT id, relationship, named, state, body, told, changed_at
FROM story
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_ending_said: programme_name kind
-- mine_ending_said(person int) : many mine_ending_said
SELECT g.name AS programme_name, s.kind
FROM participant p JOIN programme g ON g.id = p.programme JOIN ending_said s ON s.programme = p.programme AND s.person = p.person
WHERE p.person = :person ORDER BY g.id, s.kind;

-- json mine_mentor_wish: programme_name wished_at taken_at
-- mine_mentor_wish(person int) : many mine_mentor_wish
SELECT g.name AS programme_name, w.wished_at, w.taken_at
FROM participant p JOIN programme g ON g.id = p.programme JOIN mentor_wish w ON w.programme = p.programme AND w.person = p.person
WHERE p.person = :person ORDER BY g.id;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_ending_wish(relationship int, person int)
DELETE FROM ending_wish WHERE relationship = :relationship AND person = :person;

-- forget_touch_support(relationship int, person int)
DELETE FROM touch_support WHERE relationship = :relationship AND person = :person;

-- forget_fit_answer(relationship int, person int)
DELETE FROM fit_answer WHERE relationship = :relationship AND person = :person;

-- forget_story(relationship int, person int)
DELETE FROM story WHERE relationship = :relationship AND person = :person;

-- forget_mentor_wish(person int)
DELETE FROM mentor_wish WHERE person = :person AND programme IN (SELECT p.programme FROM participant p WHERE p.person = :person);
