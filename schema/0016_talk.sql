-- Questions that wait for an answer, what was heard, roadblocks, introductions.
DROP TABLE IF EXISTS nothing_16;
