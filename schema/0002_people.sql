-- The organisation and its people: who they are, how they sign in, what they want and offer.
--
-- Where an import writes many rows, CHECK names each value by itself: for an IN of three and more SQLite
-- builds a table anew with every row.

CREATE TABLE organisation (
	id integer PRIMARY KEY CHECK (id = 1),
	name text NOT NULL DEFAULT '',
	lang text NOT NULL DEFAULT 'en',
	tz text NOT NULL DEFAULT 'UTC',
	created_at integer NOT NULL
);

-- The grades of the organisation, lowest first by rank.
CREATE TABLE level (
	id integer PRIMARY KEY,
	rank integer NOT NULL,
	name text NOT NULL UNIQUE
);

CREATE TABLE person (
	id integer PRIMARY KEY,
	email text NOT NULL UNIQUE, -- lower case
	name text NOT NULL,
	sorted text NOT NULL DEFAULT '', -- the name as lists sort it: folded, see engine/i18n/fold.h
	pronouns text NOT NULL DEFAULT '',
	headline text NOT NULL DEFAULT '',
	about text NOT NULL DEFAULT '',
	lang text NOT NULL DEFAULT '', -- '' follows the browser
	tz text NOT NULL DEFAULT 'UTC',
	level integer REFERENCES level(id),
	unit text NOT NULL DEFAULT '',
	manager integer REFERENCES person(id), -- the line manager
	detail text NOT NULL DEFAULT '' CHECK (detail = '' OR detail = 'detailed' OR detail = 'overview'),
	medium text NOT NULL DEFAULT '' CHECK (medium = '' OR medium = 'written' OR medium = 'call' OR medium = 'face'),
	hours text NOT NULL DEFAULT '', -- working hours, see engine/calendar/hours.h
	mentees_max integer NOT NULL DEFAULT 1 CHECK (mentees_max BETWEEN 0 AND 50),
	keys_off integer NOT NULL DEFAULT 0, -- 1: single-key shortcuts are switched off
	admin integer NOT NULL DEFAULT 0,
	state text NOT NULL DEFAULT 'invited' CHECK (state = 'invited' OR state = 'active' OR state = 'deactivated'),
	created_at integer NOT NULL,
	changed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX person_by_name ON person (sorted, id, state);
CREATE INDEX person_by_manager ON person (manager);
CREATE INDEX person_by_level ON person (level);

-- Search: every word of a person's name, headline, unit and topics, folded (lower case, no accents).
CREATE TABLE person_word (
	word text NOT NULL,
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	PRIMARY KEY (word, person)
) WITHOUT ROWID;
CREATE INDEX person_word_by_person ON person_word (person, word);

-- Each of these words once, by its length: what a word with a typing slip may have meant. A word stays
-- when nobody has it any longer.
CREATE TABLE search_word (
	letters integer NOT NULL,
	word text NOT NULL,
	PRIMARY KEY (letters, word)
) WITHOUT ROWID;
CREATE INDEX search_word_by_word ON search_word (word);

CREATE TABLE person_language (
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	tag text NOT NULL, -- BCP 47, "en"
	PRIMARY KEY (person, tag)
) WITHOUT ROWID;
CREATE INDEX person_language_by_tag ON person_language (tag, person);

-- Skills, topics and interests, one list for the organisation.
CREATE TABLE topic (
	id integer PRIMARY KEY,
	name text NOT NULL,
	folded text NOT NULL UNIQUE
);

CREATE TABLE person_topic (
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	way text NOT NULL CHECK (way = 'wanted' OR way = 'offered' OR way = 'interest'),
	topic integer NOT NULL REFERENCES topic(id),
	strength integer NOT NULL DEFAULT 0 CHECK (strength BETWEEN 0 AND 5), -- 0 = not said
	PRIMARY KEY (person, way, topic)
) WITHOUT ROWID;
CREATE INDEX person_topic_by_topic ON person_topic (topic, way, person);

-- Fields that the organisation adds without a build.
CREATE TABLE field (
	id integer PRIMARY KEY,
	name text NOT NULL UNIQUE, -- a word for rules, files and JSON: "profession"
	label text NOT NULL,
	kind text NOT NULL CHECK (kind IN ('text', 'number', 'one', 'many', 'date')),
	choices text NOT NULL DEFAULT '', -- one a line, in their order; for one and many
	audience text NOT NULL DEFAULT 'everyone' CHECK (audience IN ('everyone', 'managers', 'self')),
	matching integer NOT NULL DEFAULT 0,
	sensitive integer NOT NULL DEFAULT 0, -- never shown in an explanation to another person
	position integer NOT NULL DEFAULT 0
);

CREATE TABLE field_value (
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	field integer NOT NULL REFERENCES field(id) ON DELETE CASCADE,
	value text NOT NULL,
	PRIMARY KEY (person, field, value)
) WITHOUT ROWID;
CREATE INDEX field_value_by_field ON field_value (field);

-- Signing in.
CREATE TABLE credential (
	person integer PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
	password_hash text NOT NULL,
	changed_at integer NOT NULL
);

CREATE TABLE session (
	id integer PRIMARY KEY,
	token_hash text NOT NULL UNIQUE,
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	created_at integer NOT NULL,
	seen_at integer NOT NULL,
	agent text NOT NULL DEFAULT '' -- the browser, in words
);
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_seen ON session (seen_at);

-- Personal access tokens for the API.
CREATE TABLE access_token (
	id integer PRIMARY KEY,
	token_hash text NOT NULL UNIQUE,
	person integer NOT NULL REFERENCES person(id) ON DELETE CASCADE,
	name text NOT NULL,
	created_at integer NOT NULL,
	used_at integer NOT NULL DEFAULT 0
);
CREATE INDEX access_token_by_person ON access_token (person);

-- Links that are followed once: setup of the first administrator, invitations, resets.
CREATE TABLE passage (
	id integer PRIMARY KEY,
	token_hash text NOT NULL UNIQUE,
	kind text NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset')),
	person integer REFERENCES person(id) ON DELETE CASCADE,
	created_at integer NOT NULL,
	expires_at integer NOT NULL,
	used_at integer NOT NULL DEFAULT 0
);
CREATE INDEX passage_by_person ON passage (person, kind);
CREATE INDEX passage_by_kind ON passage (kind, used_at);
