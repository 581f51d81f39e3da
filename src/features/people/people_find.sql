-- Finding people. Two ways to the same page, because no single one is fast for all questions: if few
-- people have the rarest thing that is asked for, they are gathered and sorted; if many have all of it,
-- the names are walked in their order until the page is full.

-- The letters from :a on, before :z, are the words that begin with what was typed. Where no more than two
-- known words do, they are asked for as :x and :y instead, which finds each person in half the time.

-- words_between(a text, z text, most int) : many search_word
SELECT letters, word FROM search_word WHERE word >= :a AND word < :z ORDER BY word LIMIT :most;

-- found_by_word(a text, z text, most int) : int
SELECT count(*) FROM (SELECT DISTINCT person FROM person_word WHERE word >= :a AND word < :z LIMIT :most) f;

-- found_by_topic(topic int, most int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM person_topic WHERE topic = :topic AND way = 'offered' LIMIT :most) f;

-- found_by_level(level int, most int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM person WHERE level = :level LIMIT :most) f;

-- found_at_all(most int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM person WHERE sorted > '' AND state <> 'deactivated' LIMIT :most) f;

-- json person_card: id name headline level_name unit offered
-- people_gather(a text, z text, topic int, level int, by_word int, by_topic int, by_level int, x1 text, y1 text, a1 text, z1 text, x2 text, y2 text, a2 text, z2 text, x3 text, y3 text, a3 text, z3 text, x4 text, y4 text, a4 text, z4 text, limit_n int, offset_n int) : many person_card
-- with total int, level_name text, offered text
-- scan: what is walked through is pool, the few that an index has found
WITH pool (person) AS (
	SELECT w.person FROM person_word w WHERE :by_word = 1 AND w.word >= :a AND w.word < :z
	UNION SELECT x.person FROM person_topic x WHERE :by_topic = 1 AND x.topic = :topic AND x.way = 'offered'
	UNION SELECT e.id FROM person e WHERE :by_level = 1 AND e.level = :level),
page (id, sorted, total) AS (
	SELECT q.id, q.sorted, count(*) OVER () FROM pool JOIN person q ON q.id = pool.person
	WHERE (:x1 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x1 AND w.person = pool.person)
			OR (:y1 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y1 AND w.person = pool.person)))
		AND (:a1 = '' OR EXISTS (SELECT 1 FROM person_word w
			WHERE w.person = pool.person AND w.word >= :a1 AND w.word < :z1))
		AND (:x2 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x2 AND w.person = pool.person)
			OR (:y2 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y2 AND w.person = pool.person)))
		AND (:a2 = '' OR EXISTS (SELECT 1 FROM person_word w
			WHERE w.person = pool.person AND w.word >= :a2 AND w.word < :z2))
		AND (:x3 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x3 AND w.person = pool.person)
			OR (:y3 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y3 AND w.person = pool.person)))
		AND (:a3 = '' OR EXISTS (SELECT 1 FROM person_word w
			WHERE w.person = pool.person AND w.word >= :a3 AND w.word < :z3))
		AND (:x4 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x4 AND w.person = pool.person)
			OR (:y4 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y4 AND w.person = pool.person)))
		AND (:a4 = '' OR EXISTS (SELECT 1 FROM person_word w
			WHERE w.person = pool.person AND w.word >= :a4 AND w.word < :z4))
		AND (:topic = 0 OR EXISTS (SELECT 1 FROM person_topic x
			WHERE x.person = pool.person AND x.way = 'offered' AND x.topic = :topic))
		AND (:level = 0 OR q.level = :level) AND q.state <> 'deactivated'
	ORDER BY q.sorted, q.id LIMIT :limit_n OFFSET :offset_n)
SELECT p.id, p.name, p.headline, p.unit, coalesce(l.name, '') AS level_name, '' AS offered, page.total
FROM page JOIN person p ON p.id = page.id LEFT JOIN level l ON l.id = p.level
ORDER BY page.sorted, page.id;

-- The name so many names from the start, "" if there are fewer: how far people_walk may go.
-- name_after(n int) : text
SELECT sorted FROM person WHERE sorted > '' ORDER BY sorted, id LIMIT 1 OFFSET :n;

-- people_walk(until text, topic int, level int, x1 text, y1 text, a1 text, z1 text, x2 text, y2 text, a2 text, z2 text, x3 text, y3 text, a3 text, z3 text, x4 text, y4 text, a4 text, z4 text, limit_n int, offset_n int) : many person_card
-- with total int, level_name text, offered text
SELECT q.id, q.name, q.headline, q.unit, coalesce(l.name, '') AS level_name, '' AS offered, 0 AS total
FROM person q LEFT JOIN level l ON l.id = q.level
WHERE q.sorted > '' AND q.sorted < :until AND q.state <> 'deactivated'
	AND (:level = 0 OR q.level = :level)
	AND (:topic = 0 OR EXISTS (SELECT 1 FROM person_topic x
		WHERE x.person = q.id AND x.way = 'offered' AND x.topic = :topic))
	AND (:x1 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x1 AND w.person = q.id)
		OR (:y1 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y1 AND w.person = q.id)))
	AND (:a1 = '' OR EXISTS (SELECT 1 FROM person_word w
		WHERE w.person = q.id AND w.word >= :a1 AND w.word < :z1))
	AND (:x2 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x2 AND w.person = q.id)
		OR (:y2 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y2 AND w.person = q.id)))
	AND (:a2 = '' OR EXISTS (SELECT 1 FROM person_word w
		WHERE w.person = q.id AND w.word >= :a2 AND w.word < :z2))
	AND (:x3 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x3 AND w.person = q.id)
		OR (:y3 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y3 AND w.person = q.id)))
	AND (:a3 = '' OR EXISTS (SELECT 1 FROM person_word w
		WHERE w.person = q.id AND w.word >= :a3 AND w.word < :z3))
	AND (:x4 = '' OR EXISTS (SELECT 1 FROM person_word w WHERE w.word = :x4 AND w.person = q.id)
		OR (:y4 <> '' AND EXISTS (SELECT 1 FROM person_word w WHERE w.word = :y4 AND w.person = q.id)))
	AND (:a4 = '' OR EXISTS (SELECT 1 FROM person_word w
		WHERE w.person = q.id AND w.word >= :a4 AND w.word < :z4))
ORDER BY q.sorted, q.id LIMIT :limit_n OFFSET :offset_n;

-- person_offers(person int) : many person_offer
SELECT t.name FROM person_topic x JOIN topic t ON t.id = x.topic
WHERE x.person = :person AND x.way = 'offered' ORDER BY x.strength DESC, t.folded;

-- What a word with a slip may have meant: words about as long, and longer ones that begin with its letter.
-- words_near(least int, most int, a text, z text) : many search_word
SELECT letters, word FROM search_word WHERE letters >= :least AND letters <= :most
UNION ALL SELECT letters, word FROM search_word WHERE word >= :a AND word < :z AND letters > :most;
