-- Feedback, encouragement and what was asked for.
DROP TABLE IF EXISTS nothing_17;
