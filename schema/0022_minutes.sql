-- Notes that are written while two people meet.

-- The note of a meeting that the two write together (owner 0), and what each writes for himself.
CREATE TABLE meeting_note (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	meeting integer NOT NULL REFERENCES meeting(id),
	owner integer NOT NULL DEFAULT 0, -- 0: both read it; else only this person
	version integer NOT NULL, -- one more with each saving
	UNIQUE (meeting, owner)
);
CREATE INDEX meeting_note_by_relationship ON meeting_note (relationship, owner);

-- Every text that it had. What was written on within some minutes is an intermediate one: it is kept for a day,
-- because a page that is still open may have begun with it.
CREATE TABLE meeting_note_version (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	note integer NOT NULL REFERENCES meeting_note(id),
	version integer NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	body sealed,
	sitting_at integer NOT NULL, -- when this version was begun
	saved_at integer NOT NULL,
	restored integer NOT NULL DEFAULT 0, -- the version that it brought back
	together integer NOT NULL DEFAULT 0, -- 1: both wrote in this sitting
	passing integer NOT NULL DEFAULT 0, -- 1: an intermediate one
	UNIQUE (note, version)
);
CREATE INDEX meeting_note_version_by_relationship ON meeting_note_version (relationship, id);
CREATE INDEX meeting_note_version_passing ON meeting_note_version (saved_at) WHERE passing = 1;

-- What somebody wrote over a passage that had been changed meanwhile: it waits until it has been compared.
CREATE TABLE meeting_note_draft (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	note integer NOT NULL REFERENCES meeting_note(id),
	person integer NOT NULL REFERENCES person(id),
	page text NOT NULL DEFAULT '', -- the open page that it was written on
	version integer NOT NULL, -- what it began with
	body sealed,
	saved_at integer NOT NULL,
	UNIQUE (note, person, page)
);
CREATE INDEX meeting_note_draft_by_relationship ON meeting_note_draft (relationship, person, id);
