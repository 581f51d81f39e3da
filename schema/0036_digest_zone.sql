-- On whose clock the last digest came: who has moved since lives days of other lengths, see features/notices/clock.c.

ALTER TABLE notice_setting ADD COLUMN digest_zone text NOT NULL DEFAULT '';
