-- Whom the measurements send to which page.

-- Pairs that meet soon, spread over all of them.
-- bench_pairs(most int) : many bench_pair
-- with meeting int
-- scan: read once
SELECT r.id, r.mentor, r.mentee,
	(SELECT m.id FROM meeting m WHERE m.relationship = r.id AND m.state = 'planned' ORDER BY m.id LIMIT 1) AS meeting
FROM relationship r
WHERE r.state = 'active' AND EXISTS (SELECT 1 FROM meeting m WHERE m.relationship = r.id AND m.state = 'planned')
ORDER BY r.id % 977, r.id LIMIT :most;

-- What is ahead is moved to this hour, so that it can be closed.
-- bench_meeting_now(id int, starts_at int)
UPDATE meeting SET starts_at = :starts_at WHERE id = :id;

-- bench_people(most int, after int) : many bench_person
SELECT id, name, email, lang, tz FROM person WHERE id > :after ORDER BY id LIMIT :most;

-- bench_digests_now(now int)
-- scan: once
UPDATE notice_setting SET digest_at = :now, digest_on = '' WHERE digest_at > 0;

-- bench_notices_now(now int)
-- scan: once
UPDATE notice SET due_at = :now WHERE due_at > :now;

-- Plain words in which a slip can be made: in names, not in what everybody has.
-- bench_names(most int) : many bench_name
-- scan: read once
SELECT word FROM search_word WHERE letters >= 7 AND letters <= 11
ORDER BY substr(word, 4), word LIMIT :most;

-- bench_managers() : many bench_manager
-- scan: read once
SELECT programme, person FROM participant WHERE role = 'manager' ORDER BY id;
