-- Finding people. Who has all that is asked for is known from the index of words (word_index.h) before
-- anybody is looked at. If they are few, each is looked up and they are sorted; if they are many, the names
-- are walked in their order until the page is full.

-- The reading side of word_index.h. Few steps, one for each 4096 people.
-- word_people_find(a text, z text) : many word_people
WITH RECURSIVE parts (n) AS (
	SELECT 0 UNION ALL SELECT n + 1 FROM parts WHERE n < (SELECT max(p.id) FROM person p) / 4096)
SELECT w.part, w.people FROM parts CROSS JOIN word_people w
WHERE w.part = parts.n AND w.word >= :a AND w.word < :z;

-- found_at_all(most int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM person WHERE sorted > '' AND state <> 'deactivated' LIMIT :most) f;

-- 1 if more than n people have a name, deactivated ones too: the index is stepped over and not read, which takes
-- a sixth of counting.
-- found_more(n int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM person WHERE sorted > '' ORDER BY sorted LIMIT 1 OFFSET :n) f;

-- The deactivated, of whom all are read if they are not more than that.
-- limit: read in pieces of this size
-- people_gone(most int) : many person_gone
SELECT id FROM person WHERE state = 'deactivated' LIMIT :most;

-- Where somebody stands among the names.
-- person_place(id int) : one person_place
SELECT id, sorted FROM person WHERE id = :id AND state <> 'deactivated';

-- limit: read in pieces of this size
-- people_after(sorted text, id int, most int) : many person_place
SELECT id, sorted FROM person
WHERE (sorted, id) > (:sorted, :id) AND state <> 'deactivated' ORDER BY sorted, id LIMIT :most;

-- json person_card: id name headline level_name unit offered
-- person_card_get(id int) : one person_card
-- with level_name text, offered text
SELECT p.id, p.name, p.headline, p.unit, coalesce(l.name, '') AS level_name, '' AS offered
FROM person p LEFT JOIN level l ON l.id = p.level WHERE p.id = :id;

-- people_page(limit_n int, offset_n int) : many person_card
-- with level_name text, offered text
SELECT p.id, p.name, p.headline, p.unit, coalesce(l.name, '') AS level_name, '' AS offered
FROM person p LEFT JOIN level l ON l.id = p.level
WHERE p.sorted > '' AND p.state <> 'deactivated'
ORDER BY p.sorted, p.id LIMIT :limit_n OFFSET :offset_n;

-- person_offers(person int) : many person_offer
SELECT t.name FROM person_topic x JOIN topic t ON t.id = x.topic
WHERE x.person = :person AND x.way = 'offered' ORDER BY x.strength DESC, t.folded;

-- What a word with a slip may have meant: words about as long, and longer ones that begin with its letter.
-- words_near(least int, most int, a text, z text) : many search_word
SELECT letters, word FROM search_word WHERE letters >= :least AND letters <= :most
UNION ALL SELECT letters, word FROM search_word WHERE word >= :a AND word < :z AND letters > :most;
