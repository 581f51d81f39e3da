-- Programmes that match by wishes, peers, circles.
DROP TABLE IF EXISTS nothing_22;
