-- What somebody takes along or deletes, and who has looked at what is about him.

-- Who of a programme's team, the administrators or the line managers opened a page about a person or a pair. One
-- row a day for each reader and page. relationship 0: a page about the person alone.
CREATE TABLE opening (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id), -- about whom
	day integer NOT NULL, -- UTC days since 1970
	who integer NOT NULL REFERENCES person(id),
	standing text NOT NULL CHECK (standing = 'administrator' OR standing = 'manager' OR standing = 'line-manager'),
	route text NOT NULL, -- the page, as routes.def calls it
	relationship integer NOT NULL DEFAULT 0,
	at integer NOT NULL, -- the first time of that day
	UNIQUE (person, day, who, route, relationship)
);
CREATE INDEX opening_old ON opening (at);

-- A wish to have it deleted, until it is done or taken back. relationship 0: the whole account; else what the
-- person wrote in that one.
CREATE TABLE erasure (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id),
	relationship integer NOT NULL DEFAULT 0,
	token_hash text NOT NULL DEFAULT '', -- of the link that brings an account back
	asked_at integer NOT NULL,
	due_at integer NOT NULL,
	UNIQUE (person, relationship)
);
CREATE INDEX erasure_due ON erasure (due_at);
CREATE INDEX erasure_by_token ON erasure (token_hash) WHERE token_hash <> '';

-- Somebody's account was deleted then: the row stays for what others keep, with nothing of the person in it.
ALTER TABLE person ADD COLUMN erased_at integer NOT NULL DEFAULT 0;
