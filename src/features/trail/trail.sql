-- What the page of a relationship needs besides what the rooms below keep.

-- json next_step: title text action url
-- record next_step(title text, text text, action text, url text)

-- json tile: part text url state
-- record tile(part text, text text, url text, state text, mark int)

-- partner_get(id int) : one partner
SELECT id, name, pronouns, headline, detail, medium, tz FROM person WHERE id = :id;

-- trail_meetings(relationship int) : many trail_meeting
SELECT starts_at, state FROM meeting WHERE relationship = :relationship AND state <> 'cancelled'
ORDER BY starts_at, id;

-- trail_unclosed(relationship int, person int, until int, since int) : int
SELECT m.id FROM meeting m
WHERE m.relationship = :relationship AND m.state <> 'cancelled'
	AND (m.starts_at <= :until OR m.state = 'held') AND m.starts_at >= :since
	AND NOT EXISTS (SELECT 1 FROM closing_answer a WHERE a.meeting = m.id AND a.person = :person)
ORDER BY m.starts_at DESC, m.id DESC;

-- trail_late(relationship int, owner int, today text) : int
SELECT count(*) FROM commitment
WHERE relationship = :relationship AND owner = :owner AND state = 'open' AND due_on <> '' AND due_on < :today;
