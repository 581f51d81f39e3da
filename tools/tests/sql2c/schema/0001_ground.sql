-- A small schema for the tests of sql2c. person(id) in a comment is no prototype; nor is it's apostrophe a text.

CREATE TABLE relationship (
	id integer PRIMARY KEY,
	mentor integer NOT NULL,
	label text NOT NULL DEFAULT 'a real; integer "pair"' -- integer, real and blob stay words here
);

CREATE TABLE goal (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	title text NOT NULL DEFAULT '',
	due_on text NOT NULL DEFAULT '',
	weight real NOT NULL DEFAULT 0,
	picture blob,
	parent integer REFERENCES goal(id),
	state text NOT NULL DEFAULT 'open'
);
CREATE INDEX goal_by_relationship ON goal (relationship, state);
