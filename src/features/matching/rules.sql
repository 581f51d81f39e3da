-- The rules of a programme, and the manager's wishes about single pairs.

-- json rule: id hard kind mentee_field mentor_field lo hi points cap words
-- rule_list(programme int) : many rule
-- with words text
SELECT id, programme, hard, kind, mentee_field, mentor_field, lo, hi, points, cap, '' AS words
FROM rule WHERE programme = :programme AND deleted_at = 0 ORDER BY hard DESC, position, id;

-- rule_get(id int) : one rule
-- with words text
SELECT id, programme, hard, kind, mentee_field, mentor_field, lo, hi, points, cap, '' AS words
FROM rule WHERE id = :id AND deleted_at = 0;

-- Those that can be brought back, last deleted first.
-- rule_deleted(programme int, since int) : many rule
-- with words text
SELECT id, programme, hard, kind, mentee_field, mentor_field, lo, hi, points, cap, '' AS words
FROM rule WHERE programme = :programme AND deleted_at > :since ORDER BY deleted_at DESC, id DESC;

-- rule_count(programme int) : int
SELECT count(*) FROM rule WHERE programme = :programme AND deleted_at = 0;

-- rule_insert(programme int, hard int, kind text, mentee_field text, mentor_field text, lo int, hi int, points int, cap int) : id
INSERT INTO rule (programme, hard, kind, mentee_field, mentor_field, lo, hi, points, cap, position)
SELECT p.id, :hard, :kind, :mentee_field, :mentor_field, :lo, :hi, :points, :cap,
	(SELECT coalesce(max(r.position), 0) + 1 FROM rule r WHERE r.programme = :programme)
FROM programme p WHERE p.id = :programme RETURNING id;

-- rule_change(id int, mentee_field text, mentor_field text, lo int, hi int, points int, cap int)
UPDATE rule SET mentee_field = :mentee_field, mentor_field = :mentor_field, lo = :lo, hi = :hi,
	points = :points, cap = :cap WHERE id = :id;

-- rule_delete(id int, now int)
UPDATE rule SET deleted_at = :now WHERE id = :id AND deleted_at = 0;

-- rule_restore(id int, programme int, since int)
UPDATE rule SET deleted_at = 0 WHERE id = :id AND programme = :programme AND deleted_at > :since;

-- rule_forget(programme int, before int)
DELETE FROM rule WHERE programme = :programme AND deleted_at > 0 AND deleted_at <= :before;

-- What matters

-- json programme_choice: aim fair quota spread way
-- programme_choice(id int) : one programme_choice
SELECT aim, fair, quota, spread, way FROM programme WHERE id = :id;

-- programme_set_choice(id int, aim text, fair text, quota int, spread int, now int)
UPDATE programme SET aim = :aim, fair = :fair, quota = :quota, spread = :spread, changed_at = :now
WHERE id = :id AND (aim <> :aim OR fair <> :fair OR quota <> :quota OR spread <> :spread);

-- Wishes

-- wish_list(programme int) : many wish
SELECT mentee, mentor, kind FROM pair_wish WHERE programme = :programme ORDER BY mentee, mentor;

-- json wish_named: mentee mentee_name mentor mentor_name kind
-- wish_named(programme int) : many wish_named
SELECT w.mentee, e.name AS mentee_name, w.mentor, m.name AS mentor_name, w.kind
FROM pair_wish w JOIN person e ON e.id = w.mentee JOIN person m ON m.id = w.mentor
WHERE w.programme = :programme ORDER BY w.kind DESC, e.sorted, w.mentee, w.mentor;

-- wish_delete(programme int, mentee int, mentor int)
DELETE FROM pair_wish WHERE programme = :programme AND mentee = :mentee AND mentor = :mentor;

-- wish_delete_pins(programme int, mentee int)
DELETE FROM pair_wish WHERE programme = :programme AND mentee = :mentee AND kind = 'pin';

-- wish_delete_pins_of(programme int, person int)
DELETE FROM pair_wish WHERE programme = :programme AND kind = 'pin' AND (mentee = :person OR mentor = :person);

-- wish_insert(programme int, mentee int, mentor int, kind text)
INSERT INTO pair_wish (programme, mentee, mentor, kind) VALUES (:programme, :mentee, :mentor, :kind)
ON CONFLICT (programme, mentee, mentor) DO UPDATE SET kind = excluded.kind;

-- Pins of a mentor whom the wish is about, but for one mentee.
-- wish_pins(programme int, mentor int, mentee int) : int
SELECT count(*) FROM pair_wish
WHERE programme = :programme AND mentor = :mentor AND mentee <> :mentee AND kind = 'pin';

-- wish_takes_part(programme int, person int, role text) : int
SELECT count(*) FROM participant
WHERE programme = :programme AND person = :person AND role = :role AND state <> 'left';

-- wish_free_places(programme int, mentor int) : int
SELECT coalesce(max(t.places), 0) - (SELECT count(*) FROM relationship r
	WHERE r.mentor = :mentor AND r.programme = :programme AND r.state <> 'ended')
FROM participant t WHERE t.programme = :programme AND t.role = 'mentor' AND t.person = :mentor;

-- Before matching

-- match_counts(programme int) : one match_counts
-- with mentees int, mentors int, places int
SELECT (SELECT count(*) FROM participant t WHERE t.programme = p.id AND t.role = 'mentee'
		AND t.state = 'waiting') AS mentees,
	(SELECT count(*) FROM participant t WHERE t.programme = p.id AND t.role = 'mentor'
		AND t.state IN ('waiting', 'matched') AND t.places > (SELECT count(*) FROM relationship r
			WHERE r.mentor = t.person AND r.programme = p.id AND r.state <> 'ended')) AS mentors,
	(SELECT coalesce(sum(t.places - (SELECT count(*) FROM relationship r
		WHERE r.mentor = t.person AND r.programme = p.id AND r.state <> 'ended')), 0)
		FROM participant t WHERE t.programme = p.id AND t.role = 'mentor'
		AND t.state IN ('waiting', 'matched') AND t.places > (SELECT count(*) FROM relationship r
			WHERE r.mentor = t.person AND r.programme = p.id AND r.state <> 'ended')) AS places
FROM programme p WHERE p.id = :programme;

-- Who says nothing about something that a rule asks for: what is level, unit, languages, wanted, offered,
-- interest, hours, detail, medium, or a field of the organisation (then `field` is its id).
-- limit: some names; beside them stands how many more there are, with a link to the list
-- match_lacking(programme int, role text, what text, field int, limit_n int) : many match_lacking
-- with total int
SELECT p.id, p.name, count(*) OVER () AS total
FROM participant t JOIN person p ON p.id = t.person
WHERE t.programme = :programme AND t.role = :role AND p.state <> 'deactivated'
	AND (t.state = 'waiting' OR (:role = 'mentor' AND t.state = 'matched'
		AND t.places > (SELECT count(*) FROM relationship r WHERE r.mentor = t.person
			AND r.programme = :programme AND r.state <> 'ended')))
	AND ((:what = 'level' AND p.level IS NULL) OR (:what = 'unit' AND p.unit = '')
		OR (:what = 'hours' AND p.hours = '') OR (:what = 'detail' AND p.detail = '')
		OR (:what = 'medium' AND p.medium = '')
		OR (:what = 'languages' AND NOT EXISTS (SELECT 1 FROM person_language l WHERE l.person = p.id))
		OR (:what IN ('wanted', 'offered', 'interest') AND NOT EXISTS (SELECT 1 FROM person_topic x
			WHERE x.person = p.id AND x.way = :what))
		OR (:what = 'field' AND NOT EXISTS (SELECT 1 FROM field_value v
			WHERE v.person = p.id AND v.field = :field)))
ORDER BY p.sorted, p.id LIMIT :limit_n;
