-- Notes that are written while two people meet.
DROP TABLE IF EXISTS nothing_22;
