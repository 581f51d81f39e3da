-- Feedback, encouragement and what was asked for. All of it is read by the two and nobody else.

CREATE TABLE feedback_request (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who asks
	work sealed,                                   -- for what
	event_on text NOT NULL DEFAULT '',             -- the day on which it can be seen, "" = at any time
	asked_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0           -- answered or taken back
);
CREATE INDEX feedback_request_open ON feedback_request (relationship, closed_at);

CREATE TABLE feedback (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	author integer NOT NULL REFERENCES person(id),
	request integer REFERENCES feedback_request(id),
	event_on text NOT NULL DEFAULT '',
	skill text NOT NULL DEFAULT '',    -- word of the choice "skill", or the id of a topic of the mentor
	level integer NOT NULL DEFAULT 0,  -- 1 to 5: how well it goes today, 0: not said
	situation sealed,
	deed sealed,                       -- what was done, as it could be seen
	effect sealed,
	keep sealed,                       -- what was good about it
	change sealed,                     -- what could be different
	framing sealed,                    -- what the change is meant to help with
	next sealed,                       -- the first step of it
	has_keep integer NOT NULL DEFAULT 0,
	has_change integer NOT NULL DEFAULT 0,
	answer sealed,                     -- of the one who got it
	given_at integer NOT NULL,
	read_at integer NOT NULL DEFAULT 0,
	answered_at integer NOT NULL DEFAULT 0
);
CREATE INDEX feedback_by_relationship ON feedback (relationship, given_at);

CREATE TABLE encouragement (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	author integer NOT NULL REFERENCES person(id),
	kind text NOT NULL CHECK (kind IN ('believe', 'appreciation')),
	body sealed,
	said_at integer NOT NULL
);
CREATE INDEX encouragement_by_relationship ON encouragement (relationship, said_at);
