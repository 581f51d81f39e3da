-- What the door itself keeps: answers of unsafe requests, for those who try again.

-- answer_claim(key text, who int, route text, now int)
INSERT INTO idempotency (key, who, route, at) VALUES (:key, :who, :route, :now)
ON CONFLICT (key) DO NOTHING;

-- answer_get(key text) : one kept_answer
SELECT status, location, body FROM idempotency WHERE key = :key;

-- answer_keep(key text, status int, location text, body text)
UPDATE idempotency SET status = :status, location = :location, body = :body WHERE key = :key;

-- answer_drop(key text)
DELETE FROM idempotency WHERE key = :key;

-- answer_forget(key text, before int)
DELETE FROM idempotency WHERE key = :key AND at < :before;

-- answer_sweep(before int)
DELETE FROM idempotency WHERE at < :before;

-- ready() : int
SELECT count(*) FROM idempotency WHERE key = '';

-- job_state_get(id int) : one job_state
SELECT id, kind, subject, who, state, done, total, message, result_url AS url, result_message, error
FROM job WHERE id = :id;

-- job_watcher(job int, person int) : one job_watcher
-- with own bool, admin bool
SELECT CASE WHEN j.who = :person THEN 1 ELSE 0 END AS own,
	CASE WHEN EXISTS (SELECT 1 FROM person p WHERE p.id = :person AND p.admin = 1 AND p.state = 'active')
		THEN 1 ELSE 0 END AS admin
FROM job j WHERE j.id = :job;

-- json job_state: id state done total message url

-- app_users(after text) : many app_user
SELECT email, name, state, admin FROM person WHERE email > :after ORDER BY email LIMIT 1000;

-- app_programmes() : many app_programme
-- with mentors int, mentees int, pairs int
-- scan: the programmes of an organisation are few
SELECT p.id, p.name, p.state, p.starts_on,
	(SELECT count(*) FROM participant a WHERE a.programme = p.id AND a.role = 'mentor' AND a.state <> 'left') AS mentors,
	(SELECT count(*) FROM participant b WHERE b.programme = p.id AND b.role = 'mentee' AND b.state <> 'left') AS mentees,
	(SELECT count(*) FROM relationship r WHERE r.programme = p.id AND r.state <> 'ended') AS pairs
FROM programme p ORDER BY p.id;
