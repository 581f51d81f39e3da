-- From a wish to what became of it: how goals are measured, reviewed and changed, the plan and the
-- roadmap that lead there, and who stands by what was promised. Everything that people write is sealed.

ALTER TABLE goal ADD COLUMN parent integer REFERENCES goal(id); -- the long-term goal that this one serves
ALTER TABLE goal ADD COLUMN career text NOT NULL DEFAULT '';    -- skills, insight, ladder or balance
ALTER TABLE goal ADD COLUMN scale sealed;                       -- five levels, one a line, lowest first
ALTER TABLE goal ADD COLUMN review_at integer NOT NULL DEFAULT 0; -- when both say next how it stands
ALTER TABLE goal ADD COLUMN paused_at integer NOT NULL DEFAULT 0;
ALTER TABLE goal ADD COLUMN wording integer NOT NULL DEFAULT 1; -- rises when its words change
CREATE INDEX goal_by_parent ON goal (parent);

-- What each of the two hopes for, and the mentee's thoughts about the way ahead.
CREATE TABLE direction (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	person integer NOT NULL REFERENCES person(id),
	hope sealed,
	aim text NOT NULL DEFAULT '' CHECK (aim IN ('', 'skills', 'leadership', 'performance')),
	career sealed,
	path text NOT NULL DEFAULT '' CHECK (path IN ('', 'advance', 'change')),
	skills sealed,      -- to gain
	experiences sealed, -- to gain
	industries sealed,  -- to explore
	roles sealed,       -- to explore
	learn sealed,
	grow sealed,
	changed_at integer NOT NULL,
	UNIQUE (relationship, person)
);

-- Where a goal stood, as one of the two saw it.
CREATE TABLE goal_point (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	goal integer NOT NULL REFERENCES goal(id),
	person integer NOT NULL REFERENCES person(id),
	value text NOT NULL DEFAULT '',   -- a decimal number, or '' where a scale is used
	level integer NOT NULL DEFAULT 0, -- 1 to 5 of the scale; 0: a number is used
	note sealed,
	at integer NOT NULL
);
CREATE INDEX goal_point_by_goal ON goal_point (goal, at);

-- What happened to a goal, with the reason: nothing is gone for ever.
CREATE TABLE goal_change (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	goal integer NOT NULL REFERENCES goal(id),
	person integer NOT NULL REFERENCES person(id),
	kind text NOT NULL CHECK (kind IN ('made', 'changed', 'paused', 'resumed', 'dropped', 'reached', 'reopened')),
	reason sealed,
	was sealed, -- its words before a change
	at integer NOT NULL
);
CREATE INDEX goal_change_by_goal ON goal_change (goal, at);

-- A side says yes to the words of a goal; both yeses to the same wording make it theirs.
CREATE TABLE goal_acceptance (
	goal integer NOT NULL REFERENCES goal(id),
	person integer NOT NULL REFERENCES person(id),
	wording integer NOT NULL,
	at integer NOT NULL,
	PRIMARY KEY (goal, person)
);

CREATE TABLE plan_step (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	goal integer REFERENCES goal(id),
	owner integer NOT NULL REFERENCES person(id),
	body sealed,
	due_on text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
	created_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX plan_step_by_relationship ON plan_step (relationship, state, due_on);

-- What a step needs: a training, something to read, a person, a tool.
CREATE TABLE plan_resource (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	step integer NOT NULL REFERENCES plan_step(id),
	kind text NOT NULL CHECK (kind IN ('training', 'reading', 'person', 'tool')),
	title sealed,
	link sealed,
	created_at integer NOT NULL
);
CREATE INDEX plan_resource_by_step ON plan_resource (step);
CREATE INDEX plan_resource_by_relationship ON plan_resource (relationship);

-- The plan as somebody accepted it. A version that both accepted is the one that holds.
CREATE TABLE plan_version (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	number integer NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	reason sealed, -- why it differs from the version before
	body sealed,   -- its steps and milestones, one a line
	at integer NOT NULL,
	UNIQUE (relationship, number)
);
CREATE TABLE plan_acceptance (
	relationship integer NOT NULL REFERENCES relationship(id),
	number integer NOT NULL,
	person integer NOT NULL REFERENCES person(id),
	at integer NOT NULL,
	PRIMARY KEY (relationship, number, person)
);

CREATE TABLE milestone (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	goal integer REFERENCES goal(id),
	title sealed,
	due_on text NOT NULL,
	evidence sealed, -- what shows that it is reached
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
	created_at integer NOT NULL,
	closed_at integer NOT NULL DEFAULT 0
);
CREATE INDEX milestone_by_relationship ON milestone (relationship, state, due_on);

-- How each side sees it on its date.
CREATE TABLE milestone_answer (
	milestone integer NOT NULL REFERENCES milestone(id),
	person integer NOT NULL REFERENCES person(id),
	answer text NOT NULL CHECK (answer IN ('on-track', 'at-risk', 'done')),
	at integer NOT NULL,
	PRIMARY KEY (milestone, person)
);

-- What the coming meetings are about, in this order. meeting: the one that it stands with now, or where
-- it was talked about.
CREATE TABLE theme (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	meeting integer REFERENCES meeting(id),
	source text NOT NULL CHECK (source IN ('goal', 'answer', 'practice', 'person')),
	reference integer NOT NULL DEFAULT 0, -- the goal
	prompt text NOT NULL DEFAULT '',      -- id of the practice theme, shown in the reader's language
	body sealed,
	position integer NOT NULL DEFAULT 0,
	state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
	created_at integer NOT NULL
);
CREATE INDEX theme_by_relationship ON theme (relationship, state, position);
CREATE INDEX theme_by_meeting ON theme (meeting);

ALTER TABLE commitment ADD COLUMN confidence integer NOT NULL DEFAULT 0; -- 1 to 10; 0 = not said

-- Somebody outside the two who may see chosen promises of one of them, until either takes it back.
CREATE TABLE companion (
	id integer PRIMARY KEY,
	relationship integer NOT NULL REFERENCES relationship(id),
	owner integer NOT NULL REFERENCES person(id),
	peer integer NOT NULL REFERENCES person(id),
	state text NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'accepted', 'ended')),
	told_at integer NOT NULL DEFAULT 0, -- the last weekly letter
	created_at integer NOT NULL,
	ended_at integer NOT NULL DEFAULT 0
);
CREATE INDEX companion_by_relationship ON companion (relationship, state);
CREATE INDEX companion_by_peer ON companion (peer, state);
CREATE INDEX companion_by_told ON companion (state, told_at);
CREATE TABLE companion_action (
	companion integer NOT NULL REFERENCES companion(id),
	commitment integer NOT NULL REFERENCES commitment(id),
	PRIMARY KEY (companion, commitment)
);
CREATE INDEX companion_action_by_commitment ON companion_action (commitment);
