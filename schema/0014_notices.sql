-- Who wants to hear of what, when, and what waits for the next digest.
DROP TABLE IF EXISTS nothing_14;
