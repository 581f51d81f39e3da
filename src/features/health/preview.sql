-- What a number would change, before it is saved.

-- json rule_of_thumb: id name text basis value usual least most unit
-- record rule_of_thumb(id text, name text, text text, basis text, value int, usual int, least int, most int, unit text)

-- preview: "pairs", "people", "private" or "none". concerned, newly and no_longer are -1 where there are fewer
-- than smallest, or none is counted.
-- json rule_preview: id name text basis value usual least most unit tried preview smallest concerned newly no_longer
-- record rule_preview(id text, name text, text text, basis text, value int, usual int, least int, most int, unit text, tried int, preview text, smallest int, concerned int, newly int, no_longer int)

-- Signs of a programme that the team may hear of, as the night has left them; those that it was asked about or has
-- put away are no matter of days.
-- preview_signs(programme int, after int, last int, now int) : many preview_sign
SELECT s.relationship, s.kind, s.told, s.since FROM health_sign s
WHERE s.relationship > :after AND s.relationship <= :last AND s.programme = :programme AND s.told > 0 AND s.help_at = 0
	AND NOT EXISTS (SELECT 1 FROM exception_mark x WHERE x.programme = s.programme AND x.kind = s.kind
		AND x.subject = s.relationship AND (x.until = 0 OR x.until > :now))
ORDER BY s.relationship;
