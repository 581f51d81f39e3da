-- The pulse of a relationship, what keeps trust going, and what each sees the other grow in.

-- One's own answers, and the partner's of rounds that one has answered oneself.
-- json pulse: round person openness respect adapts comfort answered_at
-- pulse_list(relationship int, viewer int) : many pulse
SELECT p.relationship, p.round, p.person, p.openness, p.respect, p.adapts, p.comfort, p.answered_at
FROM pulse p
WHERE p.relationship = :relationship AND (p.person = :viewer OR EXISTS (SELECT 1 FROM pulse o
	WHERE o.relationship = :relationship AND o.round = p.round AND o.person = :viewer))
ORDER BY p.round, p.person;

-- pulse_answered(relationship int, round int, person int) : int
SELECT count(*) FROM pulse WHERE relationship = :relationship AND round = :round AND person = :person;

-- pulse_save(relationship int, round int, person int, openness int, respect int, adapts int, comfort int, now int)
INSERT INTO pulse (relationship, round, person, openness, respect, adapts, comfort, answered_at)
VALUES (:relationship, :round, :person, :openness, :respect, :adapts, :comfort, :now)
ON CONFLICT (relationship, round, person) DO UPDATE SET openness = excluded.openness, respect = excluded.respect,
	adapts = excluded.adapts, comfort = excluded.comfort, answered_at = excluded.answered_at;

-- Meetings whose time has come, by whether they were held.
-- trust_meetings(relationship int, now int) : many trust_meeting
SELECT starts_at, state FROM meeting WHERE relationship = :relationship AND (state = 'held' OR starts_at < :now)
ORDER BY starts_at, id;

-- trust_promises(relationship int, since text, today text) : many trust_promise
SELECT k.owner, p.tz AS owner_tz, k.due_on, k.state, k.closed_at FROM commitment k JOIN person p ON p.id = k.owner
WHERE k.relationship = :relationship AND k.due_on >= :since AND k.due_on <= :today AND k.state <> 'dropped';

-- json trust: round due planned held mine_due mine_kept theirs_due theirs_kept
-- record trust(round int, due int, planned int, held int, mine_due int, mine_kept int, theirs_due int, theirs_kept int)

-- json growth_aim: person body changed_at
-- growth_list(relationship int) : many growth_aim
SELECT g.id, g.relationship, g.person, p.name, p.lang, g.body, g.item, g.changed_at
FROM growth_aim g JOIN person p ON p.id = g.person
WHERE g.relationship = :relationship ORDER BY g.person;

-- growth_insert(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO growth_aim (id, relationship, person, body, changed_at)
VALUES (:id, :relationship, :person, :body, :now);

-- growth_update(id int, relationship int, body sealed(relationship, id), now int)
UPDATE growth_aim SET body = :body, changed_at = :now WHERE id = :id AND relationship = :relationship;

-- growth_set_item(id int, item int)
UPDATE growth_aim SET item = :item WHERE id = :id;

-- Takes a point off an agenda that lies ahead.
-- growth_item_drop(item int)
DELETE FROM agenda_item WHERE id = :item
	AND (meeting IS NULL OR meeting IN (SELECT m.id FROM meeting m WHERE m.id = agenda_item.meeting AND m.state = 'planned'));

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_pulse: round openness respect adapts comfort answered_at
-- mine_pulse(relationship int, person int) : many mine_pulse
SELECT round, openness, respect, adapts, comfort, answered_at
FROM pulse
WHERE relationship = :relationship AND person = :person ORDER BY round;

-- json mine_growth_aim: id body changed_at
-- mine_growth_aim(relationship int, person int, after int) : many mine_growth_aim
SELECT id, relationship, body, changed_at
FROM growth_aim
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_growth_aim_got: id body changed_at
-- mine_growth_aim_got(relationship int, person int, after int) : many mine_growth_aim_got
SELECT id, relationship, body, changed_at
FROM growth_aim
WHERE relationship = :relationship AND person <> :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_pulse(relationship int, person int)
DELETE FROM pulse WHERE relationship = :relationship AND person = :person;
