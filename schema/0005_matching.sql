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
	fault text NOT NULL DEFAULT '',        -- of a failed run: a sentence to be translated
	job integer NOT NULL DEFAULT 0,
	rules_digest text NOT NULL DEFAULT '', -- of the rules and the wishes
	input_digest text NOT NULL DEFAULT '', -- of everything that the result follows from
	mentees integer NOT NULL DEFAULT 0,
	mentors integer NOT NULL DEFAULT 0,
	places integer NOT NULL DEFAULT 0,     -- that these mentors have free
	candidates integer NOT NULL DEFAULT 0, -- pairs that the hard rules allow
	matched integer NOT NULL DEFAULT 0,
	score integer NOT NULL DEFAULT 0,
	best_score integer NOT NULL DEFAULT 0, -- what one pair could reach at most
	other_matched integer NOT NULL DEFAULT 0, -- what the other aim would give
	other_score integer NOT NULL DEFAULT 0,
	unused integer NOT NULL DEFAULT 0,     -- mentors who get nobody
	nobody integer NOT NULL DEFAULT 0,     -- mentees whom the rules leave no mentor
	-- A group of mentees who have only these mentors to choose from, and too few places: the reason
	-- why not all of them can be matched. 0: there is no such group.
	short_mentees integer NOT NULL DEFAULT 0,
	short_mentors integer NOT NULL DEFAULT 0,
	short_places integer NOT NULL DEFAULT 0,
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
	why text NOT NULL DEFAULT '', -- points by rule, see features/matching/why.h
	relationship integer REFERENCES relationship(id),
	PRIMARY KEY (run, mentee)
);
CREATE INDEX match_pair_by_points ON match_pair (run, points, mentee);
CREATE INDEX match_pair_by_mentor ON match_pair (run, mentor);

CREATE TABLE match_left (
	run integer NOT NULL REFERENCES match_run(id),
	person integer NOT NULL REFERENCES person(id),
	role text NOT NULL,
	why text NOT NULL DEFAULT '', -- see features/matching/why.h
	PRIMARY KEY (run, role, person)
);

CREATE TABLE import (
	id integer PRIMARY KEY,
	programme integer REFERENCES programme(id), -- people join it in `role`
	role text NOT NULL DEFAULT '' CHECK (role IN ('', 'mentor', 'mentee')),
	filename text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'uploaded'
		CHECK (state IN ('uploaded', 'checking', 'checked', 'running', 'done', 'failed')),
	job integer NOT NULL DEFAULT 0,
	rows_n integer NOT NULL DEFAULT 0,
	done_n integer NOT NULL DEFAULT 0, -- rows that are finished, for going on after a crash
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

-- The file itself, until it has been taken in. Apart, so that counting does not rewrite it.
CREATE TABLE import_file (
	import integer PRIMARY KEY REFERENCES import(id) ON DELETE CASCADE,
	bytes blob
);

-- Its columns, and what each is taken for.
CREATE TABLE import_column (
	import integer NOT NULL REFERENCES import(id) ON DELETE CASCADE,
	position integer NOT NULL, -- in the file, from 0
	heading text NOT NULL DEFAULT '',
	samples text NOT NULL DEFAULT '', -- a few values, one a line
	filled integer NOT NULL DEFAULT 0, -- cells that are not empty
	looks text NOT NULL DEFAULT 'text', -- a kind of field, or 'email', 'role': what its values look like
	target text NOT NULL DEFAULT '', -- see features/imports/columns.h; '' = not decided yet
	kind text NOT NULL DEFAULT 'text', -- of a new field
	sensitive integer NOT NULL DEFAULT 0,
	PRIMARY KEY (import, position)
);

-- The first rows, as the check found them.
CREATE TABLE import_sample (
	import integer NOT NULL REFERENCES import(id) ON DELETE CASCADE,
	line integer NOT NULL,
	outcome text NOT NULL CHECK (outcome IN ('new', 'changed', 'same', 'rejected')),
	name text NOT NULL DEFAULT '',
	email text NOT NULL DEFAULT '',
	level_name text NOT NULL DEFAULT '',
	unit text NOT NULL DEFAULT '',
	PRIMARY KEY (import, line)
);

CREATE TABLE import_fault (
	id integer PRIMARY KEY,
	import integer NOT NULL REFERENCES import(id) ON DELETE CASCADE,
	line integer NOT NULL,
	column_name text NOT NULL DEFAULT '',
	cause text NOT NULL, -- a word, for grouping
	message text NOT NULL,
	rejected integer NOT NULL DEFAULT 1, -- 0: only a remark, the row was taken
	row_text text NOT NULL DEFAULT '' -- the row as it came, as CSV; with the first fault of a row
);
CREATE INDEX import_fault_by_line ON import_fault (import, line, id);

-- What a column with this heading was taken for the last time.
CREATE TABLE import_memory (
	heading text PRIMARY KEY, -- folded
	target text NOT NULL,
	used_at integer NOT NULL
);
