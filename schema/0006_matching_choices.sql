-- What matters when people are matched: fairness among pairs, every mentor gets somebody, mentees spread
-- evenly among mentors. Each run keeps what it was asked.

ALTER TABLE programme ADD COLUMN fair text NOT NULL DEFAULT 'none' CHECK (fair IN ('none', 'bottleneck', 'leximin'));
ALTER TABLE programme ADD COLUMN quota integer NOT NULL DEFAULT 0;  -- 1: every mentor gets somebody, as far as can be
ALTER TABLE programme ADD COLUMN spread integer NOT NULL DEFAULT 0; -- points that each further mentee of a mentor counts less

ALTER TABLE match_run ADD COLUMN fair text NOT NULL DEFAULT 'none' CHECK (fair IN ('none', 'bottleneck', 'leximin'));
ALTER TABLE match_run ADD COLUMN quota integer NOT NULL DEFAULT 0;
ALTER TABLE match_run ADD COLUMN spread integer NOT NULL DEFAULT 0;
ALTER TABLE match_run ADD COLUMN publication integer NOT NULL DEFAULT 0; -- the job that publishes it

-- A rule that was deleted can be brought back for thirty days.
ALTER TABLE rule ADD COLUMN deleted_at integer NOT NULL DEFAULT 0;
