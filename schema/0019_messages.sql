-- What two people write to each other, and drafts.
DROP TABLE IF EXISTS nothing_19;
