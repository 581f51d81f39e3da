-- Notes of a meeting: the one that the two share (owner 0), and that of each for himself.

-- note_place(meeting int) : one note_place
SELECT id AS meeting, relationship, state, starts_at FROM meeting WHERE id = :meeting;

-- note_get(meeting int, owner int) : one note_head
SELECT id, version FROM meeting_note WHERE meeting = :meeting AND owner = :owner;

-- note_insert(id int, relationship int, meeting int, owner int)
INSERT INTO meeting_note (id, relationship, meeting, owner, version) VALUES (:id, :relationship, :meeting, :owner, 0);

-- note_set_version(id int, version int)
UPDATE meeting_note SET version = :version WHERE id = :id;

-- json note_version: version person person_name saved_at restored together body
-- note_version_get(note int, version int) : one note_version
SELECT v.id, v.relationship, v.note, v.version, v.person, p.name AS person_name, v.body, v.sitting_at, v.saved_at,
	v.restored, v.together, v.passing
FROM meeting_note_version v JOIN person p ON p.id = v.person
WHERE v.note = :note AND v.version = :version;

-- The texts that were kept, newest first.
-- note_version_list(note int, n int, offset_n int) : many note_version
SELECT v.id, v.relationship, v.note, v.version, v.person, p.name AS person_name, v.body, v.sitting_at, v.saved_at,
	v.restored, v.together, v.passing
FROM meeting_note_version v JOIN person p ON p.id = v.person
WHERE v.note = :note AND v.passing = 0 ORDER BY v.version DESC LIMIT :n OFFSET :offset_n;

-- note_version_before(note int, version int) : one note_version
SELECT v.id, v.relationship, v.note, v.version, v.person, p.name AS person_name, v.body, v.sitting_at, v.saved_at,
	v.restored, v.together, v.passing
FROM meeting_note_version v JOIN person p ON p.id = v.person
WHERE v.note = :note AND v.version < :version AND v.passing = 0 ORDER BY v.version DESC LIMIT 1;

-- note_version_count(note int) : int
SELECT count(*) FROM meeting_note_version WHERE note = :note AND passing = 0;

-- note_version_insert(id int, relationship int, note int, version int, person int, body sealed(relationship, id), sitting_at int, now int, restored int, together int, passing int)
INSERT INTO meeting_note_version (id, relationship, note, version, person, body, sitting_at, saved_at, restored, together, passing)
VALUES (:id, :relationship, :note, :version, :person, :body, :sitting_at, :now, :restored, :together, :passing);

-- note_version_set_passing(id int)
UPDATE meeting_note_version SET passing = 1 WHERE id = :id;

-- Intermediate texts that no open page and no draft began with any more.
-- note_version_sweep(before int)
DELETE FROM meeting_note_version WHERE passing = 1 AND saved_at < :before
	AND NOT EXISTS (SELECT 1 FROM meeting_note_draft d
		WHERE d.note = meeting_note_version.note AND d.version = meeting_note_version.version);

-- json note_draft: id version saved_at body
-- note_draft_last(note int, person int) : one note_draft
SELECT id, relationship, note, version, body, saved_at FROM meeting_note_draft
WHERE note = :note AND person = :person ORDER BY saved_at DESC, id DESC LIMIT 1;

-- note_draft_insert(id int, relationship int, note int, person int, page text, version int, body sealed(relationship, id), now int)
INSERT INTO meeting_note_draft (id, relationship, note, person, page, version, body, saved_at)
VALUES (:id, :relationship, :note, :person, :page, :version, :body, :now);

-- note_draft_drop_page(note int, person int, page text)
DELETE FROM meeting_note_draft WHERE note = :note AND person = :person AND page = :page;

-- note_draft_drop(id int, person int)
DELETE FROM meeting_note_draft WHERE id = :id AND person = :person;

-- note_draft_count(note int, person int) : int
SELECT count(*) FROM meeting_note_draft WHERE note = :note AND person = :person;

-- json note: whose version body person_name saved_at drafts
-- record note(whose text, version int, body text, person int, person_name text, saved_at int, drafts int)

-- json note_state: version drafts
-- record note_state(version int, drafts int)

-- json note_saved: state version mine body
-- record note_saved(state text, version int, mine int, body text)

-- json note_overlap: draft version mine theirs
-- record note_overlap(draft int, version int, mine text, theirs text)

-- ---- what somebody takes along, see features/mine/parts.def ----

-- What the two wrote together, as it is now.
-- json mine_meeting_note: id meeting body saved_at
-- mine_meeting_note(relationship int, after int) : many mine_meeting_note
SELECT v.id, v.relationship, n.meeting, v.body, v.saved_at
FROM meeting_note_version v JOIN meeting_note n ON n.id = v.note AND n.version = v.version
WHERE v.relationship = :relationship AND n.owner = 0 AND v.id > :after ORDER BY v.id LIMIT 100;

-- What the person wrote for himself, with what it said before.
-- json mine_own_note: id meeting body saved_at
-- mine_own_note(relationship int, person int, after int) : many mine_own_note
SELECT v.id, v.relationship, n.meeting, v.body, v.saved_at
FROM meeting_note_version v JOIN meeting_note n ON n.id = v.note
WHERE v.relationship = :relationship AND n.owner = :person AND v.passing = 0 AND v.id > :after ORDER BY v.id LIMIT 100;

-- json mine_meeting_note_draft: id body saved_at
-- mine_meeting_note_draft(relationship int, person int, after int) : many mine_meeting_note_draft
SELECT id, relationship, body, saved_at FROM meeting_note_draft
WHERE relationship = :relationship AND person = :person AND id > :after ORDER BY id LIMIT 100;

-- ---- what is deleted for somebody, see features/mine/forget.def ----

-- forget_meeting_note_draft(relationship int, person int)
DELETE FROM meeting_note_draft WHERE relationship = :relationship AND person = :person;

-- forget_own_note_version(relationship int, person int)
DELETE FROM meeting_note_version WHERE relationship = :relationship
	AND note IN (SELECT id FROM meeting_note WHERE relationship = :relationship AND owner = :person);

-- forget_own_note(relationship int, person int)
DELETE FROM meeting_note WHERE relationship = :relationship AND owner = :person
	AND NOT EXISTS (SELECT 1 FROM meeting_note_draft d WHERE d.note = meeting_note.id);
