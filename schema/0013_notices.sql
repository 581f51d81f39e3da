-- Who wants to hear of what, when, and what waits for the next digest.

ALTER TABLE outbox ADD COLUMN held_until integer NOT NULL DEFAULT 0; -- does not leave before
ALTER TABLE outbox ADD COLUMN unsubscribe text NOT NULL DEFAULT ''; -- address of RFC 8058, '' if there is none

-- What happened for a person, as its letter says it in the subject. mail: 'waits' for the next digest, 'gone'
-- with a mail or a digest, 'none' is to go.
CREATE TABLE notice (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id),
	kind text NOT NULL, -- the letter, see practice/letters.yml
	type text NOT NULL, -- see practice/notices.yml
	subject text NOT NULL,
	path text NOT NULL, -- where it leads to, on this site
	mail text NOT NULL CHECK (mail = 'none' OR mail = 'waits' OR mail = 'gone'),
	outbox integer NOT NULL DEFAULT 0, -- its mail, where it has one of its own
	due_at integer NOT NULL DEFAULT 0, -- in no digest before
	hidden_until integer NOT NULL DEFAULT 0, -- not shown before: it was put off
	read_at integer NOT NULL DEFAULT 0,
	created_at integer NOT NULL
);
CREATE INDEX notice_of_person ON notice (person, created_at);
CREATE INDEX notice_unread ON notice (person, hidden_until) WHERE read_at = 0;
CREATE INDEX notice_waiting ON notice (person, due_at) WHERE mail = 'waits';
CREATE INDEX notice_old ON notice (created_at);

-- What a person chose, and when the next digest is due. A type that nothing was chosen for ('') goes as its
-- letters say.
CREATE TABLE notice_setting (
	person integer PRIMARY KEY REFERENCES person(id),
	digest_hour integer NOT NULL DEFAULT -1, -- -1: the usual one, here and below
	quiet_from integer NOT NULL DEFAULT -1, -- hours of the local day
	quiet_to integer NOT NULL DEFAULT -1,
	paused_until integer NOT NULL DEFAULT 0,
	left_at integer NOT NULL DEFAULT 0, -- wants no mails at all since then
	digest_at integer NOT NULL DEFAULT 0, -- when the next one goes; 0: nothing waits
	digest_on text NOT NULL DEFAULT '', -- the local day of the last one
	digest_sent_at integer NOT NULL DEFAULT 0,
	nudged_on text NOT NULL DEFAULT '', -- the local day of the last nudge
	pairs text NOT NULL DEFAULT '',
	meetings text NOT NULL DEFAULT '',
	together text NOT NULL DEFAULT '',
	messages text NOT NULL DEFAULT '',
	companions text NOT NULL DEFAULT '',
	reminders text NOT NULL DEFAULT ''
);
CREATE INDEX notice_setting_due ON notice_setting (digest_at) WHERE digest_at > 0;

-- What somebody was reminded of: a 'meeting', a 'commitment', the 'preparation' of a relationship. at: the moment
-- that it spoke of, so that a meeting that was moved is spoken of again.
CREATE TABLE reminded (
	about text NOT NULL CHECK (about = 'meeting' OR about = 'commitment' OR about = 'preparation'),
	subject integer NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	at integer NOT NULL,
	PRIMARY KEY (about, subject, person)
);
CREATE INDEX reminded_of_person ON reminded (person);
CREATE INDEX commitment_due ON commitment (due_on) WHERE state = 'open';
CREATE INDEX preparation_ready_since ON preparation_ready (ready_at);
