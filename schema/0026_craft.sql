-- What an organisation has changed in the practice.
DROP TABLE IF EXISTS nothing_26;
