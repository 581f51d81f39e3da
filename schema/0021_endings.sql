-- How relationships end, go on and are passed on.
DROP TABLE IF EXISTS nothing_21;
