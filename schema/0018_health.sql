-- Signs that a pair may need a hand, what was done about them, and stages moved by hand. No score anywhere:
-- each sign stands alone.

-- What the night found. kind: a challenge of the practice; cause: which of its sentences; n and m: the
-- numbers of that sentence (of the mentor and of the mentee where each side has one). person: the one of
-- the two who alone may see it, 0: both.
CREATE TABLE health_sign (
	relationship integer NOT NULL REFERENCES relationship(id),
	kind text NOT NULL,
	person integer NOT NULL DEFAULT 0,
	programme integer NOT NULL REFERENCES programme(id),
	cause text NOT NULL,
	n integer NOT NULL DEFAULT 0,
	m integer NOT NULL DEFAULT 0,
	since integer NOT NULL,
	told integer NOT NULL DEFAULT 0, -- the team hears of it: 0 only if asked, 1 after some days, 2 at once
	help_at integer NOT NULL DEFAULT 0, -- one of the two has asked the programme team for a hand
	PRIMARY KEY (relationship, kind, person)
);
CREATE INDEX health_sign_by_programme ON health_sign (programme, kind, since);

-- One of the two does not want to see a card: until then, or (0) as long as the sign stands.
CREATE TABLE health_mark (
	relationship integer NOT NULL REFERENCES relationship(id),
	kind text NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	until integer NOT NULL DEFAULT 0,
	at integer NOT NULL,
	PRIMARY KEY (relationship, kind, person)
);

-- The same for the team of a programme and its list of exceptions. subject: a relationship or a participant.
CREATE TABLE exception_mark (
	programme integer NOT NULL REFERENCES programme(id),
	kind text NOT NULL,
	subject integer NOT NULL,
	until integer NOT NULL DEFAULT 0,
	person integer NOT NULL REFERENCES person(id),
	at integer NOT NULL,
	PRIMARY KEY (programme, kind, subject)
);
CREATE INDEX exception_mark_by_subject ON exception_mark (subject, kind);

-- Somebody of the programme team was in touch with a pair.
CREATE TABLE support_contact (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	at integer NOT NULL
);
CREATE INDEX support_contact_by_relationship ON support_contact (relationship, at);

-- How much somebody feels like going on, 1 to 10, once a month; nobody else ever reads it.
CREATE TABLE commitment_check (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	round integer NOT NULL, -- 0, 1, 2 … months since the start
	value integer NOT NULL CHECK (value BETWEEN 1 AND 10),
	at integer NOT NULL,
	PRIMARY KEY (relationship, person, round)
);

-- What each expects, chosen from the answers of the practice, at the start and half-way.
CREATE TABLE expectation (
	relationship integer NOT NULL REFERENCES relationship(id),
	moment text NOT NULL CHECK (moment IN ('start', 'middle')),
	question text NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	answer text NOT NULL,
	at integer NOT NULL,
	PRIMARY KEY (relationship, moment, question, person)
);

-- A rest until a day; the last one of a relationship.
CREATE TABLE relationship_pause (
	relationship integer PRIMARY KEY REFERENCES relationship(id),
	until_on text NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	since integer NOT NULL,
	over_at integer NOT NULL DEFAULT 0
);
CREATE INDEX relationship_pause_by_day ON relationship_pause (over_at, until_on);

-- A kind ending: both were asked whether they go on; answered_at: one of them said yes; concluded_at:
-- nobody did.
CREATE TABLE going_on (
	relationship integer PRIMARY KEY REFERENCES relationship(id),
	asked_at integer NOT NULL,
	answered_at integer NOT NULL DEFAULT 0,
	concluded_at integer NOT NULL DEFAULT 0
);
CREATE INDEX going_on_open ON going_on (answered_at, concluded_at, asked_at);

-- Every move from stage to stage. person NULL: by what the two did; else by hand, with a reason.
CREATE TABLE stage_move (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer REFERENCES person(id),
	was integer NOT NULL,
	stage integer NOT NULL,
	reason sealed,
	at integer NOT NULL
);
CREATE INDEX stage_move_by_relationship ON stage_move (relationship, at);

-- What two people have settled for themselves; 0: as the programme says.
ALTER TABLE relationship ADD COLUMN cadence_days integer NOT NULL DEFAULT 0;
ALTER TABLE relationship ADD COLUMN meeting_minutes integer NOT NULL DEFAULT 0;
ALTER TABLE relationship ADD COLUMN checks integer NOT NULL DEFAULT 0; -- letters that asked for the check
CREATE INDEX relationship_active ON relationship (id) WHERE state = 'active';

-- How often a meeting was put off to another time.
ALTER TABLE meeting ADD COLUMN moved integer NOT NULL DEFAULT 0;
