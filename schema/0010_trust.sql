-- How the two see their relationship, and what each sees the other grow in. For the two alone.

-- A pulse: four sentences, from 1 (not at all) to 5 (fully), once in each round of the relationship.
CREATE TABLE pulse (
	relationship integer NOT NULL REFERENCES relationship(id),
	round integer NOT NULL, -- 0, 1, 2 …, counted from the start
	person integer NOT NULL REFERENCES person(id),
	openness integer NOT NULL CHECK (openness BETWEEN 1 AND 5),
	respect integer NOT NULL CHECK (respect BETWEEN 1 AND 5),
	adapts integer NOT NULL CHECK (adapts BETWEEN 1 AND 5),
	comfort integer NOT NULL CHECK (comfort BETWEEN 1 AND 5),
	answered_at integer NOT NULL,
	PRIMARY KEY (relationship, round, person)
);

-- One thing in which a person sees the other grow; the next agenda opens with it.
CREATE TABLE growth_aim (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id), -- who wrote it about the other
	body sealed,
	item integer NOT NULL DEFAULT 0, -- its point on the newest agenda
	changed_at integer NOT NULL,
	UNIQUE (relationship, person)
);
