-- What two people write to each other, and drafts.

CREATE TABLE message (
	id integer PRIMARY KEY, -- rises with the time
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who wrote it
	body sealed,
	version integer NOT NULL DEFAULT 1, -- one more with each change
	item integer NOT NULL DEFAULT 0, -- its point on an agenda
	agenda_wanted integer NOT NULL DEFAULT 0, -- 1: waits for the next meeting to be planned
	sent_at integer NOT NULL,
	edited_at integer NOT NULL DEFAULT 0,
	taken_back_at integer NOT NULL DEFAULT 0
);
CREATE INDEX message_by_relationship ON message (relationship, id);
CREATE INDEX message_for_agenda ON message (relationship) WHERE agenda_wanted = 1;
CREATE INDEX message_taken_back ON message (taken_back_at) WHERE taken_back_at > 0;

-- How far each of the two has read: the id of a message.
CREATE TABLE message_seen (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	seen integer NOT NULL,
	PRIMARY KEY (relationship, person)
);

-- What one has begun to write. Only its writer reads it.
CREATE TABLE message_draft (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	body sealed,
	saved_at integer NOT NULL,
	UNIQUE (relationship, person)
);
