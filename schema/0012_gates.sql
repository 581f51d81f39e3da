-- What a programme asks of its pairs: off, remind or require; and its own rules of thumb.
DROP TABLE IF EXISTS nothing_12;
