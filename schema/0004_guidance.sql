-- What happens inside a relationship. Everything that people write is sealed with its key.

CREATE TABLE preparation_answer (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	question text NOT NULL, -- id of the practice prompt
	body sealed,
	changed_at integer NOT NULL,
	UNIQUE (relationship, person, question)
);

-- A side has said that its answers are ready; both ready opens them to each other.
CREATE TABLE preparation_ready (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	ready_at integer NOT NULL,
	PRIMARY KEY (relationship, person)
);

CREATE TABLE goal (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	owner integer NOT NULL REFERENCES person(id),
	title sealed,
	specific sealed,   -- what exactly, with whom, where
	metric sealed,     -- what is counted
	unit text NOT NULL DEFAULT '',
	baseline text NOT NULL DEFAULT '', -- decimal numbers as typed, "" = not said
	target text NOT NULL DEFAULT '',
	target_percent integer NOT NULL DEFAULT 0, -- 1: target is a change in percent of the baseline
	current text NOT NULL DEFAULT '',
	achievable sealed, -- what makes it within reach
	relevant sealed,   -- why it matters
	due_on text NOT NULL DEFAULT '',
	horizon text NOT NULL DEFAULT 'short' CHECK (horizon IN ('short', 'long')),
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
	share_title integer NOT NULL DEFAULT 0, -- the programme team may read the title
	version integer NOT NULL DEFAULT 1,     -- rises with each change; refuses silent overwrites
	created_at integer NOT NULL,
	changed_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX goal_by_relationship ON goal (relationship, state);

CREATE TABLE meeting (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	starts_at integer NOT NULL,
	minutes integer NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 5 AND 1440),
	place text NOT NULL DEFAULT '', -- in mails and calendars too, so not sealed
	uid text NOT NULL,
	sequence integer NOT NULL DEFAULT 0,
	state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
	made_by integer NOT NULL REFERENCES person(id),
	created_at integer NOT NULL,
	changed_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX meeting_by_relationship ON meeting (relationship, state, starts_at);
CREATE INDEX meeting_by_start ON meeting (state, starts_at);

CREATE TABLE agenda_item (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	meeting integer REFERENCES meeting(id), -- NULL: waits for the next meeting
	author integer REFERENCES person(id),   -- NULL: the practice put it there
	source text NOT NULL CHECK (source IN ('practice', 'goal', 'commitment', 'carried', 'person')),
	reference integer NOT NULL DEFAULT 0,   -- the goal or commitment
	prompt text NOT NULL DEFAULT '',        -- id of the practice prompt, shown in the reader's language
	body sealed,
	position integer NOT NULL DEFAULT 0,
	created_at integer NOT NULL
);
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting, position);
CREATE INDEX agenda_item_by_relationship ON agenda_item (relationship, meeting);

-- The three closing questions, per side.
CREATE TABLE closing_answer (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	meeting integer NOT NULL REFERENCES meeting(id),
	person integer NOT NULL REFERENCES person(id),
	useful sealed,
	change sealed,
	created_at integer NOT NULL,
	UNIQUE (meeting, person)
);
CREATE INDEX closing_answer_by_relationship ON closing_answer (relationship, created_at);

CREATE TABLE commitment (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	meeting integer REFERENCES meeting(id), -- where it was made
	owner integer NOT NULL REFERENCES person(id),
	body sealed,
	due_on text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
	created_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX commitment_by_relationship ON commitment (relationship, state, due_on);
CREATE INDEX commitment_by_owner ON commitment (owner, state, due_on);
