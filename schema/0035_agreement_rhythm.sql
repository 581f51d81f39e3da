-- What two people agreed about how often they meet is also a number, by which several meetings are planned and a long
-- silence is measured; 0: it stays as it was. And who said yes, no, or took a proposal back.

ALTER TABLE agreement ADD COLUMN cadence_days integer NOT NULL DEFAULT 0;
ALTER TABLE agreement ADD COLUMN decided_by integer NOT NULL DEFAULT 0;
