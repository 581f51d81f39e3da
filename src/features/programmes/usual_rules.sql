-- The rules that a programme starts to match people by.

-- usual_rule_any(programme int) : int
SELECT count(*) FROM (SELECT 1 AS one FROM rule WHERE programme = :programme AND deleted_at = 0 LIMIT 1) f;

-- usual_rule_levels() : int
-- scan: the levels of an organisation are few
SELECT count(*) FROM level;

-- usual_rule_insert(programme int, hard int, kind text, mentee_field text, mentor_field text, lo int, hi int, points int, cap int, position int)
INSERT INTO rule (programme, hard, kind, mentee_field, mentor_field, lo, hi, points, cap, position)
VALUES (:programme, :hard, :kind, :mentee_field, :mentor_field, :lo, :hi, :points, :cap, :position);
