-- Skills on goals and feedback.
DROP TABLE IF EXISTS nothing_23;
