-- Jobs and events. States: waiting -> running -> (gone | done | waiting again | failed); cancelled.
-- A statement with a worker's name changes nothing once the lease has gone to somebody else.

-- job_insert(kind text, subject int, who int, args text, run_at int, now int) : id
INSERT INTO job (kind, subject, who, args, run_at, created_at)
VALUES (:kind, :subject, :who, :args, :run_at, :now) RETURNING id;

-- job_insert_recurring(kind text, key text, run_at int, now int)
INSERT INTO job (kind, key, run_at, created_at) VALUES (:kind, :key, :run_at, :now)
ON CONFLICT (key) WHERE key <> '' DO NOTHING;

-- job_recurring() : many job_recurring
SELECT id, kind, key FROM job WHERE key <> '' ORDER BY key;

-- job_delete(id int)
DELETE FROM job WHERE id = :id;

-- limit: a handful at a time; the next look takes the next ones
-- job_due(now int) : many job_due
SELECT id, kind FROM job WHERE state = 'waiting' AND run_at <= :now ORDER BY run_at, id LIMIT 16;

-- job_claim(id int, now int, worker text, until int) : one job_claimed
UPDATE job SET state = 'running', worker = :worker, lease_until = :until, tries = tries + 1, error = ''
WHERE id = :id AND state = 'waiting' AND run_at <= :now
RETURNING id, kind, subject, who, args, key, run_at, tries;

-- limit: a handful at a time; what is dealt with is no longer among them
-- job_expired(now int) : many job_expired
SELECT id, kind, key, tries FROM job WHERE state = 'running' AND lease_until < :now ORDER BY id LIMIT 100;

-- job_take_back(id int, now int, state text, error text)
UPDATE job SET state = :state, run_at = :now, error = :error, worker = ''
WHERE id = :id AND state = 'running' AND lease_until < :now;

-- job_hold(id int, worker text, until int)
UPDATE job SET lease_until = :until WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_note(id int, worker text, until int, done int, total int, message text)
UPDATE job SET lease_until = :until, done = :done, total = :total, message = :message
WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_finish_gone(id int, worker text)
DELETE FROM job WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_finish_done(id int, worker text, url text, message text, now int)
UPDATE job SET state = 'done', result_url = :url, result_message = :message, worker = '',
	finished_at = :now, done = total
WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_finish_failed(id int, worker text, error text, now int)
UPDATE job SET state = 'failed', error = :error, worker = '', finished_at = :now
WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_finish_again(id int, worker text, run_at int, tries int, error text)
UPDATE job SET state = 'waiting', run_at = :run_at, tries = :tries, error = :error, worker = ''
WHERE id = :id AND state = 'running' AND worker = :worker;

-- job_set_cancelled(id int, now int)
UPDATE job SET state = 'cancelled', worker = '', finished_at = :now
WHERE id = :id AND key = '' AND state IN ('waiting', 'running');

-- job_set_again(id int, now int)
UPDATE job SET state = 'waiting', run_at = :now, tries = 0, error = '', done = 0, message = '',
	finished_at = 0
WHERE id = :id AND state IN ('failed', 'cancelled');

-- job_get(id int) : one job_row
SELECT id, kind, subject, who, state, run_at, tries, done, total, message, result_url, result_message,
	error, created_at, finished_at
FROM job WHERE id = :id;

-- job_of_subject(kind text, subject int) : one job_row
SELECT id, kind, subject, who, state, run_at, tries, done, total, message, result_url, result_message,
	error, created_at, finished_at
FROM job WHERE kind = :kind AND subject = :subject ORDER BY id DESC LIMIT 1;

-- limit: the latest, for a look; the pages about jobs leaf through all
-- job_list(state text, n int) : many job_row
SELECT id, kind, subject, who, state, run_at, tries, done, total, message, result_url, result_message,
	error, created_at, finished_at
FROM job WHERE state = :state ORDER BY run_at DESC, id DESC LIMIT :n;

-- job_counts() : many job_count
-- with n int
-- scan: finished jobs are swept away, so the table stays small
SELECT state, count(*) AS n FROM job GROUP BY state ORDER BY state;

-- job_pressing(now int) : int
SELECT count(*) FROM job WHERE (state = 'waiting' AND run_at <= :now) OR state = 'running';

-- job_failed_count() : int
SELECT count(*) FROM job WHERE state = 'failed';

-- job_sweep(before int)
DELETE FROM job WHERE state IN ('done', 'cancelled') AND run_at < :before AND finished_at < :before;

-- event_insert(kind text, subject int, who int, now int) : id
INSERT INTO event (kind, subject, who, at) VALUES (:kind, :subject, :who, :now) RETURNING id;

-- event_list(kind text, subject int) : many event_row
SELECT id, kind, subject, who, at FROM event WHERE kind = :kind AND subject = :subject ORDER BY id;

-- json job_row: id kind state tries done total message result_url result_message created_at finished_at
