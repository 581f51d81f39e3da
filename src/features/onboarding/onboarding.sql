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

-- json enrolment: programme name mentor mentee role_taken_at promised_at
-- record enrolment(programme int, name text, mentor int, mentee int, role_taken_at int, promised_at int)

-- enrolment_get(programme int, person int) : one enrolled
-- with mentor int, mentee int, mentor_at int, mentee_at int, mentor_words text, mentee_words text, promised_at int, promise_words text
SELECT p.id AS programme, p.name, p.template, p.way, p.state,
	CASE WHEN EXISTS (SELECT 1 FROM participant a WHERE a.programme = p.id AND a.role = 'mentor'
		AND a.person = :person AND a.state <> 'left') THEN 1 ELSE 0 END AS mentor,
	CASE WHEN EXISTS (SELECT 1 FROM participant b WHERE b.programme = p.id AND b.role = 'mentee'
		AND b.person = :person AND b.state <> 'left') THEN 1 ELSE 0 END AS mentee,
	coalesce((SELECT x.taken_at FROM role_taken x WHERE x.programme = p.id AND x.person = :person
		AND x.role = 'mentor'), 0) AS mentor_at,
	coalesce((SELECT y.taken_at FROM role_taken y WHERE y.programme = p.id AND y.person = :person
		AND y.role = 'mentee'), 0) AS mentee_at,
	coalesce((SELECT v.words FROM role_taken v WHERE v.programme = p.id AND v.person = :person
		AND v.role = 'mentor'), '') AS mentor_words,
	coalesce((SELECT w.words FROM role_taken w WHERE w.programme = p.id AND w.person = :person
		AND w.role = 'mentee'), '') AS mentee_words,
	coalesce((SELECT z.promised_at FROM promise_ahead z WHERE z.programme = p.id AND z.person = :person), 0) AS promised_at,
	coalesce((SELECT u.words FROM promise_ahead u WHERE u.programme = p.id AND u.person = :person), '') AS promise_words
FROM programme p WHERE p.id = :programme;

-- promise_ahead_save(programme int, person int, words text, now int)
INSERT INTO promise_ahead (programme, person, words, promised_at) VALUES (:programme, :person, :words, :now)
ON CONFLICT (programme, person) DO NOTHING;

-- promise_ahead_delete(programme int, person int)
DELETE FROM promise_ahead WHERE programme = :programme AND person = :person;

-- pledge_both(relationship int, me int) : one pledge_both
-- with mine int, theirs int
SELECT coalesce(max(CASE WHEN person = :me THEN signed_at END), 0) AS mine,
	coalesce(max(CASE WHEN person <> :me THEN signed_at END), 0) AS theirs
FROM pledge WHERE relationship = :relationship;

-- pledge_words(relationship int, person int) : text
SELECT words FROM pledge WHERE relationship = :relationship AND person = :person;

-- pledge_save(relationship int, person int, words text, now int)
INSERT INTO pledge (relationship, person, words, signed_at) VALUES (:relationship, :person, :words, :now)
ON CONFLICT (relationship, person) DO NOTHING;

-- What of the six there is so far, as numbers; see checklist in onboarding.c.
-- checklist_facts(relationship int, me int) : one checklist_facts
-- with mine int, theirs int, limits_mine int, limits_theirs int, proposed_by int, agreed int, goals int, yes_mine int, yes_theirs int, accepted int, themes int, steps int, promises int, booked int, held int
SELECT
	(SELECT count(*) FROM preparation_ready x WHERE x.relationship = r.id AND x.person = :me) AS mine,
	(SELECT count(*) FROM preparation_ready x WHERE x.relationship = r.id AND x.person <> :me) AS theirs,
	(SELECT count(*) FROM sheet_ready x WHERE x.relationship = r.id AND x.sheet = 'boundaries' AND x.person = :me) AS limits_mine,
	(SELECT count(*) FROM sheet_ready x WHERE x.relationship = r.id AND x.sheet = 'boundaries' AND x.person <> :me) AS limits_theirs,
	(SELECT coalesce(max(x.proposed_by), 0) FROM agreement x WHERE x.relationship = r.id AND x.state = 'proposed') AS proposed_by,
	(SELECT count(*) FROM agreement x WHERE x.relationship = r.id AND x.state = 'valid') AS agreed,
	(SELECT count(*) FROM goal x WHERE x.relationship = r.id) AS goals,
	(SELECT count(*) FROM goal g JOIN goal_acceptance x ON x.goal = g.id WHERE g.relationship = r.id AND x.person = :me) AS yes_mine,
	(SELECT count(*) FROM goal g JOIN goal_acceptance x ON x.goal = g.id WHERE g.relationship = r.id AND x.person <> :me) AS yes_theirs,
	(SELECT count(*) FROM goal g JOIN goal_acceptance x ON x.goal = g.id JOIN goal_acceptance y ON y.goal = g.id AND y.person > x.person
		WHERE g.relationship = r.id) AS accepted,
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

-- json mine_promise_ahead: programme_name promised_at
-- mine_promise_ahead(person int) : many mine_promise_ahead
SELECT g.name AS programme_name, a.promised_at
FROM participant p JOIN programme g ON g.id = p.programme JOIN promise_ahead a ON a.programme = p.programme AND a.person = p.person
WHERE p.person = :person GROUP BY g.id, g.name, a.promised_at ORDER BY a.promised_at, g.id;

-- forget_promise_ahead(person int)
DELETE FROM promise_ahead WHERE person = :person AND programme IN (SELECT p.programme FROM participant p WHERE p.person = :person);
