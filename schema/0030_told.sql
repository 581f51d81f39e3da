-- When somebody whom a matching found nobody for was told so, by the act of a manager; 0: not.
ALTER TABLE match_left ADD COLUMN told_at integer NOT NULL DEFAULT 0;
