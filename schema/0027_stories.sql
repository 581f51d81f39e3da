-- What whole lives need.
DROP TABLE IF EXISTS nothing_27;
