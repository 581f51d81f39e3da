-- How people are made ready: what they ask themselves, what they learn, how far newcomers are.

-- json self_check: role trust motivation learning hours gains rated_at
-- record self_check(role text, trust int, motivation int, learning int, hours int, gains text, rated_at int)

-- json trait_rating: rated_at communication empathy adaptability learning
-- record trait_rating(rated_at int, communication int, empathy int, adaptability int, learning int)

-- The latest of that kind and role.
-- self_rating_latest(person int, kind text, role text) : one self_rating
SELECT id, person, relationship, kind, role, body, rated_at FROM self_rating
WHERE person = :person AND kind = :kind AND role = :role ORDER BY rated_at DESC, id DESC LIMIT 1;

-- self_rating_list(person int, kind text) : many self_rating
SELECT id, person, relationship, kind, role, body, rated_at FROM self_rating
WHERE person = :person AND kind = :kind ORDER BY rated_at, id;

-- self_rating_insert(id int, relationship int, person int, kind text, role text, body sealed(relationship, id), now int)
INSERT INTO self_rating (id, relationship, person, kind, role, body, rated_at)
VALUES (:id, :relationship, :person, :kind, :role, :body, :now);

-- self_rating_update(id int, relationship int, body sealed(relationship, id), now int)
UPDATE self_rating SET body = :body, rated_at = :now WHERE id = :id AND relationship = :relationship;

-- traits_mentor(person int) : int
SELECT count(*) FROM participant t JOIN programme p ON p.id = t.programme
WHERE t.person = :person AND t.role = 'mentor' AND t.state IN ('waiting', 'matched') AND p.state <> 'ended';

-- traits_rated_at(person int) : int
SELECT coalesce(max(rated_at), 0) FROM self_rating WHERE person = :person AND kind = 'traits';

-- learnt_list(person int) : many learnt
SELECT item, done_at FROM learnt WHERE person = :person;

-- learnt_save(person int, item text, now int)
INSERT INTO learnt (person, item, done_at) VALUES (:person, :item, :now) ON CONFLICT (person, item) DO NOTHING;

-- learnt_delete(person int, item text)
DELETE FROM learnt WHERE person = :person AND item = :item;

-- json guide_line: id name text done steps
-- record guide_line(id text, name text, text text, done int, steps int)

-- json guide_step: id name text try minutes done
-- record guide_step(id text, name text, text text, try text, minutes int, done int, url text, link text)

-- json exercise: id name why steps minutes done
-- record exercise(id text, name text, why text, steps text, minutes int, done int)

-- json scene_choice: id text reply
-- record scene_choice(id text, text text, reply text)

-- json path_step: id name text action url state
-- record path_step(id text, name text, text text, action text, url text, state text)

-- path_facts(programme int, person int) : one path_facts
-- with told int, topics int, checked int, said int, waits int, matched int
SELECT CASE WHEN p.headline <> '' OR p.about <> '' THEN 1 ELSE 0 END AS told,
	(SELECT count(*) FROM person_topic w WHERE w.person = p.id) AS topics,
	(SELECT count(*) FROM self_rating s WHERE s.person = p.id AND s.kind = 'check') AS checked,
	(SELECT count(*) FROM ranking k WHERE k.programme = :programme AND k.person = p.id) AS said,
	(SELECT count(*) FROM participant t WHERE t.programme = :programme AND t.person = p.id
		AND t.role IN ('mentor', 'mentee') AND t.state = 'waiting') AS waits,
	(SELECT count(*) FROM participant u WHERE u.programme = :programme AND u.person = p.id
		AND u.role IN ('mentor', 'mentee') AND u.state = 'matched') AS matched
FROM person p WHERE p.id = :person;

-- json newcomer_step: id name done people
-- record newcomer_step(id text, name text, done int, people int)

-- How far those are who wait: how many, never who.
-- newcomers(programme int) : one newcomers
-- with people int, active int, told int, checked int, taken int, promised int
SELECT count(*) AS people,
	coalesce(sum(CASE WHEN p.state = 'active' THEN 1 ELSE 0 END), 0) AS active,
	coalesce(sum(CASE WHEN (p.headline <> '' OR p.about <> '')
		AND EXISTS (SELECT 1 FROM person_topic w WHERE w.person = p.id) THEN 1 ELSE 0 END), 0) AS told,
	coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM self_rating s WHERE s.person = p.id AND s.kind = 'check')
		THEN 1 ELSE 0 END), 0) AS checked,
	coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM role_taken r WHERE r.programme = :programme AND r.person = p.id)
		THEN 1 ELSE 0 END), 0) AS taken,
	coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM promise_ahead a WHERE a.programme = :programme AND a.person = p.id)
		THEN 1 ELSE 0 END), 0) AS promised
FROM (SELECT DISTINCT t.person FROM participant t WHERE t.programme = :programme
	AND t.role IN ('mentor', 'mentee') AND t.state = 'waiting') x
JOIN person p ON p.id = x.person;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_self_rating: id kind role body rated_at
-- mine_self_rating(person int, after int) : many mine_self_rating
SELECT id, relationship, kind, role, body, rated_at
FROM self_rating
WHERE person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_learnt: item done_at
-- mine_learnt(person int) : many mine_learnt
SELECT item, done_at FROM learnt WHERE person = :person ORDER BY done_at, item;

-- ---- what is deleted for somebody, see features/mine/forget.def ----

-- forget_self_ratings(person int) : many forget_self_rating
SELECT id, relationship FROM self_rating WHERE person = :person ORDER BY id;

-- forget_self_rating(id int)
DELETE FROM self_rating WHERE id = :id;

-- forget_learnt(person int)
DELETE FROM learnt WHERE person = :person;
