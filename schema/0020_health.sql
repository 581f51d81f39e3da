-- Signs that a pair may need a hand, and stages moved by hand.
DROP TABLE IF EXISTS nothing_20;
