-- What two people and their programme team do about signs.

-- challenges
-- health_mark_list(relationship int, person int) : many health_mark
SELECT kind, until FROM health_mark WHERE relationship = :relationship AND person = :person;

-- health_mark_save(relationship int, kind text, person int, until int, now int)
INSERT INTO health_mark (relationship, kind, person, until, at) VALUES (:relationship, :kind, :person, :until, :now)
ON CONFLICT (relationship, kind, person) DO UPDATE SET until = excluded.until, at = excluded.at;

-- health_mark_delete(relationship int, kind text, person int)
DELETE FROM health_mark WHERE relationship = :relationship AND kind = :kind AND person = :person;

-- health_help_set(relationship int, kind text, person int, programme int, cause text, n int, m int, now int)
INSERT INTO health_sign (relationship, kind, person, programme, cause, n, m, since, help_at)
VALUES (:relationship, :kind, :person, :programme, :cause, :n, :m, :now, :now)
ON CONFLICT (relationship, kind, person) DO UPDATE SET help_at = CASE WHEN health_sign.help_at > 0
	THEN health_sign.help_at ELSE excluded.help_at END;

-- What both see, or what one has asked about alone.
-- health_help_clear(relationship int, kind text, person int)
UPDATE health_sign SET help_at = 0 WHERE relationship = :relationship AND kind = :kind AND (person = 0 OR person = :person);

-- health_on_agenda(relationship int, meeting int, prompt text) : int
SELECT count(*) FROM agenda_item
WHERE relationship = :relationship AND coalesce(meeting, 0) = :meeting AND prompt = :prompt;

-- health_managers(programme int) : many health_manager
SELECT p.id, p.name, p.email, p.lang, p.tz FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = 'manager' AND t.state <> 'left' AND p.state = 'active' ORDER BY p.id;

-- The people of a pair, for letters.
-- health_people_get(id int) : one health_people
SELECT r.id, r.programme, p.name AS programme_name, r.state, r.started_at,
	r.mentor, m.name AS mentor_name, m.email AS mentor_email, m.lang AS mentor_lang, m.tz AS mentor_tz,
	r.mentee, e.name AS mentee_name, e.email AS mentee_email, e.lang AS mentee_lang, e.tz AS mentee_tz
FROM relationship r JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
JOIN programme p ON p.id = r.programme WHERE r.id = :id;

-- A card as the reader sees it.
-- json sign_card: kind name text todo url since help
-- record sign_card(kind text, name text, text text, todo text, url text, post bool, since int, help int)

-- pausing and going on
-- relationship_rest(id int)
UPDATE relationship SET state = 'paused' WHERE id = :id AND state = 'active';

-- relationship_resume(id int)
UPDATE relationship SET state = 'active' WHERE id = :id AND state = 'paused';

-- pause_save(relationship int, until_on text, person int, now int)
INSERT INTO relationship_pause (relationship, until_on, person, since) VALUES (:relationship, :until_on, :person, :now)
ON CONFLICT (relationship) DO UPDATE SET until_on = excluded.until_on, person = excluded.person, over_at = 0,
	since = CASE WHEN relationship_pause.over_at = 0 THEN relationship_pause.since ELSE excluded.since END;

-- pause_over(relationship int, now int)
UPDATE relationship_pause SET over_at = :now WHERE relationship = :relationship AND over_at = 0;

-- json pause: relationship until_on since
-- pause_get(relationship int) : one pause
SELECT x.relationship, x.until_on, x.since, x.person, p.name AS person_name
FROM relationship_pause x JOIN person p ON p.id = x.person WHERE x.relationship = :relationship AND x.over_at = 0;

-- pause_due(today text, limit_n int, skip int) : many pause_due
SELECT x.relationship, x.until_on, m.tz AS mentor_tz, e.tz AS mentee_tz FROM relationship_pause x
JOIN relationship r ON r.id = x.relationship JOIN person m ON m.id = r.mentor JOIN person e ON e.id = r.mentee
WHERE x.over_at = 0 AND x.until_on <= :today ORDER BY x.until_on, x.relationship LIMIT :limit_n OFFSET :skip;

-- going_on_save(relationship int, now int)
INSERT INTO going_on (relationship, asked_at) VALUES (:relationship, :now)
ON CONFLICT (relationship) DO UPDATE SET asked_at = excluded.asked_at, answered_at = 0, concluded_at = 0;

-- going_on_answer(relationship int, now int)
UPDATE going_on SET answered_at = :now, concluded_at = 0 WHERE relationship = :relationship;

-- going_on_conclude(relationship int, now int)
UPDATE going_on SET concluded_at = :now WHERE relationship = :relationship;

-- The letter that asks how much one wants to go on has gone out so often.
-- Since when the silence is that each was written to about.
-- health_silence_note(id int, mentor int, mentee int)
UPDATE relationship SET silence_mentor = :mentor, silence_mentee = :mentee WHERE id = :id;

-- health_checks_note(id int, checks int)
UPDATE relationship SET checks = :checks WHERE id = :id;

-- what each is asked
-- json check: value at
-- check_list(relationship int, person int) : many check
SELECT round, value, at FROM commitment_check WHERE relationship = :relationship AND person = :person
ORDER BY round DESC;

-- check_in(relationship int, person int, round int) : int
SELECT value FROM commitment_check WHERE relationship = :relationship AND person = :person AND round = :round;

-- check_save(relationship int, person int, round int, value int, now int)
INSERT INTO commitment_check (relationship, person, round, value, at) VALUES (:relationship, :person, :round, :value, :now)
ON CONFLICT (relationship, person, round) DO UPDATE SET value = excluded.value, at = excluded.at;

-- expectation_list(relationship int) : many expectation
SELECT moment, question, person, answer FROM expectation WHERE relationship = :relationship
ORDER BY moment, question, person;

-- expectation_count(relationship int, moment text, person int) : int
SELECT count(*) FROM expectation WHERE relationship = :relationship AND moment = :moment AND person = :person;

-- expectation_save(relationship int, moment text, question text, person int, answer text, now int)
INSERT INTO expectation (relationship, moment, question, person, answer, at)
VALUES (:relationship, :moment, :question, :person, :answer, :now)
ON CONFLICT (relationship, moment, question, person) DO UPDATE SET answer = excluded.answer, at = excluded.at;

-- json expectation_answer: question text mine theirs mine_now theirs_now differ
-- record expectation_answer(question text, text text, mine text, theirs text, mine_now text, theirs_now text, differ bool)

-- cadence_set(id int, days int, minutes int)
UPDATE relationship SET cadence_days = :days, meeting_minutes = :minutes WHERE id = :id;

-- stages
-- shown: who has written something about himself; rated: who has answered a pulse.
-- stage_counts(relationship int, sheet text) : one stage_counts
-- with ready int, held int, shown int, rated int, goals int, reached int, touch int
SELECT (SELECT count(*) FROM preparation_ready a WHERE a.relationship = r.id) AS ready,
	(SELECT count(*) FROM meeting m WHERE m.relationship = r.id AND m.state = 'held') AS held,
	(SELECT count(DISTINCT s.person) FROM sheet_answer s WHERE s.relationship = r.id AND s.sheet = :sheet AND s.shared = 1) AS shown,
	(SELECT count(DISTINCT u.person) FROM pulse u WHERE u.relationship = r.id) AS rated,
	(SELECT count(*) FROM goal g WHERE g.relationship = r.id AND g.state = 'open') AS goals,
	(SELECT count(*) FROM keeping_touch k WHERE k.relationship = r.id AND k.interval_days > 0) AS touch,
	(SELECT count(*) FROM goal d WHERE d.relationship = r.id AND d.state = 'done') AS reached, p.ends_on, r.programme, r.ended_at
FROM relationship r JOIN programme p ON p.id = r.programme WHERE r.id = :relationship;

-- stage_meeting_place(id int) : int
SELECT relationship FROM meeting WHERE id = :id;

-- stage_set(id int, stage int, now int)
UPDATE relationship SET stage = :stage, stage_since = :now WHERE id = :id AND state <> 'ended';

-- What lies behind a stage that the two went back to is on the way no longer; stage_move remembers it.
-- stage_step_forget(relationship int, stage int)
DELETE FROM stage_step WHERE relationship = :relationship AND stage >= :stage;

-- stage_move_insert(id int, relationship int, person int, was int, stage int, reason sealed(relationship, id), now int)
INSERT INTO stage_move (id, relationship, person, was, stage, reason, at)
VALUES (:id, :relationship, :person, :was, :stage, :reason, :now);

-- json stage_move: person was stage reason at
-- stage_move_list(relationship int) : many stage_move
-- with person_name text
SELECT m.id, m.relationship, m.person, coalesce(p.name, '') AS person_name, m.was, m.stage, m.reason, m.at
FROM stage_move m LEFT JOIN person p ON p.id = m.person
WHERE m.relationship = :relationship ORDER BY m.at DESC, m.id DESC;

-- json start_step: step name text url done
-- record start_step(step text, name text, text text, url text, done bool)

-- start_counts(relationship int, sheet text) : one start_counts
-- with hopes int, limits int, agreed int, closed int, feedback int
SELECT (SELECT count(*) FROM direction d WHERE d.relationship = r.id AND length(d.hope) > 0) AS hopes,
	(SELECT count(*) FROM sheet_ready s WHERE s.relationship = r.id AND s.sheet = :sheet) AS limits,
	(SELECT count(*) FROM agreement a WHERE a.relationship = r.id AND a.state = 'valid') AS agreed,
	(SELECT count(DISTINCT x.person) FROM closing_answer x WHERE x.relationship = r.id) AS closed,
	(SELECT count(DISTINCT y.author) FROM feedback y WHERE y.relationship = r.id) AS feedback
FROM relationship r WHERE r.id = :relationship;

-- json cadence: cadence_days meeting_minutes
-- cadence_get(id int) : one cadence
SELECT cadence_days, meeting_minutes FROM relationship WHERE id = :id;

-- health_help(relationship int, kind text, person int) : int
SELECT coalesce(max(help_at), 0) FROM health_sign
WHERE relationship = :relationship AND kind = :kind AND (person = 0 OR person = :person);

-- What somebody was told, and when last.
-- health_letters(person int, kind text) : int
SELECT count(*) FROM notice WHERE person = :person AND kind = :kind;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_health_sign: kind cause n m since help_at
-- mine_health_sign(relationship int, person int) : many mine_health_sign
SELECT kind, cause, n, m, since, help_at
FROM health_sign
WHERE relationship = :relationship AND (person = :person OR person = 0) ORDER BY kind;

-- json mine_health_mark: kind until at
-- mine_health_mark(relationship int, person int) : many mine_health_mark
SELECT kind, until, at
FROM health_mark
WHERE relationship = :relationship AND person = :person ORDER BY kind;

-- json mine_support_contact: id at
-- mine_support_contact(relationship int, after int) : many mine_support_contact
SELECT id, at
FROM support_contact
WHERE relationship = :relationship AND id > :after ORDER BY id LIMIT 100;

-- json mine_commitment_check: round value at
-- mine_commitment_check(relationship int, person int) : many mine_commitment_check
SELECT round, value, at
FROM commitment_check
WHERE relationship = :relationship AND person = :person ORDER BY round;

-- json mine_expectation: moment question answer at
-- mine_expectation(relationship int, person int) : many mine_expectation
SELECT moment, question, answer, at
FROM expectation
WHERE relationship = :relationship AND person = :person ORDER BY moment;

-- json mine_relationship_pause: until_on since over_at
-- mine_relationship_pause(relationship int) : many mine_relationship_pause
SELECT until_on, since, over_at
FROM relationship_pause
WHERE relationship = :relationship ORDER BY until_on;

-- json mine_going_on: asked_at answered_at concluded_at
-- mine_going_on(relationship int) : many mine_going_on
SELECT asked_at, answered_at, concluded_at
FROM going_on
WHERE relationship = :relationship ORDER BY asked_at;

-- json mine_stage_move: id was stage reason at
-- mine_stage_move(relationship int, person int, after int) : many mine_stage_move
SELECT id, relationship, was, stage, reason, at
FROM stage_move
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_health_mark(relationship int, person int)
DELETE FROM health_mark WHERE relationship = :relationship AND person = :person;

-- forget_commitment_check(relationship int, person int)
DELETE FROM commitment_check WHERE relationship = :relationship AND person = :person;

-- forget_expectation(relationship int, person int)
DELETE FROM expectation WHERE relationship = :relationship AND person = :person;

-- forget_health_sign(relationship int, person int)
DELETE FROM health_sign WHERE relationship = :relationship AND person = :person;

-- forget_stage_move(relationship int, person int)
UPDATE stage_move SET reason = NULL WHERE relationship = :relationship AND person = :person;
