-- Who goes with whom: rules, wishes of the manager, runs and their proposals; and imports of files.

CREATE TABLE rule (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	hard integer NOT NULL,      -- 1: must hold; 0: gives points
	kind text NOT NULL,         -- see features/matching/criteria.h
	mentee_field text NOT NULL DEFAULT '',
	mentor_field text NOT NULL DEFAULT '',
	lo integer NOT NULL DEFAULT 0,
	hi integer NOT NULL DEFAULT 0,
	points integer NOT NULL DEFAULT 0,
	cap integer NOT NULL DEFAULT 0,
	position integer NOT NULL DEFAULT 0
);
CREATE INDEX rule_by_programme ON rule (programme, hard, position);

-- "These two" and "not these two".
CREATE TABLE pair_wish (
	programme integer NOT NULL REFERENCES programme(id),
	mentor integer NOT NULL REFERENCES person(id),
	mentee integer NOT NULL REFERENCES person(id),
	kind text NOT NULL CHECK (kind IN ('pin', 'ban')),
	PRIMARY KEY (programme, mentee, mentor)
);

CREATE TABLE match_run (
	id integer PRIMARY KEY,
	programme integer NOT NULL REFERENCES programme(id),
	aim text NOT NULL CHECK (aim IN ('everyone', 'fit')),
	state text NOT NULL DEFAULT 'running'
		CHECK (state IN ('running', 'proposed', 'published', 'discarded', 'failed')),
	job integer NOT NULL DEFAULT 0,
	rules_digest text NOT NULL DEFAULT '',
	input_digest text NOT NULL DEFAULT '',
	mentees integer NOT NULL DEFAULT 0,
	mentors integer NOT NULL DEFAULT 0,
	candidates integer NOT NULL DEFAULT 0, -- pairs that the hard rules allow
	matched integer NOT NULL DEFAULT 0,
	score integer NOT NULL DEFAULT 0,
	best_score integer NOT NULL DEFAULT 0, -- what one pair could reach at most
	proven integer NOT NULL DEFAULT 0,     -- the checker accepted the proof of optimality
	micros integer NOT NULL DEFAULT 0,     -- time of the solver
	made_by integer NOT NULL REFERENCES person(id),
	created_at integer NOT NULL,
	published_at integer NOT NULL DEFAULT 0
);
CREATE INDEX match_run_by_programme ON match_run (programme, state, id);

CREATE TABLE match_pair (
	run integer NOT NULL REFERENCES match_run(id),
	mentee integer NOT NULL REFERENCES person(id),
	mentor integer NOT NULL REFERENCES person(id),
	points integer NOT NULL,
	pinned integer NOT NULL DEFAULT 0,
	why text NOT NULL DEFAULT '', -- points by rule, JSON
	relationship integer REFERENCES relationship(id),
	PRIMARY KEY (run, mentee)
);
CREATE INDEX match_pair_by_points ON match_pair (run, points, mentee);

CREATE TABLE match_left (
	run integer NOT NULL REFERENCES match_run(id),
	person integer NOT NULL REFERENCES person(id),
	role text NOT NULL,
	why text NOT NULL DEFAULT '', -- JSON
	PRIMARY KEY (run, role, person)
);

CREATE TABLE import (
	id integer PRIMARY KEY,
	programme integer REFERENCES programme(id), -- people join it in `role`
	role text NOT NULL DEFAULT '' CHECK (role IN ('', 'mentor', 'mentee')),
	filename text NOT NULL DEFAULT '',
	bytes blob,
	digest text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'uploaded'
		CHECK (state IN ('uploaded', 'checking', 'checked', 'running', 'done', 'failed')),
	mapping text NOT NULL DEFAULT '', -- JSON: column -> what it is
	job integer NOT NULL DEFAULT 0,
	rows_n integer NOT NULL DEFAULT 0,
	new_n integer NOT NULL DEFAULT 0,
	changed_n integer NOT NULL DEFAULT 0,
	same_n integer NOT NULL DEFAULT 0,
	rejected_n integer NOT NULL DEFAULT 0,
	made_by integer NOT NULL REFERENCES person(id),
	created_at integer NOT NULL,
	finished_at integer NOT NULL DEFAULT 0
);
CREATE INDEX import_by_maker ON import (made_by, id);
CREATE INDEX import_by_programme ON import (programme, id);

CREATE TABLE import_fault (
	id integer PRIMARY KEY,
	import integer NOT NULL REFERENCES import(id) ON DELETE CASCADE,
	line integer NOT NULL,
	column_name text NOT NULL DEFAULT '',
	cause text NOT NULL, -- a word, for grouping
	message text NOT NULL,
	row_text text NOT NULL DEFAULT '' -- the row as it came, for the file that goes back
);
CREATE INDEX import_fault_by_import ON import_fault (import, cause, line);

-- What a column with this heading was taken for the last time.
CREATE TABLE import_memory (
	heading text PRIMARY KEY, -- folded
	target text NOT NULL,
	used_at integer NOT NULL
);
