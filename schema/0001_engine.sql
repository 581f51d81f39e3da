-- What the engine itself keeps. One file for both databases: plain DDL that SQLite reads as it stands
-- and that becomes PostgreSQL by replacing the names of types. The table schema_step, which says what
-- has been run, is made by the migration before its first step.

-- Data keys of private texts, wrapped by the master key. A destroyed key keeps its row, so that its
-- version is never used again, with no bytes in `wrapped`. Scope 0 belongs to the installation and
-- proves that the master key fits this database.
CREATE TABLE seal_key (
	id integer PRIMARY KEY,
	scope integer NOT NULL,
	version integer NOT NULL,
	wrapped blob NOT NULL,
	made_at integer NOT NULL,
	UNIQUE (scope, version)
);

-- Work for later. A recurring job has a key, so that it exists once however many servers run.
CREATE TABLE job (
	id integer PRIMARY KEY,
	kind text NOT NULL DEFAULT '',
	subject integer NOT NULL DEFAULT 0,
	who integer NOT NULL DEFAULT 0,
	args text NOT NULL DEFAULT '',
	key text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'waiting'
		CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
	run_at integer NOT NULL DEFAULT 0,
	lease_until integer NOT NULL DEFAULT 0,
	worker text NOT NULL DEFAULT '',
	tries integer NOT NULL DEFAULT 0,
	done integer NOT NULL DEFAULT 0,
	total integer NOT NULL DEFAULT 0,
	message text NOT NULL DEFAULT '',
	result_url text NOT NULL DEFAULT '',
	result_message text NOT NULL DEFAULT '',
	error text NOT NULL DEFAULT '',
	created_at integer NOT NULL DEFAULT 0,
	finished_at integer NOT NULL DEFAULT 0
);
CREATE INDEX job_due ON job (state, run_at, id);
CREATE INDEX job_of_subject ON job (kind, subject, id);
CREATE UNIQUE INDEX job_key ON job (key) WHERE key <> '';

-- What happened, for the rooms that listen.
CREATE TABLE event (
	id integer PRIMARY KEY,
	kind text NOT NULL DEFAULT '',
	subject integer NOT NULL DEFAULT 0,
	who integer NOT NULL DEFAULT 0,
	at integer NOT NULL DEFAULT 0
);
CREATE INDEX event_of_subject ON event (kind, subject, id);
CREATE INDEX event_at ON event (at);

-- Mails, written in the transaction that caused them. 'kept': SMTP is not configured.
CREATE TABLE outbox (
	id integer PRIMARY KEY,
	person integer NOT NULL DEFAULT 0,
	to_name text NOT NULL DEFAULT '',
	to_addr text NOT NULL DEFAULT '',
	subject text NOT NULL DEFAULT '',
	body_text text NOT NULL DEFAULT '',
	body_html text NOT NULL DEFAULT '',
	ics text NOT NULL DEFAULT '',
	ics_method text NOT NULL DEFAULT '',
	kind text NOT NULL DEFAULT '',
	state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed', 'kept')),
	tries integer NOT NULL DEFAULT 0,
	error text NOT NULL DEFAULT '',
	message_id text NOT NULL DEFAULT '',
	created_at integer NOT NULL DEFAULT 0,
	sent_at integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_state ON outbox (state, id);
CREATE INDEX outbox_of_person ON outbox (person, id);

-- The answer of an unsafe request, so that the same request sent again gets it again. key: a hash of
-- what the client sent and of who sent it. status 0: the first one is still being worked on.
CREATE TABLE idempotency (
	id integer PRIMARY KEY,
	key text NOT NULL UNIQUE,
	who integer NOT NULL DEFAULT 0,
	route text NOT NULL DEFAULT '',
	status integer NOT NULL DEFAULT 0,
	location text NOT NULL DEFAULT '',
	body text NOT NULL DEFAULT '',
	at integer NOT NULL DEFAULT 0
);
CREATE INDEX idempotency_at ON idempotency (at);

-- Token buckets. key: a hash of what is limited (an account, an address); at: when last refilled.
CREATE TABLE rate (
	key text NOT NULL PRIMARY KEY,
	tokens real NOT NULL DEFAULT 0,
	at integer NOT NULL DEFAULT 0
);
CREATE INDEX rate_at ON rate (at);

-- Who did or opened what; ids only, never content. Only appended to. hash: of this row and the hash of
-- the row before it, so that a row that was changed or taken out is noticed.
CREATE TABLE audit (
	id integer PRIMARY KEY,
	at integer NOT NULL DEFAULT 0,
	who integer NOT NULL DEFAULT 0,
	act text NOT NULL DEFAULT '',
	subject_kind text NOT NULL DEFAULT '',
	subject integer NOT NULL DEFAULT 0,
	hash text NOT NULL DEFAULT ''
);
CREATE INDEX audit_of_subject ON audit (subject_kind, subject, id);
CREATE INDEX audit_who ON audit (who, id);
