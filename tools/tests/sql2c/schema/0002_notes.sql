CREATE TABLE note (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	body sealed,
	secret sealed,
	slot integer, -- one note a slot
	UNIQUE (relationship, slot)
);

CREATE TABLE tag (
	goal integer NOT NULL REFERENCES goal(id),
	word text NOT NULL,
	PRIMARY KEY (goal, word)
) WITHOUT ROWID;
INSERT INTO relationship (id, mentor, label) VALUES (1, 7, 'first');
