-- Questions to bring along, and what a meeting is reminded of.
DROP TABLE IF EXISTS nothing_23;
