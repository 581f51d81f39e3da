-- Goals. What people write is sealed; the numbers alone say nothing. A paused goal is an open one that rests.

-- json goal: id relationship owner title specific metric unit baseline target target_percent current scale achievable relevant due_on horizon parent career state review_at share_title version wording created_at changed_at closed_at
-- goal_list(relationship int, state text) : many goal
-- with state text
SELECT id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent, current, scale,
	achievable, relevant, due_on, horizon, parent, career,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	review_at, share_title, version, wording, created_at, changed_at, closed_at
FROM goal WHERE relationship = :relationship
	AND (:state = '' OR CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END = :state)
ORDER BY created_at, id;

-- What lists show of a goal. Of the texts that no list shows it is only known whether they are there: an empty one
-- is kept as no bytes at all, so none of them is opened. paused: those that rest, of the open ones.
-- goal_heads(relationship int, state text, paused int) : many goal_head
-- with state text, specific int, measured int, achievable int, relevant int
SELECT id, relationship, title, unit, baseline, target, target_percent, current, scale, due_on, horizon,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	CASE WHEN length(title) > 0 AND length(specific) > 0 THEN 1 ELSE 0 END AS specific,
	CASE WHEN length(metric) > 0 THEN 1 ELSE 0 END AS measured,
	CASE WHEN length(achievable) > 0 THEN 1 ELSE 0 END AS achievable,
	CASE WHEN length(relevant) > 0 THEN 1 ELSE 0 END AS relevant
FROM goal WHERE relationship = :relationship AND state = :state AND CASE WHEN paused_at > 0 THEN 1 ELSE 0 END = :paused
ORDER BY created_at, id;

-- Those that are closed, the latest first. There are as many open ones as two people can keep in mind.
-- goal_closed(relationship int, state text, limit_n int, offset_n int) : many goal_head
-- with state text, specific int, measured int, achievable int, relevant int
SELECT id, relationship, title, unit, baseline, target, target_percent, current, scale, due_on, horizon,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	CASE WHEN length(title) > 0 AND length(specific) > 0 THEN 1 ELSE 0 END AS specific,
	CASE WHEN length(metric) > 0 THEN 1 ELSE 0 END AS measured,
	CASE WHEN length(achievable) > 0 THEN 1 ELSE 0 END AS achievable,
	CASE WHEN length(relevant) > 0 THEN 1 ELSE 0 END AS relevant
FROM goal WHERE relationship = :relationship AND state = :state
ORDER BY closed_at DESC, id DESC LIMIT :limit_n OFFSET :offset_n;

-- goal_count(relationship int, state text) : int
SELECT count(*) FROM goal WHERE relationship = :relationship AND (state = :state OR :state = '');

-- goal_page(relationship int, limit_n int, offset_n int) : many goal
-- with state text
SELECT id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent, current, scale,
	achievable, relevant, due_on, horizon, parent, career,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	review_at, share_title, version, wording, created_at, changed_at, closed_at
FROM goal WHERE relationship = :relationship ORDER BY created_at, id LIMIT :limit_n OFFSET :offset_n;

-- The same without any text, of all that were not let go: for counting.
-- goal_outlines(relationship int) : many goal_outline
-- with specific int, measured int, scaled int, achievable int, relevant int
SELECT id, state, paused_at, review_at, changed_at,
	CASE WHEN length(title) > 0 AND length(specific) > 0 THEN 1 ELSE 0 END AS specific,
	CASE WHEN length(metric) > 0 THEN 1 ELSE 0 END AS measured,
	CASE WHEN length(scale) > 0 THEN 1 ELSE 0 END AS scaled,
	CASE WHEN length(achievable) > 0 THEN 1 ELSE 0 END AS achievable,
	CASE WHEN length(relevant) > 0 THEN 1 ELSE 0 END AS relevant, baseline, target, target_percent, due_on
FROM goal WHERE relationship = :relationship AND state <> 'dropped';

-- goal_get(id int) : one goal
-- with state text
SELECT id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent, current, scale,
	achievable, relevant, due_on, horizon, parent, career,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	review_at, share_title, version, wording, created_at, changed_at, closed_at
FROM goal WHERE id = :id;

-- goal_children(parent ref) : many goal_head
-- with state text, specific int, measured int, achievable int, relevant int
SELECT id, relationship, title, unit, baseline, target, target_percent, current, scale, due_on, horizon,
	CASE WHEN state = 'open' AND paused_at > 0 THEN 'paused' ELSE state END AS state,
	CASE WHEN length(title) > 0 AND length(specific) > 0 THEN 1 ELSE 0 END AS specific,
	CASE WHEN length(metric) > 0 THEN 1 ELSE 0 END AS measured,
	CASE WHEN length(achievable) > 0 THEN 1 ELSE 0 END AS achievable,
	CASE WHEN length(relevant) > 0 THEN 1 ELSE 0 END AS relevant
FROM goal WHERE parent = :parent ORDER BY created_at, id;

-- goal_pair(id int) : one goal_pair
SELECT r.mentor, r.mentee FROM goal g JOIN relationship r ON r.id = g.relationship WHERE g.id = :id;

-- goal_insert(id int, relationship int, owner int, title sealed(relationship, id), specific sealed(relationship, id), metric sealed(relationship, id), unit text, baseline text, target text, target_percent bool, scale sealed(relationship, id), achievable sealed(relationship, id), relevant sealed(relationship, id), due_on text, horizon text, parent ref, career text, share_title bool, review_at int, now int)
INSERT INTO goal (id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent,
	current, scale, achievable, relevant, due_on, horizon, parent, career, share_title, review_at, created_at, changed_at)
VALUES (:id, :relationship, :owner, :title, :specific, :metric, :unit, :baseline, :target, :target_percent,
	:baseline, :scale, :achievable, :relevant, :due_on, :horizon, :parent, :career, :share_title, :review_at, :now, :now);

-- goal_update(id int, relationship int, title sealed(relationship, id), specific sealed(relationship, id), metric sealed(relationship, id), unit text, baseline text, current text, target text, target_percent bool, scale sealed(relationship, id), achievable sealed(relationship, id), relevant sealed(relationship, id), due_on text, horizon text, parent ref, career text, share_title bool, version int, reworded int, now int)
UPDATE goal SET title = :title, specific = :specific, metric = :metric, unit = :unit,
	baseline = :baseline, current = :current,
	target = :target, target_percent = :target_percent, scale = :scale, achievable = :achievable,
	relevant = :relevant, due_on = :due_on, horizon = :horizon, parent = :parent, career = :career,
	share_title = :share_title, version = version + 1, wording = wording + :reworded, changed_at = :now
WHERE id = :id AND relationship = :relationship AND version = :version;

-- goal_set_current(id int, current text, now int)
UPDATE goal SET current = :current, version = version + 1, changed_at = :now
WHERE id = :id AND state = 'open' AND paused_at = 0;

-- goal_set_state(id int, state text, closed_at int, now int)
UPDATE goal SET state = :state, closed_at = :closed_at, paused_at = 0, version = version + 1, changed_at = :now
WHERE id = :id AND (state <> :state OR paused_at > 0);

-- goal_set_paused(id int, paused_at int, review_at int, now int)
UPDATE goal SET paused_at = :paused_at, review_at = :review_at, version = version + 1, changed_at = :now
WHERE id = :id AND state = 'open';

-- goal_set_review(id int, review_at int)
UPDATE goal SET review_at = :review_at WHERE id = :id;

-- Where it stood.
-- json goal_point: id person person_name value level note at
-- The latest 500, which is what a drawing can show, and with offset_n those before them.
-- goal_point_list(goal int, offset_n int) : many goal_point
SELECT x.id, x.relationship, x.goal, x.person, p.name AS person_name, x.value, x.level, x.note, x.at
FROM goal_point x JOIN person p ON p.id = x.person
WHERE x.goal = :goal AND x.id IN (SELECT y.id FROM goal_point y WHERE y.goal = :goal ORDER BY y.at DESC, y.id DESC LIMIT 500 OFFSET :offset_n)
ORDER BY x.at, x.id;

-- goal_point_insert(id int, relationship int, goal int, person int, value text, level int, note sealed(relationship, id), now int)
INSERT INTO goal_point (id, relationship, goal, person, value, level, note, at)
VALUES (:id, :relationship, :goal, :person, :value, :level, :note, :now);

-- goal_point_sides(goal int, since int) : int
SELECT count(DISTINCT person) FROM goal_point WHERE goal = :goal AND at >= :since;

-- goal_point_mine(goal int, person int, since int) : int
SELECT count(*) FROM goal_point WHERE goal = :goal AND at >= :since AND person = :person;

-- Goals of which it is time to say how they stand, and this person has not.
-- goal_due_id(relationship int, person int, now int) : int
SELECT g.id FROM goal g
WHERE g.relationship = :relationship AND g.state = 'open' AND g.paused_at = 0
	AND g.review_at > 0 AND g.review_at <= :now
	AND NOT EXISTS (SELECT 1 FROM goal_point x WHERE x.goal = g.id AND x.at >= g.review_at AND x.person = :person)
ORDER BY g.review_at, g.id;

-- What happened to it.
-- json goal_change: id person person_name kind reason was at
-- goal_change_list(goal int, limit_n int, offset_n int) : many goal_change
SELECT x.id, x.relationship, x.goal, x.person, p.name AS person_name, x.kind, x.reason, x.was, x.at
FROM goal_change x JOIN person p ON p.id = x.person WHERE x.goal = :goal
ORDER BY x.at DESC, x.id DESC LIMIT :limit_n OFFSET :offset_n;

-- goal_change_count(goal int) : int
SELECT count(*) FROM goal_change WHERE goal = :goal;

-- goal_change_insert(id int, relationship int, goal int, person int, kind text, reason sealed(relationship, id), was sealed(relationship, id), now int)
INSERT INTO goal_change (id, relationship, goal, person, kind, reason, was, at)
VALUES (:id, :relationship, :goal, :person, :kind, :reason, :was, :now);

-- goal_accept(goal int, person int, wording int, now int)
INSERT INTO goal_acceptance (goal, person, wording, at) VALUES (:goal, :person, :wording, :now)
ON CONFLICT (goal, person) DO UPDATE SET wording = :wording, at = :now;

-- goal_accepted(goal int, person int) : int
SELECT wording FROM goal_acceptance WHERE goal = :goal AND person = :person;

-- Open goals whose words both have accepted.
-- goal_agreed_count(relationship int) : int
SELECT count(*) FROM goal g WHERE g.relationship = :relationship AND g.state = 'open'
	AND (SELECT count(*) FROM goal_acceptance a WHERE a.goal = g.id AND a.wording = g.wording) >= 2;

-- What the two hope for.
-- json direction: person hope aim career path skills experiences industries roles learn grow changed_at
-- direction_get(relationship int, person int) : one direction
SELECT id, relationship, person, hope, aim, career, path, skills, experiences, industries, roles, learn, grow, changed_at
FROM direction WHERE relationship = :relationship AND person = :person;

-- direction_list(relationship int) : many direction
SELECT id, relationship, person, hope, aim, career, path, skills, experiences, industries, roles, learn, grow, changed_at
FROM direction WHERE relationship = :relationship ORDER BY person;

-- direction_insert(id int, relationship int, person int, hope sealed(relationship, id), aim text, career sealed(relationship, id), path text, skills sealed(relationship, id), experiences sealed(relationship, id), industries sealed(relationship, id), roles sealed(relationship, id), learn sealed(relationship, id), grow sealed(relationship, id), now int)
INSERT INTO direction (id, relationship, person, hope, aim, career, path, skills, experiences, industries, roles, learn, grow, changed_at)
VALUES (:id, :relationship, :person, :hope, :aim, :career, :path, :skills, :experiences, :industries, :roles, :learn, :grow, :now);

-- direction_update(id int, relationship int, hope sealed(relationship, id), aim text, career sealed(relationship, id), path text, skills sealed(relationship, id), experiences sealed(relationship, id), industries sealed(relationship, id), roles sealed(relationship, id), learn sealed(relationship, id), grow sealed(relationship, id), now int)
UPDATE direction SET hope = :hope, aim = :aim, career = :career, path = :path, skills = :skills, experiences = :experiences, industries = :industries, roles = :roles, learn = :learn, grow = :grow, changed_at = :now
WHERE id = :id AND relationship = :relationship;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_goal: id title specific metric unit baseline target current achievable relevant scale due_on horizon state created_at closed_at
-- mine_goal(relationship int, after int) : many mine_goal
SELECT id, relationship, title, specific, metric, unit, baseline, target, current, achievable, relevant, scale, due_on, horizon, state, created_at, closed_at
FROM goal
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_goal_point: id goal value level note at
-- mine_goal_point(relationship int, person int, after int) : many mine_goal_point
SELECT id, relationship, goal, value, level, note, at
FROM goal_point
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_goal_change: id goal kind reason was at
-- mine_goal_change(relationship int, person int, after int) : many mine_goal_change
SELECT id, relationship, goal, kind, reason, was, at
FROM goal_change
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_goal_acceptance: goal wording at
-- mine_goal_acceptance(relationship int, person int) : many mine_goal_acceptance
SELECT a.goal, a.wording, a.at
FROM goal g JOIN goal_acceptance a ON a.goal = g.id AND a.person = :person
WHERE g.relationship = :relationship ORDER BY a.goal;

-- json mine_direction: id hope aim career path skills experiences industries roles learn grow changed_at
-- mine_direction(relationship int, person int, after int) : many mine_direction
SELECT id, relationship, hope, aim, career, path, skills, experiences, industries, roles, learn, grow, changed_at
FROM direction
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_direction(relationship int, person int)
DELETE FROM direction WHERE relationship = :relationship AND person = :person;
