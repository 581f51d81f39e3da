-- What a programme asks of its pairs, off, remind or require; and its own rules of thumb. What is not here is
-- as the practice has it. (The gate "prepared" has been a column of the programme from the beginning: readiness.)

CREATE TABLE programme_gate (
	programme integer NOT NULL REFERENCES programme(id),
	gate text NOT NULL,
	mode text NOT NULL CHECK (mode IN ('off', 'remind', 'require')),
	changed_at integer NOT NULL,
	PRIMARY KEY (programme, gate)
);

CREATE TABLE programme_threshold (
	programme integer NOT NULL REFERENCES programme(id),
	threshold text NOT NULL,
	value integer NOT NULL,
	changed_at integer NOT NULL,
	PRIMARY KEY (programme, threshold)
);
