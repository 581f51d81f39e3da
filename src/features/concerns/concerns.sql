-- Concerns: raised by one of a pair, read by the one they are addressed to and by nobody else.

-- json concern: id relationship addressee handler handler_name kind body answer state raised_at due_at taken_at closed_at
-- concern_get(id int) : one concern
SELECT k.id, k.relationship, k.raiser, p.name AS raiser_name, k.addressee, k.handler, h.name AS handler_name, k.kind,
	k.body, k.answer, k.state, k.raised_at, k.due_at, k.taken_at, k.closed_at
FROM concern k JOIN person p ON p.id = k.raiser JOIN person h ON h.id = k.handler
WHERE k.id = :id;

-- What viewer has raised in a relationship, and what was raised to him there.
-- concern_of_pair(relationship int, viewer int, limit_n int, offset_n int) : many concern
SELECT k.id, k.relationship, k.raiser, p.name AS raiser_name, k.addressee, k.handler, h.name AS handler_name, k.kind,
	k.body, k.answer, k.state, k.raised_at, k.due_at, k.taken_at, k.closed_at
FROM concern k JOIN person p ON p.id = k.raiser JOIN person h ON h.id = k.handler
WHERE k.relationship = :relationship AND (k.raiser = :viewer OR (k.handler = :viewer AND k.addressee = 'partner'))
ORDER BY k.id DESC LIMIT :limit_n OFFSET :offset_n;

-- concern_of_pair_count(relationship int, viewer int) : int
SELECT count(*) FROM concern k
WHERE k.relationship = :relationship AND (k.raiser = :viewer OR (k.handler = :viewer AND k.addressee = 'partner'));

-- What waits for a coordinator, the oldest first, then what is over.
-- concern_of_handler(handler int, limit_n int, offset_n int) : many concern
SELECT k.id, k.relationship, k.raiser, p.name AS raiser_name, k.addressee, k.handler, h.name AS handler_name, k.kind,
	k.body, k.answer, k.state, k.raised_at, k.due_at, k.taken_at, k.closed_at
FROM concern k JOIN person p ON p.id = k.raiser JOIN person h ON h.id = k.handler
WHERE k.handler = :handler AND k.addressee = 'coordinator'
ORDER BY CASE k.state WHEN 'open' THEN 0 WHEN 'taken' THEN 1 ELSE 2 END, k.due_at, k.id
LIMIT :limit_n OFFSET :offset_n;

-- concern_of_handler_count(handler int) : int
SELECT count(*) FROM concern WHERE handler = :handler AND addressee = 'coordinator';

-- concern_waiting(handler int) : int
SELECT count(*) FROM concern WHERE handler = :handler AND state = 'open' AND addressee = 'coordinator';

-- concern_to_partner(relationship int, viewer int) : int
SELECT count(*) FROM concern
WHERE relationship = :relationship AND handler = :viewer AND addressee = 'partner' AND state = 'open';

-- concern_standing(id int) : one concern_standing
SELECT raiser, handler, addressee FROM concern WHERE id = :id;

-- Who looks after the programme, has no part in the pair and leads neither of the two; the one with the
-- fewest open concerns first. except: who has let it lie.
-- concern_coordinator(relationship int, except int) : int
SELECT p.id FROM relationship r
JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
JOIN participant t ON t.programme = r.programme AND t.role = 'manager' AND t.state <> 'left'
JOIN person p ON p.id = t.person AND p.state = 'active'
WHERE r.id = :relationship AND p.id NOT IN (r.mentor, r.mentee) AND p.id <> :except
	AND p.id <> coalesce(m.manager, 0) AND p.id <> coalesce(e.manager, 0)
ORDER BY (SELECT count(*) FROM concern k WHERE k.handler = p.id AND k.state <> 'closed'), p.id LIMIT 1;

-- concern_administrator(relationship int, except int) : int
-- scan: asked only where a programme has nobody, when somebody raises a concern
SELECT p.id FROM relationship r
JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
JOIN person p ON p.admin = 1 AND p.state = 'active'
WHERE r.id = :relationship AND p.id NOT IN (r.mentor, r.mentee) AND p.id <> :except
	AND p.id <> coalesce(m.manager, 0) AND p.id <> coalesce(e.manager, 0)
ORDER BY p.id LIMIT 1;

-- concern_insert(id int, relationship int, raiser int, addressee text, handler int, kind text, body sealed(relationship, id), now int, due_at int)
INSERT INTO concern (id, relationship, raiser, addressee, handler, kind, body, raised_at, due_at)
VALUES (:id, :relationship, :raiser, :addressee, :handler, :kind, :body, :now, :due_at);

-- concern_set_taken(id int, now int)
UPDATE concern SET state = 'taken', taken_at = :now WHERE id = :id AND state = 'open';

-- concern_set_answer(id int, relationship int, answer sealed(relationship, id))
UPDATE concern SET answer = :answer WHERE id = :id AND relationship = :relationship;

-- concern_set_closed(id int, now int)
UPDATE concern SET state = 'closed', closed_at = :now WHERE id = :id AND state <> 'closed';

-- concern_set_handler(id int, handler int, due_at int)
UPDATE concern SET handler = :handler, due_at = :due_at WHERE id = :id AND state = 'open';

-- limit: what is handed on has a later day and is no longer among them; every hour takes the next ones
-- concern_late(now int) : many concern_late
SELECT id, relationship, handler FROM concern WHERE state = 'open' AND due_at < :now AND addressee = 'coordinator'
ORDER BY due_at LIMIT 100;

-- concern_programme(relationship int) : int
SELECT programme FROM relationship WHERE id = :relationship;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_concern: id addressee kind body answer state raised_at closed_at
-- mine_concern(relationship int, person int, after int) : many mine_concern
SELECT id, relationship, addressee, kind, body, answer, state, raised_at, closed_at
FROM concern
WHERE relationship = :relationship AND raiser = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_concern(relationship int, person int)
DELETE FROM concern WHERE relationship = :relationship AND raiser = :person AND addressee = 'partner';
