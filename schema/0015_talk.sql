-- Questions that wait for an answer, what was heard, roadblocks, introductions.

-- Either of the two asks at any time. The other reads the asker's own ideas first, and answers then.
CREATE TABLE question (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who asks
	body sealed,
	ideas sealed,  -- what the asker has thought of
	answer sealed, -- "" with state answered: the two have talked about it
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered')),
	item integer NOT NULL DEFAULT 0, -- its point on an agenda
	asked_at integer NOT NULL,
	ideas_read_at integer NOT NULL DEFAULT 0,
	answered_at integer NOT NULL DEFAULT 0,
	nudged_at integer NOT NULL DEFAULT 0
);
CREATE INDEX question_by_relationship ON question (relationship, state, id);
CREATE INDEX question_waiting ON question (asked_at) WHERE state = 'open' AND nudged_at = 0;

-- What one believes to have heard; the other confirms it, or says what was meant.
CREATE TABLE heard (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who listened
	body sealed,
	meant sealed,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'corrected')),
	heard_at integer NOT NULL,
	answered_at integer NOT NULL DEFAULT 0
);
CREATE INDEX heard_by_relationship ON heard (relationship, id);

CREATE TABLE roadblock (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who named it
	kind text NOT NULL, -- of the choice "roadblock"
	body sealed,
	step sealed, -- the next step
	review_on text NOT NULL,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cleared')),
	item integer NOT NULL DEFAULT 0, -- its point on an agenda
	named_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX roadblock_by_relationship ON roadblock (relationship, state, review_on);

-- Whom one of the two makes known to the other. It is a promise of its owner at the same time.
CREATE TABLE introduction (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	owner integer NOT NULL REFERENCES person(id),
	commitment integer NOT NULL REFERENCES commitment(id),
	contact sealed,
	purpose sealed,
	consent integer NOT NULL DEFAULT 0, -- 1: the third person has agreed to be named
	state text NOT NULL DEFAULT 'promised' CHECK (state IN ('promised', 'made', 'dropped')),
	created_at integer NOT NULL,
	changed_at integer NOT NULL
);
CREATE INDEX introduction_by_relationship ON introduction (relationship, id);
CREATE INDEX introduction_by_commitment ON introduction (commitment);
