-- How people are made ready.
DROP TABLE IF EXISTS nothing_25;
