-- The organisation, its people, and what they want and offer.

-- person_standing(id int, viewer int) : one person_standing
-- with admin int
SELECT p.id, p.state, CASE WHEN EXISTS (SELECT 1 FROM person a WHERE a.id = :viewer AND a.admin = 1
	AND a.state = 'active') THEN 1 ELSE 0 END AS admin
FROM person p WHERE p.id = :id;

-- json person: id name pronouns headline about languages tz hours level_name unit manager manager_name detail medium mentees_max
-- person_get(id int) : one person
-- with level_name text, manager_name text, manager_email text, manager_state text, languages text
SELECT p.id, p.email, p.name, p.pronouns, p.headline, p.about, p.lang, p.tz, p.hours, p.level, p.unit, p.manager,
	p.detail, p.medium, p.mentees_max, p.admin, p.state, coalesce(l.name, '') AS level_name,
	coalesce(m.name, '') AS manager_name, coalesce(m.email, '') AS manager_email, coalesce(m.state, '') AS manager_state, '' AS languages
FROM person p LEFT JOIN level l ON l.id = p.level LEFT JOIN person m ON m.id = p.manager
WHERE p.id = :id;

-- person_by_email(email text) : one person_kept
SELECT id, email, name, pronouns, headline, about, lang, tz, hours, level, unit, manager, detail, medium, mentees_max
FROM person WHERE email = :email;

-- person_by_id(id int) : one person_kept
SELECT id, email, name, pronouns, headline, about, lang, tz, hours, level, unit, manager, detail, medium, mentees_max
FROM person WHERE id = :id;

-- person_id(email text) : int
SELECT id FROM person WHERE email = :email;

-- Its id is asked for behind it: RETURNING makes SQLite keep a journal for the statement, which takes
-- longer than the whole row in a long transaction.
-- person_insert(email text, name text, sorted text, pronouns text, headline text, about text, lang text, tz text, hours text, level ref, unit text, manager ref, detail text, medium text, mentees_max int, state text, now int)
INSERT INTO person (email, name, sorted, pronouns, headline, about, lang, tz, hours, level, unit, manager,
	detail, medium, mentees_max, state, created_at, changed_at)
VALUES (:email, :name, :sorted, :pronouns, :headline, :about, :lang, :tz, :hours, :level, :unit, :manager,
	:detail, :medium, :mentees_max, :state, :now, :now);

-- person_change(id int, email text, name text, sorted text, pronouns text, headline text, about text, lang text, tz text, hours text, level ref, unit text, manager ref, detail text, medium text, mentees_max int, now int)
UPDATE person SET email = :email, name = :name, sorted = :sorted, pronouns = :pronouns, headline = :headline,
	about = :about, lang = :lang, tz = :tz, hours = :hours, level = :level, unit = :unit, manager = :manager,
	detail = :detail, medium = :medium, mentees_max = :mentees_max,
	changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END
WHERE id = :id;

-- No two changes of a person have the same time: who has seen one of them notices the next, also in the same second.
-- person_touch(id int, now int)
UPDATE person SET changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END WHERE id = :id;

-- person_set_sorted(id int, sorted text)
UPDATE person SET sorted = :sorted WHERE id = :id;

-- person_set_email(id int, email text, now int)
UPDATE person SET email = :email, changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END WHERE id = :id;

-- person_set_admin(id int, admin int, now int)
UPDATE person SET admin = :admin, changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END WHERE id = :id AND admin <> :admin;

-- other_admins(id int) : int
-- scan: asked only when an administrator is made an ordinary person
SELECT count(*) FROM person WHERE admin = 1 AND state = 'active' AND id <> :id;

-- languages

-- person_language_list(person int) : many person_language
SELECT tag FROM person_language WHERE person = :person ORDER BY tag;

-- person_language_insert(person int, tag text)
INSERT INTO person_language (person, tag) VALUES (:person, :tag) ON CONFLICT (person, tag) DO NOTHING;

-- person_language_delete(person int, tag text)
DELETE FROM person_language WHERE person = :person AND tag = :tag;

-- The tags that anybody has, from one to the next in the index: few steps however many people.
-- limit: as many as there are languages that people are asked about
-- languages_spoken() : many language_spoken
-- with tag text
WITH RECURSIVE spoken (tag) AS (
	SELECT min(tag) FROM person_language
	UNION ALL SELECT (SELECT min(p.tag) FROM person_language p WHERE p.tag > spoken.tag)
	FROM spoken WHERE spoken.tag IS NOT NULL)
SELECT spoken.tag AS tag FROM spoken WHERE spoken.tag IS NOT NULL LIMIT 200;

-- topics

-- topic_find(folded text) : int
SELECT id FROM topic WHERE folded = :folded;

-- topic_insert(name text, folded text) : id
INSERT INTO topic (name, folded) VALUES (:name, :folded) RETURNING id;

-- topic_name(id int) : text
SELECT name FROM topic WHERE id = :id;

-- limit: suggestions while one types; any other word can be typed
-- topic_names(limit_n int) : many topic_name
-- scan: walks the topics by name and stops after so many
SELECT id, name FROM topic ORDER BY folded LIMIT :limit_n;

-- limit: suggestions for a search; any other word can be typed
-- topic_offered(limit_n int) : many topic_name
-- scan: the topics of the organisation, for the choice above the directory
SELECT t.id, t.name FROM topic t
WHERE EXISTS (SELECT 1 FROM person_topic x WHERE x.topic = t.id AND x.way = 'offered')
ORDER BY t.folded LIMIT :limit_n;

-- json person_topic: topic name way strength
-- person_topic_list(person int) : many person_topic
SELECT x.topic, t.name, x.way, x.strength FROM person_topic x JOIN topic t ON t.id = x.topic
WHERE x.person = :person ORDER BY x.way, x.strength DESC, t.folded;

-- person_topic_insert(person int, way text, topic int, strength int)
INSERT INTO person_topic (person, way, topic, strength) VALUES (:person, :way, :topic, :strength)
ON CONFLICT (person, way, topic) DO UPDATE SET strength = excluded.strength;

-- person_topic_delete(person int, way text, topic int)
DELETE FROM person_topic WHERE person = :person AND way = :way AND topic = :topic;

-- search words

-- person_words_get(person int) : text
SELECT words FROM person_words WHERE person = :person;

-- person_words_set(person int, words text)
INSERT INTO person_words (person, words) VALUES (:person, :words)
ON CONFLICT (person) DO UPDATE SET words = excluded.words;

-- word_people_get(part int, word text) : text
SELECT people FROM word_people WHERE part = :part AND word = :word;

-- word_people_add(part int, word text, people text)
INSERT INTO word_people (part, word, people) VALUES (:part, :word, :people)
ON CONFLICT (part, word) DO UPDATE SET people = word_people.people || excluded.people;

-- word_people_set(part int, word text, people text)
UPDATE word_people SET people = :people WHERE part = :part AND word = :word;

-- word_people_delete(part int, word text)
DELETE FROM word_people WHERE part = :part AND word = :word;

-- search_word_insert(letters int, word text)
INSERT INTO search_word (letters, word) VALUES (:letters, :word) ON CONFLICT (letters, word) DO NOTHING;

-- levels

-- json level: id rank name people
-- level_list() : many level
-- with people int
-- scan: the levels of an organisation are few
SELECT l.id, l.rank, l.name, (SELECT count(*) FROM person p WHERE p.level = l.id) AS people
FROM level l ORDER BY l.rank, l.id;

-- level_names() : many level_name
-- scan: the levels of an organisation are few
SELECT id, rank, name FROM level ORDER BY rank, id;

-- level_insert(rank int, name text) : id
INSERT INTO level (rank, name) VALUES (:rank, :name) RETURNING id;

-- level_update(id int, rank int, name text)
UPDATE level SET rank = :rank, name = :name WHERE id = :id;

-- level_people(id int) : int
SELECT count(*) FROM person WHERE level = :id;

-- level_delete(id int)
DELETE FROM level WHERE id = :id;

-- fields of the organisation

-- json field: id name label kind choices audience matching sensitive position
-- field_list() : many field
-- scan: the fields of an organisation are few
SELECT id, name, label, kind, choices, audience, matching, sensitive, position FROM field ORDER BY position, id;

-- field_get(id int) : one field
SELECT id, name, label, kind, choices, audience, matching, sensitive, position FROM field WHERE id = :id;

-- field_get_by_name(name text) : one field
SELECT id, name, label, kind, choices, audience, matching, sensitive, position FROM field WHERE name = :name;

-- field_last_position() : int
-- scan: the fields of an organisation are few
SELECT coalesce(max(position), 0) FROM field;

-- field_insert(name text, label text, kind text, choices text, audience text, matching int, sensitive int, position int) : id
INSERT INTO field (name, label, kind, choices, audience, matching, sensitive, position)
VALUES (:name, :label, :kind, :choices, :audience, :matching, :sensitive, :position) RETURNING id;

-- field_update(id int, label text, kind text, choices text, audience text, matching int, sensitive int)
UPDATE field SET label = :label, kind = :kind, choices = :choices, audience = :audience,
	matching = :matching, sensitive = :sensitive WHERE id = :id;

-- field_set_choices(id int, choices text)
UPDATE field SET choices = :choices WHERE id = :id;

-- field_delete(id int)
DELETE FROM field WHERE id = :id;

-- field_answers(field int) : int
SELECT count(*) FROM field_value WHERE field = :field;

-- field_people(field int) : int
SELECT count(*) FROM (SELECT DISTINCT person FROM field_value WHERE field = :field) x;

-- field_values_used(field int) : many value_used
-- with people int
SELECT value, count(*) AS people FROM field_value WHERE field = :field GROUP BY value ORDER BY value;

-- What viewer may see of a person: the audience is asked here, so that nothing else has to.
-- json answer: field name label kind value
-- answer_list(person int, viewer int) : many answer
SELECT v.field, f.name, f.label, f.kind, f.audience, v.value FROM field_value v JOIN field f ON f.id = v.field
WHERE v.person = :person AND (f.audience = 'everyone' OR v.person = :viewer
	OR EXISTS (SELECT 1 FROM person a WHERE a.id = :viewer AND a.admin = 1 AND a.state = 'active')
	OR (f.audience = 'managers' AND EXISTS (SELECT 1 FROM participant t JOIN participant m
		ON m.programme = t.programme AND m.role = 'manager' AND m.person = :viewer
		WHERE t.person = :person AND t.role <> 'manager')))
ORDER BY f.position, f.id, v.value;

-- answers_kept(person int) : many answer_kept
SELECT field, value FROM field_value WHERE person = :person ORDER BY field, value;

-- answer_insert(person int, field int, value text)
INSERT INTO field_value (person, field, value) VALUES (:person, :field, :value)
ON CONFLICT (person, field, value) DO NOTHING;

-- answer_delete(person int, field int, value text)
DELETE FROM field_value WHERE person = :person AND field = :field AND value = :value;

-- the organisation

-- json organisation: name lang tz
-- organisation_get() : one organisation
SELECT id, name, lang, tz FROM organisation WHERE id = 1;

-- organisation_update(name text, lang text, tz text)
UPDATE organisation SET name = :name, lang = :lang, tz = :tz WHERE id = 1;

-- How letters reach somebody.
-- person_reader(id int) : one person_reader
SELECT id, name, email, lang, tz, state FROM person WHERE id = :id;

-- ---- what somebody takes along, see features/mine/parts.h ----

-- json mine_person: id email name pronouns headline about lang tz hours detail medium mentees_max unit admin state created_at changed_at level_name manager_name
-- mine_person(person int) : many mine_person
-- with level_name text, manager_name text
SELECT p.id, p.email, p.name, p.pronouns, p.headline, p.about, p.lang, p.tz, p.hours, p.detail, p.medium, p.mentees_max, p.unit, p.admin, p.state, p.created_at, p.changed_at, coalesce(l.name, '') AS level_name, coalesce(m.name, '') AS manager_name
FROM person p LEFT JOIN level l ON l.id = p.level LEFT JOIN person m ON m.id = p.manager
WHERE p.id = :person ORDER BY p.id;

-- json mine_person_language: tag
-- mine_person_language(person int) : many mine_person_language
SELECT tag
FROM person_language
WHERE person = :person ORDER BY tag;

-- json mine_person_topic: name way strength
-- mine_person_topic(person int) : many mine_person_topic
SELECT t.name, x.way, x.strength
FROM person_topic x JOIN topic t ON t.id = x.topic
WHERE x.person = :person ORDER BY x.way, t.name;

-- json mine_field_value: label value audience
-- mine_field_value(person int) : many mine_field_value
SELECT f.label, v.value, f.audience
FROM field_value v JOIN field f ON f.id = v.field
WHERE v.person = :person ORDER BY f.label, v.value;

-- ---- what is deleted for somebody, see features/mine/forget.h ----

-- forget_language(person int)
DELETE FROM person_language WHERE person = :person;

-- forget_topic(person int)
DELETE FROM person_topic WHERE person = :person;

-- forget_field_value(person int)
DELETE FROM field_value WHERE person = :person;

-- forget_manager(person int)
UPDATE person SET manager = NULL WHERE manager = :person;

-- forget_person(person int, email text, name text, sorted text, now int)
UPDATE person SET email = :email, name = :name, sorted = :sorted, pronouns = '', headline = '', about = '', lang = '', tz = 'UTC',
	level = NULL, unit = '', manager = NULL, detail = '', medium = '', hours = '', mentees_max = 0, admin = 0,
	state = 'deactivated', changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at + 1 END
WHERE id = :person;
