-- Questions to bring along, and what a meeting is reminded of.

-- A question of one's own beside those of the practice, for the two who may bring it to a meeting.
CREATE TABLE own_question (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who wrote it
	body sealed,
	moment text NOT NULL,            -- when it helps: of the choice "moment"
	item integer NOT NULL DEFAULT 0, -- its point on an agenda
	created_at integer NOT NULL
);
CREATE INDEX own_question_by_relationship ON own_question (relationship, id);

-- The question that a message became; 0: none.
ALTER TABLE message ADD COLUMN question integer NOT NULL DEFAULT 0;

-- A day before, the agenda is brought up to date; 0: not yet. A meeting that is moved gets it anew.
ALTER TABLE meeting ADD COLUMN ready_at integer NOT NULL DEFAULT 0;

-- The silence (since when) about which each was written to; 0: none.
ALTER TABLE relationship ADD COLUMN silence_mentor integer NOT NULL DEFAULT 0;
ALTER TABLE relationship ADD COLUMN silence_mentee integer NOT NULL DEFAULT 0;
