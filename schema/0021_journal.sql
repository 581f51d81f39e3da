-- What somebody writes for himself. It belongs to the person and to no relationship, so it is sealed with a key of
-- that person alone: `relationship` is here the scope of that key, an id of its own (docs/decisions/009).

CREATE TABLE journal (
	id integer PRIMARY KEY,
	person integer NOT NULL UNIQUE REFERENCES person(id),
	relationship integer NOT NULL,
	every_days integer NOT NULL,        -- how often a question is asked; 0: never
	due_at integer NOT NULL DEFAULT 0,  -- from then on a question waits; 0: none
	told_at integer NOT NULL DEFAULT 0, -- when a letter last said so
	told integer NOT NULL DEFAULT 0,    -- how many did since something was written
	draft sealed,
	draft_at integer NOT NULL DEFAULT 0
);
CREATE INDEX journal_due ON journal (due_at);

-- kind: a thought, or what one gains from accompanying somebody. about: what it is about, if that is one of one's
-- relationships. shared_with: the relationship whose other one may read it.
CREATE TABLE journal_entry (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id),
	relationship integer NOT NULL,
	kind text NOT NULL CHECK (kind IN ('entry', 'fresh', 'satisfaction', 'learning')),
	prompt text NOT NULL DEFAULT '',
	body sealed,
	confidence integer NOT NULL DEFAULT 0 CHECK (confidence BETWEEN 0 AND 5), -- 0: not said
	about integer REFERENCES relationship(id),
	shared_with integer REFERENCES relationship(id),
	version integer NOT NULL DEFAULT 1,
	written_at integer NOT NULL,
	changed_at integer NOT NULL,
	removed_at integer NOT NULL DEFAULT 0 -- can be brought back for a while
);
CREATE INDEX journal_entry_by_person ON journal_entry (person, id);
CREATE INDEX journal_entry_shared ON journal_entry (shared_with, id);
CREATE INDEX journal_entry_removed ON journal_entry (removed_at);

CREATE TABLE decision (
	id integer PRIMARY KEY,
	person integer NOT NULL REFERENCES person(id),
	relationship integer NOT NULL,
	question sealed,
	options sealed,  -- one on each line
	criteria sealed, -- the same
	choice sealed,
	outcome sealed,
	review_on text NOT NULL DEFAULT '',
	about integer REFERENCES relationship(id),
	shared_with integer REFERENCES relationship(id),
	version integer NOT NULL DEFAULT 1,
	written_at integer NOT NULL,
	changed_at integer NOT NULL,
	looked_at integer NOT NULL DEFAULT 0, -- when it was said what became of it
	told_at integer NOT NULL DEFAULT 0,   -- when a letter asked for that
	removed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX decision_by_person ON decision (person, id);
CREATE INDEX decision_shared ON decision (shared_with, id);
CREATE INDEX decision_review ON decision (review_on);
CREATE INDEX decision_removed ON decision (removed_at);
