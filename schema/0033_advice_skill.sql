-- Advice can say which skill it is about, as feedback can; and who said what became of it, so that each person's words
-- go or stay with whoever wrote them. Before, that was the mentee, and of two peers the one who had not written it down.

ALTER TABLE advice ADD COLUMN skill text NOT NULL DEFAULT '';
ALTER TABLE advice ADD COLUMN result_by integer NOT NULL DEFAULT 0;

UPDATE advice SET result_by = (SELECT CASE WHEN r.mode = 'peers' AND r.mentee = advice.person THEN r.mentor ELSE r.mentee END
	FROM relationship r WHERE r.id = advice.relationship)
WHERE state = 'tried';
