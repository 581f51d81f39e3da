-- The beginning of two people: what each takes on, what both promise, and how far they are.

-- json beginning: relationship role role_taken_at signed_at partner_signed_at ready
-- record beginning(relationship int, role text, role_taken_at int, signed_at int, partner_signed_at int, ready int)

-- json checklist_item: id name state owner url
-- record checklist_item(id text, name text, state text, owner text, url text)

-- role_taken_at(programme int, person int, role text) : int
SELECT taken_at FROM role_taken WHERE programme = :programme AND person = :person AND role = :role;

-- role_taken_words(programme int, person int, role text) : text
SELECT words FROM role_taken WHERE programme = :programme AND person = :person AND role = :role;

-- role_taken_save(programme int, person int, role text, words text, now int)
INSERT INTO role_taken (programme, person, role, words, taken_at) VALUES (:programme, :person, :role, :words, :now)
ON CONFLICT (programme, person, role) DO NOTHING;

-- pledge_signed_at(relationship int, person int) : int
SELECT signed_at FROM pledge WHERE relationship = :relationship AND person = :person;

-- pledge_words(relationship int, person int) : text
SELECT words FROM pledge WHERE relationship = :relationship AND person = :person;

-- pledge_save(relationship int, person int, words text, now int)
INSERT INTO pledge (relationship, person, words, signed_at) VALUES (:relationship, :person, :words, :now)
ON CONFLICT (relationship, person) DO NOTHING;

-- What of the six there is so far, as numbers; see checklist in onboarding.c.
-- checklist_facts(relationship int, me int) : one checklist_facts
-- with mine int, theirs int, sheets int, agreed int, goals int, smart int, themes int, steps int, promises int, booked int, held int
SELECT
	(SELECT count(*) FROM preparation_ready x WHERE x.relationship = r.id AND x.person = :me) AS mine,
	(SELECT count(*) FROM preparation_ready x WHERE x.relationship = r.id AND x.person <> :me) AS theirs,
	(SELECT count(*) FROM sheet_ready x WHERE x.relationship = r.id AND x.sheet = 'boundaries') AS sheets,
	(SELECT count(*) FROM agreement x WHERE x.relationship = r.id AND x.state = 'valid') AS agreed,
	(SELECT count(*) FROM goal x WHERE x.relationship = r.id) AS goals,
	(SELECT count(*) FROM goal_acceptance x JOIN goal g ON g.id = x.goal WHERE g.relationship = r.id) AS smart,
	(SELECT count(*) FROM theme x WHERE x.relationship = r.id) AS themes,
	(SELECT count(*) FROM plan_step x WHERE x.relationship = r.id) AS steps,
	(SELECT count(*) FROM commitment x WHERE x.relationship = r.id) AS promises,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'planned') AS booked,
	(SELECT count(*) FROM meeting x WHERE x.relationship = r.id AND x.state = 'held') AS held
FROM relationship r WHERE r.id = :relationship;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_pledge: signed_at
-- mine_pledge(relationship int, person int) : many mine_pledge
SELECT signed_at
FROM pledge
WHERE relationship = :relationship AND person = :person ORDER BY signed_at;

-- json mine_role_taken: programme_name role taken_at
-- mine_role_taken(person int) : many mine_role_taken
SELECT g.name AS programme_name, r.role, r.taken_at
FROM participant p JOIN programme g ON g.id = p.programme JOIN role_taken r ON r.programme = p.programme AND r.person = p.person AND r.role = p.role
WHERE p.person = :person ORDER BY r.taken_at, g.id;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_role_taken(person int)
DELETE FROM role_taken WHERE person = :person AND programme IN (SELECT p.programme FROM participant p WHERE p.person = :person);
