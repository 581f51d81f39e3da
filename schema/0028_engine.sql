-- What matching keeps.
DROP TABLE IF EXISTS nothing_28;
