-- Runs of the matching, their proposals, and what is published.

-- match_standing(id int, person int) : one match_standing
-- with manages int, admin int
SELECT r.programme,
	CASE WHEN EXISTS (SELECT 1 FROM participant t WHERE t.programme = r.programme
		AND t.role = 'manager' AND t.person = :person) THEN 1 ELSE 0 END AS manages,
	CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :person AND a.admin = 1
		AND a.state = 'active') THEN 1 ELSE 0 END AS admin
FROM match_run r WHERE r.id = :id;

-- json match: id programme aim fair quota spread state fault mentees mentors places candidates matched score best_score other_matched other_score unused nobody way firm most bound proven micros rules_digest input_digest created_at published_at
-- match_get(id int) : one match
-- with programme_name text, job_state text, publication_state text
SELECT r.id, r.programme, p.name AS programme_name, r.aim, r.fair, r.quota, r.spread, r.way, r.firm, r.most, r.bound, r.state, r.fault,
	r.job, r.publication, r.rules_digest,
	r.input_digest, r.mentees, r.mentors, r.places, r.candidates, r.matched, r.score, r.best_score,
	r.other_matched, r.other_score, r.unused, r.nobody, r.short_mentees, r.short_mentors,
	r.short_places, r.proven, r.micros, r.made_by, r.created_at, r.published_at,
	coalesce(j.state, '') AS job_state, coalesce(b.state, '') AS publication_state
FROM match_run r JOIN programme p ON p.id = r.programme LEFT JOIN job j ON j.id = r.job
LEFT JOIN job b ON b.id = r.publication
WHERE r.id = :id;

-- match_list(programme int, limit_n int, offset_n int) : many match
-- with programme_name text, job_state text, publication_state text
SELECT r.id, r.programme, p.name AS programme_name, r.aim, r.fair, r.quota, r.spread, r.way, r.firm, r.most, r.bound, r.state, r.fault,
	r.job, r.publication, r.rules_digest,
	r.input_digest, r.mentees, r.mentors, r.places, r.candidates, r.matched, r.score, r.best_score,
	r.other_matched, r.other_score, r.unused, r.nobody, r.short_mentees, r.short_mentors,
	r.short_places, r.proven, r.micros, r.made_by, r.created_at, r.published_at,
	coalesce(j.state, '') AS job_state, coalesce(b.state, '') AS publication_state
FROM match_run r JOIN programme p ON p.id = r.programme LEFT JOIN job j ON j.id = r.job
LEFT JOIN job b ON b.id = r.publication
WHERE r.programme = :programme ORDER BY r.id DESC LIMIT :limit_n OFFSET :offset_n;

-- A run that is being worked on.
-- match_at_work(programme int) : int
SELECT r.id FROM match_run r JOIN job j ON j.id = r.job
WHERE r.programme = :programme AND r.state = 'running' AND j.state IN ('waiting', 'running') LIMIT 1;

-- A run asks what the programme asks.
-- match_insert(programme int, made_by int, now int) : id
INSERT INTO match_run (programme, aim, fair, quota, spread, way, made_by, created_at)
SELECT id, aim, fair, quota, spread, way, :made_by, :now FROM programme WHERE id = :programme RETURNING id;

-- match_set_job(id int, job int)
UPDATE match_run SET job = :job WHERE id = :id;

-- match_todo(id int) : one match_todo
SELECT programme, aim, fair, quota, spread, way, state FROM match_run WHERE id = :id;

-- match_propose(id int, rules_digest text, input_digest text, mentees int, mentors int, places int, candidates int, matched int, score int, best_score int, other_matched int, other_score int, unused int, nobody int, proven int, micros int)
UPDATE match_run SET state = 'proposed', rules_digest = :rules_digest, input_digest = :input_digest,
	mentees = :mentees, mentors = :mentors, places = :places, candidates = :candidates,
	matched = :matched, score = :score, best_score = :best_score, other_matched = :other_matched,
	other_score = :other_score, unused = :unused, nobody = :nobody, proven = :proven, micros = :micros
WHERE id = :id AND state = 'running';

-- match_set_short(id int, mentees int, mentors int, places int)
UPDATE match_run SET short_mentees = :mentees, short_mentors = :mentors, short_places = :places
WHERE id = :id;

-- match_set_verdict(id int, firm text, most int, bound int)
UPDATE match_run SET firm = :firm, most = :most, bound = :bound WHERE id = :id;

-- match_set_failed(id int, fault text)
UPDATE match_run SET state = 'failed', fault = :fault WHERE id = :id AND state = 'running';

-- A newer proposal takes the place of the older ones.
-- match_discard(programme int, but int)
UPDATE match_run SET state = 'discarded'
WHERE programme = :programme AND state = 'proposed' AND id <> :but;

-- The prices that prove a proposal, see prices.h: as long as wishes can change it.
-- match_prices_insert(run int, body blob)
INSERT INTO match_prices (run, body) VALUES (:run, :body);

-- match_prices_get(run int) : one match_prices
SELECT run, body FROM match_prices WHERE run = :run;

-- match_prices_there(run int) : int
SELECT length(body) FROM match_prices WHERE run = :run;

-- What tells without a look at everybody that others take part now, or that somebody of them has changed: each change of a
-- person has a later time than the one before (person_touch), so these sums rise with every change. since: a moment before
-- the people were read.
-- limit: of so many people who changed last; more than that count whether they take part or not, see standing.c
-- match_standing_marks(programme int, since int, limit_n int) : one match_standing_marks
-- with waiting int, matched int, newest int, changed int, here int, anywhere int
SELECT (SELECT count(*) FROM participant w WHERE w.programme = :programme AND w.role IN ('mentor', 'mentee') AND w.state = 'waiting') AS waiting,
	(SELECT count(*) FROM participant t WHERE t.programme = :programme AND t.role = 'mentor' AND t.state = 'matched') AS matched,
	(SELECT coalesce(max(r.id), 0) FROM relationship r WHERE r.programme = :programme AND r.state = 'active') AS newest,
	count(*) AS changed,
	coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM participant x WHERE n.id = x.person AND x.role IN ('mentor', 'mentee')
		AND x.programme = :programme) THEN n.changed_at - :since + 1 ELSE 0 END), 0) AS here,
	coalesce(sum(n.changed_at - :since + 1), 0) AS anywhere
FROM (SELECT p.id, p.changed_at FROM person p WHERE p.changed_at >= :since ORDER BY p.changed_at DESC LIMIT :limit_n) n;

-- match_prices_drop(run int)
DELETE FROM match_prices WHERE run = :run;

-- match_prices_discard(programme int, but int)
DELETE FROM match_prices WHERE run <> :but AND run IN (SELECT id FROM match_run WHERE programme = :programme);

-- match_pair_insert(run int, mentee int, mentor int, points int, pinned int, why text)
INSERT INTO match_pair (run, mentee, mentor, points, pinned, why)
VALUES (:run, :mentee, :mentor, :points, :pinned, :why);

-- match_left_insert(run int, person int, role text, why text)
INSERT INTO match_left (run, person, role, why) VALUES (:run, :person, :role, :why);

-- The pairs, weakest fit first. word: of a person, its beginning will do; or "".
-- json match_pair: mentee mentee_name mentor mentor_name points pinned wish reasons relationship
-- match_pair_list(run int, programme int, word text, limit_n int, offset_n int) : many match_pair
-- with total int, mentee_level text, mentor_level text, wish text, reasons text
SELECT x.run, x.mentee, e.name AS mentee_name, e.unit AS mentee_unit,
	coalesce(le.name, '') AS mentee_level, x.mentor, m.name AS mentor_name, m.unit AS mentor_unit,
	coalesce(lm.name, '') AS mentor_level, x.points, x.pinned, x.why, x.relationship,
	coalesce(w.kind, '') AS wish, '' AS reasons, f.total
FROM (SELECT y.run, y.mentee, count(*) OVER () AS total, y.points FROM match_pair y
	WHERE y.run = :run AND (:word = ''
		OR EXISTS (SELECT 1 FROM person_words v WHERE v.person = y.mentee AND v.words LIKE '% ' || :word || '%')
		OR EXISTS (SELECT 1 FROM person_words v WHERE v.person = y.mentor AND v.words LIKE '% ' || :word || '%'))
	ORDER BY y.points, y.mentee LIMIT :limit_n OFFSET :offset_n) f
JOIN match_pair x ON x.run = f.run AND x.mentee = f.mentee
JOIN person e ON e.id = x.mentee JOIN person m ON m.id = x.mentor
LEFT JOIN level le ON le.id = e.level LEFT JOIN level lm ON lm.id = m.level
LEFT JOIN pair_wish w ON w.programme = :programme AND w.mentee = x.mentee AND w.mentor = x.mentor
ORDER BY x.points, x.mentee;

-- json match_left: person name role reasons
-- match_left_list(run int, role text, limit_n int, offset_n int) : many match_left
-- with total int, level_name text, reasons text
SELECT x.person, p.name, p.unit, coalesce(l.name, '') AS level_name, x.role, x.why, '' AS reasons,
	count(*) OVER () AS total
FROM match_left x JOIN person p ON p.id = x.person LEFT JOIN level l ON l.id = p.level
WHERE x.run = :run AND (:role = '' OR x.role = :role)
ORDER BY x.role, p.sorted, p.id LIMIT :limit_n OFFSET :offset_n;

-- Those who can be told that there was nobody for them, once: they still wait.
-- limit: so many at a time, until all are told
-- match_left_to_tell(run int, programme int, n int) : many left_reader
SELECT x.person, x.role, p.name, p.email, p.lang, p.tz, p.state
FROM match_left x JOIN person p ON p.id = x.person AND p.state <> 'deactivated'
JOIN participant t ON t.programme = :programme AND t.person = x.person AND t.role = x.role AND t.state = 'waiting'
WHERE x.run = :run AND x.role <> 'mentor' AND x.told_at = 0 ORDER BY x.person LIMIT :n;

-- match_left_told(run int, role text, person int, now int)
UPDATE match_left SET told_at = :now WHERE run = :run AND role = :role AND person = :person;

-- match_left_counts(run int, programme int) : one left_counts
-- with waiting int, told int
SELECT (SELECT count(*) FROM match_left x JOIN person p ON p.id = x.person AND p.state <> 'deactivated'
		JOIN participant t ON t.programme = :programme AND t.person = x.person AND t.role = x.role AND t.state = 'waiting'
		WHERE x.run = :run AND x.role <> 'mentor' AND x.told_at = 0) AS waiting,
	(SELECT count(*) FROM match_left y WHERE y.run = :run AND y.told_at > 0) AS told;

-- Publication

-- The first pair of a proposal that can no longer begin: somebody is not free any more. Those that have
-- begun are not looked at.
-- publication_hindrance(run int, programme int) : one publication_hindrance
SELECT x.mentee, x.points, e.name AS mentee_name, m.name AS mentor_name
FROM match_pair x JOIN person e ON e.id = x.mentee JOIN person m ON m.id = x.mentor
WHERE x.run = :run AND x.relationship IS NULL AND (e.state = 'deactivated' OR m.state = 'deactivated'
	OR NOT EXISTS (SELECT 1 FROM participant t WHERE t.programme = :programme AND t.role = 'mentee'
		AND t.person = x.mentee AND t.state = 'waiting')
	OR (SELECT coalesce(max(t.places), 0) FROM participant t WHERE t.programme = :programme
			AND t.role = 'mentor' AND t.person = x.mentor AND t.state IN ('waiting', 'matched'))
		< (SELECT count(*) FROM relationship r WHERE r.mentor = x.mentor
			AND r.programme = :programme AND r.state <> 'ended')
		+ (SELECT count(*) FROM match_pair y WHERE y.run = :run AND y.mentor = x.mentor
			AND y.relationship IS NULL))
ORDER BY x.mentee LIMIT 1;

-- The same among peers: both still wait.
-- publication_hindrance_peers(run int, programme int) : one publication_hindrance
SELECT x.mentee, x.points, e.name AS mentee_name, m.name AS mentor_name
FROM match_pair x JOIN person e ON e.id = x.mentee JOIN person m ON m.id = x.mentor
WHERE x.run = :run AND x.relationship IS NULL AND (e.state = 'deactivated' OR m.state = 'deactivated'
	OR (SELECT count(*) FROM participant t WHERE t.programme = :programme AND t.role = 'mentee'
		AND t.person IN (x.mentee, x.mentor) AND t.state = 'waiting') < 2)
ORDER BY x.mentee LIMIT 1;

-- Those that have not begun, the mentees of a mentor side by side.
-- limit: so many at a time, until all have begun
-- publication_pairs(run int, limit_n int) : many publication_pair
SELECT x.mentee, x.points, e.name AS mentee_name, e.email AS mentee_email, e.lang AS mentee_lang,
	e.tz AS mentee_tz, e.state AS mentee_state, x.mentor, m.name AS mentor_name,
	m.email AS mentor_email, m.lang AS mentor_lang, m.tz AS mentor_tz, m.state AS mentor_state
FROM match_pair x JOIN person e ON e.id = x.mentee JOIN person m ON m.id = x.mentor
WHERE x.run = :run AND x.relationship IS NULL ORDER BY x.mentor, x.mentee LIMIT :limit_n;

-- What the letters say of the programme. Its first manager is whom people can ask.
-- publication_facts(programme int) : one publication_facts
-- with lang text, manager_name text
SELECT p.name, p.template, coalesce((SELECT o.lang FROM organisation o WHERE o.id = 1), '') AS lang,
	coalesce((SELECT x.name FROM participant t JOIN person x ON x.id = t.person
		WHERE t.programme = p.id AND t.role = 'manager' ORDER BY t.id LIMIT 1), '') AS manager_name
FROM programme p WHERE p.id = :programme;

-- A job that is to publish takes the place of one that has ended.
-- publication_set_job(id int, job int, instead_of int)
UPDATE match_run SET publication = :job WHERE id = :id AND state = 'proposed' AND publication = :instead_of;

-- A proposal of which pairs have begun, or are about to.
-- publication_at_work(programme int) : int
SELECT id FROM match_run WHERE programme = :programme AND state = 'proposed' AND publication > 0 LIMIT 1;

-- publication_todo(id int) : int
SELECT count(*) FROM match_pair WHERE run = :id AND relationship IS NULL;

-- match_pair_drop(run int, mentee int)
DELETE FROM match_pair WHERE run = :run AND mentee = :mentee AND relationship IS NULL;

-- match_dropped(id int, points int)
UPDATE match_run SET matched = matched - 1, score = score - :points WHERE id = :id;

-- publication_set(id int, now int)
UPDATE match_run SET state = 'published', published_at = :now WHERE id = :id AND state = 'proposed';

-- match_pair_set_relationship(run int, mentee int, relationship int)
UPDATE match_pair SET relationship = :relationship WHERE run = :run AND mentee = :mentee;

-- match_person_name(id int) : text
SELECT name FROM person WHERE id = :id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_match_pair: run role points pinned at
-- mine_match_pair(person int) : many mine_match_pair
-- with run int, role text, points int, pinned int, at int
SELECT x.run, x.role, x.points, x.pinned, x.at
FROM (SELECT m.run, 'mentee' AS role, m.points, m.pinned, r.published_at AS at FROM participant p
		JOIN match_run r ON r.programme = p.programme AND r.state = 'published' JOIN match_pair m ON m.run = r.id AND m.mentee = p.person
		WHERE p.person = :person AND p.role = 'mentee'
	UNION ALL SELECT m.run, 'mentor' AS role, m.points, m.pinned, r.published_at AS at FROM participant p
		JOIN match_run r ON r.programme = p.programme AND r.state = 'published' JOIN match_pair m ON m.run = r.id AND m.mentor = p.person
		WHERE p.person = :person AND p.role <> 'manager') x
WHERE 1 = 1 ORDER BY x.at, x.run, x.role;

-- json mine_match_left: run role at
-- mine_match_left(person int) : many mine_match_left
SELECT m.run, m.role, r.published_at AS at
FROM participant p JOIN match_run r ON r.programme = p.programme AND r.state = 'published' JOIN match_left m ON m.run = r.id AND m.role = p.role AND m.person = p.person
WHERE p.person = :person ORDER BY m.run;

-- json mine_match_place: run topic fit at
-- mine_match_place(person int) : many mine_match_place
SELECT m.run, t.name AS topic, m.fit, r.published_at AS at
FROM participant p JOIN match_run r ON r.programme = p.programme AND r.state = 'published' JOIN match_place m ON m.run = r.id AND m.person = p.person JOIN topic t ON t.id = m.topic
WHERE p.person = :person ORDER BY m.run;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_pair_wish(person int)
DELETE FROM pair_wish WHERE programme IN (SELECT p.programme FROM participant p WHERE p.person = :person)
	AND (mentee = :person OR mentor = :person);
