-- Who could be named. What is said about them is in matching/ranked.sql.

-- In which roles somebody takes part: "mentor", "mentee", or both.
-- ranking_roles(programme int, person int) : many ranking_role
SELECT role FROM participant WHERE programme = :programme AND person = :person
	AND role <> 'manager' AND state <> 'left' ORDER BY role;

-- json ranked: person name headline unit level_name place possible
-- ranking_others(programme int, role text) : many ranked
-- with level_name text, place int, possible int
SELECT t.person, p.name, p.headline, p.unit, coalesce(l.name, '') AS level_name, 0 AS place, 0 AS possible
FROM participant t JOIN person p ON p.id = t.person LEFT JOIN level l ON l.id = p.level
WHERE t.programme = :programme AND t.role = :role AND t.state <> 'left' AND p.state <> 'deactivated'
ORDER BY t.person;

-- What somebody has said in a role, as it is put back: order has a line for each place, of one id or of several
-- who are equally welcome; not_for_me is ids, too.
-- json ranking_said: role order not_for_me only
-- record ranking_said(role text, order text, not_for_me text, only bool)

-- ranking_topics(person int, way text) : many ranking_topic
SELECT o.name FROM person_topic x JOIN topic o ON o.id = x.topic
WHERE x.person = :person AND x.way = :way ORDER BY o.folded;

-- ranking_can(programme int, role text, person int) : int
SELECT count(*) FROM participant
WHERE programme = :programme AND role = :role AND person = :person AND state <> 'left';

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_ranking: id role body changed_at
-- mine_ranking(person int, after int) : many mine_ranking
SELECT id, relationship, role, body, changed_at
FROM ranking
WHERE person = :person AND id > :after ORDER BY id LIMIT 100;
