-- Programmes and the relationships that grow in them.

CREATE TABLE programme (
	id integer PRIMARY KEY,
	template text NOT NULL, -- id of the practice template it was made from
	name text NOT NULL,
	about text NOT NULL DEFAULT '',
	purpose text NOT NULL DEFAULT '',
	level text NOT NULL DEFAULT '',
	setting text NOT NULL DEFAULT '',
	starts_on text NOT NULL DEFAULT '',
	ends_on text NOT NULL DEFAULT '',
	cadence_days integer NOT NULL DEFAULT 28, -- how often pairs are expected to meet
	-- Must both sides prepare before their first meeting? Guide, don't gate: the programme decides.
	readiness text NOT NULL DEFAULT 'require' CHECK (readiness IN ('off', 'remind', 'require')),
	aim text NOT NULL DEFAULT 'everyone' CHECK (aim IN ('everyone', 'fit')),
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'running', 'ended')),
	created_at integer NOT NULL,
	changed_at integer NOT NULL DEFAULT 0
);

CREATE TABLE participant (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	role text NOT NULL CHECK (role = 'mentor' OR role = 'mentee' OR role = 'manager'),
	state text NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'matched' OR state = 'paused' OR state = 'left'),
	places integer NOT NULL DEFAULT 1, -- how many mentees this mentor takes here
	joined_at integer NOT NULL,
	UNIQUE (programme, role, person)
);
CREATE INDEX participant_by_person ON participant (person, role);
CREATE INDEX participant_by_state ON participant (programme, role, state);

CREATE TABLE relationship (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	mentor integer NOT NULL REFERENCES person(id),
	mentee integer NOT NULL REFERENCES person(id),
	mode text NOT NULL DEFAULT 'mentoring',
	state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'ended')),
	stage integer NOT NULL DEFAULT 1 CHECK (stage BETWEEN 1 AND 4),
	stage_since integer NOT NULL,
	started_at integer NOT NULL,
	ended_at integer NOT NULL DEFAULT 0
);
CREATE INDEX relationship_by_mentor ON relationship (mentor, state);
CREATE INDEX relationship_by_mentee ON relationship (mentee, state);
CREATE INDEX relationship_by_programme ON relationship (programme, state, id);

-- When each stage was reached; the trail is drawn from it.
CREATE TABLE stage_step (
	relationship integer NOT NULL REFERENCES relationship(id),
	stage integer NOT NULL,
	reached_at integer NOT NULL,
	PRIMARY KEY (relationship, stage)
);
