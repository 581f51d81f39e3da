-- Who was asked, once, how a meeting was that nobody had closed.
CREATE TABLE closing_asked (
	meeting integer NOT NULL REFERENCES meeting(id),
	person integer NOT NULL REFERENCES person(id),
	at integer NOT NULL,
	PRIMARY KEY (meeting, person)
);
CREATE INDEX closing_asked_of_person ON closing_asked (person);
