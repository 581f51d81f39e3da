-- What the page of a relationship needs besides what the rooms below keep.

-- json next_step: title text action url
-- record next_step(title text, text text, action text, url text)

-- json tile: part text url state
-- record tile(part text, text text, url text, state text, mark int)

-- partner_get(id int) : one partner
SELECT id, name, pronouns, headline, detail, medium, tz FROM person WHERE id = :id;

-- trail_unclosed(relationship int, person int, until int, since int) : int
SELECT m.id FROM meeting m
WHERE m.relationship = :relationship AND m.state <> 'cancelled'
	AND (m.starts_at <= :until OR m.state = 'held') AND m.starts_at >= :since
	AND NOT EXISTS (SELECT 1 FROM closing_answer a WHERE a.meeting = m.id AND a.person = :person)
ORDER BY m.starts_at DESC, m.id DESC;

-- trail_late(relationship int, owner int, today text) : int
SELECT count(*) FROM commitment
WHERE relationship = :relationship AND owner = :owner AND state = 'open' AND due_on <> '' AND due_on < :today;

-- What has to be behind the two before they can find the next date; 0: nothing of it.
-- trail_quiet(relationship int) : one trail_quiet
-- with held_at int, rested_at int, prepared_at int, signed_at int
SELECT r.id,
	coalesce((SELECT max(m.starts_at) FROM meeting m WHERE m.relationship = r.id AND m.state = 'held'), 0) AS held_at,
	coalesce((SELECT max(x.over_at) FROM relationship_pause x WHERE x.relationship = r.id), 0) AS rested_at,
	coalesce((SELECT max(y.ready_at) FROM preparation_ready y WHERE y.relationship = r.id), 0) AS prepared_at,
	coalesce((SELECT max(z.signed_at) FROM pledge z WHERE z.relationship = r.id), 0) AS signed_at
FROM relationship r WHERE r.id = :relationship;

-- Has somebody put away being asked for a date, since then?
-- trail_put_away(relationship int, person int, since int, now int) : int
SELECT count(*) FROM health_mark x
WHERE x.relationship = :relationship AND x.person = :person AND x.kind IN ('next-date', 'silence', 'first-meeting')
	AND x.at >= :since AND (x.until = 0 OR x.until > :now);
