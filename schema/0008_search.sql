-- How people are found: few rows to write for many people, few to read for a word that many have.

-- The words of a person's name, headline, unit and topics, folded (lower case, no accents), each behind a
-- space. Also "=level12" and "=topic12": his level, and what he offers.
CREATE TABLE person_words (
	person integer PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
	words text NOT NULL
);

-- The other way round, 4096 people at a time: who has the word. "an*" stands for all words that begin so,
-- for beginnings of one and two letters. What people holds is explained in features/people/word_index.h.
CREATE TABLE word_people (
	part integer NOT NULL, -- id / 4096 of these people
	word text NOT NULL,
	people text NOT NULL,
	PRIMARY KEY (part, word)
) WITHOUT ROWID;

CREATE INDEX person_gone ON person (state) WHERE state = 'deactivated';

DROP TABLE person_word;

-- Who was there before is indexed anew, one after the other, as soon as the server runs.
INSERT INTO job (kind, subject, args) SELECT 'on:person_index', id, 'person_made' FROM person;
