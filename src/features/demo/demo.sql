-- What only the demonstration writes: things that happened in the past.

-- demo_active(email text) : one demo_person_row
SELECT id, name, headline FROM person WHERE email = :email AND state = 'active';

-- demo_person_state(id int) : text
SELECT state FROM person WHERE id = :id;

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
