-- What only the demonstration writes: things that happened in the past.

-- demo_active(email text) : one demo_person_row
SELECT id, name, headline FROM person WHERE email = :email AND state = 'active';

-- Of two people the pair that began last.
-- demo_pair_of(mentor text, mentee text) : one demo_pair_row
-- with id int, mentor int, mentee int, mentor_name text, mentee_name text
SELECT r.id, r.mentor, r.mentee, m.name AS mentor_name, e.name AS mentee_name
FROM person m JOIN person e ON e.email = :mentee JOIN relationship r ON r.mentor = m.id AND r.mentee = e.id
WHERE m.email = :mentor ORDER BY r.id DESC LIMIT 1;

-- demo_person_state(id int) : text
SELECT state FROM person WHERE id = :id;

-- demo_person_name(id int) : text
SELECT name FROM person WHERE id = :id;

-- demo_set_admin(id int)
UPDATE person SET admin = 1 WHERE id = :id;

-- demo_participant_insert(programme int, person int, role text, places int, at int)
INSERT INTO participant (programme, person, role, places, joined_at)
VALUES (:programme, :person, :role, :places, :at) ON CONFLICT (programme, role, person) DO NOTHING;

-- demo_set_programme(id int, state text)
UPDATE programme SET state = :state WHERE id = :id;

-- demo_set_relationship(id int, state text, stage int, since int, ended_at int, ending text, ally_since int)
UPDATE relationship SET state = :state, stage = :stage, stage_since = :since, ended_at = :ended_at, ending = :ending,
	ally_since = :ally_since WHERE id = :id;

-- demo_set_goal(id int, current text, at int)
UPDATE goal SET current = :current, changed_at = :at WHERE id = :id;

-- What happened a while ago has been read.
-- demo_notices_read(before int)
UPDATE notice SET read_at = created_at + 7200 WHERE created_at < :before AND read_at = 0;

-- The mails of one person, who looks at them as somebody looks into a mailbox.
-- limit: the newest of a mailbox that begins anew with every start
-- demo_mail_list(person int, n int) : many demo_mail_line
-- with acts int
SELECT id, subject, kind, created_at, CASE WHEN body_text LIKE '%/errands/%' THEN 1 ELSE 0 END AS acts
FROM outbox WHERE person = :person ORDER BY created_at DESC, id DESC LIMIT :n;

-- demo_mail_count(person int) : int
SELECT count(*) FROM outbox WHERE person = :person;

-- demo_mail_get(id int, person int) : one demo_mail
SELECT id, to_name, to_addr, subject, body_text, body_html, ics, unsubscribe, created_at
FROM outbox WHERE id = :id AND person = :person;
