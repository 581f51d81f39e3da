-- What somebody writes for himself.
DROP TABLE IF EXISTS nothing_21;
