-- What happened for a person, what of it goes by mail, and when.

-- notice_lang() : text
SELECT lang FROM organisation WHERE id = 1;

-- json notice_setting: digest_hour quiet_from quiet_to paused_until left_at pairs meetings together messages companions reminders
-- notice_setting_get(person int) : one notice_setting
SELECT person, digest_hour, quiet_from, quiet_to, paused_until, left_at, digest_at, digest_on, digest_zone, digest_sent_at, nudged_on,
	pairs, meetings, together, messages, companions, reminders
FROM notice_setting WHERE person = :person;

-- notice_setting_make(person int)
INSERT INTO notice_setting (person) VALUES (:person) ON CONFLICT (person) DO NOTHING;

-- notice_hours_save(person int, digest_hour int, quiet_from int, quiet_to int)
UPDATE notice_setting SET digest_hour = :digest_hour, quiet_from = :quiet_from, quiet_to = :quiet_to
WHERE person = :person;

-- notice_choices_save(person int, pairs text, meetings text, together text, messages text, companions text, reminders text)
UPDATE notice_setting SET pairs = :pairs, meetings = :meetings, together = :together, messages = :messages,
	companions = :companions, reminders = :reminders
WHERE person = :person;

-- notice_pause_save(person int, paused_until int, left_at int)
UPDATE notice_setting SET paused_until = :paused_until, left_at = :left_at WHERE person = :person;

-- notice_digest_plan(person int, digest_at int)
UPDATE notice_setting SET digest_at = :digest_at WHERE person = :person;

-- One nudge a day: no row where there was one today.
-- notice_nudge_take(person int, today text)
UPDATE notice_setting SET nudged_on = :today WHERE person = :person AND nudged_on <> :today;

-- notice_booked(relationship int, now int) : int
SELECT count(*) FROM meeting WHERE relationship = :relationship AND state = 'planned' AND starts_at > :now;

-- notice_insert(person int, kind text, type text, subject text, path text, errand text, mail text, outbox int, due_at int, now int) : id
INSERT INTO notice (person, kind, type, subject, path, errand, mail, outbox, due_at, created_at)
VALUES (:person, :kind, :type, :subject, :path, :errand, :mail, :outbox, :due_at, :now) RETURNING id;

-- notice_unread_same(person int, kind text, path text) : int
SELECT coalesce(max(id), 0) FROM notice WHERE person = :person AND read_at = 0 AND kind = :kind AND path = :path;

-- notice_again(id int, subject text, now int)
UPDATE notice SET subject = :subject, created_at = :now WHERE id = :id;

-- json notice: id kind type subject path created_at read_at hidden_until
-- notice_list(person int, now int, n int, from int) : many notice
SELECT id, person, kind, type, subject, path, mail, outbox, hidden_until, read_at, created_at FROM notice
WHERE person = :person AND hidden_until <= :now ORDER BY created_at DESC, id DESC LIMIT :n OFFSET :from;

-- notice_count(person int, now int) : int
SELECT count(*) FROM notice WHERE person = :person AND hidden_until <= :now;

-- notice_unread_count(person int, now int) : int
SELECT count(*) FROM notice WHERE person = :person AND read_at = 0 AND hidden_until <= :now;

-- notice_get(id int) : one notice
SELECT id, person, kind, type, subject, path, mail, outbox, hidden_until, read_at, created_at FROM notice WHERE id = :id;

-- What is read needs no mail any more.
-- notice_read(id int, now int)
UPDATE notice SET read_at = :now, mail = CASE WHEN mail = 'waits' THEN 'none' ELSE mail END WHERE id = :id;

-- notice_unread(id int)
UPDATE notice SET read_at = 0 WHERE id = :id;

-- notice_of_thing(person int, kind text, path text) : many notice
SELECT id, person, kind, type, subject, path, mail, outbox, hidden_until, read_at, created_at FROM notice
WHERE person = :person AND read_at = 0 AND kind = :kind AND path = :path;

-- notice_delete(id int)
DELETE FROM notice WHERE id = :id;

-- notice_unread_all(person int) : many notice
SELECT id, person, kind, type, subject, path, mail, outbox, hidden_until, read_at, created_at FROM notice
WHERE person = :person AND read_at = 0;

-- notice_put_off(id int, mail text, until int)
UPDATE notice SET read_at = 0, hidden_until = :until, mail = :mail, due_at = :until WHERE id = :id;

-- ---- what has not left yet ----

-- notice_held(person int, now int) : many notice
SELECT n.id, n.person, n.kind, n.type, n.subject, n.path, n.mail, n.outbox, n.hidden_until, n.read_at, n.created_at
FROM notice n JOIN outbox o ON o.id = n.outbox
WHERE n.person = :person AND o.state = 'waiting' AND o.held_until > :now;

-- Until when a mail is held back.
-- notice_held_until(id int) : int
SELECT held_until FROM outbox WHERE id = :id;

-- notice_mail_set(id int, mail text, due_at int)
UPDATE notice SET mail = :mail, due_at = :due_at, outbox = 0 WHERE id = :id;

-- notice_drop_waiting(person int)
UPDATE notice SET mail = 'none' WHERE person = :person AND mail = 'waits';

-- notice_drop_waiting_type(person int, type text)
UPDATE notice SET mail = 'none' WHERE person = :person AND mail = 'waits' AND type = :type;

-- What waited for the end of a pause waits for it no more; what was put off by its reader still does until its day.
-- notice_due_anew(person int, now int)
UPDATE notice SET due_at = CASE WHEN hidden_until > :now THEN hidden_until ELSE :now END
WHERE person = :person AND mail = 'waits' AND due_at > :now;

-- notice_next_due(person int) : int
SELECT coalesce(min(due_at), 0) FROM notice WHERE person = :person AND mail = 'waits';

-- notice_waiting(person int) : int
SELECT count(*) FROM notice WHERE person = :person AND mail = 'waits';

-- ---- the mail of the day ----

-- limit: so many at a time, until there are none
-- notice_digest_due(now int, n int) : many digest_person
SELECT s.person, p.name, p.email, p.lang, p.tz, p.state
FROM notice_setting s JOIN person p ON p.id = s.person
WHERE s.digest_at > 0 AND s.digest_at <= :now ORDER BY s.digest_at LIMIT :n;

-- Only one worker gets a row.
-- before: the last one went out by then.
-- notice_digest_take(person int, today text, tz text, before int, now int)
UPDATE notice_setting SET digest_at = 0, digest_on = :today, digest_zone = :tz, digest_sent_at = :now
WHERE person = :person AND digest_at > 0 AND digest_at <= :now AND digest_sent_at <= :before;

-- limit: as many as a mail holds; it leads to all of them
-- notice_digest_items(person int, now int, n int) : many digest_item
SELECT id, kind, subject, path, errand, created_at FROM notice
WHERE person = :person AND mail = 'waits' AND due_at <= :now ORDER BY created_at, id LIMIT :n;

-- notice_digest_count(person int, now int) : int
SELECT count(*) FROM notice WHERE person = :person AND mail = 'waits' AND due_at <= :now;

-- notice_digest_gone(person int, now int)
UPDATE notice SET mail = 'gone' WHERE person = :person AND mail = 'waits' AND due_at <= :now;

-- notice_sweep(before int)
DELETE FROM notice WHERE created_at < :before;

-- notice_person(person int) : one notice_person
SELECT id, name, email, lang, tz, state FROM person WHERE id = :person;

-- Whom a link of a mail speaks of, see errand.h.
-- errand_reader(person int) : one errand_reader
-- with changed_at int
SELECT p.id, p.name, p.lang, p.tz, p.state, coalesce(c.changed_at, 0) AS changed_at
FROM person p LEFT JOIN credential c ON c.person = p.id WHERE p.id = :person;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_notice: id subject read_at created_at
-- mine_notice(person int, after int) : many mine_notice
SELECT id, subject, read_at, created_at
FROM notice
WHERE person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_notice_setting: digest_hour quiet_from quiet_to paused_until left_at digest_sent_at pairs meetings together messages companions reminders
-- mine_notice_setting(person int) : many mine_notice_setting
SELECT digest_hour, quiet_from, quiet_to, paused_until, left_at, digest_sent_at, pairs, meetings, together, messages, companions, reminders
FROM notice_setting
WHERE person = :person ORDER BY digest_hour;

-- json mine_outbox: id to_addr subject state created_at sent_at
-- mine_outbox(person int, after int) : many mine_outbox
SELECT id, to_addr, subject, state, created_at, sent_at
FROM outbox
WHERE person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_notice(person int)
DELETE FROM notice WHERE person = :person;

-- forget_notice_setting(person int)
DELETE FROM notice_setting WHERE person = :person;

-- forget_reminded(person int)
DELETE FROM reminded WHERE person = :person;

-- forget_outbox(person int)
DELETE FROM outbox WHERE person = :person;
