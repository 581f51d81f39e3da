-- The outbox. States: waiting (a job sends it), sent, failed (given up), kept (SMTP is not configured).

-- mail_insert(person int, to_name text, to_addr text, subject text, body_text text, body_html text, ics text, ics_method text, kind text, unsubscribe text, state text, held_until int, now int) : id
INSERT INTO outbox (person, to_name, to_addr, subject, body_text, body_html, ics, ics_method, kind,
	unsubscribe, state, held_until, created_at)
VALUES (:person, :to_name, :to_addr, :subject, :body_text, :body_html, :ics, :ics_method, :kind, :unsubscribe,
	:state, :held_until, :now) RETURNING id;

-- mail_get(id int) : one mail_row
SELECT id, person, to_name, to_addr, subject, body_text, body_html, ics, ics_method, kind, unsubscribe, state, tries,
	error, message_id, created_at, sent_at
FROM outbox WHERE id = :id;

-- mail_list(state text, before int, n int) : many mail_line
SELECT id, person, to_name, to_addr, subject, kind, state, tries, error, created_at, sent_at
FROM outbox WHERE state = :state AND id < :before ORDER BY id DESC LIMIT :n;

-- limit: the latest of one person, for tests
-- mail_of_person(person int, n int) : many mail_line
SELECT id, person, to_name, to_addr, subject, kind, state, tries, error, created_at, sent_at
FROM outbox WHERE person = :person ORDER BY id DESC LIMIT :n;

-- mail_set_sent(id int, message_id text, now int)
UPDATE outbox SET state = 'sent', message_id = :message_id, sent_at = :now, tries = tries + 1, error = ''
WHERE id = :id AND state = 'waiting';

-- mail_set_tried(id int, state text, error text)
UPDATE outbox SET state = :state, error = :error, tries = tries + 1 WHERE id = :id AND state = 'waiting';

-- mail_set_waiting(id int)
UPDATE outbox SET state = 'waiting', error = '' WHERE id = :id AND state IN ('failed', 'kept');

-- A mail that has not left yet is taken back.
-- mail_take_back(id int)
DELETE FROM outbox WHERE id = :id AND state = 'waiting' AND held_until > 0;

-- mail_forget(person int)
UPDATE outbox SET to_name = '', to_addr = '', subject = '', body_text = '', body_html = '', ics = ''
WHERE person = :person;
