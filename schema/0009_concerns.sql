-- A concern has a door of its own: to the partner, or in private to a named coordinator, with a clock.

CREATE TABLE concern (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	raiser integer NOT NULL REFERENCES person(id),
	addressee text NOT NULL CHECK (addressee IN ('partner', 'coordinator')),
	handler integer NOT NULL REFERENCES person(id), -- who reads and answers it
	kind text NOT NULL DEFAULT '', -- a choice of the practice
	body sealed,
	answer sealed,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'closed')),
	raised_at integer NOT NULL,
	due_at integer NOT NULL,                -- until then somebody has taken it on
	taken_at integer NOT NULL DEFAULT 0,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX concern_by_relationship ON concern (relationship, raiser);
CREATE INDEX concern_by_handler ON concern (handler, state, due_at);
CREATE INDEX concern_by_clock ON concern (state, due_at);
