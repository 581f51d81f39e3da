-- How relationships end, go on and are passed on. Nobody is ever at fault: why somebody ends is counted for the
-- programme and kept with nobody.

ALTER TABLE relationship ADD COLUMN ending text NOT NULL DEFAULT ''; -- planned, early, quiet
ALTER TABLE relationship ADD COLUMN ended_by integer NOT NULL DEFAULT 0; -- 0: by itself
-- Both stay in touch outside of the programme: ended for everybody else, open to the two.
ALTER TABLE relationship ADD COLUMN ally_since integer NOT NULL DEFAULT 0;

-- What somebody says goodbye with.
CREATE TABLE farewell (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	body sealed,
	said_at integer NOT NULL,
	UNIQUE (relationship, person)
);

-- Who of the two would like what: to stay allies, to take it up again. Both: it is so.
CREATE TABLE ending_wish (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	kind text NOT NULL CHECK (kind IN ('ally', 'reopen')),
	wished_at integer NOT NULL,
	PRIMARY KEY (relationship, kind, person)
);

-- How often something was said in a programme, by nobody in particular.
CREATE TABLE ending_pattern (
	programme integer NOT NULL REFERENCES programme(id),
	kind text NOT NULL CHECK (kind IN ('reason', 'obstacle')),
	word text NOT NULL,
	n integer NOT NULL DEFAULT 0,
	PRIMARY KEY (programme, kind, word)
);

-- Who has said something of a kind already, not what: a figure counts people.
CREATE TABLE ending_said (
	programme integer NOT NULL REFERENCES programme(id),
	kind text NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	PRIMARY KEY (programme, kind, person)
);

-- How the two keep in touch after the intense part.
CREATE TABLE keeping_touch (
	relationship integer PRIMARY KEY REFERENCES relationship(id),
	interval_days integer NOT NULL,
	person integer NOT NULL REFERENCES person(id), -- who settled it last
	set_at integer NOT NULL,
	touched_at integer NOT NULL,
	asked_at integer NOT NULL DEFAULT 0 -- when both were last reminded
);
CREATE INDEX keeping_touch_due ON keeping_touch (touched_at);

-- What one would still like to have the other's help with.
CREATE TABLE touch_support (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	body sealed,
	changed_at integer NOT NULL,
	UNIQUE (relationship, person)
);

-- The end of the programme comes near: who was told of it, and reminded of the plan for afterwards.
CREATE TABLE last_stretch (
	relationship integer PRIMARY KEY REFERENCES relationship(id),
	told_at integer NOT NULL,
	reminded_at integer NOT NULL DEFAULT 0
);

-- Do the two suit each other? Asked after the first meeting, and again after the next of whoever was not sure.
CREATE TABLE fit_answer (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	answer text NOT NULL CHECK (answer IN ('good', 'deciding', 'not')),
	held integer NOT NULL, -- meetings that had been held then
	said_at integer NOT NULL,
	PRIMARY KEY (relationship, person)
);

-- Mentees who would like to be mentors themselves.
CREATE TABLE mentor_wish (
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	wished_at integer NOT NULL,
	taken_at integer NOT NULL DEFAULT 0,
	PRIMARY KEY (programme, person)
);

-- A story that one tells of the two. The partner agrees before anybody else reads it; told is what was agreed
-- to, word for word.
CREATE TABLE story (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	named integer NOT NULL DEFAULT 0, -- 1: names may stand with it
	state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'agreed', 'published')),
	body sealed,
	told text NOT NULL DEFAULT '',
	changed_at integer NOT NULL,
	UNIQUE (relationship, person)
);
CREATE INDEX story_by_programme ON story (programme, state, changed_at);
