-- Everything that a .sql file can say. This line is a free comment (with an unbalanced "(".

-- goal_list(relationship int) : many goal
SELECT id, relationship, title, due_on, state FROM goal WHERE relationship = :relationship ORDER BY due_on, id;

-- goal_get(id int) : one goal
-- Comments may stand here; ':id' in one is no parameter.
SELECT id, relationship, title, due_on, state -- nor :this
FROM goal /* nor :that */ WHERE id = :id AND title <> 'at 10:30 :no';

-- json goal: id title due_on,
--   state

-- goal_counts(relationship int) : one goal_counts
-- with open int, done int,
--   share real
SELECT count(CASE WHEN state = 'open' THEN 1 END) AS open,
	count(CASE WHEN state = 'done' THEN 1 END) AS done,
	CAST(sum(weight) AS real) AS share
FROM goal WHERE relationship = :relationship;

-- goal_insert(relationship int, title text,
--             due_on text, weight real,
--             parent ref, picture blob, open bool) : id
INSERT INTO goal (relationship, title, due_on, weight, parent, picture, state)
VALUES (:relationship, :title, :due_on, :weight, :parent, :picture,
	CASE WHEN :open = 1 THEN 'open' ELSE 'done' END)
RETURNING id;

-- goal_close(id int)
UPDATE goal SET state = 'done' WHERE id = :id AND state = 'open';

-- goal_title(id int) : text
SELECT title FROM goal WHERE id = :id;

-- goal_sum() : int
-- scan: every "goal" counts once a night
SELECT CAST(coalesce(sum(id), 0) AS integer) FROM goal;

-- goal_file(id int) : one goal_file
-- with late bool, parent ref
SELECT picture, weight, parent, CASE WHEN due_on < '2027' THEN 1 ELSE 0 END AS late FROM goal WHERE id = :id;

-- note_insert(id int, relationship int, body sealed(relationship, id))
INSERT INTO note (id, relationship, body) VALUES (:id, :relationship, :body)
ON CONFLICT (id) DO UPDATE SET body = excluded.body;

-- note_change(id int, relationship int, text sealed(relationship, id))
UPDATE note SET body = :text, secret = NULL WHERE note.id = :id AND relationship = :relationship;

-- note_list(relationship int) : many note
SELECT n.relationship, n.body, n.id, g.title, n.secret AS hidden
FROM note n JOIN goal g ON g.relationship = n.relationship
WHERE n.relationship = :relationship AND EXISTS (SELECT 1 FROM note o WHERE o.id < n.id)
ORDER BY n.id;

-- json note: id body

-- record next_step(title text, url text,
--                  n int, done bool, at real)
-- json next_step: title, url, n, done, at
