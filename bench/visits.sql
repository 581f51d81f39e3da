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

-- Plain words in which a slip can be made: in names, not in what everybody has.
-- bench_names(most int) : many bench_name
-- scan: read once
SELECT word FROM search_word WHERE letters >= 7 AND letters <= 11
ORDER BY substr(word, 4), word LIMIT :most;

-- bench_managers() : many bench_manager
-- scan: read once
SELECT programme, person FROM participant WHERE role = 'manager' ORDER BY id;
