-- How people are made ready.

-- Who joins promises the three points to whoever he will be matched with, and knows what mentoring can and
-- cannot do; when two are brought together, that is their signature (pledge).
CREATE TABLE promise_ahead (
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	words text NOT NULL, -- which ones, as engine/practice/own.h keeps them
	promised_at integer NOT NULL,
	PRIMARY KEY (programme, person)
);

-- What somebody has gone through of the guides, exercises and scenes of practice/: "step:…", "exercise:…",
-- "scene:…".
CREATE TABLE learnt (
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	item text NOT NULL,
	done_at integer NOT NULL,
	PRIMARY KEY (person, item)
);

-- How somebody sees himself: whether he is ready to begin (check), and four traits of a mentor (traits). His
-- own for ever, so it is sealed, numbers and all, with a key of its own.
CREATE TABLE self_rating (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id),
	relationship integer NOT NULL, -- whose key seals it: there is none, so this is its own id
	kind text NOT NULL CHECK (kind IN ('check', 'traits')),
	role text NOT NULL CHECK (role IN ('mentor', 'mentee')),
	body sealed,
	rated_at integer NOT NULL
);
CREATE INDEX self_rating_by_person ON self_rating (person, kind, rated_at);

-- What one advised the other, and what became of it.
CREATE TABLE advice (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who wrote it down
	question integer NOT NULL DEFAULT 0,           -- the question whose answer it is, or 0
	body sealed,
	given_on text NOT NULL,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'tried', 'aside')),
	tried_on text NOT NULL DEFAULT '',
	result sealed,
	created_at integer NOT NULL,
	changed_at integer NOT NULL
);
CREATE INDEX advice_by_relationship ON advice (relationship, state, given_on);

-- relationship.mode says how two people work: mentoring, coaching or blended (or "peers", which stays). Who
-- chose it last, and when; 0: nobody has.
ALTER TABLE relationship ADD COLUMN mode_by integer NOT NULL DEFAULT 0;
ALTER TABLE relationship ADD COLUMN mode_at integer NOT NULL DEFAULT 0;

-- A theme is about the work, or about how one is.
ALTER TABLE theme ADD COLUMN side text NOT NULL DEFAULT 'professional'
	CHECK (side IN ('professional', 'emotional'));
