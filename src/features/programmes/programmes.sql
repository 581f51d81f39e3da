-- Programmes, and who takes part in them.

-- programme_standing(id int, person int) : one programme_standing
-- with takes_part int, manages int, admin int
SELECT p.id,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = p.id AND t.person = :person
		AND t.role <> 'manager' AND t.state <> 'left') THEN 1 ELSE 0 END AS takes_part,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = p.id AND t.person = :person
		AND t.role = 'manager') THEN 1 ELSE 0 END AS manages,
	CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :person AND a.admin = 1
		AND a.state = 'active') THEN 1 ELSE 0 END AS admin
FROM programme p WHERE p.id = :id;

-- json programme: id name about purpose level setting starts_on ends_on cadence_days readiness way state days_left
-- programme_get(id int) : one programme
-- with days_left int
SELECT id, template, name, about, purpose, level, setting, starts_on, ends_on, cadence_days, readiness, aim, way,
	state, 0 AS days_left
FROM programme WHERE id = :id;

-- programme_name(id int) : text
SELECT name FROM programme WHERE id = :id;

-- programme_way(id int) : text
SELECT way FROM programme WHERE id = :id;

-- programme_set_way(id int, way text)
UPDATE programme SET way = :way WHERE id = :id;

-- programme_names() : many programme_name_row
-- scan: the programmes of an organisation are few, and a verb looks for one by its name
SELECT id, name FROM programme ORDER BY id;

-- json programme_card: id name state starts_on ends_on is_manager is_mentor is_mentee
-- programme_cards(person int, all_of int, limit_n int, offset_n int) : many programme_card
-- with is_manager int, is_mentor int, is_mentee int
-- scan: the programmes of an organisation are few
SELECT p.id, p.name, p.state, p.starts_on, p.ends_on,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = p.id AND t.role = 'manager'
		AND t.person = :person) THEN 1 ELSE 0 END AS is_manager,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = p.id AND t.role = 'mentor'
		AND t.person = :person AND t.state <> 'left') THEN 1 ELSE 0 END AS is_mentor,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = p.id AND t.role = 'mentee'
		AND t.person = :person AND t.state <> 'left') THEN 1 ELSE 0 END AS is_mentee
FROM programme p
WHERE :all_of = 1 OR p.id IN (SELECT t.programme FROM participant t
	WHERE t.person = :person AND (t.role = 'manager' OR t.state <> 'left'))
ORDER BY CASE p.state WHEN 'ended' THEN 1 ELSE 0 END, p.starts_on DESC, p.id DESC
LIMIT :limit_n OFFSET :offset_n;

-- programme_insert(template text, name text, about text, purpose text, level text, setting text, starts_on text, ends_on text, cadence_days int, readiness text, aim text, now int) : id
INSERT INTO programme (template, name, about, purpose, level, setting, starts_on, ends_on, cadence_days,
	readiness, aim, created_at, changed_at)
VALUES (:template, :name, :about, :purpose, :level, :setting, :starts_on, :ends_on, :cadence_days,
	:readiness, :aim, :now, :now) RETURNING id;

-- programme_change(id int, name text, about text, purpose text, level text, setting text, starts_on text, ends_on text, cadence_days int, readiness text, aim text, state text, now int)
UPDATE programme SET name = :name, about = :about, purpose = :purpose, level = :level, setting = :setting,
	starts_on = :starts_on, ends_on = :ends_on, cadence_days = :cadence_days, readiness = :readiness,
	aim = :aim, state = CASE WHEN :state = '' THEN state ELSE :state END, changed_at = :now
WHERE id = :id;

-- programme_set_running(id int, now int)
UPDATE programme SET state = 'running', changed_at = :now WHERE id = :id AND state = 'open';

-- Counts for those who run it. What a mentee waits for is a mentor with a free place.
-- programme_counts(id int) : one programme_counts
-- with mentors int, places int, mentees int, matched int, waiting int, relationships int, rules int
SELECT
	(SELECT count(*) FROM participant t WHERE t.programme = :id AND t.role = 'mentor'
		AND t.state IN ('waiting', 'matched')) AS mentors,
	(SELECT coalesce(sum(t.places), 0) FROM participant t WHERE t.programme = :id AND t.role = 'mentor'
		AND t.state IN ('waiting', 'matched')) AS places,
	(SELECT count(*) FROM participant t WHERE t.programme = :id AND t.role = 'mentee'
		AND t.state IN ('waiting', 'matched')) AS mentees,
	(SELECT count(*) FROM participant t WHERE t.programme = :id AND t.role = 'mentee'
		AND t.state = 'matched') AS matched,
	(SELECT count(*) FROM participant t WHERE t.programme = :id AND t.role = 'mentee'
		AND t.state = 'waiting') AS waiting,
	(SELECT count(*) FROM relationship r WHERE r.programme = :id AND r.state <> 'ended') AS relationships,
	(SELECT count(*) FROM rule u WHERE u.programme = :id AND u.deleted_at = 0) AS rules
FROM programme WHERE id = :id;

-- The circles that somebody is in; of managers, none.
-- programme_circles(programme int, person int) : many programme_circle
SELECT k.id, t.name FROM circle_member m JOIN circle k ON k.id = m.circle JOIN topic t ON t.id = k.topic
WHERE m.person = :person AND m.left_at = 0 AND k.programme = :programme AND k.state = 'active' ORDER BY k.id;

-- participants

-- participant_get(id int) : one participant
SELECT t.id, t.programme, t.person, p.name, p.email, p.headline, t.role, t.state, t.places
FROM participant t JOIN person p ON p.id = t.person WHERE t.id = :id;

-- participant_find(programme int, role text, person int) : one participant_row
SELECT id, state, places FROM participant WHERE programme = :programme AND role = :role AND person = :person;

-- Its id is asked for behind it, by who needs it: RETURNING, and rows from a SELECT, make SQLite keep a
-- journal for the statement, which takes longer than the row. Files bring many people.
-- participant_insert(programme int, person int, role text, state text, places int, now int)
INSERT INTO participant (programme, person, role, state, places, joined_at)
VALUES (:programme, :person, :role, :state, :places, :now);

-- As what somebody would take part who does not: the state, and how many mentees the profile says. None if
-- there is no such programme or person. The + keeps SQLite from reading all relationships of the programme
-- where those of the person are asked for.
-- participant_chance(programme int, person int, role text) : one participant_chance
-- with state text, places int
SELECT CASE WHEN EXISTS (SELECT 1 FROM relationship r WHERE :role = 'mentor' AND r.mentor = e.id
			AND r.state <> 'ended' AND +r.programme = p.id)
		OR EXISTS (SELECT 1 FROM relationship r WHERE :role = 'mentee' AND r.mentee = e.id
			AND r.state <> 'ended' AND +r.programme = p.id)
		OR EXISTS (SELECT 1 FROM relationship r WHERE :role = 'mentee' AND r.mode = 'peers' AND r.mentor = e.id
			AND r.state <> 'ended' AND +r.programme = p.id)
		OR EXISTS (SELECT 1 FROM circle_member x JOIN circle k ON k.id = x.circle WHERE :role = 'mentee'
			AND x.person = e.id AND x.left_at = 0 AND k.state = 'active' AND k.programme = p.id)
		THEN 'matched' ELSE 'waiting' END AS state,
	CASE WHEN :role = 'mentor' THEN e.mentees_max ELSE 0 END AS places
FROM programme p CROSS JOIN person e WHERE p.id = :programme AND e.id = :person;

-- participant_change(id int, state text, places int)
UPDATE participant SET state = :state, places = :places WHERE id = :id;

-- participant_delete(id int)
DELETE FROM participant WHERE id = :id;

-- participant_managers(programme int) : int
SELECT count(*) FROM participant WHERE programme = :programme AND role = 'manager';

-- Has somebody in this role a relationship that runs?
-- participant_is_matched(programme int, role text, person int) : int
SELECT count(*) FROM (
	SELECT 1 AS one FROM relationship r WHERE :role = 'mentor' AND r.mentor = :person AND r.state <> 'ended'
		AND +r.programme = :programme
	UNION ALL SELECT 1 FROM relationship r WHERE :role = 'mentee' AND r.mentee = :person AND r.state <> 'ended'
		AND +r.programme = :programme
	UNION ALL SELECT 1 FROM relationship r WHERE :role = 'mentee' AND r.mode = 'peers' AND r.mentor = :person
		AND r.state <> 'ended' AND +r.programme = :programme
	UNION ALL SELECT 1 FROM circle_member x JOIN circle k ON k.id = x.circle WHERE :role = 'mentee'
		AND x.person = :person AND x.left_at = 0 AND k.state = 'active' AND k.programme = :programme) m;

-- participant_person(email text) : int
SELECT id FROM person WHERE email = :email;

-- participant_person_there(id int) : int
SELECT count(*) FROM person WHERE id = :id;

-- The list, in the order of names. Two ways to the same page: few are gathered and sorted; of many, the
-- names are walked until the page is full.

-- participant_count(programme int, role text, state text) : int
SELECT count(*) FROM participant
WHERE programme = :programme AND (:role = '' OR role = :role) AND (:state = '' OR state = :state);

-- participant_any(programme int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM participant
	WHERE programme = :programme AND role IN ('mentor', 'mentee') LIMIT 1) f;

-- json participant: id person name email headline role state places
-- participant_gather(programme int, role text, state text, limit_n int, offset_n int) : many participant
SELECT t.id, t.programme, t.person, p.name, p.email, p.headline, t.role, t.state, t.places
FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND (:role = '' OR t.role = :role) AND (:state = '' OR t.state = :state)
ORDER BY p.sorted, p.id, t.role LIMIT :limit_n OFFSET :offset_n;

-- participant_walk(programme int, role text, state text, limit_n int, offset_n int) : many participant
SELECT t.id, t.programme, t.person, p.name, p.email, p.headline, t.role, t.state, t.places
FROM person p CROSS JOIN participant t
WHERE p.sorted > '' AND t.person = p.id AND t.programme = :programme AND (:role = '' OR t.role = :role)
	AND (:state = '' OR t.state = :state)
ORDER BY p.sorted, p.id, t.role LIMIT :limit_n OFFSET :offset_n;

-- Somebody who was found by words, if he takes part.
-- participant_places(programme int, person int, role text, state text) : many participant_place
SELECT t.id, t.person, t.role, p.sorted FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.person = :person AND (:role = '' OR t.role = :role)
	AND (:state = '' OR t.state = :state);

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_participant: id programme_name role state places joined_at
-- mine_participant(person int) : many mine_participant
SELECT x.id, p.name AS programme_name, x.role, x.state, x.places, x.joined_at
FROM participant x JOIN programme p ON p.id = x.programme
WHERE x.person = :person ORDER BY x.id;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_participant(person int)
UPDATE participant SET state = 'left' WHERE person = :person;
