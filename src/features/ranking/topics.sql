-- Topics on offer. What is said about them is in matching/ranked.sql.

-- place: of the person who asks; 0: not named, -1: not for him.
-- json topic_choice: topic name least most place
-- topic_choices(programme int) : many topic_choice
-- with place int
SELECT o.topic, t.name, o.least, o.most, 0 AS place
FROM circle_topic o JOIN topic t ON t.id = o.topic WHERE o.programme = :programme ORDER BY t.folded;
