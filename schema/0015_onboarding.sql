-- Roles that were read, pledges, guides, how ready somebody feels.
DROP TABLE IF EXISTS nothing_15;
