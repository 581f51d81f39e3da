-- Who has looked at what is about somebody.

-- opening_pair(id int) : one opening_pair
SELECT mentor, mentee FROM relationship WHERE id = :id;

-- opening_participant(id int) : int
SELECT person FROM participant WHERE id = :id;

-- opening_mail(id int) : int
SELECT person FROM outbox WHERE id = :id;

-- opening_concern(id int) : int
SELECT raiser FROM concern WHERE id = :id;

-- Does one of the two run a programme in which the other takes part?
-- opening_manages(who int, person int) : int
SELECT count(*) FROM (SELECT 1 FROM participant p JOIN participant m ON m.programme = p.programme
	AND m.role = 'manager' AND m.person = :who
	WHERE p.person = :person AND p.role <> 'manager' LIMIT 1) x;

-- opening_known(id int) : int
SELECT count(*) FROM person WHERE id = :id;

-- opening_insert(person int, day int, who int, standing text, route text, relationship int, now int)
INSERT INTO opening (person, day, who, standing, route, relationship, at)
VALUES (:person, :day, :who, :standing, :route, :relationship, :now)
ON CONFLICT (person, day, who, route, relationship) DO NOTHING;

-- opening_sweep(before int)
DELETE FROM opening WHERE at < :before;

-- json opening_row: id who who_name standing route relationship partner_name at
-- opening_list(person int, limit_n int, offset_n int) : many opening_row
-- with partner_name text
SELECT o.id, o.who, p.name AS who_name, o.standing, o.route, o.relationship, o.at, coalesce(x.name, '') AS partner_name
FROM opening o JOIN person p ON p.id = o.who
LEFT JOIN relationship r ON r.id = o.relationship
LEFT JOIN person x ON x.id = CASE WHEN r.mentor = :person THEN r.mentee ELSE r.mentor END
WHERE o.person = :person ORDER BY o.day DESC, o.at DESC, o.id DESC LIMIT :limit_n OFFSET :offset_n;

-- opening_count(person int) : int
SELECT count(*) FROM opening WHERE person = :person;

-- opening_forget(person int)
DELETE FROM opening WHERE person = :person;
