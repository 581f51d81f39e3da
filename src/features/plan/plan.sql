-- The plan of two people: steps, milestones, its versions; and the roadmap of themes.

-- json step: id relationship goal owner owner_name body due_on state created_at closed_at
-- step_list(relationship int, state text) : many step
SELECT s.id, s.relationship, s.goal, s.owner, p.name AS owner_name, s.body, s.due_on, s.state, s.created_at, s.closed_at
FROM plan_step s JOIN person p ON p.id = s.owner
WHERE s.relationship = :relationship AND (s.state = :state OR (:state = '' AND s.state <> 'dropped'))
ORDER BY CASE WHEN s.due_on = '' THEN 1 ELSE 0 END, s.due_on, s.id;

-- Those that are done, the latest first.
-- step_done(relationship int, limit_n int, offset_n int) : many step
SELECT s.id, s.relationship, s.goal, s.owner, p.name AS owner_name, s.body, s.due_on, s.state, s.created_at, s.closed_at
FROM plan_step s JOIN person p ON p.id = s.owner
WHERE s.relationship = :relationship AND s.state = 'done' ORDER BY s.closed_at DESC, s.id DESC LIMIT :limit_n OFFSET :offset_n;

-- step_done_count(relationship int) : int
SELECT count(*) FROM plan_step WHERE relationship = :relationship AND state = 'done';

-- step_page(relationship int, limit_n int, offset_n int) : many step
SELECT s.id, s.relationship, s.goal, s.owner, p.name AS owner_name, s.body, s.due_on, s.state, s.created_at, s.closed_at
FROM plan_step s JOIN person p ON p.id = s.owner
WHERE s.relationship = :relationship AND s.state <> 'dropped'
ORDER BY CASE WHEN s.due_on = '' THEN 1 ELSE 0 END, s.due_on, s.id LIMIT :limit_n OFFSET :offset_n;

-- step_get(id int) : one step
SELECT s.id, s.relationship, s.goal, s.owner, p.name AS owner_name, s.body, s.due_on, s.state, s.created_at, s.closed_at
FROM plan_step s JOIN person p ON p.id = s.owner WHERE s.id = :id;

-- step_insert(id int, relationship int, goal ref, owner int, body sealed(relationship, id), due_on text, now int)
INSERT INTO plan_step (id, relationship, goal, owner, body, due_on, created_at)
VALUES (:id, :relationship, :goal, :owner, :body, :due_on, :now);

-- step_update(id int, relationship int, goal ref, owner int, body sealed(relationship, id), due_on text)
UPDATE plan_step SET goal = :goal, owner = :owner, body = :body, due_on = :due_on
WHERE id = :id AND relationship = :relationship;

-- step_set_state(id int, state text, closed_at int)
UPDATE plan_step SET state = :state, closed_at = :closed_at WHERE id = :id AND state <> :state;

-- json resource: id step kind title link
-- resource_list(relationship int) : many resource
SELECT id, relationship, step, kind, title, link FROM plan_resource WHERE relationship = :relationship ORDER BY id;

-- resource_insert(id int, relationship int, step int, kind text, title sealed(relationship, id), link sealed(relationship, id), now int)
INSERT INTO plan_resource (id, relationship, step, kind, title, link, created_at)
VALUES (:id, :relationship, :step, :kind, :title, :link, :now);

-- resource_delete(id int, step int)
DELETE FROM plan_resource WHERE id = :id AND step = :step;

-- json plan_version: number person person_name reason body at yes
-- plan_version_list(relationship int, limit_n int, offset_n int) : many plan_version
-- with yes int
SELECT v.id, v.relationship, v.number, v.person, p.name AS person_name, v.reason, v.body, v.at,
	(SELECT count(*) FROM plan_acceptance a WHERE a.relationship = v.relationship AND a.number = v.number) AS yes
FROM plan_version v JOIN person p ON p.id = v.person WHERE v.relationship = :relationship
ORDER BY v.number DESC LIMIT :limit_n OFFSET :offset_n;

-- plan_version_count(relationship int) : int
SELECT count(*) FROM plan_version WHERE relationship = :relationship;

-- plan_version_insert(id int, relationship int, number int, person int, reason sealed(relationship, id), body sealed(relationship, id), now int)
INSERT INTO plan_version (id, relationship, number, person, reason, body, at)
VALUES (:id, :relationship, :number, :person, :reason, :body, :now);

-- plan_accept(relationship int, number int, person int, now int)
INSERT INTO plan_acceptance (relationship, number, person, at) VALUES (:relationship, :number, :person, :now)
ON CONFLICT (relationship, number, person) DO NOTHING;

-- plan_accepted(relationship int, number int, person int) : int
SELECT count(*) FROM plan_acceptance WHERE relationship = :relationship AND number = :number AND person = :person;

-- The newest version that both have accepted; 0: none.
-- plan_agreed_number(relationship int) : int
SELECT coalesce(max(number), 0) FROM (SELECT number FROM plan_acceptance WHERE relationship = :relationship
	GROUP BY number HAVING count(*) >= 2) x;

-- json milestone: id relationship goal title due_on evidence state created_at closed_at
-- milestone_list(relationship int, state text) : many milestone
SELECT id, relationship, goal, title, due_on, evidence, state, created_at, closed_at FROM milestone
WHERE relationship = :relationship AND (state = :state OR (:state = '' AND state <> 'dropped')) ORDER BY due_on, id;

-- What lies ahead first, then what is reached, the latest first.
-- milestone_page(relationship int, limit_n int, offset_n int) : many milestone
SELECT id, relationship, goal, title, due_on, evidence, state, created_at, closed_at FROM milestone
WHERE relationship = :relationship AND state <> 'dropped'
ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, CASE WHEN state = 'open' THEN due_on ELSE '' END, due_on DESC, id DESC
LIMIT :limit_n OFFSET :offset_n;

-- milestone_count(relationship int) : int
SELECT count(*) FROM milestone WHERE relationship = :relationship AND state <> 'dropped';

-- milestone_get(id int) : one milestone
SELECT id, relationship, goal, title, due_on, evidence, state, created_at, closed_at FROM milestone WHERE id = :id;

-- milestone_insert(id int, relationship int, goal ref, title sealed(relationship, id), due_on text, now int)
INSERT INTO milestone (id, relationship, goal, title, due_on, created_at)
VALUES (:id, :relationship, :goal, :title, :due_on, :now);

-- milestone_update(id int, relationship int, title sealed(relationship, id), due_on text)
UPDATE milestone SET title = :title, due_on = :due_on WHERE id = :id AND relationship = :relationship;

-- milestone_set_evidence(id int, relationship int, evidence sealed(relationship, id))
UPDATE milestone SET evidence = :evidence WHERE id = :id AND relationship = :relationship;

-- milestone_set_state(id int, state text, closed_at int)
UPDATE milestone SET state = :state, closed_at = :closed_at WHERE id = :id AND state <> :state;

-- milestone_answer_save(milestone int, person int, answer text, now int)
INSERT INTO milestone_answer (milestone, person, answer, at) VALUES (:milestone, :person, :answer, :now)
ON CONFLICT (milestone, person) DO UPDATE SET answer = :answer, at = :now;

-- milestone_answer_of(milestone int, person int) : text
SELECT answer FROM milestone_answer WHERE milestone = :milestone AND person = :person;

-- Open ones whose day has come, without opening a text.
-- milestone_due_list(relationship int, today text) : many milestone_day
SELECT id, due_on FROM milestone WHERE relationship = :relationship AND state = 'open' AND due_on <= :today
ORDER BY due_on, id;

-- milestone_answered(milestone int, person int, since int) : int
SELECT count(*) FROM milestone_answer WHERE milestone = :milestone AND person = :person AND at >= :since;

-- json theme: id relationship meeting source reference prompt side body state
-- theme_list(relationship int, state text) : many theme
SELECT id, relationship, meeting, source, reference, prompt, side, body, position, state FROM theme
WHERE relationship = :relationship AND (state = :state OR :state = '') ORDER BY state DESC, position, id;

-- theme_get(id int) : one theme
SELECT id, relationship, meeting, source, reference, prompt, side, body, position, state FROM theme WHERE id = :id;

-- theme_insert(id int, relationship int, source text, reference int, prompt text, side text, body sealed(relationship, id), position int, now int)
INSERT INTO theme (id, relationship, source, reference, prompt, side, body, position, created_at)
VALUES (:id, :relationship, :source, :reference, :prompt, :side, :body, :position, :now);

-- theme_set_position(id int, position int)
UPDATE theme SET position = :position WHERE id = :id AND position <> :position;

-- theme_set_state(id int, state text, meeting ref)
UPDATE theme SET state = :state, meeting = :meeting WHERE id = :id AND state <> :state;

-- theme_delete(id int)
DELETE FROM theme WHERE id = :id;

-- theme_of_meeting(meeting ref) : int
SELECT count(*) FROM theme WHERE meeting = :meeting;

-- theme_last_position(relationship int) : int
SELECT coalesce(max(position), 0) FROM theme WHERE relationship = :relationship;

-- theme_known(relationship int, source text, reference int, prompt text) : int
SELECT count(*) FROM theme WHERE relationship = :relationship AND source = :source AND reference = :reference AND prompt = :prompt;

-- roadmap_meeting(id int) : one roadmap_meeting
SELECT relationship, state FROM meeting WHERE id = :id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_plan_step: id goal body due_on state created_at closed_at
-- mine_plan_step(relationship int, after int) : many mine_plan_step
SELECT id, relationship, goal, body, due_on, state, created_at, closed_at
FROM plan_step
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_plan_resource: id step kind title link created_at
-- mine_plan_resource(relationship int, after int) : many mine_plan_resource
SELECT id, relationship, step, kind, title, link, created_at
FROM plan_resource
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_plan_version: id number reason body at
-- mine_plan_version(relationship int, after int) : many mine_plan_version
SELECT id, relationship, number, reason, body, at
FROM plan_version
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_plan_acceptance: number at
-- mine_plan_acceptance(relationship int, person int) : many mine_plan_acceptance
SELECT number, at
FROM plan_acceptance
WHERE relationship = :relationship AND person = :person ORDER BY number;

-- json mine_milestone: id goal title due_on evidence state created_at closed_at
-- mine_milestone(relationship int, after int) : many mine_milestone
SELECT id, relationship, goal, title, due_on, evidence, state, created_at, closed_at
FROM milestone
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_milestone_answer: milestone answer at
-- mine_milestone_answer(relationship int, person int) : many mine_milestone_answer
SELECT a.milestone, a.answer, a.at
FROM milestone m JOIN milestone_answer a ON a.milestone = m.id AND a.person = :person
WHERE m.relationship = :relationship ORDER BY a.milestone;

-- json mine_theme: id meeting prompt body state created_at
-- mine_theme(relationship int, after int) : many mine_theme
SELECT id, relationship, meeting, prompt, body, state, created_at
FROM theme
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;
