-- What administrators look after.

-- admin_counts() : one admin_counts
-- with people int, programmes int, waiting int, failed_mails int, kept int, failed_jobs int
-- scan: counted once for a page that only administrators open
SELECT (SELECT count(*) FROM person WHERE state <> 'deactivated') AS people,
	(SELECT count(*) FROM programme) AS programmes,
	(SELECT count(*) FROM outbox WHERE state = 'waiting') AS waiting,
	(SELECT count(*) FROM outbox WHERE state = 'failed') AS failed_mails,
	(SELECT count(*) FROM outbox WHERE state = 'kept') AS kept,
	(SELECT count(*) FROM job WHERE state = 'failed') AS failed_jobs;

-- json outbox_item: id to_name to_addr subject kind state held_until created_at sent_at
-- outbox_list(limit_n int, offset_n int) : many outbox_item
-- scan: walks the primary key backwards and stops after a page
SELECT id, to_name, to_addr, subject, kind, state, tries, error, held_until, created_at, sent_at
FROM outbox ORDER BY id DESC LIMIT :limit_n OFFSET :offset_n;

-- outbox_count() : int
-- scan: counted once for the pages of a list that only administrators open
SELECT count(*) FROM outbox;

-- json outbox_mail: id to_name to_addr subject body_text kind state error held_until unsubscribe created_at sent_at
-- outbox_get(id int) : one outbox_mail
SELECT id, to_name, to_addr, subject, body_text, ics, kind, state, tries, error, held_until, unsubscribe, created_at, sent_at
FROM outbox WHERE id = :id;

-- json job_line: id kind state tries error created_at finished_at
-- admin_job_list(limit_n int, offset_n int) : many job_line
-- scan: walks the primary key backwards and stops after a page
SELECT id, kind, state, tries, error, message, run_at, created_at, finished_at
FROM job ORDER BY id DESC LIMIT :limit_n OFFSET :offset_n;

-- admin_job_count() : int
-- scan: counted once for the pages of a list that only administrators open
SELECT count(*) FROM job;
