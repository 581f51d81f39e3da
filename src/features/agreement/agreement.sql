-- How two people work together: versions of their agreement, who kept whom waiting, ways of talking.

-- json agreement: id relationship version state proposed_by proposed_at decided_by decided_at role expectations areas meetings contact how_often times place channel notice_hours cadence_days lateness outsiders direction
-- agreement_list(relationship int, limit_n int, offset_n int) : many agreement
SELECT a.id, a.relationship, a.version, a.state, a.proposed_by, p.name AS proposer_name, a.proposed_at, a.decided_at,
	a.role, a.expectations, a.areas, a.meetings, a.contact, a.how_often, a.times, a.place, a.channel, a.lateness,
	a.outsiders, a.direction, a.notice_hours, a.cadence_days, a.gaps, a.aligned_at, a.words, a.decided_by
FROM agreement a JOIN person p ON p.id = a.proposed_by
WHERE a.relationship = :relationship AND a.state <> 'withdrawn'
ORDER BY a.version DESC, a.id DESC LIMIT :limit_n OFFSET :offset_n;

-- agreement_count(relationship int) : int
SELECT count(*) FROM agreement WHERE relationship = :relationship AND state <> 'withdrawn';

-- agreement_get(id int) : one agreement
SELECT a.id, a.relationship, a.version, a.state, a.proposed_by, p.name AS proposer_name, a.proposed_at, a.decided_at,
	a.role, a.expectations, a.areas, a.meetings, a.contact, a.how_often, a.times, a.place, a.channel, a.lateness,
	a.outsiders, a.direction, a.notice_hours, a.cadence_days, a.gaps, a.aligned_at, a.words, a.decided_by
FROM agreement a JOIN person p ON p.id = a.proposed_by WHERE a.id = :id;

-- The one that is valid, or the one that is proposed.
-- agreement_in(relationship int, state text) : one agreement
SELECT a.id, a.relationship, a.version, a.state, a.proposed_by, p.name AS proposer_name, a.proposed_at, a.decided_at,
	a.role, a.expectations, a.areas, a.meetings, a.contact, a.how_often, a.times, a.place, a.channel, a.lateness,
	a.outsiders, a.direction, a.notice_hours, a.cadence_days, a.gaps, a.aligned_at, a.words, a.decided_by
FROM agreement a JOIN person p ON p.id = a.proposed_by
WHERE a.relationship = :relationship AND a.state = :state ORDER BY a.version DESC, a.id DESC LIMIT 1;

-- Of both what a page has to know that shows neither; the last of each state counts. turned: it has a new direction.
-- agreement_outlines(relationship int) : many agreement_outline
-- with turned int
SELECT id, state, version, proposed_by, decided_at, gaps, aligned_at, CASE WHEN length(direction) > 0 THEN 1 ELSE 0 END AS turned
FROM agreement WHERE relationship = :relationship AND state <> 'past' AND state <> 'withdrawn' ORDER BY version, id;

-- What was valid before a version.
-- agreement_before(relationship int, version int) : one agreement
SELECT a.id, a.relationship, a.version, a.state, a.proposed_by, p.name AS proposer_name, a.proposed_at, a.decided_at,
	a.role, a.expectations, a.areas, a.meetings, a.contact, a.how_often, a.times, a.place, a.channel, a.lateness,
	a.outsiders, a.direction, a.notice_hours, a.cadence_days, a.gaps, a.aligned_at, a.words, a.decided_by
FROM agreement a JOIN person p ON p.id = a.proposed_by
WHERE a.relationship = :relationship AND a.state IN ('valid', 'past') AND a.version < :version
ORDER BY a.version DESC LIMIT 1;

-- agreement_standing(id int) : one agreement_standing
SELECT r.mentor, r.mentee FROM agreement a JOIN relationship r ON r.id = a.relationship WHERE a.id = :id;

-- agreement_last_version(relationship int) : int
SELECT coalesce(max(version), 0) FROM agreement WHERE relationship = :relationship AND state IN ('valid', 'past');

-- agreement_insert(id int, relationship int, version int, who int, now int, role sealed(relationship, id), expectations sealed(relationship, id), areas sealed(relationship, id), meetings sealed(relationship, id), contact sealed(relationship, id), how_often sealed(relationship, id), times sealed(relationship, id), place sealed(relationship, id), channel sealed(relationship, id), lateness sealed(relationship, id), outsiders sealed(relationship, id), direction sealed(relationship, id), notice_hours int, cadence_days int, gaps int)
INSERT INTO agreement (id, relationship, version, proposed_by, proposed_at, role, expectations, areas, meetings,
	contact, how_often, times, place, channel, lateness, outsiders, direction, notice_hours, cadence_days, gaps)
VALUES (:id, :relationship, :version, :who, :now, :role, :expectations, :areas, :meetings,
	:contact, :how_often, :times, :place, :channel, :lateness, :outsiders, :direction, :notice_hours, :cadence_days, :gaps);

-- agreement_withdraw(relationship int, who int, now int)
UPDATE agreement SET state = 'withdrawn', decided_by = :who, decided_at = :now
WHERE relationship = :relationship AND state = 'proposed';

-- agreement_retire(relationship int)
UPDATE agreement SET state = 'past' WHERE relationship = :relationship AND state = 'valid';

-- agreement_set_valid(id int, words text, who int, now int)
UPDATE agreement SET state = 'valid', words = :words, decided_by = :who, decided_at = :now WHERE id = :id AND state = 'proposed';

-- The rhythm that both accepted is that of their meetings.
-- agreement_set_rhythm(relationship int, days int)
UPDATE relationship SET cadence_days = :days WHERE id = :relationship;

-- The newest of all, if it was turned down or taken back: its words wait for somebody to go on from them.
-- agreement_aside(relationship int) : one agreement
SELECT a.id, a.relationship, a.version, a.state, a.proposed_by, p.name AS proposer_name, a.proposed_at, a.decided_at,
	a.role, a.expectations, a.areas, a.meetings, a.contact, a.how_often, a.times, a.place, a.channel, a.lateness,
	a.outsiders, a.direction, a.notice_hours, a.cadence_days, a.gaps, a.aligned_at, a.words, a.decided_by
FROM agreement a JOIN person p ON p.id = a.proposed_by
WHERE a.relationship = :relationship AND a.state = 'withdrawn'
	AND NOT EXISTS (SELECT 1 FROM agreement n WHERE n.relationship = :relationship AND n.id > a.id);

-- agreement_set_aligned(relationship int, now int)
UPDATE agreement SET aligned_at = :now WHERE relationship = :relationship AND state = 'valid' AND aligned_at = 0;

-- agreement_people_get(relationship int) : one agreement_people
SELECT r.mentor, m.name AS mentor_name, m.email AS mentor_email, m.lang AS mentor_lang, m.tz AS mentor_tz,
	m.detail AS mentor_detail, m.medium AS mentor_medium,
	r.mentee, e.name AS mentee_name, e.email AS mentee_email, e.lang AS mentee_lang, e.tz AS mentee_tz,
	e.detail AS mentee_detail, e.medium AS mentee_medium
FROM relationship r
JOIN person m ON m.id = r.mentor
JOIN person e ON e.id = r.mentee
WHERE r.id = :relationship;

-- Who came, in numbers; the two see the same.
-- json attendance: person name held late no_show
-- attendance_list(relationship int) : many attendance
-- with held int, late int, no_show int
SELECT p.id AS person, p.name,
	(SELECT count(*) FROM meeting m WHERE m.relationship = r.id AND m.state = 'held') AS held,
	(SELECT count(*) FROM absence a WHERE a.relationship = r.id AND a.person = p.id AND a.kind = 'late') AS late,
	(SELECT count(*) FROM absence a WHERE a.relationship = r.id AND a.person = p.id AND a.kind = 'no-show') AS no_show
FROM relationship r JOIN person p ON p.id = r.mentor OR p.id = r.mentee
WHERE r.id = :relationship ORDER BY p.id;

-- absence_insert(meeting int, person int, relationship int, kind text, who int, now int)
INSERT INTO absence (meeting, person, relationship, kind, noted_by, noted_at)
VALUES (:meeting, :person, :relationship, :kind, :who, :now)
ON CONFLICT (meeting, person) DO NOTHING;

-- absence_delete(meeting int, kind text)
DELETE FROM absence WHERE meeting = :meeting AND kind = :kind;

-- absence_reopen(meeting int, now int)
UPDATE meeting SET state = 'planned', closed_at = 0, changed_at = :now WHERE id = :meeting AND state = 'cancelled';

-- absence_missed(meeting int, now int)
UPDATE meeting SET state = 'cancelled', closed_at = :now, changed_at = :now WHERE id = :meeting AND state = 'planned';

-- json style_offer: id person person_name detail medium state change offered_at decided_at
-- style_offer_list(relationship int) : many style_offer
SELECT o.id, o.relationship, o.person, p.name AS person_name, o.detail, o.medium, o.state, o.change, o.offered_at, o.decided_at
FROM style_offer o JOIN person p ON p.id = o.person
WHERE o.relationship = :relationship ORDER BY o.id DESC;

-- style_offer_open(relationship int) : int
SELECT coalesce(max(id), 0) FROM style_offer WHERE relationship = :relationship AND state = 'open';

-- style_offer_replace(relationship int, person int, now int)
UPDATE style_offer SET state = 'kept', decided_at = :now
WHERE relationship = :relationship AND person = :person AND state = 'open';

-- style_offer_insert(id int, relationship int, person int, now int)
INSERT INTO style_offer (id, relationship, person, detail, medium, offered_at)
SELECT :id, :relationship, id, detail, medium, :now FROM person WHERE id = :person;

-- style_offer_decide(relationship int, state text, change text, who ref, now int)
UPDATE style_offer SET state = :state, change = :change, decided_by = :who, decided_at = :now
WHERE relationship = :relationship AND state = 'open';

-- style_relationships(person int) : many style_relationship
SELECT id FROM relationship WHERE mentor = :person AND state = 'active'
UNION ALL SELECT id FROM relationship WHERE mentee = :person AND state = 'active';

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_agreement: id version state role expectations areas meetings contact how_often times place channel lateness outsiders direction notice_hours cadence_days proposed_at decided_at
-- mine_agreement(relationship int, after int) : many mine_agreement
SELECT id, relationship, version, state, role, expectations, areas, meetings, contact, how_often, times, place, channel, lateness, outsiders, direction, notice_hours, cadence_days, proposed_at, decided_at
FROM agreement
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_absence: meeting kind noted_at
-- mine_absence(relationship int, person int) : many mine_absence
SELECT meeting, kind, noted_at
FROM absence
WHERE relationship = :relationship AND person = :person ORDER BY meeting;

-- json mine_style_offer: id detail medium state offered_at decided_at
-- mine_style_offer(relationship int, person int, after int) : many mine_style_offer
SELECT id, detail, medium, state, offered_at, decided_at
FROM style_offer
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_style_offer(relationship int, person int)
DELETE FROM style_offer WHERE relationship = :relationship AND person = :person;
