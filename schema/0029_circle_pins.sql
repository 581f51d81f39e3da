-- What a manager has decided about single people in a programme of circles: who is in the circle about which
-- topic. Two who are never in the same circle stand in pair_wish, as everywhere.

CREATE TABLE circle_pin (
	programme integer NOT NULL REFERENCES programme(id),
	person integer NOT NULL REFERENCES person(id),
	topic integer NOT NULL REFERENCES topic(id),
	PRIMARY KEY (programme, person)
);
