-- What two people write to each other.

-- json message: id relationship person body version sent_at edited_at taken_back_at item question agenda_wanted
-- message_list(relationship int, before int, n int) : many message
SELECT id, relationship, person, body, version, item, question, agenda_wanted, sent_at, edited_at, taken_back_at FROM message
WHERE relationship = :relationship AND id < :before ORDER BY id DESC LIMIT :n;

-- message_get(id int) : one message
SELECT id, relationship, person, body, version, item, question, agenda_wanted, sent_at, edited_at, taken_back_at FROM message
WHERE id = :id;

-- message_last_of(relationship int, person int) : one message
SELECT id, relationship, person, body, version, item, question, agenda_wanted, sent_at, edited_at, taken_back_at FROM message
WHERE relationship = :relationship AND person = :person ORDER BY id DESC LIMIT 1;

-- message_place(id int) : one message_place
SELECT id, relationship, person FROM message WHERE id = :id;

-- message_insert(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO message (id, relationship, person, body, sent_at)
VALUES (:id, :relationship, :person, :body, :now);

-- No row where somebody else, or another window, was first.
-- message_edit(id int, relationship int, version int, body sealed(relationship, id), now int)
UPDATE message SET body = :body, version = version + 1, edited_at = :now
WHERE id = :id AND relationship = :relationship AND version = :version;

-- message_take_back(id int, at int)
UPDATE message SET taken_back_at = :at, version = version + 1 WHERE id = :id;

-- message_sweep(before int)
DELETE FROM message WHERE taken_back_at > 0 AND taken_back_at < :before;

-- json message_state: newest changes unread
-- What of a thread may have changed since: its newest, and how often what can still change did.
-- message_state(relationship int, person int, seen int, since int) : one message_state
-- with newest int, changes int, unread int
SELECT (SELECT coalesce(max(m.id), 0) FROM message m WHERE m.relationship = :relationship) AS newest,
	(SELECT coalesce(sum(m.version), 0) FROM message m
		WHERE m.relationship = :relationship AND m.id > :since) AS changes,
	(SELECT count(*) FROM message m WHERE m.relationship = :relationship AND m.id > :seen
		AND m.person <> :person AND m.taken_back_at = 0) AS unread;

-- message_id_at(relationship int, at int) : int
SELECT id FROM message WHERE relationship = :relationship AND sent_at <= :at ORDER BY id DESC LIMIT 1;

-- What somebody has not read of the other.
-- message_unread(relationship int, person int) : int
SELECT count(*) FROM message m
WHERE m.relationship = :relationship AND m.person <> :person AND m.taken_back_at = 0
	AND m.id > (SELECT coalesce(max(s.seen), 0) FROM message_seen s WHERE s.relationship = :relationship AND s.person = :person);

-- message_unread_of(relationship int, author int, seen int) : int
SELECT count(*) FROM message
WHERE relationship = :relationship AND id > :seen AND person = :author AND taken_back_at = 0;

-- message_seen_get(relationship int, person int) : int
SELECT coalesce(max(seen), 0) FROM message_seen WHERE relationship = :relationship AND person = :person;

-- message_seen_set(relationship int, person int, seen int)
INSERT INTO message_seen (relationship, person, seen) VALUES (:relationship, :person, :seen)
ON CONFLICT (relationship, person) DO UPDATE SET seen = excluded.seen WHERE excluded.seen > message_seen.seen;

-- json message_draft: body saved_at
-- message_draft_get(relationship int, person int) : one message_draft
SELECT id, relationship, body, saved_at FROM message_draft WHERE relationship = :relationship AND person = :person;

-- message_draft_insert(id int, relationship int, person int, body sealed(relationship, id), now int)
INSERT INTO message_draft (id, relationship, person, body, saved_at)
VALUES (:id, :relationship, :person, :body, :now);

-- message_draft_drop(relationship int, person int)
DELETE FROM message_draft WHERE relationship = :relationship AND person = :person;

-- ---- on the agenda ----

-- message_for_agenda(relationship int) : many message
SELECT id, relationship, person, body, version, item, question, agenda_wanted, sent_at, edited_at, taken_back_at FROM message
WHERE relationship = :relationship AND agenda_wanted = 1 ORDER BY id;

-- message_agenda_set(id int, item int, wanted int)
UPDATE message SET item = :item, agenda_wanted = :wanted WHERE id = :id;

-- A point that was taken off its agenda is no point of the message any more.
-- message_item_there(item int) : int
SELECT count(*) FROM agenda_item WHERE id = :item;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_message: id body sent_at edited_at taken_back_at
-- mine_message(relationship int, person int, after int) : many mine_message
SELECT id, relationship, body, sent_at, edited_at, taken_back_at
FROM message
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- json mine_message_draft: id body saved_at
-- mine_message_draft(relationship int, person int, after int) : many mine_message_draft
SELECT id, relationship, body, saved_at
FROM message_draft
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_message(relationship int, person int)
DELETE FROM message WHERE relationship = :relationship AND person = :person;

-- forget_message_draft(relationship int, person int)
DELETE FROM message_draft WHERE relationship = :relationship AND person = :person;

-- forget_message_seen(relationship int, person int)
DELETE FROM message_seen WHERE relationship = :relationship AND person = :person;

-- ---- as a question ----

-- message_question_set(id int, question int)
UPDATE message SET question = :question WHERE id = :id;

-- message_question_there(question int) : int
SELECT count(*) FROM question WHERE id = :question;
