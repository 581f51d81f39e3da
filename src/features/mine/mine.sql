-- What belongs to one person: taken along, deleted.

-- The relationships of a person, one after the other.
-- mine_relationship(person int, after int) : one mine_relationship
-- with my_role text, partner_name text
SELECT r.id, CASE WHEN r.mode = 'peers' THEN 'peer' WHEN r.mentor = :person THEN 'mentor' ELSE 'mentee' END AS my_role,
	CASE WHEN r.mentor = :person THEN e.name ELSE m.name END AS partner_name,
	p.name AS programme_name, r.mode, r.state, r.stage, r.started_at, r.ended_at, r.ending, r.ally_since
FROM (SELECT a.id FROM relationship a WHERE a.mentor = :person AND a.id > :after
	UNION ALL SELECT b.id FROM relationship b WHERE b.mentee = :person AND b.id > :after ORDER BY 1 LIMIT 1) x
JOIN relationship r ON r.id = x.id JOIN programme p ON p.id = r.programme
JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee;

-- json mine_act: id act subject_kind subject at
-- What the person did, of what others can ask about.
-- mine_act(person int, after int) : many mine_act
SELECT id, act, subject_kind, subject, at FROM audit WHERE who = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_acted_on: id act at
-- What somebody else did to the person's account.
-- mine_acted_on(person int, after int) : many mine_acted_on
SELECT id, act, at FROM audit
WHERE subject_kind = 'person' AND subject = :person AND who <> :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_opening: id who_name standing route at
-- mine_opening(person int, after int) : many mine_opening
SELECT o.id, p.name AS who_name, o.standing, o.route, o.at FROM opening o JOIN person p ON p.id = o.who
WHERE o.person = :person AND o.id > :after ORDER BY o.id LIMIT 100;

-- json mine_erasure: relationship asked_at due_at
-- mine_erasure(person int) : many mine_erasure
SELECT relationship, asked_at, due_at FROM erasure WHERE person = :person ORDER BY id;

-- json mine: name email relationships openings deletion_due_at
-- mine_get(person int) : one mine
-- with relationships int, openings int, deletion_due_at int
SELECT p.id, p.name, p.email,
	(SELECT count(*) FROM relationship a WHERE a.mentor = :person)
		+ (SELECT count(*) FROM relationship b WHERE b.mentee = :person) AS relationships,
	(SELECT count(*) FROM opening o WHERE o.person = :person) AS openings,
	(SELECT coalesce(max(e.due_at), 0) FROM erasure e WHERE e.person = :person AND e.relationship = 0) AS deletion_due_at
FROM person p WHERE p.id = :person;

-- ---- deletion ----

-- erasure_insert(person int, relationship int, token_hash text, now int, due_at int)
INSERT INTO erasure (person, relationship, token_hash, asked_at, due_at)
VALUES (:person, :relationship, :token_hash, :now, :due_at)
ON CONFLICT (person, relationship) DO NOTHING;

-- erasure_get(person int, relationship int) : one erasure
SELECT id, person, relationship, asked_at, due_at FROM erasure WHERE person = :person AND relationship = :relationship;

-- erasure_by_token(token_hash text) : one erasure
SELECT id, person, relationship, asked_at, due_at FROM erasure WHERE token_hash = :token_hash AND token_hash <> '';

-- erasure_delete(id int)
DELETE FROM erasure WHERE id = :id;

-- What is due, but for people about whose relationships a coordinator is looking into a concern: that is closed
-- first.
-- limit: a handful at a time; what is deleted is no longer among them
-- erasure_due(now int) : many erasure
SELECT e.id, e.person, e.relationship, e.asked_at, e.due_at FROM erasure e
WHERE e.due_at <= :now AND NOT EXISTS (SELECT 1 FROM relationship a JOIN concern k ON k.relationship = a.id
		AND k.addressee = 'coordinator' AND k.state <> 'closed' WHERE a.mentor = e.person)
	AND NOT EXISTS (SELECT 1 FROM relationship b JOIN concern k ON k.relationship = b.id
		AND k.addressee = 'coordinator' AND k.state <> 'closed' WHERE b.mentee = e.person)
ORDER BY e.due_at, e.id LIMIT 50;

-- Ended ones, and whether their words are to be deleted.
-- mine_ended(person int) : many mine_ended
-- with partner_name text, due_at int
SELECT r.id, r.ended_at, p.name AS programme_name, coalesce(e.due_at, 0) AS due_at,
	CASE WHEN r.mentor = :person THEN x.name ELSE m.name END AS partner_name
FROM (SELECT a.id FROM relationship a WHERE a.mentor = :person AND a.state = 'ended' AND a.ally_since = 0
	UNION ALL SELECT b.id FROM relationship b WHERE b.mentee = :person AND b.state = 'ended' AND b.ally_since = 0) y
JOIN relationship r ON r.id = y.id JOIN programme p ON p.id = r.programme
JOIN person m ON m.id = r.mentor JOIN person x ON x.id = r.mentee
LEFT JOIN erasure e ON e.person = :person AND e.relationship = r.id
ORDER BY r.ended_at DESC, r.id DESC;

-- mine_pairs(person int) : many mine_pair_id
SELECT a.id, a.mentee AS partner, a.state, a.ally_since FROM relationship a WHERE a.mentor = :person
UNION ALL SELECT b.id, b.mentor AS partner, b.state, b.ally_since FROM relationship b WHERE b.mentee = :person;

-- forget_mark(person int, now int)
UPDATE person SET erased_at = :now WHERE id = :person;

-- forget_rankings(person int) : many forget_ranking
SELECT r.id, r.relationship FROM participant p JOIN ranking r ON r.programme = p.programme AND r.person = p.person
WHERE p.person = :person;

-- forget_ranking(id int)
DELETE FROM ranking WHERE id = :id;

-- forget_erasure(person int)
DELETE FROM erasure WHERE person = :person;

-- forget_language_of() : text
SELECT lang FROM organisation WHERE id = 1;
