-- Goals. What people write is sealed; the numbers alone say nothing.

-- json goal: id relationship owner title specific metric unit baseline target target_percent current achievable relevant due_on horizon state share_title version created_at changed_at closed_at
-- goal_list(relationship int, state text) : many goal
SELECT id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent, current,
	achievable, relevant, due_on, horizon, state, share_title, version, created_at, changed_at, closed_at
FROM goal WHERE relationship = :relationship AND (state = :state OR :state = '')
ORDER BY created_at, id;

-- What the five checks need to know, without opening a text: an empty one is kept as no bytes at all.
-- goal_outlines(relationship int, state text) : many goal_outline
-- with specific int, measured int, achievable int, relevant int
SELECT CASE WHEN length(title) > 0 AND length(specific) > 0 THEN 1 ELSE 0 END AS specific,
	CASE WHEN length(metric) > 0 THEN 1 ELSE 0 END AS measured,
	CASE WHEN length(achievable) > 0 THEN 1 ELSE 0 END AS achievable,
	CASE WHEN length(relevant) > 0 THEN 1 ELSE 0 END AS relevant, baseline, target, target_percent, due_on
FROM goal WHERE relationship = :relationship AND state = :state;

-- goal_get(id int) : one goal
SELECT id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent, current,
	achievable, relevant, due_on, horizon, state, share_title, version, created_at, changed_at, closed_at
FROM goal WHERE id = :id;

-- goal_pair(id int) : one goal_pair
SELECT r.mentor, r.mentee FROM goal g JOIN relationship r ON r.id = g.relationship WHERE g.id = :id;

-- goal_insert(id int, relationship int, owner int, title sealed(relationship, id), specific sealed(relationship, id), metric sealed(relationship, id), unit text, baseline text, target text, target_percent bool, achievable sealed(relationship, id), relevant sealed(relationship, id), due_on text, horizon text, share_title bool, now int)
INSERT INTO goal (id, relationship, owner, title, specific, metric, unit, baseline, target, target_percent,
	current, achievable, relevant, due_on, horizon, share_title, created_at, changed_at)
VALUES (:id, :relationship, :owner, :title, :specific, :metric, :unit, :baseline, :target, :target_percent,
	:baseline, :achievable, :relevant, :due_on, :horizon, :share_title, :now, :now);

-- goal_update(id int, relationship int, title sealed(relationship, id), specific sealed(relationship, id), metric sealed(relationship, id), unit text, baseline text, target text, target_percent bool, achievable sealed(relationship, id), relevant sealed(relationship, id), due_on text, horizon text, share_title bool, version int, now int)
UPDATE goal SET title = :title, specific = :specific, metric = :metric, unit = :unit,
	baseline = :baseline, current = CASE WHEN current = '' THEN :baseline ELSE current END,
	target = :target, target_percent = :target_percent, achievable = :achievable,
	relevant = :relevant, due_on = :due_on, horizon = :horizon, share_title = :share_title,
	version = version + 1, changed_at = :now
WHERE id = :id AND relationship = :relationship AND version = :version;

-- goal_set_current(id int, current text, now int)
UPDATE goal SET current = :current, version = version + 1, changed_at = :now WHERE id = :id AND state = 'open';

-- goal_set_state(id int, state text, closed_at int, now int)
UPDATE goal SET state = :state, closed_at = :closed_at, version = version + 1, changed_at = :now
WHERE id = :id AND state <> :state;
