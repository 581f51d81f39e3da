-- Other ways of matching than rules and points alone: by wishes of both sides, peers among each other, circles
-- around topics. In a programme of peers or circles everybody takes part as a mentee, and the pages call them
-- participants.

ALTER TABLE programme ADD COLUMN way text NOT NULL DEFAULT 'rules'
	CHECK (way IN ('rules', 'wishes', 'peers', 'circles'));
-- Circles: at most so many of the same unit or level in one; '' = any number.
ALTER TABLE programme ADD COLUMN alike text NOT NULL DEFAULT '' CHECK (alike IN ('', 'unit', 'level'));
ALTER TABLE programme ADD COLUMN alike_most integer NOT NULL DEFAULT 2;

ALTER TABLE match_run ADD COLUMN way text NOT NULL DEFAULT 'rules';
-- Wishes: in which sense nobody would rather be with each other; see features/matching/wished.h.
ALTER TABLE match_run ADD COLUMN firm text NOT NULL DEFAULT '';
ALTER TABLE match_run ADD COLUMN most integer NOT NULL DEFAULT 0;  -- no answer can match or place more
ALTER TABLE match_run ADD COLUMN bound integer NOT NULL DEFAULT 0; -- no answer can have more points

-- Whom somebody would like, and whom not: the person's own for ever. A row is there for whoever has said
-- something.
CREATE TABLE ranking (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	role text NOT NULL CHECK (role IN ('mentor', 'mentee')),
	relationship integer NOT NULL, -- whose key seals it: there is none yet, so it has a key of its own, named by its id
	body sealed,
	changed_at integer NOT NULL,
	UNIQUE (programme, role, person)
);

-- What a programme of circles offers.
CREATE TABLE circle_topic (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	topic integer NOT NULL REFERENCES topic(id),
	least integer NOT NULL,
	most integer NOT NULL,
	UNIQUE (programme, topic)
);

-- Who would be in which circle, in a proposal.
CREATE TABLE match_place (
	run integer NOT NULL REFERENCES match_run(id),
	person integer NOT NULL REFERENCES person(id),
	topic integer NOT NULL REFERENCES topic(id),
	fit integer NOT NULL DEFAULT 0, -- 2: wants it, 1: is interested, 0: neither
	PRIMARY KEY (run, person)
);
CREATE INDEX match_place_by_topic ON match_place (run, topic, person);

CREATE TABLE circle (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	topic integer NOT NULL REFERENCES topic(id),
	run integer NOT NULL REFERENCES match_run(id),
	state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended')),
	started_at integer NOT NULL,
	ended_at integer NOT NULL DEFAULT 0,
	UNIQUE (run, topic)
);
CREATE INDEX circle_by_programme ON circle (programme, state, id);

CREATE TABLE circle_member (
	circle integer NOT NULL REFERENCES circle(id),
	person integer NOT NULL REFERENCES person(id),
	joined_at integer NOT NULL,
	left_at integer NOT NULL DEFAULT 0, -- 0: is in it
	PRIMARY KEY (circle, person)
);
CREATE INDEX circle_member_by_person ON circle_member (person, left_at);
