-- What an organisation has changed in the practice. What ships stands in the program and never here.

-- What it made of one item: a rewritten one holds only what differs, an own one everything. The text is YAML
-- as in a file under practice/. item '': the order of a kind, ids with spaces between.
CREATE TABLE practice_own (
	kind text NOT NULL,
	item text NOT NULL,
	own integer NOT NULL DEFAULT 0, -- 1: an item that does not ship
	body text NOT NULL,
	base text NOT NULL DEFAULT '', -- what shipped, where body differs, when it was written
	PRIMARY KEY (kind, item)
);

-- Who changed what, and what stood there before: '' is what ships. Only added to.
CREATE TABLE practice_change (
	id integer PRIMARY KEY,
	at integer NOT NULL,
	who integer REFERENCES person(id), -- none: the command line
	kind text NOT NULL,
	item text NOT NULL,
	act text NOT NULL,
	field text NOT NULL DEFAULT '',
	batch integer NOT NULL DEFAULT 0, -- changes that came together, in one pack
	own integer NOT NULL DEFAULT 0,
	before_body text NOT NULL DEFAULT '',
	before_base text NOT NULL DEFAULT '',
	after_body text NOT NULL DEFAULT '',
	after_base text NOT NULL DEFAULT '',
	undone_by integer NOT NULL DEFAULT 0 -- the change that took it back
);
CREATE INDEX practice_change_by_item ON practice_change (kind, item, id);
CREATE INDEX practice_change_by_batch ON practice_change (batch);

-- A number that is another one after each change, so that every process notices. 0: nothing was ever changed.
CREATE TABLE practice_state (
	id integer PRIMARY KEY,
	version integer NOT NULL
);
INSERT INTO practice_state (id, version) VALUES (1, 0);

-- A pack that was sent and is being looked at before it is taken.
CREATE TABLE practice_pack (
	id integer PRIMARY KEY,
	who integer NOT NULL REFERENCES person(id),
	at integer NOT NULL,
	name text NOT NULL,
	body text NOT NULL,
	taken_at integer NOT NULL DEFAULT 0
);

-- Words that people have said yes to, as they stood there: by their hash, so that most people share a row.
CREATE TABLE practice_kept (
	hash text PRIMARY KEY,
	body text NOT NULL
);

-- Which words: kind/id:hash, with spaces between. '': from before they were kept.
ALTER TABLE pledge ADD COLUMN words text NOT NULL DEFAULT '';
ALTER TABLE role_taken ADD COLUMN words text NOT NULL DEFAULT '';
ALTER TABLE agreement ADD COLUMN words text NOT NULL DEFAULT '';
