-- The one thing that a letter asks for and that can be done from the mail, without its seal; see
-- features/notices/errand.h. The mail of the day makes the link of it when it goes out.
ALTER TABLE notice ADD COLUMN errand text NOT NULL DEFAULT '';

-- Who has said that the time of a meeting suits. It speaks of that time: moved, it is asked anew.
CREATE TABLE meeting_yes (
	meeting integer NOT NULL REFERENCES meeting(id),
	person integer NOT NULL REFERENCES person(id),
	starts_at integer NOT NULL,
	at integer NOT NULL,
	PRIMARY KEY (meeting, person)
);
CREATE INDEX meeting_yes_of_person ON meeting_yes (person);
