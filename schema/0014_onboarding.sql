-- Roles that were taken on, and what two people promise each other at the beginning.

-- Who takes part has read what the role means, and takes it on.
CREATE TABLE role_taken (
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	role text NOT NULL CHECK (role IN ('mentor', 'mentee')),
	taken_at integer NOT NULL,
	PRIMARY KEY (programme, person, role)
);

-- Three points, and what mentoring can and cannot do: signed by each of the two.
CREATE TABLE pledge (
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	signed_at integer NOT NULL,
	PRIMARY KEY (relationship, person)
);
