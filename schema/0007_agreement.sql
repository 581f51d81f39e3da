-- What two people settle with each other and how they come to trust one another. What they write is
-- sealed with the key of the relationship.

-- Answers to the questions of a sheet (practice/sheets.yml).
CREATE TABLE sheet_answer (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	sheet text NOT NULL,
	question text NOT NULL, -- id of the practice prompt
	body sealed,
	shared integer NOT NULL DEFAULT 0, -- 1: the partner may read it
	changed_at integer NOT NULL,
	UNIQUE (relationship, sheet, person, question)
);

-- A side is done with a sheet that opens when both are.
CREATE TABLE sheet_ready (
	relationship integer NOT NULL REFERENCES relationship(id),
	sheet text NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	ready_at integer NOT NULL,
	PRIMARY KEY (relationship, sheet, person)
);

-- How the two work together: proposed by one, valid when the other accepts. Old versions are kept.
CREATE TABLE agreement (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	version integer NOT NULL, -- 1, 2, 3 …
	state text NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'valid', 'past', 'withdrawn')),
	proposed_by integer NOT NULL REFERENCES person(id),
	proposed_at integer NOT NULL,
	decided_at integer NOT NULL DEFAULT 0,
	role sealed,         -- the middle ground of the five questions
	expectations sealed,
	areas sealed,
	meetings sealed,
	contact sealed,
	how_often sealed,    -- without these four it cannot become valid
	times sealed,
	place sealed,
	channel sealed,
	lateness sealed,
	outsiders sealed,    -- what is said when somebody asks about the other
	direction sealed,    -- what shall be different from now on; "" for a mere change of words
	notice_hours integer NOT NULL DEFAULT 24, -- a meeting called off later than that is called off late
	gaps integer NOT NULL DEFAULT 0,          -- how many of the five questions it leaves open
	aligned_at integer NOT NULL DEFAULT 0     -- the goals were looked at after a new direction
);
CREATE INDEX agreement_by_relationship ON agreement (relationship, state, version);

-- Who kept the other waiting: called off late, or did not come. Only the two see it.
CREATE TABLE absence (
	meeting integer NOT NULL REFERENCES meeting(id),
	person integer NOT NULL REFERENCES person(id),
	relationship integer NOT NULL REFERENCES relationship(id),
	kind text NOT NULL CHECK (kind IN ('late', 'no-show')),
	noted_by integer NOT NULL REFERENCES person(id),
	noted_at integer NOT NULL,
	PRIMARY KEY (meeting, person)
);
CREATE INDEX absence_by_relationship ON absence (relationship, person, kind);

-- Somebody likes to talk another way than before: the pair is asked whether their meetings change too.
CREATE TABLE style_offer (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	detail text NOT NULL,
	medium text NOT NULL,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'kept')),
	change text NOT NULL DEFAULT '', -- id of the practice's way that was accepted
	offered_at integer NOT NULL,
	decided_at integer NOT NULL DEFAULT 0,
	decided_by integer REFERENCES person(id)
);
CREATE INDEX style_offer_by_relationship ON style_offer (relationship, state);
